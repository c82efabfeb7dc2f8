from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda: log('_read'))
events(r, 'r', 'end close pause resume readable')


@r.on('data')
def on_data(c: object) -> None:
    log('data', c, r.readableLength)
    r.pause()
    Timer(1, lambda: r.resume())


r.push('a')
r.push('b')
r.push('c')
r.push(None)

run()
