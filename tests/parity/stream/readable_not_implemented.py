from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import run
from node_http.stream import Readable

r = Readable()
events(r, 'r', 'error close')
ticks(5)
log(r.read(), r.destroyed)


def read() -> None:
    raise errors.NodeTypeError('from read')


t = Readable(read=read)
events(t, 't', 'error close end data')

run()
