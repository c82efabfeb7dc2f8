from __future__ import annotations

from helper import log, ticks

from node_http._runtime import Timer, next_tick, run
from node_http.stream import Readable

n = 0


def later() -> None:
    global n
    n += 1
    log('push', n, r.push('abc'))


def read(size: int) -> None:
    log('_read', size)
    next_tick(later)


r = Readable(highWaterMark=8, read=read)
ticks(12)
log(r.read(0), r.read())
Timer(5, lambda: log(n, r.readableLength, r.read(2), r.read(100), r.readableHighWaterMark, r.read()))

run()
