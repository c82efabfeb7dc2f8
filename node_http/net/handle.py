"""One open connection, between asyncio's transport and a `net.Socket`.

The handle is the protocol that asyncio calls. Every call is an entry into our code (`Runtime.entry`): the ticks that
it queues run before control goes back to asyncio.

Writes are Node's: a write is either taken whole by the kernel at once, or the socket waits for it. The transport's
high-water mark is 0 for that: `pause_writing` then means "not all of it went out", `resume_writing` "now it has".

Reads go into one buffer of 64 KiB per loop, which is Node's chunk size: a buffer of its own for each read would be
mapped and unmapped by the allocator each time.
"""

from __future__ import annotations

import asyncio
import socket as stdsocket
import struct
from asyncio import Transport
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from .._runtime import Runtime
from ..buffer import Buffer
from ..errors import NodeError, errno_exception, system_error_from

if TYPE_CHECKING:
    from .socket import Socket

READ_SIZE = 64 * 1024
#: What is shorter is mostly a head, which the parser takes apart: plain bytes are sliced faster than a Buffer.
_LIKELY_HEAD = 4096
_RESET_ON_CLOSE = struct.pack('ii', 1, 0)


class Handle(asyncio.BufferedProtocol):
    """The connection of one socket. `owner` hears of reads, EOF and loss; `consumer`, when set, takes the bytes."""

    __slots__ = (
        '_flushed',
        'blocked',
        'bytes_read',
        'bytes_written',
        'closed',
        'consumer',
        'eof',
        'on_open',
        'owner',
        'reading',
        'runtime',
        'transport',
        'write_failed',
    )

    def __init__(self, runtime: Runtime, on_open: Callable[[Handle], None] | None = None) -> None:
        self.runtime = runtime
        self.on_open = on_open
        self.transport: Transport = cast(Transport, None)
        self.owner: Socket | None = None
        #: Takes the bytes instead of the owner's stream: an HTTP parser that nobody else listens beside.
        self.consumer: Callable[[bytes], Any] | None = None
        self.reading = True
        self.eof = False
        self.closed = False
        self.blocked = False
        self.write_failed = False
        self.bytes_read = 0
        self.bytes_written = 0
        self._flushed: Callable[..., Any] | None = None

    # -- what asyncio calls ------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(Transport, transport)
        self.transport.set_write_buffer_limits(high=0)
        self.runtime.opened(self)
        if self.on_open is not None:
            on_open, self.on_open = self.on_open, None
            self.runtime.entry(on_open, self)

    def get_buffer(self, sizehint: int) -> memoryview:
        view = self.runtime.read_view
        if view is None:
            view = self.runtime.read_view = memoryview(bytearray(READ_SIZE))
        return view

    def buffer_updated(self, nbytes: int) -> None:
        runtime = self.runtime
        self.bytes_read += nbytes
        view: memoryview = runtime.read_view[:nbytes]  # type: ignore[index]  # get_buffer came first
        consumer = self.consumer
        if consumer is not None and nbytes < _LIKELY_HEAD:
            data = view.tobytes()
        else:
            data = Buffer(view)
        if runtime.entered or runtime.dead or runtime._tick_armed:
            runtime.entry(self._read_or_close, data)
            return
        # `Runtime.entry`, written out: this is where most entries are.
        runtime.entered = True
        try:
            timer = self.owner._timer  # type: ignore[union-attr]  # nothing is read before there is an owner
            if timer is not None and timer._active:
                timer._start = runtime._now = monotonic() * 1000  # `runtime.now()`, written out
            if consumer is not None:
                consumer(data)
            else:
                self._read(data)
        except Exception as error:
            # Node would have died of it, and the peer would know. In a loop that goes on, the peer must not wait for
            # an answer that nobody is going to give.
            if not runtime.survive(error) and self.owner is not None:
                self.owner.destroy()
        except BaseException as error:
            runtime.leave(error)
            return
        if not runtime.drain() and self.owner is not None:
            runtime.entry(self.owner.destroy)  # the ticks of a read are mostly its connection's

    def _read_or_close(self, data: bytes) -> None:
        try:
            self._read(data)
        except Exception as error:
            if not self.runtime.survive(error) and self.owner is not None:
                self.owner.destroy()

    def _read(self, data: bytes) -> None:
        owner = self.owner
        if owner is not None:
            owner._touch()
            consumer = self.consumer
            if consumer is not None:
                consumer(data)
            else:
                owner._received(data if type(data) is Buffer else Buffer(data))

    def eof_received(self) -> bool:
        self.eof = True
        if self.owner is not None:
            self.runtime.entry(self.owner._peer_ended)
        return True  # half-open: whether to close is the socket's to decide

    def connection_lost(self, exc: Exception | None) -> None:
        self.runtime.open.discard(self)
        if self.closed:
            return
        self.closed = True
        self.runtime.entry(self._lost, exc)

    def _lost(self, exc: Exception | None) -> None:
        writing = self._flushed is not None or self.write_failed
        error: NodeError
        if isinstance(exc, OSError):
            error = system_error_from(exc, 'write' if writing else 'read')
        else:
            error = errno_exception('ECONNRESET', 'write' if writing else 'read')
        flushed, self._flushed = self._flushed, None
        if flushed is not None:
            flushed(error)
        elif self.owner is not None:
            self.owner.destroy(error)

    def pause_writing(self) -> None:
        self.blocked = True

    def resume_writing(self) -> None:
        self.blocked = False
        flushed, self._flushed = self._flushed, None
        if flushed is not None:
            self.runtime.entry(flushed)

    # -- what the socket calls ---------------------------------------------------------------------------------

    def write(self, data: bytes) -> bool:
        """Send; whether the kernel has taken all of it. Where not, `when_flushed` tells when it has."""
        transport = self.transport
        self.bytes_written += len(data)
        transport.write(data)
        if self.blocked:
            return False
        if transport.is_closing():  # it failed: connection_lost is about to say why
            self.write_failed = True
            return False
        return True

    def when_flushed(self, callback: Callable[..., Any]) -> None:
        """Call back when the last write has gone out (no argument), or has failed (the error)."""
        if self.closed:
            self.runtime.next_tick(callback, errno_exception('EPIPE', 'write'))
        else:
            self._flushed = callback

    @property
    def write_queue_size(self) -> int:
        return self.transport.get_write_buffer_size() if not self.closed else 0

    def shutdown(self, callback: Callable[..., Any]) -> None:
        """Send FIN, then call back."""
        try:
            if not self.closed and not self.transport.is_closing():
                self.transport.write_eof()
        except OSError:
            pass  # ENOTCONN: the peer was faster; nothing is left to shut down
        self.runtime.complete_soon(callback)

    def read_start(self) -> None:
        if not self.reading:
            self.reading = True
            if not self.eof and not self.closed:
                self.transport.resume_reading()

    def read_stop(self) -> None:
        if self.reading:
            self.reading = False
            if not self.eof and not self.closed and not self.transport.is_closing():
                self.transport.pause_reading()

    def close(self, callback: Callable[..., Any]) -> None:
        """Close at once, what is not sent is dropped; call back in the closing phase."""
        self.closed = True
        self.consumer = None
        self._flushed = None
        if not self.runtime.closed:
            self.transport.abort()
            self.runtime.close_soon(callback)

    def refuse(self) -> None:
        """Close a connection that has just been accepted, and tell nobody."""
        self.closed = True
        # Not at once: uvloop, in the middle of opening it, would leave the connection open.
        self.runtime.loop.call_soon(self.transport.abort)

    def shut(self) -> None:
        """The loop ends: close, and tell nobody."""
        if not self.closed:
            self.close(lambda: None)

    def reset(self, callback: Callable[..., Any]) -> None:
        """As `close`, but the peer gets RST."""
        self.set_option(stdsocket.SOL_SOCKET, stdsocket.SO_LINGER, _RESET_ON_CLOSE)
        self.close(callback)

    def set_option(self, level: int, option: int, value: Any) -> None:
        sock = self.transport.get_extra_info('socket')
        if sock is not None:
            try:
                sock.setsockopt(level, option, value)
            except OSError:
                pass  # not a TCP socket, or gone: Node does not tell either

    def sockname(self) -> Any:
        return self.transport.get_extra_info('sockname')

    def peername(self) -> Any:
        return self.transport.get_extra_info('peername')
