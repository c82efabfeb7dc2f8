from __future__ import annotations

from typing import Any

import pytest

from node_http.buffer import Buffer
from node_http.errors import ERR_METHOD_NOT_IMPLEMENTED, NodeError
from node_http.stream import Writable
from node_http.stream.state import WritableState


class Sink(Writable):
    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.chunks: list[Any] = []

    def _write(self, chunk: Any, encoding: str, callback: Any) -> None:
        self.chunks.append(chunk)
        callback()


def test_nothing_is_made_before_it_is_needed() -> None:
    class Lazy(Writable):
        def __init__(self) -> None:
            pass

        def _new_writable_state(self) -> WritableState:
            return WritableState({'highWaterMark': 2})

        def _write(self, chunk: Any, encoding: str, callback: Any) -> None:
            callback()

    stream = Lazy()
    assert (
        stream.writableFinished,
        stream.writableEnded,
        stream.writableNeedDrain,
        stream.writableCorked,
        stream.writableLength,
        stream.errored,
        stream.closed,
        stream.destroyed,
    ) == (False, False, False, 0, 0, None, False, False)
    assert stream._ws is None
    assert stream.writable
    assert stream.writableHighWaterMark == 2
    assert stream.write('x') is True


@pytest.mark.parametrize('chunk', [b'ab', bytearray(b'ab'), memoryview(b'ab'), 'ab', Buffer(b'ab')])
def test_every_kind_of_bytes_becomes_a_buffer(chunk: Any) -> None:
    sink = Sink()
    sink.write(chunk)
    assert [(type(chunk), bytes(chunk)) for chunk in sink.chunks] == [(Buffer, b'ab')]


def test_plain_bytes_where_they_will_do() -> None:
    class Raw(Sink):
        _takes_bytes = True

    sink, data = Raw(), b'some bytes'
    sink.write(data)
    sink.write(bytearray(b'x'))
    assert sink.chunks[0] is data
    assert type(sink.chunks[1]) is Buffer


def test_a_buffer_is_not_copied() -> None:
    sink, data = Sink(), Buffer(b'x')
    sink.write(data)
    assert sink.chunks[0] is data


def test_the_callback_may_take_nothing(drain: Any) -> None:
    seen: list[str] = []
    sink = Sink()
    sink.write('a', lambda: seen.append('written'))
    sink.write('b', 'utf8', lambda error: seen.append(f'{error}'))
    sink.end(lambda: seen.append('ended'))
    drain()
    assert seen == ['written', 'None', 'ended']


def test_the_implementation_may_take_less() -> None:
    chunks: list[Any] = []

    class Short(Writable):
        def _write(self, chunk: Any) -> None:  # type: ignore[override]
            chunks.append(chunk)

    Short().write('a')
    Writable(write=lambda chunk: chunks.append(chunk)).write('b')
    patched = Writable()
    patched._write = lambda chunk: chunks.append(chunk)  # type: ignore[method-assign,misc,assignment]
    patched.write('c')
    assert chunks == [b'a', b'b', b'c']


def test_only_writev(drain: Any) -> None:
    calls: list[list[Any]] = []
    stream = Writable(writev=lambda chunks, callback: (calls.append([c.chunk for c in chunks]), callback()))
    stream.write('a')
    stream.cork()
    stream.write('b')
    stream.write('c')
    stream.uncork()
    drain()
    assert calls == [[b'a'], [b'b', b'c']]


def test_neither_write_nor_writev() -> None:
    with pytest.raises(ERR_METHOD_NOT_IMPLEMENTED, match=r'The _write\(\) method is not implemented'):
        Writable().write('x')


def test_uncork_without_cork() -> None:
    sink = Sink()
    sink.uncork()
    assert sink.writableCorked == 0


def test_writable_can_be_set() -> None:
    sink = Sink()
    sink.writable = False
    assert sink.writable is False
    assert sink.writableAborted is False


def test_destroyed_can_be_set() -> None:
    sink = Sink()
    sink.destroyed = True
    assert sink.destroyed


def test_what_waits_can_be_looked_at() -> None:
    sink = Sink()
    sink.cork()
    sink.write('a')
    (entry,) = sink.writableBuffer
    assert entry.chunk == b'a'
    assert sink._writableState.corked == 1


def test_long_runs_of_synchronous_writes_do_not_nest(drain: Any) -> None:
    sink = Sink()
    sink.cork()
    for _ in range(5000):
        sink.write('x', lambda: None)
    sink.uncork()
    drain()
    assert len(sink.chunks) == 5000
    assert sink.writableLength == 0


def test_errors_of_a_callback_are_uncaught(drain: Any, uncaught: list[BaseException]) -> None:
    def callback() -> None:
        raise NodeError('in the callback')

    sink = Sink()
    sink.write('x', callback)
    sink.write('y')
    drain()
    assert [str(error) for error in uncaught] == ['in the callback']
    assert sink.chunks == [b'x', b'y']


@pytest.mark.asyncio
async def test_coroutine_functions_are_functions() -> None:
    from node_http.events import once

    order: list[Any] = []

    async def write(chunk: Any, encoding: str, callback: Any) -> None:
        order.append(bytes(chunk))
        callback()

    async def final(callback: Any) -> None:
        order.append('final')
        callback()

    async def written() -> None:
        order.append('written')

    stream = Writable(write=write, final=final)
    stream.write('a', written)
    stream.end('b')
    await once(stream, 'close')
    assert [entry for entry in order if entry != 'written'] == [b'a', b'b', 'final']
    assert order.count('written') == 1
