"""Event and EventTarget as the web has them, and as Node implements them: no tree, so an event never bubbles.

The listeners of a type are a list of `_Registration`s. A dispatch goes over what was registered when it began; one
that is removed meanwhile is marked, and skipped. A listener that throws stops nobody: its exception is uncaught, in
the next tick.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import CoroutineType
from typing import Any, ClassVar, TypeVar

from ._calling import adapt, arity
from ._jsobject import UNDEFINED
from ._runtime import current, next_tick
from ._runtime.hooks import emit_warning
from ._strings import to_string
from ._validators import validate_abort_signal, validate_object
from .errors import (
    ERR_EVENT_RECURSION,
    ERR_INVALID_ARG_TYPE,
    ERR_MISSING_ARGS,
)

__all__ = ['CustomEvent', 'Event', 'EventTarget']

F = TypeVar('F', bound=Callable[..., Any])

#: What times of events and `performance.now()` count from.
TIME_ORIGIN = time.monotonic()


def _options(options: Any, keywords: dict[str, Any], name: str = 'options') -> Mapping[str, Any]:
    if options is None or options is UNDEFINED:
        return keywords
    validate_object(options, name)
    return {**options, **keywords} if keywords else dict(options)


class Event:
    """`new Event(type[, options])`

    Something that happened, as an EventTarget dispatches it.

    Args:
        type: its name.
        options: a dict or keywords: `bubbles`, `cancelable`, `composed`, all False by default.

    Raises: `ERR_MISSING_ARGS`, `ERR_INVALID_ARG_TYPE`. Since v15.0.0.
    """

    NONE: ClassVar[int] = 0
    CAPTURING_PHASE: ClassVar[int] = 1
    AT_TARGET: ClassVar[int] = 2
    BUBBLING_PHASE: ClassVar[int] = 3

    _trusted = False
    _target: EventTarget | None = None
    _dispatching = False
    _canceled = False
    _propagation_stopped = False
    _stopped = False

    def __init__(self, type: Any = UNDEFINED, options: Any = None, /, **keywords: Any) -> None:
        if type is UNDEFINED:
            raise ERR_MISSING_ARGS('type')
        settings = _options(options, keywords)
        self._type = to_string(type)
        self._bubbles = bool(settings.get('bubbles'))
        self._cancelable = bool(settings.get('cancelable'))
        self._composed = bool(settings.get('composed'))
        self._time_stamp = (time.monotonic() - TIME_ORIGIN) * 1000

    @property
    def type(self) -> str:
        """The event's name."""
        return self._type

    @property
    def target(self) -> EventTarget | None:
        """What it was dispatched on."""
        return self._target

    @property
    def srcElement(self) -> EventTarget | None:
        """The same as `target`."""
        return self._target

    @property
    def currentTarget(self) -> EventTarget | None:
        """What it is being dispatched on; None before and after."""
        return self._target if self._dispatching else None

    @property
    def eventPhase(self) -> int:
        """`Event.AT_TARGET` while it is being dispatched, else `Event.NONE`."""
        return Event.AT_TARGET if self._dispatching else Event.NONE

    @property
    def bubbles(self) -> bool:
        """What was asked for; nothing bubbles in Node."""
        return self._bubbles

    @property
    def cancelable(self) -> bool:
        """Whether `preventDefault()` has an effect."""
        return self._cancelable

    @property
    def composed(self) -> bool:
        """What was asked for; it means nothing in Node."""
        return self._composed

    @property
    def defaultPrevented(self) -> bool:
        """Whether a listener called `preventDefault()`."""
        return self._cancelable and self._canceled

    @property
    def returnValue(self) -> bool:
        """The opposite of `defaultPrevented`."""
        return not self.defaultPrevented

    @property
    def cancelBubble(self) -> bool:
        """Whether `stopPropagation()` was called; setting it to True calls it."""
        return self._propagation_stopped

    @cancelBubble.setter
    def cancelBubble(self, value: Any) -> None:
        if value:
            self._propagation_stopped = True

    @property
    def timeStamp(self) -> float:
        """When it was made, in ms since the program began."""
        return self._time_stamp

    @property
    def isTrusted(self) -> bool:
        """True for the 'abort' events of an AbortSignal, else False."""
        return self._trusted

    def composedPath(self) -> list[EventTarget]:
        """`event.composedPath()`: the target in a list while it is being dispatched, else an empty list."""
        return [self._target] if self._dispatching and self._target is not None else []

    def preventDefault(self) -> None:
        """`event.preventDefault()`: if it is cancelable, `dispatchEvent` will return False."""
        self._canceled = True

    def stopPropagation(self) -> None:
        """`event.stopPropagation()`: there is no tree, so it only sets `cancelBubble`."""
        self._propagation_stopped = True

    def stopImmediatePropagation(self) -> None:
        """`event.stopImmediatePropagation()`: the listeners behind the current one are not called."""
        self._propagation_stopped = True
        self._stopped = True

    def __repr__(self) -> str:
        prevented, cancelable = (
            'true' if flag else 'false' for flag in (self.defaultPrevented, self.cancelable)
        )
        return (
            f"{type(self).__name__} {{\n  type: '{self._type}',\n  defaultPrevented: {prevented},\n"
            f'  cancelable: {cancelable},\n  timeStamp: {self._time_stamp:.6f}\n}}'
        )


class CustomEvent(Event):
    """`new CustomEvent(type[, options])`

    An event that carries something, in `detail`. Since v18.7.0.
    """

    def __init__(self, type: Any = UNDEFINED, options: Any = None, /, **keywords: Any) -> None:
        super().__init__(type, options, **keywords)
        self._detail = _options(options, keywords).get('detail')

    @property
    def detail(self) -> Any:
        """What `options.detail` was; None by default."""
        return self._detail


class _Registration:
    """A listener with how it was registered."""

    __slots__ = ('call', 'capture', 'listener', 'off', 'once', 'removed')

    def __init__(self, listener: Any, *, once: bool, capture: bool) -> None:
        self.listener = listener
        self.once = once
        self.capture = capture
        self.removed = False
        #: Takes this registration's listener off the signal it was registered with.
        self.off: Callable[[], None] | None = None
        # An object's handleEvent is looked up at each call, as the web does; a function is looked at once.
        self.call: Callable[..., Any] | None = adapt(listener) if _is_plain(listener) else None

    def is_for(self, listener: Any, capture: bool) -> bool:
        return self.capture == capture and (self.listener is listener or self.listener == listener)

    def run(self, event: Event) -> Any:
        if self.call is not None:
            return self.call(event)
        handle = self.listener.handleEvent
        result = handle(event) if arity(handle)[1] else handle()
        return current().create_task(result) if type(result) is CoroutineType else result


def _is_plain(listener: Any) -> bool:
    return callable(listener) and getattr(listener, 'handleEvent', None) is None


class EventTarget:
    """`new EventTarget()`

    What events are dispatched on: an AbortSignal, a WebSocket, or a class of yours. Since v15.0.0.
    """

    _listeners: dict[str, list[_Registration]] | None = None
    _max_listeners: float | None = None

    def addEventListener(
        self, type: Any = UNDEFINED, listener: Any = UNDEFINED, options: Any = None, /, **keywords: Any
    ) -> Any:
        """`eventTarget.addEventListener(type, listener[, options])`

        Adds a listener: a function, or an object with a method `handleEvent`. The same one twice, with the same
        `capture`, is added once. Without `listener` it is a decorator.

        Args:
            options: a dict, keywords, or a bool that is `capture`: `once` (it is removed before its first call),
                `capture`, `signal` (an AbortSignal that removes it), `passive` (means nothing in Node).

        Raises: `ERR_MISSING_ARGS`, `ERR_INVALID_ARG_TYPE`. Since v14.5.0.
        """
        if type is UNDEFINED:
            raise ERR_MISSING_ARGS('type', 'listener')
        if listener is UNDEFINED:

            def decorate(fn: F) -> F:
                self.addEventListener(type, fn, options, **keywords)
                return fn

            return decorate
        if isinstance(options, bool):
            options = {'capture': options}
        settings = _options(options, keywords)
        if not _can_listen(listener):
            emit_warning(
                'addEventListener called with null which has no effect.',
                'AddEventListenerArgumentTypeWarning',
            )
            return None
        signal: Any = settings.get('signal')
        if 'signal' in settings and validate_abort_signal(signal, 'options.signal').aborted:
            return None
        name = to_string(type)
        capture = bool(settings.get('capture'))
        if self._listeners is None:
            self._listeners = {}
        registered = self._listeners.setdefault(name, [])
        if any(registration.is_for(listener, capture) for registration in registered):
            return None
        registration = _Registration(listener, once=bool(settings.get('once')), capture=capture)
        registered.append(registration)
        if signal is not None:

            def remove() -> None:
                self._remove(name, registration)

            signal.addEventListener('abort', remove, {'once': True})
            registration.off = lambda: signal.removeEventListener('abort', remove)
        self._listener_added(name, len(registered))
        return None

    def removeEventListener(
        self, type: Any = UNDEFINED, listener: Any = UNDEFINED, options: Any = None, /, **keywords: Any
    ) -> None:
        """`eventTarget.removeEventListener(type, listener[, options])`

        Removes a listener that was added with the same `capture`. Since v14.5.0.
        Raises: `ERR_MISSING_ARGS`, `ERR_INVALID_ARG_TYPE`.
        """
        if type is UNDEFINED or listener is UNDEFINED:
            raise ERR_MISSING_ARGS('type', 'listener')
        if not _can_listen(listener):
            return
        if isinstance(options, bool):
            options = {'capture': options}
        capture = bool(_options(options, keywords).get('capture'))
        name = to_string(type)
        for registration in (self._listeners or {}).get(name, ()):
            if registration.is_for(listener, capture):
                self._remove(name, registration)
                break

    def dispatchEvent(self, event: Any = UNDEFINED, /) -> bool:
        """`eventTarget.dispatchEvent(event)`

        Calls the listeners of the event's type, in the order they were added.

        Returns: False when the event is cancelable and a listener called `preventDefault()`, else True.
        Raises: `ERR_MISSING_ARGS`, `ERR_INVALID_ARG_TYPE`, `ERR_EVENT_RECURSION` when it is being dispatched already.
        Since v14.5.0.
        """
        if event is UNDEFINED:
            raise ERR_MISSING_ARGS('event')
        if not isinstance(event, Event):
            raise ERR_INVALID_ARG_TYPE('event', 'Event', event)
        if event._dispatching:
            raise ERR_EVENT_RECURSION(event.type)
        self._dispatch(event)
        return not event.defaultPrevented

    def setMaxListeners(self, n: float) -> None:
        """What `events.setMaxListeners(n, target)` sets: how many listeners of a type are suspected to be a leak."""
        self._max_listeners = n

    def getMaxListeners(self) -> float:
        """What `events.getMaxListeners(target)` returns."""
        return 10 if self._max_listeners is None else self._max_listeners

    # -- inside ------------------------------------------------------------------------------------------------

    def _event_listeners(self, type: Any) -> list[Any]:
        """What was registered for the type: for `events.getEventListeners`."""
        return [registration.listener for registration in (self._listeners or {}).get(to_string(type), ())]

    def _listener_added(self, name: str, count: int) -> None:
        limit = self.getMaxListeners()
        if 0 < limit < count and count == limit + 1:
            emit_warning(
                f'Possible EventTarget memory leak detected. {count} {name} listeners added to '
                f'{type(self).__name__}. MaxListeners is {int(limit)}. '
                'Use events.setMaxListeners() to increase limit',
                'MaxListenersExceededWarning',
                target=self,
                type=name,
                count=count,
            )

    def _listener_removed(self, name: str, count: int) -> None:
        """The listeners of the type are `count` now. For subclasses."""

    def _remove(self, name: str, registration: _Registration) -> None:
        if registration.removed:
            return
        registration.removed = True
        if registration.off is not None:
            registration.off()
        assert self._listeners is not None
        registered = self._listeners[name]
        registered.remove(registration)
        if not registered:
            del self._listeners[name]
        self._listener_removed(name, len(registered))

    def _dispatch(self, event: Event) -> None:
        event._target = self
        registered = (self._listeners or {}).get(event.type)
        if not registered:
            return
        event._dispatching = True
        try:
            for registration in tuple(registered):
                if registration.removed:
                    continue
                if registration.once:
                    self._remove(event.type, registration)
                try:
                    registration.run(event)
                except Exception as error:
                    next_tick(current().survive, error)
                if event._stopped:
                    break
        finally:
            event._dispatching = False

    def _inspect(self, depth: float) -> str:
        return f'{type(self).__name__} {{}}'


def _can_listen(listener: Any) -> bool:
    """Whether there is something to call.

    Raises: `ERR_INVALID_ARG_TYPE` for what is neither a listener nor None.
    """
    if listener is None:
        return False
    if callable(listener) or not isinstance(listener, (str, int, float, bytes)):
        return True
    raise ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener)
