from __future__ import annotations

from helper import events, ticks

from node_http._runtime import run
from node_http.stream import PassThrough

a, b, c = PassThrough(), PassThrough(highWaterMark=2), PassThrough()
events(a, 'a', 'end finish close')
events(b, 'b', 'end finish close drain')
events(c, 'c', 'data end finish close')
a.pipe(b).pipe(c)
a.write('one')
a.write('two')
a.end('three')
ticks(16)

run()
