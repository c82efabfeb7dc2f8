"""URLSearchParams: the fields of a query, in order, as the WHATWG has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote_plus, unquote_to_bytes

from ._calling import adapt
from ._inspect import inspect
from ._jsobject import UNDEFINED
from ._strings import to_string, well_formed
from ._validators import validate_function
from .errors import ERR_INVALID_TUPLE, ERR_MISSING_ARGS

__all__ = ['URLSearchParams']

Pair = tuple[str, str]


def _text(value: Any) -> str:
    return well_formed('null' if value is None else to_string(value))


def _decode(text: str) -> str:
    return unquote_to_bytes(text.replace('+', ' ')).decode('utf-8', 'replace')


def _encode(text: str) -> str:
    # The form encoding knows fewer safe characters than quote_plus(), which always leaves "~".
    return quote_plus(text, safe='*').replace('~', '%7E')


def _parse(query: str) -> list[Pair]:
    pairs = (part.partition('=') for part in well_formed(query).split('&') if part)
    return [(_decode(name), _decode(value)) for name, _, value in pairs]


class URLSearchParams:
    """``new URLSearchParams([init])``: the fields of a query.

    Args:
        init: a query, with or without its ``?``; pairs; an object; another URLSearchParams.

    Raises:
        TypeError: ERR_INVALID_TUPLE for an item that is no pair.

    Iterating over it gives ``(name, value)``. That of a URL changes the URL. Since v7.5.0.
    """

    def __init__(self, init: Any = UNDEFINED) -> None:
        self._changed: Callable[[], None] | None = None
        self._pairs: list[Pair] = self._from(init)

    @staticmethod
    def _from(init: Any) -> list[Pair]:
        if init is None or init is UNDEFINED:
            return []
        if isinstance(init, URLSearchParams):
            return list(init._pairs)
        if isinstance(init, Mapping):
            return [(_text(name), _text(value)) for name, value in init.items()]
        if isinstance(init, Iterable) and not isinstance(init, (str, bytes, bytearray)):
            return [_pair(item) for item in init]
        text = _text(init)
        return _parse(text[1:] if text.startswith('?') else text)

    def _reset(self, query: str) -> None:
        """Take over the query of the URL that these are the fields of."""
        self._pairs = _parse(query)

    def _change(self, pairs: list[Pair]) -> None:
        self._pairs = pairs
        if self._changed is not None:
            self._changed()

    @property
    def size(self) -> int:
        """How many fields there are. Since v19.8.0."""
        return len(self._pairs)

    def append(self, name: Any = UNDEFINED, value: Any = UNDEFINED) -> None:
        """``params.append(name, value)``: add a field at the end.

        Raises:
            TypeError: ERR_MISSING_ARGS, as every method here that lacks an argument.
        """
        _require(name=name, value=value)
        self._change([*self._pairs, (_text(name), _text(value))])

    def delete(self, name: Any = UNDEFINED, value: Any = UNDEFINED) -> None:
        """``params.delete(name[, value])``: remove the fields of this name, or only those with this value."""
        matches = self._matcher(name, value)
        self._change([pair for pair in self._pairs if not matches(pair)])

    def get(self, name: Any = UNDEFINED) -> str | None:
        """``params.get(name)``: the first value of this name; ``None`` if there is none."""
        return next(iter(self.getAll(name)), None)

    def getAll(self, name: Any = UNDEFINED) -> list[str]:
        """``params.getAll(name)``: all values of this name."""
        _require(name=name)
        wanted = _text(name)
        return [value for key, value in self._pairs if key == wanted]

    def has(self, name: Any = UNDEFINED, value: Any = UNDEFINED) -> bool:
        """``params.has(name[, value])``: whether there is a field of this name, and with this value."""
        return any(map(self._matcher(name, value), self._pairs))

    @staticmethod
    def _matcher(name: Any, value: Any) -> Callable[[Pair], bool]:
        _require(name=name)
        wanted = _text(name)
        if value is UNDEFINED:
            return lambda pair: pair[0] == wanted
        both = (wanted, _text(value))
        return lambda pair: pair == both

    def set(self, name: Any = UNDEFINED, value: Any = UNDEFINED) -> None:
        """``params.set(name, value)``: replace the first field of this name and remove the others, or add one."""
        _require(name=name, value=value)
        key, text = _text(name), _text(value)
        first = next((index for index, pair in enumerate(self._pairs) if pair[0] == key), len(self._pairs))
        rest = [pair for pair in self._pairs[first + 1 :] if pair[0] != key]
        self._change([*self._pairs[:first], (key, text), *rest])

    def sort(self) -> None:
        """``params.sort()``: by name, in UTF-16 units; fields of one name keep their order. Since v7.7.0."""
        self._change(sorted(self._pairs, key=lambda pair: pair[0].encode('utf-16-be')))

    def forEach(self, fn: Any, thisArg: Any = None) -> None:
        """``params.forEach(fn)``: call ``fn(value, name, params)`` for each field."""
        call = adapt(validate_function(fn, 'callback'))
        for name, value in list(self._pairs):
            call(value, name, self)

    def entries(self) -> Iterator[Pair]:
        """``params.entries()``: the fields, as pairs."""
        return iter(list(self._pairs))

    __iter__ = entries
    items = entries

    def keys(self) -> Iterator[str]:
        """``params.keys()``: the name of each field."""
        return iter([name for name, _ in self._pairs])

    def values(self) -> Iterator[str]:
        """``params.values()``: the value of each field."""
        return iter([value for _, value in self._pairs])

    def toString(self) -> str:
        """``params.toString()``: as a query, without the ``?``."""
        return '&'.join(f'{_encode(name)}={_encode(value)}' for name, value in self._pairs)

    __str__ = toString

    def __len__(self) -> int:
        return len(self._pairs)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: object) -> bool:
        return any(key == name for key, _ in self._pairs)

    def __repr__(self) -> str:
        return f'URLSearchParams({self.toString()!r})'

    def _inspect(self, depth: float) -> str:
        shown = ', '.join(f'{inspect(name)} => {inspect(value)}' for name, value in self._pairs)
        return f'URLSearchParams {{ {shown} }}' if shown else 'URLSearchParams {}'


def _pair(item: Any) -> Pair:
    if isinstance(item, (str, bytes)) or not isinstance(item, Iterable):
        raise ERR_INVALID_TUPLE('Each query pair', '[name, value]')
    parts = list(item)
    if len(parts) != 2:
        raise ERR_INVALID_TUPLE('Each query pair', '[name, value]')
    return _text(parts[0]), _text(parts[1])


def _require(**args: Any) -> None:
    if any(value is UNDEFINED for value in args.values()):
        raise ERR_MISSING_ARGS(*args)
