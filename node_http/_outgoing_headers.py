"""The header of an outgoing message.

`setHeader` and its kin keep what is set; `_storeHeader` makes the header, once: the first line, the given fields, and
what they leave to be implied about the date, the connection and the framing (`_framing`). Lines that were made before,
of names and values that were found valid, are remembered.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from time import time
from typing import Any, TypeVar

from ._date import http_date
from ._debug import debuglog
from ._framing import CHUNKED, LENGTH, NO_BODY, Persistence, implied_framing, implied_persistence
from ._jsobject import UNDEFINED, JSObject
from ._outgoing_state import (
    BODILESS,
    HEADER_SENT,
    IN_CHUNKS,
    LAST,
    LIMIT_REACHED,
    NO_CHUNKS,
    NO_DATE,
    NO_KEEP_ALIVE_FIELD,
    NOT_KEPT,
    REMOVED_CODING,
    REMOVED_CONNECTION,
    REMOVED_LENGTH,
    TRAILERS,
    UNUSUAL_FIELDS,
    UNUSUAL_FRAMING,
    flag,
    unflag,
)
from ._runtime import emit_warning
from ._strings import to_string
from ._validators import (
    check_invalid_header_char,
    validate_header_name,
    validate_header_value,
    validate_string,
)
from .buffer import to_bytes
from .errors import (
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_TRAILER_INVALID,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED,
)
from .stream import Stream
from .versions import CURRENT, Profile, major

debug = debuglog('http')

H = TypeVar('H', bound='OutgoingHeaders')

_CONNECTION_CLOSES = re.compile(r'(?:^|\W)close(?:$|\W)', re.IGNORECASE)
_ENDS_CHUNKED = re.compile(r'(?:^|\W)chunked(?:$|\W)', re.IGNORECASE)

# What the header of a message has in it, as far as it matters for what is added.
_CONNECTION, _TRANSFER_ENCODING, _CONTENT_LENGTH, _DATE, _EXPECT, _TRAILER, _KEEP_ALIVE = (
    1 << n for n in range(7)
)
#: With one of these, the usual fields do not follow.
_DECIDES = _CONNECTION | _DATE | _TRAILER | _KEEP_ALIVE | _EXPECT
_UNSENT = ~HEADER_SENT
#: One of these says where the body ends.
_FRAMES = _CONTENT_LENGTH | _TRANSFER_ENCODING
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


class OutgoingHeaders(Stream):
    """The header of an outgoing message: what is set, what it is made of, what it leaves to be implied."""

    #: Which version of Node it is one of.
    _profile: Profile = CURRENT
    #: See `_outgoing_state`.
    _bits = NO_DATE
    #: The header's text; it cannot be changed any more when there is one.
    _header: str | None = None
    agent: Any = None
    statusCode: Any = None
    _contentLength: float | None = None
    _trailer = ''
    _keepAliveTimeout: float = 0
    _maxRequestsPerSocket: float = 0
    _out_headers: dict[str, tuple[str, Any]] | None = None
    _unique_headers: frozenset[str] | None = None

    _headerSent: bool = flag(HEADER_SENT)
    sendDate: bool = unflag(NO_DATE, 'Whether a Date is sent when none is set.')
    chunkedEncoding: bool = flag(IN_CHUNKS, 'The body is sent in chunks.')
    shouldKeepAlive: bool = unflag(NOT_KEPT, 'The connection is kept when the message is over.')
    useChunkedEncodingByDefault: bool = unflag(NO_CHUNKS, 'A body of unknown length is sent in chunks.')
    maxRequestsOnConnectionReached: bool = flag(LIMIT_REACHED, 'The connection has had its last request.')
    _last: bool = flag(LAST)
    _defaultKeepAlive: bool = unflag(NO_KEEP_ALIVE_FIELD)
    _connection_removed: bool = flag(REMOVED_CONNECTION)
    _removedConnection = _connection_removed
    _removedContLen: bool = flag(REMOVED_LENGTH)
    _removedTE: bool = flag(REMOVED_CODING)
    _hasBody: bool = unflag(BODILESS)

    def _send(self, data: Any, encoding: Any = None, callback: Any = None, byteLength: Any = None) -> bool:
        """Send bytes, the header in front of the first: the message knows how."""
        raise ERR_METHOD_NOT_IMPLEMENTED('_send()')

    @property
    def headersSent(self) -> bool:
        """`outgoingMessage.headersSent`: the header cannot be changed any more. Since v0.9.3."""
        return self._header is not None

    @property
    def _headers(self) -> JSObject:
        _deprecated(self, '_headers')
        return self.getHeaders()

    @_headers.setter
    def _headers(self, value: Any) -> None:
        _deprecated(self, '_headers')
        self._out_headers = None
        if isinstance(value, Mapping):
            # As `setHeader` does: what is set is taken for valid from then on.
            for name, item in value.items():
                validate_header_name(name)
                validate_header_value(name, item)
            self._out_headers = {name.lower(): (name, item) for name, item in value.items()}

    @property
    def _headerNames(self) -> Any:
        _deprecated(self, '_headerNames')
        if self._out_headers is None:
            return None
        return JSObject((key, name) for key, (name, _) in self._out_headers.items())

    @_headerNames.setter
    def _headerNames(self, value: Any) -> None:
        _deprecated(self, '_headerNames')
        headers = self._out_headers
        if isinstance(value, Mapping) and headers is not None:
            for key in headers.keys() & value.keys():
                validate_header_name(value[key])
                headers[key] = (value[key], headers[key][1])

    def _renderHeaders(self) -> JSObject:
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('render')
        return JSObject((self._out_headers or {}).values())

    # -- what is set -----------------------------------------------------------------------------------------------

    def setHeader(self: H, name: Any = UNDEFINED, value: Any = None) -> H:
        """`outgoingMessage.setHeader(name, value)`

        Sets one header; a list sends the field once per value. Case is kept. Returns: the message.

        Raises: `ERR_HTTP_HEADERS_SENT`, `ERR_INVALID_HTTP_TOKEN`, `ERR_HTTP_INVALID_HEADER_VALUE`, `ERR_INVALID_CHAR`.
        Since v0.4.0.
        """
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('set')
        pair = (name, value)
        if type(value) is not str or type(name) is not str or pair not in _LINES:  # not sent before
            validate_header_name(name)
            validate_header_value(name, value)
        headers = self._out_headers
        if headers is None:
            headers = self._out_headers = {}
        headers[name.lower()] = pair
        return self

    def setHeaders(self: H, headers: Any = UNDEFINED) -> H:
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

    def appendHeader(self: H, name: Any = UNDEFINED, value: Any = None) -> H:
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
            self._bits |= REMOVED_CONNECTION
        elif key == 'content-length':
            self._bits |= REMOVED_LENGTH
        elif key == 'transfer-encoding':
            self._bits |= REMOVED_CODING
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
        self._bits |= TRAILERS
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

    def _storeHeader(self, first_line: str, headers: Any = None) -> None:
        """Make the header: the first line, the given fields, and what they leave to be implied."""
        text = first_line
        found = 0
        if headers is not None:
            validate = headers is not self._out_headers  # what `setHeader` took is valid
            pairs = (
                (headers.items() if type(headers) is dict else header_pairs(headers))
                if validate
                else headers.values()
            )
            for pair in pairs:
                try:
                    text += _LINES[pair]
                except (KeyError, TypeError):  # not made before; or a value that is a list
                    line, what = self._field(pair, validate)
                    text += line
                    found |= what
        if found & _DECIDES or self._bits & UNUSUAL_FIELDS:
            text += self._imply(found)
        else:  # nearly every response
            begin, end, timeout, most, usual = _usual
            if not (
                begin <= (now := time()) < end
                and timeout == self._keepAliveTimeout
                and most == self._maxRequestsPerSocket
            ):
                usual = _make_usual(now, self._keepAliveTimeout, self._maxRequestsPerSocket)
            text += usual
            if not found & _FRAMES:
                if self._bits & UNUSUAL_FRAMING:
                    text += self._imply_framing(found)
                elif self._contentLength is None:
                    self._bits |= IN_CHUNKS
                    text += 'Transfer-Encoding: chunked\r\n'
                else:
                    text += f'Content-Length: {self._contentLength}\r\n'
        self._header = text + '\r\n'
        self._bits &= _UNSENT
        if found & _EXPECT:  # the body waits for 100, so the header cannot wait for the body
            self._send(b'', 'utf8')

    def _field(self, pair: tuple[Any, Any], validate: bool) -> tuple[str, int]:
        """The line (or lines) of one field, and what it means for those that are implied."""
        name, value = pair
        if validate:
            validate_header_name(name)
        key = name.lower()
        if self._contentLength and key == 'content-disposition' and self._profile.reinterprets_disposition:
            value = _as_utf8(value)
        if type(value) is not str:
            if isinstance(value, (list, tuple)):
                return self._list_field(name, value, validate)
            if validate:
                validate_header_value(name, value)
            value = to_string(value)
        elif validate and not (value.isascii() and value.isprintable()):
            validate_header_value(name, value)
        line = f'{name}: {value}\r\n'
        what = _MATTERS.get(key, 0)
        if what:
            self._note(what, value)
        elif len(line) < _REMEMBER_UP_TO and pair[1] is value:
            _remember(pair, line)
        return line, what

    def _list_field(self, name: str, values: Any, validate: bool) -> tuple[str, int]:
        """One field per value; Cookie, and what `uniqueHeaders` names, as one field."""
        key = name.lower()
        one_field = len(values) > 1 and (
            (key == 'cookie' and self._profile.joins_cookies)
            or bool(self._unique_headers and key in self._unique_headers)
        )
        if not one_field and self._unique_headers and key in self._unique_headers:
            one_field = True
        lines = ''
        found = 0
        for value in ['; '.join(map(to_string, values))] if one_field else values:
            if validate:
                validate_header_value(name, value)
            text = ','.join(map(to_string, value)) if isinstance(value, (list, tuple)) else to_string(value)
            lines += f'{name}: {text}\r\n'
            what = _MATTERS.get(key, 0)
            if what:
                found |= what
                self._note(what, text)
        return lines, found

    def _note(self, what: int, value: str) -> None:
        """A field was set that decides about the connection or the framing."""
        if what == _CONNECTION:
            self._bits &= ~REMOVED_CONNECTION
            if _CONNECTION_CLOSES.search(value):
                self._last = True
            else:
                self.shouldKeepAlive = True
        elif what == _TRANSFER_ENCODING:
            self._bits &= ~REMOVED_CODING
            if _ENDS_CHUNKED.search(value):
                self.chunkedEncoding = True
        elif what == _CONTENT_LENGTH:
            self._contentLength = _number(value)
            self._bits &= ~REMOVED_LENGTH
        elif what == _KEEP_ALIVE:
            self._bits |= NO_KEEP_ALIVE_FIELD

    def _imply(self, found: int) -> str:
        """The fields that the given ones leave to be implied."""
        text = ''
        if self.sendDate and not found & _DATE:
            text += f'Date: {http_date()}\r\n'
        if self.chunkedEncoding and self.statusCode in (204, 304):
            # RFC 9112 6.1: a server MUST NOT send Transfer-Encoding with these; the client would wait for chunks.
            debug('%d response should not use chunked encoding, closing connection.', self.statusCode)
            self.chunkedEncoding = False
            self.shouldKeepAlive = False
        if self._bits & REMOVED_CONNECTION:
            self._last = not self.shouldKeepAlive
        elif not found & _CONNECTION:
            text += self._imply_connection(found)
        if not found & _FRAMES:
            text += self._imply_framing(found)
        if found & _TRAILER and not self.chunkedEncoding and self._profile.trailer_needs_chunks:
            raise ERR_HTTP_TRAILER_INVALID()
        return text

    def _imply_connection(self, found: int) -> str:
        persistence = implied_persistence(
            keep_alive=self.shouldKeepAlive,
            length_set=bool(found & _CONTENT_LENGTH),
            may_chunk=self.useChunkedEncodingByDefault,
            has_agent=self.agent is not None and self.agent is not False,
            limit_reached=self.maxRequestsOnConnectionReached,
        )
        if persistence is Persistence.KEEP_ALIVE:
            kept = 'Connection: keep-alive\r\n'
            if not self._bits & NO_KEEP_ALIVE_FIELD:
                kept += _keep_alive_field(self._keepAliveTimeout, self._maxRequestsPerSocket)
            return kept
        if persistence is Persistence.CLOSE:
            self._last = True
        return 'Connection: close\r\n'

    def _imply_framing(self, found: int) -> str:
        length = self._contentLength
        framing = implied_framing(
            self._hasBody,
            self.useChunkedEncodingByDefault,
            length is not None and not found & _TRAILER and not self._bits & REMOVED_LENGTH,
            self._bits & REMOVED_CODING != 0,
        )
        if framing is NO_BODY:
            self.chunkedEncoding = False
        elif framing is LENGTH:
            return f'Content-Length: {length if type(length) is int else to_string(length)}\r\n'
        elif framing is CHUNKED:
            self.chunkedEncoding = True
            return 'Transfer-Encoding: chunked\r\n'
        else:
            self._last = True
        return ''


#: The codes of what a program was told not to use any more: each is told once.
_TOLD: set[str] = set()


def _deprecated(message: OutgoingHeaders, name: str) -> None:
    if 'DEP0066' not in _TOLD and major(message._profile.version) >= 12:
        _TOLD.add('DEP0066')
        text = f'OutgoingMessage.prototype.{name} is deprecated'
        emit_warning(text, 'DeprecationWarning', code='DEP0066')


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


#: The usual fields that were made last: from when until when they hold, what they were made of, and their text.
_usual: tuple[float, float, float, float, str] = (0, 0, 0, 0, '')


def _make_usual(now: float, timeout: float, most: float) -> str:
    """Date, Connection and Keep-Alive of a response on a connection that stays, for this second."""
    global _usual
    text = f'Date: {http_date()}\r\nConnection: keep-alive\r\n{_keep_alive_field(timeout, most)}'
    begin = float(int(now))  # as `now` is: comparing a float with an int takes thrice as long
    _usual = (begin, begin + 1, timeout, most, text)
    return text


def _keep_alive_field(timeout: float, most: float) -> str:
    if not timeout:
        return ''
    limit = int(most or 0)
    return f'Keep-Alive: timeout={int(timeout / 1000)}{f", max={limit}" if limit > 0 else ""}\r\n'


def encode_header(header: str, encoding: Any) -> bytes:
    """The bytes of a header. Node encodes it as it does the text it is sent together with; that is seen in the wire."""
    if encoding in ('utf8', 'utf-8') and not header.isascii():
        return header.encode()
    try:
        return header.encode('latin-1')
    except UnicodeEncodeError:
        return bytes(ord(character) & 0xFF for character in header)


def _number(text: str) -> float:
    """JavaScript's `+text`, as far as a Content-Length goes."""
    if not text:
        return 0
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return math.nan
