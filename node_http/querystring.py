"""``querystring``: the query of a URL as an object, and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from ._jsobject import JSObject
from ._numbers import is_number
from ._strings import to_string
from ._uri import encode_uri_component
from .buffer import Buffer
from .errors import ERR_INVALID_URI, NodeURIError

__all__ = ['decode', 'encode', 'escape', 'parse', 'stringify', 'unescape', 'unescapeBuffer']


def unescapeBuffer(string: str) -> Buffer:
    """``querystring.unescapeBuffer(str)``: the bytes; what is no escape stays as it is."""
    return Buffer(unquote_to_bytes(string.encode('utf-8', 'surrogatepass')))


def unescape(string: Any) -> str:
    """``querystring.unescape(str)``: decode the escapes, leniently: bytes that are no UTF-8 become U+FFFD."""
    text = to_string(string)
    return str(unescapeBuffer(text)) if '%' in text else text


def escape(string: Any) -> str:
    """``querystring.escape(str)``: as ``encodeURIComponent``.

    Raises:
        URIError: ERR_INVALID_URI for half of a surrogate pair.
    """
    try:
        return encode_uri_component(string)
    except NodeURIError:
        raise ERR_INVALID_URI() from None


def parse(
    string: Any,
    sep: str | None = None,
    eq: str | None = None,
    options: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> JSObject:
    """``querystring.parse(str[, sep[, eq[, options]]])``: the fields of a query; one that is repeated is a list.

    Args:
        string: without the ``?``. Anything but a str gives an empty object.
        sep: between the fields, ``'&'``.
        eq: between name and value, ``'='``.
        options: ``decodeURIComponent``, a function in place of :func:`unescape`; ``maxKeys``, how many fields are
            read at most, 1000 if left out, 0 for all.

    Since v0.1.25.
    """
    settings = {**(options or {}), **kwargs}
    fields = JSObject()
    if not isinstance(string, str) or not string:
        return fields
    custom = settings.get('decodeURIComponent')
    most = settings.get('maxKeys', 1000)
    parts = [part for part in string.split(sep or '&') if part]
    if is_number(most) and most > 0:
        parts = parts[: int(min(most, len(parts)))]
    for part in parts:
        name, _, value = part.partition(eq or '=')
        name, value = _decode(name, custom), _decode(value, custom)
        if name not in fields:
            fields[name] = value
        elif isinstance(fields[name], list):
            fields[name].append(value)
        else:
            fields[name] = [fields[name], value]
    return fields


def _decode(text: str, custom: Callable[[str], str] | None) -> str:
    text = text.replace('+', '%20' if custom else ' ')
    if custom is None:
        return unescape(text)
    try:
        return custom(text)
    except Exception:  # whatever it is, Node falls back to its own
        return unescape(text)


def stringify(
    obj: Any,
    sep: str | None = None,
    eq: str | None = None,
    options: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> str:
    """``querystring.stringify(obj[, sep[, eq[, options]]])``: an object as a query.

    Args:
        obj: str, number, bool, or a list of them, by name; anything else is written as nothing.
        sep: between the fields, ``'&'``.
        eq: between name and value, ``'='``.
        options: ``encodeURIComponent``, a function in place of :func:`escape`.

    Raises:
        URIError: ERR_INVALID_URI for half of a surrogate pair.

    Since v0.1.25.
    """
    encode_text = {**(options or {}), **kwargs}.get('encodeURIComponent') or escape
    if isinstance(obj, (list, tuple)):
        obj = dict(enumerate(obj))
    if not isinstance(obj, Mapping):
        return ''
    pairs = []
    for name, value in obj.items():
        start = encode_text(to_string(name)) + (eq or '=')
        for item in value if isinstance(value, (list, tuple)) else [value]:
            pairs.append(start + encode_text(_primitive(item)))
    return (sep or '&').join(pairs)


def _primitive(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ''
    return to_string(value) if isinstance(value, (str, bool, int, float)) else ''


decode = parse
encode = stringify
