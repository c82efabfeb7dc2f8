"""`IncomingMessage`: a message as it comes in: its first line, its fields, and its body (`_incoming_body`).

Most requests have no body and their handlers look at few fields, so both come into being when somebody asks: the
fields are kept as the bytes they came in (`_block`), and the stream's state is made when the stream is first touched.
A message whose end has come before that is told of it then (`_eof`).

Which fields may come twice is one table, `_FIRST`.
"""

from __future__ import annotations

from typing import Any

from ._debug import debuglog
from ._headers import plain_headers, raw_headers
from ._incoming_body import IncomingBody
from ._jsobject import JSObject, truthy
from ._listeners import NOTHING
from ._numbers import is_number, to_int32

debug = debuglog('http')

#: The first value counts; later ones are dropped (RFC 9110 5.3 allows no list here).
_FIRST = frozenset(
    {
        'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
        'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
        'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
    }
)  # fmt: skip

#: How many fields of a header are taken when nobody has said so.
_MOST_FIELDS = 1000


def most_fields(limit: Any) -> int:
    """`maxHeadersCount`: how many fields it lets through, 0 for no limit; what is no number is the default."""
    return max(to_int32(limit), 0) if is_number(limit) else _MOST_FIELDS


class IncomingMessage(IncomingBody):
    """`new http.IncomingMessage(socket)`

    A request as a server gets it, or a response as a client gets it. Since v0.1.17.
    """

    _version: tuple[int | None, int | None] = (None, None)
    _version_text: str | None = None
    #: Of requests.
    method: str | None = None
    url: str | None = ''
    #: Of responses.
    statusCode: int | None = None
    statusMessage: str | None = None
    upgrade: bool | None = None
    #: Of responses: the request this is the answer to.
    req: Any = None
    #: Of requests: the response, while it is the connection's.
    res: Any = None
    joinDuplicateHeaders: Any = None

    #: Takes a block apart.
    _fields_of = staticmethod(raw_headers)
    _block: bytes | None = None
    _trailer_block: bytes | None = None
    _max_header_pairs = 0
    _raw_headers: list[str] | None = None
    _raw_trailers: list[str] | None = None
    _headers: JSObject | None = None
    #: Where the connection keeps what `headers` were of the request before, which had the same fields.
    _known_headers: list[JSObject] | None = None
    _headers_distinct: JSObject | None = None
    _trailers: JSObject | None = None
    _trailers_distinct: JSObject | None = None
    #: What `client` was set to, if it was.
    _given_client: tuple[Any, ...] = ()

    def __init__(self, socket: Any = None) -> None:
        # What every message looks at: found sooner here than in the class.
        self._events = NOTHING
        self._rs = None
        self._dumped = self._consuming = False
        self.socket = socket

    # -- the first line and the fields -------------------------------------------------------------------------

    @property
    def connection(self) -> Any:
        """`message.connection`: the same as `socket`. Since v0.1.90, deprecated since v16.0.0."""
        return self.socket

    @connection.setter
    def connection(self, value: Any) -> None:
        self.socket = value

    @property
    def client(self) -> Any:
        """`message.client`: the socket it came over, also when that is no longer this message's."""
        if self._given_client:
            return self._given_client[0]
        if self.socket is None and self.req is not None:
            return self.req.socket
        return self.socket

    @client.setter
    def client(self, value: Any) -> None:
        self._given_client = (value,)

    @property
    def httpVersionMajor(self) -> int | None:
        """`message.httpVersionMajor`: 1, of HTTP/1.1. Since v0.1.1."""
        return self._version[0]

    @httpVersionMajor.setter
    def httpVersionMajor(self, value: int | None) -> None:
        self._version = (value, self._version[1])

    @property
    def httpVersionMinor(self) -> int | None:
        """`message.httpVersionMinor`: the second 1 of HTTP/1.1. Since v0.1.1."""
        return self._version[1]

    @httpVersionMinor.setter
    def httpVersionMinor(self, value: int | None) -> None:
        self._version = (self._version[0], value)

    @property
    def httpVersion(self) -> str | None:
        """`message.httpVersion`: '1.1', mostly. Since v0.1.1."""
        text = self._version_text
        if text is None and self._version[0] is not None:
            text = '{}.{}'.format(*self._version)
        return text

    @httpVersion.setter
    def httpVersion(self, value: str | None) -> None:
        self._version_text = value

    @property
    def rawHeaders(self) -> list[str]:
        """`message.rawHeaders`

        The fields as they came: a flat list of names and values, in order, with their case. Since v0.11.6.
        """
        raw = self._raw_headers
        if raw is None:
            raw = self._fields_of(self._block) if self._block else []
            self._raw_headers = raw
            self._known_headers = None  # whoever has the list may change it
        return raw

    @rawHeaders.setter
    def rawHeaders(self, value: list[str]) -> None:
        self._raw_headers = value
        self._known_headers = None

    @property
    def headers(self) -> JSObject:
        """`message.headers`

        The fields, names in lower case. Of fields that come twice: those that may stand once keep the first value;
        `set-cookie` is always a list; `cookie` is joined with '; '; all others with ', '. Since v0.1.5.
        """
        headers = self._headers
        if headers is None:
            headers = self._headers = self._plain_headers()
        if headers is None:
            headers = self._headers = JSObject()
            raw = self.rawHeaders
            if self._max_header_pairs:
                raw = raw[: self._max_header_pairs]
            for name, value in zip(raw[::2], raw[1::2]):
                self._addHeaderLine(name, value, headers)
        return headers

    @headers.setter
    def headers(self, value: Any) -> None:
        self._headers = value

    def _plain_headers(self) -> JSObject | None:
        """`headers` of a message in which each field stands once, as in nearly every request."""
        known = self._known_headers
        if known:
            return JSObject(known[0])
        block = self._block
        if (
            not block
            or self._raw_headers is not None
            or type(self)._addHeaderLine is not IncomingMessage._addHeaderLine
            or self._fields_of is not raw_headers
        ):
            return None
        headers = plain_headers(block, JSObject())
        if headers is None or 'set-cookie' in headers or '__proto__' in headers:
            return None
        if 0 < self._max_header_pairs < 2 * len(headers):
            return None
        if known is not None:
            known.append(JSObject(headers))
        return headers

    @property
    def headersDistinct(self) -> JSObject:
        """`message.headersDistinct`: as `headers`, but every value is a list, and nothing is joined. Since v18.3.0."""
        if self._headers_distinct is None:
            raw = self.rawHeaders
            self._headers_distinct = _distinct(raw[: self._max_header_pairs or len(raw)])
        return self._headers_distinct

    @headersDistinct.setter
    def headersDistinct(self, value: Any) -> None:
        self._headers_distinct = value

    @property
    def rawTrailers(self) -> list[str]:
        """`message.rawTrailers`: the fields behind the body, as they came; filled at 'end'. Since v0.11.6."""
        raw = self._raw_trailers
        if raw is None:
            if not self.complete:
                return []
            raw = self._raw_trailers = self._fields_of(self._trailer_block) if self._trailer_block else []
        return raw

    @rawTrailers.setter
    def rawTrailers(self, value: list[str]) -> None:
        self._raw_trailers = value

    @property
    def trailers(self) -> JSObject:
        """`message.trailers`: the fields behind the body; filled at 'end'. Since v0.3.0."""
        if self._trailers is None:
            self._trailers = JSObject()
            self._fill_trailers()
        return self._trailers

    @trailers.setter
    def trailers(self, value: Any) -> None:
        self._trailers = value

    def _fill_trailers(self) -> None:
        raw = self.rawTrailers
        assert self._trailers is not None
        for index in range(0, len(raw), 2):
            self._addHeaderLine(raw[index], raw[index + 1], self._trailers)

    @property
    def trailersDistinct(self) -> JSObject:
        """`message.trailersDistinct`: as `trailers`, but every value is a list. Since v18.3.0, v16.17.0.

        As in Node, read before 'end' it stays empty.
        """
        if self._trailers_distinct is None:
            self._trailers_distinct = _distinct(self.rawTrailers)
        return self._trailers_distinct

    @trailersDistinct.setter
    def trailersDistinct(self, value: Any) -> None:
        self._trailers_distinct = value

    def _addHeaderLine(self, field: str, value: str, dest: dict[str, Any]) -> None:
        """Add one field to `dest`, by the rules for fields that come twice."""
        name = field.lower()
        if name == '__proto__':
            return  # in Node it is the object's prototype, and so no header
        if name not in dest:
            dest[name] = [value] if name == 'set-cookie' else value
        elif name == 'set-cookie':
            dest[name].append(value)
        elif name == 'cookie':
            dest[name] += ('; ' if self._profile.joins_cookies else ', ') + value
        elif self.joinDuplicateHeaders or name not in _FIRST:
            dest[name] += ', ' + value

    def _addHeaderLineDistinct(self, field: str, value: str, dest: dict[str, Any]) -> None:
        """Add one field to `dest`, in which every value is a list."""
        dest.setdefault(field.lower(), []).append(value)

    def _addHeaderLines(self, headers: Any, n: int) -> None:
        """Take the first `n` names and values of a flat list as the fields, or as those behind the body."""
        if not headers:
            return
        if self.complete:
            self.rawTrailers, dest = headers, self._trailers
        else:
            self.rawHeaders, dest, self._max_header_pairs = headers, self._headers, n
        if dest is not None:
            for name, value in zip(headers[:n:2], headers[1:n:2]):
                self._addHeaderLine(name, value, dest)

    # -- the body ----------------------------------------------------------------------------------------------

    def _take_trailers(self, block: bytes) -> None:
        self._trailer_block = block
        if self._trailers is not None:  # read before they came
            self._fill_trailers()

    def setTimeout(self, msecs: Any, callback: Any = None) -> IncomingMessage:
        """`message.setTimeout(msecs[, callback])`: the socket's `setTimeout`. Since v0.5.9."""
        if truthy(callback):
            self.on('timeout', callback)
        self.socket.setTimeout(msecs)
        return self

    def __repr__(self) -> str:
        if self.statusCode is not None:
            return f'<{type(self).__name__} {self.statusCode} {self.statusMessage}>'
        return f'<{type(self).__name__} {self.method} {self.url}>'


def _distinct(raw: list[str]) -> JSObject:
    distinct = JSObject()
    for index in range(0, len(raw), 2):
        name = raw[index].lower()
        if name != '__proto__':
            distinct.setdefault(name, []).append(raw[index + 1])
    return distinct
