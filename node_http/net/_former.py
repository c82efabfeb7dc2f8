"""`net` of an older version: its Socket and its Server, which is also the base of its http server.

What only adds or leaves out a step is asked of the profile by the code of `net` itself. Here is what went another way:
how a socket ends, and what becomes of a write that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from inspect import getattr_static
from typing import Any

from .._calling import adapt
from .._former_arguments import add_former_arguments
from .._former_classes import former_class, still_there
from .._former_errors import as_of
from .._former_events import emitter_of
from .._jsobject import UNDEFINED
from .._runtime import next_tick
from ..errors import ERR_STREAM_DESTROYED, ERR_STREAM_WRITE_AFTER_END, NodeError
from ..stream._former import classes_of, states_of
from ..stream.state import FINAL_CALLED, FINISHED
from ..versions import MEMBERS, profile, without_later
from . import server, socket
from .quick_writes import WRITES_QUICKLY
from .server import Server
from .socket import Socket, connect_as

#: Data that the newest version's code sets, and nothing reads again.
_SET_BY_US = frozenset({'timeout', 'noDelay', 'keepAlive', 'keepAliveInitialDelay', 'highWaterMark'})


@cache
def socket_of(version: str) -> Any:
    """The net.Socket of a version."""
    its = profile(version)
    duplex = classes_of(its)['Duplex']
    former: dict[str, Any] = {
        **_kept_members(version),
        **states_of(its, destroys=True),
        '_hwm_option': _hwm_option,
    }
    if its.streams_tell_at_once:
        former['uncork'] = _uncork
        former['destroy'] = _destroys(duplex)
    if its.failed_write_emits_at_once:
        former['write'] = _write
    if not its.write_after_end_destroys:
        former['_error_or_destroy'] = _error_or_destroy
    if its.late_write != 'destroys':
        former['_write_after_fin'] = _write_after_fin
        former['_on_readable_end'] = _on_readable_end
    if not its.closing_fails_writes:
        former['_write_when_connected'] = _write_when_connected
    if its.ends_at_once:
        former['_final'] = _final_at_once
        former['_call_final'] = _call_final
        former['_peer_ended'] = _peer_ended
    elif its.finishes_ended_at_once:
        former['_final'] = _final_when_ended
    add_former_arguments('net.Socket', Socket, version, former)
    raises = ('__init__', 'connect', 'setTimeout', 'setEncoding', 'write', 'end')
    made = former_class('net.Socket', Socket, (duplex,), its, former, raises=raises, set_by_us=_SET_BY_US)
    if not its.streams_tell_at_once:  # before, it had a `write` of its own
        WRITES_QUICKLY[made] = made.write
    return made


@cache
def server_of(version: str) -> Any:
    """The net.Server of a version."""
    its = profile(version)
    former = {
        '_socket': socket_of(version),
        'close': _close,
        **still_there('net.Server', {'connections': property(_count_connections)}, its),
    }
    return former_class(
        'net.Server',
        Server,
        (emitter_of(version),),
        its,
        former,
        raises=('__init__', 'listen'),
        set_by_us=_SET_BY_US,
    )


def exports_of(version: str, newest: Mapping[str, Any]) -> dict[str, Any]:
    """What the net module of that version exports, given what the newest exports."""
    socket_class, server_class = socket_of(version), server_of(version)

    def createServer(options: Any = None, connectionListener: Any = None, /, **keywords: Any) -> Any:
        return server_class(options, connectionListener, **keywords)

    def connect(*args: Any, **keywords: Any) -> Any:
        return connect_as(socket_class, args, keywords)

    createServer.__doc__, connect.__doc__ = server.createServer.__doc__, socket.connect.__doc__
    own = {
        'Server': server_class,
        'Socket': socket_class,
        'Stream': socket_class,
        'connect': connect,
        'createConnection': connect,
        'createServer': createServer,
    }
    return {**without_later('net', newest, version), **own}


# -- sockets -------------------------------------------------------------------------------------------------------


def _kept_members(version: str) -> dict[str, Any]:
    """What its version's Duplex does not have yet, and the code of the socket needs."""
    later = {
        member.name
        for member in MEMBERS
        if member.owner in ('Readable', 'Writable', 'Duplex') and not member.there(version)
    }
    return {name: getattr_static(Socket, name) for name in later if hasattr(Socket, name)}


def _destroys(duplex: Any) -> Callable[..., Any]:
    def destroy(self: Any, error: Any = None, callback: Any = None, /) -> Any:
        """`socket.destroy([error])`; of several errors, the first one is told, though it may come late."""
        if self.destroyed and self.errored is not None:
            return self
        return duplex.destroy(self, error, callback)

    return destroy


def _hwm_option(self: Any) -> dict[str, Any]:
    """Of an accepted socket; its server may have come before servers had the option."""
    given = self._high_water_mark
    return {'highWaterMark': self._profile.high_water_mark if given is None else given}


def _write(self: Any, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None, /) -> Any:
    """`socket.write(data[, encoding][, callback])`

    Behind `end()` or `destroy()`, 'error' is emitted within the call, and the socket stays as it is.
    """
    ended = self.writableEnded
    if self._ended_by_peer if ended else not self.destroyed:
        return Socket.write(self, chunk, encoding, callback)
    error = ERR_STREAM_WRITE_AFTER_END() if ended else ERR_STREAM_DESTROYED('write')
    as_of(self._profile, error, 'write')
    callback = encoding if callable(encoding) else callback
    if callable(callback):
        next_tick(adapt(callback), error)
    self.emit('error', error)
    return not ended


def _error_or_destroy(self: Any, error: Any, sync: bool = False) -> None:
    """A socket that is written to after its end says so; where FIN was due it closes, else it stays as it is."""
    if getattr(error, 'code', None) != 'ERR_STREAM_WRITE_AFTER_END':
        Socket._error_or_destroy(self, error, sync)
        return
    states = (self._readableState, self._writableState)
    kept = [state.autoDestroy for state in states]
    for state in states:
        state.autoDestroy = False
    Socket._error_or_destroy(self, error, sync)
    for state, destroys in zip(states, kept, strict=True):
        state.autoDestroy = destroys
    if self._writableState.bits & (FINAL_CALLED | FINISHED) == FINAL_CALLED:
        self._final(lambda *_: self.destroy())


def _on_readable_end(self: Any) -> None:
    """The first listener of 'end': those behind it find the socket ended."""
    Socket._on_readable_end(self)
    if not self.allowHalfOpen and self.writable:
        self.end()


def _uncork(self: Any) -> None:
    """`socket.uncork()`; what was kept back when the socket was destroyed fails then, which is an error of its own."""
    state = self._writableState
    if state.corked == 1 and state.destroyed and state.buffered:
        self.emit('error', as_of(self._profile, ERR_STREAM_DESTROYED('write')))
    Socket.uncork(self)


def _write_after_fin(self: Any, encoding: Any, callback: Any) -> Any:
    """The peer has ended, so the socket has: there is an 'error', but the socket is not destroyed by it."""
    error = NodeError('This socket has been ended by the other party', 'EPIPE')
    callback = encoding if callable(encoding) else callback
    at_once = self._profile.late_write == 'emits at once'
    if at_once:
        self.emit('error', error)
    else:
        next_tick(self.emit, 'error', error)
    if callable(callback):
        next_tick(adapt(callback), error)
    return None if at_once else False


def _write_when_connected(self: Any, data: bytes, callback: Callable[..., Any]) -> None:
    """The callback of what never goes out, for the socket is destroyed first, is never called."""
    self._pending_data = data

    def on_connect() -> None:
        self._pending_data = None
        self._write_bytes(data, callback)

    self.once('connect', on_connect)


def _final_at_once(self: Any, callback: Callable[..., Any]) -> None:
    """'finish' does not wait until FIN is sent, nor for the connection that it is sent on."""
    if self._attempt is not None:
        self.once('connect', lambda: Socket._final(self, _nothing))
    else:
        Socket._final(self, _nothing)
    callback()


def _call_final(self: Any, state: Any) -> None:
    """What is done before 'finish' is done within `end()`, and so is 'finish'."""
    self._final(_nothing)
    state.prefinished = True
    self.emit('prefinish')


def _final_when_ended(self: Any, callback: Callable[..., Any]) -> None:
    """Where the peer has ended, closing the socket is all that is left, and 'finish' does not wait for it."""
    if self._attempt is None and self._readableState.ended:
        callback()
    else:
        Socket._final(self, callback)


def _nothing() -> None:
    pass


def _peer_ended(self: Any) -> None:
    """A socket that may not be half-open ends its side at once, not when its 'end' has been emitted."""
    if not self.allowHalfOpen:
        self._ended_by_peer = True
        self.end()
    Socket._peer_ended(self)


# -- servers -------------------------------------------------------------------------------------------------------


def _count_connections(self: Any) -> int:
    """`server.connections`: how many there are."""
    return self._connections  # type: ignore[no-any-return]


def _close(self: Any, callback: Any = None) -> Any:
    """`server.close([callback])`"""
    if callable(callback) and not self.listening and not self._starting:  # it is going to be told of an error
        tell, its = adapt(callback), self._profile
        return Server.close(self, lambda error: tell(as_of(its, error)))
    return Server.close(self, callback)
