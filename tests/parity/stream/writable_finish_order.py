from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, next_tick, run
from node_http.stream import Writable

w = Writable(write=lambda c, e, cb: Timer(1, cb))
w.on(
    'prefinish',
    lambda: (log('prefinish', w.writableEnded, w.writableFinished, w.writableLength), ticks(4)),
)
w.on('finish', lambda: log('finish', w.writableFinished, w.writable, w.destroyed))
w.on('close', lambda: log('close', w.closed))
w.write('a', lambda: log('a'))
w.write('b', lambda: log('b'))
w.end('c', lambda: log('ended'))
x = Writable(autoDestroy=False, emitClose=False, write=lambda c, e, cb: cb())
events(x, 'x', 'prefinish finish close')
x.end()
log(x.writableEnded, x.writableFinished)
next_tick(lambda: log(x.writableFinished))

run()
