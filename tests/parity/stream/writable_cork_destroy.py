from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import run
from node_http.stream import Writable

w = Writable(write=lambda c, e, cb: (log('_write', c), cb()))
events(w, 'w', 'error close finish')
w.cork()
w.write('a', lambda e: log('a', e))
w.write('b', lambda e: log('b', e))
w.end(lambda e: log('end', e))
w.cork()
log(w.writableCorked, w.writableLength)
v = Writable(write=lambda c, e, cb: (log('_write', c), cb()))
events(v, 'v', 'error close finish')
v.cork()
v.write('a', lambda e: log('v a', e))
v.write('b', lambda e: log('v b', e))
v.destroy(errors.NodeError('v'))
v.uncork()
v.uncork()
log(v.writableLength, v.writableCorked)
ticks(6)

run()
