"""Connections that have had one request each and stay open: idle.py PORT.

Reads a number per line: so many are to be open. Prints it when they are. Ends with its input.
"""

from __future__ import annotations

import socket
import sys

_GET = b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'


def complete(answer: bytes) -> bool:
    """Whether the whole answer is there, be it in chunks or not."""
    return answer.endswith(b'0\r\n\r\n' if b'chunked' in answer else b'{"hello":"world"}')


def opened(port: int) -> socket.socket:
    """A connection with one request answered."""
    sock = socket.create_connection(('127.0.0.1', port), timeout=10)
    sock.sendall(_GET)
    answer = b''
    while not complete(answer):
        data = sock.recv(4096)
        assert data, f'the server has closed the connection: {answer!r}'
        answer += data
    return sock


def main(port: int) -> None:
    connections: list[socket.socket] = []
    for line in sys.stdin:
        while len(connections) < int(line):
            connections.append(opened(port))
        print(line.strip(), flush=True)
    for connection in connections:
        connection.close()


if __name__ == '__main__':
    main(int(sys.argv[1]))
