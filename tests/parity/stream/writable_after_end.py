from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Writable

w = Writable(write=lambda c, e, cb: cb())
events(w, 'w', 'error close finish')
ticks(5)
w.end('a', lambda e: log('first end', e))
w.end(lambda e: log('second end', e))
log(w.write('b', lambda e: log('b', e)), w.errored, w.destroyed)
w.end('c', lambda e: log('third end', e))
v = Writable(write=lambda c, e, cb: cb())
events(v, 'v', 'error close finish')
v.end()


@v.on('close')
def on_close() -> None:
    v.end(lambda e: log('v end', e))
    log(v.write('x', lambda e: log('v write', e)))
    v.end('y', lambda e: log('v end y', e))


run()
