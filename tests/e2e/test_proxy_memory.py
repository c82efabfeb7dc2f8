"""1 GiB streams through a piped proxy, there and back, and the proxy holds no more of it than a few buffers.

The reader is slow: every now and then it stops until the sender has had to stop as well, which happens only when every
buffer on the way is full. What has been sent and not come back by then is what all of them hold together.
"""

from __future__ import annotations

import hashlib
import socket
import sys
import threading
import time
from importlib.util import find_spec

import pytest

from tests.processes import ROOT, Process, ours

MIB = 1 << 20
SIZE = 1024 * MIB
BLOCK = hashlib.shake_128(b'a block that is no repetition').digest(MIB)
#: How often the reader stops, evenly spread.
STOPS = 4
#: What the connections, the proxy and the origin may hold together: mostly buffers of the kernel.
IN_FLIGHT = 256 * MIB

pytestmark = pytest.mark.skipif(
    sys.platform != 'linux', reason='memory is read from /proc, which only Linux has'
)


class Sender(threading.Thread):
    """Sends the body, each block with its number; `sent` tells how far it is."""

    def __init__(self, connection: socket.socket, size: int) -> None:
        super().__init__(daemon=True)
        self.connection = connection
        self.size = size
        self.sent = 0
        self.digest = hashlib.sha256()
        self.start()

    def run(self) -> None:
        block = bytearray(BLOCK)
        while self.sent < self.size:
            block[:8] = self.sent.to_bytes(8, 'big')
            piece = memoryview(block)[: self.size - self.sent]
            self.digest.update(piece)
            for start in range(0, len(piece), 65536):
                part = piece[start : start + 65536]
                self.connection.sendall(part)
                self.sent += len(part)

    def wait_until_stuck(self) -> None:
        """Wait until nothing is sent any more."""
        before = -1
        while before != self.sent < self.size:
            before = self.sent
            time.sleep(0.1)  # nothing tells that a sender is stuck: only that nothing moved for a while


def there_and_back(port: int, size: int, stops: int) -> None:
    """Post a body through the proxy; it comes back whole, and the sender never runs far ahead of the reader."""
    with socket.create_connection(('127.0.0.1', port)) as connection:
        connection.sendall(b'POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n' % size)
        sender = Sender(connection, size)
        answer = connection.makefile('rb', buffering=0)
        head = b''
        while not head.endswith(b'\r\n\r\n'):
            head += answer.read(1)
        assert head.startswith(b'HTTP/1.1 200 OK\r\n')
        assert b'\r\ncontent-length: %d\r\n' % size in head.lower()
        digest = hashlib.sha256()
        received, view = 0, memoryview(bytearray(MIB))
        stop_at = [size * stop // stops for stop in range(stops)]
        while received < size:
            if stop_at and received >= stop_at[0]:
                del stop_at[0]
                sender.wait_until_stuck()
                assert sender.sent - received < IN_FLIGHT
            count = answer.readinto(view[: size - received])
            assert count, f'it ends after {received} bytes'
            digest.update(view[:count])
            received += count
        sender.join()
        assert digest.digest() == sender.digest.digest()
        answer.close()


@pytest.mark.parametrize('loop_name', ['uvloop', 'asyncio'])
def test_memory_of_a_piped_proxy(loop_name: str) -> None:
    if loop_name == 'uvloop' and find_spec('uvloop') is None:
        pytest.skip('uvloop is missing: not installed')
    loop = {'NODE_HTTP_LOOP': loop_name}
    with Process(ours(ROOT / 'tests/interop/server.py'), **loop) as origin:
        target = f'http://127.0.0.1:{origin.port()}'
        with Process(ours(ROOT / 'examples/reverse_proxy.py', target, 0), **loop) as proxy:
            port = proxy.port()
            there_and_back(port, MIB, 0)  # all is imported and has run once
            before = proxy.memory('VmRSS')
            there_and_back(port, SIZE, STOPS)
            grown = proxy.memory('VmHWM') - before
            assert grown < 32 * MIB, f'{grown / MIB:.1f} MiB'
            assert proxy.stop() == 143
