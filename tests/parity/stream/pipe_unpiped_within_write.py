from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, run
from node_http.stream import Readable, Writable

r = Readable(read=lambda: None)
w = Writable(highWaterMark=1, write=lambda c, e, cb: (log('_write', c), r.unpipe(w), Timer(1, cb)))
events(w, 'w', 'unpipe drain finish')
events(r, 'r', 'pause resume end')
r.pipe(w)
r.push('a')
r.push('b')
Timer(
    25,
    lambda: (
        log(r.readableFlowing, r.readableLength, w.listenerCount('drain')),
        r.on('data', lambda c: log('data', c)),
        r.resume(),
        r.push(None),
    ),
)

run()
