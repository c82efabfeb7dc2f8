from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import PassThrough, Readable, Writable, pipeline


class Parts:
    def __init__(self, name: str) -> None:
        self.r = r = Readable(read=lambda: None)
        self.t = t = PassThrough()
        self.w = w = Writable(write=lambda c, e, cb: cb())
        events(r, name + ' r', 'error close end')
        events(t, name + ' t', 'error close end finish')
        events(w, name + ' w', 'error close finish')
        pipeline(r, t, w, lambda e: log(name, 'pipeline', e, r.destroyed, t.destroyed, w.destroyed))
        r.push('x')


a = Parts('source')
a.r.destroy(errors.NodeError('source'))
b = Parts('middle')
Timer(5, lambda: b.t.destroy(errors.NodeError('middle')))
c = Parts('target')
Timer(10, lambda: c.w.destroy(errors.NodeError('target')))
d = Parts('closed')
Timer(15, lambda: d.r.destroy())
e = Parts('target closed')
Timer(20, lambda: e.w.destroy())
f = Parts('fine')
Timer(25, lambda: f.r.push(None))
for s in ([], [PassThrough()]):
    try:
        pipeline(*s, lambda: None)
    except errors.NodeError as error:
        log(error)
try:
    pipeline(PassThrough(), PassThrough())
except errors.NodeError as error:
    log(error)

run()
