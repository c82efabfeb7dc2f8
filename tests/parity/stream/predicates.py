from __future__ import annotations

from helper import log

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import (
    PassThrough,
    Readable,
    Writable,
    isDestroyed,
    isDisturbed,
    isErrored,
    isReadable,
    isWritable,
)


def show(s: object) -> None:
    log(isReadable(s), isWritable(s), isErrored(s), isDisturbed(s), isDestroyed(s))


r, w, d = Readable(read=lambda: None), Writable(write=lambda c, e, cb: cb()), PassThrough()
show(r)
show(w)
show(d)
show({})
r.push('x')
r.read()
show(r)
w.end()
show(w)
d.on('error', lambda: None)
d.destroy(errors.NodeError('d'))
show(d)
r.push(None)
r.resume()
Timer(2, lambda: (show(r), show(w), show(d)))

run()
