"""Every error is Node's: class, code, message. The expected texts are real Node's, v23.8.0."""

from __future__ import annotations

import copy
import math
import pickle
import traceback
from typing import Any

import pytest

from node_http import errors
from node_http._inspect import inspect
from node_http._jsobject import UNDEFINED, JSObject, Symbol
from node_http.errors import (
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
    ERR_SOCKET_BAD_PORT,
    AbortError,
    AggregateError,
    CodedError,
    DOMException,
    ModuleNotFound,
    NodeError,
    NodeRangeError,
    NodeTypeError,
    NodeURIError,
    errno_exception,
)

ALL = [
    ('ERR_ARG_NOT_ITERABLE', ('x',), 'TypeError', 'x must be iterable'),
    ('ERR_BUFFER_OUT_OF_BOUNDS', (), 'RangeError', 'Attempt to access memory outside buffer bounds'),
    ('ERR_BUFFER_OUT_OF_BOUNDS', ('offset',), 'RangeError', '"offset" is outside of buffer bounds'),
    ('ERR_BUFFER_TOO_LARGE', (5,), 'RangeError', 'Cannot create a Buffer larger than 5 bytes'),
    (
        'ERR_CONSOLE_WRITABLE_STREAM',
        ('stdout',),
        'TypeError',
        'Console expects a writable stream instance for stdout',
    ),
    ('ERR_ENCODING_NOT_SUPPORTED', ('x',), 'RangeError', 'The "x" encoding is not supported'),
    ('ERR_EVENT_RECURSION', ('x',), 'Error', 'The event "x" is already being dispatched'),
    ('ERR_FALSY_VALUE_REJECTION', ('x',), 'Error', 'Promise was rejected with falsy value'),
    (
        'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
        ('f',),
        'TypeError',
        'The feature f is unavailable on the current platform, which is being used to run Node.js',
    ),
    (
        'ERR_HTTP_BODY_NOT_ALLOWED',
        (),
        'Error',
        'Adding content for this request method or response status is not allowed.',
    ),
    (
        'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
        (1, 2),
        'Error',
        "Response body's content-length of 1 byte(s) does not match the content-length of 2 byte(s) set in header",
    ),
    ('ERR_HTTP_HEADERS_SENT', ('set',), 'Error', 'Cannot set headers after they are sent to the client'),
    ('ERR_HTTP_INVALID_HEADER_VALUE', ('V', 'name'), 'TypeError', 'Invalid value "V" for header "name"'),
    ('ERR_HTTP_INVALID_STATUS_CODE', (99,), 'RangeError', 'Invalid status code: 99'),
    ('ERR_HTTP_INVALID_STATUS_CODE', (-0.0,), 'RangeError', 'Invalid status code: -0'),
    ('ERR_HTTP_INVALID_STATUS_CODE', (UNDEFINED,), 'RangeError', 'Invalid status code: undefined'),
    ('ERR_HTTP_INVALID_STATUS_CODE', ('x',), 'RangeError', 'Invalid status code: x'),
    ('ERR_HTTP_INVALID_STATUS_CODE', ({},), 'RangeError', 'Invalid status code: {}'),
    (
        'ERR_HTTP_INVALID_STATUS_CODE',
        ({'a': {'b': 1}},),
        'RangeError',
        'Invalid status code: { a: [Object] }',
    ),
    ('ERR_HTTP_INVALID_STATUS_CODE', ([1, 'a'],), 'RangeError', "Invalid status code: [ 1, 'a' ]"),
    ('ERR_HTTP_REQUEST_TIMEOUT', (), 'Error', 'Request timeout'),
    ('ERR_HTTP_SOCKET_ASSIGNED', (), 'Error', 'ServerResponse has an already assigned socket'),
    (
        'ERR_HTTP_SOCKET_ENCODING',
        (),
        'Error',
        'Changing the socket encoding is not allowed per RFC7230 Section 3.',
    ),
    ('ERR_HTTP_TRAILER_INVALID', (), 'Error', 'Trailers are invalid with this transfer encoding'),
    ('ERR_ILLEGAL_CONSTRUCTOR', (), 'TypeError', 'Illegal constructor'),
    (
        'ERR_INCOMPATIBLE_OPTION_PAIR',
        ('a', 'b'),
        'TypeError',
        'Option "a" cannot be used in combination with option "b"',
    ),
    (
        'ERR_INVALID_ADDRESS_FAMILY',
        ('FAM', 'host', 'port'),
        'RangeError',
        'Invalid address family: FAM host:port',
    ),
    ('ERR_INVALID_BUFFER_SIZE', ('16-bits',), 'RangeError', 'Buffer size must be a multiple of 16-bits'),
    (
        'ERR_INVALID_CHAR',
        ('header content', 'name'),
        'TypeError',
        'Invalid character in header content ["name"]',
    ),
    ('ERR_INVALID_CHAR', ('header content',), 'TypeError', 'Invalid character in header content'),
    ('ERR_INVALID_FD', (-1,), 'RangeError', '"fd" must be a positive integer: -1'),
    ('ERR_INVALID_FD_TYPE', ('X',), 'TypeError', 'Unsupported fd type: X'),
    (
        'ERR_INVALID_FILE_URL_HOST',
        ('linux',),
        'TypeError',
        'File URL host must be "localhost" or empty on linux',
    ),
    ('ERR_INVALID_FILE_URL_PATH', ('must be absolute',), 'TypeError', 'File URL path must be absolute'),
    ('ERR_INVALID_HANDLE_TYPE', (), 'TypeError', 'This handle type cannot be sent'),
    (
        'ERR_INVALID_HTTP_TOKEN',
        ('Header name', 'a b'),
        'TypeError',
        'Header name must be a valid HTTP token ["a b"]',
    ),
    ('ERR_INVALID_IP_ADDRESS', ('1.2',), 'TypeError', 'Invalid IP address: 1.2'),
    (
        'ERR_INVALID_PROTOCOL',
        ('ftp:', 'http:'),
        'TypeError',
        'Protocol "ftp:" not supported. Expected "http:"',
    ),
    (
        'ERR_INVALID_RETURN_VALUE',
        ('a promise', 'fn', 5),
        'TypeError',
        'Expected a promise to be returned from the "fn" function but got type number (5).',
    ),
    ('ERR_INVALID_STATE', ('msg',), 'Error', 'Invalid state: msg'),
    ('ERR_INVALID_THIS', ('URL',), 'TypeError', 'Value of "this" must be of type URL'),
    ('ERR_INVALID_TUPLE', ('a', 'b'), 'TypeError', 'a must be an iterable b tuple'),
    ('ERR_INVALID_URI', (), 'URIError', 'URI malformed'),
    ('ERR_INVALID_URL', ('x',), 'TypeError', 'Invalid URL'),
    ('ERR_INVALID_URL_SCHEME', ('file',), 'TypeError', 'The URL must be of scheme file'),
    ('ERR_INVALID_URL_SCHEME', (['a', 'b'],), 'TypeError', 'The URL must be one of scheme a or b'),
    ('ERR_IP_BLOCKED', ('1.1.1.1',), 'Error', 'IP(1.1.1.1) is blocked by net.BlockList'),
    ('ERR_METHOD_NOT_IMPLEMENTED', ('_read()',), 'Error', 'The _read() method is not implemented'),
    ('ERR_MISSING_OPTION', ('x',), 'TypeError', 'x is required'),
    ('ERR_MULTIPLE_CALLBACK', (), 'Error', 'Callback called multiple times'),
    ('ERR_OPERATION_FAILED', ('x',), 'Error', 'Operation failed: x'),
    (
        'ERR_SERVER_ALREADY_LISTEN',
        (),
        'Error',
        'Listen method has been called more than once without closing.',
    ),
    ('ERR_SERVER_NOT_RUNNING', (), 'Error', 'Server is not running.'),
    ('ERR_SOCKET_ALREADY_BOUND', (), 'Error', 'Socket is already bound'),
    ('ERR_SOCKET_CLOSED', (), 'Error', 'Socket is closed'),
    (
        'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
        (),
        'Error',
        'Socket closed before the connection was established',
    ),
    ('ERR_SOCKET_CONNECTION_TIMEOUT', (), 'Error', 'Socket connection timeout'),
    ('ERR_STREAM_ALREADY_FINISHED', ('end',), 'Error', 'Cannot call end after a stream was finished'),
    ('ERR_STREAM_CANNOT_PIPE', (), 'Error', 'Cannot pipe, not readable'),
    ('ERR_STREAM_DESTROYED', ('write',), 'Error', 'Cannot call write after a stream was destroyed'),
    ('ERR_STREAM_NULL_VALUES', (), 'TypeError', 'May not write null values to stream'),
    ('ERR_STREAM_PREMATURE_CLOSE', (), 'Error', 'Premature close'),
    ('ERR_STREAM_PUSH_AFTER_EOF', (), 'Error', 'stream.push() after EOF'),
    ('ERR_STREAM_UNABLE_TO_PIPE', (), 'Error', 'Cannot pipe to a closed or destroyed stream'),
    ('ERR_STREAM_UNSHIFT_AFTER_END_EVENT', (), 'Error', 'stream.unshift() after end event'),
    ('ERR_STREAM_WRAP', (), 'Error', 'Stream has StringDecoder set or is in objectMode'),
    ('ERR_STREAM_WRITE_AFTER_END', (), 'Error', 'write after end'),
    ('ERR_UNAVAILABLE_DURING_EXIT', (), 'Error', 'Cannot call function in process exit handler'),
    (
        'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET',
        (),
        'Error',
        '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active',
    ),
    (
        'ERR_UNESCAPED_CHARACTERS',
        ('Request path',),
        'TypeError',
        'Request path contains unescaped characters',
    ),
    ('ERR_UNHANDLED_ERROR', (), 'Error', 'Unhandled error.'),
    ('ERR_UNHANDLED_ERROR', ("'x'",), 'Error', "Unhandled error. ('x')"),
    ('ERR_UNHANDLED_ERROR', (5,), 'Error', 'Unhandled error. (5)'),
    ('ERR_UNKNOWN_BUILTIN_MODULE', ('x',), 'Error', 'No such built-in module: x'),
    ('ERR_UNKNOWN_ENCODING', ('x',), 'TypeError', 'Unknown encoding: x'),
    ('ERR_UNKNOWN_SIGNAL', ('SIGX',), 'TypeError', 'Unknown signal: SIGX'),
    ('ERR_USE_AFTER_CLOSE', ('readline',), 'Error', 'readline was closed'),
    # Gone from v23, still in older versions:
    ('ERR_INVALID_CALLBACK', (5,), 'TypeError', 'Callback must be a function. Received 5'),
    ('ERR_INVALID_DOMAIN_NAME', (), 'Error', 'Unable to determine the domain name'),
    ('ERR_INVALID_OPT_VALUE', ('b', 'a'), 'TypeError', 'The value "b" is invalid for option "a"'),
]
CLASSES = {
    'Error': NodeError,
    'TypeError': NodeTypeError,
    'RangeError': NodeRangeError,
    'URIError': NodeURIError,
}


@pytest.mark.parametrize(('code', 'args', 'name', 'message'), ALL)
def test_code(code: str, args: tuple[Any, ...], name: str, message: str) -> None:
    error = getattr(errors, code)(*args)
    assert (error.code, error.name, error.message, str(error)) == (code, name, message, message)
    assert error.toString() == repr(error) == f'{name} [{code}]: {message}'
    assert isinstance(error, CLASSES[name])
    assert isinstance(error, TypeError) == (name == 'TypeError')
    assert isinstance(error, ValueError) == (name in ('RangeError', 'URIError'))
    assert errors.codes[code] is type(error)


# ---------------------------------------------------------------------------------------------- ERR_INVALID_ARG_TYPE


@pytest.mark.parametrize(
    ('expected', 'words'),
    [
        ('string', 'of type string'),
        ('Function', 'of type function'),
        ('Object', 'of type object'),
        ('integer', 'integer'),
        ('EventEmitter', 'an instance of EventEmitter'),
        ('an array of X', 'an an array of X'),
        (['string'], 'of type string'),
        (['string', 'number'], 'one of type string or number'),
        (['string', 'number', 'boolean'], 'one of type string, number, or boolean'),
        (['Buffer', 'Foo'], 'an instance of Buffer or Foo'),
        (['Buffer', 'Foo', 'Bar'], 'an instance of Buffer, Foo, or Bar'),
        (['string', 'Buffer', 'Uint8Array'], 'of type string or an instance of Buffer or Uint8Array'),
        (
            ['string', 'Buffer', 'TypedArray', 'DataView'],
            'of type string or an instance of Buffer, TypedArray, or DataView',
        ),
        (['string', 'an array'], 'of type string or an array'),
        (['string', 'number', 'an integer'], 'one of type string or number or an integer'),
        (['string', 'Buffer', 'null'], 'of type string or an instance of Buffer or null'),
        (['string', 'undefined'], 'of type string or undefined'),
        (['Object', 'string'], 'one of type object or string'),
        (['string', 'Object', 'Function'], 'one of type string, object, or function'),
        (['Array', 'Object'], 'an instance of Array or Object'),
        (['object', 'string', 'Foo'], 'of type string or an instance of Foo or Object'),
        (['foo', 'bar'], 'one of foo or bar'),
        (['foo', 'bar', 'baz'], 'one of foo, bar, or baz'),
        (['string', 'Foo', 'bar', 'baz'], 'of type string or an instance of Foo or one of bar or baz'),
    ],
)
def test_expected_types(expected: Any, words: str) -> None:
    assert (
        str(ERR_INVALID_ARG_TYPE('x', expected, 5))
        == f'The "x" argument must be {words}. Received type number (5)'
    )


@pytest.mark.parametrize(
    ('name', 'subject'),
    [
        ('x', 'The "x" argument'),
        ('options.port', 'The "options.port" property'),
        ('first argument', 'The first argument'),
        ('xargument', 'The "xargument" argument'),
    ],
)
def test_argument_names(name: str, subject: str) -> None:
    assert str(ERR_INVALID_ARG_TYPE(name, 'string', 5)).startswith(f'{subject} must be of type string.')


class Foo:
    pass


def foo() -> None: ...


@pytest.mark.parametrize(
    ('value', 'words'),
    [
        (UNDEFINED, 'undefined'),
        (None, 'null'),
        (True, 'type boolean (true)'),
        (5, 'type number (5)'),
        (5.0, 'type number (5)'),
        (-0.0, 'type number (-0)'),
        (math.nan, 'type number (NaN)'),
        (math.inf, 'type number (Infinity)'),
        (1e21, 'type number (1e+21)'),
        ('x', "type string ('x')"),
        ('a' * 28, f"type string ('{'a' * 28}')"),
        ('a' * 29, f"type string ('{'a' * 25}...')"),
        ("it's", 'type string ("it\'s")'),
        ('it\'s "q"', 'type string ("it\'s \\"q\\"")'),
        ('new\nline', "type string ('new\nline')"),
        ('back\\slash', "type string ('back\\slash')"),
        (Symbol('s'), 'type symbol (Symbol(s))'),
        (lambda: 1, 'function '),
        (foo, 'function foo'),
        (Foo, 'function Foo'),
        ({}, 'an instance of Object'),
        (JSObject(), 'an instance of Object'),
        ([], 'an instance of Array'),
        ((), 'an instance of Array'),
        (b'', 'an instance of Buffer'),
        (Foo(), 'an instance of Foo'),
    ],
)
def test_received(value: Any, words: str) -> None:
    assert str(ERR_INVALID_ARG_TYPE('x', 'string', value)).endswith(f'. Received {words}')


# ------------------------------------------------------------------------------------------- the other grammars


@pytest.mark.parametrize(
    ('value', 'shown'),
    [
        ('x', "'x'"),
        (None, 'null'),
        ({'a': 1}, '{ a: 1 }'),
        ('a' * 200, "'" + 'a' * 127 + '...'),
        (b'abc', '<Buffer 61 62 63>'),
    ],
)
def test_invalid_value(value: Any, shown: str) -> None:
    assert str(ERR_INVALID_ARG_VALUE('n', value)) == f"The argument 'n' is invalid. Received {shown}"


def test_invalid_value_of_a_property() -> None:
    message = "The property 'options.x' must be one of: 1. Received 5"
    assert str(ERR_INVALID_ARG_VALUE('options.x', 5, 'must be one of: 1')) == message


@pytest.mark.parametrize(
    ('value', 'shown'),
    [
        (5, '5'),
        (4294967296, '4294967296'),
        (4294967297, '4_294_967_297'),
        (-4294967297, '-4_294_967_297'),
        (1234567.891, '1234567.891'),
        (math.nan, 'NaN'),
        (-math.inf, '-Infinity'),
        (123456789012345680000, '123_456_789_012_345_680_000'),
        (1e21, '1e_+21'),
        (1e-7, '1e-7'),
        ('x', "'x'"),
        (None, 'null'),
        (True, 'true'),
    ],
)
def test_out_of_range(value: Any, shown: str) -> None:
    assert str(ERR_OUT_OF_RANGE('v', '>= 0', value)) == (
        f'The value of "v" is out of range. It must be >= 0. Received {shown}'
    )


@pytest.mark.parametrize(
    ('names', 'words'),
    [
        (('a',), '"a" argument'),
        (('a', 'b'), '"a" and "b" arguments'),
        (('a', 'b', 'c'), '"a", "b", and "c" arguments'),
        ((['a', 'b'], 'c'), '"a" or "b" and "c" arguments'),
        ((['a', 'b', 'c'],), '"a" or "b" or "c" argument'),
    ],
)
def test_missing(names: Any, words: str) -> None:
    assert str(ERR_MISSING_ARGS(*names)) == f'The {words} must be specified'


def test_bad_port() -> None:
    assert str(ERR_SOCKET_BAD_PORT('Port', 65536, False)) == (
        'Port should be > 0 and < 65536. Received type number (65536).'
    )
    assert (
        str(ERR_SOCKET_BAD_PORT('options.port', None))
        == 'options.port should be >= 0 and < 65536. Received null.'
    )


# --------------------------------------------------------------------------------------------------- as exceptions


def test_caught_by_code_or_by_class() -> None:
    with pytest.raises(ERR_INVALID_ARG_TYPE):
        raise ERR_INVALID_ARG_TYPE('a', 'string', 5)
    with pytest.raises(TypeError):
        raise ERR_INVALID_ARG_TYPE('a', 'string', 5)
    assert not isinstance(ERR_HTTP_HEADERS_SENT('set'), ERR_INVALID_ARG_TYPE)


def test_traceback_is_headed_as_in_node() -> None:
    error = ERR_INVALID_ARG_TYPE('port', 'number', 'x')
    assert traceback.format_exception_only(type(error), error) == [
        'TypeError [ERR_INVALID_ARG_TYPE]: The "port" argument must be of type number. Received type string (\'x\')\n'
    ]
    refused = errno_exception('ECONNREFUSED', 'connect', '127.0.0.1', 1)
    assert traceback.format_exception_only(type(refused), refused) == [
        'Error: connect ECONNREFUSED 127.0.0.1:1\n'
    ]


def test_stack() -> None:
    assert NodeError('boom').stack == 'Error: boom'
    try:
        raise ERR_HTTP_HEADERS_SENT('set')
    except NodeError as error:
        first, second = error.stack.split('\n')
        assert first == 'Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client'
        assert second.startswith('    at test_stack (')


def test_fields() -> None:
    error = NodeError('boom', 'E_X', cause=ValueError('why'), hint=1)
    assert (error.code, error.hint, error.other, error.errno) == ('E_X', 1, None, None)
    assert isinstance(error.cause, ValueError)
    assert error.__cause__ is error.cause
    assert error.fields() == {'code': 'E_X', 'hint': 1}
    assert inspect(error) == "[Error: boom] { code: 'E_X', hint: 1, [cause]: [ValueError: why] }"
    assert inspect(NodeError('boom')) == '[Error: boom]'
    assert ERR_HTTP_HEADERS_SENT('set').fields() == {'code': 'ERR_HTTP_HEADERS_SENT'}
    assert errors.ERR_INVALID_ADDRESS_FAMILY(5, 'h', 1).fields() == {
        'code': 'ERR_INVALID_ADDRESS_FAMILY',
        'host': 'h',
        'port': 1,
    }
    error.message = 'changed'
    error.name = 'Custom'
    assert str(error) == 'changed'
    assert repr(error) == 'Custom: changed'
    with pytest.raises(AttributeError):
        _ = error._private


@pytest.mark.parametrize(
    'error',
    [
        ERR_INVALID_ARG_TYPE('port', 'number', 'x'),
        errno_exception('ECONNREFUSED', 'connect', '127.0.0.1', 1),
        errno_exception('EADDRNOTAVAIL', 'listen', '::', 0),
        AbortError(),
        AggregateError([NodeError('a', 'A')]),
        DOMException('m', 'AbortError'),
        NodeError('boom', 'E_X', hint=1),
        ModuleNotFound('x', ['http']),
    ],
)
def test_copied_and_pickled(error: NodeError) -> None:
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(other) is type(error)
        assert (str(other), repr(other), other.code) == (str(error), repr(error), error.code)
        assert list(other.fields()) == list(error.fields())


# ------------------------------------------------------------------------------------------------- other classes


def test_abort_error() -> None:
    error = AbortError(cause='why')
    assert (error.name, error.code, str(error), error.cause) == (
        'AbortError',
        'ABORT_ERR',
        'The operation was aborted',
        'why',
    )
    assert repr(error) == 'AbortError: The operation was aborted'


@pytest.mark.parametrize(
    ('name', 'number'), [('AbortError', 20), ('TimeoutError', 23), ('Weird', 0), ('Error', 0)]
)
def test_dom_exception(name: str, number: int) -> None:
    error = DOMException('m', name)
    assert (error.name, error.code, error.message) == (name, number, 'm')
    assert repr(error) == f'{name}: m'
    assert inspect(error) == f'[DOMException [{name}]: m]'
    assert error.fields() == {}


def test_aggregate_error() -> None:
    parts = [errno_exception('ECONNREFUSED', 'connect', host, 1) for host in ('::1', '127.0.0.1')]
    error = AggregateError(parts)
    assert (error.code, error.errors, str(error), repr(error)) == (
        'ECONNREFUSED',
        parts,
        '',
        'AggregateError',
    )
    assert error.fields() == {'code': 'ECONNREFUSED'}
    assert AggregateError([]).code is None


def test_two_errors() -> None:
    first, second, third = NodeError('a', 'A'), NodeError('b', 'B'), NodeError('c')
    both = errors.aggregate_two_errors(first, second)
    assert (both.name, both.message, both.code, both.errors) == ('AggregateError', 'b', 'B', [second, first])
    assert errors.aggregate_two_errors(third, both) is both
    assert both.errors == [second, first, third]
    assert errors.aggregate_two_errors(first, first) is first
    assert errors.aggregate_two_errors(None, first) is first
    assert errors.aggregate_two_errors(first, None) is first


def test_module_not_found() -> None:
    error = ModuleNotFound('nope', ['events', 'http'], ['/a.py'])
    assert isinstance(error, ImportError)
    assert (error.code, error.requireStack) == ('MODULE_NOT_FOUND', ['/a.py'])
    assert str(error) == "Cannot find module 'nope'\nRequire stack:\n- /a.py\nAvailable: events, http"
    assert repr(error).startswith("Error: Cannot find module 'nope'")


def test_every_code_is_public() -> None:
    assert all(
        issubclass(cls, CodedError) and getattr(errors, code) is cls for code, cls in errors.codes.items()
    )
    assert set(errors.codes) <= set(errors.__all__)
    untested = set(errors.codes) - {row[0] for row in ALL}
    assert untested == {
        'ERR_ENCODING_INVALID_ENCODED_DATA',
        'ERR_INTERNAL_ASSERTION',
        'ERR_INVALID_ADDRESS',
        'ERR_INVALID_ARG_TYPE',
        'ERR_INVALID_ARG_VALUE',
        'ERR_MISSING_ARGS',
        'ERR_OUT_OF_RANGE',
        'ERR_SOCKET_BAD_PORT',
    }
