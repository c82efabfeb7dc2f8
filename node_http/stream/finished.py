"""``finished``: when is a stream done with?

Not a question with one answer: it has ended ('end' of the readable side, 'finish' of the writable one), or failed,
or was closed before either (ERR_STREAM_PREMATURE_CLOSE); and a stream that will still emit 'close' is done only then.
It may also be all over before anybody asks.  http's requests and streams of Node's first
kind say it in other events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import errors
from .._calling import adapt
from .._jsobject import UNDEFINED
from .._runtime import next_tick
from .._validators import validate_abort_signal
from ._hooks import merged, nop, once_called
from .predicates import (
    is_closed,
    is_node_stream,
    is_readable_stream,
    is_request,
    is_writable_stream,
    isReadable,
    isWritable,
    readable_finished,
    readable_state,
    will_emit_close,
    writable_finished,
    writable_state,
)
from .state import ERROR_EMITTED, WritableState


def finished(
    stream: Any, options: Any = None, callback: Any = UNDEFINED, /, **keywords: Any
) -> Callable[[], None]:
    """``stream.finished(stream[, options], callback)``

    Calls *callback* once when *stream* has ended, failed, or was closed before its end.

    Args:
        options: ``error`` (False: do not count errors), ``readable`` and ``writable`` (False: do not wait for that
            side), ``signal`` to stop waiting, ``cleanup``.
        callback: called with the error, if any.

    Returns: a function that stops listening; *callback* is not called any more.
    Raises: ERR_INVALID_ARG_TYPE. Since v10.0.0.
    """
    return watch(Watch, stream, options, callback, keywords)


def watch(
    kind: type[Watch], stream: Any, options: Any, callback: Any, keywords: dict[str, Any]
) -> Callable[[], None]:
    """``finished`` by the rules that *kind* stands for."""
    if callback is UNDEFINED and callable(options) and not isinstance(options, Mapping):
        options, callback = None, options
    if options is not None and not isinstance(options, Mapping):
        raise errors.ERR_INVALID_ARG_TYPE('options', 'Object', options)
    settings = merged(options, keywords)
    if not callable(callback):
        raise errors.ERR_INVALID_ARG_TYPE('callback', 'function', callback)
    signal = settings.get('signal')
    if signal is not None:
        validate_abort_signal(signal, 'options.signal')
    if not is_node_stream(stream):
        raise errors.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream)
    return kind(stream, settings, once_called(adapt(callback))).start()


class Watch:
    """One call of ``finished``."""

    def __init__(self, stream: Any, settings: Mapping[str, Any], callback: Callable[..., Any]) -> None:
        self.stream = stream
        self.callback: Callable[..., Any] = callback
        readable, writable = settings.get('readable'), settings.get('writable')
        self.readable = bool(is_readable_stream(stream) if readable is None else readable)
        self.writable = bool(is_writable_stream(stream) if writable is None else writable)
        self.readable_finished = readable_finished(stream, strict=False)
        self.writable_finished = writable_finished(stream, strict=False)
        # Of a side that nobody asks for, nothing is known about what comes after it.
        self.will_emit_close = (
            bool(will_emit_close(stream))
            and bool(is_readable_stream(stream)) is self.readable
            and bool(is_writable_stream(stream)) is self.writable
        )
        self.closed = is_closed(stream)
        self.counts_errors = settings.get('error') is not False
        self.signal: Any = settings.get('signal')
        self.listeners: list[tuple[Any, str, Any]] = []

    def start(self) -> Callable[[], None]:
        stream = self.stream
        state = writable_state(stream)
        if is_request(stream):
            self._listen('complete', self.on_finish)
            if not self.will_emit_close:
                self._listen('abort', self.on_close)
            if getattr(stream, 'req', None):
                self.on_request()
            else:
                self._listen('request', self.on_request)
        elif self.writable and state is None:
            self._listen('end', self.on_legacy_finish)
            self._listen('close', self.on_legacy_finish)
        # Some messages of http say 'aborted' and never 'close'.
        if not self.will_emit_close and isinstance(getattr(stream, 'aborted', None), bool):
            self._listen('aborted', self.on_close)
        self._listen('end', self.on_end)
        self._listen('finish', self.on_finish)
        if self.counts_errors:
            self._listen('error', self.on_error)
        self._listen('close', self.on_close)
        self._check_the_past(state)
        cleanup = self.cleanup
        if self.signal is not None:
            self._watch_signal()
        return cleanup

    def _check_the_past(self, state: WritableState | None) -> None:
        """All that is over already will never be told in an event."""
        stream, source = self.stream, readable_state(self.stream)
        if self.closed:
            next_tick(self.on_close)
        elif (state is not None and state.bits & ERROR_EMITTED) or (
            source is not None and source.bits & ERROR_EMITTED
        ):
            if not self.will_emit_close:
                next_tick(self.on_closed_without_event)
        elif (
            (not self.readable and self._writing_is_over(state))
            or (not self.writable and self._reading_is_over())
            or (source is not None and getattr(stream, 'req', None) and getattr(stream, 'aborted', False))
        ):
            next_tick(self.on_closed_without_event)

    def _writing_is_over(self, state: WritableState | None) -> bool:
        return (
            (not self.will_emit_close or bool(isReadable(self.stream)))
            and (bool(self.writable_finished) or isWritable(self.stream) is False)
            and (state is None or state.pendingcb == 0)
        )

    def _reading_is_over(self) -> bool:
        return (not self.will_emit_close or bool(isWritable(self.stream))) and (
            bool(self.readable_finished) or isReadable(self.stream) is False
        )

    def _listen(self, event: str, listener: Callable[..., Any]) -> None:
        self.stream.on(event, listener)
        self.listeners.append((self.stream, event, listener))

    def cleanup(self) -> None:
        self.callback = nop
        for emitter, event, listener in self.listeners:
            emitter.removeListener(event, listener)
        self.listeners.clear()

    def _watch_signal(self) -> None:
        signal: Any = self.signal
        done = self.callback

        def abort(*_: Any) -> None:
            # Listeners go first: what the callback does must not be taken for the end of the stream.
            self.cleanup()
            done(errors.AbortError(cause=signal.reason))

        def settle(*args: Any) -> None:
            signal.removeEventListener('abort', abort)
            done(*args)

        if signal.aborted:
            next_tick(abort)
        else:
            signal.addEventListener('abort', abort, {'once': True})
            self.callback = settle

    # -- what the stream tells ----------------------------------------------------------------------------------

    def on_legacy_finish(self) -> None:
        if not getattr(self.stream, 'writable', False):
            self.on_finish()

    def on_finish(self) -> None:
        self.writable_finished = True
        # Destroyed within its last write: 'close' may have come already, or may never come.
        if getattr(self.stream, 'destroyed', False):
            self.will_emit_close = False
        if self.will_emit_close and (not getattr(self.stream, 'writable', False) or self.readable):
            return
        if not self.readable or self.readable_finished:
            self.callback()

    def on_end(self) -> None:
        self.readable_finished = True
        if getattr(self.stream, 'destroyed', False):
            self.will_emit_close = False
        if self.will_emit_close and (not getattr(self.stream, 'readable', False) or self.writable):
            return
        if not self.writable or self.writable_finished:
            self.callback()

    def on_error(self, error: Any) -> None:
        self.callback(error)

    def on_close(self) -> None:
        self.closed = True
        stream = self.stream
        error = _error_of(stream)
        if error is not None:
            self.callback(error)
        elif (
            self.readable
            and not self.readable_finished
            and callable(
                getattr(stream, 'pause', None)
            )  # an outgoing http message passes as readable, but is not
            and is_readable_stream(stream)
            and not readable_finished(stream, strict=False)
        ) or (self.writable and not self.writable_finished and not writable_finished(stream, strict=False)):
            self.callback(errors.ERR_STREAM_PREMATURE_CLOSE())
        else:
            self.callback()

    def on_closed_without_event(self) -> None:
        self.closed = True
        error = _error_of(self.stream)
        if error is not None:
            self.callback(error)
        else:
            self.callback()

    def on_request(self) -> None:
        request = self.stream.req
        request.on('finish', self.on_finish)
        self.listeners.append((request, 'finish', self.on_finish))


def _error_of(stream: Any) -> Any:
    """What *stream* failed with, if it did."""
    for side, state in (('writable', writable_state(stream)), ('readable', readable_state(stream))):
        error = getattr(stream, f'{side}Errored', None) if state is None else state.errored
        if error is not None and not isinstance(error, bool):
            return error
    return None
