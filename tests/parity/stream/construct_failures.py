from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Duplex, Writable


def write(c: object, e: str, cb: object) -> None:
    log('write')
    cb()


def destroy(e: object, cb: object) -> None:
    log('_destroy', e)
    cb(e)


d = Duplex(construct=lambda cb: Timer(3, cb), read=lambda: None, write=write, destroy=destroy)
events(d, 'd', 'error close')
d.write('a', lambda e: log('written', e))
d.destroy(errors.NodeError('boom'))
log(d.destroyed, d.closed)
f = Duplex(
    construct=lambda cb: cb(errors.NodeError('failed')), read=lambda: None, write=write, destroy=destroy
)
events(f, 'f', 'error close')
f.write('a', lambda e: log('written', e))
g = Duplex(construct=lambda cb: (cb(), cb()), read=lambda: None, write=lambda c, e, cb: cb())
events(g, 'g', 'error close')


def thrown() -> None:
    raise errors.NodeError('thrown')


h = Writable(construct=thrown, write=lambda c, e, cb: cb())
events(h, 'h', 'error close')
ticks(8)

run()
