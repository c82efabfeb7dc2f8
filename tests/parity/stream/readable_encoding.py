from __future__ import annotations

from helper import events, log

from node_http._runtime import run
from node_http.stream import Readable

r = Readable(read=lambda: None)
euro = 'a\u20acb\U0001f600c'.encode()
r.push(euro[0:2])
r.setEncoding('utf8')
log(r.readableEncoding, r.readableLength)
events(r, 'r', 'data end')
for i in range(2, len(euro)):
    r.push(euro[i : i + 1])
r.push(bytes([0xE2, 0x82]))
r.push(None)

run()
