"""`Server` and `createServer`."""

from __future__ import annotations

from typing import Any, TypeVar

from . import net
from ._calling import adapt
from ._connection import ServerConnection
from ._jsobject import UNDEFINED, truthy
from ._outgoing_headers import unique_headers
from ._runtime import Timeout, current
from ._validators import validate_boolean, validate_integer
from .errors import ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
from .incoming import IncomingMessage
from .response import ServerResponse
from .versions import CURRENT, Profile

S = TypeVar('S', bound='Server')


#: Events whose listener has to answer its second argument, the response.
_ANSWERED = ('request', 'checkContinue', 'checkExpectation')


class Server(net.Server):
    """`new http.Server([options][, requestListener])`

    Args:
        options: a dict or keywords:

            - `connectionsCheckingInterval`: ms between two looks for late requests, default 30000;
            - `headersTimeout`: ms until the headers must be there, default the smaller of 60000 and `requestTimeout`;
            - `requestTimeout`: ms until the whole request must be there, default 300000;
            - `keepAliveTimeout`: ms an idle connection is kept, default 5000;
            - `maxHeaderSize`: bytes of URL, names and values together, default `http.maxHeaderSize`;
            - `highWaterMark`: bytes, of sockets' streams;
            - `insecureHTTPParser`, `joinDuplicateHeaders`, `rejectNonStandardBodyWrites`: default false;
            - `requireHostHeader`, `noDelay`: default true;
            - `keepAlive`, `keepAliveInitialDelay` (ms): TCP keep-alive, default false and 0;
            - `uniqueHeaders`: names of headers to send once;
            - `IncomingMessage`, `ServerResponse`: the classes to use;
            - `parser`: 'llhttp' or 'h11'; not in Node.
        requestListener: listens to 'request'.

    Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`.
    Since v0.1.17.
    """

    #: Which version of Node it is one of, and that version's classes.
    _profile: Profile = CURRENT
    _incoming: Any = IncomingMessage
    _response: Any = ServerResponse
    _ignored_options: frozenset[str] = frozenset()
    #: The peer that ends its side has its connection ended; true leaves that to the handler.
    httpAllowHalfOpen = False
    #: ms without traffic after which a socket times out; 0: never.
    timeout: Any = 0
    maxHeadersCount: int | None = None
    maxRequestsPerSocket: int = 0
    requestTimeout: Any = 300_000
    headersTimeout: Any = 60_000
    keepAliveTimeout: Any = 5_000
    connectionsCheckingInterval: Any = 30_000
    requireHostHeader: bool = True
    maxHeaderSize: int | None = None
    insecureHTTPParser: bool | None = None
    joinDuplicateHeaders: bool | None = None
    rejectNonStandardBodyWrites: bool = False
    parser: str | None = None
    _unique_headers: frozenset[str] | None = None
    _checking: Timeout | None = None
    #: Connections are kept in mind from the first 'listening' on: those that are handed in before belong to others.
    _tracks_connections = False
    _connection_class: type[ServerConnection] = ServerConnection

    def __init__(self, options: Any = None, requestListener: Any = None, /, **keywords: Any) -> None:
        if callable(options) and not isinstance(options, dict):
            options, requestListener = {}, options
        elif options is None or options is UNDEFINED:
            options = {}
        elif not isinstance(options, dict):
            raise ERR_INVALID_ARG_TYPE('options', 'object', options)
        options = {**options, **keywords}
        if self._profile is not CURRENT:
            options = {name: value for name, value in options.items() if name not in self._ignored_options}
            options.setdefault('highWaterMark', self._profile.high_water_mark)
        # What every request looks at: found sooner here than in the class.
        self.timeout, self.keepAliveTimeout = self.timeout, self.keepAliveTimeout
        self.maxRequestsPerSocket, self.requireHostHeader = self.maxRequestsPerSocket, self.requireHostHeader
        self.joinDuplicateHeaders = self.joinDuplicateHeaders
        self._store_options(options)
        super().__init__(
            {
                'allowHalfOpen': True,
                'noDelay': True if options.get('noDelay') is None else truthy(options['noDelay']),
                **{
                    name: options[name]
                    for name in ('keepAlive', 'keepAliveInitialDelay', 'highWaterMark', 'captureRejections')
                    if name in options
                },
            }
        )
        self._http_connections: set[ServerConnection] = set()
        if truthy(requestListener):
            self.on('request', requestListener)
        self.on('connection', self._connected)
        self.on('listening', self._start_checking)

    def _store_options(self, options: dict[str, Any]) -> None:
        incoming, response = options.get('IncomingMessage'), options.get('ServerResponse')
        self._incoming_class = adapt(incoming) if callable(incoming) else incoming or self._incoming
        self._response_class = adapt(response) if callable(response) else response or self._response
        if options.get('maxHeaderSize') is not None:
            validate_integer(options['maxHeaderSize'], 'maxHeaderSize', 0)
            self.maxHeaderSize = options['maxHeaderSize']
        if options.get('insecureHTTPParser') is not None:
            self.insecureHTTPParser = validate_boolean(
                options['insecureHTTPParser'], 'options.insecureHTTPParser'
            )
        if options.get('requestTimeout') is not None:
            self.requestTimeout = validate_integer(options['requestTimeout'], 'requestTimeout', 0)
        if options.get('headersTimeout') is not None:
            self.headersTimeout = validate_integer(options['headersTimeout'], 'headersTimeout', 0)
        elif self._profile.checks_connections:
            self.headersTimeout = min(60_000, self.requestTimeout)
        if self.headersTimeout and 0 < self.requestTimeout < self.headersTimeout:
            raise ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.get('headersTimeout'))
        if options.get('keepAliveTimeout') is not None:
            self.keepAliveTimeout = validate_integer(options['keepAliveTimeout'], 'keepAliveTimeout', 0)
        if options.get('connectionsCheckingInterval') is not None:
            self.connectionsCheckingInterval = validate_integer(
                options['connectionsCheckingInterval'], 'connectionsCheckingInterval', 0
            )
        for name in ('requireHostHeader', 'joinDuplicateHeaders', 'rejectNonStandardBodyWrites'):
            if options.get(name) is not None:
                setattr(self, name, validate_boolean(options[name], f'options.{name}'))
        self.parser = options.get('parser')
        self._unique_headers = unique_headers(options.get('uniqueHeaders'))
        # The usual class needs no options unless they say something unusual.
        self._response_options = None
        mark = options.get('highWaterMark')
        if self._profile is not CURRENT and mark == self._profile.high_water_mark:
            mark = None
        if self.rejectNonStandardBodyWrites or response is not None or mark:
            self._response_options = {'rejectNonStandardBodyWrites': self.rejectNonStandardBodyWrites}
        #: The class of responses whose `__init__` has nothing to do but to begin.
        self._plain_response: type[Any] | None = None
        if self._response_options is None and response is None and self._unique_headers is None:
            usual = self._response
            self._plain_response = usual if usual.__init__ is ServerResponse.__init__ else None

    # -- connections -------------------------------------------------------------------------------------------

    def _connected(self, socket: Any) -> None:
        self._connection_class(self, socket)

    def setTimeout(self: S, msecs: Any = 0, callback: Any = None) -> S:
        """`server.setTimeout([msecs][, callback])`

        Sets the timeout of sockets to come; who listens to 'timeout' has to see to the socket.
        Args: msecs: ms without traffic, 0 for none; callback: listens to 'timeout', gets the socket.
        Returns: the server. Since v0.9.12.
        """
        self.timeout = msecs
        if truthy(callback):
            self.on('timeout', callback)
        return self

    def close(self: S, callback: Any = None) -> S:
        """`server.close([callback])`

        Takes no more connections and closes the idle ones; 'close' comes when the last has ended. Since v0.1.90.
        """
        if self._profile.close_ends_idle:
            self.closeIdleConnections()
        if self._checking is not None:
            self._checking.close()
            self._checking = None
        super().close(callback)
        return self

    def closeAllConnections(self) -> None:
        """`server.closeAllConnections()`: destroy every connection, but those that were upgraded. Since v18.2.0."""
        for connection in list(self._http_connections):
            connection.socket.destroy()

    def closeIdleConnections(self) -> None:
        """`server.closeIdleConnections()`

        Destroy the connections that neither send a request nor wait for an answer. Since v18.2.0.
        """
        for connection in list(self._http_connections):
            if connection.idle:
                connection.socket.destroy()

    def _start_checking(self) -> None:
        self._tracks_connections = True
        if not self._profile.checks_connections:
            return
        if self._checking is not None:
            self._checking.close()
        interval = max(1, self.connectionsCheckingInterval)
        self._checking = Timeout(current(), interval, self._check_connections, repeat=True)
        self._checking.unref().refresh()

    def _check_connections(self) -> None:
        if not self.headersTimeout and not self.requestTimeout:
            return
        now = current().now()
        for connection in [connection for connection in self._http_connections if connection.expired(now)]:
            connection.expire()

    def _start(self, coroutine: Any, event: Any, args: tuple[Any, ...]) -> None:
        if event in _ANSWERED and not self._captures_rejections:
            coroutine = self._answer(coroutine, args[1])
        super()._start(coroutine, event, args)

    async def _answer(self, coroutine: Any, response: Any) -> None:
        """A coroutine handler runs: the client must not wait for ever for one that failed."""
        try:
            await coroutine
        except Exception as error:
            current().entry(self._handler_failed, error, response)

    def _handler_failed(self, error: Exception, response: Any) -> None:
        if not current().uncaught(error, 'unhandledRejection'):
            response.destroy()

    def captureRejection(self, error: Any, event: Any, *args: Any) -> None:
        """`[Symbol.for('nodejs.rejection')]`: a coroutine listener failed; of 'request', the client gets 500."""
        if event != 'request':
            self.emit('error', error)
            return
        response = args[1]
        if not response.headersSent and not response.finished:
            for name in list(response.getHeaders()):
                response.removeHeader(name)
            response.statusCode = 500
            response.end('Internal Server Error')
        else:
            response.destroy()


def createServer(options: Any = None, requestListener: Any = None, /, **keywords: Any) -> Server:
    """`http.createServer([options][, requestListener])`: a new `Server`. Since v0.1.13.

    It is also a decorator: `@http.createServer` above a function makes the function's name the server.
    """
    return Server(options, requestListener, **keywords)


def _connectionListener(server: Server, socket: Any) -> None:
    """`http._connectionListener`: make the server speak HTTP on a socket."""
    server._connected(socket)
