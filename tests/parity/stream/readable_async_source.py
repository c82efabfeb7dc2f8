from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, run
from node_http.stream import Readable, Writable

n = 0


def later() -> None:
    global n
    n += 1
    log('push', r.push(None if n > 4 else f'part{n}'), r.readableLength)


r = Readable(highWaterMark=6, read=lambda: Timer(1, later))
events(r, 'r', 'end close resume pause')
w = Writable(highWaterMark=3, write=lambda c, e, cb: (log('_write', c), Timer(15, cb)))
events(w, 'w', 'drain finish')
r.pipe(w)

run()
