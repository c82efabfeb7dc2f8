from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import run
from node_http.stream import (
    Duplex,
    Readable,
    Transform,
    Writable,
    getDefaultHighWaterMark,
    setDefaultHighWaterMark,
)

w = Writable(write=lambda c, e, cb: cb())
events(w, 'w', 'error close finish')


def attempt(f: object) -> None:
    try:
        log(f())
    except errors.NodeError as e:
        log('threw', e)


attempt(lambda: w.write(None))
attempt(lambda: w.write())
attempt(lambda: w.write(5))
attempt(lambda: w.write({}))
attempt(lambda: w.write([1]))
attempt(lambda: w.write(True))
attempt(lambda: w.write('a', 'bogus'))
attempt(lambda: w.setDefaultEncoding('bogus'))
attempt(lambda: w.setDefaultEncoding('HEX') is w)
attempt(lambda: w.write('6'))
attempt(lambda: w.pipe(w))
attempt(lambda: w.write('x', lambda e: log('destroyed', e)))
attempt(lambda: w.end(lambda e: log('ended', e)).destroyed)
for o in (
    {'highWaterMark': -1},
    {'highWaterMark': 1.5},
    {'highWaterMark': 'x'},
    {'highWaterMark': float('nan')},
    {'defaultEncoding': 'bogus'},
):
    attempt(lambda: Writable(o))
    attempt(lambda: Readable(o))
attempt(lambda: Duplex(readableHighWaterMark=-1))
attempt(lambda: Duplex(writableHighWaterMark=-1))
attempt(lambda: Transform(highWaterMark=-1))
attempt(lambda: Readable(encoding='bogus'))
attempt(lambda: Readable().read(2**31))
attempt(lambda: setDefaultHighWaterMark(False, -1))
attempt(lambda: setDefaultHighWaterMark(False, 'a'))
attempt(lambda: setDefaultHighWaterMark(False, 1.5))
attempt(lambda: getDefaultHighWaterMark(False))
attempt(lambda: getDefaultHighWaterMark(True))

run()
