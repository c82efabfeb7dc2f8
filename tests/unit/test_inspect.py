"""Values written down as Node writes them. Recorded answers are real Node's (goldens/record.js)."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from node_http._inspect import inspect, to_display
from node_http._jsobject import UNDEFINED, JSObject, Symbol
from node_http._numbers import number_to_string, to_number, to_uint8
from node_http._strings import class_name, format_list, to_string

GOLDEN = json.loads((Path(__file__).parent / 'goldens' / 'pure.json').read_text())


class Foo:
    def __repr__(self) -> str:
        return 'Foo {}'


class Bar(Foo):
    pass


def named() -> None: ...


def test_numbers_as_javascript_writes_them() -> None:
    for digits, expected in GOLDEN['numbers']:
        number = float(digits)
        assert number_to_string(number) == expected, digits
        if number.is_integer():
            assert number_to_string(int(number)) == expected, digits


def test_numbers_beyond_floats() -> None:
    assert number_to_string(10**400) == 'Infinity'
    assert number_to_string(-(10**400)) == '-Infinity'
    assert number_to_string(math.nan) == 'NaN'


def test_numerals_as_javascript_reads_them() -> None:
    for text, expected in GOLDEN['numerals']:
        assert number_to_string(to_number(text)) == expected, text
    assert math.isnan(to_number([]))


def test_bytes_of_numbers() -> None:
    assert [to_uint8(value) for value in (300, -1, 1.9, '2', None, UNDEFINED, 'x', math.inf, True)] == [
        44,
        255,
        1,
        2,
        0,
        0,
        0,
        0,
        1,
    ]


@pytest.mark.parametrize(
    ('value', 'expected'),
    [
        ('x', "'x'"),
        ("it's", '"it\'s"'),
        ('q"\'', '`q"\'`'),
        ('q"\'`', "'q\"\\'`'"),
        ('a\nb\x01\\', "'a\\nb\\x01\\\\'"),
        ('\ud800', "'\\ud800'"),
        (None, 'null'),
        (UNDEFINED, 'undefined'),
        (True, 'true'),
        (5.0, '5'),
        (-0.0, '-0'),
        (Symbol('s'), 'Symbol(s)'),
        ({}, '{}'),
        ([], '[]'),
        ({'a': 'str', 'b-c': 1, 'd': [1, 'x']}, "{ a: 'str', 'b-c': 1, d: [ 1, 'x' ] }"),
        ({Symbol('s'): 1, 2: 3}, "{ [Symbol(s)]: 1, '2': 3 }"),
        ({'a': {'b': {'c': {}}}}, '{ a: { b: { c: {} } } }'),
        ({'a': {'b': {'c': {'d': 1}}}}, '{ a: { b: { c: [Object] } } }'),
        ([[[[1]]]], '[ [ [ [Array] ] ] ]'),
        ({1}, 'Set(1) { 1 }'),
        (b'', '<Buffer >'),
        (b'abc', '<Buffer 61 62 63>'),
        (bytearray(51), '<Buffer' + ' 00' * 50 + ' ... 1 more byte>'),
        (lambda: 1, '[Function (anonymous)]'),
        (named, '[Function: named]'),
        (Foo, '[class Foo]'),
        (Bar, '[class Bar extends Foo]'),
        (Foo(), 'Foo {}'),
        ({'a': 'x' * 62}, "{ a: '" + 'x' * 62 + "' }"),
        ({'a': 'x' * 63}, "{\n  a: '" + 'x' * 63 + "'\n}"),
        ({'a': 'x' * 57, 'b': 1}, "{\n  a: '" + 'x' * 57 + "',\n  b: 1\n}"),
    ],
)
def test_inspect(value: Any, expected: str) -> None:
    assert inspect(value) == expected


def test_inspect_what_contains_itself() -> None:
    loop = JSObject()
    loop.self = loop
    assert inspect(loop) == '<ref *1> { self: [Circular *1] }'


def test_inspect_shows_a_hundred_items() -> None:
    assert inspect([1] * 102).endswith('... 2 more items\n]')
    assert inspect(set(range(102))).endswith('  99,\n  ... 2 more items\n}')
    assert inspect({(key,): key for key in range(101)}).endswith('  [ 99 ] => 99,\n  ... 1 more item\n}')
    assert inspect('x' * 10_001).endswith("x'... 1 more character")


def test_inspect_indents_what_a_class_says_of_itself() -> None:
    class Own:
        def _inspect(self, depth: float) -> str:
            return f'depth\n{depth}'

    assert inspect({'a': Own()}) == '{\n  a: depth\n  1\n}'


@pytest.mark.parametrize(
    ('value', 'shown', 'string'),
    [
        ('x', 'x', 'x'),
        (5.5, '5.5', '5.5'),
        (None, 'null', 'null'),
        ([1, None, 'a'], "[ 1, null, 'a' ]", '1,,a'),
        ({'a': {'b': 1}}, '{ a: [Object] }', '[object Object]'),
        (b'a', 'a', 'a'),
        (-0.0, '-0', '0'),
        (False, 'false', 'false'),
        (ValueError('boom'), '[ValueError: boom]', 'boom'),
    ],
)
def test_as_string(value: Any, shown: str, string: str) -> None:
    assert to_string(value) == string
    assert to_display(value) == shown


def test_names() -> None:
    assert [class_name(value) for value in (b'', [], (), {}, set(), Foo())] == [
        'Buffer',
        'Array',
        'Array',
        'Object',
        'Set',
        'Foo',
    ]
    assert [format_list('a'), format_list('ab'), format_list('abc', 'and')] == ['a', 'a or b', 'a, b, and c']
