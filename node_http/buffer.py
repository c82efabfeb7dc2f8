"""``buffer``: Node's Buffer, its encodings, and what stands beside it in the module.

A Buffer here is ``bytes`` with Node's methods. It is everything that Python wants of bytes (hashable, joinable,
written to files, compared with ``b'…'``) and text where JavaScript makes text of it: beside a str, and in an
f-string. The price is that it cannot be changed: what writes into a Buffer in Node (``write``, ``fill``,
``swap16``, ``writeUInt8``, ``buf[0] = …``) is done on a ``bytearray`` here, which every API takes as well, and a
slice is a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, SupportsIndex, TypeAlias, overload

from ._buffer_reads import BufferReads
from ._buffer_search import search
from ._encodings import byte_length, canonical, decode, encode, normalize_encoding, to_bytes
from ._inspect import inspect
from ._jsobject import UNDEFINED, JSObject
from ._numbers import MAX_SAFE_INTEGER, is_number, to_number, to_uint8
from ._text_coding import atob, btoa, isAscii, isUtf8
from ._validators import validate_array, validate_integer
from .errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
    NodeError,
)

__all__ = [
    'INSPECT_MAX_BYTES',
    'Buffer',
    'atob',
    'btoa',
    'constants',
    'isAscii',
    'isUtf8',
    'kMaxLength',
    'kStringMaxLength',
    'to_bytes',
    'transcode',
]

kMaxLength: int = MAX_SAFE_INTEGER
"""``buffer.kMaxLength``: the size that a Buffer may have at most, in bytes."""
kStringMaxLength: int = 0x1FFFFFE8
"""``buffer.kStringMaxLength``: the length that a string may have at most in Node."""
INSPECT_MAX_BYTES: int = 50
"""``buffer.INSPECT_MAX_BYTES``: how many bytes are shown of a Buffer."""
constants = JSObject(MAX_LENGTH=kMaxLength, MAX_STRING_LENGTH=kStringMaxLength)
"""``buffer.constants``: ``MAX_LENGTH`` and ``MAX_STRING_LENGTH``."""

BytesLike: TypeAlias = 'bytes | bytearray | memoryview'
_BYTES_LIKE = (bytes, bytearray, memoryview)
_BUFFERS = ['Buffer', 'Uint8Array']
_SOURCES = ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object']


class _ByteLength:
    """``Buffer.byteLength(string)`` on the class, ``buf.byteLength`` on a Buffer: JavaScript has both."""

    def __get__(self, buffer: Buffer | None, owner: type[Buffer]) -> Any:
        return _byte_length if buffer is None else len(buffer)


def _byte_length(string: Any, encoding: Any = None) -> int:
    """``Buffer.byteLength(string[, encoding])``: how many bytes a string takes.

    Args:
        string: a str, or anything bytes-like.
        encoding: UTF-8 if it is left out or unknown.

    Raises:
        TypeError: ERR_INVALID_ARG_TYPE.
    """
    if isinstance(string, _BYTES_LIKE):
        return memoryview(string).nbytes
    if not isinstance(string, str):
        raise ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string)
    return byte_length(string, normalize_encoding(encoding) or 'utf8')


class Buffer(BufferReads, bytes):
    """``Buffer``: bytes, with Node's methods.

    Made by :meth:`from_`, :meth:`alloc` or :meth:`concat`; ``Buffer(b'…')`` works as for bytes. Beside a str it is
    text: ``body += chunk`` and ``f'{chunk}'`` decode UTF-8.
    """

    poolSize: ClassVar[int] = 8192
    byteLength: ClassVar[Any] = _ByteLength()

    # ------------------------------------------------------------------------------------------- making one

    @classmethod
    def from_(cls, value: Any = UNDEFINED, encodingOrOffset: Any = None, length: Any = None) -> Buffer:
        """``Buffer.from(value[, encodingOrOffset[, length]])``: a Buffer of a string, of bytes, of an array.

        Args:
            value: a str; bytes, bytearray or memoryview; an iterable of numbers (each modulo 256); what a Buffer's
                ``toJSON()`` gave.
            encodingOrOffset: the encoding of a str (UTF-8 if left out), the first byte of a memoryview to take.
            length: how many bytes of a memoryview to take.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING.
        """
        if isinstance(value, str):
            named = isinstance(encodingOrOffset, str) and encodingOrOffset
            return cls(encode(value, canonical(encodingOrOffset if named else None)))
        if isinstance(value, memoryview):
            start = validate_integer(encodingOrOffset or 0, 'offset', 0, value.nbytes)
            end = value.nbytes if length is None else start + validate_integer(length, 'length', 0)
            return cls(value.cast('B')[start:end] if value.c_contiguous else value.tobytes()[start:end])
        if isinstance(value, _BYTES_LIKE):
            return cls(value)
        if isinstance(value, Mapping):
            if value.get('type') == 'Buffer' and isinstance(value.get('data'), (list, tuple)):
                return cls.from_(value['data'])
        elif isinstance(value, Iterable) and not isinstance(value, type):
            return cls(map(to_uint8, value))
        raise ERR_INVALID_ARG_TYPE('first argument', _SOURCES, value)

    @classmethod
    def of(cls, *items: Any) -> Buffer:
        """``Buffer.of(...items)``: a Buffer of these bytes."""
        return cls(map(to_uint8, items))

    @classmethod
    def copyBytesFrom(cls, view: BytesLike, offset: int = 0, length: int | None = None) -> Buffer:
        """``Buffer.copyBytesFrom(view[, offset[, length]])``: a copy of a part of ``view``, in bytes."""
        data = bytes(view)
        return cls(data[offset : len(data) if length is None else offset + length])

    @classmethod
    def alloc(cls, size: Any, fill: Any = None, encoding: Any = None) -> Buffer:
        """``Buffer.alloc(size[, fill[, encoding]])``: ``size`` bytes.

        Args:
            size: in bytes.
            fill: what to repeat in it: a str, bytes, or a number modulo 256. Zeros if left out.
            encoding: of a str.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING.
            RangeError: ERR_OUT_OF_RANGE.
        """
        if not is_number(size):
            raise ERR_INVALID_ARG_TYPE('size', 'number', size)
        if not 0 <= size <= kMaxLength:
            raise ERR_OUT_OF_RANGE('size', f'>= 0 && <= {kMaxLength}', size)
        size = int(size)
        if fill is None or fill is UNDEFINED or fill == '' or size == 0:
            return cls(size)
        pattern = (
            to_bytes(fill, encoding) if isinstance(fill, (str, *_BYTES_LIKE)) else bytes((to_uint8(fill),))
        )
        if not pattern:
            raise ERR_INVALID_ARG_VALUE('value', fill)
        return cls((pattern * (size // len(pattern) + 1))[:size])

    @classmethod
    def allocUnsafe(cls, size: Any) -> Buffer:
        """``Buffer.allocUnsafe(size)``: as :meth:`alloc`. What cannot be written to has to begin as zeros."""
        return cls.alloc(size)

    allocUnsafeSlow = allocUnsafe

    @classmethod
    def concat(cls, list: Any = UNDEFINED, totalLength: Any = None) -> Buffer:
        """``Buffer.concat(list[, totalLength])``: the Buffers of a list, one behind the other.

        Args:
            list: of anything bytes-like.
            totalLength: cut or filled up with zeros to this size, in bytes.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE.
            RangeError: ERR_OUT_OF_RANGE.
        """
        for index, item in enumerate(validate_array(list, 'list')):
            if not isinstance(item, _BYTES_LIKE):
                raise ERR_INVALID_ARG_TYPE(f'list[{index}]', _BUFFERS, item)
        data = b''.join(list)
        if totalLength is None:
            return cls(data)
        size = validate_integer(totalLength, 'length', 0)
        return cls(data[:size].ljust(size, b'\0'))

    # ---------------------------------------------------------------------------------- asking about one

    @staticmethod
    def isBuffer(obj: Any) -> bool:
        """``Buffer.isBuffer(obj)``: whether it is one. Plain bytes are not; they are a Uint8Array, so to speak."""
        return isinstance(obj, Buffer)

    @staticmethod
    def isEncoding(encoding: Any) -> bool:
        """``Buffer.isEncoding(encoding)``: whether there is an encoding of this name."""
        return normalize_encoding(encoding) is not None

    @property
    def length(self) -> int:
        """The size in bytes."""
        return len(self)

    @property
    def buffer(self) -> memoryview:
        """The memory of the Buffer, where Node has an ArrayBuffer."""
        return memoryview(self)

    @property
    def byteOffset(self) -> int:
        """Where in :attr:`buffer` it begins: always at 0."""
        return 0

    # ---------------------------------------------------------------------------------------- as a string

    def toString(self, encoding: Any = None, start: Any = 0, end: Any = None) -> str:
        """``buf.toString([encoding[, start[, end]]])``: its text.

        Args:
            encoding: UTF-8 if left out; what is not valid there becomes U+FFFD.
            start: the first byte.
            end: the byte to stop before.

        Raises:
            TypeError: ERR_UNKNOWN_ENCODING.
        """
        name = 'utf8' if encoding is None else canonical(encoding)
        if start == 0 and end is None:
            return decode(self, name)
        first = max(_whole(start), 0)
        last = len(self) if end is None else max(_whole(end), 0)
        return decode(bytes.__getitem__(self, slice(first, last)), name)

    toLocaleString = toString

    def __str__(self) -> str:
        return self.decode('utf-8', 'replace')

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f'Buffer({bytes.__repr__(self)})'

    def _inspect(self, depth: float) -> str:
        return inspect(bytes(self), depth)

    inspect = _inspect

    def __add__(self, other: Any) -> Any:
        if isinstance(other, str):
            return str(self) + other
        return type(self)(bytes.__add__(self, other)) if isinstance(other, _BYTES_LIKE) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        # bytes and bytearrays add in their own way, the latter in place.
        return other + str(self) if isinstance(other, str) else NotImplemented

    def toJSON(self) -> JSObject:
        """``buf.toJSON()``: ``{type: 'Buffer', data: [bytes]}``."""
        return JSObject(type='Buffer', data=list(self))

    # --------------------------------------------------------------------------------------- parts of it

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> int: ...
    @overload
    def __getitem__(self, key: slice, /) -> Buffer: ...
    def __getitem__(self, key: Any, /) -> Any:
        part = bytes.__getitem__(self, key)
        return part if isinstance(part, int) else type(self)(part)

    def subarray(self, start: Any = 0, end: Any = None) -> Buffer:
        """``buf.subarray([start[, end]])``: the bytes from ``start`` to before ``end``.

        Negative positions count from the end. It is a copy: nothing can change one behind the other's back.
        """
        return self[_whole(start) : len(self) if end is None else _whole(end)]

    slice = subarray

    def at(self, index: Any) -> int | None:
        """``buf.at(index)``: the byte there, counted from the end if negative; ``None`` if there is none."""
        position = _whole(index)
        return self[position] if -len(self) <= position < len(self) else None

    def entries(self) -> Iterable[tuple[int, int]]:
        """``buf.entries()``: pairs of position and byte."""
        return enumerate(self)

    def keys(self) -> Iterable[int]:
        """``buf.keys()``: the positions."""
        return iter(range(len(self)))

    def values(self) -> Iterable[int]:
        """``buf.values()``: the bytes."""
        return iter(self)

    def copy(
        self,
        target: bytearray | memoryview,
        targetStart: int = 0,
        sourceStart: int = 0,
        sourceEnd: int | None = None,
    ) -> int:
        """``buf.copy(target[, targetStart[, sourceStart[, sourceEnd]]])``: write its bytes into ``target``.

        Returns:
            how many bytes fitted.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE if the target is nothing that can be written to.
            RangeError: ERR_OUT_OF_RANGE.
        """
        if not isinstance(target, (bytearray, memoryview)):
            raise ERR_INVALID_ARG_TYPE('target', _BUFFERS, target)
        at = validate_integer(targetStart, 'targetStart', 0)
        start = validate_integer(sourceStart, 'sourceStart', 0, len(self))
        end = len(self) if sourceEnd is None else validate_integer(sourceEnd, 'sourceEnd', 0)
        part = bytes(self)[start:end][: max(len(target) - at, 0)]
        target[at : at + len(part)] = part
        return len(part)

    # ---------------------------------------------------------------------------- comparing and searching

    def equals(self, otherBuffer: Any) -> bool:
        """``buf.equals(otherBuffer)``: whether both have the same bytes.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE.
        """
        if not isinstance(otherBuffer, _BYTES_LIKE):
            raise ERR_INVALID_ARG_TYPE('otherBuffer', _BUFFERS, otherBuffer)
        return self == bytes(otherBuffer)

    def compare(
        self,
        target: Any,
        targetStart: Any = 0,
        targetEnd: Any = None,
        sourceStart: Any = 0,
        sourceEnd: Any = None,
    ) -> int:
        """``buf.compare(target[, targetStart[, targetEnd[, sourceStart[, sourceEnd]]]])`` and
        ``Buffer.compare(buf1, buf2)``: -1, 0 or 1, as for sorting.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE.
            RangeError: ERR_OUT_OF_RANGE.
        """
        first: Any = self  # anything, when called as Buffer.compare(buf1, buf2)
        if not isinstance(first, _BYTES_LIKE):
            raise ERR_INVALID_ARG_TYPE('buf1', _BUFFERS, first)
        if not isinstance(target, _BYTES_LIKE):
            raise ERR_INVALID_ARG_TYPE('target' if isinstance(first, Buffer) else 'buf2', _BUFFERS, target)
        theirs = _range(target, 'targetStart', targetStart, 'targetEnd', targetEnd)
        ours = _range(first, 'sourceStart', sourceStart, 'sourceEnd', sourceEnd)
        return (ours > theirs) - (ours < theirs)

    def indexOf(self, value: Any, byteOffset: Any = None, encoding: Any = None) -> int:
        """``buf.indexOf(value[, byteOffset][, encoding])``: where it first occurs, -1 if it does not.

        Args:
            value: a str, bytes, or a byte.
            byteOffset: where to begin; negative from the end.
            encoding: of a str.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING.
        """
        return search(self, value, byteOffset, encoding, forward=True)

    def lastIndexOf(self, value: Any, byteOffset: Any = UNDEFINED, encoding: Any = None) -> int:
        """``buf.lastIndexOf(value[, byteOffset][, encoding])``: where it last occurs, as :meth:`indexOf`."""
        return search(self, value, byteOffset, encoding, forward=False)

    def includes(self, value: Any, byteOffset: Any = None, encoding: Any = None) -> bool:
        """``buf.includes(value[, byteOffset][, encoding])``: whether it occurs, as :meth:`indexOf`."""
        return self.indexOf(value, byteOffset, encoding) >= 0


def _whole(value: Any) -> int:
    """A position as JavaScript takes it: a number or what reads as one, cut to whole; 0 for anything else."""
    if type(value) is int:
        return value
    number = to_number(value)
    return 0 if number != number else int(max(min(number, kMaxLength), -kMaxLength))


def _range(data: BytesLike, start_name: str, start: Any, end_name: str, end: Any) -> bytes:
    first = validate_integer(start, start_name, 0)
    last = len(data) if end is None else validate_integer(end, end_name, 0, len(data))
    return bytes(data)[first:last]


# --------------------------------------------------------------------------------------- beside the class

_TRANSCODABLE = frozenset({'utf8', 'utf16le', 'latin1', 'ascii'})


def transcode(source: Any, fromEnc: str, toEnc: str) -> Buffer:
    """``buffer.transcode(source, fromEnc, toEnc)``: the same text in another encoding.

    Args:
        source: bytes-like.
        fromEnc: ``'utf8'``, ``'utf16le'``, ``'latin1'`` or ``'ascii'``.
        toEnc: likewise; what it cannot express becomes ``?``.

    Raises:
        TypeError: ERR_INVALID_ARG_TYPE.
        Error: U_ILLEGAL_ARGUMENT_ERROR for another encoding, U_INVALID_CHAR_FOUND for bytes that are no text.

    Since v7.1.0.
    """
    if not isinstance(source, _BYTES_LIKE):
        raise ERR_INVALID_ARG_TYPE('source', _BUFFERS, source)
    before, after = normalize_encoding(fromEnc), normalize_encoding(toEnc)
    if before not in _TRANSCODABLE or after not in _TRANSCODABLE:
        raise _not_transcoded('U_ILLEGAL_ARGUMENT_ERROR')
    data = bytes(source)
    if before == 'ascii':
        text = data.decode('ascii', 'replace')
    else:
        try:
            text = data.decode({'utf8': 'utf-8', 'utf16le': 'utf-16-le'}.get(str(before), 'latin-1'))
        except UnicodeDecodeError:
            raise _not_transcoded('U_INVALID_CHAR_FOUND') from None
    codecs = {'utf8': 'utf-8', 'utf16le': 'utf-16-le', 'latin1': 'latin-1'}
    return Buffer(text.encode(codecs.get(str(after), 'ascii'), 'replace'))


def _not_transcoded(code: str) -> NodeError:
    return NodeError(f'Unable to transcode Buffer [{code}]', code)
