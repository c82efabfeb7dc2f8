from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda: log('_read'))
events(r, 'r', 'data end error close')
r.push('a')
ticks(5)
log(r.destroy() is r, r.destroyed, r.closed, r.readable, r.readableAborted, r.read(), r.push('b'))
r.destroy(errors.NodeError('too late'))


def destroy(e: object, cb: object) -> None:
    log('_destroy', e)
    Timer(3, lambda: cb(errors.NodeError('other')))


q = Readable(read=lambda: None, destroy=destroy)
events(q, 'q', 'data end error close')
q.destroy(errors.NodeError('boom'))
log(q.errored, q.destroyed, q.closed)

run()
