"""The small modules: legacy, predicates, abort_signal, destroy, wrapping."""

from __future__ import annotations

from typing import Any

import pytest

from node_http.abort import AbortController
from node_http.errors import AbortError, NodeError
from node_http.stream import (
    PassThrough,
    Readable,
    Stream,
    Writable,
    addAbortSignal,
    destroy,
    isDestroyed,
    isDisturbed,
    isErrored,
    isReadable,
    isWritable,
)
from node_http.stream.predicates import is_closed, will_emit_close


@pytest.mark.parametrize('thing', [None, 5, 'x', {}, object(), lambda: None])
def test_what_is_no_stream(thing: Any) -> None:
    assert (isReadable(thing), isWritable(thing), isDestroyed(thing)) == (None, None, None)
    assert (isErrored(thing), isDisturbed(thing)) == (False, False)
    assert (is_closed(thing), will_emit_close(thing)) == (None, None)


class Outgoing(Stream):
    _closed = _defaultKeepAlive = _removedConnection = _removedContLen = _sent100 = False
    writable = True
    destroyed = False

    def write(self, chunk: Any) -> None: ...


def test_a_message_of_http() -> None:
    message = Outgoing()
    assert is_closed(message) is False
    assert will_emit_close(message) is True
    message._closed = True
    assert is_closed(message) is True


def test_destroying_anything() -> None:
    class Closable:
        closed = False

        def close(self) -> None:
            self.closed = True

    class Request:
        aborted = False

        def setHeader(self) -> None: ...

        def abort(self) -> None:
            self.aborted = True

    class Response:
        def __init__(self, request: Request) -> None:
            self.req = request

    class ServerRequest(Readable):
        _consuming = _dumped = False
        socket: Any = 'socket'

    closable, request, incoming = Closable(), Request(), ServerRequest()
    destroy(closable)
    destroy(request)
    assert closable.closed
    assert request.aborted
    request = Request()
    destroy(Response(request))
    assert request.aborted
    incoming.on('error', lambda: None)
    destroy(incoming, NodeError('x'))
    assert incoming.destroyed
    assert incoming.socket is None  # which goes on carrying the response
    destroy(None)
    destroy(object())


def test_destroying_what_has_not_ended_is_an_abort(drain: Any) -> None:
    seen: list[Any] = []
    stream = PassThrough()
    stream.on('error', seen.append)
    destroy(stream)
    drain()
    assert isinstance(seen[0], AbortError)


def test_a_signal_destroys(drain: Any) -> None:
    controller = AbortController()
    stream = addAbortSignal(controller.signal, PassThrough())
    seen: list[Any] = []
    stream.on('error', seen.append)
    controller.abort()
    assert stream.destroyed
    drain()
    assert seen[0].code == 'ABORT_ERR'
    assert seen[0].cause is controller.signal.reason


def test_capture_rejection_destroys() -> None:
    stream = Writable()
    stream.on('error', lambda: None)
    stream.captureRejection(NodeError('rejected'), 'data')
    assert str(stream.errored) == 'rejected'


def test_legacy_pipe_takes_everything_back() -> None:
    source, target = Stream(), PassThrough()
    source.pipe(target)
    assert 'data' in source.eventNames()
    source.emit('end')
    assert source.eventNames() == []
    assert 'close' not in target.eventNames() or target.listenerCount('close') == 0


def test_legacy_pipe_may_leave_the_target_open() -> None:
    source, target = Stream(), PassThrough()
    source.pipe(target, end=False)
    source.emit('end')
    assert not target.writableEnded


def test_wrapped_stream_is_resumed_and_destroyed(drain: Any) -> None:
    class Old(Stream):
        def __init__(self) -> None:
            self.calls: list[str] = []

        def pause(self) -> None:
            self.calls.append('pause')

        def resume(self) -> None:
            self.calls.append('resume')

    old = Old()
    stream = Readable(highWaterMark=1).wrap(old)
    stream.on('error', lambda: None)
    old.emit('data', 'ab')
    assert old.calls == ['pause']
    assert stream.read() == b'ab'
    drain()
    assert old.calls == ['pause', 'resume']
    old.emit('close')
    assert stream.destroyed
