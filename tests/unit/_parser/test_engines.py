"""node_http/_parser/llhttp.py and h11.py: which heads they vouch for, and that they read them as the machine does."""

from __future__ import annotations

import pytest

from node_http._parser import h11, llhttp
from node_http._parser.framing import CHUNKED, UNTIL_CLOSE
from node_http._parser.interface import Engine

REQUEST_ENGINES: list[Engine] = [llhttp.RequestEngine(), h11.RequestEngine()]
RESPONSE_ENGINES: list[Engine] = [llhttp.ResponseEngine(), h11.ResponseEngine()]


def name(engine: Engine) -> str:
    return engine.name


@pytest.mark.parametrize('engine', REQUEST_ENGINES, ids=name)
class TestRequests:
    def test_no_fields(self, engine: Engine) -> None:
        head = engine.read(b'GET / HTTP/1.1\r\n\r\n')
        assert head == ('GET', '/', (1, 1), b'', True, False, 0)

    def test_fields(self, engine: Engine) -> None:
        head = engine.read(b'GET /a?b HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n')
        block = b'\r\nHost: x\r\nConnection: keep-alive'
        assert head == ('GET', '/a?b', (1, 0), block, True, False, 0)

    def test_close(self, engine: Engine) -> None:
        for _ in range(2):
            head = engine.read(b'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')
            assert head == ('GET', '/', (1, 1), b'\r\nConnection: close', False, False, 0)

    def test_length(self, engine: Engine) -> None:
        for _ in range(2):
            head = engine.read(b'POST / HTTP/1.1\r\nContent-LENGTH: 5\r\n\r\n')
            assert head == ('POST', '/', (1, 1), b'\r\nContent-LENGTH: 5', True, False, 5)

    def test_chunked(self, engine: Engine) -> None:
        head = engine.read(b'POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n')
        assert head == ('POST', '/', (1, 1), b'\r\nTransfer-Encoding: Chunked', True, False, CHUNKED)

    @pytest.mark.parametrize(
        'head',
        [
            b'get / HTTP/1.1\r\n\r\n',
            b'FOO / HTTP/1.1\r\n\r\n',
            b'PRI * HTTP/1.1\r\n\r\n',
            b'GET  / HTTP/1.1\r\n\r\n',
            b'GET / HTTP/2.0\r\n\r\n',
            b'GET / HTTP/1.2\r\n\r\n',
            b'GET / RTSP/1.0\r\n\r\n',
            b'GET ?a HTTP/1.1\r\n\r\n',
            b'GET /\xe9 HTTP/1.1\r\n\r\n',
            b'GET / HTTP/1.1\r\nA : b\r\n\r\n',
            b'GET / HTTP/1.1\r\nA: b\n\r\n\r\n',
            b'GET / HTTP/1.1\r\nA: \x00\r\n\r\n',
            b'GET / HTTP/1.1\r\nA: \x7f\r\n\r\n',
            b'GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n',
            b'CONNECT a:1 HTTP/1.1\r\n\r\n',
            b'GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
            b'GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 1\r\n\r\n',
            b'GET / HTTP/1.1\r\nConnection: close\t\r\n\r\n',
            b'POST / HTTP/1.1\r\nContent-Length: 5\t\r\n\r\n',
            b'POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n',
            b'POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
            b'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\t\r\n\r\n',
            b'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n',
            b'POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
        ],
    )
    def test_passes(self, engine: Engine, head: bytes) -> None:
        assert engine.read(head) is None
        # And is none the worse for it.
        assert engine.read(b'GET / HTTP/1.1\r\n\r\n') == ('GET', '/', (1, 1), b'', True, False, 0)


@pytest.mark.parametrize('engine', RESPONSE_ENGINES, ids=name)
class TestResponses:
    def test_length(self, engine: Engine) -> None:
        for _ in range(2):
            head = engine.read(b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n')
            assert head == (200, 'OK', (1, 1), b'\r\nContent-Length: 5', True, False, 5)

    def test_until_close(self, engine: Engine) -> None:
        for _ in range(2):
            assert engine.read(b'HTTP/1.1 200\r\n\r\n') == (200, '', (1, 1), b'', False, False, UNTIL_CLOSE)

    def test_no_body(self, engine: Engine) -> None:
        assert engine.read(b'HTTP/1.1 204 No\xe9\r\n\r\n') == (204, 'No\xe9', (1, 1), b'', True, False, 0)
        head = engine.read(b'HTTP/1.0 304 A  b\r\nContent-Length: 5\r\n\r\n')
        assert head == (304, 'A  b', (1, 0), b'\r\nContent-Length: 5', False, False, 0)

    def test_chunked(self, engine: Engine) -> None:
        head = engine.read(b'HTTP/1.1 500 \r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n')
        block = b'\r\nTransfer-Encoding: chunked\r\nConnection: close'
        assert head == (500, '', (1, 1), block, False, False, CHUNKED)

    @pytest.mark.parametrize(
        'head',
        [
            b'HTTP/2.0 200 OK\r\n\r\n',
            b'HTTP/1.1 20 OK\r\n\r\n',
            b'HTTP/1.1 200OK\r\n\r\n',
            b'HTTP/1.1 200 OK\n\r\n\r\n',
            b'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
            b'HTTP/1.1 200 OK\r\nA b: c\r\n\r\n',
            b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n',
            b'HTTP/1.1 200 OK\r\nConnection: close\t\r\n\r\n',
        ],
    )
    def test_passes(self, engine: Engine, head: bytes) -> None:
        assert engine.read(head) is None
        assert engine.read(b'HTTP/1.1 204\r\n\r\n') == (204, '', (1, 1), b'', True, False, 0)
