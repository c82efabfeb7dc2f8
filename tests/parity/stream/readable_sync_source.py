from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable

n = 0


def read(size: int) -> None:
    global n
    log('_read', size, n)
    n += 1
    r.push(None if n > 5 else str(n))


r = Readable(highWaterMark=3, read=read)
ticks(14)
events(r, 'r', 'data end close')

run()
