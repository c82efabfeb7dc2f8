from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Writable

w = Writable(write=lambda c, e, cb: (log('_write', c), cb()), final=lambda cb: (log('_final'), cb()))
events(w, 'w', 'drain prefinish finish close')
w.cork()


def put(c: str) -> None:
    w.write(c, lambda e: log(c, 'written', e))


for c in 'abc':
    put(c)
w.end(lambda e: log('ended', e))
ticks(5)
v = Writable(writev=lambda c, cb: (log('_writev', len(c)), cb()), final=lambda cb: (log('v _final'), cb()))
events(v, 'v', 'prefinish finish close')
v.cork()
v.write('1', lambda: log('1'))
v.write('2', lambda: log('2'))
v.end()
v = Writable(writev=lambda c, cb: (log('_writev alone', len(c), c[0].chunk, c[0].encoding), cb()))
v.write('x')

run()
