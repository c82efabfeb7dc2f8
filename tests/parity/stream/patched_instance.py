from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable, Writable

r = Readable()


def again() -> None:
    log('again')
    r.push(None)


def read() -> None:
    log('patched _read')
    r._read = again
    r.push('x')


r._read = read
events(r, 'r', 'data end close')
w = Writable()
w._write = lambda c, e, cb: (log('patched _write', c), cb())
w._final = lambda cb: (log('patched _final'), cb())
w._destroy = lambda e, cb: (log('patched _destroy'), cb(e))
events(w, 'w', 'finish close')
w.end('z')
ticks(6)

run()
