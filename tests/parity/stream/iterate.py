from __future__ import annotations

from helper import events, log

from node_http._runtime import Timer, current, run
from node_http.stream import Readable


async def main() -> None:
    r = Readable(read=lambda: None)
    events(r, 'r', 'end close')
    r.push('a')
    r.push('b')
    Timer(2, lambda: (r.push('c'), r.push(None)))
    async for c in r:
        log('chunk', c)
    log(r.destroyed, r.readableEnded)
    async for d in r:
        log('again', d)
    log('done')


current().create_task(main())

run()
