"""``string_decoder``: text out of bytes that come in pieces, with no character torn at a seam.

What a piece leaves unfinished is kept and put before the next one. Unfinished is what its first byte announces and
the piece does not have: whether the bytes that follow are any good is asked only once they are there, so that
malformed input too becomes text at the same moment as in Node. One thing is done later than there: half of a UTF-16
surrogate pair waits for the other half, since two strings that end and begin with halves do not join into a character
in Python.
"""

from __future__ import annotations

from typing import Any

from ._encodings import decode, normalize_encoding
from .buffer import Buffer
from .errors import ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING

__all__ = ['StringDecoder']

# The length of the sequence by the upper bits of its first byte: 110xxxxx, 1110xxxx, 11110xxx.
_UTF8_LENGTHS = bytes(
    2 if 0xC0 <= byte < 0xE0 else 3 if 0xE0 <= byte < 0xF0 else 4 if 0xF0 <= byte < 0xF8 else 0
    for byte in range(256)
)


def _unfinished_utf8(data: bytes) -> tuple[int, int]:
    """How many bytes at the end are the start of a character, and how many that character has."""
    for kept in range(1, min(len(data), 3) + 1):
        byte = data[-kept]
        if byte & 0xC0 != 0x80:
            length = _UTF8_LENGTHS[byte]
            return (kept, length) if length > kept else (0, 0)
    return 0, 0


def _unfinished_utf16le(data: bytes) -> tuple[int, int]:
    odd = len(data) % 2
    high_surrogate = len(data) - odd >= 2 and data[-1 - odd] & 0xFC == 0xD8
    if high_surrogate:
        return 2 + odd, 4
    return (1, 2) if odd else (0, 0)


def _unfinished_base64(data: bytes) -> tuple[int, int]:
    return (len(data) % 3, 3) if len(data) % 3 else (0, 0)


_UNFINISHED = {
    'utf8': _unfinished_utf8,
    'utf16le': _unfinished_utf16le,
    'base64': _unfinished_base64,
    'base64url': _unfinished_base64,
}


class StringDecoder:
    """``new StringDecoder([encoding])``: decodes a stream of bytes.

    Args:
        encoding: any encoding of Buffer; ``'utf8'`` if not given.

    Raises:
        TypeError: ERR_UNKNOWN_ENCODING.

    Since v0.1.99.
    """

    def __init__(self, encoding: str | None = None) -> None:
        name = 'utf8' if encoding is None else normalize_encoding(encoding)
        if name is None:
            raise ERR_UNKNOWN_ENCODING(encoding)
        self.encoding = name
        self._unfinished = _UNFINISHED.get(name)
        self._pending = b''
        self._total = 0

    def __repr__(self) -> str:
        return f'<StringDecoder {self.encoding} lastNeed={self.lastNeed}>'

    def write(self, chunk: Any) -> str:
        """``decoder.write(chunk)``: the text that is complete by now.

        Args:
            chunk: bytes-like; a str comes back as it is.

        Raises:
            TypeError: ERR_INVALID_ARG_TYPE for anything else.
        """
        if isinstance(chunk, str):
            return chunk
        if not isinstance(chunk, (bytes, bytearray, memoryview)):
            raise ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], chunk)
        data = self._pending + bytes(chunk) if self._pending else bytes(chunk)
        if self._unfinished is None or not data:
            return decode(data, self.encoding)
        kept, self._total = self._unfinished(data)
        self._pending = data[len(data) - kept :]
        return decode(data[: len(data) - kept], self.encoding)

    def end(self, chunk: Any = None) -> str:
        """``decoder.end([chunk])``: what is left, incomplete as it may be; the decoder is then as new."""
        text = '' if chunk is None else self.write(chunk)
        rest, self._pending, self._total = self._pending, b'', 0
        return text + decode(rest, self.encoding) if rest else text

    def text(self, chunk: Any, offset: int = 0) -> str:
        """``decoder.text(chunk, offset)``: decode from ``offset`` on, forgetting what was kept."""
        self._pending, self._total = b'', 0
        return self.write(chunk[offset:])

    @property
    def lastNeed(self) -> int:
        """How many bytes the unfinished character lacks."""
        return self._total - len(self._pending) if self._pending else 0

    @property
    def lastTotal(self) -> int:
        """How many bytes the unfinished character has in all."""
        return self._total

    @property
    def lastChar(self) -> Buffer:
        """The bytes of the unfinished character, in the four that Node reserves for them."""
        return Buffer(self._pending.ljust(4, b'\0'))
