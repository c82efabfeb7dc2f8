"""``Readable``: a source that is read from.

A Readable is in one of three modes (``readableFlowing``)::

    None ── on('data'), pipe(), resume() ──► True ◄── resume() ──► False
     │                                        ▲    ── pause() ──►   ▲
     └─────────────── on('readable') ─────────┼─────────────────────┘
                          last 'data' pipe ───┘ removed: back to None or False

- None: nobody asked yet; what the source pushes is kept.
- True (flowing): every chunk goes out as 'data' as soon as it comes.
- False (paused): the reader calls ``read()``, told by 'readable' when it is worth while.

The source side is one question, ``_read(n)``, answered by one or more ``push(chunk)``.  READING stands from
the question to the first answer, so that a source is not asked twice; SYNC tells an answer given within the
question, which must not emit anything before the asker has returned.  What has to be told later goes through
ticks: 'readable', the next question (READING_MORE), and the end.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, Any

from .. import errors
from .._jsobject import UNDEFINED
from .._runtime import next_tick
from ..buffer import Buffer, to_bytes
from ._hooks import hook, install, merged, settle
from .destroy import Lifecycle
from .piping import Pipe, detach, detach_all
from .state import (
    AUTO_DESTROY,
    CLOSE_EMITTED,
    CONSTRUCTED,
    DATA_EMITTED,
    DESTROYED,
    EMITTED_READABLE,
    END_EMITTED,
    END_QUEUED,
    ENDED,
    ERROR_EMITTED,
    ERRORED,
    FINISHED,
    NEED_READABLE,
    OBJECT_MODE,
    PAUSED,
    READABLE_LISTENING,
    READING,
    READING_MORE,
    RESUME_SCHEDULED,
    SWITCHED_OFF,
    SYNC,
    ReadableState,
    SideState,
    grown_high_water_mark,
)

if TYPE_CHECKING:
    from typing_extensions import Self

_STOPPED = ENDED | READING | DESTROYED | ERRORED
#: With one of these, what is pushed is not just bytes for the reader.
_NO_BYTES = OBJECT_MODE | ENDED | DESTROYED | ERRORED


class Readable(Lifecycle):
    """``new stream.Readable([options])``

    A source of data. Implemented by overriding ``_read``, or with the option ``read``.

    Args:
        options: a dict or keywords: ``highWaterMark`` (bytes, default 65536; objects, default 16), ``encoding``,
            ``objectMode``, ``emitClose``, ``autoDestroy``, ``defaultEncoding``, ``signal``, ``captureRejections``, and
            the implementation: ``read``, ``destroy``, ``construct``.

    Raises: ERR_INVALID_ARG_VALUE for a highWaterMark that is none, ERR_UNKNOWN_ENCODING. Since v0.9.4.
    """

    _has_readable_side = True
    #: What the state of the readable side is made of; an older version's differs.
    _ReadableState = ReadableState
    #: Only a Duplex half-closes; there it says whether the writable side outlives the readable one.
    allowHalfOpen: bool = True

    def _apply(self, options: Mapping[str, Any]) -> None:
        self._rs = self._ReadableState(options)
        install(self, options, 'read', 'destroy', 'construct')

    # -- state --------------------------------------------------------------------------------------------------

    @property
    def _readableState(self) -> ReadableState:
        """The state of the readable side, made when it is first needed."""
        state = self._rs
        if state is None:
            state = self._rs = self._new_readable_state()
        return state

    def _new_readable_state(self) -> ReadableState:
        """What the state is made of where no options were given. To be overridden."""
        return self._ReadableState()

    def _sides(self) -> tuple[SideState, ...]:
        return (self._rs or self._readableState,)

    # -- for whoever implements the source ----------------------------------------------------------------------

    def _read(self, size: int) -> Any:
        """Get more and ``push()`` it; called again only after that. To be overridden.

        Args:
            size: how much is wanted, in bytes; may be ignored.

        Raises: ERR_METHOD_NOT_IMPLEMENTED unless overridden.
        """
        raise errors.ERR_METHOD_NOT_IMPLEMENTED('_read()')

    def push(self, chunk: Any = UNDEFINED, encoding: str | None = None, /) -> bool:
        """``readable.push(chunk[, encoding])``

        Hands in what the source has got; None is its end. To be called by the implementation only.

        Args:
            chunk: bytes-like or a str; any object in object mode.
            encoding: of a str, default 'utf8'.

        Returns: whether to go on pushing; False means to wait for the next ``_read``.
        Errors (emitted): ERR_STREAM_PUSH_AFTER_EOF, ERR_INVALID_ARG_TYPE. Since v0.9.4.
        """
        state = self._rs or self._readableState
        if chunk is None:
            state.bits &= ~READING
            self._on_eof(state)
            return False
        if type(chunk) is Buffer and chunk and not state.bits & _NO_BYTES and state.decoder is None:
            state.bits &= ~READING
            self._add_chunk(state, chunk)
            return state.wants_more()
        if state.bits & OBJECT_MODE:
            if chunk is UNDEFINED:
                state.bits &= ~READING
                self._read_more(state)
                return state.wants_more()
        else:
            try:
                chunk, encoding = self._as_chunk(state, chunk, encoding)
            except errors.ERR_INVALID_ARG_TYPE as error:
                self._error_or_destroy(error)
                return False
            if not chunk:
                state.bits &= ~READING
                self._read_more(state)
                return state.wants_more()
        if state.bits & ENDED:
            self._error_or_destroy(errors.ERR_STREAM_PUSH_AFTER_EOF())
            return False
        if state.bits & (DESTROYED | ERRORED):
            return False
        state.bits &= ~READING
        if state.decoder is not None and not encoding:
            chunk = state.decoder.write(chunk)
            if not chunk:
                self._read_more(state)
                return state.wants_more()
        self._add_chunk(state, chunk)
        return state.wants_more()

    def unshift(self, chunk: Any = UNDEFINED, encoding: str | None = None, /) -> bool:
        """``readable.unshift(chunk[, encoding])``

        Puts back what was read too far: it is read again before everything else. None is the end, as for ``push``.

        Returns: whether the buffer is below the threshold.
        Errors (emitted): ERR_STREAM_UNSHIFT_AFTER_END_EVENT, ERR_INVALID_ARG_TYPE. Since v0.9.11.
        """
        state = self._rs or self._readableState
        if chunk is None:
            state.bits &= ~READING
            self._on_eof(state)
            return False
        if not state.bits & OBJECT_MODE:
            try:
                # What goes back into a decoded stream has to be text already.
                chunk, _ = self._as_chunk(state, chunk, encoding)
                if state.decoder is not None and isinstance(chunk, Buffer):
                    chunk = chunk.toString(state.encoding)
            except errors.ERR_INVALID_ARG_TYPE as error:
                self._error_or_destroy(error)
                return False
            if not chunk:
                return state.wants_more()
        if state.bits & END_EMITTED:
            self._error_or_destroy(errors.ERR_STREAM_UNSHIFT_AFTER_END_EVENT())
        elif state.bits & (DESTROYED | ERRORED):
            return False
        else:
            self._add_chunk(state, chunk, in_front=True)
        return state.wants_more()

    @staticmethod
    def _as_chunk(state: ReadableState, chunk: Any, encoding: str | None) -> tuple[Any, str | None]:
        """*chunk* as it is buffered, and the encoding it is in if it is text already decoded."""
        if isinstance(chunk, str):
            encoding = encoding or state.defaultEncoding
            if state.encoding == encoding:
                return chunk, encoding
            return Buffer(to_bytes(chunk, encoding)), None
        if isinstance(chunk, Buffer):
            return chunk, None
        if isinstance(chunk, (bytes, bytearray, memoryview)):
            return Buffer(chunk), None
        if chunk is UNDEFINED:
            return b'', None
        raise errors.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk)

    def _add_chunk(self, state: ReadableState, chunk: Any, in_front: bool = False) -> None:
        if state.flowing and state.length == 0 and not state.bits & SYNC and 'data' in self._events:
            state.awaitDrainWriters = None
            state.bits |= DATA_EMITTED
            self.emit('data', chunk)
        else:
            state.length += 1 if state.bits & OBJECT_MODE else len(chunk)
            if in_front:
                state.buffer.appendleft(chunk)
            else:
                state.buffer.append(chunk)
            if state.bits & NEED_READABLE:
                self._emit_readable_soon(state)
        self._read_more(state)

    def _on_eof(self, state: ReadableState) -> None:
        if state.bits & ENDED:
            return
        if state.decoder is not None:
            rest = state.decoder.end()
            if rest:
                state.buffer.append(rest)
                state.length += 1 if state.bits & OBJECT_MODE else len(rest)
        state.bits |= ENDED
        if state.bits & SYNC:
            self._emit_readable_soon(state)
        else:
            state.bits = state.bits & ~NEED_READABLE | EMITTED_READABLE
            self._emit_readable(state)

    # -- reading ------------------------------------------------------------------------------------------------

    def read(self, size: float | None = None, /) -> Any:
        """``readable.read([size])``

        Takes data out of the buffer.

        Args:
            size: how many bytes (with an encoding: characters); all there is if left out. One object in object mode.

        Returns: a Buffer, a str if an encoding is set, any object in object mode; None if there is not enough yet.
        Raises: ERR_OUT_OF_RANGE for more than 1 GiB. Since v0.9.4.
        """
        state = self._rs or self._readableState
        if not state.length and state.bits & (READING | ENDED) == READING and state.highWaterMark:
            # Nothing is there, and the source has been asked: nothing is to be done for whoever asks again.
            if size is None:
                state.bits = state.bits & ~EMITTED_READABLE | NEED_READABLE
                return None
            if size == 0:
                state.bits |= NEED_READABLE
                return None
        if size is None:
            asked: float = math.nan
        else:
            asked = 0 if size == 0 else _to_number(size)
            if asked > state.highWaterMark:
                state.highWaterMark = grown_high_water_mark(int(asked))
        if asked != 0:
            state.bits &= ~EMITTED_READABLE
        elif state.bits & NEED_READABLE:
            # read(0) only wants the source to be asked; where there is plenty, tell the reader instead.
            enough = state.length >= state.highWaterMark if state.highWaterMark else state.length > 0
            if enough or state.bits & ENDED:
                if state.length == 0 and state.bits & ENDED:
                    self._end_readable(state)
                else:
                    self._emit_readable_soon(state)
                return None
        count = state.how_much(asked) if asked else 0
        if count == 0 and state.bits & ENDED:
            if state.length == 0:
                self._end_readable(state)
            return None

        wants = state.bits & NEED_READABLE or state.length == 0 or state.length - count < state.highWaterMark
        if wants and state.bits & (CONSTRUCTED | _STOPPED) == CONSTRUCTED:
            self._ask(state)
            # A source that answered at once has changed what can be handed out.
            if asked and not state.bits & READING:
                count = state.how_much(asked)

        result = state.take(count) if count > 0 else None
        if result is None:
            if state.length <= state.highWaterMark:
                state.bits |= NEED_READABLE
            count = 0
        else:
            state.length -= 1 if state.bits & OBJECT_MODE else count
            state.awaitDrainWriters = None
        if state.length == 0:
            if not state.bits & ENDED:
                state.bits |= NEED_READABLE
            elif asked != count:
                self._end_readable(state)
        if result is not None and not state.bits & (ERROR_EMITTED | CLOSE_EMITTED):
            state.bits |= DATA_EMITTED
            self.emit('data', result)
        return result

    def _ask(self, state: ReadableState) -> None:
        state.bits |= READING | SYNC
        if state.length == 0:
            state.bits |= NEED_READABLE
        try:
            result = hook(self, '_read')(state.highWaterMark)
            if result is not None:
                settle(result)
        except Exception as error:
            self._error_or_destroy(error)
        state.bits &= ~SYNC

    def _read_more(self, state: ReadableState) -> None:
        """See to it that the buffer is filled up to the threshold, in a tick."""
        if state.bits & (READING_MORE | CONSTRUCTED) == CONSTRUCTED:
            state.bits |= READING_MORE
            next_tick(self._fill, state)

    def _fill(self, state: ReadableState) -> None:
        while not state.bits & (READING | ENDED) and (
            state.length < state.highWaterMark or (state.flowing and state.length == 0)
        ):
            before = state.length
            self.read(0)
            if state.length == before:
                break
        state.bits &= ~READING_MORE

    def _after_construct(self) -> None:
        state = self._readableState
        if state.bits & NEED_READABLE:
            self._read_more(state)

    def _emit_readable_soon(self, state: ReadableState) -> None:
        state.bits &= ~NEED_READABLE
        if not state.bits & EMITTED_READABLE:
            state.bits |= EMITTED_READABLE
            next_tick(self._emit_readable, state)

    def _emit_readable(self, state: ReadableState) -> None:
        if not state.bits & (DESTROYED | ERRORED) and (state.length or state.bits & ENDED):
            self.emit('readable')
            state.bits &= ~EMITTED_READABLE
        if not state.flowing and not state.bits & ENDED and state.length <= state.highWaterMark:
            state.bits |= NEED_READABLE
        self._flow(state)

    def _flow(self, state: ReadableState) -> None:
        plainly = getattr(self.read, '__func__', None) is _read
        while state.flowing:
            if not (plainly and state.bits & _STOPPED):
                if self.read() is None:
                    return
                continue
            # `read`, where the source is not to be asked: nobody can tell that it was not called.
            chunk = None
            if state.length:
                chunk = state.buffer.popleft()
                state.length -= 1 if state.bits & OBJECT_MODE else len(chunk)
                state.awaitDrainWriters = None
            bits = state.bits & ~EMITTED_READABLE
            if not state.length:
                if not bits & ENDED:
                    bits |= NEED_READABLE
                elif not bits & (END_EMITTED | END_QUEUED):
                    bits |= END_QUEUED
                    next_tick(self._emit_end, state)
            if chunk is None:
                state.bits = bits
                return
            if bits & (ERROR_EMITTED | CLOSE_EMITTED):
                state.bits = bits
            else:
                state.bits = bits | DATA_EMITTED
                self.emit('data', chunk)

    # -- the end ------------------------------------------------------------------------------------------------

    def _end_readable(self, state: ReadableState) -> None:
        if not state.bits & (END_EMITTED | END_QUEUED):
            state.bits |= ENDED | END_QUEUED
            next_tick(self._emit_end, state)

    def _emit_end(self, state: ReadableState) -> None:
        state.bits &= ~END_QUEUED
        if state.bits & (ERRORED | CLOSE_EMITTED | END_EMITTED) or state.length:
            return
        state.bits |= END_EMITTED
        self.emit('end')
        if self.allowHalfOpen is False and getattr(self, 'writable', False):
            next_tick(self._end_writable)
        elif state.bits & AUTO_DESTROY and self._writable_side_done():
            self.destroy()

    def _writable_side_done(self) -> bool:
        """Whether nothing of the other side, if there is one, stands against the stream destroying itself."""
        other = self._ws
        if other is None:  # not there, or nobody has touched it yet
            return not self._has_writable_side
        return bool(other.bits & AUTO_DESTROY and other.bits & (FINISHED | SWITCHED_OFF))

    def _end_writable(self) -> None:
        stream: Any = self
        if stream.writable and not stream.writableEnded and not self.destroyed:
            stream.end()

    # -- modes --------------------------------------------------------------------------------------------------

    def on(self, event: Any, listener: Any = None, /) -> Any:
        """``readable.on(event, listener)``: as EventEmitter's; 'data' starts the flow, 'readable' stops it."""
        if listener is None:  # used as a decorator, which comes back here with the function
            return super().on(event)
        if not callable(listener):
            return super().on(event, listener)  # which refuses it
        self._add(event, listener, False)
        if event == 'data':
            state = self._rs or self._readableState
            if 'readable' in self._events:
                state.bits |= READABLE_LISTENING
            elif state.bits & READABLE_LISTENING and not self._profile.forgets_readers_late:
                state.bits &= ~READABLE_LISTENING
            if state.flowing is not False:
                self.resume()
        elif event == 'readable':
            state = self._rs or self._readableState
            if not state.bits & (END_EMITTED | READABLE_LISTENING):
                state.bits |= READABLE_LISTENING | NEED_READABLE
                state.bits &= ~EMITTED_READABLE
                if self._profile.readable_pauses:
                    state.flowing = False
                if state.length:
                    self._emit_readable_soon(state)
                elif not state.bits & READING:
                    next_tick(self.read, 0)
        return self

    def removeListener(self, event: Any, listener: Callable[..., Any], /) -> Self:
        """``readable.removeListener(event, listener)``: as EventEmitter's; may let the flow go on or rest."""
        super().removeListener(event, listener)
        if event == 'readable':
            # In a tick: a listener that is replaced at once must not change the mode for a moment.
            next_tick(self._update_mode)
        return self

    def removeAllListeners(self, event: Any = None, /) -> Self:
        """``readable.removeAllListeners([event])``: as EventEmitter's."""
        super().removeAllListeners(event)
        if event == 'readable' or event is None:
            next_tick(self._update_mode)
        return self

    def _update_mode(self) -> None:
        state = self._rs
        if state is None:  # never touched
            return
        if 'readable' in self._events:
            state.bits |= READABLE_LISTENING
        else:
            state.bits &= ~READABLE_LISTENING
        if not self._profile.flows_without_readers:
            return
        if state.bits & (RESUME_SCHEDULED | PAUSED) == RESUME_SCHEDULED:
            state.flowing = True
        elif 'data' in self._events:
            self.resume()
        elif not state.bits & READABLE_LISTENING:
            state.flowing = None

    def resume(self) -> Self:
        """``readable.resume()``

        Lets the data flow, into nothing if nobody listens to 'data'. No effect while somebody listens to 'readable'.

        Returns: the stream. Since v0.9.4.
        """
        state = self._rs or self._readableState
        if not state.flowing:
            state.flowing = not state.bits & READABLE_LISTENING
            if not state.bits & RESUME_SCHEDULED:
                state.bits |= RESUME_SCHEDULED
                next_tick(self._resume, state)
        state.bits &= ~PAUSED
        return self

    def _resume(self, state: ReadableState) -> None:
        if not state.bits & READING:
            self._read_nothing(state)
        state.bits &= ~RESUME_SCHEDULED
        self.emit('resume')
        self._flow(state)
        if state.flowing and not state.bits & READING:
            self._read_nothing(state)

    def _read_nothing(self, state: ReadableState) -> None:
        """`read(0)`, which only has the source asked; one that has ended is not."""
        if state.bits & (ENDED | NEED_READABLE) != ENDED or getattr(self.read, '__func__', None) is not _read:
            self.read(0)
        elif not state.length:
            self._end_readable(state)

    def pause(self) -> Self:
        """``readable.pause()``: stop the flow; what comes stays in the buffer. Returns: the stream. Since v0.9.4."""
        state = self._rs or self._readableState
        if state.flowing is not False:
            state.flowing = False
            self.emit('pause')
        state.bits |= PAUSED
        return self

    def isPaused(self) -> bool:
        """``readable.isPaused()``: whether it was paused. Since v0.11.14."""
        state = self._rs or self._readableState
        return state.bits & PAUSED != 0 or state.flowing is False

    def setEncoding(self, encoding: str | None = None, /) -> Self:
        """``readable.setEncoding(encoding)``

        Hands out text instead of Buffers from now on; characters that come in pieces are put together.

        Returns: the stream. Raises: ERR_UNKNOWN_ENCODING. Since v0.9.4.
        """
        state = self._rs or self._readableState
        state.decode_as('utf8' if encoding is None or encoding == '' else encoding)
        assert state.decoder is not None
        text = ''.join([state.decoder.write(chunk) for chunk in state.buffer])
        state.buffer.clear()
        if text:
            state.buffer.append(text)
        state.length = len(text)
        return self

    # -- pipes --------------------------------------------------------------------------------------------------

    def pipe(self, destination: Any, options: Any = None, /, **keywords: Any) -> Any:
        """``readable.pipe(destination[, options])``

        Writes everything to *destination*, no faster than it takes it, and ends it at the end.

        Args:
            destination: a Writable.
            options: ``end``: False leaves *destination* open at the end.

        Returns: *destination*. Since v0.9.4.
        """
        end = merged(options, keywords).get('end') is not False
        return Pipe(self, destination, end=end).start()

    def unpipe(self, destination: Any = None, /) -> Self:
        """``readable.unpipe([destination])``: undo ``pipe()``, for one destination or for all. Since v0.9.4."""
        if destination is None:
            detach_all(self)
        else:
            detach(self, destination)
        return self

    def wrap(self, stream: Any, /) -> Self:
        """``readable.wrap(stream)``: read from a *stream* of Node's first kind ('data', ``pause()``). Since v0.9.4."""
        from .wrapping import wrap

        wrap(self, stream)
        return self

    # -- iteration ----------------------------------------------------------------------------------------------

    def __aiter__(self) -> AsyncIterator[Any]:
        """``for await (const chunk of readable)``: every chunk; leaving the loop early destroys the stream."""
        return Readable.iterator(self)  # which older versions have only for this

    def iterator(self, options: Mapping[str, Any] | None = None, /, **keywords: Any) -> AsyncIterator[Any]:
        """``readable.iterator([options])``

        As iterating over the stream, but with ``destroyOnReturn: false`` leaving the loop early leaves it alive.

        Since v16.3.0.
        """
        from .iterator import ReadableIterator

        keep = merged(options, keywords).get('destroyOnReturn') is False
        return ReadableIterator(self, destroy_on_return=not keep)

    @classmethod
    def from_(cls, iterable: Any, options: Mapping[str, Any] | None = None, /, **keywords: Any) -> Readable:
        """``Readable.from(iterable[, options])``

        A Readable of what an iterable or asynchronous iterable yields; a str or bytes is one chunk. In object mode
        unless told otherwise.

        Raises: ERR_INVALID_ARG_TYPE for what cannot be iterated over. Since v12.3.0, v10.17.0.
        """
        from .from_iterable import readable_from

        stream = readable_from(iterable, merged(options, keywords))
        stream._profile = cls._profile
        return stream

    # -- properties ---------------------------------------------------------------------------------------------

    @property
    def readable(self) -> bool:
        """Whether ``read()`` may be called: neither ended nor failed nor destroyed. Since v11.4.0."""
        return not (self._rs or self._readableState).bits & (
            SWITCHED_OFF | DESTROYED | ERROR_EMITTED | END_EMITTED
        )

    @readable.setter
    def readable(self, value: object) -> None:
        self._readableState.readable = bool(value)

    @property
    def readableDidRead(self) -> bool:
        """Whether 'data' was emitted. Since v16.7.0."""
        state = self._rs
        return state is not None and state.bits & DATA_EMITTED != 0

    @property
    def readableAborted(self) -> bool:
        """Whether it was destroyed or failed before 'end'. Since v16.8.0."""
        bits = (self._rs or self._readableState).bits
        return not bits & (SWITCHED_OFF | END_EMITTED) and bits & (DESTROYED | ERRORED) != 0

    @property
    def readableHighWaterMark(self) -> int:
        """The threshold of the buffer, in bytes or objects. Since v9.3.0."""
        return (self._rs or self._readableState).highWaterMark

    @property
    def readableBuffer(self) -> Any:
        """The buffer: a sequence of chunks."""
        return (self._rs or self._readableState).buffer

    @property
    def readableFlowing(self) -> bool | None:
        """The mode: None, True or False. Since v9.4.0."""
        return (self._rs or self._readableState).flowing

    @readableFlowing.setter
    def readableFlowing(self, value: bool | None) -> None:
        self._readableState.flowing = value

    @property
    def readableLength(self) -> int:
        """What is in the buffer, in bytes (characters) or objects. Since v9.4.0."""
        return (self._rs or self._readableState).length

    @property
    def readableObjectMode(self) -> bool:
        """The option ``objectMode``. Since v12.3.0."""
        return (self._rs or self._readableState).bits & OBJECT_MODE != 0

    @property
    def readableEncoding(self) -> str | None:
        """What ``setEncoding()`` set, or None. Since v12.7.0."""
        return (self._rs or self._readableState).encoding

    @property
    def readableEnded(self) -> bool:
        """Whether 'end' was emitted. Since v12.9.0."""
        return (self._rs or self._readableState).bits & END_EMITTED != 0


_read = Readable.read


def _to_number(size: Any) -> float:
    """What ``read`` makes of its argument: an integer, or NaN for 'whatever there is'."""
    if size is None or size is UNDEFINED:
        return math.nan
    if isinstance(size, float) and not math.isfinite(size):
        return math.nan
    try:
        return int(size)
    except (TypeError, ValueError):
        return math.nan
