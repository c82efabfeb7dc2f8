"""The server's end of a WebSocket, by hand: it can do what no library would, and notes what the client does."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

Script = Callable[['Wire'], Awaitable[None]]


def frame(
    opcode: int, payload: bytes = b'', *, fin: bool = True, rsv1: bool = False, length: bytes = b''
) -> bytes:
    """A frame as a server sends it; `length` says something else than the truth."""
    head = bytes([opcode | (fin << 7) | (rsv1 << 6)])
    size = len(payload)
    if not length:
        if size < 126:
            length = bytes([size])
        elif size < 65536:
            length = b'\x7e' + struct.pack('!H', size)
        else:
            length = b'\x7f' + struct.pack('!Q', size)
    return head + length + payload


def closing(code: int, reason: bytes = b'') -> bytes:
    return frame(CLOSE, struct.pack('!H', code) + reason)


class NobodyThere(Exception):
    """The client left before it said anything."""


class Wire:
    """One connection. `log` is what the client did, in its order."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, log: list[Any]) -> None:
        self.reader = reader
        self.writer = writer
        self.log = log
        self.headers: dict[str, str] = {}

    # -- the handshake -----------------------------------------------------------------------------------------

    async def request(self) -> dict[str, str]:
        """Read the request's head."""
        try:
            head = (await self.reader.readuntil(b'\r\n\r\n')).decode('latin1')
        except asyncio.IncompleteReadError:
            raise NobodyThere from None
        line, *fields = head.rstrip('\r\n').split('\r\n')
        self.log.append(line)
        self.headers = {name.lower(): value for name, value in (field.split(': ', 1) for field in fields)}
        return self.headers

    @property
    def accept(self) -> str:
        key = self.headers['sec-websocket-key'] + GUID
        return base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()

    async def upgrade(
        self,
        *extra: str,
        accept: str | None = None,
        status: str = '101 Switching Protocols',
        upgrade: str | None = 'websocket',
        connection: str | None = 'Upgrade',
        rest: bytes = b'',
    ) -> None:
        """Read the request and accept it. `rest` goes out in the same piece."""
        await self.request()
        fields = [f'HTTP/1.1 {status}', *extra]
        if upgrade:
            fields.append(f'Upgrade: {upgrade}')
        if connection:
            fields.append(f'Connection: {connection}')
        fields.append(f'Sec-WebSocket-Accept: {self.accept if accept is None else accept}')
        self.send('\r\n'.join(fields).encode() + b'\r\n\r\n' + rest)

    # -- frames ------------------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def receive(self) -> tuple[int, bytes] | None:
        """The next frame of the client; None at the end. Noted, with its data."""
        try:
            first, second = await self.reader.readexactly(2)
            size = second & 127
            if size == 126:
                (size,) = struct.unpack('!H', await self.reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack('!Q', await self.reader.readexactly(8))
            mask = await self.reader.readexactly(4)
            data = await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            # FIN or RST: that depends on what the client's kernel had not handed over yet.
            self.log.append('end')
            return None
        payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        assert second & 128, 'a client masks what it sends'
        shown = payload.hex() if size <= 64 else f'{size} bytes'
        self.log.append([first >> 4, first & 15, shown])
        return first & 15, payload

    async def until_close(self) -> None:
        """Read until the client's close frame, and answer it."""
        while True:
            received = await self.receive()
            if received is None:
                return
            if received[0] == CLOSE:
                self.send(frame(CLOSE, received[1][:2]))
                return

    async def drain(self) -> None:
        """Read until the client ends."""
        while await self.receive() is not None:
            pass

    def reset(self) -> None:
        """Close with a RST."""
        sock = self.writer.get_extra_info('socket')
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.writer.transport.abort()
