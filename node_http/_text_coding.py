"""What the buffer module says about texts and bytes without making a Buffer."""

from __future__ import annotations

from typing import Any

from ._encodings import decode, encode
from ._jsobject import UNDEFINED
from ._strings import to_string
from .errors import ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, DOMException

__all__ = ['atob', 'btoa', 'isAscii', 'isUtf8']


def isUtf8(input: Any) -> bool:
    """``buffer.isUtf8(input)``: whether these bytes are valid UTF-8. Since v18.14.0."""
    try:
        _input_bytes(input).decode()
    except UnicodeDecodeError:
        return False
    return True


def isAscii(input: Any) -> bool:
    """``buffer.isAscii(input)``: whether these bytes are ASCII. Since v18.15.0."""
    return _input_bytes(input).isascii()


def _input_bytes(value: Any) -> bytes:
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], value)
    return bytes(value)


_INVALID_CHARACTER = 'Invalid character'
_ASCII_WHITESPACE = str.maketrans('', '', '\t\n\f\r ')


def atob(input: Any = UNDEFINED) -> str:
    """``buffer.atob(data)``: decode base64 into a string of bytes, as a browser does: strictly.

    Raises:
        DOMException: InvalidCharacterError.
        TypeError: ERR_MISSING_ARGS.
    """
    if input is UNDEFINED:
        raise ERR_MISSING_ARGS('input')
    text = to_string(input).translate(_ASCII_WHITESPACE)
    digits = text[: -2 if text.endswith('==') else -1] if text.endswith('=') and len(text) % 4 == 0 else text
    if not all(char in _BASE64_DIGITS for char in digits):
        raise DOMException(_INVALID_CHARACTER, 'InvalidCharacterError')
    if len(digits) % 4 == 1:
        message = 'The string to be decoded is not correctly encoded.'
        raise DOMException(message, 'InvalidCharacterError')
    return decode(encode(digits, 'base64'), 'latin1')


_BASE64_DIGITS = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')


def btoa(input: Any = UNDEFINED) -> str:
    """``buffer.btoa(data)``: encode a string of bytes as base64.

    Raises:
        DOMException: InvalidCharacterError if a character is no byte.
        TypeError: ERR_MISSING_ARGS.
    """
    if input is UNDEFINED:
        raise ERR_MISSING_ARGS('input')
    text = to_string(input)
    try:
        return decode(text.encode('latin-1'), 'base64')
    except UnicodeEncodeError:
        raise DOMException(_INVALID_CHARACTER, 'InvalidCharacterError') from None
