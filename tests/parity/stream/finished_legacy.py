from __future__ import annotations

from helper import log, ticks

from node_http import errors
from node_http._runtime import run
from node_http.stream import PassThrough, Stream, finished

s = Stream()
s.readable = True
s.writable = False
finished(s, {'writable': False}, lambda e: log('s', e))
s.emit('end')
w = Stream()
w.writable = True
w.write = lambda: None
finished(w, {'readable': False}, lambda e: log('w', e))
w.emit('end')
w.writable = False
w.emit('finish')
x = Stream()
x.readable = True
finished(x, lambda e: log('x', e))
x.emit('error', errors.NodeError('x'))
y = PassThrough()
finished(y, {'readable': True, 'writable': False}, lambda e: log('y', e, y.destroyed))
y.resume()
y.end()
ticks(5)

run()
