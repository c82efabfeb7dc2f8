from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Readable, Writable

r = Readable(read=lambda: None)
w = Writable(write=lambda c, e, cb: cb(errors.NodeError('w fails')))
events(r, 'r', 'error close pause')
events(w, 'w', 'error unpipe close')
r.pipe(w)
r.push('x')
ticks(6)
Timer(2, lambda: log(r.destroyed, r.readableFlowing, len(r._readableState.pipes)))
q, v = Readable(read=lambda: None), Writable(write=lambda c, e, cb: cb())
events(q, 'q', 'error close pause')
events(v, 'v', 'unpipe close finish')
q.pipe(v)
q.destroy(errors.NodeError('q'))
p, u = Readable(read=lambda: None), Writable(write=lambda c, e, cb: cb())
events(p, 'p', 'close pause')
events(u, 'u', 'unpipe close finish')
p.pipe(u)
p.push('1')
u.destroy()

run()
