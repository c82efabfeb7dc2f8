from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import PassThrough, Stream, Writable

s = Stream()
s.readable = True
s.pause = lambda: log('paused')
s.resume = lambda: log('resumed')
w = Writable(highWaterMark=2, write=lambda c, e, cb: (log('_write', c), Timer(1, cb)))
events(w, 'w', 'pipe drain finish close')
log(s.pipe(w) is w)
s.emit('data', 'a')
s.emit('data', 'bcd')
w.on('drain', lambda: (s.emit('end'), log(s.listenerCount('data'))))
t, x = Stream(), Writable(write=lambda: None)
t.pipe(x)
t.emit('close')
log(x.destroyed)
try:
    u = Stream()
    u.pipe(PassThrough())
    u.emit('error', errors.NodeError('nobody'))
except errors.NodeError as e:
    log(e)

run()
