from __future__ import annotations

import asyncio
from typing import Any

import pytest

from node_http.errors import ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES, NodeError
from node_http.events import once
from node_http.stream import Readable


@pytest.mark.parametrize('whole', ['text', b'bytes', bytearray(b'bytes')])
def test_a_string_is_one_chunk(whole: Any) -> None:
    stream = Readable.from_(whole)
    assert stream.read() == whole
    assert stream.read() is None


@pytest.mark.parametrize('values', [['a', 'b'], ('a', 'b'), iter(['a', 'b']), {'a': 1, 'b': 2}])
@pytest.mark.asyncio
async def test_iterables(values: Any) -> None:
    assert [value async for value in Readable.from_(values)] == ['a', 'b']


@pytest.mark.parametrize('value', [None, 5, object(), lambda: None])
def test_what_cannot_be_iterated_over(value: Any) -> None:
    with pytest.raises(ERR_INVALID_ARG_TYPE, match='"iterable" argument must be an instance of Iterable'):
        Readable.from_(value)


@pytest.mark.asyncio
async def test_awaitables_are_awaited() -> None:
    async def value(number: int) -> int:
        return number

    assert [x async for x in Readable.from_([value(1), 2, value(3), value(4)])] == [1, 2, 3, 4]


@pytest.mark.asyncio
async def test_an_awaitable_that_fails() -> None:
    async def fail() -> None:
        raise NodeError('late')

    with pytest.raises(NodeError, match='late'):
        async for _ in Readable.from_([fail()]):
            pass


@pytest.mark.asyncio
async def test_null_values() -> None:
    with pytest.raises(ERR_STREAM_NULL_VALUES):
        async for _ in Readable.from_([None]):
            pass


@pytest.mark.asyncio
async def test_an_async_generator_is_left_with_the_stream() -> None:
    seen: list[Any] = []

    async def generate() -> Any:
        try:
            yield 1
            yield 2
        except NodeError as error:
            seen.append(str(error))
        finally:
            seen.append('finally')

    stream = Readable.from_(generate())
    assert await once(stream, 'data') == [1]
    stream.pause()
    stream.destroy(NodeError('enough'))
    assert [str(error) for error in await once(stream, 'error')] == ['enough']
    assert seen == ['enough', 'finally']


@pytest.mark.asyncio
async def test_a_generator_that_waits_is_left_after_it_has_yielded() -> None:
    seen: list[Any] = []
    gate = asyncio.Event()

    async def generate() -> Any:
        try:
            yield 1
            await gate.wait()
            yield 2
        finally:
            seen.append('finally')

    stream = Readable.from_(generate())
    await once(stream, 'data')
    stream.destroy()
    assert seen == []
    gate.set()
    await once(stream, 'close')
    assert seen == ['finally']


@pytest.mark.asyncio
async def test_an_error_in_the_cleanup_is_the_streams() -> None:
    def generate() -> Any:
        try:
            yield 1
            yield 2
        finally:
            raise NodeError('cleanup')

    stream = Readable.from_(generate())
    stream.once('data', lambda: stream.destroy())
    (error,) = await once(stream, 'error')
    assert str(error) == 'cleanup'
