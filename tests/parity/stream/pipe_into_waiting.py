from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, run
from node_http.stream import Readable, Writable

w = Writable(highWaterMark=2, write=lambda c, e, cb: (log('_write', c), Timer(3, cb)))
w.write('full')
r = Readable(read=lambda: None)
r.push('after')
r.push(None)
events(r, 'r', 'pause resume end')
events(w, 'w', 'drain finish pipe unpipe')
r.pipe(w)
log(r.isPaused(), r.readableFlowing, w.writableNeedDrain)

run()
