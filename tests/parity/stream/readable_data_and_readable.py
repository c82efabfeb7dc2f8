from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(read=lambda: log('_read'))
events(r, 'r', 'end close data')
r.on('readable', lambda: log('readable', r.read()))
ticks(8)
r.push('a')
r.push('b')
Timer(2, lambda: (ticks(6), r.push('c'), r.push(None)))

run()
