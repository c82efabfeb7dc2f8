"""``readable.wrap(stream)``: a stream of Node's first kind behind a Readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .readable import Readable


def wrap(readable: Readable, stream: Any) -> None:
    """Make *readable* read from *stream*, which can be paused and resumed but not asked."""
    paused = False

    def on_data(chunk: Any) -> None:
        nonlocal paused
        if not readable.push(chunk) and callable(getattr(stream, 'pause', None)):
            paused = True
            stream.pause()

    def on_close(*_: Any) -> None:
        from .destroy import destroy_any

        destroy_any(readable)

    def read(size: int) -> None:
        nonlocal paused
        if paused and callable(getattr(stream, 'resume', None)):
            paused = False
            stream.resume()

    stream.on('data', on_data)
    stream.on('end', lambda: readable.push(None))
    stream.on('error', lambda error: readable._error_or_destroy(error))
    stream.on('close', on_close)
    stream.on('destroy', on_close)
    readable.__dict__['_read'] = read
