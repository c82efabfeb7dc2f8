"""How Node's console writes values down: `util.inspect` in full, and `util.format`.

`_inspect` says a value in the words of an error message; here it is laid out for reading. An object stands on one
line when it is short and not nested too deeply; a list of more than six short items becomes a table with aligned
columns; a string that is too long for the line is broken where it has line ends. What Python has no JavaScript
counterpart of shows its `repr`, unless it is a plain object: those are shown as JavaScript shows instances, `Point
{ x: 1 }`.
"""

from __future__ import annotations

import datetime
import inspect as python_inspect
import math
import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from ._inspect import function_name, is_function, quote, to_string
from ._jsobject import Symbol, Undefined
from ._json import iso_string, stringify
from ._numbers import is_number, number_to_string, to_number

__all__ = ['error_stack', 'format_log', 'inspect', 'parse_float', 'parse_int']

_WIDTH = 80
#: An entry list that would reach this close to the end of the line is broken up.
_MARGIN = 10
_MAX_ITEMS = 100
_MAX_BYTES = 50
_LEVELS_PER_LINE = 3
_GROUP_FROM = 7
_MAX_COLUMNS = 12
_LONG_STRING = 16
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
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return head + ''.join(f'\n    at {frame.name} ({frame.filename}:{frame.lineno})' for frame in frames)


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
        if isinstance(value, (datetime.datetime, datetime.date)):
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
            return str(hook(self._depth - level))
        if isinstance(value, Mapping):
            return self._mapping(value, level)
        if isinstance(value, (list, tuple)):
            return self._list(value, level)
        if isinstance(value, Set):
            return self._collection(f'Set({len(value)}) {{', value, 'Set', level, self._items(value))
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
            for key, item in value.items():
                yield f'{self._nested(key, level)} => {self._nested(item, level)}'

        return self._collection(f'Map({len(value)}) {{', value, 'Map', level, pairs)

    def _list(self, value: list[Any] | tuple[Any, ...], level: int) -> str:
        if not value and not self._show_hidden:
            return '[]'
        if level > self._depth:
            return '[Array]'
        self._deepest = level
        parts = [self._nested(item, level) for item in value[:_MAX_ITEMS]]
        shown = len(parts)
        if (more := len(value) - shown) > 0:
            parts.append(f'... {more} more item{"s" if more > 1 else ""}')
        if self._show_hidden:
            parts.append(f'[length]: {len(value)}')
        grouped = parts
        if len(parts) >= _GROUP_FROM:
            numbers = all(is_number(item) for item in value)
            grouped = self._group(parts[:shown], numbers) + parts[shown:]
        if grouped != parts or (len(parts) >= _GROUP_FROM and shown < len(parts)):
            return self._lines('', '[', grouped, ']')
        return self._layout('', '[', parts, ']', level)

    def _error(self, error: BaseException, level: int) -> str:
        stack = error_stack(error)
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

    def _items(self, values: Iterable[Any]) -> Callable[[int], Iterable[str]]:
        return lambda level: (self._nested(item, level) for item in values)

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
        # Fitted to what Node prints: an item counts for less than its width, the more so the more they differ.
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
        room = _WIDTH - self._indent - 4
        if level and len(text) > max(_LONG_STRING, room) and '\n' in text[:-1]:
            margin = ' +\n' + ' ' * (self._indent + 2)
            return margin.join(quote(line) for line in text.splitlines(keepends=True))
        return quote(text)


def _primitive(value: Any) -> str | None:
    if value is None:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (int, float)):
        return '-0' if value == 0 and math.copysign(1, value) < 0 else number_to_string(value)
    return repr(value) if isinstance(value, (Symbol, Undefined)) else None


def _bytes(data: bytes) -> str:
    shown = data[:_MAX_BYTES].hex(' ')
    more = len(data) - _MAX_BYTES
    rest = f' ... {more} more byte{"s" if more > 1 else ""}' if more > 0 else ''
    return f'<Buffer{" " if shown else ""}{shown}{rest}>'


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


# -- util.format -------------------------------------------------------------------------------------------------

_DIRECTIVE = re.compile('%([sdifjoOc%])')


def format_log(*args: Any) -> str:
    """`util.format(format[, ...args])`: what `console.log` prints."""
    if not args:
        return ''
    first, rest = args[0], list(args[1:])
    if not isinstance(first, str):
        return ' '.join(_loose(arg) for arg in args)
    if not rest:
        return first

    def fill(match: re.Match[str]) -> str:
        kind = match[1]
        if kind == '%':
            return '%'
        if not rest:
            return match[0]
        return _DIRECTIVES[kind](rest.pop(0))

    return ' '.join([_DIRECTIVE.sub(fill, first), *map(_loose, rest)])


def _loose(value: Any) -> str:
    return value if isinstance(value, str) else inspect(value)


def _as_string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if is_number(value):
        return inspect(value)
    if isinstance(value, (BaseException, bytes)) or callable(getattr(type(value), 'toString', None)):
        return to_string(value)
    return inspect(value, 0)


def _as_number(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = to_string(value)
    number = to_number(value)
    return inspect(int(number) if isinstance(number, bool) else number)


def _as_json(value: Any) -> str:
    try:
        text = stringify(value)
    except TypeError as error:
        if 'circular structure' in str(error):
            return '[Circular]'
        raise
    return 'undefined' if text is None else text


_DIRECTIVES: dict[str, Callable[[Any], str]] = {
    's': _as_string,
    'd': _as_number,
    'i': lambda value: inspect(parse_int(value)),
    'f': lambda value: inspect(parse_float(value)),
    'j': _as_json,
    'o': lambda value: inspect(value, 4, show_hidden=True),
    'O': inspect,
    'c': lambda value: '',
}

_SIGNED = re.compile(r'\s*([+-]?)(0[xX])?')
_FLOAT = re.compile(r'\s*([+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))')
_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def parse_int(string: Any, radix: Any = None) -> int | float:
    """`parseInt(string[, radix])`: the whole number that the text begins with, else NaN."""
    text = to_string(string)
    match = _SIGNED.match(text)
    assert match is not None
    wanted = to_number(radix)
    base = 0 if not math.isfinite(wanted) else int(wanted)
    start = match.end(1)
    if match[2] and base in (0, 16):
        start, base = match.end(), 16
    base = base or 10
    if not 2 <= base <= 36:
        return math.nan
    known = _DIGITS[:base]
    end = start
    while end < len(text) and text[end].lower() in known:
        end += 1
    if end == start:
        return math.nan
    number = int(text[start:end], base)
    if number > 2**53:
        number = int(float(number))
    return -number if match[1] == '-' else number


def parse_float(string: Any) -> int | float:
    """`parseFloat(string)`: the number that the text begins with, else NaN."""
    match = _FLOAT.match(to_string(string))
    if match is None:
        return math.nan
    number = float(match[1])
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
