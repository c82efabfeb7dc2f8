"""`util.format`: what `console.log` prints of its arguments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ._inspect import inspect, to_display
from ._json import stringify
from ._numbers import parse_float, parse_int, to_number
from ._strings import to_string

__all__ = ['format_log']

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
    's': to_display,
    'd': _as_number,
    'i': lambda value: inspect(parse_int(to_string(value))),
    'f': lambda value: inspect(parse_float(to_string(value))),
    'j': _as_json,
    'o': lambda value: inspect(value, 4, show_hidden=True),
    'O': inspect,
    'c': lambda value: '',
}
