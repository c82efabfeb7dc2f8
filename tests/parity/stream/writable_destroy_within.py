from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Writable


def make(name: str, write: object, final: object = None) -> None:
    w = Writable(write=lambda c, e, cb: write(w, cb), final=final and (lambda cb: final(w, cb)))
    events(w, name, 'error close finish prefinish drain')
    log(name, w.write('a', lambda e: log(name, 'a', e)), w.write('b', lambda e: log(name, 'b', e)))
    w.end(lambda e: log(name, 'end', e))


ticks(6)
make('write', lambda w, cb: (w.destroy(), cb()))
make('write error', lambda w, cb: (w.destroy(errors.NodeError('d')), cb(errors.NodeError('cb'))))
make('final', lambda w, cb: cb(), lambda w, cb: (w.destroy(), cb()))
make('never', lambda w, cb: Timer(10, lambda: (w.destroy(), Timer(10, cb))))

run()
