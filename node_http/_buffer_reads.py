"""The ``read…`` methods of Buffer: numbers out of bytes."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, Literal

from ._jsobject import UNDEFINED
from ._numbers import is_number
from .errors import ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE

__all__ = ['BufferReads']


def _check(name: str, value: Any, least: int, most: int) -> int:
    if not is_number(value):
        raise ERR_INVALID_ARG_TYPE(name, 'number', value)
    if value % 1 != 0:
        raise ERR_OUT_OF_RANGE(name, 'an integer', value)
    if name == 'offset' and most < 0:
        raise ERR_BUFFER_OUT_OF_BOUNDS()
    if not least <= value <= most:
        raise ERR_OUT_OF_RANGE(name, f'>= {least} and <= {most}', value)
    return int(value)


def _fixed(code: str, what: str) -> Callable[..., Any]:
    unpack = struct.Struct(code)

    def read(self: bytes, offset: int = 0) -> Any:
        return unpack.unpack_from(self, _check('offset', offset, 0, len(self) - unpack.size))[0]

    read.__doc__ = f"""``buf.read…([offset])``: {what} at a byte offset.

        Raises:
            RangeError: ERR_OUT_OF_RANGE, ERR_BUFFER_OUT_OF_BOUNDS.
        """
    return read


def _sized(order: Literal['little', 'big'], signed: bool, what: str) -> Callable[..., Any]:
    def read(self: bytes, offset: Any = UNDEFINED, byteLength: Any = UNDEFINED) -> int:
        if offset is UNDEFINED:
            raise ERR_INVALID_ARG_TYPE('offset', 'number', offset)
        size = _check('byteLength', byteLength, 1, 6)
        start = _check('offset', offset, 0, len(self) - size)
        return int.from_bytes(self[start : start + size], order, signed=signed)

    read.__doc__ = f"""``buf.read…(offset, byteLength)``: {what} of 1 to 6 bytes at a byte offset.

        Raises:
            RangeError: ERR_OUT_OF_RANGE, ERR_BUFFER_OUT_OF_BOUNDS.
        """
    return read


class BufferReads:
    """What Buffer reads; every ``UInt`` is spelled ``Uint`` as well."""

    readInt8 = _fixed('b', 'a signed byte')
    readInt16LE = _fixed('<h', 'a signed 16-bit integer')
    readInt16BE = _fixed('>h', 'a signed 16-bit integer, big-endian')
    readInt32LE = _fixed('<i', 'a signed 32-bit integer')
    readInt32BE = _fixed('>i', 'a signed 32-bit integer, big-endian')
    readBigInt64LE = _fixed('<q', 'a signed 64-bit integer')
    readBigInt64BE = _fixed('>q', 'a signed 64-bit integer, big-endian')
    readUInt8 = readUint8 = _fixed('B', 'a byte')
    readUInt16LE = readUint16LE = _fixed('<H', 'a 16-bit integer')
    readUInt16BE = readUint16BE = _fixed('>H', 'a 16-bit integer, big-endian')
    readUInt32LE = readUint32LE = _fixed('<I', 'a 32-bit integer')
    readUInt32BE = readUint32BE = _fixed('>I', 'a 32-bit integer, big-endian')
    readBigUInt64LE = readBigUint64LE = _fixed('<Q', 'a 64-bit integer')
    readBigUInt64BE = readBigUint64BE = _fixed('>Q', 'a 64-bit integer, big-endian')
    readFloatLE = _fixed('<f', 'a 32-bit float')
    readFloatBE = _fixed('>f', 'a 32-bit float, big-endian')
    readDoubleLE = _fixed('<d', 'a 64-bit float')
    readDoubleBE = _fixed('>d', 'a 64-bit float, big-endian')
    readIntLE = _sized('little', True, 'a signed integer')
    readIntBE = _sized('big', True, 'a signed integer, big-endian')
    readUIntLE = readUintLE = _sized('little', False, 'an integer')
    readUIntBE = readUintBE = _sized('big', False, 'an integer, big-endian')
