"""Errors of the operating system: from a code, or from Python's OSError, to Node's error."""

from __future__ import annotations

import errno as _errno
import socket as _socket
from typing import Any

from ._error_classes import PYTHON_CLASSES, NodeError, SystemError
from ._uv import describe, name_of


def errno_exception(
    code: str | int,
    syscall: str,
    address: str | None = None,
    port: int | None = None,
    path: str | None = None,
    additional: str | None = None,
) -> SystemError:
    """The error of a system call that failed with ``code``, a name or a negative number.

    Its message is Node's: ``read ECONNRESET``, ``connect ECONNREFUSED 127.0.0.1:1``,
    ``listen EADDRINUSE: address already in use :::80``, ``ENOENT: no such file or directory, open '/x'``.
    """
    number, description = describe(code if isinstance(code, str) else name_of(code))
    if isinstance(code, int):
        number, code = code, name_of(code)
    if path is not None:
        message = f"{code}: {description}, {syscall} '{path}'"
    else:
        # Only listen() explains itself; the rest say no more than the code.
        message = f'{syscall} {code}: {description}' if syscall == 'listen' else f'{syscall} {code}'
        if address is not None:
            message += f' {address}:{port}' if port is not None and port > 0 else f' {address}'
        if additional:
            message += f' - Local ({additional})'
    details = {'address': address, 'port': port or None, 'path': path}
    known = {name: value for name, value in details.items() if value is not None}
    return _make(message, number, code, syscall, **known)


def _make(message: str, number: int | None, code: str, syscall: str, **details: Any) -> SystemError:
    error = SystemError.of(code)(message)
    # Together, so that they stand in the order in which Node shows them.
    error.__dict__.update(errno=number, code=code, syscall=syscall, **details)
    return error


_LOOKUP_ERRORS = {getattr(_socket, name): name for name in dir(_socket) if name.startswith('EAI_')}


def lookup_exception(code: str, hostname: str, syscall: str = 'getaddrinfo') -> SystemError:
    """The error of a name that was not resolved: ``getaddrinfo ENOTFOUND nope.invalid``."""
    number, _ = describe(code)
    if code in ('EAI_NONAME', 'EAI_NODATA', 'ENOTFOUND'):
        number = describe('EAI_NONAME' if code == 'ENOTFOUND' else code)[0]
        code = 'ENOTFOUND'
    message = f'{syscall} {code} {hostname}'
    return _make(message, number, code, syscall, hostname=hostname)


def code_from(error: BaseException) -> str:
    """The name that Node would give an OSError of Python's."""
    if isinstance(error, NodeError) and error.code is not None:
        return str(error.code)
    number = getattr(error, 'errno', None)
    if isinstance(error, _socket.gaierror):
        return _LOOKUP_ERRORS.get(number, 'EAI_FAIL')
    if number is not None:
        return _errno.errorcode.get(number, 'UNKNOWN').replace('EWOULDBLOCK', 'EAGAIN')
    # asyncio and the ssl module raise some of them without a number.
    return next((code for code, cls in PYTHON_CLASSES.items() if isinstance(error, cls)), 'UNKNOWN')


def system_error_from(
    os_error: BaseException, syscall: str, address: str | None = None, port: int | None = None
) -> SystemError:
    """Node's error for an OSError of Python's, which becomes its ``__cause__``."""
    if isinstance(os_error, SystemError):
        return os_error
    code = code_from(os_error)
    if isinstance(os_error, _socket.gaierror):
        error = lookup_exception(code, address or '')
    else:
        error = errno_exception(code, syscall, address, port)
    error.__cause__ = os_error
    return error


def conn_reset_exception(message: str = 'socket hang up') -> NodeError:
    """``socket hang up``: the connection ended before it should have. Code ECONNRESET."""
    return SystemError.of('ECONNRESET')(message, 'ECONNRESET')
