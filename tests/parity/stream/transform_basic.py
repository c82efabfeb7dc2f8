from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Transform

t = Transform(
    transform=lambda c, e, cb: (log('_transform', c, e), cb(None, str(c).upper())),
    flush=lambda cb: (log('_flush'), cb(None, '!')),
)
events(t, 't', 'data end prefinish finish close')
ticks(10)
t.write('a', lambda e: log('written', e))
t.write('b')
t.end('c', lambda: log('ended'))

run()
