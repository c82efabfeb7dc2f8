from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Duplex, Readable

d = Duplex(
    read=lambda: None,
    write=lambda c, e, cb: cb(),
    destroy=lambda e, cb: (log('_destroy', e), cb(e), cb(errors.NodeError('second'))),
)
events(d, 'd', 'error close')
log(d.destroy(errors.NodeError('one')).destroy(errors.NodeError('two')) is d, d.errored)


def throw() -> None:
    raise errors.NodeError('thrown')


t = Readable(read=lambda: None, destroy=throw)
events(t, 't', 'error close')
t.destroy()
c = Readable(read=lambda: None, destroy=lambda e, cb: Timer(2, cb))
events(c, 'c', 'error close')
c.destroy(errors.NodeError('swallowed'))
log(c.errored)
Timer(6, lambda: log(c.closed, c.errored, t.errored, d.errored))
ticks(4)

run()
