from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, next_tick, run
from node_http.stream import Readable

n = 0


def read(s: int) -> None:
    global n
    log('_read', s)
    c = f'x{n + 1}' if n < 3 else None
    n += 1
    next_tick(lambda: log('push', r.push(c)))


r = Readable(highWaterMark=0, read=read)
events(r, 'r', 'end close')
ticks(12)
r.on('readable', lambda: log('readable', r.readableLength, r.read()))
m = 0


def read_q() -> None:
    global m
    m += 1
    q.push(f'y{m}' if m <= 3 else None)


q = Readable(highWaterMark=0, read=read_q)
Timer(3, lambda: (events(q, 'q', 'data end close'), ticks(8)))

run()
