"""How the web's interfaces take their arguments (Web IDL), with the messages that Node gives.

An argument left out is `undefined`; `None` is `null`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .._jsobject import UNDEFINED, Symbol
from .._numbers import to_number
from .._strings import to_string
from ..errors import NodeTypeError

__all__ = ['bytes_of', 'clamped_short', 'dictionary', 'required', 'string', 'unsigned_short']


def required(value: Any, where: str) -> None:
    """Raises: TypeError when the one argument that has to be there was left out."""
    if value is UNDEFINED:
        raise NodeTypeError(f'{where}: 1 argument required, but 0 found.')


def string(value: Any, where: str | None = None) -> str:
    """A string, of anything but a symbol."""
    if isinstance(value, Symbol):
        text = 'Cannot convert a Symbol value to a string'
        raise NodeTypeError(
            text if where is None else f'{where} is a symbol, which cannot be converted to a DOMString.'
        )
    return to_string(value)


def dictionary(value: Any, keywords: Mapping[str, Any], where: str = 'undefined') -> dict[str, Any]:
    """An options object together with keywords, of which keywords win; any object is one without items."""
    if isinstance(value, (str, int, float)):
        raise NodeTypeError(f'{where}: Expected {to_string(value)} to be one of: Null, Undefined, Object.')
    return {**value, **keywords} if isinstance(value, Mapping) else dict(keywords)


def unsigned_short(value: Any) -> int:
    """A whole number modulo 65536, with the sign that JavaScript's `%` leaves; 0 for what is no number."""
    number = math.nan if value is UNDEFINED else to_number(value)
    return int(math.fmod(math.trunc(number), 65536)) if math.isfinite(number) else 0


def clamped_short(value: Any) -> int:
    """The nearest whole number from 0 to 65535; 0 for what is no number."""
    number = to_number(value)
    return 0 if math.isnan(number) else round(min(max(number, 0), 65535))


def bytes_of(value: Any) -> bytes | None:
    """A copy of what a bytes-like object (array.array and its kin too) holds now; None for anything else."""
    if isinstance(value, bytes):
        return value
    try:
        return memoryview(value).tobytes()
    except TypeError:
        return None
