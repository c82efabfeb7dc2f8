from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Writable

w = Writable(highWaterMark=3, write=lambda c, e, cb: (log('_write', c, e), cb()))
events(w, 'w', 'drain prefinish finish close')
ticks(6)
log(w.write('a'), w.writableLength, w.writableNeedDrain)
log(w.write('bcd', 'latin1', lambda e: log('written', e)), w.writableLength, w.writableNeedDrain)
log(w.write(b'e', lambda e: log('written e', e)))
log(w.end('f', lambda e: log('ended', e)) is w, w.writableEnded, w.writableFinished, w.writable)
w.on('finish', lambda: log(w.writableFinished, w.writableEnded, w.destroyed))

run()
