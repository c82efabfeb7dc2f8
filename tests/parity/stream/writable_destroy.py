from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Writable

held = []
w = Writable(
    write=lambda c, e, cb: (log('_write', c), held.append(cb)),
    destroy=lambda e, cb: (log('_destroy', e), cb(e)),
)
events(w, 'w', 'error close finish drain')
ticks(6)
w.write('a', lambda e: log('a', e))
w.write('b', lambda e: log('b', e))
w.end('c', lambda e: log('end', e))
w.destroy()
log(w.destroyed, w.closed, w.writableLength, w.writableAborted)
Timer(3, lambda: (held[0](), log(w.writableLength, w.closed, w.errored)))
v = Writable(write=lambda c, e, cb: cb())
events(v, 'v', 'error close finish drain')
v.write('a', lambda e: log('v a', e))
v.destroy(errors.NodeError('v'))
v.end(lambda e: log('v end', e))

run()
