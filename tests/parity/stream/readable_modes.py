from __future__ import annotations

from helper import log

from node_http._runtime import Timer, next_tick, run
from node_http.stream import Readable

r = Readable(read=lambda: None)


def f() -> None:
    log('readable')


def g(c: object) -> None:
    log('data', c)


log(r.readableFlowing)
r.on('readable', f)
log(r.readableFlowing)
r.on('data', g)
log(r.readableFlowing)
r.resume()
log(r.readableFlowing)
r.push('x')
r.removeListener('readable', f)
log(r.readableFlowing)
next_tick(lambda: log(r.readableFlowing))


def last() -> None:
    log(r.readableFlowing)
    r.pause()
    log(r.readableFlowing)
    r.on('data', g)
    log(r.readableFlowing)


def later() -> None:
    log(r.readableFlowing)
    r.removeListener('data', g)
    log(r.readableFlowing)
    r.removeAllListeners()
    log(r.readableFlowing)
    next_tick(last)


Timer(2, later)

run()
