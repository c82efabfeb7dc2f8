from __future__ import annotations

from typing import Any

from node_http.errors import NodeError
from node_http.stream import Duplex, Readable, Stream, Writable
from node_http.stream.state import ReadableState, WritableState


def make(**options: Any) -> Duplex:
    return Duplex({'read': lambda: None, 'write': lambda chunk, encoding, callback: callback()}, **options)


def test_it_is_both() -> None:
    duplex = make()
    assert isinstance(duplex, Readable)
    assert isinstance(duplex, Writable)
    assert isinstance(duplex, Stream)


def test_each_side_is_made_when_needed() -> None:
    class Lazy(Duplex):
        def __init__(self) -> None:
            pass

    stream = Lazy()
    assert (stream.destroyed, stream.closed, stream.errored, stream.allowHalfOpen) == (
        False,
        False,
        None,
        True,
    )
    assert (stream._rs, stream._ws) == (None, None)
    assert isinstance(stream._readableState, ReadableState)
    assert stream._ws is None
    assert isinstance(stream._writableState, WritableState)


def test_destroying_an_unused_one_destroys_both_sides(drain: Any, record: Any) -> None:
    duplex = Duplex()
    seen = record(duplex, 'close')
    duplex.destroy()
    assert duplex.destroyed
    assert (duplex._readableState.destroyed, duplex._writableState.destroyed) == (True, True)
    drain()
    assert seen == ['close']


def test_destroyed_can_be_set() -> None:
    duplex = make()
    duplex.destroyed = True
    assert duplex.destroyed
    duplex.destroyed = False
    assert not duplex.destroyed


def test_connecting_again(drain: Any) -> None:
    duplex = make()
    duplex.on('error', lambda: None)
    duplex.end()
    duplex.push(None)
    duplex.resume()
    drain()
    assert duplex.closed
    duplex._undestroy()
    assert (duplex.readable, duplex.writable, duplex.destroyed, duplex.closed) == (True, True, False, False)
    assert duplex.write('again')


def test_errors_reach_both_states() -> None:
    duplex = make()
    error = NodeError('both')
    duplex.destroy(error)
    assert duplex._readableState.errored is error
    assert duplex._writableState.errored is error
    duplex.on('error', lambda: None)


def test_writable_aborted_is_not_a_property_of_nodes_duplex() -> None:
    duplex = make()
    duplex.destroy()
    assert duplex.writableAborted is None
    assert duplex.readableAborted is True
