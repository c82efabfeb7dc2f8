"""JavaScript's globals, as a Node program has them: `from compat.globals import *`.

None of them hides a name of Python's: `undefined` and `null` are None, and Python's own `True`, `print` and
`TypeError` stay.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from node_http import _json
from node_http._calling import adapt
from node_http._jsobject import UNDEFINED, JSObject, Symbol
from node_http._numbers import parse_float, parse_int, to_number
from node_http._runtime import queue_microtask
from node_http._strings import to_string
from node_http._uri import (
    decode_uri as decodeURI,
)
from node_http._uri import (
    decode_uri_component as decodeURIComponent,
)
from node_http._uri import (
    encode_uri as encodeURI,
)
from node_http._uri import (
    encode_uri_component as encodeURIComponent,
)
from node_http.abort import AbortController, AbortSignal
from node_http.buffer import Buffer, atob, btoa
from node_http.console import console
from node_http.errors import ERR_INVALID_ARG_TYPE, AggregateError, DOMException
from node_http.errors import NodeError as Error
from node_http.event_target import TIME_ORIGIN, CustomEvent, Event, EventTarget
from node_http.process import process
from node_http.timers import (
    clearImmediate,
    clearInterval,
    clearTimeout,
    setImmediate,
    setInterval,
    setTimeout,
)
from node_http.url import URL, URLSearchParams

from ._clone import structuredClone
from ._require import require
from .fetch_headers import Headers

__all__ = [
    'JSON',
    'URL',
    'AbortController',
    'AbortSignal',
    'AggregateError',
    'Buffer',
    'CustomEvent',
    'DOMException',
    'Error',
    'Event',
    'EventTarget',
    'Headers',
    'Infinity',
    'JSObject',
    'NaN',
    'Symbol',
    'URLSearchParams',
    'atob',
    'btoa',
    'clearImmediate',
    'clearInterval',
    'clearTimeout',
    'console',
    'decodeURI',
    'decodeURIComponent',
    'encodeURI',
    'encodeURIComponent',
    'isFinite',
    'isNaN',
    'null',
    'parseFloat',
    'parseInt',
    'performance',
    'process',
    'queueMicrotask',
    'require',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'structuredClone',
    'undefined',
]

undefined = None
null = None
Infinity = math.inf
NaN = math.nan


def parseInt(string: Any, radix: Any = None) -> int | float:
    """`parseInt(string[, radix])`: the whole number that the text begins with, else NaN."""
    return parse_int(to_string(string), radix)


def parseFloat(string: Any) -> int | float:
    """`parseFloat(string)`: the number that the text begins with, else NaN."""
    return parse_float(to_string(string))


def isNaN(value: Any) -> bool:
    """`isNaN(value)`: whether it is no number, nor a text that is one."""
    return math.isnan(to_number(value))


def isFinite(value: Any) -> bool:
    """`isFinite(value)`: whether it is a finite number, or a text that is one."""
    return math.isfinite(to_number(value))


def queueMicrotask(callback: Any = UNDEFINED, /) -> None:
    """`queueMicrotask(callback)`: call it when what runs now and all ticks are done. Since v11.0.0.

    Raises: `ERR_INVALID_ARG_TYPE` when the callback cannot be called.
    """
    if not callable(callback):
        raise ERR_INVALID_ARG_TYPE('callback', 'function', callback)
    queue_microtask(adapt(callback))


class _JSON:
    """`JSON`."""

    def parse(self, text: Any, reviver: Callable[..., Any] | None = None) -> Any:
        """`JSON.parse(text[, reviver])`: objects become `JSObject`, arrays lists. Raises: SyntaxError."""
        return _json.parse(text, None if reviver is None else adapt(reviver))

    def stringify(self, value: Any = UNDEFINED, replacer: Any = None, space: Any = None) -> str | None:
        """`JSON.stringify(value[, replacer[, space]])`: None for what JSON has no words for. Raises: TypeError."""
        return _json.stringify(value, adapt(replacer) if callable(replacer) else replacer, space)


class _Performance:
    """`performance`."""

    @property
    def timeOrigin(self) -> float:
        """When the program began, in ms since 1970."""
        return time.time() * 1000 - self.now()

    def now(self) -> float:
        """`performance.now()`: ms since the program began."""
        return (time.monotonic() - TIME_ORIGIN) * 1000


JSON = _JSON()
performance = _Performance()
