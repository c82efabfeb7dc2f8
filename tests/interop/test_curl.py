"""curl against our server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.interop.sides import Servers, command
from tests.processes import Process, peer, run

SIZE = 10 * 1024 * 1024


def curl(*words: object) -> str:
    return run([peer('curl'), '--silent', '--show-error', '--noproxy', '*', *map(str, words)])


@pytest.fixture
def url(servers: Servers) -> str:
    return f'http://127.0.0.1:{servers.port("ours")}'


@pytest.fixture
def body(tmp_path: Path) -> Path:
    path = tmp_path / 'body'
    path.write_bytes(bytes(range(256)) * (SIZE // 256))
    return path


def test_get(url: str) -> None:
    head, _, body = curl('--include', f'{url}/hello').partition('\r\n\r\n')
    lines = head.split('\r\n')
    assert lines[:3] == ['HTTP/1.1 200 OK', 'Content-Type: text/plain', 'X-Method: GET']
    assert lines[3].startswith('Date: ')
    assert lines[4:] == ['Connection: keep-alive', 'Keep-Alive: timeout=5', 'Transfer-Encoding: chunked']
    assert body == 'hello'


def test_head(url: str) -> None:
    assert curl('--head', f'{url}/hello').startswith('HTTP/1.1 200 OK\r\n')


def test_http_1_0(url: str) -> None:
    head, _, body = curl('--http1.0', '--include', f'{url}/echo', '--data', 'body').partition('\r\n\r\n')
    assert head.startswith('HTTP/1.1 200 OK\r\n')
    assert 'Connection: close' in head
    assert body == 'body'


def test_one_connection_for_several_requests(url: str) -> None:
    counts = curl('--write-out', ' %{num_connects}\n', f'{url}/hello', f'{url}/headers', f'{url}/hello')
    assert [line.split()[-1] for line in counts.splitlines()] == ['1', '0', '0']


@pytest.mark.parametrize('framing', ['length', 'chunked'])
def test_upload(url: str, body: Path, tmp_path: Path, framing: str) -> None:
    """Above 1 MiB curl expects 100 (Continue)."""
    answer = tmp_path / 'answer'
    chunked = ['--header', 'Transfer-Encoding: chunked'] if framing == 'chunked' else []
    log = curl(
        '--data-binary', f'@{body}', *chunked, '--output', answer, '--dump-header', '-', '--max-time', 60, f'{url}/echo'
    )  # fmt: skip
    assert log.startswith('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n')
    assert answer.read_bytes() == body.read_bytes()


def test_refused_upload(url: str, body: Path) -> None:
    log = curl('--include', '--data-binary', f'@{body}', '--header', 'X-Refuse: yes', f'{url}/echo')
    assert log.startswith('HTTP/1.1 417 Expectation Failed\r\n')
    assert log.endswith('\r\n\r\nrefused')


def test_informational(url: str) -> None:
    log = curl('--include', f'{url}/informed')
    assert log.startswith('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>')
    assert log.endswith('\r\n\r\ninformed')


def test_unix_socket(loop_name: str, tmp_path: Path) -> None:
    path = tmp_path / 'socket'
    with Process(command('ours', 'server', path), NODE_HTTP_LOOP=loop_name) as server:
        assert server.line() == 'listening'
        answer = json.loads(curl('--unix-socket', path, 'http://anything/headers'))
        assert answer['host'] == 'anything'
        assert server.stop() == 143
    assert not path.exists()
