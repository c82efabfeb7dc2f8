"""Node's string encodings: from text to bytes and back, as leniently as Node does it.

JavaScript's strings are UTF-16 units, Python's are code points. Where the difference shows (latin1 of an emoji,
halves of a surrogate pair), the units decide.
"""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from typing import Any

from .errors import ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING

__all__ = ['byte_length', 'canonical', 'decode', 'encode', 'normalize_encoding', 'to_bytes']

_CANONICAL = {
    'utf8': 'utf8',
    'utf-8': 'utf8',
    'ucs2': 'utf16le',
    'ucs-2': 'utf16le',
    'utf16le': 'utf16le',
    'utf-16le': 'utf16le',
    'latin1': 'latin1',
    'binary': 'latin1',
    'ascii': 'ascii',
    'base64': 'base64',
    'base64url': 'base64url',
    'hex': 'hex',
}


def normalize_encoding(encoding: Any) -> str | None:
    """The canonical name of an encoding in any spelling (``'UTF-8'``, ``'binary'``); ``None`` if it is none."""
    if not isinstance(encoding, str):
        return None
    return _CANONICAL.get(encoding) or _CANONICAL.get(encoding.lower())


# ---------------------------------------------------------------------------------------------------- to bytes


def _utf16(text: str) -> bytes:
    return text.encode('utf-16-le', 'surrogatepass')


def _encode_utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Halves that found each other are a character again; a half that is alone becomes U+FFFD.
        return _utf16(text).decode('utf-16-le', 'replace').encode()


def _encode_latin1(text: str) -> bytes:
    try:
        return text.encode('latin-1')
    except UnicodeEncodeError:
        return _utf16(text)[::2]


_HEX_PAIRS = re.compile(r'(?:[0-9a-fA-F]{2})*')


def _encode_hex(text: str) -> bytes:
    pairs = _HEX_PAIRS.match(text)
    return bytes.fromhex(pairs[0] if pairs else '')


_NOT_BASE64 = re.compile(r'[^A-Za-z0-9+/]+')
_URL_TO_STANDARD = str.maketrans('-_', '+/')


def _encode_base64(text: str) -> bytes:
    # Both alphabets at once, up to the first "=", and whatever is in neither is passed over.
    digits = _NOT_BASE64.sub('', text.partition('=')[0].translate(_URL_TO_STANDARD))
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return a2b_base64(digits + '=' * (-len(digits) % 4))


_ENCODERS: dict[str, Callable[[str], bytes]] = {
    'utf8': _encode_utf8,
    'utf16le': _utf16,
    'latin1': _encode_latin1,
    'ascii': _encode_latin1,
    'base64': _encode_base64,
    'base64url': _encode_base64,
    'hex': _encode_hex,
}


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text; ``encoding`` is canonical."""
    return _ENCODERS[encoding](text)


def byte_length(text: str, encoding: str) -> int:
    """How many bytes Node expects of a text: for base64 and hex it goes by the length alone."""
    if encoding == 'utf8':
        return len(text) if text.isascii() else len(_encode_utf8(text))
    units = len(text) if text.isascii() else len(_utf16(text)) // 2
    if encoding == 'utf16le':
        return units * 2
    if encoding == 'hex':
        return units // 2
    if encoding in ('base64', 'base64url'):
        padding = 2 if text.endswith('==') else text.endswith('=')
        return (units - padding) * 3 // 4
    return units


# ----------------------------------------------------------------------------------------------------- to text


def _decode_utf8(data: bytes) -> str:
    return data.decode('utf-8', 'replace')


def _decode_utf16le(data: bytes) -> str:
    return data[: len(data) & ~1].decode('utf-16-le', 'surrogatepass')


def _decode_latin1(data: bytes) -> str:
    return data.decode('latin-1')


_SEVEN_BITS = bytes(byte & 0x7F for byte in range(256))


def _decode_ascii(data: bytes) -> str:
    return data.translate(_SEVEN_BITS).decode('ascii')


def _decode_base64(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode('ascii')


_STANDARD_TO_URL = str.maketrans('+/', '-_')


def _decode_base64url(data: bytes) -> str:
    return _decode_base64(data).rstrip('=').translate(_STANDARD_TO_URL)


_DECODERS: dict[str, Callable[[bytes], str]] = {
    'utf8': _decode_utf8,
    'utf16le': _decode_utf16le,
    'latin1': _decode_latin1,
    'ascii': _decode_ascii,
    'base64': _decode_base64,
    'base64url': _decode_base64url,
    'hex': bytes.hex,
}


def decode(data: bytes, encoding: str) -> str:
    """The text of some bytes; ``encoding`` is canonical."""
    return _DECODERS[encoding](data)


# -------------------------------------------------------------------------------- as callers name them


def canonical(encoding: Any) -> str:
    """The canonical name of an encoding; UTF-8 if it was left out."""
    if encoding is None:
        return 'utf8'
    name = normalize_encoding(encoding)
    if name is None:
        raise ERR_UNKNOWN_ENCODING(encoding)
    return name


def to_bytes(chunk: Any, encoding: Any = 'utf8') -> bytes:
    """The bytes of a chunk: a str is encoded, what is bytes already is only copied if it could change.

    Raises:
        TypeError: ERR_UNKNOWN_ENCODING; ERR_INVALID_ARG_TYPE for what is neither.
    """
    if isinstance(chunk, str):
        if encoding == 'utf8':
            try:
                return chunk.encode()
            except UnicodeEncodeError:
                return encode(chunk, 'utf8')
        return encode(chunk, 'utf8' if encoding == 'buffer' else canonical(encoding))
    if isinstance(chunk, bytes):
        return chunk
    if isinstance(chunk, (bytearray, memoryview)):
        return bytes(chunk)
    raise ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk)
