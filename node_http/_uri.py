"""Percent-encoding as JavaScript does it: ``encodeURIComponent`` and its family."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from ._strings import to_string
from .errors import NodeURIError

__all__ = ['decode_uri', 'decode_uri_component', 'encode_uri', 'encode_uri_component']

_UNRESERVED_MARKS = "-_.!~*'()"
_RESERVED = ';/?:@&=+$,#'


def encode_uri_component(value: Any) -> str:
    """``encodeURIComponent(value)``.

    Raises:
        URIError: half of a surrogate pair cannot be encoded.
    """
    return _quote(value, _UNRESERVED_MARKS)


def encode_uri(value: Any) -> str:
    """``encodeURI(value)``: as :func:`encode_uri_component`, but what is special in a URL stays."""
    return _quote(value, _UNRESERVED_MARKS + _RESERVED)


def _quote(value: Any, safe: str) -> str:
    text = to_string(value)
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError:
        try:
            joined = text.encode('utf-16-le', 'surrogatepass').decode('utf-16-le')
        except UnicodeDecodeError:
            raise NodeURIError('URI malformed') from None
        return quote(joined, safe=safe)


_BROKEN_ESCAPE = re.compile(r'%(?![0-9a-fA-F]{2})')
_RESERVED_ESCAPE = re.compile(
    '%(?:' + '|'.join(f'{ord(char):02X}' for char in _RESERVED) + ')', re.IGNORECASE
)


def decode_uri_component(value: Any) -> str:
    """``decodeURIComponent(value)``.

    Raises:
        URIError: an escape is incomplete, or the bytes are not UTF-8.
    """
    text = to_string(value)
    if '%' not in text:
        return text
    if _BROKEN_ESCAPE.search(text):
        raise NodeURIError('URI malformed')
    try:
        return unquote_to_bytes(text.encode('utf-8', 'surrogatepass')).decode('utf-8')
    except UnicodeDecodeError:
        raise NodeURIError('URI malformed') from None


def decode_uri(value: Any) -> str:
    """``decodeURI(value)``: as :func:`decode_uri_component`, but escapes of what is special in a URL stay."""
    # Their percent sign is escaped itself, and so survives.
    return decode_uri_component(_RESERVED_ESCAPE.sub(lambda match: f'%25{match[0][1:]}', to_string(value)))
