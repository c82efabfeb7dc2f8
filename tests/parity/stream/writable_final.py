from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, next_tick, run
from node_http.stream import Writable


def make(name: str, final: object) -> None:
    w = Writable(write=lambda c, e, cb: next_tick(cb), final=final)
    events(w, name, 'prefinish finish error close')
    w.write('x')
    w.end(lambda e: log(name, 'ended', e))
    log(name, w.writableFinished, w.writableEnded)


def throw() -> None:
    raise errors.NodeError('thrown')


ticks(10)
make('sync', lambda cb: (log('final'), cb()))
make('async', lambda cb: (log('final'), Timer(2, cb)))
make('fails', lambda cb: (log('final'), cb(errors.NodeError('no'))))
make('late', lambda cb: (log('final'), Timer(4, lambda: cb(errors.NodeError('late')))))
make('throws', throw)
make('twice', lambda cb: (cb(), cb()))

run()
