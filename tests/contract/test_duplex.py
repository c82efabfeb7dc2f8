"""What every Duplex does."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from node_http.errors import NodeError
from node_http.stream import finished, promises

from .implementations import DUPLEXES
from .kit import Sink, events, happens

pytestmark = pytest.mark.asyncio


@pytest.fixture(params=DUPLEXES.values(), ids=DUPLEXES.keys())
def make(request: pytest.FixtureRequest) -> Any:
    """Makes a rig with the options it is called with."""
    return request.param


Make = Any
Rig = AbstractAsyncContextManager[Any]


async def test_both_ways(make: Make) -> None:
    async with make() as rig:
        got = happens(rig.stream, 'data')
        rig.feed(b'in')
        rig.stream.write('out')
        assert await got == [b'in']
        assert await rig.receives(3) == b'out'


async def test_half_open(make: Make) -> None:
    async with make(allowHalfOpen=True) as rig:
        stream = rig.stream
        stream.resume()
        ended = happens(stream, 'end')
        rig.finish()
        await ended
        assert (stream.readable, stream.writable, stream.destroyed) == (False, True, False)
        closed = happens(stream, 'close')
        stream.end('still')
        assert await rig.receives(5) == b'still'
        await closed
        assert stream.destroyed


async def test_not_half_open(make: Make) -> None:
    async with make(allowHalfOpen=False) as rig:
        stream = rig.stream
        order = events(stream, 'end', 'finish', 'close')
        closed = happens(stream, 'close')
        stream.resume()
        rig.finish()
        await closed
        assert order == ['end', 'finish', 'close']
        assert rig.ended


async def test_ending_the_writable_side_leaves_the_readable_one(make: Make) -> None:
    async with make() as rig:
        stream = rig.stream
        stream.end('out')
        await happens(stream, 'finish')
        assert (stream.readable, stream.destroyed) == (True, False)
        got = happens(stream, 'data')
        rig.feed(b'in')
        assert await got == [b'in']
        closed = happens(stream, 'close')
        rig.finish()
        await closed


async def test_destroying_takes_both_sides(make: Make) -> None:
    async with make() as rig:
        stream, error = rig.stream, NodeError('both')
        told = happens(stream, 'error')
        stream.destroy(error)
        assert (stream.readable, stream.writable) == (False, False)
        assert await told == [error]
        assert stream.closed


async def test_finished_waits_for_both_sides(make: Make) -> None:
    async with make(allowHalfOpen=True) as rig:
        stream = rig.stream
        order: list[str] = []
        stream.on('end', lambda: order.append('end'))
        stream.on('finish', lambda: order.append('finish'))
        finished(stream, lambda error: order.append(f'finished {error}'))
        closed = happens(stream, 'close')
        stream.resume()
        stream.end()
        await happens(stream, 'finish')
        assert order == ['finish']
        rig.finish()
        await closed
        assert order == ['finish', 'end', 'finished None']


async def test_pipeline_through(make: Make) -> None:
    async with make() as rig:
        sink = Sink()
        done = promises.pipeline(rig.stream, sink)
        rig.feed(b'abc')
        rig.finish()
        await done
        assert sink.data == b'abc'
