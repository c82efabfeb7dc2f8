from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable, Writable

r = Readable(read=lambda: None)
w = Writable(write=lambda c, e, cb: (log('_write', c), cb()))
events(r, 'r', 'end close pause resume')
events(w, 'w', 'pipe unpipe finish close drain')
ticks(8)
log(r.pipe(w) is w, r.readableFlowing, len(r._readableState.pipes))
r.push('a')
r.push('b')
r.push(None)
w.on(
    'finish',
    lambda: log(len(r._readableState.pipes), r.listenerCount('data'), w.listenerCount('error')),
)

run()
