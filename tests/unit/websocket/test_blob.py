"""Blob."""

from __future__ import annotations

import asyncio
from array import array
from typing import Any

import pytest

from node_http._inspect import inspect
from node_http.buffer import Buffer
from node_http.errors import NodeTypeError
from node_http.websocket import Blob

pytestmark = pytest.mark.any_engine


def test_it_is_its_sources_one_after_the_other() -> None:
    blob = Blob(['é', b'\0', bytearray(b'a'), memoryview(b'b'), array('H', [1]), Blob(['c']), 5, None, {}])
    assert bytes(blob) == 'é'.encode() + b'\0ab' + array('H', [1]).tobytes() + b'c5null[object Object]'
    assert blob.size == len(bytes(blob))
    assert Blob().size == 0


def test_what_it_gives() -> None:
    blob = Blob([b'ab\xff'])

    async def main() -> list[Any]:
        pieces = [piece async for piece in blob.stream()]
        return [await blob.arrayBuffer(), await blob.bytes(), await blob.text(), b''.join(pieces)]

    whole, same, text, streamed = asyncio.run(main())
    assert (whole, same, text, streamed) == (b'ab\xff', b'ab\xff', 'ab\ufffd', b'ab\xff')
    assert isinstance(whole, Buffer)


def test_a_source_that_changes_later_does_not_change_it() -> None:
    source = bytearray(b'abc')
    blob = Blob([source])
    source[0] = 0
    assert bytes(blob) == b'abc'


def test_slices() -> None:
    blob = Blob(['abcdef'], type='a/b')
    assert bytes(blob.slice(1, -1)) == b'bcde'
    assert bytes(blob.slice(-3)) == b'def'
    assert bytes(blob.slice(4, 2)) == b''
    assert (blob.slice().type, blob.slice(0, 1, 'X/Y').type) == ('', 'x/y')


def test_type_and_endings() -> None:
    assert Blob([], {'type': 'Text/PLAIN'}).type == 'text/plain'
    assert Blob([], type='té').type == ''
    assert bytes(Blob(['a\r\nb\rc', b'\r'], endings='native')) == b'a\nb\nc\r'
    assert inspect(Blob(['a'])) == repr(Blob(['a'])) == "Blob { size: 1, type: '' }"
    assert Blob().toString() == '[object Blob]'


@pytest.mark.parametrize(
    ('args', 'code', 'message'),
    [
        ((5,), 'ERR_INVALID_ARG_TYPE', 'The "sources" argument must be a sequence. Received type number (5)'),
        (
            ('abc',),
            'ERR_INVALID_ARG_TYPE',
            'The "sources" argument must be a sequence. Received type string (\'abc\')',
        ),
        ((None,), 'ERR_INVALID_ARG_TYPE', 'The "sources" argument must be a sequence. Received null'),
        (
            ({},),
            'ERR_INVALID_ARG_TYPE',
            'The "sources" argument must be a sequence. Received an instance of Object',
        ),
        (
            ([], 5),
            'ERR_INVALID_ARG_TYPE',
            'The "options" argument must be a dictionary. Received type number (5)',
        ),
        (
            ([], {'endings': 'x'}),
            'ERR_INVALID_ARG_VALUE',
            "The property 'options.endings' is invalid. Received 'x'",
        ),
    ],
)
def test_wrong_arguments(args: Any, code: str, message: str) -> None:
    with pytest.raises(NodeTypeError) as caught:
        Blob(*args)
    assert (caught.value.code, caught.value.message) == (code, message)
