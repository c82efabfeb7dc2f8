"""``Readable.from``: a stream of what an iterable yields."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any

from .. import _calling, errors
from .._runtime import next_tick, queue_microtask
from .readable import Readable


def readable_from(iterable: Any, options: Mapping[str, Any]) -> Readable:
    """See ``Readable.from_``."""
    if isinstance(iterable, (str, bytes, bytearray, memoryview)):
        return _OneChunk(iterable, {'objectMode': True, **options})
    settings = {'objectMode': True, 'highWaterMark': 1, **options}
    if isinstance(iterable, AsyncIterable):
        return _FromAsync(aiter(iterable), settings)
    if isinstance(iterable, Iterable):
        return _FromSync(iter(iterable), settings)
    raise errors.ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable)


class _OneChunk(Readable):
    def __init__(self, chunk: Any, options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._chunk = chunk

    def _read(self, size: int) -> None:
        self.push(self._chunk)
        self.push(None)


class _FromIterator(Readable):
    """Asks its iterator for values until the buffer is full, one at a time."""

    _asking = False

    def _read(self, size: int) -> Any:
        if not self._asking:
            self._asking = True
            return self._ask_iterator()

    def _ask_iterator(self) -> Any:
        raise NotImplementedError

    def _take(self, value: Any) -> bool:
        """Push *value*; whether to go on."""
        if value is None:
            self._asking = False
            raise errors.ERR_STREAM_NULL_VALUES()
        if self.push(value):
            return True
        self._asking = False
        return False


class _FromSync(_FromIterator):
    def __init__(self, iterator: Iterator[Any], options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._iterator = iterator

    def _ask_iterator(self) -> Any:
        try:
            for value in self._iterator:
                if inspect.isawaitable(value):
                    return self._await_value(value)
                if not self._take(value):
                    return None
            self.push(None)
        except Exception as error:
            self.destroy(error)
        return None

    async def _await_value(self, value: Any) -> None:
        try:
            more = self._take(await value)
        except Exception as error:
            self.destroy(error)
        else:
            if more:
                rest = self._ask_iterator()
                if rest is not None:
                    await rest

    def _destroy(self, error: Any, callback: Callable[..., Any]) -> None:
        outcome = error
        try:
            _throw_or_close(self._iterator, error, 'throw', 'close')
        except Exception as thrown:
            outcome = thrown
        if error is None and not self._profile.leaves_iterators_late:
            callback(outcome)
        else:
            # Node's iterators are left asynchronously: 'close' keeps the distance that this makes.
            queue_microtask(next_tick, callback, outcome)


class _FromAsync(_FromIterator):
    #: What asks the iterator, as long as it does.
    _task: Any = None

    def __init__(self, iterator: AsyncIterator[Any], options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._iterator = iterator

    def _ask_iterator(self) -> None:
        self._task = _calling.spawn(self._pump())

    async def _pump(self) -> None:
        try:
            while True:
                value = await anext(self._iterator)
                if not self._take(value):
                    return
        except StopAsyncIteration:
            self.push(None)
        except Exception as error:
            self.destroy(error)

    def _destroy(self, error: Any, callback: Callable[..., Any]) -> None:
        _calling.spawn(self._closed(self._close_iterator(error), error, callback))

    async def _closed(self, closing: Any, error: Any, callback: Callable[..., Any]) -> None:
        """Wait for *closing*, then go on with destroying the stream."""
        try:
            await closing
        except (StopAsyncIteration, GeneratorExit):
            next_tick(callback, error)
        except Exception as thrown:
            next_tick(callback, thrown)
        else:
            next_tick(callback, error)

    async def _close_iterator(self, error: Any) -> None:
        # A generator that is running cannot be told anything before it has yielded.
        if self._task is not None and not self._task.done():
            await self._task
        closing = _throw_or_close(self._iterator, error, 'athrow', 'aclose')
        if closing is not None:
            await closing


def _throw_or_close(iterator: Any, error: Any, throw: str, close: str) -> Any:
    """Tell a generator that it is over: with *error* if there is one, so that its ``except`` can see it."""
    name = throw if error is not None else close
    method = getattr(iterator, name, None) or getattr(iterator, close, None)
    if method is None:
        return None
    try:
        return method(error) if error is not None and hasattr(iterator, throw) else method()
    except StopIteration:
        return None
    except Exception as thrown:
        if thrown is error:
            return None
        raise
