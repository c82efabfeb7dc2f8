"""What every Readable does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from node_http.buffer import Buffer
from node_http.errors import NodeError

from .implementations import READABLES
from .kit import ReadableRig, Sink, events, happens

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=READABLES.values(), ids=READABLES.keys())
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[ReadableRig]:
    async with request.param() as made:
        yield made


async def test_it_begins_in_neither_mode(rig: ReadableRig) -> None:
    stream = rig.stream
    assert (stream.readable, stream.readableEnded, stream.readableAborted, stream.destroyed) == (
        True,
        False,
        False,
        False,
    )
    assert stream.readableFlowing is None
    assert not stream.isPaused()


async def test_flowing(rig: ReadableRig) -> None:
    stream = rig.stream
    chunks: list[Any] = []
    stream.on('data', chunks.append)
    order = events(stream, 'end')
    ended = happens(stream, 'end')
    for data in (b'one', b'two', b'three'):
        rig.feed(data)
    rig.finish()
    await ended
    assert b''.join(chunks) == b'onetwothree'
    assert all(type(chunk) is Buffer for chunk in chunks)
    assert order == ['end']
    assert (stream.readableEnded, stream.readable, stream.readableDidRead) == (True, False, True)
    assert stream.read() is None


async def test_no_end_before_everything_is_read(rig: ReadableRig) -> None:
    stream = rig.stream
    order = events(stream, 'end')
    readable = happens(stream, 'readable')
    rig.feed(b'abc')
    rig.finish()
    await readable
    assert order == []
    assert stream.read(1) == b'a'
    ended = happens(stream, 'end')
    stream.on('readable', lambda: stream.read())
    stream.read()
    await ended


async def test_reading_by_size(rig: ReadableRig) -> None:
    stream = rig.stream
    parts: list[Any] = []

    def on_readable() -> None:
        while (part := stream.read(4)) is not None:
            parts.append(part)

    stream.on('readable', on_readable)
    ended = happens(stream, 'end')
    for data in (b'ab', b'cdefg', b'h', b'ijk'):
        rig.feed(data)
    rig.finish()
    await ended
    assert parts == [b'abcd', b'efgh', b'ijk']


async def test_nothing_flows_while_paused(rig: ReadableRig) -> None:
    stream = rig.stream
    chunks: list[Any] = []
    stream.on('data', chunks.append)
    stream.pause()
    assert stream.isPaused()
    assert stream.readableFlowing is False
    rig.feed(b'abc')
    rig.finish()
    ended = happens(stream, 'end')
    assert chunks == []
    stream.resume()
    await ended
    assert b''.join(chunks) == b'abc'


async def test_pausing_within_data(rig: ReadableRig) -> None:
    stream = rig.stream
    got = happens(stream, 'data')
    stream.once('data', lambda: stream.pause())
    rig.feed(b'abc')
    assert b''.join(await got) == b'abc'[: len((await got)[0])]
    assert stream.isPaused()
    ended = happens(stream, 'end')
    rig.finish()
    stream.resume()
    await ended


async def test_unshift(rig: ReadableRig) -> None:
    stream = rig.stream
    readable = happens(stream, 'readable')
    rig.feed(b'world')
    await readable
    stream.unshift(stream.read())
    stream.unshift(b'hello ')
    assert stream.readableLength == 11
    assert stream.read() == b'hello world'


async def test_characters_in_pieces(rig: ReadableRig) -> None:
    stream = rig.stream
    assert stream.setEncoding('utf8') is stream
    text: list[str] = []
    stream.on('data', text.append)
    ended = happens(stream, 'end')
    for byte in 'grüße €😀'.encode():
        rig.feed(bytes([byte]))
    rig.finish()
    await ended
    assert all(isinstance(part, str) and '\ufffd' not in part for part in text)
    assert ''.join(text) == 'grüße €😀'


async def test_iterating(rig: ReadableRig) -> None:
    rig.feed(b'abc')
    rig.feed(b'def')
    rig.finish()
    assert b''.join([chunk async for chunk in rig.stream]) == b'abcdef'
    assert rig.stream.destroyed


async def test_leaving_the_loop_destroys(rig: ReadableRig) -> None:
    rig.stream.on('error', lambda: None)
    rig.feed(b'abc')
    async for _ in rig.stream:
        break
    assert rig.stream.destroyed


async def test_piping(rig: ReadableRig) -> None:
    sink = Sink(highWaterMark=2)
    finished = happens(sink, 'finish')
    assert rig.stream.pipe(sink) is sink
    for data in (b'one', b'two', b'three'):
        rig.feed(data)
    rig.finish()
    await finished
    assert sink.data == b'onetwothree'


async def test_unpiping(rig: ReadableRig) -> None:
    sink = Sink()
    unpiped = events(sink, 'pipe', 'unpipe')
    rig.stream.pipe(sink)
    rig.stream.unpipe(sink)
    assert unpiped == ['pipe', 'unpipe']
    got = happens(rig.stream, 'data')
    rig.stream.resume()
    rig.feed(b'abc')
    await got
    assert sink.data == b''
    assert not sink.writableEnded


async def test_destroying(rig: ReadableRig) -> None:
    stream = rig.stream
    order = events(stream, 'data', 'end', 'error', 'close')
    closed = happens(stream, 'close')
    assert stream.destroy() is stream
    assert (stream.destroyed, stream.readable, stream.readableAborted) == (True, False, True)
    await closed
    assert order == ['close']
    assert stream.closed
    assert stream.errored is None
    assert stream.read() is None
    stream.destroy(NodeError('too late'))
    assert stream.errored is None


async def test_destroying_with_an_error(rig: ReadableRig) -> None:
    stream, error = rig.stream, NodeError('destroyed')
    order = events(stream, 'end', 'error', 'close')
    told, closed = happens(stream, 'error'), happens(stream, 'close')
    stream.destroy(error)
    assert order == []
    await closed
    assert await told == [error]
    assert order == ['error', 'close']
    assert stream.errored is error


async def test_close_comes_once_and_last(rig: ReadableRig) -> None:
    stream: Any = rig.stream
    order = events(stream, 'end', 'close')
    closed = happens(stream, 'close')
    rig.finish()
    stream.resume()
    await happens(stream, 'end')
    if getattr(stream, 'writable', False):
        stream.end()
    await closed
    assert order == ['end', 'close']
