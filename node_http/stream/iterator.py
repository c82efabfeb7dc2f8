"""Reading a stream with ``async for``.

Whoever leaves the loop early gives the stream up: it is destroyed.  In JavaScript the loop tells its iterator
that it was left; in Python the iterator is merely dropped.  So the work is split in two: ``_Reader`` is what the
stream's listeners hold on to, ``ReadableIterator`` what only the loop holds, and when that goes, the loop is over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from .. import errors
from .._jsobject import UNDEFINED
from .._runtime import current
from .destroy import destroy_any
from .finished import finished
from .state import AUTO_DESTROY

if TYPE_CHECKING:
    from .readable import Readable


class _Reader:
    """The listening half."""

    def __init__(self, stream: Readable) -> None:
        self.stream = stream
        self.runtime = current()
        #: UNDEFINED while the stream lives, None when it has ended, else what it failed with.
        self.outcome: Any = UNDEFINED
        self.waiter: Any = None
        stream.on('readable', self.wake)
        self.stop_watching = finished(stream, {'writable': False}, self.on_finished)

    def on_finished(self, error: Any = None) -> None:
        known = None if self.outcome is UNDEFINED else self.outcome
        self.outcome = None if error is None else errors.aggregate_two_errors(known, error)
        self.wake()

    def wake(self) -> None:
        waiter, self.waiter = self.waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    async def wait(self) -> None:
        self.waiter = self.runtime.create_future()
        await self.waiter

    def close(self, destroy_on_return: bool) -> None:
        """The loop is over: give the stream up, or let go of it."""
        failed = self.outcome is not UNDEFINED and self.outcome is not None
        auto_destroy = self.stream._readableState.bits & AUTO_DESTROY != 0
        if (failed or destroy_on_return) and (self.outcome is UNDEFINED or auto_destroy):
            destroy_any(self.stream)
        else:
            self.stream.off('readable', self.wake)
            self.stop_watching()


class ReadableIterator(AsyncIterator[Any]):
    """What ``async for chunk in readable`` goes by."""

    def __init__(self, stream: Readable, *, destroy_on_return: bool) -> None:
        self.stream = stream
        self._destroy_on_return = destroy_on_return
        self._reader: _Reader | None = None
        self._done = False

    async def __anext__(self) -> Any:
        if self._done:
            raise StopAsyncIteration
        reader = self._reader
        if reader is None:
            reader = self._reader = _Reader(self.stream)
        while True:
            chunk = None if self.stream.destroyed else self.stream.read()
            if chunk is not None:
                return chunk
            if reader.outcome is UNDEFINED:
                try:
                    await reader.wait()
                except BaseException:
                    # Cancelled: the exception may keep this very frame alive, and so the iterator.
                    self._finish()
                    raise
                continue
            self._finish()
            if reader.outcome is not None:
                raise reader.outcome
            raise StopAsyncIteration

    async def aclose(self) -> None:
        """``iterator.return()``: leave the loop."""
        self._finish()

    def _finish(self) -> None:
        if not self._done:
            self._done = True
            if self._reader is not None:
                self._reader.close(self._destroy_on_return)

    def __del__(self) -> None:
        reader = self._reader
        if self._done or reader is None or reader.runtime.closed:
            return
        runtime, destroy_on_return = reader.runtime, self._destroy_on_return
        if current() is runtime:
            try:
                reader.close(destroy_on_return)
            except Exception as error:
                runtime.uncaught(error)
        else:  # dropped in another thread
            runtime.loop.call_soon_threadsafe(runtime.entry, reader.close, destroy_on_return)
