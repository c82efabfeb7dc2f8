from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable

for v in (5, True, [1]):
    r = Readable(read=lambda: None)
    events(r, 'r', 'error close')
    log(r.push(v), r.destroyed)
e = Readable(read=lambda: None)
events(e, 'e', 'data end error close readable')
log(e.push(''), e.push(b''), e.readableLength)
ticks(6)

run()
