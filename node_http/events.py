"""EventEmitter: Node's `events` module, on pyee's base class.

Listeners of an event are kept as a tuple, and all of an emitter's as a dict; both are replaced, never changed, when a
listener is added or removed. So `emit` iterates over what was registered when it began, without copying, and whoever
removes listeners meanwhile disturbs nobody; and who had the same dict before knows that nothing has changed. Each
listener is kept with the numbers of arguments it can take, worked out when it is registered: `emit` inspects nothing.

An emitter without listeners owns nothing: `_events` is one shared empty dict until the first listener comes. That is
why subclasses need not call `__init__`.

`EventEmitter.emit` is the one place that every event passes; a tracer replaces it while somebody watches.
"""

from __future__ import annotations

import math
from abc import ABCMeta
from collections.abc import Callable
from types import CoroutineType
from typing import Any, TypeVar, overload

import pyee

from ._calling import arity
from ._event_waiting import addAbortListener, on, once
from ._inspect import inspect
from ._jsobject import UNDEFINED, Symbol
from ._listeners import NOTHING, Entry, Listeners, Ours, method_of, without
from ._runtime import current, emit_warning, next_tick
from .errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
    ERR_UNHANDLED_ERROR,
    AbortError,
)

F = TypeVar('F', bound=Callable[..., Any])
E = TypeVar('E', bound='EventEmitter')

errorMonitor = Symbol('events.errorMonitor')
captureRejectionSymbol = Symbol.for_('nodejs.rejection')


def _is_symbol(name: Any) -> bool:
    return isinstance(name, Symbol)


class _Once:
    """A listener that is removed before it is called. `listener` is what the user gave."""

    __slots__ = ('__weakref__', 'emitter', 'event', 'fired', 'hi', 'listener', 'lo')

    def __init__(self, emitter: EventEmitter, event: Any, listener: Callable[..., Any]) -> None:
        self.emitter = emitter
        self.event = event
        self.listener = listener
        self.fired = False
        self.lo, self.hi = arity(listener)

    def __call__(self, *args: Any) -> Any:
        if self.fired:
            return None
        self.fired = True
        self.emitter.removeListener(self.event, self)
        if len(args) < self.lo:
            args += (None,) * (self.lo - len(args))
        elif len(args) > self.hi:
            args = args[: int(self.hi)]
        return self.listener(*args)


def _check_listener(listener: Any) -> None:
    if not callable(listener):
        raise ERR_INVALID_ARG_TYPE('listener', 'function', listener)


class _EmitterType(ABCMeta):
    """Gives the class Node's static `once`, `on`, `listenerCount` beside the methods of the same names."""

    @property
    def once(cls) -> Callable[..., Any]:
        """`EventEmitter.once(emitter, eventName[, options])`: see `events.once`."""
        return _once_static

    @property
    def on(cls) -> Callable[..., Any]:
        """`EventEmitter.on(emitter, eventName[, options])`: see `events.on`."""
        return _on_static

    @property
    def listenerCount(cls) -> Callable[..., Any]:
        """`EventEmitter.listenerCount(emitter, eventName)`."""
        return listenerCount

    @property
    def setMaxListeners(cls) -> Callable[..., Any]:
        """`EventEmitter.setMaxListeners([n[, ...emitters]])`: see `events.setMaxListeners`."""
        return _set_max_listeners_static

    @property
    def getMaxListeners(cls) -> Callable[..., Any]:
        """`EventEmitter.getMaxListeners(emitter)`."""
        return getMaxListeners

    @property
    def getEventListeners(cls) -> Callable[..., Any]:
        """`EventEmitter.getEventListeners(emitter, eventName)`."""
        return getEventListeners


class CapturesAsNow:
    """`_captures_rejections` of messages, which are made without `EventEmitter.__init__`: the default of the moment."""

    def __get__(self, message: Any, _owner: Any = None) -> bool:
        return bool(message._profile.captures_rejections and EventEmitter.captureRejections)


class EventEmitter(pyee.EventEmitter, metaclass=_EmitterType):
    """`new EventEmitter([options])`

    Emits named events to listeners, synchronously and in the order they were registered.

    Args:
        options: a dict or keywords; `captureRejections` (default `EventEmitter.captureRejections`): what a coroutine
            listener raises goes to 'error', or to the method `captureRejection(err, event, *args)`.

    Since v0.1.26. pyee's own methods (`add_listener`, `listens_to`, `remove_listener`, …) work as pyee's do.
    """

    #: The number of listeners of one event above which a leak is suspected; read at each use.
    defaultMaxListeners: Any = 10
    #: The default of the `captureRejections` option; read when an emitter is made.
    captureRejections: bool = False
    errorMonitor = errorMonitor
    captureRejectionSymbol = captureRejectionSymbol

    _monitor: Any = errorMonitor
    _events: Listeners = NOTHING  # type: ignore[assignment]  # pyee keeps ordered dicts
    _max_listeners: float | None = None
    _captures_rejections: bool | None = None
    _warned: frozenset[Any] = frozenset()

    def __init__(self, options: Any = None, /, **keywords: Any) -> None:
        if options or keywords:
            value = {**(options or {}), **keywords}.get('captureRejections')
            if value is not None:
                if not isinstance(value, bool):
                    raise ERR_INVALID_ARG_TYPE('options.captureRejections', 'boolean', value)
                self._captures_rejections = value
        elif EventEmitter.captureRejections:
            self._captures_rejections = True

    # -- emit --------------------------------------------------------------------------------------------------

    def emit(self, event: Any, /, *args: Any) -> bool:
        """`emitter.emit(eventName[, ...args])`

        Calls the listeners of the event, in order, each with the arguments it has room for.

        Returns: whether there were any.
        Raises: what a listener raises; for 'error' without a listener, the error itself, or `ERR_UNHANDLED_ERROR` when
            it is no exception.
        Since v0.1.26.
        """
        events = self._events
        if not events and event != 'error':
            return False
        entries = events.get(event)
        if event == 'error':
            if self._monitor in self._events:
                self.emit(self._monitor, *args)
                entries = self._events.get(event)
            if not entries:
                raise self._unhandled(args[0] if args else UNDEFINED)
        elif entries is None:
            return False
        count = len(args)
        for call, lo, hi, _ in entries:
            if count == hi or lo <= count < hi:
                result = call(*args)
            elif count > hi:
                result = call(*args[: int(hi)])
            else:
                result = call(*args, *(None,) * (lo - count))
            if result is not None and type(result) is CoroutineType:
                self._start(result, event, args)
        return True

    def _unhandled(self, error: Any) -> BaseException:
        """What is raised for an 'error' that nobody listens to."""
        if isinstance(error, BaseException):
            return error
        unhandled = ERR_UNHANDLED_ERROR(inspect(error))
        unhandled.context = None if error is UNDEFINED else error  # type: ignore[attr-defined]
        return unhandled

    def _start(self, coroutine: Any, event: Any, args: tuple[Any, ...]) -> None:
        """A coroutine listener was called: run it, and see to what it raises."""
        if self._captures_rejections:
            coroutine = self._capture(coroutine, event, args)
        current().create_task(coroutine)

    async def _capture(self, coroutine: Any, event: Any, args: tuple[Any, ...]) -> None:
        try:
            await coroutine
        except Exception as error:
            next_tick(self._rejected, error, event, args)

    def _rejected(self, error: Exception, event: Any, args: tuple[Any, ...]) -> None:
        handler = getattr(self, 'captureRejection', None)
        if handler is not None:
            handler(error, event, *args)
            return
        self._captures_rejections = False  # or an 'error' listener that fails would be called for ever
        try:
            self.emit('error', error)
        finally:
            self._captures_rejections = True

    # -- registering -------------------------------------------------------------------------------------------

    @overload  # type: ignore[override]  # Node's returns the emitter; `add_listener` is pyee's
    def on(self: E, event: Any, listener: Callable[..., Any], /) -> E: ...
    @overload
    def on(self, event: Any, /) -> Callable[[F], F]: ...
    def on(self, event: Any, listener: Any = None, /) -> Any:
        """`emitter.on(eventName, listener)`

        Adds a listener behind the others. Without `listener` it is a decorator, which returns the function.

        Returns: the emitter.
        Raises: `ERR_INVALID_ARG_TYPE` when the listener cannot be called.
        Since v0.1.101.
        """
        if listener is None:
            return self.listens_to(event)
        if not callable(listener):
            _check_listener(listener)
        self._add(event, listener, False)
        return self

    @overload
    def addListener(self: E, event: Any, listener: Callable[..., Any], /) -> E: ...
    @overload
    def addListener(self, event: Any, /) -> Callable[[F], F]: ...
    def addListener(self, event: Any, listener: Any = None, /) -> Any:
        """`emitter.addListener(eventName, listener)`: the same as `on`. Since v0.1.26."""
        return self.on(event, listener)

    @overload  # type: ignore[override]  # as `on`
    def once(self: E, event: Any, listener: Callable[..., Any], /) -> E: ...
    @overload
    def once(self, event: Any, /) -> Callable[[F], F]: ...
    def once(self, event: Any, listener: Any = None, /) -> Any:
        """`emitter.once(eventName, listener)`

        Adds a listener that is removed before its first call. Without `listener` it is a decorator.
        Returns: the emitter. Since v0.3.0.
        """
        if listener is None:

            def decorate(fn: F) -> F:
                self.once(event, fn)
                return fn

            return decorate
        if not callable(listener):
            _check_listener(listener)
        self.on(event, _Once(self, event, listener))
        return self

    @overload
    def prependListener(self: E, event: Any, listener: Callable[..., Any], /) -> E: ...
    @overload
    def prependListener(self, event: Any, /) -> Callable[[F], F]: ...
    def prependListener(self, event: Any, listener: Any = None, /) -> Any:
        """`emitter.prependListener(eventName, listener)`: as `on`, but before the others. Since v6.0.0."""
        if listener is None:

            def decorate(fn: F) -> F:
                self.prependListener(event, fn)
                return fn

            return decorate
        _check_listener(listener)
        self._add(event, listener, True)
        return self

    @overload
    def prependOnceListener(self: E, event: Any, listener: Callable[..., Any], /) -> E: ...
    @overload
    def prependOnceListener(self, event: Any, /) -> Callable[[F], F]: ...
    def prependOnceListener(self, event: Any, listener: Any = None, /) -> Any:
        """`emitter.prependOnceListener(eventName, listener)`: as `once`, but before the others. Since v6.0.0."""
        if listener is None:

            def decorate(fn: F) -> F:
                self.prependOnceListener(event, fn)
                return fn

            return decorate
        _check_listener(listener)
        self.prependListener(event, _Once(self, event, listener))
        return self

    def _add(self, event: Any, listener: Callable[..., Any], first: bool) -> None:
        events = self._events
        if type(listener) is _Once:
            entry: Entry = (listener, 0, math.inf, listener)
        else:
            lo, hi = arity(listener)
            entry = (listener, lo, hi, listener)
        if events is NOTHING:
            self._events = {event: (entry,)}
            return
        if 'newListener' in events or 'new_listener' in events:
            self._tell_new(event, listener)
            events = self._events
        entries = events.get(event)
        events = self._events = events.copy()
        if entries is None:
            events[event] = (entry,)
            return
        events[event] = entries = (entry, *entries) if first else (*entries, entry)
        limit = self.getMaxListeners()
        if 0 < limit < len(entries) and event not in self._warned:
            self._warned |= {event}
            _warn_of_leak(self, event, len(entries), limit)

    def _tell_new(self, event: Any, listener: Any) -> None:
        given = listener.listener if type(listener) is _Once else listener
        for name in ('newListener', 'new_listener'):  # Node's name and pyee's
            if name in self._events:
                self.emit(name, event, given)

    def _add_ours(self, listeners: Ours) -> None:
        """`on` for several listeners of our own."""
        events = self._events
        if 'newListener' in events or getattr(self.on, '__func__', None) is not method_of(type(self), 'on'):
            for event, entries in listeners:
                self.on(event, entries[0][3])
            return
        events = events.copy()
        for event, entries in listeners:
            events[event] = events.get(event, ()) + entries  # so few that nobody takes them for a leak
        self._events = events

    # -- removing ----------------------------------------------------------------------------------------------

    def removeListener(self: E, event: Any, listener: Callable[..., Any], /) -> E:
        """`emitter.removeListener(eventName, listener)`

        Removes the last registration of the listener. An `emit` that has begun still calls it.
        Returns: the emitter.
        Raises: `ERR_INVALID_ARG_TYPE` when the listener cannot be called.
        Since v0.1.26.
        """
        if not callable(listener):
            _check_listener(listener)
        entries = self._events.get(event)
        if entries is None:
            return self
        if len(entries) == 1 and entries[0][3] == listener and 'removeListener' not in self._events:
            self._events = without(self._events, event)
            return self
        for index in range(len(entries) - 1, -1, -1):
            held = entries[index][3]
            # Bound methods are made anew at each access: equal is the same listener, identical need not be.
            if held is listener or held == listener or getattr(held, 'listener', None) == listener:
                self._remove_at(event, entries, index)
                break
        return self

    def _remove_ours(self, listeners: Ours) -> None:
        """`removeListener` for several listeners of our own."""
        for event, entries in listeners:
            self.removeListener(event, entries[0][3])

    def off(self: E, event: Any, listener: Callable[..., Any], /) -> E:
        """`emitter.off(eventName, listener)`: the same as `removeListener`. Since v10.0.0."""
        return self.removeListener(event, listener)

    def _remove_at(self, event: Any, entries: tuple[Entry, ...], index: int) -> None:
        rest = entries[:index] + entries[index + 1 :]
        self._events = {**self._events, event: rest} if rest else without(self._events, event)
        if 'removeListener' in self._events:
            held = entries[index][3]
            self.emit('removeListener', event, held.listener if isinstance(held, _Once) else held)

    def removeAllListeners(self: E, event: Any = None, /) -> E:
        """`emitter.removeAllListeners([eventName])`

        Removes the listeners of the event, or of all events, the last one first. Returns: the emitter. Since v0.1.26.
        """
        events = self._events
        if events is NOTHING:
            return self
        if 'removeListener' not in events:
            if event is None:
                self._events = NOTHING
            elif event in events:
                self._events = without(events, event)
        elif event is None:
            for name in [name for name in self.eventNames() if name != 'removeListener']:
                self.removeAllListeners(name)
            self.removeAllListeners('removeListener')
            self._events = NOTHING
        else:
            while entries := self._events.get(event):
                self._remove_at(event, entries, len(entries) - 1)
        return self

    # -- looking -----------------------------------------------------------------------------------------------

    def listeners(self, event: Any, /) -> list[Callable[..., Any]]:
        """`emitter.listeners(eventName)`: a list of the listeners, as they were given. Since v0.1.26."""
        return [
            held.listener if isinstance(held, _Once) else held for *_, held in self._events.get(event, ())
        ]

    def rawListeners(self, event: Any, /) -> list[Callable[..., Any]]:
        """`emitter.rawListeners(eventName)`

        As `listeners`, but those of `once` are the wrappers: calling one removes it; its `listener` is the function.
        Since v9.4.0.
        """
        return [held for *_, held in self._events.get(event, ())]

    def listenerCount(self, event: Any, listener: Callable[..., Any] | None = None, /) -> int:
        """`emitter.listenerCount(eventName[, listener])`: how many listeners (or times this one). Since v3.2.0."""
        entries = self._events.get(event, ())
        if listener is None:
            return len(entries)
        return sum(
            1 for *_, held in entries if held == listener or getattr(held, 'listener', None) == listener
        )

    def eventNames(self) -> list[Any]:
        """`emitter.eventNames()`: the events that have listeners, in the order they got the first, symbols last.

        Since v6.0.0.
        """
        return sorted(self._events, key=_is_symbol)

    def setMaxListeners(self: E, n: float, /) -> E:
        """`emitter.setMaxListeners(n)`

        Changes the number of listeners of one event above which a leak is suspected; 0 and infinity are no limit.
        Raises: `ERR_OUT_OF_RANGE`. Returns: the emitter. Since v0.3.5.
        """
        self._max_listeners = _checked_limit(n)
        return self

    def getMaxListeners(self) -> float:
        """`emitter.getMaxListeners()`: what was set, or `EventEmitter.defaultMaxListeners`. Since v1.0.0."""
        limit = self._max_listeners
        return EventEmitter.defaultMaxListeners if limit is None else limit

    # -- pyee's own names --------------------------------------------------------------------------------------

    def listens_to(self, event: Any) -> Callable[[F], F]:
        """pyee: a decorator that registers the function and returns it."""

        def decorate(fn: F) -> F:
            self.on(event, fn)
            return fn

        return decorate

    def add_listener(self, event: Any, f: F) -> F:
        """pyee: as `on`, but returns the listener."""
        self.on(event, f)
        return f

    def remove_listener(self, event: Any, f: Callable[..., Any]) -> None:
        """pyee: as `removeListener`."""
        self.removeListener(event, f)

    def remove_all_listeners(self, event: Any = None) -> None:
        """pyee: as `removeAllListeners`."""
        self.removeAllListeners(event)

    def event_names(self) -> set[Any]:
        """pyee: as `eventNames`, but a set."""
        return set(self._events)

    def __getstate__(self) -> dict[str, Any]:  # pyee's drops a lock, which we do not have
        return self.__dict__.copy()

    def __setstate__(self, state: Any) -> None:
        self.__dict__.update(state)


def _checked_limit(n: Any, name: str = 'setMaxListeners') -> float:
    if isinstance(n, bool) or not isinstance(n, (int, float)):
        raise ERR_INVALID_ARG_TYPE(name, 'number', n)
    if n < 0 or n != n:
        raise ERR_OUT_OF_RANGE(name, '>= 0', n)
    return n


def _warn_of_leak(emitter: EventEmitter, event: Any, count: int, limit: float) -> None:
    message = (
        f'Possible EventEmitter memory leak detected. {count} {event} listeners added to '
        f'[{type(emitter).__name__}]. MaxListeners is {limit}. Use emitter.setMaxListeners() to increase limit'
    )
    emit_warning(message, 'MaxListenersExceededWarning', emitter=emitter, type=event, count=count)


# -- the module's functions ------------------------------------------------------------------------------------


def getEventListeners(emitter: Any, event: Any) -> list[Callable[..., Any]]:
    """`events.getEventListeners(emitterOrTarget, eventName)`: a list of the listeners. Since v15.2.0, v14.17.0."""
    if isinstance(emitter, pyee.EventEmitter):
        return emitter.listeners(event)
    get = getattr(emitter, '_event_listeners', None)  # an EventTarget
    if get is not None:
        return list(get(event))
    raise ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter)


def listenerCount(emitter: Any, event: Any) -> int:
    """`events.listenerCount(emitter, eventName)`: how many listeners. Since v0.9.12."""
    if callable(getattr(emitter, 'listenerCount', None)):
        return emitter.listenerCount(event)  # type: ignore[no-any-return]
    return len(getEventListeners(emitter, event))


def setMaxListeners(n: Any = None, *emitters: Any) -> None:
    """`events.setMaxListeners([n[, ...eventTargets]])`

    Sets the limit of these emitters, or without any, the default of all. Since v15.4.0.
    """
    n = EventEmitter.defaultMaxListeners if n is None else _checked_limit(n)
    if not emitters:
        EventEmitter.defaultMaxListeners = n
    for emitter in emitters:
        if not callable(getattr(emitter, 'setMaxListeners', None)):
            raise ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], emitter)
        emitter.setMaxListeners(n)


def getMaxListeners(emitter: Any) -> float:
    """`events.getMaxListeners(emitterOrTarget)`: its limit. Since v19.9.0, v18.17.0."""
    if not callable(getattr(emitter, 'getMaxListeners', None)):
        raise ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter)
    return emitter.getMaxListeners()  # type: ignore[no-any-return]


def _once_static(emitter: Any, event: Any, options: Any = None, /, **keywords: Any) -> Any:
    if callable(options):  # EventEmitter.once(self, name, listener): the method, called as a base class's
        return EventEmitter.__dict__['once'](emitter, event, options)
    return once(emitter, event, options, **keywords)


def _on_static(emitter: Any, event: Any, options: Any = None, /, **keywords: Any) -> Any:
    if callable(options):
        return EventEmitter.__dict__['on'](emitter, event, options)
    return on(emitter, event, options, **keywords)


def _set_max_listeners_static(n: Any = None, *emitters: Any) -> Any:
    if isinstance(n, EventEmitter):  # EventEmitter.setMaxListeners(self, n)
        return EventEmitter.__dict__['setMaxListeners'](n, *emitters)
    return setMaxListeners(n, *emitters)


__all__ = [
    'AbortError',
    'EventEmitter',
    'addAbortListener',
    'captureRejectionSymbol',
    'errorMonitor',
    'getEventListeners',
    'getMaxListeners',
    'listenerCount',
    'on',
    'once',
    'setMaxListeners',
]
