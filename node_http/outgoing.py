"""`OutgoingMessage`: what a response and a request have in common: a header, then a body, to a socket.

A message is written in one of three places:

- its socket is there and it is this message's turn (`socket._httpMessage is self`): straight to the socket;
- it is not there, or an earlier response is not finished: to `outputData`, which `_flush` empties when the turn comes;
- the socket is destroyed: nowhere.

The header is made when it is needed (`_storeHeader`) and sent together with the first piece of the body, so that a
small message is one write. All that most messages never change is a class attribute.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from ._calling import adapt
from ._date import http_date
from ._debug import debuglog
from ._framing import CHUNKED, LENGTH, NO_BODY, Persistence, implied_framing, implied_persistence
from ._jsobject import UNDEFINED, JSObject, truthy
from ._runtime import next_tick
from ._strings import to_string
from ._validators import (
    check_invalid_header_char,
    validate_header_name,
    validate_header_value,
    validate_string,
)
from .buffer import to_bytes
from .errors import (
    ERR_HTTP_BODY_NOT_ALLOWED,
    ERR_HTTP_CONTENT_LENGTH_MISMATCH,
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_TRAILER_INVALID,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
)
from .stream import Stream, getDefaultHighWaterMark
from .versions import CURRENT, Profile

debug = debuglog('http')

O = TypeVar('O', bound='OutgoingMessage')  # noqa: E741 - the message itself

#: Above this, header and body are not joined to one write: the copy would cost more than the call.
_JOIN_UP_TO = 1 << 20

_CONNECTION_CLOSES = re.compile(r'(?:^|\W)close(?:$|\W)', re.IGNORECASE)
_ENDS_CHUNKED = re.compile(r'(?:^|\W)chunked(?:$|\W)', re.IGNORECASE)

# What the header of a message has in it, as far as it matters for what is added.
_CONNECTION, _TRANSFER_ENCODING, _CONTENT_LENGTH, _DATE, _EXPECT, _TRAILER, _KEEP_ALIVE = (
    1 << n for n in range(7)
)
#: With one of these, the usual fields do not follow.
_DECIDES = _CONNECTION | _DATE | _TRAILER | _KEEP_ALIVE | _EXPECT
_MATTERS = {
    'connection': _CONNECTION,
    'transfer-encoding': _TRANSFER_ENCODING,
    'content-length': _CONTENT_LENGTH,
    'date': _DATE,
    'expect': _EXPECT,
    'trailer': _TRAILER,
    'keep-alive': _KEEP_ALIVE,
}


def unique_headers(names: Any) -> frozenset[str] | None:
    """The `uniqueHeaders` option: names (or lists of a name) whose values are sent as one field."""
    if not isinstance(names, (list, tuple)) or not names:
        return None
    return frozenset(str(name[0] if isinstance(name, (list, tuple)) else name).lower() for name in names)


class OutgoingMessage(Stream):
    """`new http.OutgoingMessage([options])`

    The base of `ServerResponse` and `ClientRequest`. Since v0.1.17.
    """

    # -- public state
    #: Which version of Node it is one of.
    _profile: Profile = CURRENT
    #: The socket, while this message is written to it.
    socket: Any = None
    #: The header cannot be changed any more (Node's `_header` is its text).
    _header: str | None = None
    _headerSent = False
    #: `end()` has been called.
    finished = False
    _destroyed = False
    writable = True
    sendDate = False
    chunkedEncoding = False
    shouldKeepAlive = True
    useChunkedEncodingByDefault = True
    #: Raise when the body is longer or shorter than its Content-Length.
    strictContentLength = False
    maxRequestsOnConnectionReached = False

    # -- semi-public state, named as in Node
    _last = False
    _defaultKeepAlive = True
    _removedConnection = False
    _removedContLen = False
    _removedTE = False
    _contentLength: float | None = None
    _hasBody = True
    _trailer = ''
    _keepAliveTimeout: float = 0
    _maxRequestsPerSocket: float = 0
    _closed = False
    _errored: Any = None
    outputSize = 0
    agent: Any = None
    statusCode: Any = None

    # -- our own
    _output: list[JSObject] | None = None
    _out_headers: dict[str, tuple[str, Any]] | None = None
    _bytes_written = 0
    _corked = 0
    _need_drain = False
    _chunks: list[tuple[bytes, Any]] | None = None
    _chunks_length = 0
    _high_water_mark: int | None = None
    _reject_body_writes = False
    _unique_headers: frozenset[str] | None = None

    def __init__(self, options: Any = None, /, **keywords: Any) -> None:
        if options or keywords:
            options = {**(options or {}), **keywords}
            self._high_water_mark = options.get('highWaterMark')
            self._reject_body_writes = truthy(options.get('rejectNonStandardBodyWrites'))

    # -- state that others derive ------------------------------------------------------------------------------

    @property
    def outputData(self) -> list[JSObject]:
        """What waits for the socket: a list of `{data, encoding, callback}`."""
        if self._output is None:
            self._output = []
        return self._output

    @property
    def headersSent(self) -> bool:
        """`outgoingMessage.headersSent`: the header cannot be changed any more. Since v0.9.3."""
        return self._header is not None

    @property
    def connection(self) -> Any:
        """`outgoingMessage.connection`: the same as `socket`. Since v0.3.0, deprecated since v15.12.0."""
        return self.socket

    @connection.setter
    def connection(self, value: Any) -> None:
        self.socket = value

    @property
    def destroyed(self) -> bool:
        """`outgoingMessage.destroyed`: `destroy()` has been called, or the message is over. Since v14.1.0."""
        return self._destroyed

    @destroyed.setter
    def destroyed(self, value: bool) -> None:
        self._destroyed = value

    @property
    def writableEnded(self) -> bool:
        """`outgoingMessage.writableEnded`: `end()` has been called. Since v12.9.0."""
        return self.finished

    @property
    def writableFinished(self) -> bool:
        """`outgoingMessage.writableFinished`: all has been handed to the operating system. Since v12.7.0."""
        return self._all_written

    @property
    def writableObjectMode(self) -> bool:
        """`outgoingMessage.writableObjectMode`: always false. Since v12.9.0."""
        return False

    @property
    def writableLength(self) -> int:
        """`outgoingMessage.writableLength`: bytes that wait to be sent. Since v12.9.0."""
        return self._waiting

    @property
    def writableHighWaterMark(self) -> int:
        """`outgoingMessage.writableHighWaterMark`: bytes above which `write` returns false. Since v12.9.0."""
        return self._threshold

    # The same by names that every version has.

    @property
    def _all_written(self) -> bool:
        return (
            self.finished
            and self.outputSize == 0
            and (self.socket is None or self.socket.writableLength == 0)
        )

    @property
    def _waiting(self) -> int:
        waiting = self.outputSize + self._chunks_length
        return waiting + (self.socket.writableLength if self.socket is not None else 0)

    @property
    def _threshold(self) -> int:
        if self.socket is not None:
            return self.socket.writableHighWaterMark  # type: ignore[no-any-return]
        if self._high_water_mark is None:
            return getDefaultHighWaterMark() if self._profile is CURRENT else self._profile.high_water_mark
        return self._high_water_mark

    @property
    def writableCorked(self) -> int:
        """`outgoingMessage.writableCorked`: how often `cork()` was called without `uncork()`. Since v13.2.0."""
        return self._corked

    @property
    def writableNeedDrain(self) -> bool:
        """Whether 'drain' is going to be emitted. Since v15.2.0, v14.17.0."""
        return not self._destroyed and not self.finished and self._need_drain

    @property
    def errored(self) -> Any:
        """The error it was destroyed with. Since v18."""
        return self._errored

    @property
    def closed(self) -> bool:
        """Whether 'close' has been emitted. Since v18."""
        return self._closed

    @property
    def _headers(self) -> JSObject:
        return self.getHeaders()

    @property
    def _headerNames(self) -> Any:
        if self._out_headers is None:
            return None
        return JSObject((key, name) for key, (name, _) in self._out_headers.items())

    # -- headers -----------------------------------------------------------------------------------------------

    def setHeader(self: O, name: Any = UNDEFINED, value: Any = None) -> O:
        """`outgoingMessage.setHeader(name, value)`

        Sets one header; a list sends the field once per value. Case is kept. Returns: the message.

        Raises: `ERR_HTTP_HEADERS_SENT`, `ERR_INVALID_HTTP_TOKEN`, `ERR_HTTP_INVALID_HEADER_VALUE`, `ERR_INVALID_CHAR`.
        Since v0.4.0.
        """
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('set')
        validate_header_name(name)
        validate_header_value(name, value)
        headers = self._out_headers
        if headers is None:
            headers = self._out_headers = {}
        headers[name.lower()] = (name, value)
        return self

    def setHeaders(self: O, headers: Any = UNDEFINED) -> O:
        """`outgoingMessage.setHeaders(headers)`

        Sets several, from a `Headers` object or a mapping. Returns: the message.
        Raises: as `setHeader`; `ERR_INVALID_ARG_TYPE` for anything else. Since v19.6.0, v18.15.0.
        """
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('set')
        if not callable(getattr(headers, 'keys', None)) or not callable(getattr(headers, 'get', None)):
            raise ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers)
        cookies: list[Any] = []
        for name, value in headers.items() if isinstance(headers, Mapping) else headers.entries():
            if name == 'set-cookie':  # a Headers object has one entry for each
                cookies += value if isinstance(value, (list, tuple)) else [value]
            else:
                self.setHeader(name, value)
        if cookies:
            self.setHeader('set-cookie', cookies)
        return self

    def appendHeader(self: O, name: Any = UNDEFINED, value: Any = None) -> O:
        """`outgoingMessage.appendHeader(name, value)`

        Adds a value (or several) to a header. Returns: the message. Raises: as `setHeader`. Since v18.3.0, v16.17.0.
        """
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('append')
        validate_header_name(name)
        validate_header_value(name, value)
        if self._out_headers is None:
            self._out_headers = {}
        key = name.lower()
        known = self._out_headers.get(key)
        if known is None:
            self._out_headers[key] = (name, value)
            return self
        values = list(known[1]) if isinstance(known[1], (list, tuple)) else [known[1]]
        values += value if isinstance(value, (list, tuple)) else [value]
        self._out_headers[key] = (known[0], values)
        return self

    def getHeader(self, name: Any = UNDEFINED) -> Any:
        """`outgoingMessage.getHeader(name)`: the value as it was set, or None. Since v0.4.0."""
        validate_string(name, 'name')
        if self._out_headers is None:
            return None
        entry = self._out_headers.get(name.lower())
        return None if entry is None else entry[1]

    def getHeaderNames(self) -> list[str]:
        """`outgoingMessage.getHeaderNames()`: the names, in lower case. Since v7.7.0."""
        return list(self._out_headers or ())

    def getRawHeaderNames(self) -> list[str]:
        """`outgoingMessage.getRawHeaderNames()`: the names as they were set. Since v15.4.0."""
        return [name for name, _ in (self._out_headers or {}).values()]

    def getHeaders(self) -> JSObject:
        """`outgoingMessage.getHeaders()`: a copy, the names in lower case. Since v7.7.0."""
        return JSObject((key, value) for key, (_, value) in (self._out_headers or {}).items())

    def hasHeader(self, name: Any = UNDEFINED) -> bool:
        """`outgoingMessage.hasHeader(name)`. Since v7.7.0."""
        validate_string(name, 'name')
        return self._out_headers is not None and name.lower() in self._out_headers

    def removeHeader(self, name: Any = UNDEFINED) -> None:
        """`outgoingMessage.removeHeader(name)`

        Removes a header, also one that would be sent by itself. Raises: `ERR_HTTP_HEADERS_SENT`. Since v0.4.0.
        """
        validate_string(name, 'name')
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('remove')
        key = name.lower()
        if key == 'connection':
            self._removedConnection = True
        elif key == 'content-length':
            self._removedContLen = True
        elif key == 'transfer-encoding':
            self._removedTE = True
        elif key == 'date':
            self.sendDate = False
        if self._out_headers is not None:
            self._out_headers.pop(key, None)

    def addTrailers(self, headers: Any) -> None:
        """`outgoingMessage.addTrailers(headers)`

        Adds fields behind a chunked body; without chunks they are dropped.
        Raises: `ERR_INVALID_HTTP_TOKEN`, `ERR_INVALID_CHAR`. Since v0.3.0.
        """
        self._trailer = ''
        for name, value in headers.items() if isinstance(headers, Mapping) else headers:
            validate_header_name(name, 'Trailer name')
            values = value if isinstance(value, (list, tuple)) and len(value) > 1 else [value]
            if self._profile.joins_trailers:
                values = [value]
            if values is value and self._unique_headers and name.lower() in self._unique_headers:
                values = ['; '.join(map(to_string, value))]
            for item in values:
                if isinstance(item, (list, tuple)):
                    item = ','.join(map(to_string, item))
                if check_invalid_header_char(item):
                    raise ERR_INVALID_CHAR('trailer content', name)
                self._trailer += f'{name}: {to_string(item)}\r\n'

    def _implicitHeader(self) -> None:
        raise ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()')

    def _storeHeader(self, first_line: str, headers: Any) -> None:
        """Make the header: the first line, the given fields, and what they leave to be implied."""
        lines = [first_line]
        found = 0
        if headers is not None:
            pairs: Iterable[tuple[Any, Any]]
            if self._out_headers is not None and headers is self._out_headers:
                pairs = headers.values()
                validate = False  # setHeader did
            else:
                pairs = header_pairs(headers)
                validate = True
            for pair in pairs:
                line = _LINES.get(pair) if type(pair[1]) is str else None
                if line is not None:
                    lines.append(line)
                    continue
                name, value = pair
                if validate:
                    validate_header_name(name)
                if (
                    self._contentLength
                    and name.lower() == 'content-disposition'
                    and self._profile.reinterprets_disposition
                ):
                    value = _as_utf8(value)
                if type(value) is not str:
                    if isinstance(value, (list, tuple)):
                        found |= self._store_list(lines, name, value, validate)
                        continue
                    if validate:
                        validate_header_value(name, value)
                    value = to_string(value)
                elif validate and not (value.isascii() and value.isprintable()):
                    validate_header_value(name, value)
                line = f'{name}: {value}\r\n'
                lines.append(line)
                what = _MATTERS.get(name.lower())
                if what is not None:
                    found |= what
                    self._note(what, value)
                elif type(pair[1]) is str and len(line) < _REMEMBER_UP_TO and pair[1] is value:
                    _remember(pair, line)
        self._imply(lines, found)
        lines.append('\r\n')
        self._header = ''.join(lines)
        self._headerSent = False
        if found & _EXPECT:  # the body waits for 100, so the header cannot wait for the body
            self._send(b'', 'utf8')

    def _store_list(self, lines: list[str], name: str, values: Any, validate: bool) -> int:
        """One field per value; Cookie, and what `uniqueHeaders` names, as one field."""
        key = name.lower()
        one_field = len(values) > 1 and (
            (key == 'cookie' and self._profile.joins_cookies)
            or bool(self._unique_headers and key in self._unique_headers)
        )
        if not one_field and self._unique_headers and key in self._unique_headers:
            one_field = True
        found = 0
        for value in ['; '.join(map(to_string, values))] if one_field else values:
            if validate:
                validate_header_value(name, value)
            text = ','.join(map(to_string, value)) if isinstance(value, (list, tuple)) else to_string(value)
            lines.append(f'{name}: {text}\r\n')
            what = _MATTERS.get(key)
            if what is not None:
                found |= what
                self._note(what, text)
        return found

    def _note(self, what: int, value: str) -> None:
        """A field was set that decides about the connection or the framing."""
        if what == _CONNECTION:
            self._removedConnection = False
            if _CONNECTION_CLOSES.search(value):
                self._last = True
            else:
                self.shouldKeepAlive = True
        elif what == _TRANSFER_ENCODING:
            self._removedTE = False
            if _ENDS_CHUNKED.search(value):
                self.chunkedEncoding = True
        elif what == _CONTENT_LENGTH:
            self._contentLength = _number(value)
            self._removedContLen = False
        elif what == _KEEP_ALIVE:
            self._defaultKeepAlive = False

    def _imply(self, lines: list[str], found: int) -> None:
        """Add the fields that the given ones leave to be implied."""
        if (
            not found & _DECIDES
            and self.sendDate
            and self.shouldKeepAlive
            and self.useChunkedEncodingByDefault
            and not self._removedConnection
            and not self.maxRequestsOnConnectionReached
            and not self.chunkedEncoding
        ):  # what follows says for nearly every response
            lines.append(_usual_fields(self._keepAliveTimeout, self._maxRequestsPerSocket))
            if not found & (_CONTENT_LENGTH | _TRANSFER_ENCODING):
                self._imply_framing(lines, found)
            return
        if self.sendDate and not found & _DATE:
            lines.append(f'Date: {http_date()}\r\n')
        if self.chunkedEncoding and self.statusCode in (204, 304):
            # RFC 9112 6.1: a server MUST NOT send Transfer-Encoding with these; the client would wait for chunks.
            debug('%d response should not use chunked encoding, closing connection.', self.statusCode)
            self.chunkedEncoding = False
            self.shouldKeepAlive = False
        if self._removedConnection:
            self._last = not self.shouldKeepAlive
        elif not found & _CONNECTION:
            self._imply_connection(lines, found)
        if not found & (_CONTENT_LENGTH | _TRANSFER_ENCODING):
            self._imply_framing(lines, found)
        if found & _TRAILER and not self.chunkedEncoding and self._profile.trailer_needs_chunks:
            raise ERR_HTTP_TRAILER_INVALID()

    def _imply_connection(self, lines: list[str], found: int) -> None:
        persistence = implied_persistence(
            keep_alive=self.shouldKeepAlive,
            length_set=bool(found & _CONTENT_LENGTH),
            may_chunk=self.useChunkedEncodingByDefault,
            has_agent=self.agent is not None and self.agent is not False,
            limit_reached=self.maxRequestsOnConnectionReached,
        )
        if persistence is Persistence.KEEP_ALIVE:
            lines.append('Connection: keep-alive\r\n')
            if self._defaultKeepAlive:
                lines.append(_keep_alive_field(self._keepAliveTimeout, self._maxRequestsPerSocket))
        else:
            lines.append('Connection: close\r\n')
            if persistence is Persistence.CLOSE:
                self._last = True

    def _imply_framing(self, lines: list[str], found: int) -> None:
        length = self._contentLength
        framing = implied_framing(
            self._hasBody,
            self.useChunkedEncodingByDefault,
            length is not None and not found & _TRAILER and not self._removedContLen,
            self._removedTE,
        )
        if framing is NO_BODY:
            self.chunkedEncoding = False
        elif framing is LENGTH:
            lines.append(f'Content-Length: {length if type(length) is int else to_string(length)}\r\n')
        elif framing is CHUNKED:
            lines.append('Transfer-Encoding: chunked\r\n')
            self.chunkedEncoding = True
        else:
            self._last = True

    # -- sending -----------------------------------------------------------------------------------------------

    def _send(self, data: Any, encoding: Any = None, callback: Any = None, byteLength: Any = None) -> bool:
        """Send bytes, the header in front of the first; `encoding` is that of the text they were."""
        if not self._headerSent:
            if self._header is None:  # destroyed before it had one: there is nobody to send to
                return False
            self._headerSent = True
            header = _encode_header(self._header, encoding)
            if len(data) > _JOIN_UP_TO:
                self._writeRaw(header)
            else:
                data = header + data
        return self._writeRaw(data, encoding, callback)

    def _writeRaw(self, data: Any, encoding: Any = None, callback: Any = None, size: Any = None) -> bool:
        """Send bytes as they are: to the socket when it is our turn, else to `outputData`."""
        socket = self.socket
        if socket is not None:
            if socket.destroyed:
                return False
            if socket._httpMessage is self and socket.writable:
                if self._output:
                    self._flushOutput(socket)
                return socket.write(data, encoding, callback)  # type: ignore[no-any-return]
        data = to_bytes(data, encoding)
        self.outputData.append(JSObject(data=data, encoding=encoding, callback=callback))
        self._pending(len(data))
        return self.outputSize < self._threshold and self._profile.queue_has_threshold

    def _pending(self, change: int) -> None:
        """So many bytes more (or less) wait in `outputData`."""
        self.outputSize += change

    def _flush(self) -> None:
        """It is this message's turn: send what waits."""
        socket = self.socket
        if socket is not None and socket.writable:
            flushed = self._flushOutput(socket)
            if self.finished:
                self._finish()
            elif flushed and self._need_drain:
                self._need_drain = False
                self.emit('drain')

    def _flushOutput(self, socket: Any) -> Any:
        while self._corked:
            self._corked -= 1
            socket.cork()
        output = self._output
        if not output:
            return None
        socket.cork()
        for item in output:
            result = socket.write(item['data'], item['encoding'], item['callback'])
        socket.uncork()
        self._output = None
        self._pending(-self.outputSize)
        return result

    def flushHeaders(self) -> None:
        """`outgoingMessage.flushHeaders()`: send the header now, without waiting for a body. Since v1.6.0."""
        if self._header is None:
            self._implicitHeader()
        self._send(b'', 'utf8')

    # -- writing -----------------------------------------------------------------------------------------------

    def write(self, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None) -> bool:
        """`outgoingMessage.write(chunk[, encoding][, callback])`

        Sends a piece of the body; the first one sends the header before it.

        Returns: false when so much waits that it is better to wait for 'drain'.
        Raises: `ERR_STREAM_NULL_VALUES`, `ERR_INVALID_ARG_TYPE`, `ERR_HTTP_CONTENT_LENGTH_MISMATCH` (with
            `strictContentLength`), `ERR_HTTP_BODY_NOT_ALLOWED` (with `rejectNonStandardBodyWrites`). After `end()`,
            an 'error' event: `ERR_STREAM_WRITE_AFTER_END`.
        Since v0.1.29.
        """
        if callable(encoding):
            callback, encoding = encoding, None
        written = self._write_chunk(chunk, encoding, adapt(callback) if callable(callback) else None, False)
        if not written:
            self._need_drain = True
        return written

    def _write_chunk(self, chunk: Any, encoding: Any, callback: Any, from_end: bool) -> bool:
        if chunk is None:
            raise ERR_STREAM_NULL_VALUES()
        if not isinstance(chunk, (str, bytes, bytearray, memoryview)):
            raise ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk)
        if self.finished:
            fails = self._profile.write_after_end_fails
            _report(self, ERR_STREAM_WRITE_AFTER_END(), callback if fails else None)
            return not fails
        if self._destroyed and not self._profile.write_after_end_fails:
            return True
        if self._destroyed:
            if callback is not None:
                next_tick(callback, ERR_STREAM_DESTROYED('write'))
            return False
        data = to_bytes(chunk, encoding or None)
        size = len(data)
        if self.strictContentLength and self._length_is_strict():
            total = self._bytes_written + size
            assert self._contentLength is not None
            if total != self._contentLength if from_end else total > self._contentLength:
                raise ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, self._contentLength)
        self._bytes_written += size
        if self._header is None:
            if from_end:  # also after an end() that threw
                self._contentLength = size
            self._implicitHeader()
        if not self._hasBody:
            if self._reject_body_writes:
                raise ERR_HTTP_BODY_NOT_ALLOWED()
            debug('This type of response MUST NOT have a body. Ignoring write() calls.')
            if callback is not None and self._profile.tells_callback_of_no_body:
                next_tick(callback)
            return True
        socket = self.socket
        if not from_end and socket is not None and not socket.writableCorked:
            socket.cork()  # what one tick writes goes out as one
            next_tick(socket.uncork)
        if not self.chunkedEncoding or not size:
            return self._send(data, encoding or 'utf8' if isinstance(chunk, str) else None, callback)
        if self._corked and self._headerSent and self._profile.merges_corked:
            if self._chunks is None:
                self._chunks = []
            self._chunks.append((data, callback))
            self._chunks_length += size
            return self._chunks_length < self._threshold
        return self._send(b'%x\r\n%b\r\n' % (size, data), None, callback)

    def _length_is_strict(self) -> bool:
        return (
            self.strictContentLength
            and self._profile.strict_lengths
            and self._contentLength is not None
            and self._hasBody
            and not self._removedContLen
            and not self.chunkedEncoding
            and not self.hasHeader('transfer-encoding')
        )

    def end(self: O, chunk: Any = None, encoding: Any = None, callback: Any = None) -> O:
        """`outgoingMessage.end([chunk[, encoding]][, callback])`

        Ends the message, after a last piece of the body when there is one. Every message must be ended.

        Args: callback: listens once to 'finish'; when the message has ended already, it is called with the error.
        Returns: the message.
        Raises: as `write`.
        Since v0.1.90.
        """
        if callable(chunk):
            callback, chunk, encoding = chunk, None, None
        elif callable(encoding):
            callback, encoding = encoding, None
        if not callable(callback):
            callback = None
        if (
            not self._headerSent
            and self._hasBody
            and self._output is None
            and not (self.finished or self._corked or self._destroyed or self.strictContentLength)
            and (chunk is None or type(chunk) is str or isinstance(chunk, bytes))
        ):
            return self._end_at_once(chunk, encoding, callback)
        return self._end_in_steps(chunk, encoding, callback)

    def _end_in_steps(self: O, chunk: Any, encoding: Any, callback: Any) -> O:
        """`end` of any message: its last piece, its end, and whatever waits."""
        if self.finished and not self._profile.end_after_end_fails:
            return self if self._profile.end_returns_message else False  # type: ignore[return-value]
        given = chunk is not None and truthy(chunk)
        if given:
            if self.finished:
                _report(self, ERR_STREAM_WRITE_AFTER_END(), adapt(callback) if callback else None)
                return self
            if self.socket is not None:
                self.socket.cork()
            self._write_chunk(chunk, encoding, None, True)
        elif self.finished:
            if callback is not None:
                if self._all_written:
                    adapt(callback)(ERR_STREAM_ALREADY_FINISHED('end'))
                else:
                    self.on('finish', callback)
            return self
        elif self._header is None:
            if self.socket is not None:
                self.socket.cork()
            self._contentLength = 0
            self._implicitHeader()
        if callback is not None:
            self.once('finish', callback)
        if (
            self.strictContentLength
            and self._length_is_strict()
            and self._bytes_written != self._contentLength
        ):
            raise ERR_HTTP_CONTENT_LENGTH_MISMATCH(self._bytes_written, self._contentLength)
        if self._hasBody and self.chunkedEncoding:
            if self._chunks:
                self._send_chunks()
            self._send(f'0\r\n{self._trailer}\r\n'.encode('latin-1'), None, self._written)
        elif not self._headerSent or self._waiting or given:
            self._send(b'', None, self._written)
        else:
            next_tick(self._written)
        socket = self.socket
        if socket is not None:
            _uncork_fully(socket)
        self._corked = 1
        if self._profile.corks:
            self.uncork()
        else:
            OutgoingMessage.uncork(self)
        self.finished = True
        # Else its turn has not come: `_flush` does it then.
        if debug.enabled:
            debug('outgoing message end.')
        if not self._output and socket is not None and socket._httpMessage is self:
            self._finish()
        return self

    def _end_at_once(self: O, chunk: Any, encoding: Any, callback: Any) -> O:
        """`end` of a message of which nothing was sent: header, body and end are one write, as most messages are."""
        text = 'utf8' if chunk is None or type(chunk) is str else None
        if chunk is None or chunk == '':
            body, text = b'', text and 'latin1'
        elif text is None:
            body = chunk
        else:
            body = (
                chunk.encode()
                if encoding is None and chunk.isascii()
                else to_bytes(chunk, encoding or 'utf8')
            )
            text = encoding or text
        size = len(body)
        if self._header is None:
            self._contentLength = size
            self._implicitHeader()
            if not self._hasBody or self._headerSent:  # 204 and 304; Expect
                return self._end_in_steps(chunk, encoding, callback)
        self._bytes_written += size
        if callback is not None:
            self.once('finish', callback)
        if self.chunkedEncoding:
            last = f'0\r\n{self._trailer}\r\n'.encode('latin-1')
            body = b'%x\r\n%b\r\n%b' % (size, body, last) if size else last
            text = None
        assert self._header is not None
        header = self._header
        self._headerSent = self.finished = True
        if debug.enabled:
            debug('outgoing message end.')
        data = (header.encode('latin-1') if header.isascii() else _encode_header(header, text)) + body
        socket = self.socket
        if socket is not None and socket._httpMessage is self:
            at_once = getattr(socket, 'send_at_once', None)
            if at_once is None or not at_once(data, self._written):
                self._writeRaw(data, None, self._written)
                _uncork_fully(socket)  # an end() that threw may have left it corked
            if self._output is None:
                self._finish()
        else:
            self._writeRaw(data, None, self._written)
        return self

    def _written(self, error: Any = None) -> None:
        """The last byte has been handed to the operating system."""
        if self.socket is not None and getattr(self.socket, '_hadError', False):
            return
        self.emit('finish')

    def _finish(self) -> None:
        self.emit('prefinish')

    def cork(self) -> None:
        """`outgoingMessage.cork()`: gather what is written until `uncork()`. Since v13.2.0, v12.16.0."""
        self._corked += 1
        if self.socket is not None:
            self.socket.cork()

    def uncork(self) -> None:
        """`outgoingMessage.uncork()`: send what was gathered, as one chunk. Since v13.2.0, v12.16.0."""
        self._corked -= 1
        if self._corked == 0 and self._chunks:
            self._send_chunks()
        if self.socket is not None:
            self.socket.uncork()

    def _send_chunks(self) -> None:
        chunks, self._chunks = self._chunks or [], None
        size, self._chunks_length = self._chunks_length, 0
        callbacks = [callback for _, callback in chunks if callback is not None]

        def done(error: Any = None) -> None:
            for callback in callbacks:
                callback(*(() if error is None else (error,)))

        body = b''.join([data for data, _ in chunks])
        self._send(b'%x\r\n%b\r\n' % (size, body), None, done if callbacks else None)

    def pipe(self, *_args: Any, **_keywords: Any) -> Any:
        """`outgoingMessage.pipe()`: emits 'error' `ERR_STREAM_CANNOT_PIPE`; it is only written to. Since v9.0.0."""
        self.emit('error', ERR_STREAM_CANNOT_PIPE())

    # -- the connection ----------------------------------------------------------------------------------------

    def setTimeout(self: O, msecs: Any, callback: Any = None) -> O:
        """`outgoingMessage.setTimeout(msecs[, callback])`

        The socket's `setTimeout`, as soon as there is a socket; `callback` listens to 'timeout'. Since v0.9.12.
        """
        if truthy(callback):
            self.on('timeout', callback)
        if self.socket is not None:
            self.socket.setTimeout(msecs)
        else:
            self.once('socket', lambda socket: socket.setTimeout(msecs))
        return self

    def destroy(self: O, error: Any = None) -> O:
        """`outgoingMessage.destroy([error])`: destroys the socket too. Returns: the message. Since v0.1.90."""
        if self._destroyed:
            return self
        self._destroyed = True
        self._errored = error
        if self.socket is not None:
            self.socket.destroy(error)
        else:
            self.once('socket', lambda socket: socket.destroy(error))
        return self

    def captureRejection(self, error: Any, event: Any = None, *_args: Any) -> None:
        """`[Symbol.for('nodejs.rejection')]`: a coroutine listener failed."""
        self.destroy(error)

    def __repr__(self) -> str:
        state = 'finished' if self.finished else 'header sent' if self._headerSent else 'new'
        return f'<{type(self).__name__} {state}>'


def _uncork_fully(socket: Any) -> None:
    socket._writableState.corked = 1
    socket.uncork()


#: Lines of headers that were made before and say nothing about the framing. Names and values are valid.
_LINES: dict[tuple[str, str], str] = {}
_REMEMBER = 1024
_REMEMBER_UP_TO = 160


def _remember(pair: tuple[str, str], line: str) -> None:
    if (
        len(_LINES) >= _REMEMBER
    ):  # values that never come again, most likely: begin anew rather than keep count
        _LINES.clear()
    _LINES[pair] = line


def _report(message: OutgoingMessage, error: Any, callback: Any) -> None:
    """Tell of a write that cannot be: in the next tick, to the callback and as 'error'."""

    def tell() -> None:
        callback_first = message._profile.write_after_end_fails
        if callback is not None and callback_first:
            callback(error)
        if not message._destroyed or not callback_first:
            message.emit('error', error)
        if callback is not None and not callback_first:
            callback(error)

    next_tick(tell)


def _as_utf8(value: Any) -> Any:
    """Bytes written as latin1 text, read as UTF-8: what Node does to Content-Disposition when the length is known."""
    if isinstance(value, (list, tuple)):
        return [_as_utf8(item) for item in value]
    return to_bytes(to_string(value), 'latin1').decode('utf-8', 'replace')


def header_pairs(headers: Any) -> Iterable[tuple[Any, Any]]:
    """Names and values of a dict, of a list of pairs, or of a flat list `[name, value, name, value, …]`.

    Raises: `ERR_INVALID_ARG_VALUE` for a flat list of odd length.
    """
    if isinstance(headers, (dict, Mapping)):
        return headers.items()
    if not isinstance(headers, (list, tuple)):
        return ()  # it has no properties of its own
    if headers and isinstance(headers[0], (list, tuple)):
        return ((entry[0], entry[1]) for entry in headers)
    if len(headers) % 2:
        raise ERR_INVALID_ARG_VALUE('headers', headers)
    return zip(headers[::2], headers[1::2])


_usual: tuple[str, float, float, str] = ('', 0, 0, '')


def _usual_fields(timeout: float, most: float) -> str:
    """Date, Connection and Keep-Alive of a response on a connection that stays; made anew once a second."""
    global _usual
    date = http_date()
    known_date, known_timeout, known_most, text = _usual
    if date is not known_date or timeout != known_timeout or most != known_most:
        text = f'Date: {date}\r\nConnection: keep-alive\r\n{_keep_alive_field(timeout, most)}'
        _usual = (date, timeout, most, text)
    return text


def _keep_alive_field(timeout: float, most: float) -> str:
    if not timeout:
        return ''
    limit = int(most or 0)
    return f'Keep-Alive: timeout={int(timeout / 1000)}{f", max={limit}" if limit > 0 else ""}\r\n'


def _encode_header(header: str, encoding: Any) -> bytes:
    """The bytes of a header. Node encodes it as it does the text it is sent together with; that is seen in the wire."""
    if encoding in ('utf8', 'utf-8') and not header.isascii():
        return header.encode()
    try:
        return header.encode('latin-1')
    except UnicodeEncodeError:
        return bytes(ord(character) & 0xFF for character in header)


def _number(text: str) -> float:
    """JavaScript's `+text`, as far as a Content-Length goes."""
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return math.nan
