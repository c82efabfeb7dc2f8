from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Duplex

d = Duplex(
    read=lambda: None,
    write=lambda c, e, cb: Timer(20, cb),
    destroy=lambda e, cb: (log('_destroy', e), Timer(1, cb, e)),
)
events(d, 'd', 'data end finish error close')
d.write('a', lambda e: log('a', e))
d.write('b', lambda e: log('b', e))
ticks(4)
d.destroy(errors.NodeError('gone'))
log(
    d.destroyed,
    d.closed,
    d.errored,
    d.readable,
    d.writable,
    d.readableAborted,
    d.writableAborted,
    d._readableState.errored,
    d._writableState.errored,
)

run()
