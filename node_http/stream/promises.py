"""``stream.promises``: ``pipeline`` and ``finished`` as awaitables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._runtime import Promise, current
from ._hooks import merged
from .finished import finished as watch
from .pipeline import pipeline_core

__all__ = ['finished', 'pipeline']


def finished(stream: Any, options: Mapping[str, Any] | None = None, /, **keywords: Any) -> Promise:
    """``stream.promises.finished(stream[, options])``

    Args:
        options: those of ``stream.finished``, and ``cleanup``: True removes the listeners when it is over.

    Returns: an awaitable that fails with the stream's error. Since v15.0.0.
    """
    settings = merged(options, keywords)
    promise = current().create_future()

    def done(error: Any = None) -> None:
        if settings.get('cleanup') is True:
            stop()
        settle(promise, error)

    stop = watch(stream, settings, done)
    return promise


def pipeline(*streams: Any, **options: Any) -> Promise:
    """``stream.promises.pipeline(source[, ...transforms], destination[, options])``

    Args:
        streams: as for ``stream.pipeline``.
        options: as the last argument or keywords: ``signal``, ``end``.

    Returns: an awaitable of what the last function returned, which fails with the first error. Since v15.0.0.
    """
    promise = current().create_future()
    if streams and isinstance(streams[-1], Mapping):
        options = {**streams[-1], **options}
        streams = streams[:-1]
    pipeline_core(list(streams), lambda error=None, value=None: settle(promise, error, value), options)
    return promise


async def closed(stream: Any) -> None:
    """Wait until *stream* is closed, whatever became of it."""
    promise = current().create_future()
    watch(stream, lambda error=None: settle(promise, None))
    await promise


def settle(promise: Promise, error: Any, value: Any = None) -> None:
    if promise.done():
        return
    if error is not None:
        promise.set_exception(error)
    else:
        promise.set_result(value)
