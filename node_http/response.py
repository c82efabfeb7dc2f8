"""`ServerResponse`: the answer to one request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ._jsobject import JSObject
from ._listeners import NOTHING
from ._numbers import to_int32
from ._outgoing_state import (
    BODILESS,
    CLOSED,
    CONTINUE,
    DESTROYED,
    EXPECTS_CONTINUE,
    SENT_CONTINUE,
    WAITS,
    flag,
)
from ._strings import to_string
from ._validators import check_invalid_header_char, validate_link_header_value, validate_object
from .constants import STATUS_CODES
from .errors import (
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_INVALID_STATUS_CODE,
    ERR_HTTP_SOCKET_ASSIGNED,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
)
from .outgoing import OutgoingMessage

if TYPE_CHECKING:
    from ._connection import ServerConnection
    from .incoming import IncomingMessage

R = TypeVar('R', bound='ServerResponse')

_ACCEPTS_CHUNKS = re.compile(r'(?:^|\W)chunked(?:$|\W)', re.IGNORECASE)

#: Status lines that were made before, by their message: the code, the line, and what it says of the body.
_STATUS_LINES: dict[str, tuple[int, str, int]] = {}
_REMEMBER = 256


def _status_line(code: int, message: Any) -> tuple[int, str, int]:
    """Raises: `ERR_INVALID_CHAR`."""
    message = to_string(message)
    if check_invalid_header_char(message):
        raise ERR_INVALID_CHAR('statusMessage')
    bodiless = BODILESS if code < 200 or code in (204, 304) else 0  # RFC 9112 6.3
    made = code, f'HTTP/1.1 {code} {message}\r\n', bodiless
    if len(_STATUS_LINES) < _REMEMBER:
        _STATUS_LINES[message] = made
    return made


class ServerResponse(OutgoingMessage):
    """`new http.ServerResponse(req[, options])`

    Made by the server, for each request. Since v0.1.17.
    """

    #: What the status line says; the message is the standard one when it is None.
    statusCode: Any = 200
    statusMessage: Any = None
    req: Any = None
    _status_codes: dict[Any, Any] = STATUS_CODES
    _bits = 0
    _sent100 = flag(SENT_CONTINUE)
    _expect_continue: bool = flag(EXPECTS_CONTINUE)
    #: The server's side of the connection, which hears of 'finish' before anybody else.
    _server_connection: ServerConnection | None = None
    #: Of one that was made by hand, or is not on a plain socket: what listens to the socket's 'close'.
    _tell_closed: Any = None

    def __init__(self, req: Any, options: Any = None, /, **keywords: Any) -> None:
        if isinstance(req, dict):  # an object literal, as in `new ServerResponse({method: 'HEAD', …})`
            req = JSObject(req)
        self._begin(req)
        if getattr(req, '_version', None) != (1, 1):
            self._begin_old(req)
        if options or keywords:
            super().__init__(options, **keywords)

    def _begin(self, req: Any) -> None:
        """What `__init__` does for a request, without options: a server's responses need no more."""
        # What every answer looks at: found sooner here than in the class.
        self._events = NOTHING
        self._bits = BODILESS if req.method == 'HEAD' else 0
        self._header = self._out_headers = self._contentLength = self.statusMessage = self._output = None
        self._tell_closed = None
        self.req = req

    def _begin_old(self, req: Any) -> None:
        """What it does besides for a request that is not HTTP/1.1."""
        major, minor = req.httpVersionMajor, req.httpVersionMinor
        if (major is not None and major < 1) or (minor is not None and minor < 1):
            accepts = req.headers.get('te')  # also of a plain dict: the request may be made by hand
            self.useChunkedEncodingByDefault = bool(_ACCEPTS_CHUNKS.search(accepts or ''))
            self.shouldKeepAlive = False

    # -- the connection ----------------------------------------------------------------------------------------

    def assignSocket(self, socket: Any) -> None:
        """`response.assignSocket(socket)`: it is this response's turn on the connection."""
        try:
            taken, tells = socket._httpMessage, socket._tells_response
        except AttributeError:  # it is no connection of a server's
            taken, tells = getattr(socket, '_httpMessage', None), False
        if taken is not None:
            raise ERR_HTTP_SOCKET_ASSIGNED()
        socket._httpMessage = self
        if not tells:
            connection = self._server_connection
            if tells is None and connection is not None:
                # Its turn is behind who has come to listen since the last response.
                socket.removeListener('close', connection.tell_closed)
                socket._tells_response = False
            if connection is not None and connection.consumes:
                # Once per connection, not per response: whichever response is the connection's then is told.
                socket.on('close', connection.tell_closed)
                socket._tells_response = True
            else:  # the response, or the connection, is not of the usual kind
                self._tell_closed = partial(_socket_closed, socket)
                socket.on('close', self._tell_closed)
        self.socket = socket
        self.emit('socket', socket)
        if self._bits & WAITS:
            self._flush()

    def detachSocket(self, socket: Any) -> None:
        """`response.detachSocket(socket)`: the response has ended, the connection is free."""
        if self._tell_closed is not None:
            socket.removeListener('close', self._tell_closed)
            self._tell_closed = None
        socket._httpMessage = None
        self.socket = None

    def _written(self, error: Any = None) -> None:
        connection = self._server_connection
        if connection is not None:
            connection.response_finished(self)
        elif getattr(self.socket, '_hadError', False):
            return
        self.emit('finish')

    def _onPendingData(self, change: int) -> None:
        if self._server_connection is not None:
            self._server_connection.pending_data(change)

    def _emit_close(self, request: IncomingMessage | None = None) -> None:
        """'close'; behind it ends the request, when nobody ever looked at its body."""
        if self._bits & CLOSED and self._profile.destroys_response:  # with its socket, before it was ended
            return
        self._bits |= CLOSED | DESTROYED if self._profile.destroys_response else CLOSED
        self.emit('close')
        if request is not None:
            if request._rs is None and request._events is NOTHING:
                request._over = True
            else:  # somebody has looked since
                request.resume()

    # -- 1xx ---------------------------------------------------------------------------------------------------

    def writeContinue(self, callback: Any = None) -> None:
        """`response.writeContinue([callback])`: send `HTTP/1.1 100 Continue`. Since v0.3.0."""
        self._writeRaw(b'HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback)
        self._bits |= SENT_CONTINUE

    def writeProcessing(self, callback: Any = None) -> None:
        """`response.writeProcessing([callback])`: send `HTTP/1.1 102 Processing`. Since v10.0.0."""
        self._writeRaw(b'HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback)

    def writeEarlyHints(self, hints: Any, callback: Any = None) -> None:
        """`response.writeEarlyHints(hints[, callback])`

        Send `HTTP/1.1 103 Early Hints` with the Link header (and others) of `hints`; without `link`, nothing.
        Raises: `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE`. Since v18.11.0.
        """
        validate_object(hints, 'hints')
        if hints.get('link') is None:
            return
        link = validate_link_header_value(hints['link'])
        if not link:
            return
        lines = ['HTTP/1.1 103 Early Hints\r\n', f'Link: {link}\r\n']
        lines += [f'{name}: {to_string(value)}\r\n' for name, value in hints.items() if name != 'link']
        self._writeRaw((''.join(lines) + '\r\n').encode('latin-1'), 'ascii', callback)

    # -- the header --------------------------------------------------------------------------------------------

    def _implicitHeader(self) -> None:
        self.writeHead(self.statusCode)

    def writeHead(self: R, statusCode: Any, statusMessage: Any = None, headers: Any = None, /) -> R:
        """`response.writeHead(statusCode[, statusMessage][, headers])`

        Make the header. It is sent with the first piece of the body.

        Args:
            statusCode: from 100 to 999.
            statusMessage: the standard one when left out.
            headers: a dict, a list of pairs, or a flat list of names and values; they win over `setHeader`.

        Returns: the response.
        Raises: `ERR_HTTP_HEADERS_SENT`, `ERR_HTTP_INVALID_STATUS_CODE`, `ERR_INVALID_CHAR`, `ERR_INVALID_ARG_VALUE`,
            and as `setHeader`.
        Since v0.1.30.
        """
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('write')
        code = statusCode if type(statusCode) is int else to_int32(statusCode)
        if not 100 <= code <= 999:
            raise ERR_HTTP_INVALID_STATUS_CODE(statusCode)
        if type(statusMessage) is not dict and isinstance(statusMessage, str):
            message = self.statusMessage = statusMessage
        else:
            message = self.statusMessage
            if not message:
                message = self.statusMessage = self._status_codes[code] or 'unknown'
            if headers is None or not self._profile.null_reason:
                headers = statusMessage
        self.statusCode = code
        if self._out_headers is not None:
            if headers:
                self._merge(headers)
            headers = self._out_headers
        known = _STATUS_LINES.get(message) if type(message) is str else None
        if known is None or known[0] != code:
            known = _status_line(code, message)
        _, line, bodiless = known
        if bodiless:
            self._bits |= BODILESS
        if self._bits & CONTINUE == EXPECTS_CONTINUE:
            # The client still waits with its body; whether it will send it is not known.
            self.shouldKeepAlive = False
        self._storeHeader(line, headers)
        return self

    writeHeader = writeHead

    def _merge(self, headers: Any) -> None:
        """Fields of `writeHead` over those of `setHeader`; a flat list may name one more than once."""
        if isinstance(headers, Mapping):
            for name, value in headers.items():
                if name:
                    self.setHeader(name, value)
            return
        if not isinstance(headers, (list, tuple)):
            return
        if len(headers) % 2:
            raise ERR_INVALID_ARG_VALUE('headers', headers)
        if not self._profile.appends_listed_headers:
            self._merge(dict(zip(headers[::2], headers[1::2])))
            return
        for name in headers[::2]:
            self.removeHeader(name)
        for name, value in zip(headers[::2], headers[1::2]):
            if name:
                self.appendHeader(name, value)


def _socket_closed(socket: Any) -> None:
    response = socket._httpMessage
    if response is not None:
        response._emit_close()
