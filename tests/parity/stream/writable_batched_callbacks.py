from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Writable

w = Writable(write=lambda c, e, cb: cb())
events(w, 'w', 'drain finish close')


def shared() -> None:
    log('shared')


w.write('1', shared)
w.write('2', shared)
w.write('3', lambda: log('own'))
w.write('4', shared)
w.write('5')
ticks(5)

run()
