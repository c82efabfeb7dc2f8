from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, run
from node_http.stream import Readable, Writable

n = 0


def read() -> None:
    global n
    n += 1
    r.push(None if n > 6 else f'abc{n}')


r = Readable(highWaterMark=4, read=read)
slow = Writable(highWaterMark=4, write=lambda c, e, cb: (log('slow', c), Timer(3, cb)))
fast = Writable(highWaterMark=100, write=lambda c, e, cb: (log('fast', c), cb()))
events(r, 'r', 'pause resume end')
events(slow, 'slow', 'drain finish unpipe')
events(fast, 'fast', 'drain finish')
r.pipe(slow)
r.pipe(fast)

run()
