from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable

r = Readable(read=lambda: None)
events(r, 'r', 'data end close resume pause')
ticks(8)
log(r.readableFlowing, r.push('a'), r.push(b'b'), r.readableLength)
r.push(None)
log(r.readableLength, r.readableEnded, r.readable)
r.on('end', lambda: log(r.readableEnded, r.readable, r.destroyed, r.readableDidRead))
r.on('close', lambda: log(r.closed, r.destroyed, r.readableAborted))

run()
