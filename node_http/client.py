"""`ClientRequest`, `request`, `get`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from . import net
from ._calling import adapt, first_call_only
from ._client_connection import ClientConnection
from ._debug import debuglog
from ._jsobject import JSObject, item_of, truthy
from ._listeners import NOTHING
from ._numbers import is_number, to_number
from ._outgoing_headers import unique_headers
from ._outgoing_state import (
    DESTROYED,
    IN_CHUNKS,
    LAST,
    NO_CHUNKS,
    NO_DATE,
    NO_KEEP_ALIVE_FIELD,
    NOT_KEPT,
    REMOVED_CODING,
    REMOVED_CONNECTION,
    REMOVED_LENGTH,
    UNUSUAL_FIELDS,
    UNUSUAL_FRAMING,
)
from ._runtime import next_tick, timer_duration
from ._strings import to_string
from ._validators import check_is_http_token, validate_boolean, validate_integer
from .agent import Agent
from .agent import globalAgent as _global_agent
from .buffer import Buffer
from .errors import (
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_HTTP_TOKEN,
    ERR_INVALID_PROTOCOL,
    ERR_UNESCAPED_CHARACTERS,
    conn_reset_exception,
)
from .incoming import IncomingMessage
from .outgoing import OutgoingMessage
from .stream import addAbortSignal, finished
from .url import URL, urlToHttpOptions
from .versions import CURRENT

debug = debuglog('http')

C = TypeVar('C', bound='ClientRequest')

#: A request target is visible ASCII, or latin1 for those who still send it.
_NOT_IN_A_PATH = re.compile('[^\u0021-\u00ff]')
#: What these send has no body, as a rule: none is announced unless there is one.
_WITHOUT_BODY = frozenset({'GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'})
#: The options that most requests have, and no others.
_USUAL = frozenset({'protocol', 'hostname', 'host', 'port', 'path', 'method', 'headers', 'agent'})
#: With one of these, more is to be said than that the connection is kept, and how long the body is. NO_DATE is turned
#: round where this is tested: a request has it, unless somebody wants a date.
_UNUSUAL_REQUEST = (UNUSUAL_FIELDS | UNUSUAL_FRAMING) & ~NO_CHUNKS | NO_KEEP_ALIVE_FIELD | NO_DATE


class Globals:
    """What `http.globalAgent = agent` replaces."""

    agent: Any = _global_agent


class ClientRequest(OutgoingMessage):
    """`new http.ClientRequest(url[, options][, callback])`

    A request under way; made by `request()` and `get()`. Since v0.1.17.
    """

    #: The version's `globalAgent`, and its class of responses.
    _globals: Any = Globals
    _net: Any = net
    _ignored_options: frozenset[str] = frozenset()
    _incoming: Any = IncomingMessage
    res: Any = None
    #: `abort()` has been called.
    aborted = False
    #: It goes over a connection that an earlier request has used.
    reusedSocket = False
    maxHeadersCount: int | None = None
    upgradeOrConnect = False
    timeoutCb: Any = None
    timeout: float | None = None
    parser: Any = None
    socketPath: str | None = None
    maxHeaderSize: int | None = None
    insecureHTTPParser: bool | None = None
    joinDuplicateHeaders: bool | None = None
    _is_over = False
    #: What `destroy` was called with: told by 'error', and no `errored`, as in Node.
    _destroyed_with: Any = None
    _agent_options: Any = None
    #: What its response is read with: the engine, the limit of a head, whether leniently.
    _parser_options: tuple[Any, Any, Any] = (None, None, None)
    _client_connection: ClientConnection | None = None

    def __init__(
        self, input: Any = None, options: Any = None, callback: Any = None, /, **keywords: Any
    ) -> None:
        # What every request looks at: found sooner here than in the class.
        self._events = NOTHING
        self._bits = NO_DATE
        self._header = self._out_headers = self._contentLength = self._whole = None
        self.socket = self.res = self.timeoutCb = self.timeout = None
        self.outputSize = 0
        self._is_over = False
        if self._profile is CURRENT:
            options, callback = _arguments(input, options, callback, keywords)
        else:
            options, callback = self._arguments_then(input, options, callback, keywords)
        get = options.get
        agent = self._choose_agent(options)
        default_agent = get('_defaultAgent') or self._globals.agent
        protocol = expected = default_agent.protocol
        default_port = None
        if agent is not None:
            try:
                expected, default_port = agent.protocol or expected, agent.defaultPort
                limit, keeps = agent.maxSockets, agent.keepAlive
            except AttributeError:  # it is no Agent, but can add a request
                expected = getattr(agent, 'protocol', None) or expected
                default_port = getattr(agent, 'defaultPort', None)
                limit, keeps = getattr(agent, 'maxSockets', math.inf), getattr(agent, 'keepAlive', False)
            # Where no socket is ever used twice, do not ask the server to keep it open.
            if not keeps and not (is_number(limit) and math.isfinite(limit)):
                self._bits |= LAST | NOT_KEPT
        default_port = get('defaultPort') or default_port
        given = get('protocol')
        if given is not None and truthy(given):
            protocol = given
        path = get('path')
        if path is None or not truthy(path):
            path = '/'
        elif _NOT_IN_A_PATH.search(to_string(path)):
            debug('Path contains unescaped characters: "%s"', path)
            raise ERR_UNESCAPED_CHARACTERS('Request path')
        if protocol != expected:
            raise ERR_INVALID_PROTOCOL(protocol, expected)
        port, hostname, host = get('port'), get('hostname'), get('host')
        if type(port) is not int or not port:
            port = options['port'] = port if truthy(port) else default_port or 80
        if hostname is not None:
            host = _host(hostname, 'hostname') or host
        if type(host) is not str or not host:
            host = _host(host, 'host') or 'localhost'
        options['host'] = host
        unusual = not _USUAL.issuperset(options)
        set_host = self._take_unusual(options) if unusual else True
        method = get('method')
        self.method = method = 'GET' if method is None else _method(method)
        if unusual:
            self._store_parser_options(options)
        self.path = path
        if callback is not None and truthy(callback):
            self.once('response', callback)
        if method in _WITHOUT_BODY:
            self._bits |= NO_CHUNKS
        self.host = host
        self.protocol = protocol
        self._set_headers(options, host if set_host else None, port, default_port)
        if unusual:
            self._unique_headers = unique_headers(options.get('uniqueHeaders'))
        self._connect(options)

    def _take_unusual(self, options: dict[str, Any]) -> bool:
        """Options that most requests do not have. Returns: whether a Host header is to be set."""
        set_default_headers = options.get('setDefaultHeaders') is not False
        if not set_default_headers:
            self._bits |= REMOVED_CONNECTION | REMOVED_LENGTH | REMOVED_CODING
        self.socketPath = options.get('socketPath')
        if options.get('timeout') is not None:
            self.timeout = self._timeout_option(options['timeout'])
        signal = options.pop('signal', None)
        if truthy(signal):
            addAbortSignal(signal, self)
        return truthy(options['setHost']) if options.get('setHost') is not None else set_default_headers

    def _arguments_then(
        self, input: Any, options: Any, callback: Any, keywords: dict[str, Any]
    ) -> tuple[JSObject, Any]:
        """What an older version made of the arguments."""
        if not self._profile.url_argument:  # only options and callback are taken
            callback, options = options, None
            if truthy(callback) and not callable(callback):
                raise ERR_INVALID_ARG_TYPE('listener', 'function', callback)
        options, callback = _arguments(input, options, callback, keywords)
        if self._profile.decodes_auth != 'always' and self._keeps_auth(input) and options.get('auth'):
            url = URL(input) if isinstance(input, str) else input
            options['auth'] = f'{url.username}:{url.password}'
        for name in self._ignored_options:
            options.pop(name, None)
        return options, callback

    def _timeout_option(self, value: Any) -> Any:
        return timer_duration(value, 'timeout')

    def _choose_agent(self, options: dict[str, Any]) -> Any:
        agent = item_of(options, 'agent')
        if agent is False:
            agent = type(options.get('_defaultAgent') or self._globals.agent)()
        elif agent is None:
            if not callable(options.get('createConnection')):
                agent = options.get('_defaultAgent') or self._globals.agent
        elif not isinstance(agent, Agent) and not callable(getattr(agent, 'addRequest', None)):
            raise ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent)
        self.agent = agent
        return agent

    def _store_parser_options(self, options: dict[str, Any]) -> None:
        self.maxHeaderSize = options.get('maxHeaderSize')
        if self.maxHeaderSize is not None:
            validate_integer(self.maxHeaderSize, 'maxHeaderSize', 0)
        for name in ('insecureHTTPParser', 'joinDuplicateHeaders'):
            value = options.get(name)
            if value is not None:
                validate_boolean(value, f'options.{name}')
            setattr(self, name, value)
        self._parser_options = options.get('parser'), self.maxHeaderSize, self.insecureHTTPParser

    def _set_headers(self, options: dict[str, Any], host: str | None, port: Any, default_port: Any) -> None:
        headers = item_of(options, 'headers')
        if isinstance(headers, (list, tuple)):
            self._storeHeader(self._request_line(), headers)
            return
        if headers:
            for name, value in headers.items() if isinstance(headers, Mapping) else _entries(headers):
                self.setHeader(name, value)
        given = self.getHeader('host') if self._out_headers else None
        if host and not given and given != []:  # an empty array is true in JavaScript
            if ':' in host and host.count(':') > 1 and not host.startswith('['):
                host = f'[{host}]'  # an IPv6 address, as a URL writes it (RFC 3986 3.2.2)
            if type(port) is int:
                if port != default_port and port:
                    host += f':{port}'
            elif truthy(port) and (to_number(port) != default_port or isinstance(default_port, bool)):
                host += f':{to_string(port)}'
            self.setHeader('Host', host)
        auth = item_of(options, 'auth')
        if auth is not None and truthy(auth) and not self.getHeader('Authorization'):
            credentials = Buffer.from_(auth).toString('base64')
            self.setHeader('Authorization', f'Basic {credentials}')
        if headers and self.getHeader('expect'):
            if self._header is not None:
                raise ERR_HTTP_HEADERS_SENT('render')
            self._storeHeader(self._request_line(), self._out_headers)

    def _connect(self, options: dict[str, Any]) -> None:
        if self.agent is not None:
            self.agent.addRequest(self, options)
            return
        self._last = True
        self.shouldKeepAlive = False
        create = options.get('createConnection')
        if not callable(create):
            debug('CLIENT use net.createConnection %s', options)
            self.onSocket(self._net.createConnection(options))
            return

        @first_call_only
        def created(error: Any = None, socket: Any = None) -> None:
            if error is not None:
                next_tick(self.emit, 'error', error)
            else:
                self.onSocket(socket)

        if not self._profile.connects_to_request_path:
            # `net.connect` would take the path of the request for that of a Unix socket.
            socket_path = options.get('socketPath')
            options['path'] = socket_path if truthy(socket_path) else None
        try:
            socket = adapt(create)(options, created)
        except Exception as error:
            created(error)
        else:
            if socket is not None:
                created(None, socket)

    # -- the header --------------------------------------------------------------------------------------------

    def _request_line(self) -> str:
        path = self.path
        if type(path) is not str:
            path = to_string(path)
        return f'{to_string(self.method)} {path} HTTP/1.1\r\n'

    def _implicitHeader(self) -> None:
        if self._header is not None:
            raise ERR_HTTP_HEADERS_SENT('render')
        self._storeHeader(self._request_line(), self._out_headers)

    def _imply(self, found: int) -> str:
        if found or (self._bits ^ NO_DATE) & _UNUSUAL_REQUEST or not self.agent:
            return super()._imply(found)
        # Nearly every request.
        if self._bits & NO_CHUNKS:
            # If it has a body after all, nothing but the end of the connection ends it.
            self._bits |= LAST
            return 'Connection: keep-alive\r\n'
        if self._contentLength is not None:
            return f'Connection: keep-alive\r\nContent-Length: {self._contentLength}\r\n'
        self._bits |= IN_CHUNKS
        return 'Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n'

    # -- the socket --------------------------------------------------------------------------------------------

    def onSocket(self, socket: Any, err: Any = None) -> None:
        """The request gets its socket, or learns that there is none; told in the next tick."""
        next_tick(self._on_socket, socket, err)

    def _on_socket(self, socket: Any, error: Any) -> None:
        if not self._bits & DESTROYED and error is None:
            connection = getattr(socket, '_client_connection', None)
            if connection is None or not connection.is_free:
                connection = socket._client_connection = ClientConnection(socket)
            self._client_connection = connection
            connection.begin(self)
            if connection._profile.socket_before_prefinish:
                self._flush()
            else:  # its first listener does that
                self.emit('socket', socket)
            return
        if self.aborted and not self._profile.destroys_requests:
            if socket is not None and self.agent is not None:
                socket.emit('free')
            elif socket is not None:
                socket.destroy()
            return
        if socket is None:
            self._fail(error if error is not None else self._destroyed_with)
        elif error is None and self.agent is not None and not socket.destroyed:
            socket.emit('free')
            self._fail(self._destroyed_with)
        else:

            def on_finished(failure: Any = None) -> None:
                if failure is not None and getattr(failure, 'code', None) == 'ERR_STREAM_PREMATURE_CLOSE':
                    failure = None
                self._fail(failure if failure is not None else error)

            socket.destroy(error if error is not None else self._destroyed_with)
            finished(socket, on_finished)

    def _fail(self, error: Any) -> None:
        """It ended before it had a socket."""
        self._destroyed = True
        if not self.aborted and error is None:
            error = conn_reset_exception('socket hang up')
        if error is not None:
            self.emit('error', error)
        self._closed = True
        self.emit('close')

    def _written(self, error: Any = None) -> None:
        if self.socket is not None and getattr(self.socket, '_hadError', False):
            return
        self.emit('finish')
        if self._client_connection is not None:
            self._client_connection.request_finished(self)

    def abort(self) -> None:
        """`request.abort()`: as `destroy()`, and emits 'abort'. Since v0.3.8, deprecated since v14.1.0."""
        if self.aborted:
            return
        self.aborted = True
        next_tick(self.emit, 'abort')
        self.destroy()

    def destroy(self: C, error: Any = None) -> C:
        """`request.destroy([error])`

        Ends it at once, its socket too. Emits 'error' ('socket hang up' unless given) and 'close'.
        Returns: the request. Since v14.1.0.
        """
        if self._destroyed:
            return self
        self._destroyed = True
        if self.res is not None:
            self.res._dump()
        self._destroyed_with = error
        if self.socket is not None:
            self.socket.destroy(error)
        return self

    # -- options of the socket ---------------------------------------------------------------------------------

    def _keeps_auth(self, input: Any) -> bool:
        """Whether user and password go out as the URL has them, percent-encoded."""
        if isinstance(input, str):
            return self._profile.decodes_auth != 'in texts'
        return isinstance(input, URL)

    @property
    def _ended(self) -> bool:
        return self._is_over

    def setTimeout(self: C, msecs: Any, callback: Any = None) -> C:
        """`request.setTimeout(timeout[, callback])`

        Emits 'timeout' after `timeout` ms without traffic, once the socket is connected. Returns: the request.
        Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`. Since v0.5.9.
        """
        if self._is_over:
            return self
        self._listen_timeout()
        msecs = timer_duration(msecs, 'msecs')
        if truthy(callback):
            self.once('timeout', callback)
        if self.socket is not None:
            _set_socket_timeout(self.socket, msecs)
        else:
            self.once('socket', lambda socket: _set_socket_timeout(socket, msecs))
        return self

    def clearTimeout(self, callback: Any = None) -> None:
        """`request.clearTimeout([callback])`: no timeout any more. Since v0.5.9."""
        self.setTimeout(0, callback)

    def _listen_timeout(self) -> None:
        """Pass the socket's 'timeout' on, once."""
        if self.timeoutCb is not None:
            return

        def emit_timeout() -> None:
            self.emit('timeout')

        self.timeoutCb = emit_timeout
        if self.socket is not None:
            self.socket.once('timeout', emit_timeout)
        else:
            self.on('socket', lambda socket: socket.once('timeout', emit_timeout))

    def _stop_timeout(self, socket: Any) -> None:
        """The socket is free: what this request waited for does not count for the next."""
        socket.setTimeout(0, self.timeoutCb)

    def setNoDelay(self, noDelay: bool = True) -> None:
        """`request.setNoDelay([noDelay])`: the socket's, once it is connected. Since v0.5.9."""
        self._defer_to_connect(lambda socket: socket.setNoDelay(noDelay))

    def setSocketKeepAlive(self, enable: bool = False, initialDelay: float = 0) -> None:
        """`request.setSocketKeepAlive([enable][, initialDelay])`: the socket's `setKeepAlive` (ms). Since v0.5.9."""
        self._defer_to_connect(lambda socket: socket.setKeepAlive(enable, initialDelay))

    def _defer_to_connect(self, call: Callable[[Any], Any]) -> None:
        def on_socket(socket: Any) -> None:
            if socket.writable:
                call(socket)
            else:
                socket.once('connect', lambda: call(socket))

        if self.socket is not None:
            on_socket(self.socket)
        else:
            self.once('socket', on_socket)

    def __repr__(self) -> str:
        return f'<{type(self).__name__} {self.method} {self.protocol}//{self.host}{self.path}>'


def _arguments(input: Any, options: Any, callback: Any, keywords: dict[str, Any]) -> tuple[JSObject, Any]:
    """The call forms `(url[, options][, callback])` and `(options[, callback])` as options and a callback."""
    if type(input) is dict:  # by far the most
        return JSObject(input, **keywords), callback if options is None else options
    if isinstance(input, str):
        made = JSObject(urlToHttpOptions(URL(input)))
    elif isinstance(input, URL):
        made = JSObject(urlToHttpOptions(input))
    else:
        made = JSObject()
        options, callback = input, (callback if options is None else options)
    if callable(options) and not isinstance(options, Mapping):
        options, callback = None, options
    if isinstance(options, URL):
        options = urlToHttpOptions(options)
    if isinstance(options, Mapping):  # what has no properties of its own adds none
        made.update(options)
    made.update(keywords)
    return made, callback


def _host(host: Any, name: str) -> Any:
    if host is not None and not isinstance(host, str):
        raise ERR_INVALID_ARG_TYPE(f'options.{name}', ['string', 'undefined', 'null'], host)
    return host


def _entries(headers: Any) -> Any:
    """What JavaScript finds in `headers` that are no object of names and values."""
    if isinstance(headers, str):
        return ((str(index), char) for index, char in enumerate(headers))
    return headers.entries() if hasattr(headers, 'entries') else ()


def _method(method: Any) -> str:
    if method is not None and not isinstance(method, str):
        raise ERR_INVALID_ARG_TYPE('options.method', 'string', method)
    if not method or method == 'GET':
        return 'GET'
    if not check_is_http_token(method):
        raise ERR_INVALID_HTTP_TOKEN('Method', method)
    return method.upper()


def _set_socket_timeout(socket: Any, msecs: float) -> None:
    if getattr(socket, 'connecting', False):
        socket.once('connect', lambda: socket.setTimeout(msecs))
    else:
        socket.setTimeout(msecs)


def request(url: Any = None, options: Any = None, callback: Any = None, /, **keywords: Any) -> ClientRequest:
    """`http.request(options[, callback])`, `http.request(url[, options][, callback])`

    Starts a request; `end()` completes it.

    Args:
        url: a string or a `URL`.
        options: a dict or keywords: `agent` (an `Agent`, or False for one of its own), `auth` ('user:password'),
            `createConnection`, `defaultPort`, `family`, `headers` (a dict, or a flat list of names and values),
            `hints`, `host`, `hostname`, `insecureHTTPParser`, `joinDuplicateHeaders`, `localAddress`, `localPort`,
            `lookup`, `maxHeaderSize` (bytes), `method`, `path`, `port`, `protocol`, `setDefaultHeaders`, `setHost`,
            `signal`, `socketPath`, `timeout` (ms), `uniqueHeaders`; and `parser` ('llhttp' or
            'h11'), which Node has not.
        callback: listens once to 'response'.

    Returns: the request.
    Raises: `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_PROTOCOL`, `ERR_UNESCAPED_CHARACTERS`, `ERR_INVALID_HTTP_TOKEN`,
        `ERR_INVALID_URL`, and as `setHeader`.
    Since v0.3.6.
    """
    return ClientRequest(url, options, callback, **keywords)


def get(url: Any = None, options: Any = None, callback: Any = None, /, **keywords: Any) -> ClientRequest:
    """`http.get(options[, callback])`, `http.get(url[, options][, callback])`

    As `request`, but the method is GET unless given, and `end()` is called. Since v0.3.6.
    """
    req = request(url, options, callback, **keywords)
    req.end()
    return req


__all__ = ['ClientRequest', 'Globals', 'get', 'request']
