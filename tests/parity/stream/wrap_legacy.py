from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.buffer import Buffer
from node_http.stream import Readable, Stream

old = Stream()
old.pause = lambda: log('old paused')
old.resume = lambda: log('old resumed')
r = Readable(highWaterMark=3).wrap(old)
events(r, 'r', 'readable end close')
old.emit('data', Buffer.from_('ab'))
old.emit('data', Buffer.from_('cd'))
ticks(4)
Timer(2, lambda: (log(r.read()), old.emit('end'), log(r.read())))

run()
