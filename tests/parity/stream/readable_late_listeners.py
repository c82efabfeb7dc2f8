from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda: None)
r.push('a')
r.push('b')


def first() -> None:
    ticks(8)
    events(r, 'r', 'readable end close')
    log(r.readableLength, r.readableFlowing)
    Timer(2, second)


def second() -> None:
    log(r.read())
    r.push('c')
    log(r.readableLength)
    Timer(2, third)


def third() -> None:
    r.on('data', lambda c: log('data', c))
    r.read()
    r.push(None)


Timer(2, first)

run()
