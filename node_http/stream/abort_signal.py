"""``addAbortSignal``: a signal that destroys a stream."""

from __future__ import annotations

from typing import Any

from .. import errors
from .._validators import validate_abort_signal
from .predicates import is_node_stream


def addAbortSignal(signal: Any, stream: Any) -> Any:
    """``stream.addAbortSignal(signal, stream)``

    Destroys *stream* with an AbortError when *signal* is aborted, at once if it already is.

    Returns: *stream*.
    Raises: ERR_INVALID_ARG_TYPE for what is no AbortSignal or no stream. Since v15.4.0.
    """
    validate_abort_signal(signal, 'signal')
    if not is_node_stream(stream):
        raise errors.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream)
    return attach_abort_signal(signal, stream)


def attach_abort_signal(signal: Any, stream: Any) -> Any:
    """As ``addAbortSignal``, of arguments that were checked."""
    from .finished import finished

    def on_abort(*_: Any) -> None:
        stream.destroy(errors.AbortError(cause=signal.reason))

    if signal.aborted:
        on_abort()
    else:
        signal.addEventListener('abort', on_abort, {'once': True})
        # A signal outlives many streams: it must not hold on to those that have ended.
        finished(stream, lambda *_: signal.removeEventListener('abort', on_abort))
    return stream
