"""`structuredClone()`: a deep copy of data, never of behaviour."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Set
from typing import Any

from node_http._inspect import inspect
from node_http._jsobject import UNDEFINED, JSObject, Symbol, Undefined
from node_http.buffer import Buffer
from node_http.errors import ERR_MISSING_ARGS, DOMException, NodeError

__all__ = ['structuredClone']

_ATOMS = (str, int, float, bool, type(None), Undefined, datetime.date, datetime.timedelta, re.Pattern)


def structuredClone(value: Any = UNDEFINED, options: Any = None, /) -> Any:
    """`structuredClone(value[, options])`

    A deep copy: dicts and plain objects become `JSObject`, cycles stay cycles.

    Raises: DOMException 'DataCloneError' for what cannot be copied, such as a function. Since v17.0.0.
    """
    if value is UNDEFINED:
        raise ERR_MISSING_ARGS('The value argument must be specified')
    return _clone(value, {})


def _clone(value: Any, done: dict[int, Any]) -> Any:
    if isinstance(value, _ATOMS):
        return value
    if id(value) in done:
        return done[id(value)]
    if isinstance(value, (bytes, bytearray, memoryview)):
        return done.setdefault(id(value), Buffer(bytes(value)))
    if isinstance(value, (list, tuple)):
        items: list[Any] = done.setdefault(id(value), [])
        items.extend(_clone(item, done) for item in value)
        return items
    if isinstance(value, Set):
        return done.setdefault(id(value), {_clone(item, done) for item in value})
    if isinstance(value, BaseException):
        error = NodeError(str(value))
        error.name = getattr(value, 'name', type(value).__name__)
        return done.setdefault(id(value), error)
    if callable(value) or isinstance(value, Symbol):
        raise DOMException(f'{inspect(value)} could not be cloned.', 'DataCloneError')
    copy: JSObject = done.setdefault(id(value), JSObject())
    for key, item in (value if isinstance(value, Mapping) else getattr(value, '__dict__', {})).items():
        if isinstance(key, Symbol) or (not isinstance(value, Mapping) and key[:1] == '_'):
            continue
        copy[key] = _clone(item, done)
    return copy
