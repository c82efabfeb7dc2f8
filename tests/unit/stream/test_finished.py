from __future__ import annotations

from typing import Any

import pytest

from node_http.errors import ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE, AbortError, NodeError
from node_http.stream import Duplex, PassThrough, Readable, Stream, Writable, finished, promises


class Message(Stream):
    """As much of an outgoing http request as ``finished`` looks at."""

    writable = True
    writableFinished = writableEnded = destroyed = aborted = False
    req: Any = None

    def write(self, chunk: Any) -> None: ...

    def setHeader(self, name: str, value: str) -> None: ...

    def abort(self) -> None: ...


def test_a_request_is_done_when_complete() -> None:
    seen: list[Any] = []
    message = Message()
    finished(message, {'readable': False}, seen.append)
    message.emit('complete')
    assert seen == [None]


def test_a_request_that_is_made_later() -> None:
    seen: list[Any] = []
    message = Message()
    message.req = Stream()
    stop = finished(message, {'readable': False}, seen.append)
    message.req.emit('finish')
    assert seen == [None]
    stop()
    assert message.req.listenerCount('finish') == 0


def test_a_request_aborted() -> None:
    seen: list[Any] = []
    message = Message()
    finished(message, {'readable': False}, seen.append)
    message.emit('abort')
    assert isinstance(seen[0], ERR_STREAM_PREMATURE_CLOSE)


def test_the_cleanup_takes_everything_back(drain: Any) -> None:
    for stream in (Readable(read=lambda: None), Writable(), PassThrough(), Duplex()):
        before = stream.eventNames()
        stop = finished(stream, lambda: pytest.fail('was called'))
        stop()
        assert stream.eventNames() == before
        stream.on('error', lambda: None)
        stream.destroy(NodeError('x'))
        drain()


def test_listeners_stay_without_cleanup(drain: Any) -> None:
    stream = PassThrough()
    finished(stream, lambda: None)
    stream.resume()
    stream.end()
    drain()
    assert stream.closed
    assert stream.listenerCount('end') >= 1


@pytest.mark.asyncio
async def test_promise() -> None:
    stream = Readable(read=lambda: None)
    promise = promises.finished(stream)
    stream.push(None)
    stream.resume()
    assert await promise is None


@pytest.mark.asyncio
async def test_promise_with_cleanup() -> None:
    stream = Readable(read=lambda: None)
    promise = promises.finished(stream, cleanup=True)
    stream.push(None)
    stream.resume()
    await promise
    assert stream.eventNames() == []


@pytest.mark.asyncio
async def test_promise_that_fails() -> None:
    stream = Readable(read=lambda: None)
    promise = promises.finished(stream)
    stream.destroy(NodeError('failed'))
    with pytest.raises(NodeError, match='failed'):
        await promise


class Signal:
    """The least that an AbortSignal is."""

    def __init__(self, aborted: bool = False) -> None:
        self.aborted = aborted
        self.reason = 'because'
        self.listeners: list[Any] = []

    def addEventListener(self, name: str, listener: Any, options: Any) -> None:
        self.listeners.append(listener)

    def removeEventListener(self, name: str, listener: Any) -> None:
        self.listeners.remove(listener)


def test_a_signal_stops_the_waiting(drain: Any) -> None:
    seen: list[Any] = []
    signal, stream = Signal(), PassThrough()
    finished(stream, {'signal': signal}, seen.append)
    signal.listeners[0]()
    assert [type(error) for error in seen] == [AbortError]
    assert not stream.destroyed
    assert stream.listenerCount('close') == 0


def test_a_signal_is_let_go(drain: Any) -> None:
    signal, stream = Signal(), Readable(read=lambda: None)
    finished(stream, {'signal': signal}, lambda: None)
    stream.destroy()
    drain()
    assert signal.listeners == []


def test_a_signal_aborted_before(drain: Any) -> None:
    seen: list[Any] = []
    finished(PassThrough(), {'signal': Signal(aborted=True)}, seen.append)
    assert seen == []
    drain()
    assert seen[0].cause == 'because'


@pytest.mark.parametrize('options', [5, 'x', []])
def test_options_refused(options: Any) -> None:
    with pytest.raises(ERR_INVALID_ARG_TYPE):
        finished(PassThrough(), options, lambda: None)
