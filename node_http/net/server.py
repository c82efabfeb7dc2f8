"""`net.Server`: listens, and makes a `Socket` of every connection.

Binding is synchronous, as in Node: after `listen(0)` the port is known, and what goes wrong is told by 'error' in
the next tick. Accepting is asyncio's.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket as stdsocket
from collections.abc import Callable
from typing import Any, TypeVar

from .._calling import adapt
from .._debug import debuglog
from .._jsobject import UNDEFINED, JSObject, truthy
from .._numbers import is_number, to_int32
from .._runtime import Runtime, current, next_tick
from .._validators import validate_abort_signal, validate_boolean, validate_port, validate_string
from ..errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_SERVER_ALREADY_LISTEN,
    ERR_SERVER_NOT_RUNNING,
    system_error_from,
)
from ..events import EventEmitter
from ..stream import getDefaultHighWaterMark
from ..versions import CURRENT, Profile
from .block_list import BlockList, check_block_list, is_blocked
from .connect import lookup_error, normalize_args
from .handle import Handle
from .ip import address_object, isIP
from .socket import Socket

debug = debuglog('net')

S = TypeVar('S', bound='Server')
_BACKLOG = 511


class Server(EventEmitter):
    """`new net.Server([options][, connectionListener])`

    Args:
        options: a dict or keywords: `allowHalfOpen` (default false), `pauseOnConnect` (default false), `noDelay`,
            `keepAlive`, `keepAliveInitialDelay` (ms), `highWaterMark` (bytes), `blockList`.
        connectionListener: listens to 'connection'.

    Raises: `ERR_INVALID_ARG_TYPE`.
    Since v0.1.90.
    """

    #: Which version of Node it is one of, and that version's sockets.
    _profile: Profile = CURRENT
    _socket: type[Socket] = Socket
    _ignored_options: frozenset[str] = frozenset()
    maxConnections: int | None = None
    allowHalfOpen = False
    pauseOnConnect = False
    noDelay = False
    keepAlive = False
    keepAliveInitialDelay: int = 0
    highWaterMark: int = 0
    _connections = 0
    _refed = True
    _listening: Listening | None = None
    _starting = False
    _listen_id = 1

    def __init__(self, options: Any = None, connectionListener: Any = None, /, **keywords: Any) -> None:
        super().__init__()
        if callable(options) and not isinstance(options, dict):
            options, connectionListener = {}, options
        elif options is None or options is UNDEFINED:
            options = {}
        elif not isinstance(options, dict):
            raise ERR_INVALID_ARG_TYPE('options', 'Object', options)
        options = {
            name: value
            for name, value in {**options, **keywords}.items()
            if name not in self._ignored_options
        }
        if callable(connectionListener):
            self.on('connection', connectionListener)
        for name in ('keepAliveInitialDelay', 'highWaterMark'):
            value = options.get(name)
            if value is not None and not is_number(value):
                raise ERR_INVALID_ARG_TYPE(f'options.{name}', 'number', value)
        self.allowHalfOpen = truthy(options.get('allowHalfOpen'))
        self.pauseOnConnect = truthy(options.get('pauseOnConnect'))
        self.noDelay = truthy(options.get('noDelay'))
        self.keepAlive = truthy(options.get('keepAlive'))
        delay = options.get('keepAliveInitialDelay')
        self.keepAliveInitialDelay = max(0, to_int32((delay or 0) / 1000))
        hwm = options.get('highWaterMark')
        if hwm is None or hwm < 0:
            hwm = getDefaultHighWaterMark() if self._profile is CURRENT else self._profile.high_water_mark
        self.highWaterMark = hwm
        self.blockList: BlockList | None = options.get('blockList')
        check_block_list(self.blockList)

    # -- listening ---------------------------------------------------------------------------------------------

    def listen(self: S, *args: Any, **keywords: Any) -> S:
        """`server.listen(options[, callback])`, `listen(path[, backlog][, callback])`,
        `listen([port[, host[, backlog]]][, callback])`, `listen(handle[, backlog][, callback])`

        Args:
            options: `port` (0: any free one), `host`, `path`, `fd`, `backlog` (default 511), `exclusive`,
                `ipv6Only`, `reusePort`, `readableAll`, `writableAll`, `signal`.
            callback: listens once to 'listening'.

        Returns: the server.
        Raises: `ERR_SERVER_ALREADY_LISTEN`, `ERR_SOCKET_BAD_PORT`, `ERR_INVALID_ARG_VALUE`. What the operating
            system refuses comes as 'error' (`EADDRINUSE`, `EACCES`, …).
        Since v0.1.90.
        """
        options, callback = _listen_args(args, keywords)
        if self._listening is not None:
            raise ERR_SERVER_ALREADY_LISTEN()
        if callback is not None:
            self.once('listening', callback)
        # What the kernel takes is an int, and it takes less than that anyway.
        given: Any = options.get('backlog')
        backlog: int = min(given if is_number(given) else 0, 2**31 - 1) if truthy(given) else _BACKLOG
        signal = options.get('signal')
        if signal is not None:
            validate_abort_signal(signal, 'options.signal')
            if signal.aborted:
                next_tick(self.close)
                return self
            signal.addEventListener('abort', lambda: self.close(), {'once': True})
        runtime = current()
        if options.get('handle') is not None:
            self._open(runtime, lambda: _taken(options['handle']), None, None, backlog)
        elif (
            isinstance(options.get('fd'), int) and not isinstance(options['fd'], bool) and options['fd'] >= 0
        ):
            self._open(runtime, lambda: _from_fd(options['fd']), None, None, backlog)
        elif (
            'port' in options
            and (
                options['port'] is None
                or options['port'] is UNDEFINED
                or isinstance(options['port'], (int, float, str))
            )
            and not isinstance(options['port'], bool)
        ):
            port = options['port']
            port = 0 if port is None or port is UNDEFINED else validate_port(port, 'options.port')
            host = options.get('host')
            if host:
                validate_string(host, 'hostname')
                self._listen_id += 1
                self._starting = True
                listening = self._resolve_and_listen(self._listen_id, runtime, host, port, backlog, options)
                runtime.create_task(listening)
            else:
                self._open(runtime, lambda: _bound(None, port, options), None, port, backlog)
        elif isinstance(options.get('path'), str) and options['path']:
            path = options['path']
            self._open(runtime, lambda: _bound_path(path, options), path, None, backlog)
        elif not ('port' in options or 'path' in options):
            raise ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"')
        else:
            raise ERR_INVALID_ARG_VALUE('options', options)
        return self

    async def _resolve_and_listen(
        self,
        listen_id: int,
        runtime: Runtime,
        host: str,
        port: int,
        backlog: int,
        options: dict[str, Any],
    ) -> None:
        address = host
        if not isIP(host):
            try:
                found = await runtime.loop.getaddrinfo(host, None, type=stdsocket.SOCK_STREAM)
                address = str(found[0][4][0])
            except (OSError, UnicodeError) as error:
                self._starting = False
                runtime.entry(self.emit, 'error', lookup_error(error, host))
                return
        # close(), or another listen(), may have come first
        if self._starting and (listen_id == self._listen_id or not self._profile.listens_once):
            self._starting = listen_id != self._listen_id
            if self._listening is not None:  # the listen() before was as quick
                runtime.entry(self._emit_listening)
                return
            runtime.entry(self._open, runtime, lambda: _bound(address, port, options), address, port, backlog)

    def _open(
        self,
        runtime: Runtime,
        bind: Callable[[], stdsocket.socket],
        address: str | None,
        port: int | None,
        backlog: int,
    ) -> None:
        debug('bind to %s', address or '::')
        try:
            sock = bind()
            sock.listen(backlog)
        except OSError as problem:
            if address is not None and port is None:  # a path
                port = -1
                if problem.errno == errno.ENOENT:  # libuv's word for it, as on Windows
                    problem = OSError(errno.EACCES, os.strerror(errno.EACCES))
            shown = address if address is not None or port is None else '::'
            next_tick(self.emit, 'error', system_error_from(problem, 'listen', shown, port))
            return
        self._listening = Listening(self, runtime, sock, address if port is None else None, backlog)
        if self._refed:
            runtime.hold(self)
        next_tick(self._emit_listening)

    def _emit_listening(self) -> None:
        if self._listening is not None:  # close() may have come first
            self.emit('listening')

    @property
    def listening(self) -> bool:
        """`server.listening`: whether it listens. Since v5.7.0."""
        return self._listening is not None

    @property
    def _handle(self) -> Any:
        return self._listening

    def address(self) -> Any:
        """`server.address()`

        Returns: `{address, family, port}`, the path of a Unix socket, or None before it listens. Since v0.1.90.
        """
        if self._listening is None:
            return None
        return self._listening.address()

    # -- connections -------------------------------------------------------------------------------------------

    def _accepted(self, handle: Handle) -> None:
        """A connection has come (called as an entry from the loop)."""
        debug('onconnection')
        if self.maxConnections is not None and self._connections >= self.maxConnections:
            data = JSObject()
            for side, name in (('local', handle.sockname()), ('remote', handle.peername())):
                fields = address_object(name)
                data[f'{side}Address'], data[f'{side}Port'] = fields.address, fields.port
                data[f'{side}Family'] = fields.family
            handle.refuse()
            if self._profile.tells_drops:
                self.emit('drop', data)
            return
        peer = handle.peername() if self.blockList is not None else None
        if isinstance(peer, tuple) and is_blocked(self.blockList, peer[0], 6 if len(peer) == 4 else 4):
            handle.refuse()
            return
        socket = self._socket._accepted(handle, self)
        if self.noDelay:
            socket.setNoDelay(True)
        if self.keepAlive:
            socket.setKeepAlive(True, self.keepAliveInitialDelay * 1000)
        if self.pauseOnConnect:
            handle.read_stop()
            socket.pause()
        self._connections += 1
        self.emit('connection', socket)

    def _connection_closed(self, _socket: Socket) -> None:
        self._connections -= 1
        self._emit_close_if_drained()

    def getConnections(self: S, callback: Callable[..., Any]) -> S:
        """`server.getConnections(callback)`: tells `(err, count)` in the next tick. Since v0.9.7."""
        next_tick(adapt(callback), None, self._connections)
        return self

    # -- ending ------------------------------------------------------------------------------------------------

    def close(self: S, callback: Any = None) -> S:
        """`server.close([callback])`

        Takes no more connections; 'close' comes when those that are open have ended.
        Args: callback: called then, with `ERR_SERVER_NOT_RUNNING` when it was not open.
        Since v0.1.90.
        """
        listening = self._listening
        if callable(callback):
            if listening is None and not self._starting:
                tell = adapt(callback)
                self.once('close', lambda: tell(ERR_SERVER_NOT_RUNNING()))
            else:
                self.once('close', callback)
        self._starting = False
        if listening is not None:
            self._listening = None
            listening.close()
        self._emit_close_if_drained()
        return self

    def _emit_close_if_drained(self) -> None:
        if self._listening is None and self._connections == 0:
            next_tick(self._emit_close)

    def _emit_close(self) -> None:
        self.emit('close')

    async def __aenter__(self: S) -> S:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.asyncDispose()

    async def asyncDispose(self) -> None:
        """`server[Symbol.asyncDispose]()`: `close()`, and wait for it. Since v20.5.0, v18.18.0."""
        if self._listening is None and not self._starting:
            return
        closed = current().create_future()
        self.close(lambda error=None: closed.set_exception(error) if error else closed.set_result(None))
        await closed

    def ref(self: S) -> S:
        """`server.ref()`: keep the program alive while it listens (the default). Since v0.9.1."""
        self._refed = True
        if self._listening is not None:
            self._listening.runtime.hold(self)
        return self

    def unref(self: S) -> S:
        """`server.unref()`: let the program end although it listens. Since v0.9.1."""
        self._refed = False
        if self._listening is not None:
            self._listening.runtime.release(self)
        return self

    def __repr__(self) -> str:
        return f'<{type(self).__name__} {"listening " + str(self.address()) if self.listening else "closed"}>'


def createServer(options: Any = None, connectionListener: Any = None, /, **keywords: Any) -> Server:
    """`net.createServer([options][, connectionListener])`: a new `Server`. Since v0.5.0."""
    return Server(options, connectionListener, **keywords)


class Listening:
    """A listening socket and asyncio's server on it."""

    def __init__(
        self, server: Server, runtime: Runtime, sock: stdsocket.socket, path: str | None, backlog: int
    ) -> None:
        self.server = server
        self.runtime = runtime
        self.sock = sock
        self.path = path if sock.family == getattr(stdsocket, 'AF_UNIX', None) else None
        self.closed = False
        self._name = sock.getsockname()
        self._asyncio_server: asyncio.AbstractServer | None = None
        self._handed_over = False
        self._task = runtime.loop.create_task(self._serve(backlog))
        runtime.opened(self)

    @property
    def fd(self) -> int:
        return self.sock.fileno()

    async def _serve(self, backlog: int) -> None:
        loop = self.runtime.loop
        if self.closed:
            return
        is_unix = self.sock.family == getattr(stdsocket, 'AF_UNIX', None)
        create: Any = loop.create_unix_server if is_unix else loop.create_server
        self._handed_over = True
        self._asyncio_server = await create(self._new_handle, sock=self.sock, backlog=backlog)
        if self.closed:
            self._asyncio_server.close()

    def _new_handle(self) -> Handle:
        return Handle(self.runtime, self._accepted)

    def _accepted(self, handle: Handle) -> None:
        if self.closed:
            handle.refuse()
        else:
            self.server._accepted(handle)

    def address(self) -> Any:
        if self.sock.family == getattr(stdsocket, 'AF_UNIX', None):
            return self._name
        return address_object(self._name)

    def close(self) -> None:
        self.closed = True
        self.runtime.open.discard(self)
        self.runtime.release(self.server)
        if self._asyncio_server is not None:
            self._asyncio_server.close()
        elif not self._handed_over:  # else asyncio has the socket: `_serve` closes it
            self.sock.close()
        if self.path and not self.path.startswith('\0'):
            try:
                os.unlink(self.path)
            except OSError:
                pass

    def shut(self) -> None:
        """The loop ends."""
        self.server._listening = None
        self.close()


def _listen_args(
    args: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[dict[str, Any], Callable[..., Any] | None]:
    """The call forms of `listen` as options and a callback."""
    options, callback = normalize_args(args, {})
    rest = [value for value in args if not (callable(value) and not isinstance(value, dict))]
    first = rest[0] if rest else None
    if isinstance(first, (Server, stdsocket.socket)) or (
        first is not None and not isinstance(first, (dict, str, int, float)) and hasattr(first, 'fd')
    ):
        options = {'handle': first}
    elif not rest or first is None:
        if not keywords:
            options['port'] = 0
        elif not rest:
            options = {}
    if len(rest) > 1 and not isinstance(first, dict):
        numbers = [value for value in rest[1:3] if isinstance(value, int) and not isinstance(value, bool)]
        if numbers:
            options['backlog'] = numbers[0]
        if isinstance(rest[1], str):
            options['host'] = rest[1]
    options.update(keywords)
    if isinstance(options.get('handle'), dict):
        options['handle'] = None
    return options, callback


def _bound(host: str | None, port: int, options: dict[str, Any]) -> stdsocket.socket:
    if host is None:
        try:
            return _bound_to(stdsocket.AF_INET6, '::', port, options)
        except OSError as problem:
            # A machine without IPv6; anything else would be the same on IPv4.
            if problem.errno not in (errno.EAFNOSUPPORT, errno.EINVAL, errno.EADDRNOTAVAIL):
                raise
            return _bound_to(stdsocket.AF_INET, '0.0.0.0', port, options)
    return _bound_to(stdsocket.AF_INET6 if isIP(host) == 6 else stdsocket.AF_INET, host, port, options)


def _bound_to(family: int, host: str, port: int, options: dict[str, Any]) -> stdsocket.socket:
    sock = stdsocket.socket(family, stdsocket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        if os.name == 'posix':
            sock.setsockopt(stdsocket.SOL_SOCKET, stdsocket.SO_REUSEADDR, 1)
        if options.get('reusePort'):
            sock.setsockopt(stdsocket.SOL_SOCKET, stdsocket.SO_REUSEPORT, 1)
        if family == stdsocket.AF_INET6:
            sock.setsockopt(stdsocket.IPPROTO_IPV6, stdsocket.IPV6_V6ONLY, int(bool(options.get('ipv6Only'))))
        sock.bind((host, port))
    except BaseException:
        sock.close()
        raise
    return sock


def _bound_path(path: str, options: dict[str, Any]) -> stdsocket.socket:
    for name in ('readableAll', 'writableAll'):
        if options.get(name) is not None:
            validate_boolean(options[name], f'options.{name}')
    sock = stdsocket.socket(stdsocket.AF_UNIX, stdsocket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.bind(path)
        mode = (0o444 if options.get('readableAll') else 0) | (0o222 if options.get('writableAll') else 0)
        if mode:
            os.chmod(path, os.stat(path).st_mode | mode)
    except BaseException:
        sock.close()
        raise
    return sock


def _from_fd(fd: int) -> stdsocket.socket:
    sock = stdsocket.socket(fileno=fd)
    sock.setblocking(False)
    return sock


def _taken(handle: Any) -> stdsocket.socket:
    """The listening socket of a handle: a Python socket, a server of ours, or anything with an `fd`."""
    if isinstance(handle, stdsocket.socket):
        handle.setblocking(False)
        return handle
    if isinstance(handle, Server):
        handle = handle._listening
    if isinstance(handle, Listening):
        return handle.sock.dup()
    fd = getattr(handle, 'fd', None)
    if not isinstance(fd, int) or fd < 0:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return _from_fd(fd)


__all__ = ['Listening', 'Server', 'createServer']
