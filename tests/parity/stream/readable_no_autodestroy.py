from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(autoDestroy=False, read=lambda: None)
events(r, 'r', 'data end error close')
r.push('a')
r.push(None)
ticks(6)


def read() -> None:
    raise errors.NodeError('bad')


s = Readable(autoDestroy=False, read=read)
events(s, 's', 'data end error close')
Timer(3, lambda: log(r.destroyed, r.readableEnded, s.destroyed, s.errored, s.readable))
m = Readable(emitClose=False, read=lambda: None)
events(m, 'm', 'data end error close')
m.push(None)
Timer(3, lambda: log(m.destroyed, m.closed))

run()
