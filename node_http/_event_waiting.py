"""Waiting for events: `events.once`, `events.on`, `events.addAbortListener`.

Anything that can be listened to will do: what has Node's `on`, `once` and `removeListener`, else what has the web's
`addEventListener` and `removeEventListener`. Only the former tells of a failure by 'error', so only there is that
listened to besides.

An iterator hands out promises: each takes a value that has come, or waits in line for one. Values and waiting promises
are never there both at once. The end of the iteration is final; values that came before it are still handed out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

from ._calling import adapt
from ._inspect import inspect
from ._numbers import MAX_SAFE_INTEGER
from ._runtime import Promise, current, queue_microtask
from ._validators import validate_abort_signal, validate_integer, validate_object
from .errors import ERR_INVALID_ARG_TYPE, ERR_UNHANDLED_ERROR, AbortError, NodeError

__all__ = ['AbortListener', 'EventIterator', 'addAbortListener', 'on', 'once']


def once(emitter: Any, event: Any, options: Any = None, /, **keywords: Any) -> Promise:
    """`events.once(emitter, name[, options])`

    Returns: an awaitable of the list of arguments with which the event is emitted next. It fails with the error when
    'error' is emitted first (unless 'error' is what is waited for).
    Args: options: `signal`, an AbortSignal that ends the waiting.
    Raises: when it is awaited, `AbortError` after the signal was aborted, `ERR_INVALID_ARG_TYPE`.
    Since v11.13.0.
    """
    promise = current().create_future()
    try:
        signal = _open_signal(_merged(options, keywords))
    except NodeError as error:
        promise.set_exception(error)
        return promise

    def resolve(*args: Any) -> None:
        if event != 'error':
            _stop_listening(emitter, 'error', reject)
        settle(list(args), None)

    def reject(error: Any = None) -> None:
        _stop_listening(emitter, event, resolve)
        settle(None, _as_exception(error))

    def abort() -> None:
        _stop_listening(emitter, event, resolve)
        if event != 'error':
            _stop_listening(emitter, 'error', reject)
        settle(None, AbortError(cause=signal.reason))

    def settle(value: Any, error: BaseException | None) -> None:
        if signal is not None:
            signal.removeEventListener('abort', abort)
        if not promise.done():  # whoever awaits it may have cancelled it
            if error is None:
                promise.set_result(value)
            else:
                promise.set_exception(error)

    try:
        _listen(emitter, event, resolve, once=True)
    except NodeError as error:
        promise.set_exception(error)
        return promise
    if event != 'error' and _is_emitter(emitter):
        _listen(emitter, 'error', reject, once=True)
    if signal is not None:
        signal.addEventListener('abort', abort, {'once': True})
    return promise


def on(emitter: Any, event: Any, options: Any = None, /, **keywords: Any) -> EventIterator:
    """`events.on(emitter, eventName[, options])`

    Returns: an async iterator of the lists of arguments with which the event is emitted. It raises when 'error' is
    emitted, and removes its listeners when it is closed.

    Args:
        options: `signal`, an AbortSignal that ends it; `close`, names of events that end it; `highWaterMark` and
            `lowWaterMark` (numbers of events): the emitter is paused when more wait than the one, and resumed when
            fewer wait than the other, if it has `pause` and `resume`.

    Raises: `AbortError` when the signal is aborted, `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`.
    Since v13.6.0, v12.16.0.
    """
    return EventIterator(emitter, event, _merged(options, keywords))


class EventIterator(AsyncIterator[list[Any]]):
    """What `events.on` returns."""

    def __init__(self, emitter: Any, event: Any, options: dict[str, Any]) -> None:
        self._signal = _open_signal(options)
        self._most = _mark(options, 'highWaterMark', MAX_SAFE_INTEGER)
        self._least = _mark(options, 'lowWaterMark', 1)
        self._emitter = emitter
        self._paused = False
        self._finished = False
        self._values: deque[list[Any]] = deque()
        self._waiting: deque[Promise] = deque()
        self._error: BaseException | None = None
        self._listeners: list[tuple[Any, Callable[..., None]]] = []
        self._add(event, self._take)
        if event != 'error' and _is_emitter(emitter):
            self._add('error', self._fail)
        for name in options.get('close') or ():
            self._add(name, self._finish)
        if self._signal is not None:
            self._signal.addEventListener('abort', self._abort, {'once': True})

    def _add(self, event: Any, listener: Callable[..., None]) -> None:
        _listen(self._emitter, event, listener)
        self._listeners.append((event, listener))

    def _take(self, *args: Any) -> None:
        while self._waiting:
            promise = self._waiting.popleft()
            if not promise.done():
                promise.set_result(list(args))
                return
        self._values.append(list(args))
        if not self._paused and len(self._values) > self._most and self._can_pause():
            self._paused = True
            self._emitter.pause()

    def _can_pause(self) -> bool:
        return callable(getattr(self._emitter, 'pause', None)) and callable(
            getattr(self._emitter, 'resume', None)
        )

    def _fail(self, error: Any = None, *_: Any) -> None:
        self._error = _as_exception(error)
        self._finish()

    def _abort(self) -> None:
        self._fail(AbortError(cause=self._signal.reason))

    def _finish(self, *_: Any) -> None:
        if self._finished:
            return
        self._finished = True
        for event, listener in self._listeners:
            _stop_listening(self._emitter, event, listener)
        if self._signal is not None:
            self._signal.removeEventListener('abort', self._abort)
        while self._waiting:
            promise = self._waiting.popleft()
            if not promise.done():
                self._end(promise)

    def _end(self, promise: Promise) -> None:
        """The error is raised once; after it, as without one, the iteration is at its end."""
        error, self._error = self._error, None
        promise.set_exception(StopAsyncIteration() if error is None else error)

    def __anext__(self) -> Promise:
        promise = current().create_future()
        if self._values:
            promise.set_result(self._values.popleft())
            if self._paused and len(self._values) < self._least:
                self._paused = False
                self._emitter.resume()
        elif self._error is not None or self._finished:
            self._end(promise)
        else:
            self._waiting.append(promise)
        return promise

    async def aclose(self) -> None:
        """End it and remove its listeners (JavaScript: `iterator.return()`)."""
        self._finish()

    async def athrow(self, error: BaseException) -> None:
        """End it with an error (JavaScript: `iterator.throw(err)`)."""
        if not isinstance(error, BaseException):
            raise ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error)
        self._fail(error)


def addAbortListener(signal: Any, listener: Callable[..., Any]) -> AbortListener:
    """`events.addAbortListener(signal, listener)`

    Calls the listener once when the signal is aborted, or soon when it is already.
    Returns: an object that removes it: `with addAbortListener(signal, f): ...`.
    Raises: `ERR_INVALID_ARG_TYPE`. Since v20.5.0, v18.18.0.
    """
    validate_abort_signal(signal, 'signal')
    if not callable(listener):
        raise ERR_INVALID_ARG_TYPE('listener', 'function', listener)
    if signal.aborted:
        queue_microtask(adapt(listener))
    else:
        signal.addEventListener('abort', listener, {'once': True})
    return AbortListener(signal, listener)


class AbortListener:
    """What `events.addAbortListener` returns."""

    def __init__(self, signal: Any, listener: Callable[..., Any]) -> None:
        self._signal = signal
        self._listener = listener

    def dispose(self) -> None:
        """JavaScript's `[Symbol.dispose]()`."""
        self._signal.removeEventListener('abort', self._listener)

    def __enter__(self) -> AbortListener:
        return self

    def __exit__(self, *_: object) -> None:
        self.dispose()


# -- what can be listened to -----------------------------------------------------------------------------------

#: Node's name, pyee's, the web's.
_REMOVERS = ('removeListener', 'remove_listener', 'removeEventListener')


def _is_emitter(emitter: Any) -> bool:
    return callable(getattr(emitter, 'on', None))


def _listen(emitter: Any, event: Any, listener: Callable[..., None], *, once: bool = False) -> None:
    if _is_emitter(emitter):
        (emitter.once if once else emitter.on)(event, listener)
    elif callable(getattr(emitter, 'addEventListener', None)):
        emitter.addEventListener(event, listener, {'once': once})
    else:
        raise ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter)


def _stop_listening(emitter: Any, event: Any, listener: Callable[..., None]) -> None:
    for name in _REMOVERS:
        remove = getattr(emitter, name, None)
        if callable(remove):
            remove(event, listener)
            return


def _merged(options: Any, keywords: dict[str, Any]) -> dict[str, Any]:
    return {**({} if options is None else validate_object(options, 'options')), **keywords}


def _open_signal(options: dict[str, Any]) -> Any:
    """The option `signal`, which must not have been aborted yet."""
    signal = options.get('signal')
    if signal is not None and validate_abort_signal(signal, 'options.signal').aborted:
        raise AbortError(cause=signal.reason)
    return signal


def _mark(options: dict[str, Any], name: str, default: int) -> int:
    value = options.get(name)
    return default if value is None else validate_integer(value, f'options.{name}', 1)


def _as_exception(error: Any) -> BaseException:
    """What 'error' was emitted with; Python can only raise exceptions."""
    return error if isinstance(error, BaseException) else ERR_UNHANDLED_ERROR(inspect(error))
