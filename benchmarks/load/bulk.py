"""Transfers of 100 MiB on one connection, one after the other: bulk.py MODE PORT SECONDS.

Modes: download, upload, pipe (what is sent comes back). Prints how many transfers there were, once the seconds are
over. A transfer that is not whole ends it with an error.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from collections.abc import Callable

SIZE = 100 * 1024 * 1024
PIECE = memoryview(b'x' * (256 * 1024))
_BUFFER = memoryview(bytearray(256 * 1024))
_LAST_CHUNK = b'\r\n0\r\n\r\n'
_GET = b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
_POST = b'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n' % SIZE


def check_head(head: bytes, *, chunked: bool) -> None:
    assert head.startswith(b'HTTP/1.1 200 '), head
    if chunked:
        assert b'\r\ntransfer-encoding: chunked\r\n' in head.lower(), head


class ChunkedAnswer:
    """A chunked answer with a body of SIZE times `x`, which is in no chunk's size: counting the letter is enough."""

    def __init__(self) -> None:
        self.received = 0
        self.done = False
        #: What has come of the head; None once it is complete.
        self._head: bytes | None = b''
        self._tail = b''

    def feed(self, piece: memoryview) -> None:
        data = bytes(piece)
        if self._head is not None:
            data = self._head + data
            if b'\r\n\r\n' not in data:
                self._head = data
                return
            self._head = None
            start = data.index(b'\r\n\r\n') + 4
            check_head(data[:start], chunked=True)
            data = data[start:]
        self.received += data.count(b'x')
        self._tail = (self._tail + data[-len(_LAST_CHUNK) :])[-len(_LAST_CHUNK) :]
        if self._tail == _LAST_CHUNK:
            assert self.received == SIZE, f'{self.received} bytes came'
            self.done = True


def receive(sock: socket.socket, answer: ChunkedAnswer) -> None:
    count = sock.recv_into(_BUFFER)
    assert count, 'the server has closed the connection'
    answer.feed(_BUFFER[:count])


def download(sock: socket.socket) -> None:
    sock.sendall(_GET)
    answer = ChunkedAnswer()
    while not answer.done:
        receive(sock, answer)


def upload(sock: socket.socket) -> None:
    sock.sendall(_POST)
    for _ in range(SIZE // len(PIECE)):
        sock.sendall(PIECE)
    answer = b''
    body = str(SIZE).encode()
    while body not in answer.partition(b'\r\n\r\n')[2]:
        data = sock.recv(4096)
        assert data, f'the server has closed the connection: {answer!r}'
        answer += data
    check_head(answer, chunked=False)
    # A short answer may come in chunks, too, and the last one on its own.
    if b'chunked' in answer:
        while not answer.endswith(b'0\r\n\r\n'):
            answer += sock.recv(4096)


def pipe(sock: socket.socket) -> None:
    sock.sendall(_POST)
    answer = ChunkedAnswer()
    left = SIZE
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while not answer.done:
            for _, events in selector.select():
                if events & selectors.EVENT_READ:
                    receive(sock, answer)
                if events & selectors.EVENT_WRITE and left:
                    left -= sock.send(PIECE[:left])
                    if not left:
                        selector.modify(sock, selectors.EVENT_READ)


MODES: dict[str, Callable[[socket.socket], None]] = {'download': download, 'upload': upload, 'pipe': pipe}


def main(mode: str, port: int, seconds: float) -> None:
    transfer = MODES[mode]
    count = 0
    until = time.monotonic() + seconds
    with socket.create_connection(('127.0.0.1', port), timeout=30) as sock:
        while count == 0 or time.monotonic() < until:
            transfer(sock)
            count += 1
    print(count)


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
