"""Writes of bytes past the stream's machinery, where it has nothing else to do.

An HTTP message writes bytes, one piece or a few per tick, and nobody else writes to its socket. The stream's state is
what it would be had `write` been called, so whoever looks at it, or goes on with `write` and `end`, sees no difference.
Each method says whether it has done it; else the stream's own have to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..stream import Writable
from ..stream.state import (
    AFTER_WRITE_QUEUED,
    BUFFER_PROCESSING,
    BUFFERED_CALLBACK,
    BUFFERED_TEXT,
    DESTROYED,
    ENDING,
    ERRORED,
    EXPECT_CALLBACK,
    NEED_DRAIN,
    SWITCHED_OFF,
    WRITABLE_ENDED,
    WRITING,
)
from .idle import Idle

#: Less than this is less than any usual threshold.
_ROOM = 16 * 1024
#: A writable side in one of these states takes nothing past its machinery.
_OVER = ENDING | WRITABLE_ENDED | DESTROYED | ERRORED | SWITCHED_OFF | BUFFER_PROCESSING
_BUSY = _OVER | WRITING | NEED_DRAIN
_HELD = _OVER | WRITING | BUFFERED_TEXT | BUFFERED_CALLBACK

#: The classes of sockets whose own `write` may be passed by, and that `write`: a subclass may have another one.
WRITES_QUICKLY: dict[type, Callable[..., Any]] = {}
_cork, _uncork = Writable.cork, Writable.uncork


class QuickWrites(Idle):
    """A socket's quick writes: to be asked only of one whose class is in `WRITES_QUICKLY`."""

    def send_at_once(self, data: bytes, callback: Callable[..., Any]) -> bool:
        """`write(data, callback)`, for who writes one piece and is done."""
        handle, state = self._handle, self._ws
        # Not asked of `__dict__`: that would make one, and whatever is read from the socket would take longer for it.
        if handle is None or getattr(self.write, '__func__', None) is not WRITES_QUICKLY[type(self)]:
            return False
        if len(data) >= _ROOM and len(data) >= self.writableHighWaterMark:
            return False  # it fills the stream for a moment, which stops a client that asks for more at once
        if state is not None and (state.bits & _BUSY or state.corked or state.length):
            return False
        runtime = handle.runtime
        timer = self._timer
        if timer is not None and timer._active:
            timer._start = runtime._now or runtime.now()
        if handle.write(data):
            runtime.next_tick(callback)
        else:
            self._begin_pending_write(len(data), callback)
            handle.when_flushed(self._on_written)
        return True

    def gather(self, data: bytes) -> bool | None:
        """`cork()`, `write(data)`, and `uncork()` in the next tick.

        Returns: what `write` would; None when it was not done.
        """
        handle, state = self._handle, self._ws or self._writableState
        if handle is None or state.bits & _OVER:
            return None
        if (
            getattr(self.write, '__func__', None) is not WRITES_QUICKLY[type(self)]
            or getattr(self.cork, '__func__', None) is not _cork
            or getattr(self.uncork, '__func__', None) is not _uncork
        ):
            return None
        if not state.corked:
            state.corked = 1
            handle.runtime.next_tick(self._send_gathered)
        state.buffered.append((data, 'buffer', None))
        state.pendingcb += 1
        state.length += len(data)
        if state.length < state.highWaterMark:
            return True
        state.bits |= NEED_DRAIN
        return False

    def _send_gathered(self) -> None:
        handle, state = self._handle, self._ws or self._writableState
        buffered = state.buffered
        if handle is None or state.corked != 1 or state.bits & _HELD or not buffered:
            self.uncork()
            return
        state.corked = 0
        if len(buffered) == 1:
            data = buffered.popleft()[0]
        else:
            data = b''.join([entry[0] for entry in buffered])
            state.pendingcb -= len(buffered) - 1
            buffered.clear()
        runtime = handle.runtime
        timer = self._timer
        if timer is not None and timer._active:
            timer._start = runtime._now or runtime.now()
        if not handle.write(data):
            state.writelen = state.length
            state.bits |= WRITING | EXPECT_CALLBACK
            handle.when_flushed(self._on_written)
            return
        state.length = 0
        if state.bits & NEED_DRAIN:
            state.bits |= AFTER_WRITE_QUEUED
            runtime.next_tick(self._after_write, state, 1, None)
        else:
            state.pendingcb -= 1
