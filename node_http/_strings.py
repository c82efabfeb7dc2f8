"""JavaScript's strings: what a value becomes in one, how one is quoted, what values and their classes are called."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any

from ._jsobject import Undefined
from ._numbers import number_to_string

if TYPE_CHECKING:
    import datetime
    from typing import TypeGuard

__all__ = [
    'class_name',
    'format_list',
    'function_name',
    'is_date',
    'is_function',
    'iso_string',
    'json_string',
    'quote',
    'to_string',
    'well_formed',
]

_ESCAPES = {'\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\'}
# Slow to compile: `re` does it at the first use.
_TO_ESCAPE = r'[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]'

#: Integers below it are written as Python writes them.
_EXACT = 1 << 53


def to_string(value: Any) -> str:
    """``String(value)``: what JavaScript makes of a value put into a string."""
    if isinstance(value, str):
        return value
    if type(value) is int and -_EXACT < value < _EXACT:
        return str(value)
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
    if value is None:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    method = getattr(value, 'toString', None)
    return str(method()) if callable(method) and not isinstance(value, type) else str(value)


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
    escaped = re.sub(_TO_ESCAPE, _escape, text)
    return mark + (escaped.replace("'", "\\'") if mark == "'" else escaped) + mark


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or (f'\\x{ord(char):02X}' if ord(char) < 256 else f'\\u{ord(char):04x}')


def is_date(value: Any) -> TypeGuard[datetime.date]:
    """Whether it is what JavaScript has `Date` for."""
    datetime = sys.modules.get('datetime')  # where nobody has imported it, there is no such value
    return datetime is not None and isinstance(value, datetime.date)


def iso_string(value: datetime.date) -> str:
    """`date.toISOString()`; a time without a zone is taken for UTC."""
    import datetime  # it has been imported: see is_date()

    if not isinstance(value, datetime.datetime):
        return f'{value.isoformat()}T00:00:00.000Z'
    if value.tzinfo is not None:
        value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return value.isoformat(timespec='milliseconds') + 'Z'


def json_string(text: str) -> str:
    """``JSON.stringify(text)``."""
    import json  # only messages of errors need it

    return json.dumps(text, ensure_ascii=False)


def well_formed(text: str) -> str:
    """``text.toWellFormed()``: halves of surrogate pairs joined, and U+FFFD for one that is alone."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode('utf-16-le', 'surrogatepass').decode('utf-16-le', 'replace')
    return text


def format_list(items: Iterable[str], word: str = 'or') -> str:
    """``a``, ``a or b``, ``a, b, or c``."""
    *head, last = items
    if len(head) > 1:
        return f'{", ".join(head)}, {word} {last}'
    return f'{head[0]} {word} {last}' if head else last
