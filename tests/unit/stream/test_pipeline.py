from __future__ import annotations

import asyncio
from typing import Any

import pytest

from node_http.abort import AbortController
from node_http.errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
    ERR_STREAM_PREMATURE_CLOSE,
    AbortError,
    NodeError,
)
from node_http.stream import PassThrough, Readable, Writable, pipeline, promises


class Sink(Writable):
    def __init__(self) -> None:
        super().__init__()
        self.text = ''

    def _write(self, chunk: Any, encoding: str, callback: Any) -> None:
        self.text += chunk
        callback()


async def double(source: Any) -> Any:
    async for chunk in source:
        yield chunk + chunk


@pytest.mark.parametrize('source', [['a', 'b'], iter('ab'), 'ab'])
@pytest.mark.asyncio
async def test_sources(source: Any) -> None:
    sink = Sink()
    assert await promises.pipeline(source, sink) is None
    assert sink.text == 'ab'


@pytest.mark.asyncio
async def test_functions_all_the_way() -> None:
    async def source() -> Any:
        yield 'a'
        yield 'b'

    async def target(source: Any, options: Any) -> str:
        assert options.signal.aborted is False
        return ''.join([chunk async for chunk in source])

    assert await promises.pipeline(source, double, double, target) == 'aaaabbbb'


@pytest.mark.asyncio
async def test_a_list_of_streams() -> None:
    sink = Sink()
    await promises.pipeline([Readable.from_(['x']), PassThrough(), sink])
    assert sink.text == 'x'


@pytest.mark.asyncio
async def test_the_callback_may_take_nothing() -> None:
    done = asyncio.get_running_loop().create_future()
    assert isinstance(pipeline(['x'], Sink(), lambda: done.set_result(True)), Sink)
    assert await done


@pytest.mark.asyncio
async def test_a_slow_target_is_waited_for() -> None:
    waiting: list[Any] = []
    sink = Writable(highWaterMark=1, write=lambda chunk, encoding, callback: waiting.append(callback))
    promise = promises.pipeline(['a', 'b', 'c'], sink)
    for written in range(3):
        while len(waiting) <= written:
            await asyncio.sleep(0)
        assert not promise.done()
        waiting[written]()
    await promise


@pytest.mark.asyncio
async def test_the_first_error_that_says_something_counts() -> None:
    source, sink = Readable(read=lambda: None), Sink()
    promise = promises.pipeline(source, PassThrough(), sink)
    sink.destroy(NodeError('target'))
    with pytest.raises(NodeError, match='target'):
        await promise
    assert source.destroyed


@pytest.mark.asyncio
async def test_closed_too_early() -> None:
    source = Readable(read=lambda: None)
    promise = promises.pipeline(source, Sink())
    source.destroy()
    with pytest.raises(ERR_STREAM_PREMATURE_CLOSE):
        await promise


@pytest.mark.asyncio
async def test_a_generator_that_fails() -> None:
    async def fail(source: Any) -> Any:
        async for chunk in source:
            raise NodeError('transform')
            yield chunk

    source, sink = Readable.from_(['a']), Sink()
    with pytest.raises(NodeError, match='transform'):
        await promises.pipeline(source, fail, sink)
    assert source.destroyed
    assert sink.destroyed


@pytest.mark.asyncio
async def test_aborting() -> None:
    controller = AbortController()
    source, sink = Readable(read=lambda: None), Sink()
    sink.on('error', lambda: None)
    promise = promises.pipeline(source, sink, {'signal': controller.signal})
    controller.abort()
    with pytest.raises(AbortError):
        await promise
    assert source.destroyed
    assert sink.destroyed


@pytest.mark.asyncio
async def test_aborted_before() -> None:
    controller = AbortController()
    controller.abort()
    with pytest.raises(AbortError):
        await promises.pipeline(Readable(read=lambda: None), Sink(), signal=controller.signal)


@pytest.mark.asyncio
async def test_leaving_the_target_open() -> None:
    sink = Sink()
    await promises.pipeline(Readable.from_(['a']), sink, end=False)
    assert not sink.writableEnded
    await promises.pipeline(['b'], sink)
    assert sink.text == 'ab'


def returns(value: Any) -> Any:
    return lambda: value


@pytest.mark.parametrize(
    ('streams', 'error'),
    [
        ((), ERR_MISSING_ARGS),
        (([],), ERR_MISSING_ARGS),
        ((PassThrough(),), ERR_MISSING_ARGS),
        ((5, PassThrough()), ERR_INVALID_ARG_TYPE),
        ((['a'], 5), ERR_INVALID_ARG_TYPE),
        ((Writable(), PassThrough()), ERR_INVALID_ARG_TYPE),
        ((returns(5), PassThrough()), ERR_INVALID_RETURN_VALUE),
        ((['a'], returns(5), PassThrough()), ERR_INVALID_RETURN_VALUE),
        ((['a'], returns(5)), ERR_INVALID_RETURN_VALUE),
    ],
)
def test_misuse(streams: Any, error: Any) -> None:
    with pytest.raises(error):
        pipeline(*streams, lambda: None)


def test_without_callback() -> None:
    with pytest.raises(ERR_INVALID_ARG_TYPE, match=r'"streams\[stream\.length - 1\]"'):
        pipeline()
    with pytest.raises(ERR_INVALID_ARG_TYPE):
        pipeline(PassThrough(), PassThrough())


def test_a_signal_that_is_none() -> None:
    with pytest.raises(ERR_INVALID_ARG_TYPE, match='AbortSignal'):
        promises.pipeline(['a'], Sink(), signal='x')
