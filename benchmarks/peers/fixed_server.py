"""What the clients talk to: the same answer to every request, unread, as cheap as can be: fixed_server.py PORT."""

from __future__ import annotations

import asyncio
import sys
from typing import cast

import uvloop

BODY = b'{"hello":"world"}'
ANSWER = (
    b'HTTP/1.1 200 OK\r\n'
    b'Content-Type: application/json\r\n'
    b'Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n'
    b'Connection: keep-alive\r\n'
    b'Keep-Alive: timeout=120\r\n'
    b'Content-Length: %d\r\n'
    b'\r\n%s' % (len(BODY), BODY)
)


class Fixed(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        # The clients send heads without bodies, each in one piece.
        self.transport.write(ANSWER * data.count(b'\r\n\r\n'))


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Fixed, '127.0.0.1', port)
    await server.serve_forever()


uvloop.run(main(int(sys.argv[1])))
