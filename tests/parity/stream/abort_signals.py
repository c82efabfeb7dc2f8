from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.abort import AbortController
from node_http.stream import PassThrough, Readable, Writable, addAbortSignal, finished

ac = AbortController()
r = Readable(signal=ac.signal, read=lambda: None)
events(r, 'r', 'error close')
w = addAbortSignal(ac.signal, Writable(write=lambda c, e, cb: cb()))
events(w, 'w', 'error close')
finished(PassThrough(), {'signal': ac.signal}, lambda e: log('finished', e))
ticks(4)


def later() -> None:
    ac.abort()
    log(r.destroyed, w.destroyed, r.errored.code)
    late = Readable(signal=ac.signal, read=lambda: None)
    events(late, 'late', 'error close')
    log(late.destroyed)
    finished(PassThrough(), {'signal': ac.signal}, lambda e: log('finished late', e))


Timer(2, later)
for s in ('x', {}):
    try:
        addAbortSignal(s, PassThrough())
    except errors.NodeError as e:
        log(e)
try:
    addAbortSignal(ac.signal, {})
except errors.NodeError as e:
    log(e)
try:
    Readable(signal={})
except errors.NodeError as e:
    log(e)

run()
