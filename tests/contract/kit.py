"""What a contract needs from each implementation: a stream, and the other end of it.

An implementation is an asynchronous context manager that yields a rig.  To put another one under the contract, add it
to the lists in ``implementations``.
"""

from __future__ import annotations

from typing import Any

from node_http._runtime import current
from node_http.stream import Duplex, Readable, Writable


def happens(emitter: Any, name: str) -> Any:
    """An awaitable of the arguments of the next event *name*."""
    promise = current().create_future()

    def listener(*args: Any) -> None:
        if not promise.done():
            promise.set_result(list(args))

    emitter.once(name, listener)
    return promise


def events(emitter: Any, *names: str) -> list[str]:
    """A list that fills with the names of the events, as they come."""
    seen: list[str] = []

    def listen(name: str) -> None:
        emitter.on(name, lambda: seen.append(name))

    for name in names:
        listen(name)
    return seen


class Sink(Writable):
    """Keeps what it is given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(options)
        self.data = b''

    def _write(self, chunk: Any, encoding: str, callback: Any) -> None:
        self.data += bytes(chunk)
        callback()


class ReadableRig:
    """A Readable under test, and how to make it give data."""

    stream: Readable

    def feed(self, data: bytes) -> None:
        """Let the stream have *data*."""
        raise NotImplementedError

    def finish(self) -> None:
        """Let the stream come to its end."""
        raise NotImplementedError


class WritableRig:
    """A Writable under test, and what has arrived of it."""

    stream: Writable

    def __init__(self) -> None:
        self.received = b''
        self.ended = False
        self._waiting: list[tuple[int, Any]] = []

    def arrived(self, chunk: Any) -> None:
        self.received += bytes(chunk)
        self._wake()

    def finished(self) -> None:
        self.ended = True
        self._wake()

    def _wake(self) -> None:
        for size, promise in self._waiting:
            if not promise.done() and (self.ended or len(self.received) >= size):
                promise.set_result(None)

    async def receives(self, size: int) -> bytes:
        """Wait until *size* bytes have arrived, or the end."""
        if not self.ended and len(self.received) < size:
            promise = current().create_future()
            self._waiting.append((size, promise))
            await promise
        return self.received

    def hold(self) -> None:
        """Take nothing any more, until ``release()``."""
        raise NotImplementedError

    def release(self) -> None:
        raise NotImplementedError


class DuplexRig(ReadableRig, WritableRig):
    """A Duplex under test: both."""

    stream: Duplex  # type: ignore[assignment]
