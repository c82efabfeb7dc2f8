"""Every stream that is under the contracts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from node_http import net
from node_http.stream import Duplex, PassThrough, Readable, Transform, Writable, duplexPair

from .kit import DuplexRig, ReadableRig, WritableRig, happens


class PlainReadable(ReadableRig):
    def __init__(self) -> None:
        self.stream = Readable(read=lambda: None)

    def feed(self, data: bytes) -> None:
        self.stream.push(data)

    def finish(self) -> None:
        self.stream.push(None)


class Through(ReadableRig):
    """The readable side of a Transform."""

    def __init__(self, stream: Transform) -> None:
        self.stream = stream
        self.transform = stream

    def feed(self, data: bytes) -> None:
        self.transform.write(data)

    def finish(self) -> None:
        self.transform.end()


class PlainWritable(WritableRig):
    def __init__(self) -> None:
        super().__init__()
        self.held: list[Callable[[], None]] | None = None
        self.stream = Writable({'highWaterMark': 16, 'write': self.write, 'final': self.final})

    def write(self, chunk: Any, encoding: str, callback: Any) -> None:
        def go_on() -> None:
            self.arrived(chunk)
            callback()

        if self.held is None:
            go_on()
        else:
            self.held.append(go_on)

    def final(self, callback: Any) -> None:
        self.finished()
        callback()

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        held, self.held = self.held, None
        for go_on in held or ():
            go_on()


class Batching(PlainWritable):
    """One that takes what waits at once."""

    def __init__(self) -> None:
        super().__init__()
        self.stream = Writable({'highWaterMark': 16, 'writev': self.writev, 'final': self.final})

    def writev(self, chunks: Any, callback: Any) -> None:
        self.write(b''.join(entry.chunk for entry in chunks), 'buffer', callback)


class PlainDuplex(PlainWritable, DuplexRig):
    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.stream = Duplex(  # type: ignore[assignment]
            {'highWaterMark': 16, 'read': lambda: None, 'write': self.write, 'final': self.final}, **options
        )

    def feed(self, data: bytes) -> None:
        self.stream.push(data)

    def finish(self) -> None:
        self.stream.push(None)


class Connection(DuplexRig):
    """A ``net.Socket``, say; the other end of the connection feeds and receives."""

    def __init__(self, stream: Any, peer: Any) -> None:
        super().__init__()
        self.stream = stream
        self.peer = peer
        peer.on('data', self.arrived)
        peer.on('end', self.finished)
        peer.on('error', lambda: None)

    def feed(self, data: bytes) -> None:
        self.peer.write(data)

    def finish(self) -> None:
        self.peer.end()

    def hold(self) -> None:
        self.peer.pause()

    def release(self) -> None:
        self.peer.resume()


class PairEnd(Connection):
    """One end of a ``duplexPair``; the other one feeds and receives."""

    def __init__(self, **options: Any) -> None:
        stream, peer = duplexPair({'highWaterMark': 16}, **options)
        super().__init__(stream, peer)


@asynccontextmanager
async def connection(**options: Any) -> AsyncIterator[Connection]:
    server = net.createServer({'allowHalfOpen': True})
    server.listen(0, '127.0.0.1')
    await happens(server, 'listening')
    accepted = happens(server, 'connection')
    stream = net.connect({'port': server.address()['port'], 'host': '127.0.0.1', **options})
    connected = happens(stream, 'connect')
    (peer,) = await accepted
    await connected
    rig = Connection(stream, peer)
    closed = happens(server, 'close')
    server.close()
    try:
        yield rig
    finally:
        for end in (stream, peer):
            end.destroy()
        await closed


def of(make: Callable[..., Any]) -> Callable[..., AbstractAsyncContextManager[Any]]:
    """A rig that needs no preparation."""

    @asynccontextmanager
    async def ready(**options: Any) -> AsyncIterator[Any]:
        rig = make(**options)
        yield rig
        rig.stream.on('error', lambda: None)
        rig.stream.destroy()

    return ready


READABLES = {
    'Readable': of(PlainReadable),
    'PassThrough': of(lambda: Through(PassThrough())),
    'Transform': of(
        lambda: Through(Transform(transform=lambda chunk, encoding, callback: callback(None, chunk)))
    ),
    'Duplex': of(PlainDuplex),
    'duplexPair': of(PairEnd),
    'net.Socket': connection,
}
WRITABLES = {
    'Writable': of(PlainWritable),
    'Writable with writev': of(Batching),
    'Duplex': of(PlainDuplex),
    'duplexPair': of(PairEnd),
    'net.Socket': connection,
}
DUPLEXES = {'Duplex': of(PlainDuplex), 'duplexPair': of(PairEnd), 'net.Socket': connection}
