from __future__ import annotations

from helper import log

from node_http import errors
from node_http._runtime import Timer, current, run
from node_http.stream import Readable


async def attempt(name: str, r: Readable, act: object) -> None:
    r.push('x')
    Timer(2, act)
    try:
        async for c in r:
            log(name, c)
        log(name, 'ended')
    except errors.NodeError as e:
        log(name, e)
    log(name, r.destroyed, r.errored)


def make() -> Readable:
    return Readable(read=lambda: None)


async def main() -> None:
    a, b, c, d = make(), make(), make(), make()
    await attempt('destroyed', a, lambda: a.destroy())
    await attempt('error', b, lambda: b.destroy(errors.NodeError('bad')))
    await attempt('end', c, lambda: c.push(None))
    d.destroy()
    await attempt('before', d, lambda: None)


current().create_task(main())

run()
