"""AbortController and AbortSignal: how a caller takes back what it asked for.

A signal is aborted once, for a reason. One made by `AbortSignal.any` follows its sources: they know it weakly as
long as nobody listens to it, so that a source that lives long does not collect what forgot it; while somebody
listens, the source holds it. `AbortSignal.timeout` does the same with its timer, which keeps no program alive.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from ._jsobject import UNDEFINED
from ._runtime import Timer
from ._validators import validate_abort_signal, validate_integer
from .errors import ERR_ILLEGAL_CONSTRUCTOR, ERR_OUT_OF_RANGE, DOMException, NodeTypeError
from .event_target import Event, EventTarget

__all__ = ['AbortController', 'AbortSignal']

_UINT32 = 2**32 - 1


class AbortSignal(EventTarget):
    """Tells whether something was aborted, and dispatches 'abort' when it is.

    Made by an AbortController, or by `AbortSignal.abort`, `timeout` or `any`.

    Since v15.0.0.
    """

    _aborted = False
    _reason: Any = None
    _onabort: Any = None
    #: The signals that follow this one: those that somebody listens to strongly, the others weakly.
    _followers: weakref.WeakSet[AbortSignal] | None = None
    _sources: tuple[AbortSignal, ...] = ()
    _held: ClassVar[set[AbortSignal]] = set()
    _pending = False

    def __init__(self) -> None:
        raise ERR_ILLEGAL_CONSTRUCTOR()

    @property
    def aborted(self) -> bool:
        """Whether it was aborted."""
        return self._aborted

    @property
    def reason(self) -> Any:
        """Why it was aborted: what `abort()` was given, by default a DOMException 'AbortError'. None before."""
        return self._reason

    @property
    def onabort(self) -> Callable[..., Any] | None:
        """A listener of 'abort', kept where the first one that was set was registered."""
        return None if self._onabort is None else self._onabort.handler

    @onabort.setter
    def onabort(self, handler: Any) -> None:
        if not callable(handler):
            if self._onabort is not None:
                self.removeEventListener('abort', self._onabort)
                self._onabort = None
        elif self._onabort is None:
            self._onabort = _Handler(handler)
            self.addEventListener('abort', self._onabort)
        else:
            self._onabort.handler = handler

    def throwIfAborted(self) -> None:
        """`abortSignal.throwIfAborted()`

        Raises: the reason, if it was aborted. Since v17.3.0.
        """
        if self._aborted:
            raise self._reason if isinstance(self._reason, BaseException) else AbortReason(self._reason)

    @staticmethod
    def abort(reason: Any = UNDEFINED) -> AbortSignal:
        """`AbortSignal.abort([reason])`: a signal that is aborted already. Since v15.12.0, v14.17.0."""
        signal = _new_signal()
        signal._aborted = True
        signal._reason = _reason_of(reason)
        return signal

    @staticmethod
    def timeout(delay: Any = UNDEFINED) -> AbortSignal:
        """`AbortSignal.timeout(delay)`

        A signal that is aborted after `delay` ms, with a DOMException 'TimeoutError'. It keeps no program alive.

        Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`. Since v17.3.0, v16.14.0.
        """
        validate_integer(delay, 'delay', -(2**1023), 2**1023)
        if not 0 <= delay <= _UINT32:
            raise ERR_OUT_OF_RANGE('delay', f'>= 0 && <= {_UINT32}', delay)
        signal = _new_signal()
        signal._pending = True
        known = weakref.ref(signal)

        def expire() -> None:
            expired = known()
            if expired is not None:
                message = 'The operation was aborted due to timeout'
                _abort(expired, DOMException(message, 'TimeoutError'))

        timer = Timer(delay, expire).unref()
        weakref.finalize(signal, timer.close).atexit = False
        return signal

    @staticmethod
    def any(signals: Any = UNDEFINED) -> AbortSignal:
        """`AbortSignal.any(signals)`

        A signal that is aborted when the first of these is, for its reason.

        Raises: `ERR_INVALID_ARG_TYPE`. Since v20.3.0, v18.17.0.
        """
        if isinstance(signals, (str, bytes)) or not isinstance(signals, Iterable):
            raise NodeTypeError('signals can not be converted to sequence.', 'ERR_INVALID_ARG_TYPE')
        given = list(signals)
        for index, signal in enumerate(given):
            if not isinstance(signal, AbortSignal):
                validate_abort_signal(UNDEFINED if signal is UNDEFINED else signal, f'signals[{index}]')
        result = _new_signal()
        for signal in given:
            if signal.aborted:
                result._aborted = True
                result._reason = signal.reason
                return result
        # Those that follow others are replaced by what they follow: the order of aborts is then that of the sources.
        sources: dict[AbortSignal, None] = {}
        for signal in given:
            sources.update(dict.fromkeys(signal._sources or (signal,)))
        for source in sources:
            if source._followers is None:
                source._followers = weakref.WeakSet()
            source._followers.add(result)
        result._sources = tuple(sources)
        result._pending = bool(sources)
        return result

    def _listener_added(self, name: str, count: int) -> None:
        super()._listener_added(name, count)
        if name == 'abort' and self._pending and not self._aborted:
            AbortSignal._held.add(self)

    def _listener_removed(self, name: str, count: int) -> None:
        if name == 'abort' and not count:
            AbortSignal._held.discard(self)

    def getMaxListeners(self) -> float:
        """0: any number may listen to a signal."""
        return 0 if self._max_listeners is None else self._max_listeners

    def _inspect(self, depth: float) -> str:
        return f'AbortSignal {{ aborted: {"true" if self._aborted else "false"} }}'

    def __repr__(self) -> str:
        return self._inspect(0)


class AbortReason(Exception):
    """What `throwIfAborted` raises for a reason that is no exception: `reason` is that."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason)
        self.reason = reason


class _Handler:
    """The place of `onabort` among the listeners."""

    def __init__(self, handler: Callable[..., Any]) -> None:
        self.handler = handler

    @property
    def handleEvent(self) -> Callable[..., Any]:
        return self.handler


def _new_signal() -> AbortSignal:
    return AbortSignal.__new__(AbortSignal)


def _reason_of(reason: Any) -> Any:
    return DOMException('This operation was aborted', 'AbortError') if reason is UNDEFINED else reason


def _abort(signal: AbortSignal, reason: Any) -> None:
    """Abort the signal and all that follow it, and only then tell anybody."""
    if signal._aborted:
        return
    signal._aborted = True
    signal._reason = reason
    followers = [follower for follower in signal._followers or () if not follower._aborted]
    for follower in followers:
        follower._aborted = True
        follower._reason = reason
    for aborted in (signal, *followers):
        event = Event('abort')
        event._trusted = True
        aborted._dispatch(event)
        AbortSignal._held.discard(aborted)


class AbortController:
    """`new AbortController()`

    Makes a signal, and aborts it. Since v15.0.0, v14.17.0.
    """

    def __init__(self) -> None:
        self._signal = _new_signal()

    @property
    def signal(self) -> AbortSignal:
        """What is handed to whoever shall be stopped."""
        return self._signal

    def abort(self, reason: Any = UNDEFINED) -> None:
        """`abortController.abort([reason])`: abort the signal; the second time does nothing."""
        _abort(self._signal, _reason_of(reason))

    def _inspect(self, depth: float) -> str:
        return f'AbortController {{ signal: {self._signal._inspect(depth - 1)} }}'

    def __repr__(self) -> str:
        return self._inspect(0)
