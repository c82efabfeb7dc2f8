"""``Transform``: a Duplex whose output is computed from its input; and ``PassThrough``, whose output is its input.

The two sides are coupled by one stored callback: when the output is over its threshold, the write that produced it
is not called back until somebody reads, and so the backpressure of the reader reaches the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import errors
from ._hooks import hook, install, merged, settle
from .duplex import Duplex
from .state import SYNC, WRITABLE_ENDED, resolve_high_water_mark


class Transform(Duplex):
    """``new stream.Transform([options])``

    Implemented by overriding ``_transform`` (and ``_flush``), or with the options ``transform`` and ``flush``.

    Args:
        options: those of Duplex, ``transform`` and ``flush``.

    Since v0.9.4.
    """

    #: The write that waits for the reader.
    _waiting_write: Callable[..., Any] | None = None
    _flush: Any = None

    def __init__(self, options: Mapping[str, Any] | None = None, /, **keywords: Any) -> None:
        options = merged(options, keywords)
        object_mode = bool(options.get('objectMode') or options.get('readableObjectMode'))
        if resolve_high_water_mark(options, 'readableHighWaterMark', True, object_mode) == 0:
            # Without any buffer for the output nothing would ever be read: let the input do without instead.
            options = {
                **options,
                'highWaterMark': None,
                'readableHighWaterMark': 0,
                'writableHighWaterMark': options.get('writableHighWaterMark') or 0,
            }
        super().__init__(options)
        # The first push may come from a write: nobody is asking then, so it is never within a _read.
        self._readableState.bits &= ~SYNC
        install(self, options, 'transform', 'flush')
        self.on('prefinish', self._on_prefinish)

    def _transform(self, chunk: Any, encoding: str, callback: Callable[..., Any]) -> Any:
        """Turn *chunk* into output: ``push()`` it, or hand it to ``callback(error, output)``. To be overridden.

        Raises: ERR_METHOD_NOT_IMPLEMENTED unless overridden.
        """
        raise errors.ERR_METHOD_NOT_IMPLEMENTED('_transform()')

    def _write(self, chunk: Any, encoding: str, callback: Callable[..., Any]) -> Any:
        readable = self._readableState
        before = readable.length

        def transformed(error: Any = None, output: Any = None, *_: Any) -> None:
            if error is not None:
                callback(error)
                return
            if output is not None:
                self.push(output)
            nothing_added = before == readable.length
            if (
                self._writableState.bits & WRITABLE_ENDED
                or nothing_added
                or readable.length < readable.highWaterMark
            ):
                callback()
            else:
                self._waiting_write = callback

        return hook(self, '_transform')(chunk, encoding, transformed)

    def _read(self, size: int) -> None:
        callback, self._waiting_write = self._waiting_write, None
        if callback is not None:
            callback()

    def _final(self, callback: Callable[..., Any] | None = None) -> None:
        flush = hook(self, '_flush')
        if flush is None or self.destroyed:
            self.push(None)
            if callback is not None:
                callback()
            return

        def flushed(error: Any = None, output: Any = None, *_: Any) -> None:
            if error is not None:
                if callback is not None:
                    callback(error)
                else:
                    self.destroy(error)
                return
            if output is not None:
                self.push(output)
            self.push(None)
            if callback is not None:
                callback()

        settle(flush(flushed))

    def _on_prefinish(self) -> None:
        # Whoever overrides _final does not know that the output ends there.
        if getattr(self._final, '__func__', None) is not Transform._final:
            Transform._final(self)


class PassThrough(Transform):
    """``new stream.PassThrough([options])``: hands on what it gets, unchanged. Since v0.9.4."""

    def _transform(self, chunk: Any, encoding: str, callback: Callable[..., Any]) -> Any:
        callback(None, chunk)
