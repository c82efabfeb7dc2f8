"""Errors of the operating system: Python's OSErrors as Node's. The expected texts are real Node's, v23.8.0."""

from __future__ import annotations

import errno
import socket
from typing import Any

import pytest

from node_http._uv import UV_ERRORS, describe, name_of
from node_http.errors import (
    NodeError,
    SystemError,
    code_from,
    conn_reset_exception,
    errno_exception,
    lookup_exception,
    system_error_from,
)


@pytest.mark.parametrize(
    ('args', 'message', 'fields'),
    [
        (('ECONNRESET', 'read'), 'read ECONNRESET', {'errno': -104, 'code': 'ECONNRESET', 'syscall': 'read'}),
        ((-32, 'write'), 'write EPIPE', {'errno': -32, 'code': 'EPIPE', 'syscall': 'write'}),
        (
            ('ECONNREFUSED', 'connect', '127.0.0.1', 1),
            'connect ECONNREFUSED 127.0.0.1:1',
            {'errno': -111, 'code': 'ECONNREFUSED', 'syscall': 'connect', 'address': '127.0.0.1', 'port': 1},
        ),
        (
            ('ENOENT', 'connect', '/tmp/x'),
            'connect ENOENT /tmp/x',
            {'errno': -2, 'code': 'ENOENT', 'syscall': 'connect', 'address': '/tmp/x'},
        ),
        (
            ('EADDRINUSE', 'listen', '127.0.0.1', 80),
            'listen EADDRINUSE: address already in use 127.0.0.1:80',
            {'errno': -98, 'code': 'EADDRINUSE', 'syscall': 'listen', 'address': '127.0.0.1', 'port': 80},
        ),
        (
            ('EADDRINUSE', 'listen', '/x', -1),
            'listen EADDRINUSE: address already in use /x',
            {'errno': -98, 'code': 'EADDRINUSE', 'syscall': 'listen', 'address': '/x', 'port': -1},
        ),
        (
            ('EADDRINUSE', 'listen', '::', 0),
            'listen EADDRINUSE: address already in use ::',
            {'errno': -98, 'code': 'EADDRINUSE', 'syscall': 'listen', 'address': '::'},
        ),
        (
            ('EADDRNOTAVAIL', 'bind', '1.2.3.4'),
            'bind EADDRNOTAVAIL 1.2.3.4',
            {'errno': -99, 'code': 'EADDRNOTAVAIL', 'syscall': 'bind', 'address': '1.2.3.4'},
        ),
        (
            ('ENOENT', 'open', None, None, '/x'),
            "ENOENT: no such file or directory, open '/x'",
            {'errno': -2, 'code': 'ENOENT', 'syscall': 'open', 'path': '/x'},
        ),
        (
            (-99999, 'x'),
            'x Unknown system error -99999',
            {'errno': -99999, 'code': 'Unknown system error -99999', 'syscall': 'x'},
        ),
    ],
)
def test_errno_exception(args: tuple[Any, ...], message: str, fields: dict[str, Any]) -> None:
    error = errno_exception(*args)
    assert (str(error), error.fields()) == (message, fields)
    assert (error.name, repr(error)) == ('Error', f'Error: {message}')
    assert isinstance(error, SystemError)
    assert isinstance(error, OSError)
    assert error.errno == fields['errno']


def test_local_address() -> None:
    error = errno_exception('ECONNREFUSED', 'connect', '127.0.0.1', 1, additional='1.1.1.1:2')
    assert str(error) == 'connect ECONNREFUSED 127.0.0.1:1 - Local (1.1.1.1:2)'


@pytest.mark.parametrize(
    ('code', 'cls'),
    [
        ('ECONNREFUSED', ConnectionRefusedError),
        ('ECONNRESET', ConnectionResetError),
        ('EPIPE', BrokenPipeError),
        ('ENOENT', FileNotFoundError),
        ('EACCES', PermissionError),
        ('ETIMEDOUT', TimeoutError),
    ],
)
def test_python_has_a_class_for_it(code: str, cls: type[OSError]) -> None:
    assert isinstance(errno_exception(code, 'connect'), cls)


@pytest.mark.parametrize(
    ('code', 'number', 'message'),
    [
        ('EAI_NONAME', -3008, 'getaddrinfo ENOTFOUND nope.invalid'),
        ('EAI_NODATA', -3007, 'getaddrinfo ENOTFOUND nope.invalid'),
        ('ENOTFOUND', -3008, 'getaddrinfo ENOTFOUND nope.invalid'),
        ('EAI_AGAIN', -3001, 'getaddrinfo EAI_AGAIN nope.invalid'),
    ],
)
def test_lookup(code: str, number: int, message: str) -> None:
    error = lookup_exception(code, 'nope.invalid')
    assert str(error) == message
    assert error.fields() == {
        'errno': number,
        'code': message.split()[1],
        'syscall': 'getaddrinfo',
        'hostname': 'nope.invalid',
    }


@pytest.mark.parametrize(
    ('given', 'code'),
    [
        (OSError(errno.ECONNREFUSED, 'x'), 'ECONNREFUSED'),
        (OSError(errno.EWOULDBLOCK, 'x'), 'EAGAIN'),
        (OSError(123456, 'x'), 'UNKNOWN'),
        (ConnectionResetError(), 'ECONNRESET'),
        (BrokenPipeError(), 'EPIPE'),
        (TimeoutError(), 'ETIMEDOUT'),
        (OSError('no number'), 'UNKNOWN'),
        (socket.gaierror(socket.EAI_AGAIN, 'x'), 'EAI_AGAIN'),
        (socket.gaierror(12345, 'x'), 'EAI_FAIL'),
        (NodeError('x', 'ECONNRESET'), 'ECONNRESET'),
    ],
)
def test_code_of_an_os_error(given: BaseException, code: str) -> None:
    assert code_from(given) == code


def test_os_errors_become_nodes() -> None:
    given = ConnectionRefusedError(errno.ECONNREFUSED, 'refused')
    error = system_error_from(given, 'connect', '127.0.0.1', 1)
    assert str(error) == 'connect ECONNREFUSED 127.0.0.1:1'
    assert error.__cause__ is given
    assert system_error_from(error, 'read') is error
    unknown = system_error_from(socket.gaierror(socket.EAI_NONAME, 'x'), 'connect', 'nope.invalid')
    assert str(unknown) == 'getaddrinfo ENOTFOUND nope.invalid'


def test_socket_hang_up() -> None:
    error = conn_reset_exception()
    assert (str(error), error.fields()) == ('socket hang up', {'code': 'ECONNRESET'})
    assert isinstance(error, ConnectionResetError)


def test_table() -> None:
    assert name_of(-104) == 'ECONNRESET'
    assert describe('nothing') == (None, 'unknown error')
    for code, (number, description) in UV_ERRORS.items():
        assert number < 0
        assert description
        assert name_of(number) == code
