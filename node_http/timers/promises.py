"""`timers.promises`: timers to wait for. They start when the function is called, not when it is awaited."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from .._jsobject import UNDEFINED
from .._runtime import TIMEOUT_MAX, Promise, Timer, current
from .._validators import validate_abort_signal, validate_boolean, validate_number, validate_object
from ..errors import AbortError, NodeError

__all__ = ['scheduler', 'setImmediate', 'setInterval', 'setTimeout']


def _settings(options: Any, keywords: dict[str, Any]) -> tuple[Any, bool]:
    """The signal and the `ref` of the options."""
    if options is not None and options is not UNDEFINED:
        validate_object(options, 'options')
    settings: Mapping[str, Any] = {**(options or {}), **keywords}
    signal = settings.get('signal')
    if signal is not None:
        validate_abort_signal(signal, 'options.signal')
    ref = settings.get('ref')
    return signal, True if ref is None else validate_boolean(ref, 'options.ref')


def _milliseconds(delay: Any) -> float:
    if delay is UNDEFINED:
        return 1
    validate_number(delay, 'delay')
    return delay if 1 <= delay <= TIMEOUT_MAX else 1


def _rejected(error: BaseException) -> Promise:
    promise = current().create_future()
    promise.set_exception(error)
    return promise


def _promise(start: Callable[[Callable[[], None]], Callable[[], Any]], value: Any, signal: Any) -> Promise:
    """A promise of `value`; `start` starts what will call its argument, and returns what stops that."""
    if signal is not None and signal.aborted:
        return _rejected(AbortError(cause=signal.reason))
    promise = current().create_future()

    def resolve() -> None:
        if signal is not None:
            signal.removeEventListener('abort', abort)
        if not promise.done():
            promise.set_result(value)

    def abort() -> None:
        stop()
        if not promise.done():
            promise.set_exception(AbortError(cause=signal.reason))

    stop = start(resolve)
    if signal is not None:
        signal.addEventListener('abort', abort, {'once': True})
    promise.add_done_callback(lambda promise: promise.cancelled() and stop())
    return promise


def setTimeout(delay: Any = UNDEFINED, value: Any = None, options: Any = None, /, **keywords: Any) -> Promise:
    """`timersPromises.setTimeout([delay[, value[, options]]])`

    Args:
        delay: in ms, default 1.
        value: what the promise is fulfilled with.
        options: a dict or keywords: `ref` (False: does not keep the program alive), `signal`.

    Returns: an awaitable, which fails with `AbortError` when the signal is aborted, and with `ERR_INVALID_ARG_TYPE`.
    Since v15.0.0.
    """
    try:
        ms = _milliseconds(delay)
        signal, ref = _settings(options, keywords)
    except NodeError as error:
        return _rejected(error)

    def start(resolve: Callable[[], None]) -> Callable[[], Any]:
        timer = Timer(ms, resolve)
        if not ref:
            timer.unref()
        return timer.close

    return _promise(start, value, signal)


def setImmediate(value: Any = None, options: Any = None, /, **keywords: Any) -> Promise:
    """`timersPromises.setImmediate([value[, options]])`: as `setTimeout`, but in the check phase. Since v15.0.0."""
    try:
        signal, ref = _settings(options, keywords)
    except NodeError as error:
        return _rejected(error)

    def start(resolve: Callable[[], None]) -> Callable[[], Any]:
        immediate = current().set_immediate(resolve)
        if not ref:
            immediate.unref()
        return immediate._clear

    return _promise(start, value, signal)


async def setInterval(
    delay: Any = UNDEFINED, value: Any = None, options: Any = None, /, **keywords: Any
) -> AsyncIterator[Any]:
    """`timersPromises.setInterval([delay[, value[, options]]])`

    Returns: an async iterator that gives `value` every `delay` ms (default 1); leave its loop to stop it.
    Raises: `AbortError` when the signal is aborted, `ERR_INVALID_ARG_TYPE`. Since v15.9.0.
    """
    ms = _milliseconds(delay)
    signal, ref = _settings(options, keywords)
    if signal is not None and signal.aborted:
        raise AbortError(cause=signal.reason)
    waiting: deque[Promise] = deque()
    passed = 0

    def tick() -> None:
        nonlocal passed
        passed += 1
        wake()

    def wake() -> None:
        if waiting:
            promise = waiting.popleft()
            if not promise.done():
                promise.set_result(None)

    timer = Timer(ms, tick, repeat=True)
    if not ref:
        timer.unref()
    if signal is not None:
        signal.addEventListener('abort', wake, {'once': True})
    try:
        while True:
            if not passed and not (signal is not None and signal.aborted):
                promise = current().create_future()
                waiting.append(promise)
                await promise
            if passed:
                passed -= 1
                yield value
            elif signal is not None and signal.aborted:
                raise AbortError(cause=signal.reason)
    finally:
        timer.close()
        if signal is not None:
            signal.removeEventListener('abort', wake)


class Scheduler:
    """`timersPromises.scheduler`: the web's scheduling."""

    def wait(self, delay: Any = UNDEFINED, options: Any = None, /, **keywords: Any) -> Promise:
        """`scheduler.wait(delay[, options])`: an awaitable of `delay` ms. Since v17.3.0, v16.14.0."""
        return setTimeout(delay, None, options, **keywords)

    def yield_(self) -> Promise:
        """`scheduler.yield()`: as `setImmediate`. Since v17.3.0, v16.14.0."""
        return setImmediate()


setattr(Scheduler, 'yield', Scheduler.yield_)  # for getattr: Python reserves the name

scheduler = Scheduler()
