"""How a stream comes to be, fails and goes: construct, error, destroy, close.

Both sides of a Duplex live and die together, so all of this works on whatever sides a stream has::

                   _construct()                    destroy(err)            _destroy(err, cb)
    (made) ─────────────────────────► (usable) ───────────────► DESTROYED ──────────────────► CLOSED
                     │ failed                        ▲                                           │ one tick
                     └───────────────────────────────┘                       'error' (if any), then 'close'

A stream destroyed while it is still being constructed waits for ``_construct`` to be done.
An error of a stream that is not ``autoDestroy`` is only told ('error'), the stream stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .. import errors
from .._jsobject import truthy
from .._runtime import next_tick
from ..events import EventEmitter
from ..versions import CURRENT
from ._hooks import hook, merged, settle
from .abort_signal import addAbortSignal
from .legacy import Stream
from .predicates import is_destroyed, is_finished, is_request
from .state import (
    AUTO_DESTROY,
    CLOSE_EMITTED,
    CLOSED,
    CONSTRUCTED,
    DESTROYED,
    EMIT_CLOSE,
    ERROR_EMITTED,
    SideState,
)

if TYPE_CHECKING:
    from typing_extensions import Self


class Lifecycle(Stream):
    """What Readable, Writable and Duplex share: the way from construction to 'close'."""

    #: Set once ``_construct`` is to be run.
    _construction: _Construction | None = None
    _construct: Any = None

    def __init__(self, options: Mapping[str, Any] | None = None, /, **keywords: Any) -> None:
        options = merged(options, keywords)
        if not options:
            EventEmitter.__init__(self)
        else:
            EventEmitter.__init__(self, options)
            self._apply(options)
            if truthy(options.get('signal')):
                addAbortSignal(options['signal'], self)
        self._begin_construct()

    def _apply(self, options: Mapping[str, Any]) -> None:
        """Make the sides as the options have them, and take the methods that they bring."""

    def _sides(self) -> tuple[SideState, ...]:
        """The states of this stream's sides; of a Duplex, the writable one is last."""
        return ()

    @property
    def errored(self) -> Any:
        """The error it was destroyed with, or None. Since v18."""
        state = self._rs or self._ws
        return None if state is None else state.errored

    @property
    def closed(self) -> bool:
        """Whether what it held is released ('close' follows or has come). Since v18."""
        state = self._rs or self._ws
        return state is not None and state.closed

    @property
    def destroyed(self) -> bool:
        """Whether ``destroy()`` was called. Since v8.0.0."""
        state = self._rs or self._ws
        return state is not None and state.bits & DESTROYED != 0

    @destroyed.setter
    def destroyed(self, value: bool) -> None:
        for side in self._sides():
            side.destroyed = value

    def _after_construct(self) -> None:
        """``_construct`` succeeded: do what was put off."""

    def destroy(self, error: Any = None, callback: Callable[[Any], Any] | None = None, /) -> Self:
        """``stream.destroy([error])``

        Ends the stream at once and releases what it holds; emits 'error' (when given one) and 'close'. What was
        not yet written fails with ERR_STREAM_DESTROYED. A second call does nothing.

        Args:
            error: handed to ``_destroy``, which hands it to 'error'.

        Returns: the stream. Since v8.0.0.
        """
        sides = self._sides()
        for side in sides:
            if side.bits & DESTROYED:
                if callback is not None:
                    callback(None)
                return self
        for side in sides:
            if error is not None:
                side.fail(error)
            side.bits |= DESTROYED
        construction = self._construction
        if construction is None or sides[-1].bits & CONSTRUCTED:
            self._tear_down(error, callback)
        else:
            construction.when_done = lambda failed: self._tear_down(
                errors.aggregate_two_errors(failed, error), callback
            )
        return self

    def _destroy(self, error: Any, callback: Callable[..., Any]) -> Any:
        """Release what the stream holds, then call *callback* (with an error, if any). To be overridden."""
        callback(error)

    def _undestroy(self) -> None:
        """Make a destroyed stream as good as new; for a socket that connects again."""
        for side in self._sides():
            side.revive()

    def captureRejection(self, error: Any, event: Any = None, *args: Any) -> None:
        """A coroutine listener failed (``captureRejections``): the stream is destroyed with its error."""
        self.destroy(error)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Destroy the stream, if it has not ended by itself, and wait for its 'close'."""
        from .promises import closed

        destroy_any(self)
        await closed(self)

    def _tear_down(self, error: Any, callback: Callable[[Any], Any] | None) -> None:
        called = False

        def on_destroyed(failure: Any = None, *_: Any) -> None:
            nonlocal called
            if called:
                return
            called = True
            for side in self._sides():
                if failure is not None:
                    side.fail(failure)
                side.bits |= CLOSED
            if callback is not None:
                callback(failure)
            if failure is not None:
                next_tick(self._emit_error_and_close, failure)
            else:
                next_tick(self._emit_close)

        try:
            settle(hook(self, '_destroy')(error, on_destroyed))
        except Exception as thrown:
            on_destroyed(thrown)

    def _emit_error_and_close(self, error: Any) -> None:
        # An 'error' that nobody listens to is raised here, and as in Node 'close' does not follow it then.
        self._emit_error(error)
        self._emit_close()

    def _emit_close(self) -> None:
        emits = 0
        for side in self._sides():
            side.bits |= CLOSE_EMITTED
            emits |= side.bits & EMIT_CLOSE
        if emits:
            self.emit('close')

    def _emit_error(self, error: Any) -> None:
        sides = self._sides()
        for side in sides:
            if side.bits & ERROR_EMITTED:
                return
        for side in sides:
            side.bits |= ERROR_EMITTED
        self.emit('error', error)

    def _error_or_destroy(self, error: Any, sync: bool = False) -> None:
        """The stream failed by itself: destroy it with *error*, or only tell it if it does not autoDestroy.

        Args:
            sync: the user's code is on the stack, so 'error' has to wait for a tick.
        """
        sides = self._sides()
        bits = 0
        for side in sides:
            bits |= side.bits
        if bits & DESTROYED:
            return
        if bits & AUTO_DESTROY:
            self.destroy(error)
        elif error is not None:
            for side in sides:
                side.fail(error)
            if sync:
                next_tick(self._emit_error, error)
            else:
                self._emit_error(error)

    def _begin_construct(self) -> None:
        """Have ``_construct`` run in a tick, if there is one; until then the stream only collects."""
        if hook(self, '_construct') is None:
            return
        for side in self._sides():
            side.bits &= ~CONSTRUCTED
        self._construction = _Construction(self)
        next_tick(self._construction.run)

    def __repr__(self) -> str:
        sides = ' '.join(repr(state) for state in (self._rs, self._ws) if state is not None)
        return f'<{type(self).__name__} {sides}>' if sides else f'<{type(self).__name__}>'


class _Construction:
    """One run of ``_construct``, and what a ``destroy()`` in the meantime wants done after it."""

    def __init__(self, stream: Lifecycle) -> None:
        self.stream = stream
        self.called = False
        self.when_done: Callable[[Any], None] | None = None

    def run(self) -> None:
        try:
            settle(hook(self.stream, '_construct')(self.done))
        except Exception as thrown:
            self.done(thrown)

    def done(self, error: Any = None, *_: Any) -> None:
        next_tick(self.finished, error)

    def finished(self, error: Any) -> None:
        stream = self.stream
        if self.called:
            stream._error_or_destroy(errors.ERR_MULTIPLE_CALLBACK() if error is None else error)
            return
        self.called = True
        for side in stream._sides():
            side.bits |= CONSTRUCTED
        if self.when_done is not None:
            self.when_done(error)
        elif error is not None:
            stream._error_or_destroy(error, sync=True)
        else:
            stream._after_construct()


def _is_server_request(stream: Any) -> bool:
    return (
        isinstance(getattr(stream, '_consuming', None), bool)
        and isinstance(getattr(stream, '_dumped', None), bool)
        and getattr(stream, 'req', None) is None
        and getattr(stream, '_profile', CURRENT).gives_up_request_alone
    )


def destroy_any(stream: Any, error: Any = None) -> None:
    """Destroy whatever *stream* is: one of ours, a message of http, or somebody else's with ``close()``."""
    if stream is None or is_destroyed(stream):
        return
    if error is None and not is_finished(stream):
        error = errors.AbortError()
    if _is_server_request(stream):
        # The response still has to travel over the connection: only the message is given up.
        stream.socket = None
        stream.destroy(error)
    elif is_request(stream):
        stream.abort()
    elif is_request(getattr(stream, 'req', None)):
        stream.req.abort()
    elif callable(getattr(stream, 'destroy', None)):
        stream.destroy(error)
    elif callable(getattr(stream, 'close', None)):
        stream.close()
