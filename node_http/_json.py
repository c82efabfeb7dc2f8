"""`JSON.parse` and `JSON.stringify` as JavaScript has them, with V8's messages.

Parsing is Python's own parser; only when it refuses a text is the text read a second time, to say what is wrong
with it in V8's words. Objects become `JSObject`.
"""

from __future__ import annotations

import builtins
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, NoReturn

from ._calling import arity
from ._jsobject import UNDEFINED, JSObject, Symbol, Undefined
from ._numbers import is_number, number_to_string
from ._strings import class_name, is_date, is_function, iso_string, to_string
from .errors import NodeError, NodeTypeError

__all__ = ['JSONSyntaxError', 'parse', 'stringify']


class JSONSyntaxError(NodeError, builtins.SyntaxError, ValueError):
    """JavaScript's `SyntaxError`, as `JSON.parse` raises it: also Python's SyntaxError, and a ValueError."""

    name = 'SyntaxError'

    def __init__(self, message: object = '') -> None:
        super().__init__(message)
        self.msg = self.message  # what Python's traceback prints of a SyntaxError


JSONSyntaxError.__qualname__ = JSONSyntaxError.__name__ = 'SyntaxError'
JSONSyntaxError.__module__ = 'builtins'


# -- parse -------------------------------------------------------------------------------------------------------


def _integer(digits: str) -> int | float:
    number = int(digits) if len(digits) < 400 else float(digits)
    return number if abs(number) <= 2**53 else float(number)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_decoder = json.JSONDecoder(object_hook=JSObject, parse_int=_integer, parse_constant=_no_constant)


def parse(text: Any, reviver: Callable[..., Any] | None = None) -> Any:
    """`JSON.parse(text[, reviver])`

    Args:
        reviver: called with the key and the value of each item, from the inside out; returns the value to take, or
            `undefined` to leave the item out.

    Raises: SyntaxError.
    """
    text = 'undefined' if isinstance(text, Undefined) else to_string(text)
    try:
        value = _decoder.decode(text)
    except (ValueError, RecursionError):
        raise JSONSyntaxError(_Complaint(text).message()) from None
    if callable(reviver):
        return _revive({'': value}, '', reviver)
    return value


def _revive(holder: Any, key: Any, reviver: Callable[..., Any]) -> Any:
    value = holder[key]
    if isinstance(value, dict):
        for name in list(value):
            new = _revive(value, name, reviver)
            if isinstance(new, Undefined):
                del value[name]
            else:
                value[name] = new
    elif isinstance(value, list):
        for index in range(len(value)):
            value[index] = _revive(value, index, reviver)
    return _returned(value, reviver(str(key), value))


def _returned(given: Any, result: Any) -> Any:
    """What a callback gave back: a function that returns nothing returns `undefined`; `null` is only kept."""
    return UNDEFINED if result is None and given is not None else result


class _Wrong(Exception):
    pass


class _Complaint:
    """Reads a text that is no JSON, up to what is wrong with it."""

    _SPACE = re.compile(r'[ \t\n\r]*')
    _PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
    _DIGITS = re.compile('[0-9]*')
    _LITERALS = ('true', 'false', 'null')

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def message(self) -> str:
        if self._text in ('undefined', 'NaN', 'Infinity', '[object Object]'):
            return f'"{self._text}" is not valid JSON'
        try:
            self._value()
            self._skip()
            if self._at < len(self._text):
                self._wrong('Unexpected non-whitespace character after JSON', where='')
        except _Wrong as wrong:
            return str(wrong)
        except RecursionError:
            return 'Maximum call stack size exceeded'
        return f'"{self._text}" is not valid JSON'

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self) -> None:
        match = self._SPACE.match(self._text, self._at)
        assert match is not None
        self._at = match.end()

    def _wrong(self, complaint: str, where: str = ' in JSON') -> NoReturn:
        before = self._text[: self._at]
        line = before.count('\n') + 1
        column = self._at - (before.rfind('\n') + 1) + 1
        raise _Wrong(f'{complaint}{where} at position {self._at} (line {line} column {column})')

    def _unexpected(self) -> NoReturn:
        """A character that nothing begins with: shown with ten characters on either side."""
        char, size = self._peek(), len(self._text)
        if not char:
            raise _Wrong('Unexpected end of JSON input')
        if size <= 20:
            shown = f'"{self._text}"'
        else:
            start, end = max(0, self._at - 10), min(size, self._at + 10)
            before, behind = '...' if self._at >= 10 else '', '...' if end < size else ''
            shown = f'{before}"{self._text[start:end]}"{behind}'
        raise _Wrong(f"Unexpected token '{char}', {shown} is not valid JSON")

    def _value(self) -> None:
        self._skip()
        char = self._peek()
        if char == '{':
            self._object()
        elif char == '[':
            self._array()
        elif char == '"':
            self._string()
        elif char == '-' or (char.isascii() and char.isdigit()):
            self._number()
        else:
            for literal in self._LITERALS:
                if char == literal[0]:
                    return self._literal(literal)
            self._unexpected()

    def _literal(self, literal: str) -> None:
        for wanted in literal:
            if self._peek() != wanted:
                self._unexpected()
            self._at += 1

    def _object(self) -> None:
        self._at += 1
        self._skip()
        if self._peek() == '}':
            self._at += 1
            return
        complaint = "Expected property name or '}'"
        while True:
            if self._peek() != '"':
                self._wrong(complaint)
            self._string()
            self._skip()
            if self._peek() != ':':
                self._wrong("Expected ':' after property name")
            self._at += 1
            self._value()
            self._skip()
            char = self._peek()
            if char == '}':
                self._at += 1
                return
            if char != ',':
                self._wrong("Expected ',' or '}' after property value")
            self._at += 1
            self._skip()
            complaint = 'Expected double-quoted property name'

    def _array(self) -> None:
        self._at += 1
        self._skip()
        if self._peek() == ']':
            self._at += 1
            return
        while True:
            self._value()
            self._skip()
            char = self._peek()
            if char == ']':
                self._at += 1
                return
            if char != ',':
                self._wrong("Expected ',' or ']' after array element")
            self._at += 1

    def _string(self) -> None:
        self._at += 1
        while True:
            match = self._PLAIN.match(self._text, self._at)
            assert match is not None
            self._at = match.end()
            char = self._peek()
            if not char:
                self._wrong('Unterminated string')
            if char == '"':
                self._at += 1
                return
            if char != '\\':
                self._wrong('Bad control character in string literal')
            self._at += 1
            escape = self._peek()
            if not escape:
                self._unexpected()
            if escape == 'u':
                for _ in range(4):
                    self._at += 1
                    if self._peek() not in tuple('0123456789abcdefABCDEF'):
                        self._wrong('Bad Unicode escape')
            elif escape not in '"\\/bfnrt':
                self._wrong('Bad escaped character')
            self._at += 1

    def _digits(self) -> bool:
        match = self._DIGITS.match(self._text, self._at)
        assert match is not None
        self._at = match.end()
        return bool(match[0])

    def _number(self) -> None:
        if self._peek() == '-':
            self._at += 1
            if not self._peek().isdigit():
                self._wrong('No number after minus sign')
        if self._peek() == '0':
            self._at += 1
            if self._peek().isdigit():
                self._wrong('Unexpected number')
        else:
            self._digits()
        if self._peek() == '.':
            self._at += 1
            if not self._digits():
                self._wrong('Unterminated fractional number')
        if self._peek() in ('e', 'E'):
            self._at += 1
            if self._peek() in ('+', '-'):
                self._at += 1
            if not self._digits():
                self._wrong('Exponent part is missing a number')


# -- stringify ---------------------------------------------------------------------------------------------------

_LONE_SURROGATE = re.compile('[\ud800-\udfff]')


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _LONE_SURROGATE.sub(lambda match: f'\\u{ord(match[0]):04x}', quoted)


def stringify(value: Any, replacer: Any = None, space: Any = None) -> str | None:
    """`JSON.stringify(value[, replacer[, space]])`

    Args:
        replacer: called with the key and the value of each item and returns the value to write; or a list of the
            keys to write.
        space: what each level is indented with: a string, or a number of spaces, at most 10.

    Returns: the text; None for `undefined` and functions, which JSON has no words for.
    Raises: TypeError when the value contains itself.
    """
    return _Writer(replacer, space).item({'': value}, '', value, '')


class _Writer:
    """One call of `stringify`."""

    def __init__(self, replacer: Any, space: Any) -> None:
        self._replace = replacer if callable(replacer) else None
        self._only: list[str] | None = None
        if self._replace is None and isinstance(replacer, (list, tuple)):
            self._only = list(dict.fromkeys(to_string(key) for key in replacer))
        if is_number(space):
            self._gap = ' ' * max(0, min(10, int(space)))
        else:
            self._gap = space[:10] if isinstance(space, str) else ''
        self._open: list[tuple[Any, Any]] = []

    def item(self, holder: Any, key: Any, value: Any, indent: str) -> str | None:
        to_json = getattr(value, 'toJSON', None)
        if to_json is not None and callable(to_json) and not isinstance(value, type):
            value = _call_to_json(to_json, key)
        if self._replace is not None:
            value = _returned(value, self._replace(str(key), value))
        if isinstance(value, str):
            return _quoted(value)
        if value is None or isinstance(value, bool):
            return {None: 'null', True: 'true', False: 'false'}[value]
        if isinstance(value, (int, float)):
            return number_to_string(value) if math.isfinite(value) else 'null'
        if isinstance(value, (Undefined, Symbol, type)) or is_function(value):
            return None
        if is_date(value):
            return _quoted(iso_string(value))
        return self._collection(key, value, indent)

    def _collection(self, key: Any, value: Any, indent: str) -> str:
        if any(value is other for other, _ in self._open):
            raise NodeTypeError(self._circle(key, value))
        self._open.append((value, key))
        inner = indent + self._gap
        if isinstance(value, (list, tuple)):
            parts = [self.item(value, index, entry, inner) or 'null' for index, entry in enumerate(value)]
            opening, closing = '[', ']'
        else:
            parts = self._members(value, inner)
            opening, closing = '{', '}'
        self._open.pop()
        if not parts:
            return opening + closing
        if not self._gap:
            return opening + ','.join(parts) + closing
        return f'{opening}\n{inner}' + f',\n{inner}'.join(parts) + f'\n{indent}{closing}'

    def _members(self, value: Any, indent: str) -> list[str]:
        fields = _fields_of(value)
        if self._only is not None:
            named = {to_string(key): item for key, item in fields.items()}
            fields = {key: named[key] for key in self._only if key in named}
        colon = ': ' if self._gap else ':'
        parts = []
        for key, entry in fields.items():
            if not isinstance(key, Symbol):
                name = to_string(key)
                text = self.item(value, name, entry, indent)
                if text is not None:
                    parts.append(_quoted(name) + colon + text)
        return parts

    def _circle(self, key: Any, value: Any) -> str:
        start = next(index for index, (other, _) in enumerate(self._open) if other is value)
        steps = [
            f'\n    |     {_step(name)} -> object with constructor {_constructor(item)}'
            for item, name in self._open[start + 1 :]
        ]
        if len(steps) > 3:  # only the ends of a long way are told
            steps = [*steps[:2], '\n    |     ...', steps[-1]]
        return (
            'Converting circular structure to JSON\n    --> starting at object with constructor '
            f'{_constructor(value)}{"".join(steps)}\n    --- {_step(key)} closes the circle'
        )


def _call_to_json(to_json: Callable[..., Any], key: Any) -> Any:
    return to_json(str(key)) if arity(to_json)[1] else to_json()


def _step(key: Any) -> str:
    return f'index {key}' if isinstance(key, int) else f"property '{key}'"


def _constructor(value: Any) -> str:
    return f"'{class_name(value)}'"


def _fields_of(value: Any) -> Mapping[Any, Any]:
    """The enumerable properties of an object of any kind."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):  # a Buffer has toJSON; these are Buffers to Node
        return {'type': 'Buffer', 'data': list(bytes(value))}
    if isinstance(value, NodeError):
        return value.fields()
    if isinstance(value, (Set, Sequence)):
        return {}
    fields = getattr(value, '__dict__', None) or {}
    return {key: item for key, item in fields.items() if key[:1] != '_'}
