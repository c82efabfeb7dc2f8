from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import PassThrough, Transform

t = Transform(
    transform=lambda c, e, cb: cb(None, c),
    flush=lambda cb: (log('flush'), cb()),
    final=lambda cb: (log('final'), cb()),
)
events(t, 't', 'data end prefinish finish close')
ticks(8)
t.end('x')
p = PassThrough()
events(p, 'p', 'data end prefinish finish close')
p.end('y')

run()
