"""What a stream side knows about itself.

A stream has up to two sides, and each side is described by one state object: ``ReadableState`` (packages
reach it as ``stream._readableState``) and ``WritableState`` (``stream._writableState``).  Whatever is true
or false about a side is one bit of the integer ``bits``; a dozen booleans would cost a dozen slots and
hide which of them move together.  Plain integers are used rather than ``enum.IntFlag`` because these bits are
tested several times for every chunk, and an ``IntFlag`` operation costs more than the rest of a write.

The bits that both sides share sit at the same positions, so that the shared life of a stream (construct,
error, destroy, close) treats the sides alike::

    CONSTRUCTED ──► DESTROYED ──► CLOSED ──► CLOSE_EMITTED
                        │
                        └──► ERROR_EMITTED        (only after an error)

No bit of that row is ever cleared, save by ``_undestroy`` which a reconnecting socket uses.

Every Node-named flag is also an attribute of the state (``state.ended``), read and written through ``Flag``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any, Final

from .. import errors
from .._jsobject import JSObject
from ..buffer import Buffer
from ..string_decoder import StringDecoder

__all__ = ['ReadableState', 'WritableState', 'getDefaultHighWaterMark', 'setDefaultHighWaterMark']

# Bits of both sides.
OBJECT_MODE: Final = 1 << 0
CONSTRUCTED: Final = 1 << 1
SYNC: Final = 1 << 2
ERROR_EMITTED: Final = 1 << 3
EMIT_CLOSE: Final = 1 << 4
AUTO_DESTROY: Final = 1 << 5
DESTROYED: Final = 1 << 6
CLOSED: Final = 1 << 7
CLOSE_EMITTED: Final = 1 << 8
ERRORED: Final = 1 << 9
#: The side was switched off (``readable: false`` or ``writable: false`` of a Duplex).
SWITCHED_OFF: Final = 1 << 10

# Bits of the readable side.
ENDED: Final = 1 << 11
END_EMITTED: Final = 1 << 12
READING: Final = 1 << 13
NEED_READABLE: Final = 1 << 14
EMITTED_READABLE: Final = 1 << 15
READABLE_LISTENING: Final = 1 << 16
RESUME_SCHEDULED: Final = 1 << 17
READING_MORE: Final = 1 << 18
DATA_EMITTED: Final = 1 << 19
#: ``pause()`` was called and no ``resume()`` since.
PAUSED: Final = 1 << 20
#: Since the last pause on account of a single destination there was more than one.
MULTI_AWAIT_DRAIN: Final = 1 << 21
#: A tick is queued that emits 'end'.
END_QUEUED: Final = 1 << 22

# Bits of the writable side.
ENDING: Final = 1 << 11
WRITABLE_ENDED: Final = 1 << 12
FINISHED: Final = 1 << 13
NEED_DRAIN: Final = 1 << 14
DECODE_STRINGS: Final = 1 << 15
WRITING: Final = 1 << 16
BUFFER_PROCESSING: Final = 1 << 17
PREFINISHED: Final = 1 << 18
FINAL_CALLED: Final = 1 << 19
EXPECT_CALLBACK: Final = 1 << 20
#: Some buffered chunk is text, so that a ``_writev`` cannot rely on getting bytes only.
BUFFERED_TEXT: Final = 1 << 21
#: Some buffered chunk has a callback of its own.
BUFFERED_CALLBACK: Final = 1 << 22
#: A tick is queued that runs callbacks and 'drain' for synchronously completed writes.
AFTER_WRITE_QUEUED: Final = 1 << 23

_MAX_HIGH_WATER_MARK: Final = 0x40000000
_MAX_SAFE_INTEGER: Final = 2**53 - 1
_defaults: dict[bool, int] = {False: 64 * 1024, True: 16}


def getDefaultHighWaterMark(objectMode: bool = False) -> int:
    """``stream.getDefaultHighWaterMark(objectMode)``: the default threshold, in bytes or in objects.

    Since Node v19.9.0.
    """
    return _defaults[bool(objectMode)]


def setDefaultHighWaterMark(objectMode: bool, value: int) -> None:
    """``stream.setDefaultHighWaterMark(objectMode, value)``: change the default threshold of new streams.

    Raises:
        ERR_INVALID_ARG_TYPE: *value* is no number.
        ERR_OUT_OF_RANGE: *value* is no integer from 0 up.

    Since Node v19.9.0.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise errors.ERR_INVALID_ARG_TYPE('value', 'number', value)
    if value != value or value in (float('inf'), float('-inf')) or value != int(value):
        raise errors.ERR_OUT_OF_RANGE('value', 'an integer', value)
    if not 0 <= value <= _MAX_SAFE_INTEGER:
        raise errors.ERR_OUT_OF_RANGE('value', f'>= 0 && <= {_MAX_SAFE_INTEGER}', value)
    _defaults[bool(objectMode)] = int(value)


def resolve_high_water_mark(
    options: Mapping[str, Any], side_key: str, duplex: bool, object_mode: bool
) -> int:
    """The threshold that *options* ask for; *side_key* is the name that only one side of a Duplex obeys."""
    value = options.get('highWaterMark')
    if value is None and duplex:
        value = options.get(side_key)
    if value is None:
        return _defaults[object_mode]
    numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not numeric or value < 0 or value != value or value == float('inf') or value != int(value):
        raise errors.ERR_INVALID_ARG_VALUE(f'options.{side_key if duplex else "highWaterMark"}', value)
    return int(value)


def grown_high_water_mark(size: int) -> int:
    """The power of two that a ``read(size)`` larger than the threshold raises it to."""
    if size > _MAX_HIGH_WATER_MARK:
        raise errors.ERR_OUT_OF_RANGE('size', '<= 1GiB', size)
    return 1 << (size - 1).bit_length()


def is_encoding(encoding: object) -> bool:
    """Whether *encoding* names an encoding Buffer knows; 'buffer' does not."""
    return isinstance(encoding, str) and Buffer.isEncoding(encoding)


def check_default_encoding(encoding: Any) -> str:
    if encoding is None:
        return 'utf8'
    if encoding == 'buffer' or is_encoding(encoding):
        return str(encoding)
    raise errors.ERR_UNKNOWN_ENCODING(encoding)


class Flag:
    """One bit of a state's ``bits`` under the name Node gives it."""

    __slots__ = ('mask',)

    def __init__(self, mask: int) -> None:
        self.mask = mask

    def __get__(self, state: Any, owner: type | None = None) -> Any:
        return self if state is None else state.bits & self.mask != 0

    def __set__(self, state: Any, value: object) -> None:
        if value:
            state.bits |= self.mask
        else:
            state.bits &= ~self.mask


class SideState:
    """What a readable and a writable side have in common."""

    __slots__ = ('__weakref__', 'bits', 'defaultEncoding', 'errored', 'highWaterMark', 'length')

    bits: int
    highWaterMark: int
    #: What waits in the buffer: bytes (or characters), or objects in object mode.
    length: int
    errored: Any
    defaultEncoding: str

    objectMode = Flag(OBJECT_MODE)
    constructed = Flag(CONSTRUCTED)
    sync = Flag(SYNC)
    errorEmitted = Flag(ERROR_EMITTED)
    emitClose = Flag(EMIT_CLOSE)
    autoDestroy = Flag(AUTO_DESTROY)
    destroyed = Flag(DESTROYED)
    closed = Flag(CLOSED)
    closeEmitted = Flag(CLOSE_EMITTED)

    def _read_common(self, options: Mapping[str, Any], side: str, duplex: bool) -> None:
        bits = CONSTRUCTED | SYNC
        if options.get('objectMode') or (duplex and options.get(f'{side}ObjectMode')):
            bits |= OBJECT_MODE
        if options.get('emitClose', True) is not False:
            bits |= EMIT_CLOSE
        if options.get('autoDestroy', True) is not False:
            bits |= AUTO_DESTROY
        self.bits = bits
        object_mode = bits & OBJECT_MODE != 0
        self.highWaterMark = resolve_high_water_mark(options, f'{side}HighWaterMark', duplex, object_mode)
        self.length = 0
        self.errored = None
        self.defaultEncoding = check_default_encoding(options.get('defaultEncoding'))

    def revive(self) -> None:
        """Forget construction, errors and destruction, so that a closed stream can be used again."""
        self.bits = self.bits & ~(DESTROYED | CLOSED | CLOSE_EMITTED | ERRORED | ERROR_EMITTED) | CONSTRUCTED
        self.errored = None

    def fail(self, error: Any) -> None:
        """Remember the first error of this side."""
        if not self.bits & ERRORED:
            self.bits |= ERRORED
            self.errored = error

    def __repr__(self) -> str:
        names = {
            name for cls in type(self).__mro__ for name, flag in vars(cls).items() if isinstance(flag, Flag)
        }
        on = ' '.join(sorted(name for name in names if getattr(self, name)))
        return f'<{type(self).__name__} {self.length}/{self.highWaterMark} {on}>'


_DEFAULT_BITS: Final = CONSTRUCTED | SYNC | EMIT_CLOSE | AUTO_DESTROY


class ReadableState(SideState):
    """The readable side: its buffer, its mode (``flowing``), and whom it is piped to."""

    __slots__ = ('awaitDrainWriters', 'buffer', 'decoder', 'encoding', 'flowing', 'pipes')

    ended = Flag(ENDED)
    endEmitted = Flag(END_EMITTED)
    reading = Flag(READING)
    needReadable = Flag(NEED_READABLE)
    emittedReadable = Flag(EMITTED_READABLE)
    readableListening = Flag(READABLE_LISTENING)
    resumeScheduled = Flag(RESUME_SCHEDULED)
    readingMore = Flag(READING_MORE)
    dataEmitted = Flag(DATA_EMITTED)
    paused = Flag(PAUSED)
    multiAwaitDrain = Flag(MULTI_AWAIT_DRAIN)

    def __init__(self, options: Mapping[str, Any] | None = None, duplex: bool = False) -> None:
        if options:
            self._read_common(options, 'readable', duplex)
            encoding = options.get('encoding')
        else:
            self.bits = _DEFAULT_BITS
            self.highWaterMark = _defaults[False]
            self.length = 0
            self.errored = None
            self.defaultEncoding = 'utf8'
            encoding = None
        self.buffer: deque[Any] = deque()
        #: None until somebody decides; then whether data flows by itself.
        self.flowing: bool | None = None
        #: The destinations; made when the first is piped to, for most streams never are.
        self.pipes: list[Any] = []
        #: Destinations that asked to wait for their 'drain'.
        self.awaitDrainWriters: set[Any] | None = None
        self.decoder: StringDecoder | None = None
        self.encoding: str | None = None
        if encoding:
            self.decode_as(encoding)

    def decode_as(self, encoding: str) -> None:
        """From now on hand out text in *encoding*."""
        self.decoder = StringDecoder(encoding)
        self.encoding = self.decoder.encoding

    @property
    def pipesCount(self) -> int:
        return len(self.pipes)

    @property
    def readable(self) -> bool:
        """False when the side was switched off."""
        return self.bits & SWITCHED_OFF == 0

    @readable.setter
    def readable(self, value: bool) -> None:
        self.bits = self.bits & ~SWITCHED_OFF if value else self.bits | SWITCHED_OFF

    def revive(self) -> None:
        super().revive()
        self.bits &= ~(READING | ENDED | END_EMITTED)
        if self.bits & SWITCHED_OFF:
            self.bits |= ENDED | END_EMITTED

    def wants_more(self) -> bool:
        """Whether the buffer is below the threshold and the source has not ended."""
        return not self.bits & ENDED and (self.length < self.highWaterMark or self.length == 0)

    def how_much(self, n: float) -> int:
        """How many bytes (or objects) a ``read(n)`` may hand out now; NaN asks for whatever fits the mode."""
        if n != n and self.length and not self.bits & OBJECT_MODE:  # by far the most
            # Flowing data goes out chunk by chunk; a paused reader gets all there is.
            return len(self.buffer[0]) if self.flowing else self.length
        if n <= 0 or (self.length == 0 and self.bits & ENDED):
            return 0
        if self.bits & OBJECT_MODE:
            return 1
        if n != n:
            return self.length
        if n <= self.length:
            return int(n)
        return self.length if self.bits & ENDED else 0

    def take(self, n: int) -> Any:
        """Remove the next *n* bytes (characters, or one object) from the buffer and return them.

        Does not count ``length`` down: the caller does, it also decides what happens next.
        """
        if self.length == 0:
            return None
        buffer = self.buffer
        if self.bits & OBJECT_MODE:
            return buffer.popleft()
        if n >= self.length:
            if len(buffer) == 1:
                return buffer.popleft()
            chunks = list(buffer)
            buffer.clear()
            return self._joined(chunks)
        first = buffer[0]
        if n < len(first):
            buffer[0] = self._cut(first, n, len(first))
            return self._cut(first, 0, n)
        if n == len(first):
            return buffer.popleft()
        parts: list[Any] = []
        while n > 0:
            chunk = buffer.popleft()
            if len(chunk) > n:
                buffer.appendleft(self._cut(chunk, n, len(chunk)))
                chunk = self._cut(chunk, 0, n)
            parts.append(chunk)
            n -= len(chunk)
        return self._joined(parts)

    def _joined(self, chunks: list[Any]) -> Any:
        return ''.join(chunks) if self.decoder is not None else Buffer(b''.join(chunks))

    def _cut(self, chunk: Any, start: int, end: int) -> Any:
        return chunk[start:end] if isinstance(chunk, str) else Buffer(memoryview(chunk)[start:end])


class WritableState(SideState):
    """The writable side: what waits to be written, and how far the ending has come."""

    __slots__ = (
        'after_write',
        'buffered',
        'corked',
        'onfinishCallbacks',
        'pendingcb',
        'writecb',
        'writelen',
    )

    ending = Flag(ENDING)
    ended = Flag(WRITABLE_ENDED)
    finished = Flag(FINISHED)
    needDrain = Flag(NEED_DRAIN)
    decodeStrings = Flag(DECODE_STRINGS)
    writing = Flag(WRITING)
    bufferProcessing = Flag(BUFFER_PROCESSING)
    prefinished = Flag(PREFINISHED)
    finalCalled = Flag(FINAL_CALLED)

    def __init__(self, options: Mapping[str, Any] | None = None, duplex: bool = False) -> None:
        if options:
            self._read_common(options, 'writable', duplex)
            if options.get('decodeStrings') is not False:
                self.bits |= DECODE_STRINGS
        else:
            self.bits = _DEFAULT_BITS | DECODE_STRINGS
            self.highWaterMark = _defaults[False]
            self.length = 0
            self.errored = None
            self.defaultEncoding = 'utf8'
        #: (chunk, encoding, callback) of every write that waits for the one before it.
        self.buffered: deque[tuple[Any, str, Any]] = deque()
        self.corked = 0
        #: The size and the callback of the write that is under way.
        self.writelen = 0
        self.writecb: Any = None
        #: Callbacks still to be called; 'finish' waits for the last.
        self.pendingcb = 0
        #: ``[count, callback]`` of the synchronously completed writes that one queued tick will settle.
        self.after_write: list[Any] | None = None
        self.onfinishCallbacks: list[Any] = []

    @property
    def writable(self) -> bool:
        """False when the side was switched off."""
        return self.bits & SWITCHED_OFF == 0

    @writable.setter
    def writable(self, value: bool) -> None:
        self.bits = self.bits & ~SWITCHED_OFF if value else self.bits | SWITCHED_OFF

    @property
    def allBuffers(self) -> bool:
        return not self.bits & BUFFERED_TEXT

    @property
    def allNoop(self) -> bool:
        return not self.bits & BUFFERED_CALLBACK

    @property
    def bufferedRequestCount(self) -> int:
        return len(self.buffered)

    def getBuffer(self) -> list[Any]:
        """The waiting writes, oldest first."""
        return [
            JSObject(chunk=chunk, encoding=encoding, callback=callback)
            for chunk, encoding, callback in self.buffered
        ]

    def revive(self) -> None:
        super().revive()
        self.bits &= ~(FINAL_CALLED | PREFINISHED | ENDING | WRITABLE_ENDED | FINISHED)
        if self.bits & SWITCHED_OFF:
            self.bits |= ENDING | WRITABLE_ENDED | FINISHED

    def reset_buffer(self) -> None:
        self.buffered.clear()
        self.bits &= ~(BUFFERED_TEXT | BUFFERED_CALLBACK)

    def may_finish(self) -> bool:
        """Whether ``end()`` was called and nothing stands between the stream and its finish."""
        blocked = DESTROYED | ERRORED | FINISHED | WRITING | BUFFER_PROCESSING | ERROR_EMITTED | CLOSE_EMITTED
        return (
            self.bits & (ENDING | CONSTRUCTED | blocked) == ENDING | CONSTRUCTED
            and self.length == 0
            and not self.buffered
        )
