from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda: None)
r.push('abc')
r.push(None)
events(r, 'r', 'readable end close')
ticks(8)
Timer(
    3,
    lambda: (log(r.readableEnded), log(r.read(1)), log(r.read(10)), log(r.read()), log(r.readableEnded)),
)

run()
