from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Readable, Writable

r = Readable(read=lambda: None)


def sink(name: str) -> Writable:
    w = Writable(write=lambda c, e, cb: (log(name, c), cb()))
    events(w, name, 'pipe unpipe finish')
    return w


a, b = sink('a'), sink('b')
r.pipe(a)
r.pipe(b, {'end': False})
r.push('1')
ticks(3)


def first() -> None:
    log(r.unpipe(a) is r, r.readableFlowing, len(r._readableState.pipes))
    r.push('2')
    r.unpipe(a)
    Timer(2, second)


def second() -> None:
    r.unpipe()
    log(r.readableFlowing, r.isPaused())
    r.push('3')
    Timer(2, third)


def third() -> None:
    r.pipe(b, end=False)
    r.push(None)
    r.on('end', lambda: log('end', b.writableEnded))
    r.on('close', lambda: r.pipe(a))


Timer(2, first)

run()
