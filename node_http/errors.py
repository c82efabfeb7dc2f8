"""Every error of Node that is raised here: its class, its code, its message.

::

    Exception
     +-- NodeError                       Error
          +-- NodeTypeError (TypeError)  TypeError
          +-- NodeRangeError (ValueError) RangeError
          +-- NodeURIError (ValueError)  URIError
          +-- SystemError (OSError)      Error with errno, syscall, address, port
          |    +-- the same as a ConnectionRefusedError, FileNotFoundError, … where Python has one
          +-- AbortError                 code ABORT_ERR
          +-- AggregateError             several errors, in ``errors``
          +-- DOMException               the web's error, with its old numeric code
          +-- CodedError                 one subclass per code below, under the class Node gives it

Each ``ERR_…`` is a class, as in Node: ``raise ERR_HTTP_HEADERS_SENT('set')`` raises it,
``except ERR_HTTP_HEADERS_SENT`` catches it, and ``error.code`` is its name. The arguments are those that the
message needs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import _messages as messages
from ._error_classes import (
    AbortError,
    AggregateError,
    CodedError,
    DOMException,
    ModuleNotFound,
    NodeError,
    NodeRangeError,
    NodeTypeError,
    NodeURIError,
    SystemError,
    aggregate_two_errors,
    codes,
)
from ._inspect import to_display
from ._messages import received
from ._system_errors import (
    code_from,
    conn_reset_exception,
    errno_exception,
    lookup_exception,
    system_error_from,
)

__all__ = [
    'AbortError',
    'AggregateError',
    'CodedError',
    'DOMException',
    'ModuleNotFound',
    'NodeError',
    'NodeRangeError',
    'NodeTypeError',
    'NodeURIError',
    'SystemError',
    'aggregate_two_errors',
    'code_from',
    'codes',
    'conn_reset_exception',
    'errno_exception',
    'lookup_exception',
    'received',
    'system_error_from',
]


def _code(
    code: str, base: type[NodeError], message: str | Callable[..., str], *fields: str | None
) -> type[CodedError]:
    """One row of the table.

    ``message`` has a ``%s`` for each argument, or is made of the arguments; ``fields`` names the
    properties that the arguments become, in their order.
    """

    def fill(*args: Any) -> str:
        return str(message) % tuple(map(to_display, args))

    # In a traceback the class is what stands before the message: as in Node, the name with the code.
    namespace = {
        '__module__': 'builtins',
        '__doc__': message if isinstance(message, str) else None,
        'code': code,
        '_make': staticmethod(fill if isinstance(message, str) else message),
        '_field_names': fields,
    }
    bases = (CodedError,) if base is NodeError else (CodedError, base)
    made = type(f'{base.name} [{code}]', bases, namespace)
    return codes.setdefault(code, made)


ERR_ARG_NOT_ITERABLE = _code('ERR_ARG_NOT_ITERABLE', NodeTypeError, '%s must be iterable')
ERR_BUFFER_OUT_OF_BOUNDS = _code('ERR_BUFFER_OUT_OF_BOUNDS', NodeRangeError, messages.buffer_bounds)
ERR_BUFFER_TOO_LARGE = _code(
    'ERR_BUFFER_TOO_LARGE', NodeRangeError, 'Cannot create a Buffer larger than %s bytes'
)
ERR_CONSOLE_WRITABLE_STREAM = _code(
    'ERR_CONSOLE_WRITABLE_STREAM', NodeTypeError, 'Console expects a writable stream instance for %s'
)
ERR_ENCODING_INVALID_ENCODED_DATA = _code(
    'ERR_ENCODING_INVALID_ENCODED_DATA', NodeTypeError, 'The encoded data was not valid for encoding %s'
)
ERR_ENCODING_NOT_SUPPORTED = _code(
    'ERR_ENCODING_NOT_SUPPORTED', NodeRangeError, 'The "%s" encoding is not supported'
)
ERR_EVENT_RECURSION = _code('ERR_EVENT_RECURSION', NodeError, 'The event "%s" is already being dispatched')
ERR_FALSY_VALUE_REJECTION = _code('ERR_FALSY_VALUE_REJECTION', NodeError, messages.falsy_rejection, 'reason')
ERR_FEATURE_UNAVAILABLE_ON_PLATFORM = _code(
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    NodeTypeError,
    'The feature %s is unavailable on the current platform, which is being used to run Node.js',
)
ERR_HTTP_BODY_NOT_ALLOWED = _code(
    'ERR_HTTP_BODY_NOT_ALLOWED',
    NodeError,
    'Adding content for this request method or response status is not allowed.',
)
ERR_HTTP_CONTENT_LENGTH_MISMATCH = _code(
    'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
    NodeError,
    "Response body's content-length of %s byte(s) does not match the content-length of %s byte(s) "
    'set in header',
)
ERR_HTTP_HEADERS_SENT = _code(
    'ERR_HTTP_HEADERS_SENT', NodeError, 'Cannot %s headers after they are sent to the client'
)
ERR_HTTP_INVALID_HEADER_VALUE = _code(
    'ERR_HTTP_INVALID_HEADER_VALUE', NodeTypeError, 'Invalid value "%s" for header "%s"'
)
ERR_HTTP_INVALID_STATUS_CODE = _code(
    'ERR_HTTP_INVALID_STATUS_CODE', NodeRangeError, 'Invalid status code: %s'
)
ERR_HTTP_REQUEST_TIMEOUT = _code('ERR_HTTP_REQUEST_TIMEOUT', NodeError, 'Request timeout')
ERR_HTTP_SOCKET_ASSIGNED = _code(
    'ERR_HTTP_SOCKET_ASSIGNED', NodeError, 'ServerResponse has an already assigned socket'
)
ERR_HTTP_SOCKET_ENCODING = _code(
    'ERR_HTTP_SOCKET_ENCODING',
    NodeError,
    'Changing the socket encoding is not allowed per RFC7230 Section 3.',
)
ERR_HTTP_TRAILER_INVALID = _code(
    'ERR_HTTP_TRAILER_INVALID', NodeError, 'Trailers are invalid with this transfer encoding'
)
ERR_ILLEGAL_CONSTRUCTOR = _code('ERR_ILLEGAL_CONSTRUCTOR', NodeTypeError, 'Illegal constructor')
ERR_INCOMPATIBLE_OPTION_PAIR = _code(
    'ERR_INCOMPATIBLE_OPTION_PAIR',
    NodeTypeError,
    'Option "%s" cannot be used in combination with option "%s"',
)
ERR_INTERNAL_ASSERTION = _code('ERR_INTERNAL_ASSERTION', NodeError, '%s')
ERR_INVALID_ADDRESS = _code('ERR_INVALID_ADDRESS', NodeError, 'Invalid socket address')
ERR_INVALID_ADDRESS_FAMILY = _code(
    'ERR_INVALID_ADDRESS_FAMILY', NodeRangeError, messages.address_family, None, 'host', 'port'
)
ERR_INVALID_ARG_TYPE = _code('ERR_INVALID_ARG_TYPE', NodeTypeError, messages.invalid_arg_type)
ERR_INVALID_ARG_VALUE = _code('ERR_INVALID_ARG_VALUE', NodeTypeError, messages.invalid_arg_value)
ERR_INVALID_BUFFER_SIZE = _code(
    'ERR_INVALID_BUFFER_SIZE', NodeRangeError, 'Buffer size must be a multiple of %s'
)
ERR_INVALID_CALLBACK = _code('ERR_INVALID_CALLBACK', NodeTypeError, messages.invalid_callback)
ERR_INVALID_CHAR = _code('ERR_INVALID_CHAR', NodeTypeError, messages.invalid_char)
ERR_INVALID_DOMAIN_NAME = _code('ERR_INVALID_DOMAIN_NAME', NodeError, 'Unable to determine the domain name')
ERR_INVALID_FD = _code('ERR_INVALID_FD', NodeRangeError, '"fd" must be a positive integer: %s')
ERR_INVALID_FD_TYPE = _code('ERR_INVALID_FD_TYPE', NodeTypeError, 'Unsupported fd type: %s')
ERR_INVALID_FILE_URL_HOST = _code(
    'ERR_INVALID_FILE_URL_HOST', NodeTypeError, 'File URL host must be "localhost" or empty on %s'
)
ERR_INVALID_FILE_URL_PATH = _code('ERR_INVALID_FILE_URL_PATH', NodeTypeError, 'File URL path %s')
ERR_INVALID_HANDLE_TYPE = _code('ERR_INVALID_HANDLE_TYPE', NodeTypeError, 'This handle type cannot be sent')
ERR_INVALID_HTTP_TOKEN = _code(
    'ERR_INVALID_HTTP_TOKEN', NodeTypeError, '%s must be a valid HTTP token ["%s"]'
)
ERR_INVALID_IP_ADDRESS = _code('ERR_INVALID_IP_ADDRESS', NodeTypeError, 'Invalid IP address: %s')
ERR_INVALID_OPT_VALUE = _code(
    'ERR_INVALID_OPT_VALUE', NodeTypeError, 'The value "%s" is invalid for option "%s"'
)
ERR_INVALID_PROTOCOL = _code(
    'ERR_INVALID_PROTOCOL', NodeTypeError, 'Protocol "%s" not supported. Expected "%s"'
)
ERR_INVALID_RETURN_VALUE = _code('ERR_INVALID_RETURN_VALUE', NodeTypeError, messages.return_value)
ERR_INVALID_STATE = _code('ERR_INVALID_STATE', NodeError, 'Invalid state: %s')
ERR_INVALID_THIS = _code('ERR_INVALID_THIS', NodeTypeError, 'Value of "this" must be of type %s')
ERR_INVALID_TUPLE = _code('ERR_INVALID_TUPLE', NodeTypeError, '%s must be an iterable %s tuple')
ERR_INVALID_URI = _code('ERR_INVALID_URI', NodeURIError, 'URI malformed')
ERR_INVALID_URL = _code('ERR_INVALID_URL', NodeTypeError, messages.invalid_url, 'input', 'base')
ERR_INVALID_URL_SCHEME = _code('ERR_INVALID_URL_SCHEME', NodeTypeError, messages.url_scheme)
ERR_IP_BLOCKED = _code('ERR_IP_BLOCKED', NodeError, 'IP(%s) is blocked by net.BlockList')
ERR_METHOD_NOT_IMPLEMENTED = _code(
    'ERR_METHOD_NOT_IMPLEMENTED', NodeError, 'The %s method is not implemented'
)
ERR_MISSING_ARGS = _code('ERR_MISSING_ARGS', NodeTypeError, messages.missing_args)
ERR_MISSING_OPTION = _code('ERR_MISSING_OPTION', NodeTypeError, '%s is required')
ERR_MULTIPLE_CALLBACK = _code('ERR_MULTIPLE_CALLBACK', NodeError, 'Callback called multiple times')
ERR_OPERATION_FAILED = _code('ERR_OPERATION_FAILED', NodeError, 'Operation failed: %s')
ERR_OUT_OF_RANGE = _code('ERR_OUT_OF_RANGE', NodeRangeError, messages.out_of_range)
ERR_SERVER_ALREADY_LISTEN = _code(
    'ERR_SERVER_ALREADY_LISTEN', NodeError, 'Listen method has been called more than once without closing.'
)
ERR_SERVER_NOT_RUNNING = _code('ERR_SERVER_NOT_RUNNING', NodeError, 'Server is not running.')
ERR_SOCKET_ALREADY_BOUND = _code('ERR_SOCKET_ALREADY_BOUND', NodeError, 'Socket is already bound')
ERR_SOCKET_BAD_PORT = _code('ERR_SOCKET_BAD_PORT', NodeRangeError, messages.bad_port)
ERR_SOCKET_CLOSED = _code('ERR_SOCKET_CLOSED', NodeError, 'Socket is closed')
ERR_SOCKET_CLOSED_BEFORE_CONNECTION = _code(
    'ERR_SOCKET_CLOSED_BEFORE_CONNECTION', NodeError, 'Socket closed before the connection was established'
)
ERR_SOCKET_CONNECTION_TIMEOUT = _code('ERR_SOCKET_CONNECTION_TIMEOUT', NodeError, 'Socket connection timeout')
ERR_STREAM_ALREADY_FINISHED = _code(
    'ERR_STREAM_ALREADY_FINISHED', NodeError, 'Cannot call %s after a stream was finished'
)
ERR_STREAM_CANNOT_PIPE = _code('ERR_STREAM_CANNOT_PIPE', NodeError, 'Cannot pipe, not readable')
ERR_STREAM_DESTROYED = _code('ERR_STREAM_DESTROYED', NodeError, 'Cannot call %s after a stream was destroyed')
ERR_STREAM_NULL_VALUES = _code('ERR_STREAM_NULL_VALUES', NodeTypeError, 'May not write null values to stream')
ERR_STREAM_PREMATURE_CLOSE = _code('ERR_STREAM_PREMATURE_CLOSE', NodeError, 'Premature close')
ERR_STREAM_PUSH_AFTER_EOF = _code('ERR_STREAM_PUSH_AFTER_EOF', NodeError, 'stream.push() after EOF')
ERR_STREAM_UNABLE_TO_PIPE = _code(
    'ERR_STREAM_UNABLE_TO_PIPE', NodeError, 'Cannot pipe to a closed or destroyed stream'
)
ERR_STREAM_UNSHIFT_AFTER_END_EVENT = _code(
    'ERR_STREAM_UNSHIFT_AFTER_END_EVENT', NodeError, 'stream.unshift() after end event'
)
ERR_STREAM_WRAP = _code('ERR_STREAM_WRAP', NodeError, 'Stream has StringDecoder set or is in objectMode')
ERR_STREAM_WRITE_AFTER_END = _code('ERR_STREAM_WRITE_AFTER_END', NodeError, 'write after end')
ERR_UNAVAILABLE_DURING_EXIT = _code(
    'ERR_UNAVAILABLE_DURING_EXIT', NodeError, 'Cannot call function in process exit handler'
)
ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET = _code(
    'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET',
    NodeError,
    '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active',
)
ERR_UNESCAPED_CHARACTERS = _code(
    'ERR_UNESCAPED_CHARACTERS', NodeTypeError, '%s contains unescaped characters'
)
ERR_UNHANDLED_ERROR = _code('ERR_UNHANDLED_ERROR', NodeError, messages.unhandled)
ERR_UNKNOWN_BUILTIN_MODULE = _code('ERR_UNKNOWN_BUILTIN_MODULE', NodeError, 'No such built-in module: %s')
ERR_UNKNOWN_ENCODING = _code('ERR_UNKNOWN_ENCODING', NodeTypeError, 'Unknown encoding: %s')
ERR_UNKNOWN_SIGNAL = _code('ERR_UNKNOWN_SIGNAL', NodeTypeError, 'Unknown signal: %s')
ERR_USE_AFTER_CLOSE = _code('ERR_USE_AFTER_CLOSE', NodeError, '%s was closed')

__all__.extend(codes)
