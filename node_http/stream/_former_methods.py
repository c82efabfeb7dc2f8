"""What the streams of older versions did otherwise: methods that `_former` gives to the classes of a version.

Before v14 a stream told at once what today it tells in a tick of its own ('finish', 'error'), and an error was only
told: the stream went on.
"""

from __future__ import annotations

from typing import Any

from .._calling import adapt
from .._former_errors import as_of
from .._runtime import next_tick
from ..versions import Profile
from ._hooks import nop
from .duplex import Duplex
from .readable import Readable
from .state import ERROR_EMITTED, EXPECT_CALLBACK, FINISHED, NEED_DRAIN, OBJECT_MODE, SYNC, WRITING
from .writable import Writable


def former_methods(name: str, profile: Profile) -> dict[str, Any]:
    """The methods of one class that did something else in that version."""
    former: dict[str, Any] = {}
    if name in _DESTROY and profile.streams_tell_at_once:
        former['_error_or_destroy'] = _only_tell
        former['destroy'] = _DESTROY[name]
    if name == 'Transform' and profile.streams_tell_at_once:
        former['_final'] = None  # the end of the input was told by 'prefinish' alone
    if name == 'Writable':
        if profile.streams_tell_at_once:
            former['_put'] = put_counting_first
            former['_on_written'] = _written
            former['_finish_maybe'] = finish_at_once
        if profile.end_callback_listens:
            former['end'] = _end
            former['_finish_in_tick'] = _finish_though_failed
    return former


def _only_tell(self: Any, error: Any, sync: bool = False) -> None:
    """The stream failed by itself: it says so, and stays as it is."""
    if error is not None:
        self.emit('error', as_of(self._profile, error))


def _destroys(newest: Any) -> Any:
    def destroy(self: Any, error: Any = None, callback: Any = None, /) -> Any:
        """`stream.destroy([error])`; an error is told even when it was destroyed before."""
        if not self.destroyed or callback is not None or error is None:
            return newest.destroy(self, error, callback)
        if self._ws is None or not self._ws.bits & ERROR_EMITTED:
            next_tick(self.emit, 'error', error)
        return self

    return destroy


_DESTROY = {kind.__name__: _destroys(kind) for kind in (Readable, Writable, Duplex)}


def put_counting_first(self: Any, chunk: Any, encoding: Any, callback: Any) -> Any:
    """`write`, which asks whether there is room before it writes: what is written at once takes room too."""
    state = self._writableState
    if callable(encoding) and not isinstance(encoding, str):
        callback, encoding = encoding, None
    if state.bits & OBJECT_MODE:
        size = 1
    elif chunk is None:
        return Writable._put(self, chunk, encoding, callback)  # which raises
    else:
        chunk, encoding = self._as_chunk_to_write(state, chunk, encoding)
        size = len(chunk)
    full = state.length + size >= state.highWaterMark
    if full:
        state.bits |= NEED_DRAIN
    # With a callback there is a tick between what is written at once and its being told.
    result = Writable._put(self, chunk, encoding, callback if callable(callback) else nop)
    return False if result is True and full else result


def _written(self: Any, error: Any = None, *_: Any) -> None:
    """The callback that ``_write`` and ``_writev`` get; a failure does not keep the stream from going on."""
    state = self._writableState
    if error is None or not state.bits & EXPECT_CALLBACK:
        Writable._on_written(self, error)
        return
    callback, sync = state.writecb, state.bits & SYNC
    state.bits &= ~(WRITING | EXPECT_CALLBACK)
    state.writecb = None
    state.length -= state.writelen
    state.writelen = 0
    state.pendingcb -= 1
    if sync:
        next_tick(callback, error)
        next_tick(self._finish_maybe, state)
    else:
        callback(error)
    state.bits |= ERROR_EMITTED
    self.emit('error', as_of(self._profile, error))
    if not sync:
        self._finish_maybe(state)


def finish_at_once(self: Any, state: Any, sync: bool = False) -> None:
    """'finish' does not wait for a tick, nor for anything but what is written."""
    told = state.bits & ERROR_EMITTED
    state.bits &= ~ERROR_EMITTED
    Writable._finish_maybe(self, state)
    state.bits |= told


def _finish_though_failed(self: Any, state: Any) -> None:
    if state.bits & ERROR_EMITTED:
        state.pendingcb -= 1
    else:
        self._finish(state)


def _end(self: Any, chunk: Any = None, encoding: Any = None, callback: Any = None, /) -> Any:
    """`writable.end([chunk[, encoding]][, callback])`; the callback listens to 'finish'."""
    if callable(chunk) and not isinstance(chunk, type):
        chunk, callback = None, chunk
    elif callable(encoding):
        encoding, callback = None, encoding
    if callable(callback):
        if self._writableState.bits & FINISHED:
            next_tick(adapt(callback))
        else:
            self.once('finish', callback)
    return Writable.end(self, chunk, encoding)
