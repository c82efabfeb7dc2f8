from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable

r = Readable(objectMode=True, highWaterMark=2, read=lambda: None)
log(r.readableObjectMode, r.readableHighWaterMark)
log(r.push(1), r.push('two'), r.push(False), r.push(0), r.push(''), r.readableLength)
ticks(5)
log(r.read(), r.read(5), r.readableLength)
events(r, 'r', 'data end close')
r.push(None)

run()
