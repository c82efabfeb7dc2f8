"""``Writable``: a destination that is written to.

At most one ``_write`` is under way at a time (WRITING); what is written meanwhile, or while corked, or before
``_construct`` is done, waits in ``buffered``.  When a write completes, the next one starts, or all that wait
go out in one ``_writev`` if there is one.

A write may complete before ``_write`` has returned (SYNC).  Its callback and 'drain' still have to come after the
``write()`` call that caused it, so they wait for a tick; one tick serves all synchronously completed writes
that share a callback, which is why a long run of small writes costs one tick and not one each.

The way to the end::

    end() ──► ENDING ──(nothing waits, nothing pending)──► _final() ──► PREFINISHED ──one tick──► FINISHED ──► destroy
              'ended'                                                    'prefinish'              'finish'

``pendingcb`` counts the callbacks that are still to be called: 'finish' comes after all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .. import errors
from .._calling import adapt
from .._jsobject import UNDEFINED, JSObject
from .._runtime import next_tick
from ..buffer import Buffer, to_bytes
from ._hooks import hook, install, settle
from .destroy import Lifecycle
from .state import (
    AFTER_WRITE_QUEUED,
    AUTO_DESTROY,
    BUFFER_PROCESSING,
    BUFFERED_CALLBACK,
    BUFFERED_TEXT,
    CONSTRUCTED,
    DECODE_STRINGS,
    DESTROYED,
    END_EMITTED,
    ENDING,
    ERRORED,
    EXPECT_CALLBACK,
    FINAL_CALLED,
    FINISHED,
    NEED_DRAIN,
    OBJECT_MODE,
    PREFINISHED,
    SWITCHED_OFF,
    SYNC,
    WRITABLE_ENDED,
    WRITING,
    SideState,
    WritableState,
    is_encoding,
)

if TYPE_CHECKING:
    from typing_extensions import Self


class Writable(Lifecycle):
    """``new stream.Writable([options])``

    A destination of data. Implemented by overriding ``_write`` or ``_writev``, or with the options of those names.

    Args:
        options: a dict or keywords: ``highWaterMark`` (bytes, default 65536; objects, default 16), ``decodeStrings``,
            ``defaultEncoding``, ``objectMode``, ``emitClose``, ``autoDestroy``, ``signal``, ``captureRejections``, and
            the implementation: ``write``, ``writev``, ``final``, ``destroy``, ``construct``.

    Raises: ERR_INVALID_ARG_VALUE for a highWaterMark that is none, ERR_UNKNOWN_ENCODING. Since v0.9.4.
    """

    _has_writable_side = True
    #: What the state of the writable side is made of; an older version's differs.
    _WritableState = WritableState
    #: Whether ``_write`` also takes plain bytes: saves one copy where nobody calls Buffer's methods on a chunk.
    _takes_bytes = False
    _writev: Any = None
    _final: Any = None

    def _apply(self, options: Mapping[str, Any]) -> None:
        self._ws = self._WritableState(options)
        install(self, options, 'write', 'writev', 'destroy', 'final', 'construct')

    # -- state --------------------------------------------------------------------------------------------------

    @property
    def _writableState(self) -> WritableState:
        """The state of the writable side, made when it is first needed."""
        state = self._ws
        if state is None:
            state = self._ws = self._new_writable_state()
        return state

    def _new_writable_state(self) -> WritableState:
        """What the state is made of where no options were given. To be overridden."""
        return self._WritableState()

    def _sides(self) -> tuple[SideState, ...]:
        return (self._ws or self._writableState,)

    # -- for whoever implements the destination -----------------------------------------------------------------

    def _write(self, chunk: Any, encoding: str, callback: Callable[..., Any]) -> Any:
        """Write *chunk*, then call *callback* (with an error, if any). To be overridden, this or ``_writev``.

        Args:
            chunk: a Buffer; a str where ``decodeStrings`` is False; any object in object mode.
            encoding: of a str, else 'buffer'.

        Raises: ERR_METHOD_NOT_IMPLEMENTED unless overridden.
        """
        writev = hook(self, '_writev')
        if writev is None:
            raise errors.ERR_METHOD_NOT_IMPLEMENTED('_write()')
        return writev([_entry(chunk, encoding, None)], callback)

    # -- writing ------------------------------------------------------------------------------------------------

    def write(self, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None, /) -> bool:
        """``writable.write(chunk[, encoding][, callback])``

        Writes *chunk*.

        Args:
            chunk: bytes-like or a str; any object but None in object mode.
            encoding: of a str, default 'utf8'.
            callback: called with the error, or None, when it is written; not necessarily before 'error'.

        Returns: False when the buffer is over its threshold: wait for 'drain' before the next write.
        Raises: ERR_STREAM_NULL_VALUES, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING.
        Errors (emitted, and given to *callback*): ERR_STREAM_WRITE_AFTER_END, ERR_STREAM_DESTROYED. Since v0.9.4.
        """
        return self._put(chunk, encoding, callback) is True

    def _put(self, chunk: Any, encoding: Any, callback: Any) -> Any:
        """As ``write``, but returns the error if there was one."""
        state = self._ws or self._writableState
        if encoding is not None and not isinstance(encoding, str) and callable(encoding):
            callback, encoding = encoding, None
        callback = adapt(callback) if callable(callback) else None
        if chunk is None:
            raise errors.ERR_STREAM_NULL_VALUES()
        if not state.bits & OBJECT_MODE:
            chunk, encoding = self._as_chunk_to_write(state, chunk, encoding)
        if state.bits & (ENDING | DESTROYED):
            after_end = state.bits & ENDING
            error = errors.ERR_STREAM_WRITE_AFTER_END() if after_end else errors.ERR_STREAM_DESTROYED('write')
            if callback is not None:
                next_tick(callback, error)
            self._error_or_destroy(error, sync=True)
            return error

        state.pendingcb += 1
        size = 1 if state.bits & OBJECT_MODE else len(chunk)
        state.length += size
        if state.bits & (WRITING | ERRORED | CONSTRUCTED) != CONSTRUCTED or state.corked:
            state.buffered.append((chunk, encoding, callback))
            if encoding != 'buffer':
                state.bits |= BUFFERED_TEXT
            if callback is not None:
                state.bits |= BUFFERED_CALLBACK
        else:
            state.writelen = size
            state.writecb = callback
            state.bits |= WRITING | SYNC | EXPECT_CALLBACK
            result = hook(self, '_write')(chunk, encoding, self._on_written)
            if result is not None:
                settle(result)
            state.bits &= ~SYNC
        # Asked only now: what was written at once takes no room.
        has_room = state.length < state.highWaterMark or state.length == 0
        if not has_room:
            state.bits |= NEED_DRAIN
        # Whoever failed or was destroyed within the write is no place to go on writing to.
        return has_room and not state.bits & (ERRORED | DESTROYED)

    def _begin_pending_write(self, size: int, callback: Any) -> None:
        """Take note of a write of *size* bytes that was begun past ``_put``; ``_on_written`` ends it."""
        state = self._ws or self._writableState
        state.pendingcb += 1
        state.length += size
        state.writelen = size
        state.writecb = callback
        state.bits |= WRITING | EXPECT_CALLBACK
        if state.length >= state.highWaterMark:
            state.bits |= NEED_DRAIN

    def _as_chunk_to_write(self, state: WritableState, chunk: Any, encoding: Any) -> tuple[Any, str]:
        """*chunk* as ``_write`` is to get it, and its encoding."""
        if not encoding:
            encoding = state.defaultEncoding
        elif encoding != 'buffer' and not is_encoding(encoding):
            raise errors.ERR_UNKNOWN_ENCODING(encoding)
        if isinstance(chunk, str):
            if state.bits & DECODE_STRINGS:
                return Buffer(to_bytes(chunk, encoding)), 'buffer'
            return chunk, encoding
        if isinstance(chunk, Buffer):
            return chunk, 'buffer'
        if isinstance(chunk, (bytes, bytearray, memoryview)):
            return chunk if self._takes_bytes and type(chunk) is bytes else Buffer(chunk), 'buffer'
        raise errors.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk)

    def _on_written(self, error: Any = None, *_: Any) -> None:
        """The callback that ``_write`` and ``_writev`` get."""
        state = self._ws or self._writableState
        if not state.bits & EXPECT_CALLBACK:
            self._error_or_destroy(errors.ERR_MULTIPLE_CALLBACK())
            return
        sync = state.bits & SYNC
        callback = state.writecb
        state.bits &= ~(WRITING | EXPECT_CALLBACK)
        state.writecb = None
        state.length -= state.writelen
        state.writelen = 0
        if error is not None:
            for side in self._sides():
                side.fail(error)
            if sync:
                next_tick(self._after_failed_write, state, error, callback)
            else:
                self._after_failed_write(state, error, callback)
            return
        if state.buffered:
            self._write_buffered(state)
        if not sync:
            self._after_write(state, 1, callback)
            return
        # The write completed before write() returned: what is to be told waits for a tick, if there is anything.
        drained = state.bits & NEED_DRAIN and state.length == 0
        needs_tick = drained or state.bits & DESTROYED or callback is not None
        waiting = state.after_write
        if callback is None:
            if not state.bits & AFTER_WRITE_QUEUED and needs_tick:
                state.bits |= AFTER_WRITE_QUEUED
                next_tick(self._after_write, state, 1, None)
            else:
                state.pendingcb -= 1
                if state.bits & ENDING:
                    self._finish_maybe(state, sync=True)
        elif waiting is not None and waiting[1] is callback:
            waiting[0] += 1
        else:
            state.after_write = [1, callback]
            state.bits |= AFTER_WRITE_QUEUED
            next_tick(self._after_write_tick, state, state.after_write)

    def _after_write_tick(self, state: WritableState, waiting: list[Any]) -> None:
        state.after_write = None
        self._after_write(state, waiting[0], waiting[1])

    def _after_write(self, state: WritableState, count: int, callback: Any) -> None:
        state.bits &= ~AFTER_WRITE_QUEUED
        if state.bits & (NEED_DRAIN | ENDING | DESTROYED) == NEED_DRAIN and state.length == 0:
            state.bits &= ~NEED_DRAIN
            self.emit('drain')
        while count > 0:
            count -= 1
            state.pendingcb -= 1
            if callback is not None:
                callback(None)
        if state.bits & DESTROYED:
            self._fail_buffered(state)
        if state.bits & ENDING:
            self._finish_maybe(state, sync=True)

    def _after_failed_write(self, state: WritableState, error: Any, callback: Any) -> None:
        state.pendingcb -= 1
        if callback is not None:
            callback(error)
        self._fail_buffered(state)
        self._error_or_destroy(error)

    def _fail_buffered(self, state: WritableState) -> None:
        """Nothing is written any more: tell everybody who waits."""
        if state.bits & WRITING:
            return
        failed, object_mode = list(state.buffered), state.bits & OBJECT_MODE
        for chunk, _, callback in failed:
            state.length -= 1 if object_mode else len(chunk)
            if callback is not None:
                callback(state.errored or errors.ERR_STREAM_DESTROYED('write'))
        self._call_finish_callbacks(state, state.errored or errors.ERR_STREAM_DESTROYED('end'))
        state.reset_buffer()

    def _write_buffered(self, state: WritableState) -> None:
        """Write what has waited, as long as it is taken."""
        blocked = state.bits & (BUFFER_PROCESSING | DESTROYED | CONSTRUCTED) != CONSTRUCTED
        if state.corked or blocked or not state.buffered:
            return
        state.bits |= BUFFER_PROCESSING
        buffered = state.buffered
        if len(buffered) > 1 and hook(self, '_writev') is not None:
            state.pendingcb -= len(buffered) - 1
            callback = None if state.allNoop else _call_all([entry[2] for entry in buffered])
            chunks = _Entries(_entry(*entry) for entry in buffered)
            chunks.allBuffers = state.allBuffers
            self._do_write(state, '_writev', state.length, callback, chunks)
            state.reset_buffer()
        else:
            while buffered:
                chunk, encoding, callback = buffered.popleft()
                size = 1 if state.bits & OBJECT_MODE else len(chunk)
                self._do_write(state, '_write', size, callback, chunk, encoding)
                if state.bits & WRITING:
                    break
            if not buffered:
                state.reset_buffer()
        state.bits &= ~BUFFER_PROCESSING

    def _do_write(self, state: WritableState, how: str, size: int, callback: Any, *args: Any) -> None:
        state.writelen = size
        state.writecb = callback
        state.bits |= WRITING | SYNC | EXPECT_CALLBACK
        if state.bits & DESTROYED:
            self._on_written(errors.ERR_STREAM_DESTROYED('write'))
        else:
            settle(hook(self, how)(*args, self._on_written))
        state.bits &= ~SYNC

    def _after_construct(self) -> None:
        state = self._writableState
        if not state.bits & WRITING:
            self._write_buffered(state)
        if state.bits & ENDING:
            self._finish_maybe(state)

    def cork(self) -> None:
        """``writable.cork()``: keep all writes back until ``uncork()`` or ``end()``. Since v0.11.2."""
        (self._ws or self._writableState).corked += 1

    def uncork(self) -> None:
        """``writable.uncork()``: undo one ``cork()``; the last writes what was kept back. Since v0.11.2."""
        state = self._ws or self._writableState
        if state.corked:
            state.corked -= 1
            if not state.bits & WRITING:
                self._write_buffered(state)

    def setDefaultEncoding(self, encoding: str, /) -> Self:
        """``writable.setDefaultEncoding(encoding)``: the encoding of str written without one.

        Returns: the stream. Raises: ERR_UNKNOWN_ENCODING. Since v0.11.15.
        """
        if isinstance(encoding, str):
            encoding = encoding.lower()
        if not is_encoding(encoding):
            raise errors.ERR_UNKNOWN_ENCODING(encoding)
        self._writableState.defaultEncoding = encoding
        return self

    # -- the end ------------------------------------------------------------------------------------------------

    def end(self, chunk: Any = None, encoding: Any = None, callback: Any = None, /) -> Self:
        """``writable.end([chunk[, encoding]][, callback])``

        Writes *chunk*, if given, as the last one. 'finish' follows when all is written.

        Args:
            callback: called with an error, or None, when the stream has finished or failed.

        Returns: the stream.
        Errors (given to *callback*): ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_DESTROYED; as ``write`` for *chunk*.
        Since v0.9.4.
        """
        state = self._ws or self._writableState
        if callable(chunk) and not isinstance(chunk, type):
            chunk, encoding, callback = None, None, chunk
        elif callable(encoding):
            encoding, callback = None, encoding
        error: Any = None
        if chunk is not None and chunk is not UNDEFINED:
            result = self._put(chunk, encoding, None)
            if isinstance(result, Exception):
                error = result
        if state.corked:
            state.corked = 1
            self.uncork()
        if error is not None:
            pass
        elif not state.bits & (ERRORED | ENDING):
            # _final runs within this call where nothing is left to write, but 'finish' waits for a tick.
            state.bits |= ENDING
            self._finish_maybe(state, sync=True)
            state.bits |= WRITABLE_ENDED
        elif state.bits & FINISHED:
            error = errors.ERR_STREAM_ALREADY_FINISHED('end')
        elif state.bits & DESTROYED:
            error = errors.ERR_STREAM_DESTROYED('end')
        if callable(callback):
            callback = adapt(callback)
            if error is not None:
                next_tick(callback, error)
            elif state.bits & ERRORED:
                next_tick(callback, state.errored)
            elif state.bits & FINISHED:
                next_tick(callback)
            else:
                state.onfinishCallbacks.append(callback)
        return self

    def _finish_maybe(self, state: WritableState, sync: bool = False) -> None:
        if not state.may_finish():
            return
        self._prefinish(state)
        if state.pendingcb != 0:
            return
        if sync:
            state.pendingcb += 1
            next_tick(self._finish_in_tick, state)
        elif state.may_finish():
            state.pendingcb += 1
            self._finish(state)

    def _finish_in_tick(self, state: WritableState) -> None:
        if state.may_finish():
            self._finish(state)
        else:
            state.pendingcb -= 1

    def _prefinish(self, state: WritableState) -> None:
        if state.bits & (PREFINISHED | FINAL_CALLED):
            return
        state.bits |= FINAL_CALLED
        if hook(self, '_final') is not None and not state.bits & DESTROYED:
            self._call_final(state)
        else:
            state.bits |= PREFINISHED
            self.emit('prefinish')

    def _call_final(self, state: WritableState) -> None:
        called = False

        def done(error: Any = None, *_: Any) -> None:
            nonlocal called
            if called:
                self._error_or_destroy(errors.ERR_MULTIPLE_CALLBACK() if error is None else error)
                return
            called = True
            state.pendingcb -= 1
            if error is not None:
                self._call_finish_callbacks(state, error)
                self._error_or_destroy(error, sync=state.bits & SYNC != 0)
            elif state.may_finish():
                state.bits |= PREFINISHED
                self.emit('prefinish')
                # In a tick even if the callback came late: 'finish' may overtake nothing of this turn.
                state.pendingcb += 1
                next_tick(self._finish, state)

        state.bits |= SYNC
        state.pendingcb += 1
        try:
            settle(hook(self, '_final')(done))
        except Exception as thrown:
            done(thrown)
        state.bits &= ~SYNC

    def _finish(self, state: WritableState) -> None:
        state.pendingcb -= 1
        state.bits |= FINISHED
        self._call_finish_callbacks(state, None)
        self.emit('finish')
        if state.bits & AUTO_DESTROY and self._readable_side_done():
            self.destroy()

    def _readable_side_done(self) -> bool:
        """Whether nothing of the other side, if there is one, stands against the stream destroying itself."""
        other = self._rs
        if other is None:  # not there, or nobody has touched it yet
            return not self._has_readable_side
        return bool(other.bits & AUTO_DESTROY and other.bits & (END_EMITTED | SWITCHED_OFF))

    @staticmethod
    def _call_finish_callbacks(state: WritableState, error: Any) -> None:
        callbacks, state.onfinishCallbacks = state.onfinishCallbacks, []
        for callback in callbacks:
            callback(error)

    def destroy(self, error: Any = None, callback: Callable[[Any], Any] | None = None, /) -> Self:
        """``writable.destroy([error])``: see ``Lifecycle.destroy``; whoever waits for a write is told in a tick."""
        state = self._ws or self._writableState
        if not state.bits & DESTROYED and (state.buffered or state.onfinishCallbacks):
            next_tick(self._fail_buffered, state)
        super().destroy(error, callback)
        return self

    def pipe(self, destination: Any, options: Any = None, /, **keywords: Any) -> Any:
        """A Writable cannot be piped from. Errors (emitted): ERR_STREAM_CANNOT_PIPE."""
        self._error_or_destroy(errors.ERR_STREAM_CANNOT_PIPE())

    # -- properties ---------------------------------------------------------------------------------------------

    @property
    def writable(self) -> bool:
        """Whether ``write()`` may be called: neither ended nor failed nor destroyed. Since v11.4.0."""
        bits = (self._ws or self._writableState).bits
        return not bits & (SWITCHED_OFF | DESTROYED | ERRORED | ENDING | WRITABLE_ENDED)

    @writable.setter
    def writable(self, value: object) -> None:
        self._writableState.writable = bool(value)

    @property
    def writableAborted(self) -> bool | None:
        """Whether it was destroyed or failed before 'finish'. Since v18.0.0."""
        bits = (self._ws or self._writableState).bits
        return not bits & (SWITCHED_OFF | FINISHED) and bits & (DESTROYED | ERRORED) != 0

    @property
    def writableFinished(self) -> bool:
        """Whether everything is written; true from just before 'finish'. Since v12.6.0."""
        state = self._ws
        return state is not None and state.bits & FINISHED != 0

    @property
    def writableObjectMode(self) -> bool:
        """The option ``objectMode``. Since v12.3.0."""
        return (self._ws or self._writableState).bits & OBJECT_MODE != 0

    @property
    def writableBuffer(self) -> list[Any]:
        """What waits to be written: a list of ``{chunk, encoding, callback}``."""
        return (self._ws or self._writableState).getBuffer()

    @property
    def writableEnded(self) -> bool:
        """Whether ``end()`` was called. Since v12.9.0."""
        state = self._ws
        return state is not None and state.bits & ENDING != 0

    @property
    def writableNeedDrain(self) -> bool:
        """Whether 'drain' is to be waited for. Since v15.2.0."""
        state = self._ws
        return state is not None and state.bits & (NEED_DRAIN | DESTROYED | ENDING) == NEED_DRAIN

    @property
    def writableHighWaterMark(self) -> int:
        """The threshold of the buffer, in bytes or objects. Since v9.3.0."""
        return (self._ws or self._writableState).highWaterMark

    @property
    def writableCorked(self) -> int:
        """How many ``uncork()`` it takes to write again. Since v13.2.0."""
        state = self._ws
        return 0 if state is None else state.corked

    @property
    def writableLength(self) -> int:
        """What waits to be written or is being written, in bytes or objects. Since v9.4.0."""
        state = self._ws
        return 0 if state is None else state.length


def _entry(chunk: Any, encoding: str, callback: Any) -> Any:
    return JSObject(chunk=chunk, encoding=encoding, callback=callback)


class _Entries(list[Any]):
    """What ``_writev`` gets: a list of ``{chunk, encoding, callback}``, which says whether all chunks are Buffers."""

    allBuffers = True


def _call_all(callbacks: list[Any]) -> Callable[[Any], None]:
    def call(error: Any = None) -> None:
        for callback in callbacks:
            if callback is not None:
                callback(error)

    return call
