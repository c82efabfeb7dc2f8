from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Duplex


def make(half: bool) -> None:
    d = Duplex(allowHalfOpen=half, read=lambda: None, write=lambda c, e, cb: cb())
    events(d, half, 'end finish prefinish close')
    d.push(None)
    d.resume()
    Timer(2, lambda: (log(half, d.writable, d.writableEnded, d.destroyed), d.end() if half else None))


make(True)
make(False)
ticks(8)

run()
