"""Where in a Buffer something occurs: what ``indexOf``, ``lastIndexOf`` and ``includes`` share."""

from __future__ import annotations

from typing import Any

from ._encodings import canonical, to_bytes
from ._jsobject import UNDEFINED
from ._numbers import is_number, to_number, to_uint8
from .errors import ERR_INVALID_ARG_TYPE

__all__ = ['search']


def search(data: bytes, value: Any, offset: Any, encoding: Any, forward: bool) -> int:
    """The position of ``value``, a str, bytes or a byte; -1 if it does not occur."""
    if isinstance(offset, str):
        offset, encoding = UNDEFINED, offset
    if is_number(value):
        needle, step = bytes((to_uint8(value),)), 1
    elif isinstance(value, (str, bytes, bytearray, memoryview)):
        needle = to_bytes(value, encoding)
        # UTF-16 is searched unit by unit, so that no match begins in the middle of one.
        step = 2 if encoding is not None and canonical(encoding) == 'utf16le' else 1
    else:
        raise ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value)
    position = _start(offset, len(data), forward)
    if position < 0 or not needle:
        return position
    return _find(data, needle, position, step, forward)


def _start(offset: Any, size: int, forward: bool) -> int:
    """Where the search begins; -1 if that is before the first byte, and it goes backward."""
    number = to_number(offset)
    if number != number:
        return 0 if forward else size
    position = int(max(min(number, size), -size - 1))
    if position >= 0:
        return position
    return max(position + size, 0 if forward else -1)


def _find(data: bytes, needle: bytes, position: int, step: int, forward: bool) -> int:
    while True:
        found = data.find(needle, position) if forward else data.rfind(needle, 0, position + len(needle))
        if found < 0 or found % step == 0:
            return found
        position = found + 1 if forward else found - 1
