from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import next_tick, run
from node_http.stream import Writable

w = Writable(highWaterMark=0, write=lambda c, e, cb: (log('_write', c), next_tick(cb)))
events(w, 'w', 'drain')
log(w.write(''), w.writableNeedDrain, w.write('a'), w.writableNeedDrain)
o = Writable(objectMode=True, highWaterMark=2, write=lambda c, e, cb: next_tick(cb))
events(o, 'o', 'drain')
log(o.write(1), o.write({}), o.write(0), o.writableLength, o.writableObjectMode)
ticks(5)

run()
