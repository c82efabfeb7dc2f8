"""The body of an incoming message: a stream that the parser pushes into.

Nearly every body is read in one way: in the tick in which the message comes, somebody listens to 'data' (or calls
`resume()`, or `pipe()`), and the stream flows to its end. Then its state has few values, one after the other::

    _UNREAD ── the tick of resume() ──► _ASKED ── the parser's end ──► ENDED ── a tick ──► END_EMITTED ──► closed

So some of `Readable`'s steps are written out here for the state that they find then. They look for exactly that one,
and in any other leave it to `Readable`: what they do is what it would do.
"""

from __future__ import annotations

from typing import Any, TypeVar

from ._listeners import NOTHING
from ._runtime import next_tick
from .buffer import Buffer
from .events import CapturesAsNow
from .stream import Readable, finished
from .stream.state import (
    AUTO_DESTROY,
    CLOSE_EMITTED,
    CLOSED,
    CONSTRUCTED,
    DATA_EMITTED,
    DESTROYED,
    EMIT_CLOSE,
    EMITTED_READABLE,
    END_EMITTED,
    END_QUEUED,
    ENDED,
    ERRORED,
    NEED_READABLE,
    READING,
    READING_MORE,
    RESUME_SCHEDULED,
    SYNC,
    ReadableState,
)
from .versions import CURRENT, Profile

B = TypeVar('B', bound='IncomingBody')

_ALIVE = CONSTRUCTED | EMIT_CLOSE | AUTO_DESTROY
#: Nobody has read yet; READING_MORE, so that nothing is asked for until somebody does.
_UNREAD = _ALIVE | SYNC | READING_MORE
_FAILS_OR_ENDS = ENDED | END_QUEUED | DESTROYED | ERRORED
#: Somebody reads, and has had all there was.
_ASKED = _ALIVE | READING | NEED_READABLE


class IncomingBody(Readable):
    """What `IncomingMessage` is as a stream."""

    #: Which version of Node it is one of.
    _profile: Profile = CURRENT
    _captures_rejections: Any = CapturesAsNow()
    socket: Any = None
    #: The whole message has been received.
    complete = False
    aborted = False
    _consuming = False
    _dumped = False
    #: The parser has seen the end before the stream's state was made.
    _eof = False
    #: The message was never touched, and is over.
    _over = False

    def _take_trailers(self, block: bytes) -> None:
        """To be overridden."""

    # -- the parser's side -------------------------------------------------------------------------------------

    def _body(self, data: bytes) -> None:
        """The parser read a piece of the body."""
        if self._dumped:
            return
        if type(data) is not Buffer:
            data = Buffer(data)
        state = self._rs
        if (
            state is None
            or state.decoder is not None
            or getattr(self.push, '__func__', None) is not _readable_push
        ):
            goes_on = self.push(data)
        elif state.bits & ~RESUME_SCHEDULED == _UNREAD:  # nobody is to be told of it yet
            state.buffer.append(data)
            state.length += len(data)
            goes_on = state.length < state.highWaterMark
        elif (
            state.bits & ~DATA_EMITTED == _ASKED
            and state.flowing
            and not state.length
            and 'data' in self._events
        ):  # who listens gets it at once
            state.awaitDrainWriters = None
            state.bits = _ASKED & ~READING | DATA_EMITTED
            self.emit('data', data)
            self._read_more(state)
            goes_on = state.wants_more()
        else:
            goes_on = self.push(data)
        if not goes_on:
            read_stop(self.socket)

    def _ended(self, trailers: bytes | None) -> None:
        """The parser read the end of the message."""
        self.complete = True
        if trailers:
            self._take_trailers(trailers)
        state = self._rs
        if state is None:
            self._eof = True
            return
        bits = state.bits & ~(RESUME_SCHEDULED | DATA_EMITTED)
        if state.decoder is not None or getattr(self.push, '__func__', None) is not _readable_push:
            self.push(None)
        elif bits == _UNREAD:  # the readers are told in a tick
            state.bits |= ENDED | EMITTED_READABLE
            next_tick(self._emit_readable, state)
        elif bits == _ASKED and not state.length:  # the readers wait
            state.bits = state.bits & ~(READING | NEED_READABLE) | ENDED | EMITTED_READABLE
            self.emit('readable')
            state.bits &= ~EMITTED_READABLE
            self._flow(state)
        else:
            self.push(None)

    # -- the reader's side -------------------------------------------------------------------------------------

    def _new_readable_state(self) -> ReadableState:
        state, profile = self._ReadableState(), self._profile
        socket = self.socket
        if socket is not None:
            state.highWaterMark = socket.readableHighWaterMark
        elif profile is not CURRENT:
            state.highWaterMark = profile.high_water_mark
        if not profile.autodestroys_messages:
            state.bits &= ~(AUTO_DESTROY | EMIT_CLOSE)
        # Nothing is asked for until somebody reads, so that `_consuming` says whether anybody did.
        if profile.reads_when_asked:
            state.bits |= READING_MORE
        if self._eof:
            state.bits |= ENDED
        if self._over:
            state.bits |= END_EMITTED
            if profile.autodestroys_messages:
                state.bits |= DESTROYED | CLOSED | CLOSE_EMITTED
        return state

    def _read(self, size: int) -> None:
        if not self._consuming:
            self._consuming = True
            self._readableState.bits &= ~READING_MORE
        # The parser pushes by itself; it only has to be fed.
        socket = self.socket
        if socket is not None and socket.readable:
            read_start(socket)

    def _resume(self, state: ReadableState) -> None:
        bits = state.bits
        if (
            bits & ~(ENDED | EMITTED_READABLE) != _UNREAD | RESUME_SCHEDULED
            or not 0 < state.length < state.highWaterMark
            or getattr(self.read, '__func__', None) is not _readable_read
            or getattr(self._read, '__func__', None) is not _message_read
        ):
            super()._resume(state)
            return
        if bits & ENDED:
            state.bits = bits & ~RESUME_SCHEDULED
        else:  # `read(0)`: ask for more
            self._consuming = True
            if not _is_read(self.socket):
                self._read(state.highWaterMark)
            state.bits = _ASKED
        self.emit('resume')
        self._flow(state)
        if state.flowing and not state.bits & (READING | END_QUEUED):
            self._read_nothing(state)

    def _fill(self, state: ReadableState) -> None:
        bits = state.bits
        if (
            bits & (CONSTRUCTED | READING | _FAILS_OR_ENDS) != CONSTRUCTED
            or state.length
            or not state.highWaterMark
            or not self._consuming
            or not _is_read(self.socket)
            or getattr(self.read, '__func__', None) is not _readable_read
            or getattr(self._read, '__func__', None) is not _message_read
        ):
            super()._fill(state)
        else:  # `read(0)` asks for more, which is on its way
            state.bits = bits & ~READING_MORE | READING | NEED_READABLE

    def _emit_readable(self, state: ReadableState) -> None:
        if state.bits & _FAILS_OR_ENDS != ENDED | END_QUEUED or state.length:
            super()._emit_readable(state)
            return
        self.emit('readable')
        state.bits &= ~EMITTED_READABLE
        if state.length or getattr(self.read, '__func__', None) is not _readable_read:
            self._flow(state)

    def _emit_end(self, state: ReadableState) -> None:
        bits = state.bits & ~END_QUEUED
        if bits & (ERRORED | CLOSE_EMITTED | END_EMITTED) or state.length:
            state.bits = bits
            return
        state.bits = bits | END_EMITTED
        self.emit('end')
        if state.bits & AUTO_DESTROY:
            self.destroy()

    @property
    def destroyed(self) -> bool:
        """`message.destroyed`: whether `destroy()` has been called, or the message is over. Since v8.0.0."""
        if self._rs is None:
            return self._over and self._profile.autodestroys_messages
        return super().destroyed

    @destroyed.setter
    def destroyed(self, value: bool) -> None:
        self._readableState.destroyed = value

    @property
    def readableEnded(self) -> bool:
        """`message.readableEnded`: whether 'end' has been emitted. Since v12.9.0."""
        return self._over if self._rs is None else super().readableEnded

    # -- nobody wants it, or nobody gets it --------------------------------------------------------------------

    def _dump(self) -> IncomingBody | None:
        """Nobody wants the rest of the body: let it run through.

        Returns: the message, when there was nothing to run through, nor anybody to tell; then the response ends it when
            it closes (`_emit_close`).
        """
        if self._dumped:
            return None
        self._dumped = True
        if (
            self._eof
            and self._rs is None
            and (
                getattr(self.emit, '__func__', None) is _message_emit
                if self._events is NOTHING
                else not self._heard()
            )
        ):
            return self
        # What is buffered must not reach a listener: the answer has been given.
        self.removeAllListeners('data')
        self.resume()
        return None

    def _abort(self) -> None:
        """The connection is gone before the message was over: how it was told before messages destroyed themselves."""
        self.aborted = True
        self.emit('aborted')

    def _close_after_end(self) -> None:
        """'close' behind 'end', where the stream does not emit it by itself."""
        if self.readableEnded:
            self.emit('close')
        elif self._heard():
            self.once('end', lambda: self.emit('close'))

    def _heard(self) -> bool:
        """Whether anybody could tell whether 'end' and 'close' are emitted; who replaces `emit` can."""
        events = self._events
        if events is not NOTHING and ('end' in events or 'close' in events):
            return True
        # Not asked of `__dict__`: that would make one, which costs more than all else here.
        return getattr(self.emit, '__func__', None) is not _message_emit

    def destroy(self: B, error: Any = None, callback: Any = None, /) -> B:
        """`message.destroy([error])`: destroys the socket too, when the message is not over. Since v0.3.0."""
        state = self._rs
        if (
            state is not None
            and state.bits & (END_EMITTED | DESTROYED | ERRORED) == END_EMITTED
            and self.complete
            and not self.aborted
            and error is None
            and callback is None
            and getattr(self._destroy, '__func__', None) is _message_destroy
        ):  # as nearly every message that was read: by itself, and nothing is left to release
            state.bits |= DESTROYED
            next_tick(self._closed_by_itself, state)
            return self
        return super().destroy(error, callback)

    def _closed_by_itself(self, state: ReadableState) -> None:
        state.bits |= CLOSED
        next_tick(self._emit_close)

    def _emit_close(self) -> None:
        state = self._rs or self._readableState
        state.bits |= CLOSE_EMITTED
        if state.bits & EMIT_CLOSE:
            self.emit('close')

    def _destroy(self, error: Any, callback: Any) -> None:
        if not self.readableEnded or not self.complete:
            self.aborted = True
            self.emit('aborted')
        socket = self.socket
        if socket is not None and not socket.destroyed and self.aborted:
            socket.destroy(error)

            def on_finished(failure: Any = None) -> None:
                if failure is not None and getattr(failure, 'code', None) == 'ERR_STREAM_PREMATURE_CLOSE':
                    failure = None
                stop()
                next_tick(self._tell_destroyed, failure if failure is not None else error, callback)

            stop = finished(socket, on_finished)
        else:
            next_tick(self._tell_destroyed, error, callback)

    def _tell_destroyed(self, error: Any, callback: Any) -> None:
        # Programs from before v13 do not listen to a message's 'error'; they must not fail for that.
        callback(error if self.listenerCount('error') else None)


# Who replaces one of these is to be called.
_message_emit = IncomingBody.emit
_readable_push = Readable.push
_readable_read = Readable.read
_message_read = IncomingBody._read
_message_destroy = IncomingBody._destroy


def read_start(socket: Any) -> None:
    """Let the connection read again, unless the server has stopped it for its own reasons."""
    if socket is None or getattr(socket, '_paused', False) or not socket.readable:
        return
    handle = getattr(socket, '_handle', None)
    if handle is not None and handle.consumer is not None and (socket._rs is None or socket._rs.flowing):
        handle.read_start()
    else:
        socket.resume()


def _is_read(socket: Any) -> bool:
    """Whether `read_start` would change nothing."""
    handle = getattr(socket, '_handle', None)
    return handle is not None and handle.consumer is not None and handle.reading


def read_stop(socket: Any) -> None:
    """The body comes faster than it is read: stop reading, down to the operating system."""
    if socket is None:
        return
    handle = getattr(socket, '_handle', None)
    if handle is not None:
        handle.read_stop()
    if handle is None or handle.consumer is None:
        socket.pause()
