from __future__ import annotations

from helper import log

from node_http._runtime import run
from node_http.stream import Readable


def start(encoding: str) -> None:
    r = Readable(encoding=encoding, read=lambda: None)
    r.push('61', 'hex')
    r.push('bc')
    r.push(b'defg')
    r.push('6869', 'hex')
    r.push(None)
    r.on('data', lambda c: log(encoding, c, 'string' if isinstance(c, str) else 'object'))
    r.on('end', lambda: log(encoding, 'end'))


for encoding in ('hex', 'latin1', 'base64', 'utf16le'):
    start(encoding)

run()
