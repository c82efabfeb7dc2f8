from __future__ import annotations

from helper import log

from node_http._runtime import run
from node_http.stream import Readable

r = Readable(read=lambda: None)
r.on('error', lambda e: log(e))
r.push('world')


def on_end() -> None:
    log('end')
    log(r.unshift('late'))


@r.once('readable')
def on_readable() -> None:
    c = r.read()
    log(c)
    log(r.unshift('hello '), r.readableLength)
    r.unshift(c[0:2])
    log(r.read(3), r.read(), r.read())
    r.push(None)
    r.on('end', on_end)
    r.resume()


r.on('close', lambda: log('close', r.unshift('z')))

run()
