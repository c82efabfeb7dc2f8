"""How Node writes values down: `util.inspect`, for error messages and for the console.

An object stands on one line when it is short and not nested too deeply; a list of more than six short items becomes a
table with aligned columns; a string that is too long for the line is broken where it has line ends. What Python has no
JavaScript counterpart of shows its `repr`, unless it is a plain object: those are shown as JavaScript shows instances,
`Point { x: 1 }`. A class that wants to look otherwise has a method `_inspect(depth)`, Node's `[util.inspect.custom]`.
"""

from __future__ import annotations

import inspect as python_inspect
import math
import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Set
from itertools import islice
from typing import Any

from ._jsobject import Symbol, Undefined
from ._numbers import is_number, number_to_string
from ._strings import function_name, is_date, is_function, iso_string, quote, to_string

__all__ = ['call_stack', 'error_stack', 'inspect', 'to_display']

_WIDTH = 80
#: An entry list that would reach this close to the end of the line is broken up.
_MARGIN = 10
_MAX_ITEMS = 100
_MAX_BYTES = 50
_MAX_CHARACTERS = 10_000
_LEVELS_PER_LINE = 3
_GROUP_FROM = 7
_MAX_COLUMNS = 12
_LONG_STRING = 16
_LINE = re.compile(r'[^\n]*\n|[^\n]+')
_PLAIN_KEY = re.compile(r'[A-Za-z_]\w*\Z', re.ASCII)


def inspect(value: Any, depth: float | None = 2, *, show_hidden: bool = False) -> str:
    """`util.inspect(value)`; nested objects are opened `depth` levels deep, all of them when it is None."""
    return _Inspector(math.inf if depth is None else depth, show_hidden).show(value, 0)


def error_stack(error: BaseException) -> str:
    """An error with where it was raised, innermost call first, as Node writes a stack."""
    own = getattr(error, 'stack', None)
    if isinstance(own, str):
        return own
    text = str(error)
    head = f'{type(error).__name__}: {text}' if text else type(error).__name__
    return head + call_stack(error)


def call_stack(error: BaseException) -> str:
    """Where an error was raised, a line for each call; empty for one that was not raised."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return ''.join(f'\n    at {frame.name} ({frame.filename}:{frame.lineno})' for frame in frames)


def to_display(value: Any) -> str:
    """`util.format('%s', value)`: what has a text of its own in that, the rest inspected one level deep."""
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return to_string(value)
    if not isinstance(value, BaseException) and callable(getattr(type(value), 'toString', None)):
        return to_string(value)
    return inspect(value, 0)


class _Inspector:
    """One call of `inspect`."""

    def __init__(self, depth: float, show_hidden: bool) -> None:
        self._depth = depth
        self._show_hidden = show_hidden
        self._indent = 0
        #: How deep the object lies that was opened last: what is too deep within it goes on lines of its own.
        self._deepest = 0
        self._open: list[Any] = []
        self._circular: list[Any] = []

    def show(self, value: Any, level: int) -> str:
        if isinstance(value, str):
            return self._string(value, level)
        primitive = _primitive(value)
        if primitive is not None:
            return primitive
        if isinstance(value, (bytes, bytearray, memoryview)):
            return _bytes(bytes(value))
        if is_date(value):
            return iso_string(value)
        if isinstance(value, type):
            return _class(value)
        if is_function(value):
            return self._function(value, level)
        if any(value is other for other in self._open):
            return self._circular_mark(value)
        self._open.append(value)
        try:
            text = self._object(value, level)
        finally:
            self._open.pop()
        if any(value is other for other in self._circular):
            return f'<ref *{self._number_of(value)}> {text}'
        return text

    # -- circles -----------------------------------------------------------------------------------------------

    def _circular_mark(self, value: Any) -> str:
        if not any(value is other for other in self._circular):
            self._circular.append(value)
        return f'[Circular *{self._number_of(value)}]'

    def _number_of(self, value: Any) -> int:
        return 1 + next(index for index, other in enumerate(self._circular) if other is value)

    # -- the kinds of objects ----------------------------------------------------------------------------------

    def _object(self, value: Any, level: int) -> str:
        if isinstance(value, BaseException):
            return self._error(value, level)
        hook = getattr(value, '_inspect', None)
        if hook is not None and not isinstance(value, Mapping):
            return str(hook(self._depth - level)).replace('\n', '\n' + ' ' * self._indent)
        if isinstance(value, Mapping):
            return self._mapping(value, level)
        if isinstance(value, (list, tuple)):
            return self._list(value, level)
        if isinstance(value, Set):
            return self._set(value, level)
        shown: Any = type(value).__repr__
        if shown is not object.__repr__:
            return repr(value)
        own = getattr(value, '__dict__', {})
        fields = {key: item for key, item in own.items() if key[:1] != '_'}
        name = type(value).__name__
        return self._collection(f'{name} {{', fields, name, level, self._properties(fields))

    def _mapping(self, value: Mapping[Any, Any], level: int) -> str:
        if all(isinstance(key, (str, int, float, Symbol)) for key in value):
            name = getattr(type(value), '_shown_as', None)  # of a class of its own, as Node's `Url`
            opening = f'{name} {{' if name else '{'
            return self._collection(opening, value, name or 'Object', level, self._properties(value))

        def pairs(level: int) -> Iterable[str]:
            for key, item in islice(value.items(), _MAX_ITEMS):
                yield f'{self._nested(key, level)} => {self._nested(item, level)}'
            yield from _more(len(value) - _MAX_ITEMS, 'item')

        return self._collection(f'Map({len(value)}) {{', value, 'Map', level, pairs)

    def _list(self, value: list[Any] | tuple[Any, ...], level: int) -> str:
        if not value and not self._show_hidden:
            return '[]'
        if level > self._depth:
            return '[Array]'
        self._deepest = level
        parts = [self._nested(item, level) for item in value[:_MAX_ITEMS]]
        shown = len(parts)
        parts += _more(len(value) - _MAX_ITEMS, 'item')
        if self._show_hidden:
            parts.append(f'[length]: {len(value)}')
        grouped = parts
        if len(parts) >= _GROUP_FROM:
            numbers = all(is_number(item) for item in value)
            grouped = self._group(parts[:shown], numbers) + parts[shown:]
        if grouped != parts or (len(parts) >= _GROUP_FROM and shown < len(parts)):
            return self._lines('', '[', grouped, ']')
        return self._layout('', '[', parts, ']', level)

    def _set(self, value: Set[Any], level: int) -> str:
        def items(level: int) -> Iterable[str]:
            yield from (self._nested(item, level) for item in islice(value, _MAX_ITEMS))
            yield from _more(len(value) - _MAX_ITEMS, 'item')

        return self._collection(f'Set({len(value)}) {{', value, 'Set', level, items)

    def _error(self, error: BaseException, level: int) -> str:
        stack = error_stack(error)
        if shown_as := getattr(type(error), '_shown_as', None):
            name = str(getattr(error, 'name', ''))
            stack = f'{shown_as} [{name}]{stack.removeprefix(name)}'
        if '\n    at' not in stack:
            stack = f'[{stack}]'
        stack = stack.replace('\n', '\n' + ' ' * self._indent)
        known = getattr(error, 'fields', None)
        fields = known() if callable(known) else _own_fields(error)
        extra = {key: item for key, item in fields.items() if item is not None}
        bracketed = {}
        cause = getattr(error, 'cause', None) or error.__cause__
        if cause is not None:
            bracketed['[cause]'] = cause
        if isinstance(errors := getattr(error, 'errors', None), list):
            bracketed['[errors]'] = errors
        if not extra and not bracketed:
            return stack
        self._deepest = level
        parts = list(self._properties(extra)(level))
        parts += [f'{name}: {self._nested(item, level)}' for name, item in bracketed.items()]
        return self._layout(f'{stack} ', '{', parts, '}', level)

    def _function(self, value: Any, level: int) -> str:
        kind = 'Function'
        if python_inspect.iscoroutinefunction(value):
            kind = 'AsyncFunction'
        elif python_inspect.isasyncgenfunction(value):
            kind = 'AsyncGeneratorFunction'
        elif python_inspect.isgeneratorfunction(value):
            kind = 'GeneratorFunction'
        name = function_name(value)
        return f'[{kind}: {name}]' if name else f'[{kind} (anonymous)]'

    # -- entries -----------------------------------------------------------------------------------------------

    def _nested(self, item: Any, level: int) -> str:
        self._indent += 2
        try:
            return self.show(item, level + 1)
        finally:
            self._indent -= 2

    def _properties(self, fields: Mapping[Any, Any]) -> Callable[[int], Iterable[str]]:
        return lambda level: (f'{_key(key)}: {self._nested(item, level)}' for key, item in fields.items())

    def _collection(
        self, opening: str, value: Any, name: str, level: int, entries: Callable[[int], Iterable[str]]
    ) -> str:
        if not value:
            return opening + '}'
        if level > self._depth:
            return f'[{name}]'
        self._deepest = level
        return self._layout('', opening, list(entries(level)), '}', level)

    # -- layout ------------------------------------------------------------------------------------------------

    def _layout(self, base: str, opening: str, parts: list[str], closing: str, level: int) -> str:
        """On one line if what is in it fits there and is not nested too deeply, else an entry a line."""
        if self._deepest - level < _LEVELS_PER_LINE:
            width = sum(map(len, parts)) + 2 * len(parts) + self._indent + len(opening) + len(base) + _MARGIN
            if width <= _WIDTH and '\n' not in base and not any('\n' in part for part in parts):
                return f'{base}{opening} {", ".join(parts)} {closing}'
        return self._lines(base, opening, parts, closing)

    def _lines(self, base: str, opening: str, parts: list[str], closing: str) -> str:
        margin = '\n' + ' ' * self._indent
        return f'{base}{opening}{margin}  ' + f',{margin}  '.join(parts) + f'{margin}{closing}'

    def _group(self, parts: list[str], numbers: bool) -> list[str]:
        """The items in columns, so that the whole is about two and a half times as wide as it is high."""
        widths = [len(part) + 2 for part in parts]  # with the comma and the space behind it
        widest, total = max(widths), sum(widths)
        short = total / widest > 5 or widest <= 8
        if widest * 3 + self._indent >= _WIDTH or not short or any('\n' in part for part in parts):
            return parts
        # Items of very different widths leave room in their columns: the more they differ, the less each counts for.
        typical = max(widest - 3 - math.sqrt(widest - total / len(parts)), 1)
        wanted = math.floor(math.sqrt(2.5 * typical * len(parts)) / typical + 0.5)
        columns = min(wanted, (_WIDTH - self._indent) // widest, _MAX_COLUMNS)
        if columns <= 1:
            return parts
        column_widths = [max(widths[column::columns]) for column in range(columns)]
        rows = []
        for start in range(0, len(parts), columns):
            row = parts[start : start + columns]
            if numbers:
                cells = [cell.rjust(width - 2) for cell, width in zip(row, column_widths)]
                rows.append(', '.join(cells))
            else:
                cells = [f'{cell}, '.ljust(width) for cell, width in zip(row[:-1], column_widths)]
                rows.append(''.join(cells) + row[-1])
        return rows

    def _string(self, text: str, level: int) -> str:
        rest = ''.join(_more(len(text) - _MAX_CHARACTERS, 'character'))
        text = text[:_MAX_CHARACTERS]
        room = _WIDTH - self._indent - 4
        if level and len(text) > max(_LONG_STRING, room) and '\n' in text[:-1]:
            margin = ' +\n' + ' ' * (self._indent + 2)
            return margin.join(quote(line) for line in _LINE.findall(text)) + rest
        return quote(text) + rest


def _primitive(value: Any) -> str | None:
    if is_number(value):
        return '-0' if value == 0 and math.copysign(1, value) < 0 else number_to_string(value)
    return to_string(value) if isinstance(value, (bool, type(None), Symbol, Undefined)) else None


def _bytes(data: bytes) -> str:
    return f'<Buffer {" ".join([data[:_MAX_BYTES].hex(" "), *_more(len(data) - _MAX_BYTES, "byte")])}>'


def _more(count: int, of_what: str) -> list[str]:
    """What stands for those that are not shown; nothing when all are."""
    return [f'... {count} more {of_what}{"s" if count > 1 else ""}'] if count > 0 else []


def _class(value: type) -> str:
    base = value.__mro__[1].__name__ if len(value.__mro__) > 1 else 'object'
    own = value.__name__
    return f'[class {own}]' if base in ('object', own) else f'[class {own} extends {base}]'


def _key(key: Any) -> str:
    if isinstance(key, Symbol):
        return f'[{key!r}]'
    text = to_string(key)
    return text if _PLAIN_KEY.match(text) else quote(text)


def _own_fields(error: BaseException) -> dict[str, Any]:
    return {
        key: item for key, item in vars(error).items() if key[:1] != '_' and key not in ('errors', 'cause')
    }
