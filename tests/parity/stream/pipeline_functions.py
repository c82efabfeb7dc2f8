from __future__ import annotations

from helper import log

from node_http import errors
from node_http._runtime import run
from node_http.stream import PassThrough, Readable, Writable, pipeline, promises


async def double(source):
    async for c in source:
        yield c + c


async def letters():
    yield 'p'
    yield 'q'


async def collect(source):
    everything = ''
    async for c in source:
        everything += c
    return everything


async def refuse(source):
    async for c in source:
        raise errors.NodeError('no ' + c)


def first(e: object) -> None:
    log('pipeline', e)
    pipeline(letters, collect, second)


async def second(e: object, value: object) -> None:
    log('value', e, value)
    try:
        await promises.pipeline(Readable.from_(['1', '2']), refuse)
    except errors.NodeError as error:
        log('rejected', error)
    log('resolved', await promises.pipeline(Readable.from_(['1', '2']), PassThrough().resume()))
    log('finished', await promises.finished(Readable.from_(['z']).resume()))


w = Writable(write=lambda c, e, cb: (log('_write', c), cb()))
pipeline(['a', 'b'], double, w, first)

run()
