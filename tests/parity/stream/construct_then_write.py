from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Duplex


def construct(cb: object) -> None:
    log('construct')
    Timer(2, lambda: (ticks(6), cb()))


d = Duplex(
    construct=construct,
    read=lambda: (log('_read'), d.push(None)),
    write=lambda c, e, cb: (log('write', c), cb()),
    final=lambda cb: (log('final'), cb()),
)
events(d, 'd', 'drain prefinish finish end close')
log(d.write('a', lambda e: log('a written', e)), d.write('b'), d.writableLength)
d.end('c', lambda e: log('ended', e))
d.resume()

run()
