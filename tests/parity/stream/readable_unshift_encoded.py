from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, run
from node_http.buffer import Buffer
from node_http.stream import Readable

e = Readable(encoding='utf8', read=lambda: None)
e.push('bc')
e.unshift('a')
e.unshift('5a', 'hex')
log(e.readableLength, e.read())
e.unshift(Buffer.from_('q'))
log(e.readableLength, 'string' if isinstance(e.read(), str) else 'object')
o = Readable(objectMode=True, read=lambda: None)
o.push(2)
o.unshift(1)
o.unshift()
log(o.readableLength, o.read(), o.read())
f = Readable(read=lambda: None)
events(f, 'f', 'data end')
f.push('one')
Timer(2, lambda: (f.unshift('zero'), f.push('two'), f.unshift(None)))

run()
