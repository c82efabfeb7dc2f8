from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import run
from node_http.stream import Writable


def make(name: str) -> Writable:
    w = Writable(write=lambda c, e, cb: (log(name, '_write', c), cb()))
    events(w, name, 'finish error')
    return w


make('1').end(lambda e: log('1', e))
make('2').end('x', lambda e: log('2', e))
make('3').end('78', 'hex', lambda e: log('3', e))
make('4').end(None, lambda e: log('4', e))
make('5').end(None, 'utf8', lambda e: log('5', e))
make('6').end('', lambda e: log('6', e))
try:
    make('7').end(5, lambda e: log('7', e))
except errors.NodeError as e:
    log('threw', e)
w = make('8')
w.destroy()
w.end(lambda e: log('8', e))
w.end('late', lambda e: log('8 late', e))
ticks(4)

run()
