from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Transform


def transform(c: object, e: str, cb: object) -> None:
    log('_transform', c)
    t.push(c)
    t.push(c)
    cb()


t = Transform(highWaterMark=4, transform=transform)
events(t, 't', 'drain finish end')
log(t.write('ab'), t.write('cd'), t.write('ef'), t.writableLength, t.readableLength)
ticks(4)


def later() -> None:
    log(t.read(2), t.writableLength, t.readableLength)
    log(t.read(), t.writableLength, t.readableLength)
    t.end()
    Timer(2, lambda: log(t.read(), t.read(), t.writableLength, t.readableLength))


Timer(2, later)

run()
