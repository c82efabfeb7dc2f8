from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import run
from node_http.stream import Readable

r = Readable(read=lambda: None)
events(r, 'r', 'end close error pause')


@r.on('data')
def on_data(c: object) -> None:
    log('data', c)
    if str(c) == 'b':
        r.destroy()


r.push('a')
r.push('b')
r.push('c')
r.push(None)
ticks(6)
q = Readable(read=lambda: None)
events(q, 'q', 'end close error')


@q.on('readable')
def on_readable() -> None:
    log('q readable', q.read(1))
    q.destroy(errors.NodeError('q'))
    log(q.read())


q.push('xyz')

run()
