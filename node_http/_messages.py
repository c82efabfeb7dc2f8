"""The messages of Node's errors that are more than a template, in Node's own grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ._inspect import inspect, to_display
from ._jsobject import UNDEFINED, Symbol
from ._strings import class_name, format_list, function_name, is_function, json_string


def received(value: Any) -> str:
    """The words behind ``Received``: ``undefined``, ``type number (5)``, ``an instance of Foo``, …"""
    if value is None or value is UNDEFINED:
        return inspect(value)
    if isinstance(value, bool):
        return f'type boolean ({inspect(value)})'
    if isinstance(value, (int, float)):
        return f'type number ({inspect(value)})'
    if isinstance(value, str):
        text = value if len(value) <= 28 else f'{value[:25]}...'
        quoted = json_string(text) if "'" in text else f"'{text}'"
        return f'type string ({quoted})'
    if isinstance(value, Symbol):
        return f'type symbol ({value!r})'
    if is_function(value):
        return f'function {function_name(value)}'
    return f'an instance of {class_name(value)}'


_TYPES = frozenset({'string', 'function', 'number', 'object', 'boolean', 'bigint', 'symbol'})
_CLASS = r'([A-Z][a-z0-9]*)+\Z'


def _subject(name: str) -> str:
    if name.endswith(' argument'):
        return f'The {name}'
    return f'The "{name}" {"property" if "." in name else "argument"}'


def invalid_arg_type(name: str, expected: str | Sequence[str], value: Any) -> str:
    types: list[str] = []
    instances: list[str] = []
    others: list[str] = []
    for item in [expected] if isinstance(expected, str) else expected:
        if item in _TYPES or item in ('Function', 'Object'):
            types.append(item.lower())
        else:
            (instances if re.match(_CLASS, item) else others).append(item)
    if instances and 'object' in types:
        types.remove('object')
        instances.append('Object')
    wanted = []
    if types:
        wanted.append(('one of type ' if len(types) > 1 else 'of type ') + format_list(types))
    if instances:
        wanted.append('an instance of ' + format_list(instances))
    if len(others) > 1:
        wanted.append('one of ' + format_list(others))
    elif others:
        wanted.append(others[0] if others[0] == others[0].lower() else f'an {others[0]}')
    return f'{_subject(name)} must be {" or ".join(wanted)}. Received {received(value)}'


def invalid_arg_value(name: str, value: Any, reason: str = 'is invalid') -> str:
    shown = inspect(value)
    if len(shown) > 128:
        shown = f'{shown[:128]}...'
    return f"The {'property' if '.' in name else 'argument'} '{name}' {reason}. Received {shown}"


def out_of_range(name: str, range_: str, value: Any) -> str:
    shown = inspect(value)
    if type(value) in (int, float) and abs(value) > 2**32 and value % 1 == 0:
        sign, digits = ('-', shown[1:]) if shown[0] == '-' else ('', shown)
        shown = sign + re.sub(r'(?<=.)(?=(?:.{3})+\Z)', '_', digits)
    return f'The value of "{name}" is out of range. It must be {range_}. Received {shown}'


def missing_args(*names: str | Sequence[str]) -> str:
    quoted = [
        f'"{name}"' if isinstance(name, str) else ' or '.join(f'"{alternative}"' for alternative in name)
        for name in names
    ]
    return f'The {format_list(quoted, "and")} argument{"s" if len(quoted) > 1 else ""} must be specified'


def bad_port(name: str, port: Any, allow_zero: bool = True) -> str:
    return f'{name} should be {">=" if allow_zero else ">"} 0 and < 65536. Received {received(port)}.'


def invalid_char(field: str, name: Any = None) -> str:
    return f'Invalid character in {field}' + ('' if name is None else f' ["{to_display(name)}"]')


def address_family(family: Any, host: Any, port: Any) -> str:
    return f'Invalid address family: {to_display(family)} {to_display(host)}:{to_display(port)}'


def return_value(expected: str, name: str, value: Any) -> str:
    return f'Expected {expected} to be returned from the "{name}" function but got {received(value)}.'


def url_scheme(expected: str | Sequence[str]) -> str:
    schemes = [expected] if isinstance(expected, str) else list(expected)
    return f'The URL must be {"one of scheme" if len(schemes) > 1 else "of scheme"} {" or ".join(schemes)}'


_ABSENT = object()


def unhandled(value: Any = _ABSENT) -> str:
    return 'Unhandled error.' if value is _ABSENT else f'Unhandled error. ({to_display(value)})'


def buffer_bounds(name: str | None = None) -> str:
    return (
        f'"{name}" is outside of buffer bounds' if name else 'Attempt to access memory outside buffer bounds'
    )


def invalid_url(url: Any, base: Any = None) -> str:
    return 'Invalid URL'


def invalid_callback(value: Any) -> str:
    return f'Callback must be a function. Received {inspect(value)}'


def falsy_rejection(reason: Any) -> str:
    return 'Promise was rejected with falsy value'
