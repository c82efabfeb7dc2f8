"""Is this argument what Node takes? Each check raises Node's error, with Node's words, or returns the value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ._inspect import inspect
from ._jsobject import UNDEFINED, Symbol, Undefined
from ._numbers import MAX_SAFE_INTEGER, is_number, to_number
from ._strings import is_function, to_string
from .errors import (
    ERR_HTTP_INVALID_HEADER_VALUE,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
    ERR_INVALID_HTTP_TOKEN,
    ERR_OUT_OF_RANGE,
    ERR_SOCKET_BAD_PORT,
)

__all__ = [
    'check_invalid_header_char',
    'check_is_http_token',
    'validate_abort_signal',
    'validate_array',
    'validate_boolean',
    'validate_buffer',
    'validate_function',
    'validate_header_name',
    'validate_header_value',
    'validate_int32',
    'validate_integer',
    'validate_link_header_value',
    'validate_number',
    'validate_object',
    'validate_one_of',
    'validate_port',
    'validate_string',
    'validate_string_array',
    'validate_uint32',
]

# ------------------------------------------------------------------------------------------------ any argument


def validate_string(value: Any, name: str) -> str:
    if isinstance(value, str):
        return value
    raise ERR_INVALID_ARG_TYPE(name, 'string', value)


def validate_boolean(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    raise ERR_INVALID_ARG_TYPE(name, 'boolean', value)


def validate_function(value: Any, name: str) -> Callable[..., Any]:
    if callable(value):
        return value  # type: ignore[no-any-return]
    raise ERR_INVALID_ARG_TYPE(name, 'Function', value)


def validate_number(value: Any, name: str, least: float | None = None, most: float | None = None) -> float:
    """A number, within the bounds that are given; NaN passes only if none is."""
    if not is_number(value):
        raise ERR_INVALID_ARG_TYPE(name, 'number', value)
    below = least is not None and not value >= least
    above = most is not None and not value <= most
    if below or above:
        bounds = [f'>= {inspect(least)}'] if least is not None else []
        bounds += [f'<= {inspect(most)}'] if most is not None else []
        raise ERR_OUT_OF_RANGE(name, ' && '.join(bounds), value)
    return value  # type: ignore[no-any-return]


def validate_integer(
    value: Any, name: str, least: int = -MAX_SAFE_INTEGER, most: int = MAX_SAFE_INTEGER
) -> int:
    """A whole number; ``5.0`` is one, as in JavaScript, and comes back as ``5``."""
    if not is_number(value):
        raise ERR_INVALID_ARG_TYPE(name, 'number', value)
    if not math.isfinite(value) or value != int(value):
        raise ERR_OUT_OF_RANGE(name, 'an integer', value)
    if not least <= value <= most:
        raise ERR_OUT_OF_RANGE(name, f'>= {least} && <= {most}', value)
    return int(value)


def validate_int32(value: Any, name: str, least: int = -(2**31), most: int = 2**31 - 1) -> int:
    return validate_integer(value, name, least, most)


def validate_uint32(value: Any, name: str, positive: bool = False) -> int:
    return validate_integer(value, name, 1 if positive else 0, 2**32 - 1)


def validate_port(value: Any, name: str = 'Port', allow_zero: bool = True) -> int:
    """A port as a number, or as a string that JavaScript reads as one (``'0x50'``)."""
    if is_number(value) or (isinstance(value, str) and value.strip()):
        port = to_number(value)
        if 0 <= port <= 0xFFFF and port == int(port) and (port or allow_zero):
            return int(port)
    raise ERR_SOCKET_BAD_PORT(name, value, allow_zero)


def validate_object(
    value: Any, name: str, *, nullable: bool = False, allow_array: bool = False, allow_function: bool = False
) -> Any:
    """What JavaScript calls an object: no primitive, and neither an array nor a function unless they are allowed."""
    if value is None:
        valid = nullable
    elif isinstance(value, (list, tuple)):
        valid = allow_array
    elif is_function(value):
        valid = allow_function
    else:
        valid = not isinstance(value, (str, int, float, Undefined, Symbol))
    if valid:
        return value
    raise ERR_INVALID_ARG_TYPE(name, 'Object', value)


def validate_array(value: Any, name: str, least_length: int = 0) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise ERR_INVALID_ARG_TYPE(name, 'Array', value)
    if len(value) < least_length:
        raise ERR_INVALID_ARG_VALUE(name, value, f'must be longer than {least_length}')
    return value


def validate_string_array(value: Any, name: str) -> Sequence[str]:
    for index, item in enumerate(validate_array(value, name)):
        validate_string(item, f'{name}[{index}]')
    return value  # type: ignore[no-any-return]


def validate_buffer(value: Any, name: str = 'buffer') -> bytes | bytearray | memoryview:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return value
    raise ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], value)


def validate_one_of(value: Any, name: str, allowed: Sequence[Any]) -> Any:
    # ``==`` would take True for 1.
    if any(value is item or (type(value) is type(item) and value == item) for item in allowed):
        return value
    raise ERR_INVALID_ARG_VALUE(name, value, f'must be one of: {", ".join(map(inspect, allowed))}')


def validate_abort_signal(value: Any, name: str) -> Any:
    """Anything with ``aborted``; ``undefined`` passes too."""
    if value is UNDEFINED or (
        'aborted' in value if isinstance(value, Mapping) else hasattr(value, 'aborted')
    ):
        return value
    raise ERR_INVALID_ARG_TYPE(name, 'AbortSignal', value)


# --------------------------------------------------------------------------------------------------- header fields

# RFC 9110, 5.6.2: token = 1*tchar
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# RFC 9110, 5.5: field-vchar (VCHAR, obs-text), SP and HTAB; nothing else may appear in a value.
_NO_FIELD_CHAR = re.compile(r'[^\t\x20-\x7e\x80-\xff]')


@lru_cache(maxsize=1024)
def _is_token(name: str) -> bool:
    return _TOKEN.fullmatch(name) is not None


def check_is_http_token(value: Any) -> bool:
    """Whether it is a token, as header names and methods are. Programs use few names, so they are remembered."""
    return isinstance(value, str) and _is_token(value)


def check_invalid_header_char(value: Any) -> bool:
    """Whether a header value has a character that may not be sent: a line break above all, or one beyond latin1."""
    return _NO_FIELD_CHAR.search(value if isinstance(value, str) else to_string(value)) is not None


def validate_header_name(name: Any = UNDEFINED, label: str | None = None) -> None:
    """``http.validateHeaderName(name[, label])``: check a header's name.

    Args:
        name: the name.
        label: what the error calls it; ``'Header name'`` if not given.

    Raises:
        TypeError: ERR_INVALID_HTTP_TOKEN if it is no token.

    Since v14.3.0.
    """
    if not (isinstance(name, str) and _is_token(name)):
        raise ERR_INVALID_HTTP_TOKEN(label or 'Header name', name)


def validate_header_value(name: Any = UNDEFINED, value: Any = None) -> None:
    """``http.validateHeaderValue(name, value)``: check a header's value.

    Args:
        name: the header's name, for the message.
        value: the value; ``None`` is ``undefined``.

    Raises:
        TypeError: ERR_HTTP_INVALID_HEADER_VALUE if there is none, ERR_INVALID_CHAR if it has a character that
            may not be sent.

    Since v14.3.0.
    """
    if value is None or value is UNDEFINED:
        raise ERR_HTTP_INVALID_HEADER_VALUE('undefined', name)
    if _NO_FIELD_CHAR.search(value if isinstance(value, str) else to_string(value)) is not None:
        raise ERR_INVALID_CHAR('header content', name)


# RFC 8288, 3: one link, as far as an early hint may have it.
_LINK = r'<[^>]*>(?:\s*;\s*[^;"\s]+(?:="[^;"\s]*")?)*'


def validate_link_header_value(hints: Any) -> str:
    """The ``link`` of ``writeEarlyHints()``: a link, or an array of links, as one header value."""
    links = hints if isinstance(hints, (list, tuple)) else [hints]
    for link in links:
        if not isinstance(link, str) or not re.fullmatch(_LINK, link):
            reason = 'must be an array or string of format "</styles.css>; rel=preload; as=style"'
            raise ERR_INVALID_ARG_VALUE('hints', link, reason)
    return ', '.join(links)
