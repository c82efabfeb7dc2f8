"""Node's `timers` module: functions that are called later.

A delay is in milliseconds. What is no number between 1 and 2147483647 counts as 1, with a warning where a number was
given. The objects that are returned keep the program alive until they have run or are cleared, unless `unref()` is
called.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakValueDictionary

from .. import _runtime
from .._calling import adapt
from .._inspect import inspect
from .._jsobject import UNDEFINED
from .._numbers import to_number
from .._runtime import TIMEOUT_MAX, Immediate, current
from .._runtime.hooks import emit_warning
from ..errors import ERR_INVALID_ARG_TYPE
from . import promises

__all__ = [
    'Immediate',
    'Timeout',
    'clearImmediate',
    'clearInterval',
    'clearTimeout',
    'promises',
    'setImmediate',
    'setInterval',
    'setTimeout',
]

_ids = count(1)
_by_id: WeakValueDictionary[int, Timeout] = WeakValueDictionary()


class Timeout(_runtime.Timeout):
    """What `setTimeout` and `setInterval` return. `int(timeout)` is a number that `clearTimeout` takes as well."""

    _id: int | None = None

    def __int__(self) -> int:
        if self._id is None:
            self._id = next(_ids)
            _by_id[self._id] = self
        return self._id

    __index__ = __int__


def _delay(delay: Any) -> float:
    """The delay that counts."""
    if isinstance(delay, (list, tuple, dict)):
        return 1
    ms = to_number(delay)
    if 1 <= ms <= TIMEOUT_MAX:
        return math.trunc(ms)
    if ms > TIMEOUT_MAX:
        _warn(f'{inspect(ms)} does not fit into a 32-bit signed integer.', 'TimeoutOverflowWarning')
    elif ms < 0:
        _warn(f'{inspect(ms)} is a negative number.', 'TimeoutNegativeWarning')
    elif ms != ms and isinstance(delay, float):
        _warn('NaN is not a number.', 'TimeoutNaNWarning')
    return 1


def _warn(message: str, name: str) -> None:
    emit_warning(f'{message}\nTimeout duration was set to 1.', name)


def _callback(callback: Any) -> Callable[..., Any]:
    if not callable(callback):
        raise ERR_INVALID_ARG_TYPE('callback', 'function', callback)
    return adapt(callback)


def setTimeout(callback: Any = UNDEFINED, delay: Any = UNDEFINED, /, *args: Any) -> Timeout:
    """`setTimeout(callback[, delay[, ...args]])`

    Calls `callback(*args)` once, after `delay` ms (default 1).

    Raises: `ERR_INVALID_ARG_TYPE` when the callback cannot be called. Since v0.0.1.
    """
    timeout = Timeout(current(), _delay(delay), _callback(callback), args)
    timeout.refresh()
    return timeout


def setInterval(callback: Any = UNDEFINED, delay: Any = UNDEFINED, /, *args: Any) -> Timeout:
    """`setInterval(callback[, delay[, ...args]])`

    Calls `callback(*args)` every `delay` ms (default 1).

    Raises: `ERR_INVALID_ARG_TYPE` when the callback cannot be called. Since v0.0.1.
    """
    timeout = Timeout(current(), _delay(delay), _callback(callback), args, repeat=True)
    timeout.refresh()
    return timeout


def setImmediate(callback: Any = UNDEFINED, /, *args: Any) -> Immediate:
    """`setImmediate(callback[, ...args])`

    Calls `callback(*args)` when the I/O that is at hand has been dealt with, before any timer that is not due yet.

    Raises: `ERR_INVALID_ARG_TYPE` when the callback cannot be called. Since v0.9.1.
    """
    return current().set_immediate(_callback(callback), *args)


def clearTimeout(timeout: Any = None, /) -> None:
    """`clearTimeout(timeout)`: cancels what `setTimeout` returned, or its number; ignores the rest. Since v0.0.1."""
    if isinstance(timeout, str) and timeout.isascii() and timeout.isdigit():
        timeout = int(timeout)
    if isinstance(timeout, int):
        timeout = _by_id.get(timeout)
    if isinstance(timeout, _runtime.Timeout):
        timeout.close()


def clearInterval(timeout: Any = None, /) -> None:
    """`clearInterval(timeout)`: cancels what `setInterval` returned, or its number. Since v0.0.1."""
    clearTimeout(timeout)


def clearImmediate(immediate: Any = None, /) -> None:
    """`clearImmediate(immediate)`: cancels what `setImmediate` returned. Anything else is ignored. Since v0.9.1."""
    if isinstance(immediate, Immediate):
        immediate._clear()
