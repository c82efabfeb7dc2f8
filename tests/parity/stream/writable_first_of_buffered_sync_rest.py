from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Writable

held = None


def write(c: object, e: str, cb: object) -> None:
    global held
    log('_write', c)
    if held is None:
        held = cb
    else:
        cb()


w = Writable(write=write, final=lambda cb: (log('_final'), cb()))
events(w, 'w', 'drain prefinish finish close')
w.write('a', lambda: log('a'))
w.write('b', lambda: log('b'))
w.write('c')
w.end('d', lambda: log('ended'))
Timer(2, lambda: (ticks(5), held(), log('released')))

run()
