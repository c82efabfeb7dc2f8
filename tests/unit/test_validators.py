"""What Node takes as an argument, and what it says about the rest. The expected texts are real Node's, v23.8.0."""

from __future__ import annotations

import math
from typing import Any

import pytest

from node_http import _validators as v
from node_http._jsobject import UNDEFINED, JSObject, Symbol
from node_http.errors import NodeError

NAN = math.nan


def refused(function: Any, args: tuple[Any, ...]) -> tuple[str, str]:
    with pytest.raises(NodeError) as caught:
        function(*args)
    return caught.value.code, caught.value.message


RANGE = 'The value of "n" is out of range. It must be'


@pytest.mark.parametrize(
    ('function', 'args', 'message'),
    [
        (v.validate_number, (NAN, 'n', 0, 5), f'{RANGE} >= 0 && <= 5. Received NaN'),
        (v.validate_number, (6, 'n', 0, 5), f'{RANGE} >= 0 && <= 5. Received 6'),
        (v.validate_number, (-1, 'n', 0), f'{RANGE} >= 0. Received -1'),
        (v.validate_number, (6, 'n', None, 5), f'{RANGE} <= 5. Received 6'),
        (v.validate_integer, (1.5, 'n'), f'{RANGE} an integer. Received 1.5'),
        (v.validate_integer, (NAN, 'n'), f'{RANGE} an integer. Received NaN'),
        (v.validate_integer, (math.inf, 'n'), f'{RANGE} an integer. Received Infinity'),
        (v.validate_integer, (-1, 'n', 0), f'{RANGE} >= 0 && <= 9007199254740991. Received -1'),
        (
            v.validate_integer,
            (2**53, 'n'),
            f'{RANGE} >= -9007199254740991 && <= 9007199254740991. Received 9_007_199_254_740_992',
        ),
        (v.validate_int32, (2**31, 'n'), f'{RANGE} >= -2147483648 && <= 2147483647. Received 2147483648'),
        (v.validate_int32, (5000000000, 'n', 0), f'{RANGE} >= 0 && <= 2147483647. Received 5_000_000_000'),
        (v.validate_uint32, (-1, 'n'), f'{RANGE} >= 0 && <= 4294967295. Received -1'),
        (v.validate_uint32, (0, 'n', True), f'{RANGE} >= 1 && <= 4294967295. Received 0'),
    ],
)
def test_out_of_range(function: Any, args: tuple[Any, ...], message: str) -> None:
    assert refused(function, args) == ('ERR_OUT_OF_RANGE', message)


@pytest.mark.parametrize(
    ('function', 'value', 'wanted', 'received'),
    [
        (v.validate_number, '5', 'of type number', "type string ('5')"),
        (v.validate_number, True, 'of type number', 'type boolean (true)'),
        (v.validate_integer, '5', 'of type number', "type string ('5')"),
        (v.validate_uint32, None, 'of type number', 'null'),
        (v.validate_string, 5, 'of type string', 'type number (5)'),
        (v.validate_string, b'', 'of type string', 'an instance of Buffer'),
        (v.validate_boolean, 0, 'of type boolean', 'type number (0)'),
        (v.validate_function, 5, 'of type function', 'type number (5)'),
        (v.validate_object, None, 'of type object', 'null'),
        (v.validate_object, UNDEFINED, 'of type object', 'undefined'),
        (v.validate_object, [], 'of type object', 'an instance of Array'),
        (v.validate_object, lambda: 1, 'of type object', 'function '),
        (v.validate_object, 'x', 'of type object', "type string ('x')"),
        (v.validate_object, Symbol('s'), 'of type object', 'type symbol (Symbol(s))'),
        (v.validate_array, 5, 'an instance of Array', 'type number (5)'),
        (v.validate_buffer, 'x', 'an instance of Buffer, TypedArray, or DataView', "type string ('x')"),
        (v.validate_abort_signal, {}, 'an instance of AbortSignal', 'an instance of Object'),
        (v.validate_abort_signal, JSObject(), 'an instance of AbortSignal', 'an instance of Object'),
        (v.validate_abort_signal, None, 'an instance of AbortSignal', 'null'),
    ],
)
def test_wrong_type(function: Any, value: Any, wanted: str, received: str) -> None:
    message = f'The "n" argument must be {wanted}. Received {received}'
    assert refused(function, (value, 'n')) == ('ERR_INVALID_ARG_TYPE', message)


@pytest.mark.parametrize(
    ('function', 'value', 'result'),
    [
        (v.validate_number, NAN, NAN),
        (v.validate_number, 1.5, 1.5),
        (v.validate_integer, 5.0, 5),
        (v.validate_string, '', ''),
        (v.validate_boolean, False, False),
        (v.validate_function, len, len),
        (v.validate_object, {'a': 1}, {'a': 1}),
        (v.validate_array, (1,), (1,)),
        (v.validate_string_array, ['a'], ['a']),
        (v.validate_buffer, b'x', b'x'),
        (v.validate_abort_signal, UNDEFINED, UNDEFINED),
        (v.validate_abort_signal, {'aborted': False}, {'aborted': False}),
    ],
)
def test_accepted(function: Any, value: Any, result: Any) -> None:
    accepted = function(value, 'n')
    assert accepted is result or (accepted == result and type(accepted) is type(result))


def test_objects_that_are_allowed() -> None:
    assert v.validate_object(None, 'n', nullable=True) is None
    assert v.validate_object([], 'n', allow_array=True) == []
    assert v.validate_object(len, 'n', allow_function=True) is len


def test_arrays() -> None:
    assert refused(v.validate_array, ([1], 'n', 2)) == (
        'ERR_INVALID_ARG_VALUE',
        "The argument 'n' must be longer than 2. Received [ 1 ]",
    )
    assert refused(v.validate_string_array, (['a', 5], 'n')) == (
        'ERR_INVALID_ARG_TYPE',
        'The "n[1]" argument must be of type string. Received type number (5)',
    )


def test_one_of() -> None:
    assert v.validate_one_of('a', 'n', ['a', 'b']) == 'a'
    assert v.validate_one_of(None, 'n', ['a', None]) is None
    assert refused(v.validate_one_of, ('x', 'n', ['a', 'b', 1])) == (
        'ERR_INVALID_ARG_VALUE',
        "The argument 'n' must be one of: 'a', 'b', 1. Received 'x'",
    )
    assert refused(v.validate_one_of, (True, 'options.n', [1])) == (
        'ERR_INVALID_ARG_VALUE',
        "The property 'options.n' must be one of: 1. Received true",
    )


@pytest.mark.parametrize(
    ('value', 'port'),
    [
        (0, 0),
        (80.0, 80),
        ('80', 80),
        (' 80 ', 80),
        ('0x50', 80),
        ('1e3', 1000),
        ('0b11', 3),
        ('-0', 0),
        ('65535.0', 65535),
    ],
)
def test_ports(value: Any, port: int) -> None:
    assert v.validate_port(value) == port


@pytest.mark.parametrize('value', ['', ' ', 65536, -1, 1.5, None, True, '80a', NAN, [], 'Infinity', math.inf])
def test_no_ports(value: Any) -> None:
    code, message = refused(v.validate_port, (value,))
    assert code == 'ERR_SOCKET_BAD_PORT'
    assert message.startswith('Port should be >= 0 and < 65536. Received ')
    assert (
        refused(v.validate_port, (0, 'P', False))[1]
        == 'P should be > 0 and < 65536. Received type number (0).'
    )


# ------------------------------------------------------------------------------------------------- header fields


@pytest.mark.parametrize(
    ('text', 'token', 'invalid'),
    [
        ('', False, False),
        ('a', True, False),
        ('a b', False, False),
        ('é', False, False),
        ('ā', False, True),
        ('\x7f', False, True),
        ("!#$%&'*+-.^_`|~0", True, False),
        ('a:', False, False),
        ('a\n', False, True),
        ('a\t', False, False),
        ('\0', False, True),
    ],
)
def test_characters(text: str, token: bool, invalid: bool) -> None:
    assert v.check_is_http_token(text) is token
    assert v.check_invalid_header_char(text) is invalid


@pytest.mark.parametrize(
    ('args', 'message'),
    [
        (('a b',), 'Header name must be a valid HTTP token ["a b"]'),
        (('',), 'Header name must be a valid HTTP token [""]'),
        ((5,), 'Header name must be a valid HTTP token ["5"]'),
        ((), 'Header name must be a valid HTTP token ["undefined"]'),
        ((None,), 'Header name must be a valid HTTP token ["null"]'),
        ((['a'],), 'Header name must be a valid HTTP token ["[ \'a\' ]"]'),
        (('a b', 'label'), 'label must be a valid HTTP token ["a b"]'),
    ],
)
def test_header_names(args: tuple[Any, ...], message: str) -> None:
    assert refused(v.validate_header_name, args) == ('ERR_INVALID_HTTP_TOKEN', message)


@pytest.mark.parametrize('value', ['a\nb', 'ā', '\x7f', '\0', ['a', 'b\r'], b'a\n'])
def test_bad_header_values(value: Any) -> None:
    assert refused(v.validate_header_value, ('x', value)) == (
        'ERR_INVALID_CHAR',
        'Invalid character in header content ["x"]',
    )


def test_good_header_names_and_values() -> None:
    v.validate_header_name('Content-Type')
    for value in ('', 'é', '\t', 5, ['a', 'b'], {}, True):
        v.validate_header_value('x', value)


def test_no_header_value() -> None:
    for args in (('x', None), ('x', UNDEFINED), ('x',)):
        assert refused(v.validate_header_value, args) == (
            'ERR_HTTP_INVALID_HEADER_VALUE',
            'Invalid value "undefined" for header "x"',
        )


@pytest.mark.parametrize(
    ('hints', 'header'),
    [
        ('<a>; rel=preload', '<a>; rel=preload'),
        (['<a>; rel=preload', '<b>; as=x'], '<a>; rel=preload, <b>; as=x'),
        ('<a>; rel=preload; fetchpriority="high"', '<a>; rel=preload; fetchpriority="high"'),
        ([], ''),
    ],
)
def test_links(hints: Any, header: str) -> None:
    assert v.validate_link_header_value(hints) == header


@pytest.mark.parametrize('hints', ['foo', 5, None, '<a>; rel=preload, <b>; rel=x', [5]])
def test_no_links(hints: Any) -> None:
    code, message = refused(v.validate_link_header_value, (hints,))
    assert code == 'ERR_INVALID_ARG_VALUE'
    assert message.startswith(
        'The argument \'hints\' must be an array or string of format "</styles.css>; rel=preload; as=style". Received '
    )
