"""`net.Socket`: a Duplex over a connection.

The stream side is `stream.Duplex`; the connection is a `Handle`. A socket that was accepted or has connected has a
handle; before that it may have an `Attempt` (connect.py), and after `destroy()` it has neither.

Everything that a socket rarely needs is a class attribute until it is needed, for a server has many of them.
"""

from __future__ import annotations

import socket as stdsocket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .._calling import adapt
from .._debug import debuglog
from .._jsobject import UNDEFINED, JSObject, truthy
from .._numbers import is_number, to_int32, to_number
from .._runtime import next_tick
from .._validators import validate_int32
from ..buffer import Buffer, to_bytes
from ..errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FD_TYPE,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
    NodeError,
)
from ..stream.state import ReadableState, WritableState
from ..versions import CURRENT, Profile
from .connect import Attempt, normalize_args
from .handle import Handle
from .ip import address_object
from .quick_writes import WRITES_QUICKLY, QuickWrites

if TYPE_CHECKING:
    from .server import Server

debug = debuglog('net')

_SIDE_OPTIONS = {'emitClose': False, 'autoDestroy': True, 'decodeStrings': False}
_STREAM_OPTIONS = (
    "highWaterMark", "readableHighWaterMark", "writableHighWaterMark", "objectMode", "readableObjectMode",
    "writableObjectMode", "encoding", "defaultEncoding", "captureRejections", "signal",
)  # fmt: skip


def _seconds(delay: Any) -> int:
    """The delay of TCP probes, from ms to what the kernel counts in."""
    return max(0, to_int32(to_number(delay) / 1000))


class Socket(QuickWrites):
    """`new net.Socket([options])`

    A TCP or Unix-domain connection, or one to be: call `connect()`.

    Args:
        options: a dict or keywords: `allowHalfOpen` (default false: end our side when the peer ends its),
            `fd` or `handle` (an open socket to use), `readable`, `writable`, `noDelay`, `keepAlive`,
            `keepAliveInitialDelay` (ms), `onread`, `signal`, `highWaterMark` (bytes).

    Since v0.3.4.
    """

    #: Which version of Node it is one of.
    _profile: Profile = CURRENT
    _ignored_options: frozenset[str] = frozenset()
    _attempt: Attempt | None = None
    _refed = True
    _held = False
    _server: Server | None = None
    server: Any = None
    _peername: JSObject | None = None
    _sockname: JSObject | None = None
    _bytes_read = 0
    _bytes_dispatched = 0
    _pending_data: Any = None
    _onread: Any = None
    _reset_on_close = False
    _no_delay = False
    #: After how many seconds TCP probes; None where it does not.
    _keep_alive: int | None = None
    _host: str | None = None
    _ended_by_peer = False
    #: See `consume`.
    _is_consumed = False
    _on_unconsumed: Callable[[], Any] | None = None
    _takes_bytes = True
    _high_water_mark: Any = None

    _connecting = False
    allowHalfOpen = False
    autoSelectFamilyAttemptedAddresses: list[str] | None = None
    isServer = False
    # What HTTP keeps on a connection, named as in Node.
    parser: Any = None
    _httpMessage: Any = None
    _hadError = False
    _paused = False
    #: Whether a server's response is told of 'close'; None when somebody has come to listen behind that.
    _tells_response: bool | None = False
    _parent: Any = None

    def __init__(self, options: Any = None, /, **keywords: Any) -> None:
        if is_number(options):
            options = {'fd': options}
        options = {**(options if isinstance(options, Mapping) else {}), **keywords}
        if self._profile is not CURRENT:
            options = self._as_known_then(options)
        delay = options.get('keepAliveInitialDelay')
        if delay is not None and not is_number(delay):
            raise ERR_INVALID_ARG_TYPE('options.keepAliveInitialDelay', 'number', delay)
        for unsupported in ('objectMode', 'readableObjectMode', 'writableObjectMode'):
            if truthy(options.get(unsupported)):
                raise ERR_INVALID_ARG_VALUE(
                    f'options.{unsupported}', options[unsupported], 'is not supported'
                )
        super().__init__(
            {
                **{name: options[name] for name in _STREAM_OPTIONS if name in options},
                **_SIDE_OPTIONS,
                'allowHalfOpen': bool(options.get('allowHalfOpen')),
                'readable': options.get('readable', True) is not False,
                'writable': options.get('writable', True) is not False,
            }
        )
        self.allowHalfOpen = bool(options.get('allowHalfOpen'))
        self._no_delay = bool(options.get('noDelay'))
        if options.get('keepAlive'):
            self._keep_alive = _seconds(delay)
        onread = options.get('onread')
        if isinstance(onread, Mapping) and callable(onread.get('callback')):
            self._onread = onread
        self.on('end', self._on_readable_end)
        if options.get('handle') is not None:
            self._adopt(options['handle'])
        elif options.get('fd') is not None:
            self._open_fd(options['fd'])

    @classmethod
    def _accepted(cls, handle: Handle, server: Server) -> Socket:
        """The socket of a connection that a server has accepted; its stream sides come when they are used."""
        self = cls.__new__(cls)
        # What every read and write looks at: found sooner here than in the class.
        self._ws = self._timer = None
        self._paused = self._hadError = False
        self.allowHalfOpen = server.allowHalfOpen
        self._high_water_mark = server.highWaterMark
        self._handle = handle
        self._runtime_ = handle.runtime
        self.server = self._server = server
        handle.owner = self
        self.on('end', self._on_readable_end)
        self._hold()
        return self

    def _new_readable_state(self) -> ReadableState:
        state = self._ReadableState({**_SIDE_OPTIONS, **self._hwm_option()}, True)
        if self._is_consumed:
            state.flowing = True
        return state

    def _new_writable_state(self) -> WritableState:
        return self._WritableState({**_SIDE_OPTIONS, **self._hwm_option()}, True)

    def _as_known_then(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options as an older version understood them."""
        known = {name: value for name, value in options.items() if name not in self._ignored_options}
        if not any(options.get(name) is not None for name in _STREAM_OPTIONS[:3]):
            known['highWaterMark'] = self._profile.high_water_mark
        return known

    def _hwm_option(self) -> dict[str, Any]:
        return {} if self._high_water_mark is None else {'highWaterMark': self._high_water_mark}

    # -- the handle --------------------------------------------------------------------------------------------

    def _adopt(self, handle: Handle) -> None:
        self._handle = handle
        self._runtime_ = handle.runtime
        handle.owner = self
        self._hold()

    def _open_fd(self, fd: Any) -> None:
        """Take an open socket by its number; its transport is there a turn of the loop later."""
        validate_int32(fd, 'fd', 0)
        try:
            sock = stdsocket.socket(fileno=fd)
        except OSError:
            raise ERR_INVALID_FD_TYPE('FILE') from None
        self._attempt = Attempt(self)
        self._attempt.adopt(sock)

    def _hold(self) -> None:
        if self._refed and not self._held:
            self._held = True
            self._runtime.hold(self)

    def _release(self) -> None:
        if self._held:
            self._held = False
            self._runtime.release(self)

    def ref(self) -> Socket:
        """`socket.ref()`: keep the program alive while this is open (the default). Since v0.9.1."""
        self._refed = True
        if self._handle is not None or self._attempt is not None:
            self._hold()
        return self

    def unref(self) -> Socket:
        """`socket.unref()`: let the program end although this is open. Since v0.9.1."""
        self._refed = False
        self._release()
        return self

    def hasRef(self) -> bool:
        """Whether it keeps the program alive."""
        return self._refed

    # -- connecting --------------------------------------------------------------------------------------------

    @property
    def connecting(self) -> bool:
        """`socket.connecting`: whether a connection is being made. Since v6.1.0."""
        return self._connecting

    @connecting.setter
    def connecting(self, value: bool) -> None:
        self._connecting = value

    def connect(self, *args: Any, **keywords: Any) -> Socket:
        """`socket.connect(options[, listener])`, `connect(path[, listener])`, `connect(port[, host][, listener])`

        Starts a connection; 'connect' tells when it stands, 'error' when it cannot be made.

        Args:
            options: `port`, `host` (default 'localhost'), `localAddress`, `localPort`, `family` (0, 4, 6), `hints`,
                `lookup`, `noDelay`, `keepAlive`, `keepAliveInitialDelay` (ms), `autoSelectFamily` (default true),
                `autoSelectFamilyAttemptTimeout` (ms, default 250); or `path` of a Unix socket.

        Raises: `ERR_MISSING_ARGS`, `ERR_SOCKET_BAD_PORT`, `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_IP_ADDRESS`,
            `ERR_INVALID_ARG_VALUE`.
        Since v0.1.90.
        """
        options, listener = normalize_args(args, keywords)
        if self._ignored_options:
            options = self._as_known_then(options)
        if self.destroyed:
            self._undestroy()
            self._handle = None
            self._peername = self._sockname = self._pending_data = None
            self._bytes_read = self._bytes_dispatched = 0
        if listener is not None:
            self.once('connect', listener)
        if options.get('noDelay'):
            self._no_delay = True
        if options.get('keepAlive'):
            self._keep_alive = _seconds(options.get('keepAliveInitialDelay'))
        attempt = Attempt(self)
        attempt.check(options)
        self._touch()
        self._connecting = True
        self._attempt = attempt
        self._hold()
        attempt.start(options)
        return self

    def _connected(self, handle: Handle) -> None:
        """The attempt has succeeded (called as an entry from the loop)."""
        debug('afterConnect')
        self._attempt = None
        self._handle = handle
        handle.owner = self
        opened_fd = not self._connecting
        self._connecting = False
        self._touch()
        if self._no_delay:
            Socket.setNoDelay(self)  # not what the program may have put in its place
        if self._keep_alive is not None:
            self._probe()
        if self.isPaused():
            handle.read_stop()
        if not opened_fd:
            self.emit('connect')
            if self._profile.tells_ready:
                self.emit('ready')
        if self.readable and not self.isPaused():
            self.read(0)

    @property
    def pending(self) -> bool:
        """`socket.pending`: whether it is not connected yet. Since v11.2.0, v10.16.0."""
        return self._handle is None or self._connecting

    @property
    def readyState(self) -> str:
        """`socket.readyState`: 'opening', 'open', 'readOnly', 'writeOnly' or 'closed'. Since v0.5.0."""
        if self._connecting:
            return 'opening'
        if self.readable and self.writable:
            return 'open'
        if self.readable:
            return 'readOnly'
        return 'writeOnly' if self.writable else 'closed'

    # -- reading -----------------------------------------------------------------------------------------------

    def consume(self, consumer: Callable[[bytes], Any], ended: Callable[[], Any] | None = None) -> bool:
        """Hand what is received to `consumer`, past the stream, until somebody else listens to 'data' or 'readable'.

        Then `ended` is called. From then on the stream flows, so a listener of 'data' gets it: whoever consumes has
        one for that.
        Returns: false where it cannot be: there is no connection yet, or the stream is in use.
        """
        handle, state = self._handle, self._rs
        if handle is None or handle.consumer is not None or not handle.reading:
            return False
        if state is not None:
            if state.length:
                return False
            if state.flowing is None:
                state.flowing = True
        handle.consumer = consumer
        self._is_consumed = True
        self._on_unconsumed = ended
        return True

    def unconsume(self) -> None:
        """Undo `consume`: what is received goes into the stream again."""
        self._is_consumed = False
        if self._handle is not None:
            self._handle.consumer = None
            if self._on_unconsumed is not None:
                self._on_unconsumed()

    def _add(self, event: Any, listener: Callable[..., Any], first: bool) -> None:
        if self._is_consumed and (event == 'data' or event == 'readable'):
            state = self._rs or self._readableState
            self.unconsume()
            if state.flowing:
                self.read(0)
        if event == 'close' and self._tells_response:
            self._tells_response = None
        super()._add(event, listener, first)

    def unshift(self, chunk: Any = UNDEFINED, encoding: str | None = None, /) -> bool:
        """As `Readable.unshift`. Where bytes go past the stream, whoever takes them has a 'data' listener for these."""
        wants_more = super().unshift(chunk, encoding)
        if self._is_consumed and self.readableLength:
            next_tick(self._flow, self._readableState)
        return wants_more

    def _received(self, data: Buffer) -> None:
        if self._onread is not None:
            self._read_into_onread(data)
        elif not self.push(data) and self._handle is not None:
            self._handle.read_stop()

    def _read_into_onread(self, data: Buffer) -> None:
        target = self._onread['buffer']
        target = target() if callable(target) else target
        view = memoryview(target)
        for start in range(0, len(data), len(view)):
            piece = data[start : start + len(view)]
            view[: len(piece)] = piece
            if self._onread['callback'](len(piece), target) is False and self._handle is not None:
                self._handle.read_stop()

    def _peer_ended(self) -> None:
        debug('EOF')
        self.push(None)
        self.read(0)

    def _on_readable_end(self) -> None:
        if not self.allowHalfOpen:
            self._ended_by_peer = True

    def _read(self, size: int) -> None:
        if self._connecting or self._handle is None:
            if self._attempt is not None:
                self.once('connect', lambda: self._read(size))
        else:
            self._handle.read_start()

    def pause(self) -> Socket:
        """`socket.pause()`: no 'data' until `resume()`; with a full buffer, nothing is read either.

        Until then it is: the peer's FIN ends a paused socket with an empty buffer, as in Node.
        """
        if self._onread is not None and self._handle is not None:  # there is no buffer of ours
            self._handle.read_stop()
        super().pause()
        return self

    def resume(self) -> Socket:
        """`socket.resume()`: read again."""
        if self._handle is not None:
            self._handle.read_start()
        super().resume()
        return self

    # -- writing -----------------------------------------------------------------------------------------------

    def write(self, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None, /) -> bool:
        """`socket.write(data[, encoding][, callback])`

        Sends. Returns: whether it went out whole; 'drain' tells when it may go on. Since v0.1.90.
        """
        if self._ended_by_peer and self.writableEnded:
            return self._write_after_fin(encoding, callback)
        return super().write(chunk, encoding, callback)

    def _write_after_fin(self, encoding: Any, callback: Any) -> bool:
        error = NodeError('This socket has been ended by the other party', 'EPIPE')
        callback = encoding if callable(encoding) else callback
        if callable(callback):
            next_tick(adapt(callback), error)
        self.destroy(error)
        return False

    def _write(self, chunk: Any, encoding: Any, callback: Callable[..., Any]) -> None:
        self._write_bytes(to_bytes(chunk, encoding), callback)

    def _writev(self, chunks: Any, callback: Callable[..., Any]) -> None:
        self._write_bytes(b''.join([to_bytes(item['chunk'], item['encoding']) for item in chunks]), callback)

    def _write_bytes(self, data: bytes, callback: Callable[..., Any]) -> None:
        if self._attempt is not None:
            self._write_when_connected(data, callback)
            return
        handle = self._handle
        if handle is None:
            callback(ERR_SOCKET_CLOSED())
            return
        self._touch()
        if handle.write(data):
            callback()
        else:
            handle.when_flushed(callback)

    def _write_when_connected(self, data: bytes, callback: Callable[..., Any]) -> None:
        self._pending_data = data

        def on_connect() -> None:
            self.off('close', on_close)
            self._pending_data = None
            self._write_bytes(data, callback)

        def on_close() -> None:  # `bytesWritten` counts what has never been sent
            callback(ERR_SOCKET_CLOSED_BEFORE_CONNECTION())

        self.once('connect', on_connect)
        self.once('close', on_close)

    def _final(self, callback: Callable[..., Any]) -> None:
        if self._attempt is not None:
            self.once('connect', lambda: self._final(callback))
        elif self._handle is None:
            callback()
        else:
            self._handle.shutdown(callback)

    def end(self, chunk: Any = None, encoding: Any = None, callback: Any = None) -> Socket:
        """`socket.end([data[, encoding]][, callback])`: send what is left, then FIN. Since v0.1.90."""
        super().end(chunk, encoding, callback)
        return self

    # -- ending ------------------------------------------------------------------------------------------------

    def destroySoon(self) -> None:
        """`socket.destroySoon()`: destroy it when all is written. Since v0.3.4."""
        if self.writable:
            self.end()
        if self.writableFinished:
            self.destroy()
        else:
            self.once('finish', self.destroy)

    def resetAndDestroy(self) -> Socket:
        """`socket.resetAndDestroy()`

        Closes with RST. An `ERR_SOCKET_CLOSED` error where there is no connection. Since v18.3.0, v16.17.0.
        """
        if self._handle is not None:
            self._reset_on_close = True
            self.destroy()
        elif self._connecting:
            self.once('connect', self.resetAndDestroy)
        else:
            self.destroy(ERR_SOCKET_CLOSED())
        return self

    def _destroy(self, error: Any, callback: Callable[..., Any]) -> None:
        debug('destroy')
        self._connecting = False
        if self._timer is not None:
            self._timer.close()
            self._timer = None
        handle, attempt = self._handle, self._attempt
        failed = error is not None
        if handle is not None:
            self._bytes_read = handle.bytes_read
            self._bytes_dispatched = handle.bytes_written
            self._sockname = self._sockname or address_object(handle.sockname())
            if self._reset_on_close:
                handle.reset(lambda: self.emit('close', failed))
            else:
                handle.close(lambda: self.emit('close', failed))
            self._handle = None
            self._sockname = None
            callback(error)
        elif attempt is not None:
            attempt.cancel()
            self._attempt = None
            self._runtime.close_soon(self.emit, 'close', failed)
            callback(error)
        else:
            callback(error)
            next_tick(self.emit, 'close')
        self._release()
        if self._server is not None:
            server, self._server = self._server, None
            server._connection_closed(self)

    # -- options of the connection -----------------------------------------------------------------------------

    def setNoDelay(self, noDelay: bool = True) -> Socket:
        """`socket.setNoDelay([noDelay])`: whether Nagle's algorithm is off. Since v0.1.90."""
        self._no_delay = bool(noDelay)
        if self._handle is not None:
            self._handle.set_option(stdsocket.IPPROTO_TCP, stdsocket.TCP_NODELAY, int(bool(noDelay)))
        return self

    def setKeepAlive(self, enable: bool = False, initialDelay: float = 0) -> Socket:
        """`socket.setKeepAlive([enable][, initialDelay])`: TCP probes after `initialDelay` ms. Since v0.1.92."""
        seconds = _seconds(initialDelay) if enable else None
        if seconds != self._keep_alive:
            self._keep_alive = seconds
            self._probe()
        return self

    def _probe(self) -> None:
        """Tell the kernel of `_keep_alive`, as soon as there is a connection."""
        handle, seconds = self._handle, self._keep_alive
        if handle is not None:
            handle.set_option(stdsocket.SOL_SOCKET, stdsocket.SO_KEEPALIVE, int(seconds is not None))
            if seconds and hasattr(stdsocket, 'TCP_KEEPIDLE'):
                handle.set_option(stdsocket.IPPROTO_TCP, stdsocket.TCP_KEEPIDLE, seconds)

    # -- addresses and counts ----------------------------------------------------------------------------------

    def _getpeername(self) -> JSObject:
        if self._peername is None:
            if self._handle is None or self._connecting:
                return JSObject()
            self._peername = address_object(self._handle.peername())
        return self._peername

    def _getsockname(self) -> JSObject:
        if self._sockname is None:
            if self._handle is None:
                return JSObject()
            self._sockname = address_object(self._handle.sockname())
        return self._sockname

    def address(self) -> JSObject:
        """`socket.address()`: `{address, family, port}` of this end. Since v0.1.90."""
        return self._getsockname()

    @property
    def remoteAddress(self) -> str | None:
        """The peer's IP address. Since v0.5.10."""
        return self._getpeername().address  # type: ignore[no-any-return]

    @property
    def remoteFamily(self) -> str | None:
        """'IPv4' or 'IPv6'. Since v0.11.14."""
        return self._getpeername().family  # type: ignore[no-any-return]

    @property
    def remotePort(self) -> int | None:
        """The peer's port. Since v0.5.10."""
        return self._getpeername().port  # type: ignore[no-any-return]

    @property
    def localAddress(self) -> str | None:
        """Our IP address. Since v0.9.6."""
        return self._getsockname().address  # type: ignore[no-any-return]

    @property
    def localPort(self) -> int | None:
        """Our port. Since v0.9.6."""
        return self._getsockname().port  # type: ignore[no-any-return]

    @property
    def localFamily(self) -> str | None:
        """'IPv4' or 'IPv6'. Since v18.8.0, v16.18.0."""
        return self._getsockname().family  # type: ignore[no-any-return]

    @property
    def bytesRead(self) -> int:
        """`socket.bytesRead`: bytes received. Since v0.5.3."""
        return self._handle.bytes_read if self._handle is not None else self._bytes_read

    @property
    def bytesWritten(self) -> int | None:
        """`socket.bytesWritten`: bytes sent, those that still wait included. Since v0.5.3."""
        count = self._handle.bytes_written if self._handle is not None else self._bytes_dispatched
        if self._ws is not None:
            for item in self._ws.getBuffer():
                count += len(to_bytes(item['chunk'], item['encoding']))
        if self._pending_data is not None:
            count += len(self._pending_data)
        return count

    @property
    def _bytesDispatched(self) -> int:
        return self._handle.bytes_written if self._handle is not None else self._bytes_dispatched

    @property
    def bufferSize(self) -> int | None:
        """`socket.bufferSize`: what waits to be written. Since v0.3.8, deprecated since v14.6.0."""
        return self.writableLength if self._handle is not None or self._attempt is not None else None

    def __repr__(self) -> str:
        peer = self._getpeername()
        where = f' {peer.address}:{peer.port}' if peer.port is not None else ''
        return f'<{type(self).__name__} {self.readyState}{where}>'


WRITES_QUICKLY[Socket] = Socket.write


def connect(*args: Any, **keywords: Any) -> Socket:
    """`net.connect(options[, listener])`, `connect(path[, listener])`, `connect(port[, host][, listener])`

    A new `Socket` that connects; see `Socket.connect`. `timeout` (ms) among the options is `setTimeout`. Since v0.1.90.
    """
    return connect_as(Socket, args, keywords)


def connect_as(kind: type[Socket], args: tuple[Any, ...], keywords: dict[str, Any]) -> Socket:
    """`connect` with a socket of that class."""
    options, listener = normalize_args(args, keywords)
    socket = kind(options)
    if truthy(options.get('timeout')) and 'timeout' not in kind._ignored_options:
        socket.setTimeout(options['timeout'])
    return socket.connect(options, *([listener] if listener is not None else []))
