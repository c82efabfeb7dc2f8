"""What is remembered of a connection's last request changes no answer."""

from __future__ import annotations

import pytest

from node_http._parser import h11, llhttp
from node_http._parser.interface import Engine
from node_http._parser.repeats import Repeated, RepeatedRequests

ENGINES = {'llhttp': llhttp.RequestEngine, 'h11': h11.RequestEngine}
FIRST_LINES = (
    b'GET / HTTP/1.1', b'GET /a?b=c#d HTTP/1.1', b'HEAD /x HTTP/1.1', b'POST / HTTP/1.1', b'DELETE /a%20b HTTP/1.1',
    b'GET / HTTP/1.0', b'GET / HTTP/1.2', b'GET / HTTP/2.0', b'GET  / HTTP/1.1', b'GET / HTTP/1.1 ', b'get / HTTP/1.1',
    b'GET x HTTP/1.1', b'GET * HTTP/1.1', b'OPTIONS * HTTP/1.1', b'GET http://a/b HTTP/1.1', b'CONNECT a:1 HTTP/1.1',
    b'CONNECT /a HTTP/1.1', b'PRI * HTTP/2.0', b'PRI / HTTP/1.1', b'SOURCE / HTTP/1.1', b'NONSENSE / HTTP/1.1',
    b'M-SEARCH / HTTP/1.1', b'GET /\xc3\xa4 HTTP/1.1', b'GET /\t HTTP/1.1', b'GET /{}|\\^`"<>[] HTTP/1.1', b'',
)  # fmt: skip
BLOCKS = (
    b'',
    b'\r\nHost: x',
    b'\r\nHost: x\r\nConnection: close',
    b'\r\nHost: x\r\nConnection: keep-alive\r\nAccept: */*',
    b'\r\nHost: x\r\nContent-Length: 5',
    b'\r\nHost: x\r\nTransfer-Encoding: chunked',
    b'\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: y',
    b'\r\nHost: x\r\nX: ' + 2000 * b'y',
    b'\r\n folded: x',
)


@pytest.mark.parametrize('name', ENGINES)
@pytest.mark.parametrize('block', BLOCKS)
def test_the_engine_would_have_said_the_same(name: str, block: bytes) -> None:
    engine: Engine = ENGINES[name]()
    for remembered in (b'GET / HTTP/1.1', b'POST /y HTTP/1.0'):
        for line in FIRST_LINES:
            repeats = RepeatedRequests(engine)
            repeats.read(remembered + block + b'\r\n\r\n')
            head = line + block + b'\r\n\r\n'
            assert repeats.read(head) == engine.read(head)
            assert repeats.read(head) == engine.read(head)


@pytest.mark.parametrize('name', ENGINES)
def test_another_block_is_read_anew(name: str) -> None:
    repeats = RepeatedRequests(ENGINES[name]())
    read = [
        repeats.read(b'GET / HTTP/1.1' + block + b'\r\n\r\n')
        for block in (*BLOCKS[1:4], *BLOCKS[1:4], BLOCKS[2])
    ]
    assert [head and (head[3], head[4]) for head in read] == [
        (BLOCKS[1], True), (BLOCKS[2], False), (BLOCKS[3], True),
        (BLOCKS[1], True), (BLOCKS[2], False), (BLOCKS[3], True), (BLOCKS[2], False),
    ]  # fmt: skip


def test_what_is_read_again_is_the_same_block() -> None:
    repeats = RepeatedRequests(llhttp.RequestEngine())
    first, second = (repeats.read(b'GET /%d HTTP/1.1\r\nHost: x\r\n\r\n' % n) for n in range(2))
    assert first is not None
    assert second is not None
    assert first[3] is second[3]
    assert (first[1], second[1]) == ('/0', '/1')


RESPONSES = {'llhttp': llhttp.ResponseEngine, 'h11': h11.ResponseEngine}
ANSWERS = (
    b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
    b'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n',
    b'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n',
    b'HTTP/1.0 200 OK\r\n\r\n',
    b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    b'HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n',
    b'nonsense\r\n\r\n',
    b'HTTP/1.1 200 OK\r\nX: ' + 2000 * b'y' + b'\r\n\r\n',
)


@pytest.mark.parametrize('name', RESPONSES)
def test_responses_are_what_the_engine_says(name: str) -> None:
    engine: Engine = RESPONSES[name]()
    repeats = Repeated(RESPONSES[name]())
    for head in (*ANSWERS, *ANSWERS, *(head for head in ANSWERS for _ in range(3))):
        assert repeats.read(head) == engine.read(head)


@pytest.mark.parametrize('kind', [RepeatedRequests, Repeated])
def test_what_is_long_is_not_kept(kind: type[RepeatedRequests | Repeated]) -> None:
    class Counting:
        name = 'counting'
        count = 0

        def read(self, head: bytes) -> None:
            self.count += 1

    for size, reads in ((1024, 1), (1025, 2)):
        engine = Counting()
        repeats = kind(engine)
        for _ in range(2):
            repeats.read(bytes(size))
        assert engine.count == reads


def test_what_is_left_is_left_each_time() -> None:
    """Also where only the first line is new, which the engine is not asked about."""
    repeats = RepeatedRequests(llhttp.RequestEngine(), lambda found: found[0] == 'QUERY')
    for method in ('GET', 'QUERY', 'QUERY', 'POST', 'QUERY'):
        found = repeats.read(f'{method} / HTTP/1.1\r\nHost: a\r\n\r\n'.encode())
        assert (found is None) == (method == 'QUERY')
