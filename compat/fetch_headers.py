"""`Headers`: the class of the fetch standard, which `setHeaders()` takes and WebSocket clients know.

Names keep the case that they were first given, for those who look at the object; everything else is in lower case,
sorted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from node_http._calling import adapt
from node_http._inspect import inspect
from node_http._jsobject import UNDEFINED
from node_http._strings import to_string
from node_http.errors import NodeTypeError

__all__ = ['Headers']

_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
_BAD_VALUE = re.compile(r'[\0\r\n]')
_EDGES = '\t\n\r '


class Headers:
    """`new Headers([init])`

    The fields of an HTTP message.

    Args:
        init: a dict, another Headers, or pairs of name and value.

    Raises: TypeError for what is none, or for a name or value that HTTP does not allow. Since v18.0.0.
    """

    def __init__(self, init: Any = UNDEFINED, /) -> None:
        self._fields: dict[str, tuple[str, str]] = {}
        self._cookies: list[str] = []
        if init is UNDEFINED:
            return
        if isinstance(init, Headers):
            self._fields = dict(init._fields)
            self._cookies = list(init._cookies)
            return
        if isinstance(init, Mapping):
            pairs: Iterable[Any] = init.items()
        elif isinstance(init, Iterable) and not isinstance(init, (str, bytes)):
            pairs = init
        else:
            raise NodeTypeError(
                'Headers constructor: Argument 1 could not be converted to one of: '
                'sequence<sequence<ByteString>>, record<ByteString, ByteString>.'
            )
        for pair in pairs:
            pair = list(pair)
            if len(pair) != 2:
                raise NodeTypeError(
                    f'Headers constructor: expected name/value pair to be length 2, found {len(pair)}.'
                )
            self.append(*pair)

    def append(self, name: Any = UNDEFINED, value: Any = UNDEFINED, /) -> None:
        """`headers.append(name, value)`: add a value to those that are there."""
        key, text, given = self._checked('append', name, value)
        if key == 'set-cookie':
            self._cookies.append(text)
        if key in self._fields:
            given, before = self._fields[key]
            text = f'{before}{"; " if key == "cookie" else ", "}{text}'
        self._fields[key] = given, text

    def set(self, name: Any = UNDEFINED, value: Any = UNDEFINED, /) -> None:
        """`headers.set(name, value)`: one value in the place of all."""
        key, text, given = self._checked('set', name, value)
        if key == 'set-cookie':
            self._cookies = [text]
        self._fields[key] = given, text

    def get(self, name: Any = UNDEFINED, /) -> str | None:
        """`headers.get(name)`: its values joined with `, `; None if there are none."""
        field = self._fields.get(self._key('get', name))
        return None if field is None else field[1]

    def getSetCookie(self) -> list[str]:
        """`headers.getSetCookie()`: the values of Set-Cookie, which cannot be joined."""
        return list(self._cookies)

    def has(self, name: Any = UNDEFINED, /) -> bool:
        """`headers.has(name)`: whether there is one."""
        return self._key('has', name) in self._fields

    def delete(self, name: Any = UNDEFINED, /) -> None:
        """`headers.delete(name)`: remove all its values."""
        key = self._key('delete', name)
        if key == 'set-cookie':
            self._cookies = []
        self._fields.pop(key, None)

    def forEach(self, callbackFn: Any = UNDEFINED, thisArg: Any = None, /) -> None:
        """`headers.forEach(callbackFn)`: call it with the value, the name and the headers, for each."""
        if not callable(callbackFn):
            raise NodeTypeError(
                "Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'."
            )
        call: Callable[..., Any] = adapt(callbackFn)
        for name, value in self:
            call(value, name, self)

    def entries(self) -> Iterator[tuple[str, str]]:
        """`headers.entries()`: names, in lower case and sorted, with their values."""
        for key in sorted(self._fields):
            if key == 'set-cookie':
                for cookie in self._cookies:
                    yield key, cookie
            else:
                yield key, self._fields[key][1]

    def keys(self) -> Iterator[str]:
        """`headers.keys()`: the names."""
        return (name for name, _ in self.entries())

    def values(self) -> Iterator[str]:
        """`headers.values()`: the values."""
        return (value for _, value in self.entries())

    __iter__ = entries

    def toString(self) -> str:
        """`headers.toString()`: `[object Headers]`, as JavaScript says it."""
        return '[object Headers]'

    __str__ = toString

    def __contains__(self, name: object) -> bool:
        return self.has(name)

    def _inspect(self, depth: float) -> str:
        return f'Headers {inspect(dict(self._fields.values()))}'

    def __repr__(self) -> str:
        return self._inspect(2)

    # -- checks ------------------------------------------------------------------------------------------------

    def _checked(self, method: str, name: Any, value: Any) -> tuple[str, str, str]:
        """The key, the value and the name as it was given."""
        if name is UNDEFINED or value is UNDEFINED:
            found = 1 if name is not UNDEFINED else 0
            raise NodeTypeError(
                f'Headers.{method}: 2 arguments required, but only {found} found.'.replace('only 0', '0')
            )
        key = self._key(method, name)
        text = _byte_string(value).strip(_EDGES)
        if _BAD_VALUE.search(text):
            raise NodeTypeError(f'Headers.{method}: "{text}" is an invalid header value.')
        return key, text, to_string(name)

    def _key(self, method: str, name: Any) -> str:
        if name is UNDEFINED:
            raise NodeTypeError(f'Headers.{method}: 1 argument required, but 0 found.')
        text = _byte_string(name)
        if not _NAME.match(text):
            raise NodeTypeError(f'Headers.{method}: "{text}" is an invalid header name.')
        return text.lower()


def _byte_string(value: Any) -> str:
    text = to_string(value)
    for index, char in enumerate(text):
        if ord(char) > 255:
            raise NodeTypeError(
                f'Cannot convert argument to a ByteString because the character at index {index} has a value of '
                f'{ord(char)} which is greater than 255.'
            )
    return text
