from __future__ import annotations

import asyncio

from helper import events, log

from node_http import errors
from node_http._runtime import Timer, run
from node_http.buffer import Buffer
from node_http.stream import Readable


async def slow():
    yield 'a'
    await asyncio.sleep(0.001)
    yield 'b'


def show(name: str, r: Readable) -> None:
    log(name, r.readableObjectMode, r.readableHighWaterMark)
    events(r, name, 'data end error close')


def throwing():
    yield 1
    raise errors.NodeError('gen')


show('list', Readable.from_(['x', 1, True]))
show('string', Readable.from_('whole'))
show('bytes', Readable.from_(Buffer.from_('whole')))
show('options', Readable.from_(['p', 'q'], objectMode=False, highWaterMark=5))
Timer(3, lambda: show('slow', Readable.from_(slow())))
Timer(9, lambda: show('null', Readable.from_([1, None])))
Timer(12, lambda: show('throws', Readable.from_(throwing())))
for v in (5, None):
    try:
        Readable.from_(v)
    except errors.NodeError as e:
        log(e)

run()
