"""What every Writable does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from node_http.errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
    ERR_UNKNOWN_ENCODING,
    NodeError,
)

from .implementations import WRITABLES
from .kit import WritableRig, events, happens

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=WRITABLES.values(), ids=WRITABLES.keys())
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[WritableRig]:
    async with request.param() as made:
        yield made


async def test_writing(rig: WritableRig) -> None:
    stream = rig.stream
    order: list[str] = []
    stream.on('prefinish', lambda: order.append('prefinish'))
    stream.on('finish', lambda: order.append('finish'))
    finished = happens(stream, 'finish')
    stream.write('one', lambda: order.append('one'))
    stream.write(b'two', lambda: order.append('two'))
    assert stream.writable
    assert stream.end(bytearray(b'three'), lambda: order.append('ended')) is stream
    assert (stream.writableEnded, stream.writableFinished, stream.writable) == (True, False, False)
    await finished
    assert await rig.receives(11) == b'onetwothree'
    # 'prefinish' may overtake the callbacks of writes that were taken at once.
    assert [entry for entry in order if entry != 'prefinish'] == ['one', 'two', 'ended', 'finish']
    assert 'prefinish' in order[: order.index('ended')]
    assert stream.writableFinished
    assert stream.writableLength == 0


async def test_encodings(rig: WritableRig) -> None:
    stream = rig.stream
    stream.write('6162', 'hex')
    stream.write('é', 'latin1')
    stream.write('ü')
    stream.setDefaultEncoding('base64')
    stream.end('YQ==')
    assert await rig.receives(6) == b'ab\xe9\xc3\xbca'


async def test_backpressure(rig: WritableRig) -> None:
    stream = rig.stream
    rig.hold()
    chunk, written = b'x' * 8192, 0
    while True:
        written += len(chunk)
        if not stream.write(chunk):
            break
        if written > 64 * 2**20:
            pytest.fail('takes everything')
        await turn()
    assert stream.writableNeedDrain
    assert stream.writableLength > 0
    drained = happens(stream, 'drain')
    rig.release()
    await drained
    assert not stream.writableNeedDrain
    assert len(await rig.receives(written)) == written


async def turn() -> None:
    """Let the ticks and the loop run once."""
    from node_http._runtime import current

    promise = current().create_future()
    current().set_immediate(promise.set_result, None)
    await promise


async def test_cork(rig: WritableRig) -> None:
    stream = rig.stream
    stream.cork()
    stream.cork()
    stream.write('a')
    stream.write('b')
    assert (stream.writableCorked, stream.writableLength, rig.received) == (2, 2, b'')
    stream.uncork()
    assert (stream.writableCorked, stream.writableLength) == (1, 2)
    stream.uncork()
    assert stream.writableCorked == 0
    assert await rig.receives(2) == b'ab'


async def test_end_uncorks(rig: WritableRig) -> None:
    rig.stream.cork()
    rig.stream.cork()
    rig.stream.write('a')
    rig.stream.end('b')
    assert await rig.receives(2) == b'ab'


@pytest.mark.parametrize(
    ('args', 'error'),
    [
        ((None,), ERR_STREAM_NULL_VALUES),
        ((), ERR_INVALID_ARG_TYPE),
        ((5,), ERR_INVALID_ARG_TYPE),
        (([],), ERR_INVALID_ARG_TYPE),
        (('x', 'bogus'), ERR_UNKNOWN_ENCODING),
    ],
)
async def test_what_cannot_be_written(rig: WritableRig, args: Any, error: Any) -> None:
    with pytest.raises(error):
        rig.stream.write(*args)
    assert not rig.stream.destroyed
    assert rig.stream.writable


async def test_write_after_end(rig: WritableRig) -> None:
    stream = rig.stream
    seen: list[Any] = []
    failed = happens(stream, 'error')
    stream.end('a')
    assert stream.write('b', seen.append) is False
    (error,) = await failed
    assert isinstance(error, ERR_STREAM_WRITE_AFTER_END)
    assert seen == [error]


async def test_ending_twice(rig: WritableRig) -> None:
    stream = rig.stream
    seen: list[Any] = []
    stream.end('a', seen.append)
    stream.end(seen.append)
    await happens(stream, 'finish')
    late = promise_of_end(stream)
    assert seen == [None, None]
    assert isinstance(await late, ERR_STREAM_ALREADY_FINISHED)


def promise_of_end(stream: Any) -> Any:
    from node_http._runtime import current

    promise = current().create_future()
    stream.end(promise.set_result)
    return promise


async def test_destroying(rig: WritableRig) -> None:
    stream = rig.stream
    order = events(stream, 'finish', 'error', 'close')
    stream.cork()
    failures: list[Any] = []
    stream.write('a', failures.append)
    stream.write('b', failures.append)
    closed = happens(stream, 'close')
    stream.destroy()
    assert (stream.destroyed, stream.writable) == (True, False)
    await closed
    assert order == ['close']
    assert [type(error) for error in failures] == [ERR_STREAM_DESTROYED, ERR_STREAM_DESTROYED]
    assert stream.write('c', failures.append) is False
    await turn()
    assert isinstance(failures[-1], ERR_STREAM_DESTROYED)


async def test_destroying_with_an_error(rig: WritableRig) -> None:
    stream, error = rig.stream, NodeError('destroyed')
    order = events(stream, 'finish', 'error', 'close')
    told, closed = happens(stream, 'error'), happens(stream, 'close')
    stream.destroy(error)
    await closed
    assert await told == [error]
    assert order == ['error', 'close']
    assert stream.errored is error


async def test_destroying_after_the_end(rig: WritableRig) -> None:
    stream = rig.stream
    order = events(stream, 'finish', 'error', 'close')
    stream.once('finish', lambda: stream.destroy())
    closed = happens(stream, 'close')
    stream.end('a')
    await closed
    assert order == ['finish', 'close']
