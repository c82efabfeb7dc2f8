from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Writable

n = 0


def write(c: object, e: str, cb: object) -> None:
    global n
    log('_write', c, w.writableLength)
    n += 1
    if n <= 3:
        w.write(str(n), lambda: log('inner', n))
    cb()


w = Writable(highWaterMark=2, write=write)
events(w, 'w', 'drain finish')
log(w.write('x'), w.writableLength)
ticks(5)


@w.on('drain')
def on_drain() -> None:
    global n
    if n < 6:
        n = 6
        w.write('y')
        w.end('z')


run()
