from __future__ import annotations

from typing import Any

import pytest

from node_http.buffer import Buffer
from node_http.errors import ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING, NodeError
from node_http.stream import Readable
from node_http.stream.state import ReadableState


def test_nothing_is_made_before_it_is_needed() -> None:
    class Bodyless(Readable):
        def __init__(self) -> None:  # as http's messages: not even Readable's own __init__ runs
            self.made = 0

        def _new_readable_state(self) -> ReadableState:
            self.made += 1
            return ReadableState({'highWaterMark': 3})

        def _read(self) -> None:
            pass

    stream = Bodyless()
    assert stream._rs is None
    assert (stream.destroyed, stream.closed, stream.errored, stream.readableDidRead) == (
        False,
        False,
        None,
        False,
    )
    stream.on('error', lambda: None)
    stream.removeAllListeners()
    assert stream._rs is None
    assert (stream.readable, stream.readableHighWaterMark) == (True, 3)
    assert stream.push(b'abc') is False
    assert stream.read() == b'abc'
    assert stream.made == 1


def test_options_as_dict_and_keywords() -> None:
    stream = Readable({'highWaterMark': 1, 'objectMode': True}, highWaterMark=2)
    assert (stream.readableHighWaterMark, stream.readableObjectMode) == (2, True)


@pytest.mark.parametrize('chunk', [b'ab', bytearray(b'ab'), memoryview(b'ab'), 'ab', Buffer(b'ab')])
def test_every_kind_of_bytes_becomes_a_buffer(chunk: Any) -> None:
    stream = Readable(read=lambda: None)
    stream.push(chunk)
    result = stream.read()
    assert type(result) is Buffer
    assert result == b'ab'


def test_a_pushed_bytearray_is_copied() -> None:
    stream = Readable(read=lambda: None)
    data = bytearray(b'ab')
    stream.push(data)
    data[:] = b'xy'
    assert stream.read() == b'ab'


def test_push_of_encoded_text() -> None:
    stream = Readable(read=lambda: None)
    stream.push('6162', 'hex')
    assert stream.read() == b'ab'
    with pytest.raises(ERR_UNKNOWN_ENCODING):  # raised, not emitted: it is the implementation's mistake
        stream.push('x', 'bogus')
    assert not stream.destroyed


@pytest.mark.parametrize('size', [float('inf'), float('-inf'), float('nan'), 'x', [], None])
def test_read_of_no_number_reads_all(size: Any) -> None:
    stream = Readable(read=lambda: None)
    stream.push('ab')
    stream.push('cd')
    assert stream.read(size) == b'abcd'


def test_read_of_too_much() -> None:
    with pytest.raises(ERR_OUT_OF_RANGE):
        Readable(read=lambda: None).read(2**31)


def test_set_encoding_refuses_what_is_none() -> None:
    with pytest.raises(ERR_UNKNOWN_ENCODING):
        Readable(read=lambda: None).setEncoding('bogus')


def test_set_encoding_without_one_is_utf8() -> None:
    stream = Readable(read=lambda: None)
    assert stream.setEncoding() is stream
    assert stream.readableEncoding == 'utf8'


def test_decorator(drain: Any) -> None:
    stream = Readable(read=lambda: None)
    seen: list[Any] = []

    @stream.on('data')
    def on_data(chunk: Any) -> None:
        seen.append(chunk)

    assert callable(on_data)
    assert stream.readableFlowing is True
    stream.push('x')
    drain()
    assert seen == [b'x']


def test_once_data_starts_the_flow(drain: Any) -> None:
    stream = Readable(read=lambda: None)
    seen: list[Any] = []
    stream.once('data', seen.append)
    assert stream.readableFlowing is True
    stream.push('x')
    drain()
    assert seen == [b'x']


def test_prepended_listener_does_not_start_the_flow() -> None:
    stream = Readable(read=lambda: None)
    stream.prependListener('data', lambda: None)
    assert stream.readableFlowing is None


def test_errors_of_read_destroy_the_stream(drain: Any) -> None:
    def read() -> None:
        raise NodeError('cannot read')

    stream = Readable(read=read)
    seen: list[str] = []
    stream.on('error', lambda error: seen.append(str(error)))
    assert stream.read() is None
    drain()
    assert seen == ['cannot read']
    assert stream.closed


def test_an_error_that_nobody_listens_to_is_uncaught(drain: Any, uncaught: list[BaseException]) -> None:
    Readable(read=lambda: None).destroy(NodeError('nobody'))
    drain()
    assert [str(error) for error in uncaught] == ['nobody']


def test_a_stream_takes_any_property() -> None:
    stream = Readable()
    stream.user = 'me'  # type: ignore[attr-defined]
    stream.readable = False
    assert stream.readable is False
    assert 'Readable' in repr(stream)


def test_flowing_can_be_set() -> None:
    stream = Readable()
    stream.readableFlowing = True
    assert stream.readableFlowing is True


def test_destroyed_can_be_set() -> None:
    stream = Readable()
    stream.destroyed = True
    assert stream.destroyed


def test_undestroy(drain: Any) -> None:
    stream = Readable(read=lambda: None)
    stream.on('error', lambda: None)
    stream.push(None)
    stream.destroy(NodeError('gone'))
    drain()
    assert stream.closed
    stream._undestroy()
    assert (stream.closed, stream.destroyed, stream.errored, stream.readableEnded) == (
        False,
        False,
        None,
        False,
    )
    assert stream.push('again')
    assert stream.read() == b'again'


def test_destroy_calls_back(drain: Any) -> None:
    seen: list[Any] = []
    stream = Readable(destroy=lambda error, callback: callback(error))
    stream.destroy(None, seen.append)
    stream.destroy(None, seen.append)
    assert seen == [None, None]
    drain()


@pytest.mark.asyncio
async def test_coroutine_functions_are_functions() -> None:
    order: list[str] = []

    async def construct(callback: Any) -> None:
        order.append('construct')
        callback()

    async def read() -> None:
        order.append('read')
        stream.push('x')
        stream.push(None)

    async def destroy(error: Any, callback: Any) -> None:
        order.append('destroy')
        callback(error)

    stream = Readable(construct=construct, read=read, destroy=destroy)
    assert [bytes(chunk) async for chunk in stream] == [b'x']
    assert order == ['construct', 'read', 'destroy']


@pytest.mark.asyncio
async def test_leaving_the_block_destroys_the_stream() -> None:
    async with Readable(read=lambda: None) as stream:
        stream.on('error', lambda: None)
        assert not stream.destroyed
    assert stream.closed
