from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from node_http.errors import ERR_STREAM_PREMATURE_CLOSE, NodeError
from node_http.stream import Readable


def endless() -> Readable:
    stream = Readable(objectMode=True, read=lambda: stream.push('x'))
    return stream


@pytest.mark.asyncio
async def test_leaving_the_loop_destroys_at_once() -> None:
    stream = endless()
    async for _ in stream:
        break
    assert stream.destroyed
    assert stream.errored is None or stream.errored.code == 'ABORT_ERR'


@pytest.mark.asyncio
async def test_returning_and_raising_destroy_at_once() -> None:
    async def first(stream: Readable) -> Any:
        async for chunk in stream:
            return chunk

    async def fail(stream: Readable) -> None:
        async for _ in stream:
            raise NodeError('mine')

    one, two = endless(), endless()
    assert await first(one) == 'x'
    assert one.destroyed
    with pytest.raises(NodeError, match='mine'):
        await fail(two)
    assert two.destroyed


@pytest.mark.asyncio
async def test_closing_the_iterator() -> None:
    stream = endless()
    iterator = stream.iterator()
    assert await anext(iterator) == 'x'
    await iterator.aclose()  # type: ignore[attr-defined]
    assert stream.destroyed
    with pytest.raises(StopAsyncIteration):
        await anext(iterator)


@pytest.mark.asyncio
async def test_an_iterator_never_used_leaves_the_stream_alone() -> None:
    stream = endless()
    stream.iterator()
    assert not stream.destroyed
    assert stream.eventNames() == []


@pytest.mark.asyncio
async def test_keeping_the_stream() -> None:
    stream = endless()
    async for _ in stream.iterator(destroyOnReturn=False):
        break
    assert not stream.destroyed
    assert stream.listenerCount('readable') == 0
    async for chunk in stream:
        assert chunk == 'x'
        break
    assert stream.destroyed


@pytest.mark.asyncio
async def test_cancelling_the_task_destroys_the_stream() -> None:
    stream = Readable(read=lambda: None)
    waiting = asyncio.Event()

    async def read() -> None:
        waiting.set()
        async for _ in stream:
            pass

    task = asyncio.ensure_future(read())
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert stream.destroyed


@pytest.mark.asyncio
async def test_premature_close() -> None:
    stream = Readable(read=lambda: None)
    stream.push('x')

    async def read() -> None:
        async for _ in stream:
            stream.destroy()

    with pytest.raises(ERR_STREAM_PREMATURE_CLOSE):
        await read()


def test_one_loop_after_another_and_in_threads() -> None:
    async def collect() -> str:
        text = ''
        async for chunk in Readable.from_(['a', 'b']):
            text += chunk
        return text

    results = [asyncio.run(collect()), asyncio.run(collect())]
    threads = [threading.Thread(target=lambda: results.append(asyncio.run(collect()))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ['ab'] * 4


def test_dropped_in_another_thread() -> None:
    async def main() -> bool:
        stream = endless()
        closed = asyncio.get_running_loop().create_future()
        stream.on('error', lambda: None)
        stream.on('close', lambda: closed.set_result(stream.destroyed))
        holder = [stream.iterator()]
        await anext(holder[0])
        thread = threading.Thread(target=holder.clear)
        thread.start()
        return bool(await closed)

    assert asyncio.run(main())
