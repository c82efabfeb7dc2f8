from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda n: log('_read', n))
r.push('hello')
r.push(' wor')
r.push('ld')
ticks(10)
events(r, 'r', 'end close')


@r.on('readable')
def on_readable() -> None:
    log('readable', r.readableLength, r.readableFlowing)
    while (c := r.read(4)) is not None:
        log('read', c, r.readableLength)
    log('null', r.readableLength)


Timer(5, lambda: (r.push('!!'), r.push(None), ticks(10)))

run()
