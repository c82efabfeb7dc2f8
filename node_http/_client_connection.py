"""A client's connection, for the time of one request: what the socket tells, and what the parser reads from it.

It ends in one of four ways, and each takes the listeners off the socket that belong to it:

- the response is complete: the socket goes back to the agent (`_keep`), or is closed;
- the connection is upgraded: the socket goes to the listener of 'upgrade' or 'connect';
- what came cannot be read, or the connection fails: the request fails;
- the socket closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._debug import debuglog
from ._jsobject import JSObject, truthy
from ._listeners import Switch, ours
from ._outgoing_state import CLOSED, DESTROYED, NOT_KEPT
from ._parser import SKIP_BODY, STOP, ParseError, create_parser
from ._runtime import next_tick
from ._strings import to_string
from .buffer import Buffer
from .errors import conn_reset_exception
from .incoming import IncomingMessage, most_fields

if TYPE_CHECKING:
    from .client import ClientRequest

debug = debuglog('http')


class ClientConnection:
    """The parser's handler, and the listeners of a socket, for one request after the other."""

    #: The request that has the connection; none while it is free.
    request: ClientRequest

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.is_free = True
        #: How to get the bytes past the socket's stream; not every stream can.
        self._consume: Any = getattr(socket, 'consume', None)
        self._unconsume: Any = getattr(socket, 'unconsume', None)
        self.parser: Any = None
        # What the parser was made for.
        self._profile: Any = None
        self._parser_options: Any = None
        #: The response that is being received.
        self.current: IncomingMessage | None = None
        self._reads = False
        failed, received, ended, closed, drained, timed_out, answered = ours(
            ('error', self.on_error, 1),
            ('data', self.on_data, 1),
            ('end', self.on_end, 0),
            ('close', self.on_close, 0),
            ('drain', self.on_drain, 0),
            ('timeout', self.on_timeout, 0),
            ('end', self.on_response_end, 0),
        )
        # The listeners of the socket come with a request, and with its response; they go when that is complete, when
        # its end has been read, and when the connection is free.
        self._of_socket = failed, received, ended, closed, drained
        self._with_request = Switch(socket, True, self._of_socket)
        self._with_response = Switch(socket, True, (timed_out,))
        self._until_complete = Switch(socket, False, (received, ended, drained))
        self._until_failed = Switch(socket, False, (received, ended))  # that of 'drain' stays then, as Node's
        self._until_end = Switch(socket, False, (timed_out,))
        self._until_free = Switch(socket, False, (closed, failed))
        self._of_response = dict((answered,))

    def begin(self, request: ClientRequest) -> None:
        """The socket is the request's from now on."""
        socket = self.socket
        self.request = request
        self.is_free = False
        self._reads = True
        profile = request._profile
        if profile is self._profile and request._parser_options == self._parser_options:
            self.parser.reopen()
        else:
            self._make_parser(request)
        request.socket = socket
        request.parser = socket.parser = self.parser
        socket._httpMessage = request
        self._idle_over()
        consume = self._consume
        if consume is not None and consume(self.on_data):
            self._with_request.turn()
        else:
            socket._hadError = getattr(socket, '_hadError', False)
            for event, entries in self._of_socket:
                socket.on(event, entries[0][3])
        if request.timeout is not None or (
            profile.agent_heeds_timeout and truthy(_options_of(request.agent).get('timeout'))
        ):
            request._listen_timeout()
        if profile.socket_before_prefinish:
            request.emit('socket', socket)

    def _make_parser(self, request: ClientRequest) -> None:
        self._profile = request._profile
        self._parser_options = engine, max_header_size, lenient = request._parser_options
        self.parser = create_parser(
            'response',
            self,
            engine=engine,
            max_header_size=max_header_size or 0,
            lenient=bool(lenient),
            profile=request._profile,
        )

    def _idle_over(self) -> None:
        """The socket was free: nothing watches it for unasked bytes any more."""
        watch = getattr(self.socket, '_idle_watch', None)
        if watch is not None and watch.is_on and not watch.end():
            self._consume = None  # or who listens to 'data' of a kept socket would get nothing any more

    # -- taking the listeners off ------------------------------------------------------------------------------

    def _stop_reading(self, fails: bool = False) -> None:
        if self._reads:
            self._reads = False
            unconsume = self._unconsume
            if unconsume is not None:
                unconsume()
            (self._until_failed if fails else self._until_complete).turn()

    def _stop_listening(self) -> None:
        self._until_free.turn()

    def _free_parser(self) -> None:
        self.parser.close()
        self.socket.parser = None
        self.request.parser = None

    # -- bytes come in -----------------------------------------------------------------------------------------

    def on_data(self, data: bytes) -> None:
        result = self.parser.feed(data)
        response = self.current
        if isinstance(result, ParseError):
            self._unreadable(result)
        elif response is not None and response.upgrade and self.parser.upgraded:
            self._upgraded(data[result:])
        elif response is not None and response.complete and not _is_informational(response.statusCode):
            self._stop_reading()
            self._free_parser()

    def _unreadable(self, error: ParseError) -> None:
        if self.socket.parser is None:
            return  # somebody emitted the socket's 'error' while this was read, so the request has failed already
        debug('parse error %s', error.code)
        self._free_parser()
        self._stop_reading(fails=True)
        self.socket.destroy()
        self.socket._hadError = True
        self.request.emit('error', error)

    def _upgraded(self, rest: bytes) -> None:
        request, socket, response = self.request, self.socket, self.current
        request.res = response
        self._stop_reading()
        if request.timeoutCb is not None:
            socket.removeListener('timeout', request.timeoutCb)
        self._free_parser()
        name = 'connect' if request.method == 'CONNECT' else 'upgrade'
        if request.listenerCount(name) == 0:
            socket.destroy()
            return
        request.upgradeOrConnect = True
        socket.emit('agentRemove')
        self._stop_listening()
        socket._httpMessage = None
        socket._readableState.flowing = None
        request.emit(name, response, socket, Buffer(rest))
        request._destroyed = True
        request._closed = True
        request.emit('close')

    # -- what the parser tells ---------------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """Part of a parser's handler; a client counts no time."""

    def on_response(
        self,
        status: int,
        reason: str,
        version: tuple[int, int],
        block: bytes,
        keep_alive: bool,
        upgrade: bool,
    ) -> int | None:
        request, socket = self.request, self.socket
        response = request._incoming(socket)
        response.statusCode = status
        response.statusMessage = reason
        response._version = version
        response._block = block
        limit = request.maxHeadersCount
        response._max_header_pairs = 2000 if limit is None else 2 * most_fields(limit)
        if request.joinDuplicateHeaders is not None:
            response.joinDuplicateHeaders = request.joinDuplicateHeaders
        response.upgrade = upgrade
        self.current = response
        if debug.enabled:
            debug('AGENT incoming response!')
        if request.res is not None:
            socket.destroy()  # a second response to one request
            return None
        request.res = response
        if upgrade:
            if not self._profile.upgrades_if_asked or _asks_for_upgrade(request):
                return STOP
            response.upgrade = False
        if request.method == 'CONNECT':
            response.upgrade = True
            return STOP
        if status < 200 and _is_informational(status) and (status == 100 or self._profile.informs):
            return self._informed(response)
        if not keep_alive and not request.upgradeOrConnect:
            request.shouldKeepAlive = False
        response.req = request
        response._events = self._of_response
        if self._profile.responses_time_out:
            self._with_response.turn()
        if request.aborted or not request.emit('response', response):
            response._dump()  # nobody can read it any more
        if request.method == 'HEAD':
            return SKIP_BODY
        if status == 304:
            response.complete = True
            return SKIP_BODY
        return None

    def _informed(self, response: IncomingMessage) -> int:
        """1xx: the response proper is still to come."""
        request = self.request
        request.res = None
        if response.statusCode == 100:
            request.emit('continue')
            if not self._profile.informs:
                return SKIP_BODY
        fields: tuple[str, ...] = (
            'statusCode',
            'statusMessage',
            'httpVersion',
            'httpVersionMajor',
            'httpVersionMinor',
            'headers',
        )
        if not self._profile.informs_fully:
            fields = fields[:1]
        information = JSObject((name, getattr(response, name)) for name in fields)
        if self._profile.informs_fully:
            information['rawHeaders'] = response.rawHeaders
        request.emit('information', information)
        return SKIP_BODY

    def on_body(self, data: bytes) -> None:
        assert self.current is not None
        self.current._body(data)

    def on_complete(self, trailers: bytes | None) -> None:
        if self.current is not None:
            self.current._ended(trailers)

    # -- request and response end ------------------------------------------------------------------------------

    def on_response_end(self) -> None:
        request = self.request
        socket, response = request.socket, request.res
        if socket is not None and request.timeoutCb is not None:
            socket.removeListener('timeout', request.timeoutCb)
        if socket is not None and self._profile.responses_time_out:
            self._until_end.turn()
        request._is_over = True
        if request._bits & NOT_KEPT:
            if socket is not None and socket.writable:
                debug('AGENT socket.destroySoon()')
                if callable(getattr(socket, 'destroySoon', None)):
                    socket.destroySoon()
                else:
                    socket.end()
        elif request._all_written and not (response is not None and response.aborted):
            self._keep()

    def request_finished(self, request: ClientRequest) -> None:
        """The request's last byte has gone out; its response may have been quicker."""
        if request._is_over and not request._bits & NOT_KEPT and not self.is_free:
            self._keep()

    def _keep(self) -> None:
        """The response has ended: offer the socket to the agent, when listeners of 'end' have run."""
        request, socket = self.request, self.socket
        if debug.enabled:
            debug('AGENT socket keep-alive')
        if request.timeoutCb is not None:
            request._stop_timeout(socket)
            request.timeoutCb = None
        self._stop_listening()
        self._stop_reading()
        next_tick(self._free)
        request._bits |= DESTROYED
        response = request.res
        if response is not None:
            # Destroying the response must not destroy a socket that is somebody else's by then.
            response.socket = None
            if self._profile.destroys_kept_responses:
                response.destroyed = True

    def _free(self) -> None:
        request, profile = self.request, self._profile
        self.is_free = True
        self.current = None
        del self.request  # it may be a long time to the next one
        if profile.client_closes_when_done:
            request._bits |= CLOSED
            request.emit('close')
            if not profile.autodestroys_messages and request.res is not None:
                request.res.emit('close')
        if request.socket is not None:
            request.socket.emit('free')

    # -- what the socket tells ---------------------------------------------------------------------------------

    def on_drain(self) -> None:
        message = self.socket._httpMessage
        if message is not None and not message.finished and message._need_drain:
            message._need_drain = False
            message.emit('drain')

    def on_timeout(self) -> None:
        """The socket was idle while a response came in."""
        request = self.socket._httpMessage
        if request is not None and request.res is not None:
            request.res.emit('timeout')

    def on_end(self) -> None:
        """The peer has sent its FIN: that may be the end of the body, or too early."""
        request = self.request
        if request.res is None and not self.socket._hadError:
            self.socket._hadError = True
            request.emit('error', conn_reset_exception('socket hang up'))
        if self.socket.parser is not None:
            self.parser.finish()
            self._free_parser()
        self.socket.destroy()

    def on_error(self, error: Any) -> None:
        debug('SOCKET ERROR: %s', error)
        request, socket = self.socket._httpMessage, self.socket
        if request is not None:
            socket._hadError = self._profile.unheard_error_counts
            request.emit('error', error)
            socket._hadError = True
        if socket.parser is not None:
            self.parser.finish()
            self._free_parser()
        self._stop_reading(fails=True)
        socket.destroy()

    def on_close(self) -> None:
        debug('HTTP socket close')
        request, socket = self.request, self.socket
        has_parser = socket.parser is not None
        socket.read()  # what is still buffered goes through the parser
        request._destroyed = True
        response = request.res
        if response is not None and not self._profile.autodestroys_messages:
            self._close_both(response)
        elif response is not None:
            if not response.complete:
                response.destroy(conn_reset_exception('aborted'))
            request._closed = True
            request.emit('close')
            if not response.aborted and response.readable:
                response.push(None)
        else:
            first = self._profile.request_closes_first
            if first:
                request.emit('close')
            if not socket._hadError:
                socket._hadError = True
                request.emit('error', conn_reset_exception('socket hang up'))
            request._closed = True
            if not first:
                request.emit('close')
        request._whole = None
        if request._output is not None:
            request._output.clear()
        if has_parser and socket.parser is not None:
            self.parser.finish()
            self._free_parser()

    def _close_both(self, response: IncomingMessage) -> None:
        """The socket has closed: what that is to a request and a response that do not destroy themselves."""
        whole, first = response.complete, self._profile.request_closes_first
        if not whole and not first:
            response._abort()
        self.request._closed = True
        self.request.emit('close')
        if first and not response.readable:
            return
        if first:
            response._abort()
        if response.readable and (whole or self._profile.cut_response_ends):
            response.once('end', lambda: response.emit('close'))
            response.push(None)
        else:
            response.emit('close')


def _options_of(agent: Any) -> Any:
    return getattr(agent, 'options', None) or {}


def _asks_for_upgrade(request: Any) -> bool:
    connection = to_string(request.getHeader('connection')).lower()
    return request.getHeader('upgrade') is not None and 'upgrade' in connection


def _is_informational(status: int | None) -> bool:
    """100, 102 to 199: the final response follows."""
    return status is not None and (status == 100 or 102 <= status <= 199)
