from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Duplex, Readable, Writable

d = Duplex(
    read=lambda: log('_read'),
    write=lambda c, e, cb: (log('_write', c), d.push(c), cb()),
    final=lambda cb: (d.push(None), cb()),
)
events(d, 'd', 'data end finish prefinish close drain')
ticks(8)
d.write('a')
d.end('b')
log(isinstance(d, Readable), isinstance(d, Writable), d.allowHalfOpen)
d.on('end', lambda: log(d.destroyed))
d.on('close', lambda: log(d.destroyed, d.closed, d.readable, d.writable))

run()
