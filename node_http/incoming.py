"""`IncomingMessage`: a message as it comes in: its first line, its fields, and its body as a stream.

Most requests have no body and their handlers look at few fields, so both come into being when somebody asks: the
fields are kept as the bytes they came in (`_block`), and the stream's state is made when the stream is first touched.
A message whose end has come before that is told of it then (`_eof`).

Which fields may come twice is one table, `_FIRST`.
"""

from __future__ import annotations

from typing import Any, TypeVar

from ._debug import debuglog
from ._headers import plain_headers, raw_headers
from ._jsobject import JSObject, truthy
from ._runtime import next_tick
from .buffer import Buffer
from .events import NOTHING
from .stream import Readable, finished
from .stream.state import (
    AUTO_DESTROY,
    CLOSE_EMITTED,
    CLOSED,
    CONSTRUCTED,
    DESTROYED,
    EMIT_CLOSE,
    EMITTED_READABLE,
    END_EMITTED,
    ENDED,
    ERRORED,
    READING_MORE,
    RESUME_SCHEDULED,
    SYNC,
    ReadableState,
)
from .versions import CURRENT, Profile

debug = debuglog('http')

M = TypeVar('M', bound='IncomingMessage')

#: The state of a body from which nothing was read yet, but for `RESUME_SCHEDULED`.
_UNREAD = CONSTRUCTED | SYNC | EMIT_CLOSE | AUTO_DESTROY | READING_MORE

#: The first value counts; later ones are dropped (RFC 9110 5.3 allows no list here).
_FIRST = frozenset(
    {
        'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
        'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
        'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
    }
)  # fmt: skip


class IncomingMessage(Readable):
    """`new http.IncomingMessage(socket)`

    A request as a server gets it, or a response as a client gets it. Since v0.1.17.
    """

    #: Which version of Node it is one of.
    _profile: Profile = CURRENT
    socket: Any = None
    _version: tuple[int | None, int | None] = (None, None)
    _version_text: str | None = None
    #: The whole message has been received.
    complete = False
    #: Of requests.
    method: str | None = None
    url: str | None = ''
    #: Of responses.
    statusCode: int | None = None
    statusMessage: str | None = None
    upgrade: bool | None = None
    aborted = False
    #: Of responses: the request this is the answer to.
    req: Any = None
    #: Of requests: the response, while it is the connection's.
    res: Any = None
    joinDuplicateHeaders: Any = None

    #: Takes a block apart.
    _fields_of = staticmethod(raw_headers)
    _consumed = False
    _dumped = False
    _paused = False
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
    #: The parser has seen the end before the stream's state was made.
    _eof = False
    #: The message was never touched, and is over.
    _over = False
    _passes_timeout = False

    def __init__(self, socket: Any = None) -> None:
        # What every message looks at: found sooner here than in the class.
        self._events = NOTHING
        self._rs = None
        self._dumped = self._consumed = False
        self.socket = socket

    # -- the first line and the fields -------------------------------------------------------------------------

    @property
    def connection(self) -> Any:
        """`message.connection`: the same as `socket`. Since v0.1.90, deprecated since v16.0.0."""
        return self.socket

    @connection.setter
    def connection(self, value: Any) -> None:
        self.socket = value

    client = connection

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
        return raw

    @rawHeaders.setter
    def rawHeaders(self, value: list[str]) -> None:
        self._raw_headers = value

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
        block = self._block
        if (
            not block
            or self._raw_headers is not None
            or type(self)._addHeaderLine is not IncomingMessage._addHeaderLine
            or self._fields_of is not raw_headers
        ):
            return None
        known = self._known_headers
        if known:
            return JSObject(known[0])
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
            self._headers_distinct = _distinct(self.rawHeaders)
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

    # -- the body ----------------------------------------------------------------------------------------------

    def _new_readable_state(self) -> ReadableState:
        state, profile = self._ReadableState(), self._profile
        if self.socket is not None:
            state.highWaterMark = self.socket.readableHighWaterMark
        elif profile is not CURRENT:
            state.highWaterMark = profile.high_water_mark
        if not profile.autodestroys_messages:
            state.bits &= ~(AUTO_DESTROY | EMIT_CLOSE)
        # Nothing is asked for until somebody reads, so that `_consumed` says whether anybody did.
        if profile.reads_when_asked:
            state.bits |= READING_MORE
        if self._eof:
            state.bits |= ENDED
        if self._over:
            state.bits |= END_EMITTED
            if profile.autodestroys_messages:
                state.bits |= DESTROYED | CLOSED | CLOSE_EMITTED
        return state

    def _read(self, size: int) -> None:
        if not self._consumed:
            self._consumed = True
            self._readableState.bits &= ~READING_MORE
        # The parser pushes by itself; it only has to be fed.
        socket = self.socket
        if socket is not None and socket.readable:
            read_start(socket)

    def _body(self, data: bytes) -> None:
        """The parser read a piece of the body."""
        if self._dumped:
            return
        if type(data) is not Buffer:
            data = Buffer(data)
        state = self._rs
        if state is not None and state.bits & ~RESUME_SCHEDULED == _UNREAD and state.decoder is None:
            # `push`, where nobody has read, so that nobody is to be told yet.
            state.buffer.append(data)
            state.length += len(data)
            if state.length < state.highWaterMark:
                return
        elif self.push(data):
            return
        read_stop(self.socket)

    def _ended(self, trailers: bytes | None) -> None:
        """The parser read the end of the message."""
        self.complete = True
        if trailers:
            self._trailer_block = trailers
            if self._trailers is not None:  # read before they came
                self._fill_trailers()
        state = self._rs
        if state is None:
            self._eof = True
        elif state.bits & ~RESUME_SCHEDULED == _UNREAD and state.decoder is None:  # `push(None)`, as above
            state.bits |= ENDED | EMITTED_READABLE
            next_tick(self._emit_readable, state)
        else:
            self.push(None)

    @property
    def destroyed(self) -> bool:
        """`message.destroyed`: whether `destroy()` has been called, or the message is over. Since v8.0.0."""
        if self._rs is None:
            return self._over and self._profile.autodestroys_messages
        return super().destroyed

    @destroyed.setter
    def destroyed(self, value: bool) -> None:
        self._readableState.destroyed = value

    @property
    def readableEnded(self) -> bool:
        """`message.readableEnded`: whether 'end' has been emitted. Since v12.9.0."""
        return self._over if self._rs is None else super().readableEnded

    def _dump(self) -> IncomingMessage | None:
        """Nobody wants the rest of the body: let it run through.

        Returns: the message, when there was nothing to run through, nor anybody to tell; `_end_untouched` then ends it.
        """
        if self._dumped:
            return None
        self._dumped = True
        if self._eof and self._rs is None and not self._heard():
            return self
        # What is buffered must not reach a listener: the answer has been given.
        self.removeAllListeners('data')
        self.resume()
        return None

    def _abort(self) -> None:
        """The connection is gone before the message was over: how it was told before messages destroyed themselves."""
        self.aborted = True
        self.emit('aborted')

    def _close_after_end(self) -> None:
        """'close' behind 'end', where the stream does not emit it by itself."""
        if self.readableEnded:
            self.emit('close')
        elif self._heard():
            self.once('end', lambda: self.emit('close'))

    def _heard(self) -> bool:
        """Whether anybody could tell whether 'end' and 'close' are emitted; who replaces `emit` can."""
        events = self._events
        if events is not NOTHING and ('end' in events or 'close' in events):
            return True
        # Not asked of `__dict__`: that would make one, which costs more than all else here.
        return getattr(self.emit, '__func__', None) is not Readable.emit

    def _end_untouched(self) -> None:
        if self._rs is None and self._events is NOTHING:
            self._over = True
        else:
            self.resume()

    def destroy(self: M, error: Any = None, callback: Any = None, /) -> M:
        """`message.destroy([error])`: destroys the socket too, when the message is not over. Since v0.3.0."""
        state = self._rs
        if (
            state is not None
            and state.bits & (END_EMITTED | DESTROYED | ERRORED) == END_EMITTED
            and self.complete
            and not self.aborted
            and error is None
            and callback is None
            and getattr(self._destroy, '__func__', None) is IncomingMessage._destroy
        ):  # as nearly every message that was read: by itself, and nothing is left to release
            state.bits |= DESTROYED
            next_tick(self._closed_by_itself, state)
            return self
        return super().destroy(error, callback)

    def _closed_by_itself(self, state: ReadableState) -> None:
        state.bits |= CLOSED
        next_tick(self._emit_close)

    def _destroy(self, error: Any, callback: Any) -> None:
        if not self.readableEnded or not self.complete:
            self.aborted = True
            self.emit('aborted')
        socket = self.socket
        if socket is not None and not socket.destroyed and self.aborted:
            socket.destroy(error)

            def on_finished(failure: Any = None) -> None:
                if failure is not None and getattr(failure, 'code', None) == 'ERR_STREAM_PREMATURE_CLOSE':
                    failure = None
                stop()
                next_tick(self._tell_destroyed, failure if failure is not None else error, callback)

            stop = finished(socket, on_finished)
        else:
            next_tick(self._tell_destroyed, error, callback)

    def _tell_destroyed(self, error: Any, callback: Any) -> None:
        # Programs from before v13 do not listen to a message's 'error'; they must not fail for that.
        callback(error if self.listenerCount('error') else None)

    def setTimeout(self, msecs: Any, callback: Any = None) -> IncomingMessage:
        """`message.setTimeout(msecs[, callback])`: the socket's `setTimeout`. Since v0.5.9."""
        if truthy(callback):
            self.on('timeout', callback)
        if self.req is not None and not self._passes_timeout:  # a server's connection does it by itself
            self._passes_timeout = True
            self.socket.on('timeout', self._emit_timeout)
        self.socket.setTimeout(msecs)
        return self

    def _emit_timeout(self) -> None:
        self.emit('timeout')

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


def read_start(socket: Any) -> None:
    """Let the connection read again, unless the server has stopped it for its own reasons."""
    if socket is None or getattr(socket, '_paused', False) or not socket.readable:
        return
    handle = getattr(socket, '_handle', None)
    if handle is not None and handle.consumer is not None:
        handle.read_start()
    else:
        socket.resume()


def read_stop(socket: Any) -> None:
    """The body comes faster than it is read: stop reading, down to the operating system."""
    if socket is None:
        return
    handle = getattr(socket, '_handle', None)
    if handle is not None:
        handle.read_stop()
    if handle is None or handle.consumer is None:
        socket.pause()
