from __future__ import annotations

from typing import Any

import pytest

from node_http.buffer import Buffer
from node_http.errors import ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, NodeError
from node_http.stream import getDefaultHighWaterMark, setDefaultHighWaterMark
from node_http.stream.state import (
    ReadableState,
    WritableState,
    grown_high_water_mark,
    resolve_high_water_mark,
)


@pytest.mark.parametrize(
    ('options', 'duplex', 'object_mode', 'expected'),
    [
        ({}, False, False, 65536),
        ({}, False, True, 16),
        ({'highWaterMark': 5}, False, False, 5),
        ({'highWaterMark': 5.0}, False, False, 5),
        ({'highWaterMark': 0, 'readableHighWaterMark': 9}, True, False, 0),
        ({'readableHighWaterMark': 9}, True, False, 9),
        ({'readableHighWaterMark': 9}, False, False, 65536),
        ({'highWaterMark': None}, False, False, 65536),
    ],
)
def test_threshold(options: Any, duplex: bool, object_mode: bool, expected: int) -> None:
    value = resolve_high_water_mark(options, 'readableHighWaterMark', duplex, object_mode)
    assert value == expected
    assert isinstance(value, int)


@pytest.mark.parametrize('value', [-1, 1.5, float('nan'), float('inf'), '5', True, []])
def test_threshold_refused(value: Any) -> None:
    with pytest.raises(ERR_INVALID_ARG_VALUE, match=r"The property 'options\.highWaterMark' is invalid"):
        resolve_high_water_mark({'highWaterMark': value}, 'readableHighWaterMark', False, False)


@pytest.mark.parametrize(('size', 'expected'), [(1, 1), (3, 4), (4, 4), (5, 8), (2**30, 2**30)])
def test_threshold_grows_by_powers_of_two(size: int, expected: int) -> None:
    assert grown_high_water_mark(size) == expected


def test_threshold_grows_to_a_limit() -> None:
    with pytest.raises(ERR_OUT_OF_RANGE, match='1GiB'):
        grown_high_water_mark(2**30 + 1)


def test_defaults_can_be_changed() -> None:
    try:
        setDefaultHighWaterMark(False, 7)
        setDefaultHighWaterMark(True, 3)
        assert (getDefaultHighWaterMark(), getDefaultHighWaterMark(True)) == (7, 3)
        assert ReadableState().highWaterMark == 7
        assert WritableState({'objectMode': True}).highWaterMark == 3
    finally:
        setDefaultHighWaterMark(False, 65536)
        setDefaultHighWaterMark(True, 16)


@pytest.mark.parametrize('value', [None, 'x', True, -1, 1.5, float('nan'), float('inf'), 2**60])
def test_defaults_refused(value: Any) -> None:
    with pytest.raises(NodeError):
        setDefaultHighWaterMark(False, value)
    assert getDefaultHighWaterMark(False) == 65536


def test_flags_are_attributes() -> None:
    state = ReadableState()
    assert state.constructed
    assert not state.ended
    state.ended = True
    assert state.ended
    state.ended = False
    assert not state.ended
    assert 'constructed' in repr(state)
    assert repr(state).startswith('<ReadableState 0/65536 ')


def filled(*chunks: bytes) -> ReadableState:
    state = ReadableState()
    state.buffer.extend(Buffer(chunk) for chunk in chunks)
    state.length = sum(map(len, chunks))
    return state


@pytest.mark.parametrize(
    ('n', 'taken', 'left'),
    [
        (1, b'a', [b'b', b'cd', b'ef']),
        (2, b'ab', [b'cd', b'ef']),
        (3, b'abc', [b'd', b'ef']),
        (4, b'abcd', [b'ef']),
        (5, b'abcde', [b'f']),
        (6, b'abcdef', []),
    ],
)
def test_take(n: int, taken: bytes, left: list[bytes]) -> None:
    state = filled(b'ab', b'cd', b'ef')
    result = state.take(n)
    assert (result, list(state.buffer)) == (taken, left)
    assert isinstance(result, Buffer)
    assert all(isinstance(chunk, Buffer) for chunk in state.buffer)


def test_take_text_by_characters() -> None:
    state = ReadableState({'encoding': 'utf8'})
    state.buffer.extend(['äö', 'üß'])
    state.length = 4
    assert state.take(3) == 'äöü'
    assert list(state.buffer) == ['ß']


def test_take_from_nothing() -> None:
    assert ReadableState().take(5) is None


def test_waiting_writes_as_packages_see_them() -> None:
    state = WritableState()
    state.buffered.append((b'x', 'buffer', None))
    (entry,) = state.getBuffer()
    assert (entry.chunk, entry.encoding, entry.callback) == (b'x', 'buffer', None)
    assert state.bufferedRequestCount == 1
    assert state.allBuffers
    assert state.allNoop


def test_a_side_switched_off_stays_ended_when_revived() -> None:
    readable, writable = ReadableState(), WritableState()
    readable.readable = False
    writable.writable = False
    for state in (readable, writable):
        state.destroyed = True
        state.fail(ValueError())
        state.revive()
        assert not state.destroyed
        assert state.errored is None
    assert (readable.ended, readable.endEmitted) == (True, True)
    assert (writable.ending, writable.ended, writable.finished) == (True, True, True)
