from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import Timer, current, run
from node_http.abort import AbortController
from node_http.stream import PassThrough, Readable, promises

ac = AbortController()
r, w = Readable(read=lambda: None), PassThrough()
events(r, 'r', 'error close')
events(w, 'w', 'error close')


async def first() -> None:
    try:
        await promises.pipeline(r, w, signal=ac.signal)
    except errors.AbortError as e:
        log('rejected', e, r.destroyed, w.destroyed)


async def source(options):
    log('signal', options.signal.aborted)
    yield 'x'


async def second() -> None:
    one = promises.pipeline(Readable.from_(['a', 'b']), opened, {'end': False})
    two = promises.pipeline(source, PassThrough().resume())
    await one
    log('done', opened.writableEnded, opened.destroyed)
    opened.end()
    opened.resume()
    await two
    log('generated')


opened = PassThrough()
current().create_task(first())
Timer(2, lambda: ac.abort())
Timer(20, lambda: current().create_task(second()))

run()
