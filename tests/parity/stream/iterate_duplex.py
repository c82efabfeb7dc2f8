from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, current, run
from node_http.stream import Duplex, PassThrough


async def main() -> None:
    d = Duplex(read=lambda: None, write=lambda c, e, cb: cb())
    events(d, 'd', 'error close finish')
    d.push('a')
    d.push(None)
    async for c in d:
        log(c)
    log(d.destroyed, d.writable)
    p = PassThrough()
    p.write('x')
    Timer(2, lambda: p.end('y'))
    async for e in p:
        log(e)
    log(p.destroyed, p.writableFinished)


current().create_task(main())

run()
