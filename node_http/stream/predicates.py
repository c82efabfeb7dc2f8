"""Questions about streams, ours and anybody's.

A stream of ours is asked through its states; http's messages and other people's streams through the public properties
that Node's have.  An answer of None says: cannot be told.
"""

from __future__ import annotations

from typing import Any

from .state import (
    AUTO_DESTROY,
    CLOSED,
    EMIT_CLOSE,
    END_EMITTED,
    ENDED,
    ERROR_EMITTED,
    ERRORED,
    FINISHED,
    SWITCHED_OFF,
    WRITABLE_ENDED,
    ReadableState,
    WritableState,
)


def readable_state(stream: Any) -> ReadableState | None:
    """The state of the readable side, if *stream* is ours and has one."""
    if not getattr(stream, '_has_readable_side', False):
        return None
    state: ReadableState = stream._readableState
    return state


def writable_state(stream: Any) -> WritableState | None:
    """The state of the writable side, if *stream* is ours and has one."""
    if not getattr(stream, '_has_writable_side', False):
        return None
    state: WritableState = stream._writableState
    return state


def is_readable_stream(stream: Any) -> bool:
    """Whether *stream* can be read from as a Node stream is."""
    if getattr(stream, '_has_readable_side', False):
        return not (stream._has_writable_side and stream._readableState.bits & SWITCHED_OFF)
    # An outgoing http message passes too: it inherits pipe(), and Node counts it as readable as well.
    return (
        callable(getattr(stream, 'pipe', None))
        and callable(getattr(stream, 'on', None))
        and not getattr(stream, '_has_writable_side', False)
    )


def is_writable_stream(stream: Any) -> bool:
    """Whether *stream* can be written to as a Node stream is."""
    if getattr(stream, '_has_writable_side', False):
        return not (stream._has_readable_side and stream._writableState.bits & SWITCHED_OFF)
    return callable(getattr(stream, 'write', None)) and callable(getattr(stream, 'on', None))


def is_node_stream(stream: Any) -> bool:
    """Whether *stream* is a Node stream of any kind."""
    return (
        getattr(stream, '_has_readable_side', False)
        or getattr(stream, '_has_writable_side', False)
        or (callable(getattr(stream, 'write', None)) and callable(getattr(stream, 'on', None)))
        or (callable(getattr(stream, 'pipe', None)) and callable(getattr(stream, 'on', None)))
    )


def is_destroyed(stream: Any) -> bool:
    """Whether ``destroy()`` was called."""
    return bool(getattr(stream, 'destroyed', False))


def readable_finished(stream: Any, strict: bool = True) -> bool | None:
    """Whether the readable side has come to its end; not *strict*: or all is read and only 'end' is missing."""
    if not is_readable_stream(stream):
        return None
    state = readable_state(stream)
    if state is None:
        ended = getattr(stream, 'readableEnded', None)
        return ended if isinstance(ended, bool) else None
    if state.bits & ERRORED:
        return False
    return bool(state.bits & END_EMITTED or (not strict and state.bits & ENDED and state.length == 0))


def writable_ended(stream: Any) -> bool | None:
    """Whether ``end()`` was called."""
    if not is_writable_stream(stream):
        return None
    if getattr(stream, 'writableEnded', None) is True:
        return True
    state = writable_state(stream)
    if state is None:
        return None
    return False if state.bits & ERRORED else state.bits & WRITABLE_ENDED != 0


def writable_finished(stream: Any, strict: bool = True) -> bool | None:
    """Whether 'finish' was emitted; not *strict*: or all is written and only 'finish' is missing."""
    if not is_writable_stream(stream):
        return None
    if getattr(stream, 'writableFinished', None) is True:
        return True
    state = writable_state(stream)
    if state is None:
        return None
    if state.bits & ERRORED:
        return False
    return bool(state.bits & FINISHED or (not strict and state.bits & WRITABLE_ENDED and state.length == 0))


def isReadable(stream: Any) -> bool | None:
    """``stream.isReadable(stream)``: whether more can be read from it. Since v17.4.0."""
    if getattr(stream, 'readable', None) is None or not is_node_stream(stream):
        return None
    if is_destroyed(stream):
        return False
    return is_readable_stream(stream) and bool(stream.readable) and not readable_finished(stream)


def isWritable(stream: Any) -> bool | None:
    """``stream.isWritable(stream)``: whether more can be written to it. Since v18.16.0."""
    if getattr(stream, 'writable', None) is None or not is_node_stream(stream):
        return None
    if is_destroyed(stream):
        return False
    return is_writable_stream(stream) and bool(stream.writable) and not writable_ended(stream)


def isDestroyed(stream: Any) -> bool | None:
    """``stream.isDestroyed(stream)``: whether it was destroyed; None for what is no stream."""
    return is_destroyed(stream) if is_node_stream(stream) else None


def isErrored(stream: Any) -> bool:
    """``stream.isErrored(stream)``: whether 'error' was emitted. Since v17.3.0."""
    failed = getattr(stream, 'readableErrored', None) or getattr(stream, 'writableErrored', None)
    state = readable_state(stream) or writable_state(stream)
    return bool(failed) if state is None else state.bits & ERROR_EMITTED != 0


def isDisturbed(stream: Any) -> bool:
    """``stream.isDisturbed(stream)``: whether it was read from or given up. Since v16.8.0."""
    return bool(getattr(stream, 'readableDidRead', False) or getattr(stream, 'readableAborted', False))


def is_finished(stream: Any) -> bool:
    """Whether nothing more is to be expected of any side."""
    return is_destroyed(stream) or not (isReadable(stream) or isWritable(stream))


def is_closed(stream: Any) -> bool | None:
    """Whether everything the stream held is released; None if it cannot be told."""
    if not is_node_stream(stream):
        return None
    closed = getattr(stream, 'closed', None)
    if isinstance(closed, bool):
        return closed
    states = [state for state in (writable_state(stream), readable_state(stream)) if state is not None]
    if states:
        return any(state.bits & CLOSED for state in states)
    closed = getattr(stream, '_closed', None)
    if isinstance(closed, bool) and is_outgoing_message(stream):
        return closed
    return None


def is_request(stream: Any) -> bool:
    """Whether *stream* is an http request that was made: it is aborted, and it is complete with its response."""
    return callable(getattr(stream, 'setHeader', None)) and callable(getattr(stream, 'abort', None))


def is_outgoing_message(stream: Any) -> bool:
    """Whether *stream* is a message that http writes: it closes by its own rules."""
    return all(
        isinstance(getattr(stream, name, None), bool)
        for name in ('_closed', '_defaultKeepAlive', '_removedConnection', '_removedContLen')
    )


def will_emit_close(stream: Any) -> bool | None:
    """Whether 'close' will follow 'end' and 'finish' by itself; None for what is no stream."""
    if not is_node_stream(stream):
        return None
    state = writable_state(stream) or readable_state(stream)
    if state is None:
        sent = getattr(stream, '_sent100', None)  # a ServerResponse
        return is_outgoing_message(stream) and isinstance(sent, bool)
    return state.bits & (AUTO_DESTROY | EMIT_CLOSE | CLOSED) == AUTO_DESTROY | EMIT_CLOSE
