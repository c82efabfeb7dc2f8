from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda: None)
events(r, 'r', 'data pause resume end close')
log(r.isPaused(), r.readableFlowing)
r.pause()
log(r.isPaused(), r.readableFlowing)
r.pause()
r.push('one')
r.push('two')
ticks(6)


def later() -> None:
    ticks(6)
    r.resume()
    log(r.isPaused(), r.readableFlowing)
    r.once('data', lambda: (r.pause(), Timer(2, lambda: (r.push(None), r.resume()))))


Timer(2, later)

run()
