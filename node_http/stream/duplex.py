"""``Duplex``: a Readable and a Writable in one object, whose sides share their life and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ._hooks import install
from .readable import Readable
from .state import (
    DESTROYED,
    END_EMITTED,
    ENDED,
    ENDING,
    FINISHED,
    SWITCHED_OFF,
    WRITABLE_ENDED,
    SideState,
)
from .writable import Writable

if TYPE_CHECKING:
    from typing_extensions import Self


class Duplex(Readable, Writable):
    """``new stream.Duplex([options])``

    A stream that is read from and written to.

    Args:
        options: those of Readable and of Writable, and ``allowHalfOpen`` (default True; False ends the writable side
            when the readable one ends), ``readable`` and ``writable`` (False: without that side),
            ``readableObjectMode``, ``writableObjectMode``, ``readableHighWaterMark``, ``writableHighWaterMark``.

    Since v0.9.4.
    """

    def _apply(self, options: Mapping[str, Any]) -> None:
        readable = self._rs = self._ReadableState(options, duplex=True)
        writable = self._ws = self._WritableState(options, duplex=True)
        self.allowHalfOpen = options.get('allowHalfOpen') is not False
        # A side that is switched off has always been at its end.
        if options.get('readable') is False:
            readable.bits |= SWITCHED_OFF | ENDED | END_EMITTED
        if options.get('writable') is False:
            writable.bits |= SWITCHED_OFF | ENDING | WRITABLE_ENDED | FINISHED
        install(self, options, 'read', 'write', 'writev', 'destroy', 'final', 'construct')

    def _sides(self) -> tuple[SideState, ...]:
        return (self._rs or self._readableState, self._ws or self._writableState)

    def _readable_side_done(self) -> bool:
        _ = self._readableState  # a side that nobody has touched yet is not at its end
        return super()._readable_side_done()

    def _after_construct(self) -> None:
        Readable._after_construct(self)
        Writable._after_construct(self)

    def destroy(self, error: Any = None, callback: Callable[[Any], Any] | None = None, /) -> Self:
        """``duplex.destroy([error])``: see ``Readable.destroy``; both sides go."""
        Writable.destroy(self, error, callback)
        return self

    @property
    def writableAborted(self) -> None:
        """Unknown: this property of Writable is one that Node's Duplex does not have."""
        return None

    @property
    def destroyed(self) -> bool:
        """Whether ``destroy()`` was called. Since v8.0.0."""
        readable, writable = self._rs, self._ws
        return (
            readable is not None and writable is not None and readable.bits & writable.bits & DESTROYED != 0
        )

    @destroyed.setter
    def destroyed(self, value: bool) -> None:
        self._readableState.destroyed = value
        self._writableState.destroyed = value
