"""``finished`` as older versions answered: by fewer signs, and sooner.

Today's waits until a message of http has closed, for 'finish' does not mean that the other side got anything. Before
v16 a message was done with at its 'finish' or 'end' (`WatchOfStates`); and the first ``finished`` believed only the
events that it heard itself (`WatchOfEvents`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import errors
from .._runtime import next_tick
from .finished import Watch
from .predicates import (
    is_writable_stream,
    readable_finished,
    readable_state,
    will_emit_close,
    writable_finished,
    writable_state,
)
from .state import CLOSED, END_EMITTED, ENDED, ERROR_EMITTED, FINISHED, WRITABLE_ENDED, WritableState


class WatchOfStates(Watch):
    """A stream of ours is waited for until it closes; of a message, 'finish' or 'end' is enough."""

    def __init__(self, stream: Any, settings: Mapping[str, Any], callback: Callable[..., Any]) -> None:
        super().__init__(stream, settings, callback)
        reads = _says_readable(stream)
        if settings.get('readable') is None:
            self.readable = reads
        self.will_emit_close = (
            bool((writable_state(stream) or readable_state(stream)) and will_emit_close(stream))
            and reads is self.readable
            and is_writable_stream(stream) is self.writable
        )

    def _check_the_past(self, state: WritableState | None) -> None:
        source = readable_state(self.stream)
        written = not self.writable or (state is not None and state.bits & FINISHED)
        was_read = not self.readable or (source is not None and source.bits & END_EMITTED)
        if (
            (state is not None and state.bits & (CLOSED | ERROR_EMITTED))
            or (source is not None and source.bits & (CLOSED | ERROR_EMITTED))
            or (source is not None and getattr(self.stream, 'req', None) and self.stream.aborted)
            or ((state is not None or source is not None) and written and was_read)
        ):
            # How it came to be over is not asked.
            next_tick(lambda: self.callback())

    def on_close(self) -> None:
        """Closed before its end or not; what it failed with is not asked."""
        stream = self.stream
        cut = (
            self.readable and not self.readable_finished and not readable_finished(stream, strict=False)
        ) or (self.writable and not self.writable_finished and not writable_finished(stream, strict=False))
        if cut:
            self.callback(errors.ERR_STREAM_PREMATURE_CLOSE())
        else:
            self.callback()


def _says_readable(stream: Any) -> bool:
    return (
        isinstance(getattr(stream, 'readable', None), bool)
        or isinstance(getattr(stream, 'readableEnded', None), bool)
        or readable_state(stream) is not None
    )


class WatchOfEvents(Watch):
    """'end', 'finish', 'error', 'close': whichever comes first. What is over already is never told."""

    def __init__(self, stream: Any, settings: Mapping[str, Any], callback: Callable[..., Any]) -> None:
        super().__init__(stream, settings, callback)
        readable, writable = settings.get('readable'), settings.get('writable')
        self.readable = bool(getattr(stream, 'readable', False) if readable is None else readable)
        self.writable = bool(getattr(stream, 'writable', False) if writable is None else writable)
        self.will_emit_close = False

    def _listen(self, event: str, listener: Callable[..., Any]) -> None:
        if event != 'aborted':
            super()._listen(event, listener)

    def _check_the_past(self, state: WritableState | None) -> None:
        """It is not asked for."""

    def on_finish(self) -> None:
        self.writable = False
        if not self.readable:
            self.callback()

    def on_end(self) -> None:
        self.readable = False
        if not self.writable:
            self.callback()

    def on_close(self) -> None:
        source, state = readable_state(self.stream), writable_state(self.stream)
        if (self.readable and not (source is not None and source.bits & ENDED)) or (
            self.writable and not (state is not None and state.bits & WRITABLE_ENDED)
        ):
            self.callback(errors.ERR_STREAM_PREMATURE_CLOSE())
