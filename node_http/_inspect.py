"""How Node writes a value down: the useful part of ``util.inspect``, for messages and for the console."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from ._jsobject import Symbol, Undefined
from ._numbers import number_to_string

__all__ = [
    'class_name',
    'function_name',
    'inspect',
    'is_function',
    'to_display',
    'to_string',
]

_LINE_WIDTH = 80
_LINE_RESERVE = 10
_MAX_ITEMS = 100
_MAX_BYTES = 50
_IDENTIFIER = re.compile(r'[A-Za-z_$][\w$]*\Z')
_ESCAPES = {'\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\'}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]')


def function_name(fn: Any) -> str:
    """A function's ``name``, which is empty for an anonymous one."""
    name = getattr(fn, '__name__', '')
    return '' if name == '<lambda>' else str(name)


def class_name(value: Any) -> str:
    """``value.constructor.name``, for what JavaScript calls an object."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return 'Buffer'
    if isinstance(value, (list, tuple)):
        return 'Array'
    if isinstance(value, Mapping):
        return 'Object'
    if isinstance(value, Set):
        return 'Set'
    return type(value).__name__


def is_function(value: Any) -> bool:
    """Whether JavaScript would say ``typeof value === 'function'``, not an object that can be called."""
    return callable(value) and hasattr(value, '__name__')


def quote(text: str) -> str:
    """A string literal with the quotes that need the least escaping."""
    mark = next((mark for mark in '\'"`' if mark not in text and (mark != '`' or '${' not in text)), "'")
    escaped = _TO_ESCAPE.sub(_escape, text)
    return mark + (escaped.replace("'", "\\'") if mark == "'" else escaped) + mark


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or (f'\\x{ord(char):02X}' if ord(char) < 256 else f'\\u{ord(char):04X}')


def inspect(value: Any, depth: float = 2, _level: int = 0, _seen: tuple[Any, ...] = ()) -> str:
    """``util.inspect(value)``: strings quoted, objects and arrays opened ``depth`` levels deep."""
    primitive = _inspect_primitive(value)
    if primitive is not None:
        return primitive
    if any(value is other for other in _seen):
        return '[Circular *1]'
    hook = getattr(value, '_inspect', None)
    if hook is not None and not isinstance(value, (type, Mapping)):
        return str(hook(depth - _level)).replace('\n', '\n' + '  ' * _level)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _inspect_bytes(bytes(value))
    if isinstance(value, type):
        base = value.__mro__[1].__name__
        return f'[class {value.__name__}{"" if base == "object" else " extends " + base}]'
    if is_function(value):
        return f'[Function: {name}]' if (name := function_name(value)) else '[Function (anonymous)]'
    if not isinstance(value, (Mapping, list, tuple, Set)):
        return repr(value)
    if _level > depth and len(value):
        return f'[{class_name(value)}]'

    def nested(item: Any) -> str:
        return inspect(item, depth, _level + 1, (*_seen, value))

    return _inspect_collection(value, nested, _level)


def _inspect_primitive(value: Any) -> str | None:
    if isinstance(value, str):
        return quote(value)
    if value is None:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (int, float)):
        return '-0' if value == 0 and math.copysign(1, value) < 0 else number_to_string(value)
    return repr(value) if isinstance(value, (Symbol, Undefined)) else None


def _inspect_bytes(data: bytes) -> str:
    shown = data[:_MAX_BYTES].hex(' ')
    more = len(data) - _MAX_BYTES
    rest = f' ... {more} more byte{"s" if more > 1 else ""}' if more > 0 else ''
    return f'<Buffer {shown}{rest}>'


def _inspect_collection(value: Any, nested: Callable[[Any], str], level: int) -> str:
    if isinstance(value, Mapping):
        parts = [f'{_key(key)}: {nested(item)}' for key, item in value.items()]
        opening, closing = '{', '}'
    else:
        items = list(value)
        parts = [nested(item) for item in items[:_MAX_ITEMS]]
        if (more := len(items) - _MAX_ITEMS) > 0:
            parts.append(f'... {more} more item{"s" if more > 1 else ""}')
        opening, closing = ('[', ']') if isinstance(value, (list, tuple)) else (f'Set({len(items)}) {{', '}')
    return _layout(parts, opening, closing, level)


def _key(key: Any) -> str:
    if isinstance(key, Symbol):
        return f'[{key!r}]'
    text = to_string(key)
    return text if _IDENTIFIER.match(text) else quote(text)


def _layout(parts: list[str], opening: str, closing: str, level: int) -> str:
    """On one line if it is short, else an entry a line."""
    if not parts:
        return opening + closing
    indent = '  ' * level
    width = len(indent) + len(opening) + sum(map(len, parts)) + 2 * len(parts) + _LINE_RESERVE
    if width <= _LINE_WIDTH and not any('\n' in part for part in parts):
        return f'{opening} {", ".join(parts)} {closing}'
    return f'{opening}\n{indent}  ' + f',\n{indent}  '.join(parts) + f'\n{indent}{closing}'


def to_display(value: Any) -> str:
    """``util.format('%s', value)``: strings as they are, the rest inspected one level deep."""
    if isinstance(value, str):
        return value
    if isinstance(value, BaseException):
        return to_string(value)
    return inspect(value, depth=0)


def to_string(value: Any) -> str:
    """``String(value)``: what JavaScript makes of a value put into a string."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ','.join(
            '' if item is None or isinstance(item, Undefined) else to_string(item) for item in value
        )
    if isinstance(value, Mapping):
        return '[object Object]'
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode('utf-8', 'replace')
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_to_string(value)
    primitive = _inspect_primitive(value)
    if primitive is not None:
        return primitive
    method = getattr(value, 'toString', None)
    return str(method()) if callable(method) and not isinstance(value, type) else str(value)


def json_string(text: str) -> str:
    """``JSON.stringify(text)``."""
    return json.dumps(text, ensure_ascii=False)


def format_list(items: Iterable[str], word: str = 'or') -> str:
    """``a``, ``a or b``, ``a, b, or c``."""
    *head, last = items
    if len(head) > 1:
        return f'{", ".join(head)}, {word} {last}'
    return f'{head[0]} {word} {last}' if head else last
