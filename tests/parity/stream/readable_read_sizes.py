from __future__ import annotations

from helper import log

from node_http._runtime import run
from node_http.stream import Readable

r = Readable(read=lambda: None)
r.push('abc')
r.push('defgh')
r.push('ij')
log(r.read(2), r.read(3), r.read(1), r.read(0), r.readableLength)
log(r.read(100), r.readableHighWaterMark, r.read(-1), r.read('2'), r.read(1.9), r.read(float('nan')))
r.read(100000)
log(r.readableHighWaterMark)
r.push(None)
log(r.read(5), r.read())
e = Readable(encoding='utf8', read=lambda: None)
e.push('\u00e4\u00f6\u00fcabc')
log(e.readableLength, e.read(2), e.read(2), e.readableLength, e.read())

run()
