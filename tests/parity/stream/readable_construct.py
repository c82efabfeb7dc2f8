from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import next_tick, run
from node_http.stream import Readable


def construct(cb: object) -> None:
    log('construct')
    next_tick(cb)


r = Readable(construct=construct, read=lambda: (log('_read'), r.push('x'), r.push(None)))
events(r, 'r', 'data end close resume')
ticks(12)

run()
