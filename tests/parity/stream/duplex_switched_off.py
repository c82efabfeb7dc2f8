from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Duplex

a = Duplex(readable=False, write=lambda c, e, cb: (log('_write', c), cb()))
events(a, 'a', 'data end finish close error')
log(a.readable, a.readableEnded, a.writable, a.readableAborted)
a.end('x')
b = Duplex(writable=False, read=lambda: b.push(None))
events(b, 'b', 'data end finish close error')
log(b.writable, b.writableEnded, b.writableFinished, b.readable, b.writableAborted)
b.resume()
ticks(6)
c = Duplex(readable=False, writable=False)
events(c, 'c', 'close')
log(c.destroyed)
c.destroy()
log(c.readableAborted, c.writableAborted)
e = Duplex(writable=False, read=lambda: None)
events(e, 'e', 'error close')
log(e.write('x', lambda x: log('e', x)))

run()
