from __future__ import annotations

from helper import log

from node_http._runtime import run
from node_http.stream import Duplex, PassThrough, Transform


def show(d: Duplex) -> None:
    log(d.readableObjectMode, d.writableObjectMode, d.readableHighWaterMark, d.writableHighWaterMark)


show(Duplex(readableObjectMode=True, writableHighWaterMark=7, readableHighWaterMark=3))
show(
    Duplex(
        {'highWaterMark': 9, 'writableHighWaterMark': 7, 'readableHighWaterMark': 3}, writableObjectMode=True
    )
)
d = Duplex()
log(
    d.readableObjectMode,
    d.writableObjectMode,
    d.readableHighWaterMark,
    d.writableHighWaterMark,
    d.readableFlowing,
    d.readableLength,
    d.writableLength,
)
d = Transform(readableHighWaterMark=0, writableHighWaterMark=5)
log(d.readableHighWaterMark, d.writableHighWaterMark)
d = PassThrough(highWaterMark=0)
log(d.readableHighWaterMark, d.writableHighWaterMark)
d = PassThrough(objectMode=True)
log(d.readableHighWaterMark, d.writableHighWaterMark, d.readableObjectMode, d.writableObjectMode)

run()
