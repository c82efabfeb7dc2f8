from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable

r = Readable(read=lambda: None)
events(r, 'r', 'data end error close')
ticks(8)
r.push('a')
r.push(None)
log(r.push('b'), r.destroyed, r.errored)
log(r.push(None), r.push('c'), r.readableAborted)

run()
