"""One connection as the server sees it: requests come in, responses go out in the same order.

Requests may come faster than they are answered (pipelining). Each gets its response object at once; the first one has
the socket, the others wait in `outgoing` and gather what they are told to send. When the first has finished, the next
one gets the socket. Is too much gathered, the connection is not read on.

`message_start` is since when a message is under way, for the timeouts of headers and request: it begins with the
connection, is over with a complete request, and begins anew with the first byte of the next.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ._debug import debuglog
from ._headers import field_start
from ._incoming_body import read_start, read_stop
from ._listeners import ours
from ._outgoing_state import AWAITS_DRAIN, EXPECTS_CONTINUE, LAST, NEED_DRAIN
from ._parser import STOP, ParseError, create_parser
from ._runtime import current, next_tick
from .errors import ERR_HTTP_REQUEST_TIMEOUT, ERR_HTTP_SOCKET_ENCODING, conn_reset_exception
from .incoming import IncomingMessage, most_fields
from .response import ServerResponse
from .stream.state import RESUME_SCHEDULED

if TYPE_CHECKING:
    from .server import Server

debug = debuglog('http')

_HOST = field_start(b'host')
_EXPECT = field_start(b'expect')

#: What a client gets that sent something unreadable, by the error's code; 400 otherwise.
_ANSWERS = {
    'HPE_HEADER_OVERFLOW': b'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n',
    'HPE_CHUNK_EXTENSIONS_OVERFLOW': b'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n',
    'ERR_HTTP_REQUEST_TIMEOUT': b'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
}
_BARE_BAD_REQUEST = b'HTTP/1.1 400 Bad Request\r\n\r\n'
_BAD_REQUEST = b'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'

_new: Callable[[type[Any]], Any] = object.__new__

#: What closes a request when its answer has finished, where the stream does not do so by itself.
_CLOSES_REQUEST: dict[str | None, Callable[[IncomingMessage], Any] | None] = {
    None: None,
    'at finish': lambda request: request.emit('close'),
    'at end': lambda request: request._close_after_end(),
    'by itself': None,
}


class ServerConnection:
    """The parser's handler for one connection, and the keeper of its queues."""

    def __init__(self, server: Server, socket: Any) -> None:
        debug('SERVER new http connection')
        self.server = server
        self.socket = socket
        self.runtime = current()
        self.parser: Any = create_parser(
            'request',
            self,
            engine=server.parser,
            max_header_size=server.maxHeaderSize or 0,
            lenient=bool(server.insecureHTTPParser),
            profile=server._profile,
        )
        self.max_fields = most_fields(server.maxHeadersCount)
        #: A block shorter than this has no more fields: the shortest is four bytes.
        self.may_be_too_many = 4 * self.max_fields if self.max_fields else math.inf
        #: The request that is being received, or was the last; None when that is over, and answered.
        self.current: IncomingMessage | None = None
        # Lists, for they are short, and there is one of each per connection.
        self.incoming: list[IncomingMessage] = []
        self.outgoing: list[ServerResponse] = []
        #: The fields of the last request, and whether they ask for an answer that is the server's own.
        self.block: bytes | None = None
        self.asks = False
        #: `headers` of a request with these fields, as soon as two had them and one was asked for it.
        self.fields: list[Any] | None = None
        self.outgoing_data = 0
        self.requests = 0
        self.sends_keep_alive = server._profile.sends_keep_alive
        self.limits_requests = server._profile.limits_requests
        self.closes_request = _CLOSES_REQUEST[server._profile.request_closes]
        self.closes_response = server._profile.response_closes
        options = server._response_options
        self.response_options = options and {'highWaterMark': socket.writableHighWaterMark, **options}
        self.keep_alive_timer_set = False
        #: ms: a request may be on its way when the time is over that the client was told.
        self.keep_alive_leeway = server._profile.keep_alive_leeway
        self.message_start: float | None = self.runtime.now()
        self.head_complete = False
        socket.server = server
        socket.parser = self.parser
        socket._httpMessage = None
        socket._paused = False
        if server._profile.guards_encoding:
            socket.setEncoding = _refuse_encoding
        #: How to set the socket's timeout; a Duplex may have none.
        self._set_idle_timeout: Any = getattr(socket, 'set_idle_timeout', None) or getattr(
            socket, 'setTimeout', None
        )
        if server.timeout and self._set_idle_timeout is not None:
            socket.setTimeout(server.timeout)
        socket.on('timeout', self.on_timeout)
        listeners = ours(
            ('data', self.on_data, 1),
            ('error', self.on_error, 1),
            ('end', self.on_end, 0),
            ('close', self.on_close, 0),
            ('drain', self.on_drain, 0),
            ('resume', self.on_resume, 0),
            ('pause', self.on_pause, 0),
        )
        consume = getattr(socket, 'consume', None)
        #: Whether the bytes come from the connection itself, past the socket's stream.
        self.consumes = consume is not None and consume(self.execute, self.on_unconsumed)
        if self.consumes:
            socket._add_ours(listeners)
        else:
            for event, entries in listeners:
                socket.on(event, entries[0][3])
        if server._tracks_connections:
            server._http_connections.add(self)

    # -- bytes come in -----------------------------------------------------------------------------------------

    def execute(self, data: bytes) -> None:
        """Feed the parser; what it reads is told by the methods below."""
        parser = self.parser
        result = parser.feed(data)
        request = self.current
        if request is not None and not request.complete and self.message_start is None:
            self.message_start = self.runtime.now()  # the body is still to come
        if not parser.left:
            if self.keep_alive_timer_set:
                self._reset_timeout()
            if self.socket._paused:
                parser.pause()
            return
        self._executed(result, data)

    def on_data(self, data: bytes) -> None:
        """The socket's 'data': somebody else listens to it too."""
        self.consumes = False
        self.execute(data)

    def on_pause(self) -> None:
        """The handler wants no more: stop what comes past the stream too."""
        handle = getattr(self.socket, '_handle', None)
        if handle is not None and (handle.bytes_read or self.message_start != self.runtime.now()):
            handle.read_stop()  # but at the very beginning: a 'data' listener that came just now makes it read

    def on_resume(self) -> None:
        socket = self.socket
        if socket._paused:  # for the server's own reasons, which count more
            socket.pause()

    def on_unconsumed(self) -> None:
        self.socket.removeListener('pause', self.on_pause)
        self.socket.removeListener('resume', self.on_resume)

    def _executed(self, result: Any, data: bytes) -> None:
        self._reset_timeout()
        if isinstance(result, ParseError):
            debug('parse error %s', result)
            self.on_error(result)
        elif self.parser.upgraded and self.current is not None and self.current.upgrade:
            self._upgrade(data[result:])
        elif self.current is not None and self.current.method == 'PRI':
            debug('SERVER got PRI request')
            self.socket.destroy()

    def _reset_timeout(self) -> None:
        if self.keep_alive_timer_set:
            self.keep_alive_timer_set = False
            self._set_idle_timeout(self.server.timeout or 0)

    def _upgrade(self, rest: bytes) -> None:
        """The connection is no longer ours: hand it to the listener, with what came behind the request."""
        request, socket, server = self.current, self.socket, self.server
        assert request is not None
        self._detach()
        name = 'connect' if request.method == 'CONNECT' else 'upgrade'
        if (name == 'upgrade' and server._profile.serves_upgrades) or server.listenerCount(name) > 0:
            debug('SERVER have listener for %s', name)
            from .buffer import Buffer

            socket._readableState.flowing = None
            server.emit(name, request, socket, Buffer(rest))
        else:
            debug('SERVER have no listener for %s', name)
            socket.destroy()

    def _detach(self) -> None:
        socket = self.socket
        unconsume = getattr(socket, 'unconsume', None)
        if unconsume is not None:
            unconsume()
        for event, listener in (
            ('data', self.on_data), ('end', self.on_end), ('close', self.on_close),
            ('drain', self.on_drain), ('error', self.on_error),
        ):  # fmt: skip
            socket.removeListener(event, listener)
        if socket._httpMessage is None:  # else that is waiting for its 'close' still
            socket.removeListener('close', self.tell_closed)
        if self.server._profile.upgrade_frees_timeout:
            socket.removeListener('timeout', self.on_timeout)
        self._free()

    def _free(self) -> None:
        self.server._http_connections.discard(self)
        self.parser.close()
        self.socket.parser = None

    # -- what the parser tells ---------------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self.message_start = self.runtime.now()
        self.head_complete = False

    def on_request(
        self, method: str, url: str, version: tuple[int, int], block: bytes, keep_alive: bool, upgrade: bool
    ) -> int | None:
        server, socket = self.server, self.socket
        if self.keep_alive_timer_set:
            self.keep_alive_timer_set = False
            if self.consumes and not server.timeout:
                socket.stay_awake()
            else:
                self._set_idle_timeout(server.timeout or 0)
        self.head_complete = True
        make = server._incoming_class  # to call what an attribute holds takes longer
        request = self.current = make(socket)
        new = version == (1, 1)
        request.method = method
        request.url = url
        request._version = version
        request._block = block
        request.upgrade = False
        if server.joinDuplicateHeaders:
            request.joinDuplicateHeaders = True
        if block is not self.block:
            if len(block) > self.may_be_too_many and block.count(b'\r\n') > self.max_fields:
                return self._too_many_fields()
            lowered = block.lower()
            self.block, self.asks = block, _HOST not in lowered or _EXPECT in lowered
            self.fields = None
        elif self.fields is None:  # a client that repeats itself
            self.fields = []
        request._known_headers = self.fields
        if upgrade and self._is_upgrade(method):
            request.upgrade = True
            return None if server._profile.upgrade_has_body else STOP
        self.incoming.append(request)
        if self.outgoing_data or socket._ws is not None:
            self._pause_when_flooded()
        if server._plain_response is not None:
            response = request.res = _new(server._plain_response)
            response._begin(request)
            if not new:
                response._begin_old(request)
        else:
            response = request.res = server._response_class(request, self.response_options)
            if server._unique_headers is not None:
                response._unique_headers = server._unique_headers
        response._server_connection = self
        if self.sends_keep_alive:
            response._keepAliveTimeout = server.keepAliveTimeout
        if self.limits_requests:
            response._maxRequestsPerSocket = server.maxRequestsPerSocket
        if not (keep_alive and new):
            response.shouldKeepAlive = keep_alive
        if socket._httpMessage is None:
            response.assignSocket(socket)
        else:
            self.outgoing.append(response)
        if (
            new
            and (self.asks or server.maxRequestsPerSocket)
            and self._answered_by_rule(request, response, block.lower())
        ):
            return None
        server.emit('request', request, response)
        return None

    def _is_upgrade(self, method: str) -> bool:
        """Whether somebody takes the connection over; else the request is one as any other."""
        server = self.server
        return (
            method == 'CONNECT' or server.listenerCount('upgrade') > 0 or not server._profile.serves_upgrades
        )

    def _pause_when_flooded(self) -> None:
        """Nobody takes the answers: do not read more requests (the parser stops after this read)."""
        socket = self.socket
        if not socket._paused and (
            socket.writableNeedDrain or self.outgoing_data >= socket.writableHighWaterMark
        ):
            socket._paused = True
            socket.pause()
            read_stop(socket)

    def _answered_by_rule(self, request: IncomingMessage, response: ServerResponse, lowered: bytes) -> bool:
        """What RFC 9110 has the server decide by itself about an HTTP/1.1 request; whether it has."""
        server = self.server
        if server.requireHostHeader and _HOST not in lowered:
            response.writeHead(400, ['Connection', 'close'])
            response.end()
            return True
        limit = server.maxRequestsPerSocket
        if limit and limit > 0 and self.limits_requests:
            self.requests += 1
            response.maxRequestsOnConnectionReached = limit <= self.requests
            if limit < self.requests:
                server.emit('dropRequest', request, self.socket)
                response.writeHead(503)
                response.end()
                return True
        if _EXPECT not in lowered:
            return False
        if '100-continue' in (request.headers.expect or '').lower():
            response._bits |= EXPECTS_CONTINUE
            if server.listenerCount('checkContinue') > 0:
                server.emit('checkContinue', request, response)
            else:
                response.writeContinue()
                server.emit('request', request, response)
        elif server.listenerCount('checkExpectation') > 0:
            server.emit('checkExpectation', request, response)
        else:
            response.writeHead(417)
            response.end()
        return True

    def _too_many_fields(self) -> int:
        """More fields than `maxHeadersCount`: 431, and the handler does not run (Node's security releases of 2026)."""
        error = ParseError('HPE_HEADER_OVERFLOW', 'Header overflow', 0)
        self.incoming.clear()
        next_tick(self.on_error, error)
        return STOP

    def on_body(self, data: bytes) -> None:
        assert self.current is not None
        self.current._body(data)
        if self.consumes:
            # Node's parser enters JavaScript anew for every piece of a body when it reads the socket by itself.
            self.runtime.run_ticks()

    def on_complete(self, trailers: bytes | None) -> None:
        self.message_start = None
        request = self.current
        if request is not None:
            if trailers is None and request._rs is None:
                request.complete = request._eof = True
            else:
                request._ended(trailers)
            handle = self.socket._handle if self.consumes else None
            if handle is None or not handle.reading:
                read_start(self.socket)

    # -- responses go out --------------------------------------------------------------------------------------

    def pending_data(self, change: int) -> None:
        self.outgoing_data += change
        socket = self.socket
        if socket._paused or (socket._httpMessage is not None and socket._httpMessage._bits & NEED_DRAIN):
            self.on_drain()

    def response_finished(self, response: ServerResponse) -> None:
        """The last byte of the response that had the socket has gone out."""
        socket, server = self.socket, self.server
        untouched = request = None
        if self.incoming:
            request = self.incoming.pop(0)
            if not request._consuming:
                state = request._rs
                if state is None or not state.bits & RESUME_SCHEDULED:  # else it is going to be read
                    untouched = request._dump()
            request.res = None
            if request is self.current and request.complete:
                self.current = None
        response.detachSocket(socket)
        if self.closes_request is not None and request is not None:
            self.closes_request(request)
        if self.closes_response:
            self.runtime.next_tick(response._emit_close, untouched)
        if response._bits & LAST:
            if callable(getattr(socket, 'destroySoon', None)):
                socket.destroySoon()
            else:
                socket.end()
        elif self.outgoing:
            self.outgoing.pop(0).assignSocket(socket)
        elif server.keepAliveTimeout and self._set_idle_timeout is not None:
            idle = server.keepAliveTimeout + self.keep_alive_leeway
            if self.consumes:
                socket.keep_idle(idle)
            else:
                self._set_idle_timeout(idle)
            self.keep_alive_timer_set = True

    # -- what the socket tells ---------------------------------------------------------------------------------

    def on_drain(self) -> None:
        socket = self.socket
        if socket._paused and self.outgoing_data <= socket.writableHighWaterMark:
            socket._paused = False
            socket.resume()
            held = self.parser.held
            self._executed(self.parser.resume(), held)
        response = socket._httpMessage
        if response is not None and response._bits & AWAITS_DRAIN == NEED_DRAIN:
            response._bits &= ~NEED_DRAIN
            response.emit('drain')

    def on_timeout(self) -> None:
        socket, response = self.socket, self.socket._httpMessage
        request = None if socket.parser is None else self.current
        heard = request is not None and not request.complete and request.emit('timeout', socket)
        heard = (response is not None and response.emit('timeout', socket)) or heard
        heard = self.server.emit('timeout', socket) or heard
        if not heard:
            socket.destroy()

    def on_end(self) -> None:
        """The peer has sent its FIN."""
        socket = self.socket
        error = self.parser.finish()
        if error is not None:
            debug('parse error')
            self.on_error(error)
        elif not self.server.httpAllowHalfOpen:
            if self.server._profile.half_close_aborts:
                self._abort_incoming()
            socket.end()
        elif self.outgoing:
            self.outgoing[-1]._last = True
        elif socket._httpMessage is not None:
            socket._httpMessage._last = True
        else:
            socket.end()

    def on_close(self) -> None:
        debug('server socket close')
        self._free()
        self._abort_incoming()

    def tell_closed(self) -> None:
        """The socket has closed: for the response that has it."""
        response = self.socket._httpMessage
        if response is not None:
            response._emit_close()

    def _abort_incoming(self) -> None:
        """Nobody will read the answers to these requests."""
        autodestroys = self.server._profile.autodestroys_messages
        while self.incoming:
            request = self.incoming.pop(0)
            if autodestroys:
                request.destroy(conn_reset_exception('aborted'))
            else:
                request._abort()
                request.emit('close')

    def on_error(self, error: Any) -> None:
        """The connection failed, or the client sent what cannot be read."""
        socket = self.socket
        if self.server._profile.bad_request is None and not socket.destroyed:
            socket.destroy(error)  # without a word; its 'error' comes back here
            return
        socket.removeListener('error', self.on_error)
        if socket.listenerCount('error', _ignore) == 0:
            socket.on('error', _ignore)
        if self.server._profile.bad_request is None:
            self.server.emit('clientError', error, socket)
            return
        if self.server.emit('clientError', error, socket):
            return
        if self.server._profile.bad_request == 'bare' and socket.writable:
            socket.end(_BARE_BAD_REQUEST if self._may_answer_error() else b'')
            return
        if socket.writable and self._may_answer_error():
            socket.write(_ANSWERS.get(error.code, _BAD_REQUEST))
        socket.destroy(error)

    def _may_answer_error(self) -> bool:
        """Whether an error may be answered: never in the middle of an answer, it would pass for the rest of that."""
        response, when = self.socket._httpMessage, self.server._profile.answers_errors
        if when == 'first':
            return not self.socket.bytesWritten
        return response is None or not response._headerSent or (when == 'last' and response.finished)

    # -- timeouts of headers and request -----------------------------------------------------------------------

    def expired(self, now: float) -> bool:
        """Whether the headers, or the whole request, are late."""
        if self.message_start is None:
            return False
        server, waited = self.server, now - self.message_start
        if not self.head_complete and server.headersTimeout and waited > server.headersTimeout:
            return True
        return bool(server.requestTimeout) and waited > server.requestTimeout

    def expire(self) -> None:
        self.message_start = None
        self.on_error(ERR_HTTP_REQUEST_TIMEOUT())

    @property
    def idle(self) -> bool:
        """No request is being received, and none waits for its answer."""
        response = self.socket._httpMessage
        return self.message_start is None and (response is None or response.finished)


def _refuse_encoding(*_: Any) -> None:
    """`socket.setEncoding` of a served connection: the parser takes bytes."""
    raise ERR_HTTP_SOCKET_ENCODING()


def _ignore() -> None:
    """Keeps an 'error' from being unhandled, once the server has seen to it."""
