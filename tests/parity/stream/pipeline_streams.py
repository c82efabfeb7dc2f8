from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable, Transform, Writable, pipeline

n = 0


def read() -> None:
    global n
    n += 1
    r.push(None if n > 3 else f'c{n}')


r = Readable(read=read)
t = Transform(transform=lambda c, e, cb: cb(None, str(c).upper()))
w = Writable(write=lambda c, e, cb: (log('_write', c), cb()))
events(r, 'r', 'end close')
events(t, 't', 'end finish close')
events(w, 'w', 'pipe unpipe finish close')
log(pipeline(r, t, w, lambda e: log('pipeline', e)) is w)
ticks(20)

run()
