"""Every code example of Node's documentation runs as a process, with the result that the documentation states.

A file whose last words are `# It prints:` is run to its end, and must have printed what follows, no more and no less.
The others serve until they are stopped: each has a test here that asks it. `index.json` says which example of which
document is ported where; several share a file where they differ in nothing that Python knows.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT, TIMEOUT, Process, ours

EXAMPLES = ROOT / 'examples' / 'docs'
DOCUMENTS: list[dict[str, Any]] = json.loads((EXAMPLES / 'index.json').read_text('utf-8'))
FILES = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.glob('*/*.py'))

_PRINTED = re.compile(r'^# It prints( on stderr)?:\n((?:#.*\n)+)\Z', re.MULTILINE)
#: What is another one each time.
_VARYING = {'<port>': r'\d+'}

GET = b'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n'


def printed(name: str) -> tuple[str, str] | None:
    """What the example says that it prints, on stdout and on stderr, as patterns; None if it serves."""
    found = _PRINTED.search((EXAMPLES / name).read_text('utf-8'))
    if found is None:
        return None
    text = re.escape(''.join(f'{line[2:]}\n' for line in found[2].splitlines()))
    for sign, pattern in _VARYING.items():
        text = text.replace(re.escape(sign), pattern)
    return ('', text) if found[1] else (text, '')


@pytest.mark.parametrize('name', [name for name in FILES if printed(name)])
def test_prints(name: str) -> None:
    environment = {**os.environ, 'PYTHONPATH': str(ROOT), 'PYTHONIOENCODING': 'utf-8'}
    environment.pop('HOST', None)  # an example shows what is done without
    done = subprocess.run(
        ours(EXAMPLES / name),
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding='utf-8',
        timeout=TIMEOUT,
    )
    expected = printed(name)
    assert expected is not None
    assert done.returncode == 0, done.stderr
    for text, pattern in zip((done.stdout, done.stderr), expected):
        assert re.fullmatch(pattern, text.replace('\r\n', '\n')), text


# -- those that serve --------------------------------------------------------------------------------------------

VERSION = 'v23.8.0'


def serve(name: str) -> Process:
    return Process(ours(EXAMPLES / VERSION / f'{name}.py', 0))


class Client:
    """A connection that says and hears bytes."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=TIMEOUT)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def heard(self, end: bytes) -> bytes:
        """What comes, up to these bytes."""
        data = b''
        while not data.endswith(end) and (more := self.socket.recv(65536)):
            data += more
        return re.sub(rb'Date: [^\r]*\r\n', b'', data)

    def rest(self) -> bytes:
        """What comes until the server closes."""
        data = b''
        while more := self.socket.recv(65536):
            data += more
        return data

    def ask(self, request: bytes, end: bytes) -> bytes:
        self.socket.sendall(request)
        return self.heard(end)


def hello(keep_alive: int) -> bytes:
    return (
        'HTTP/1.1 200 OK\r\n'
        'Content-Type: application/json\r\n'
        'Connection: keep-alive\r\n'
        f'Keep-Alive: timeout={keep_alive}\r\n'
        'Transfer-Encoding: chunked\r\n'
        '\r\n'
        '17\r\n{"data":"Hello World!"}\r\n0\r\n\r\n'
    ).encode()


@pytest.mark.parametrize('number', [1, 2])
def test_create_server(number: int) -> None:
    name = f'httpcreateserveroptions-requestlistener-{number}'
    with serve(name) as server, Client(server.port()) as client:
        assert client.ask(GET, b'0\r\n\r\n') == hello(5)
        assert server.stop() == 143


def test_get() -> None:
    with serve('httpgeturl-options-callback') as server, Client(server.port()) as client:
        assert server.line() == "{ data: 'Hello World!' }"
        assert client.ask(GET, b'0\r\n\r\n') == hello(5)
        assert server.stop() == 143


def test_response_socket() -> None:
    with serve('responsesocket') as server, Client(server.port()) as client:
        answer = client.ask(GET, b'.')
        port = client.socket.getsockname()[1]
        # The server listens on IPv6, if there is any
        text = f'Your IP address is (::ffff:)?127\\.0\\.0\\.1 and your source port is {port}\\.'
        assert re.fullmatch(text.encode(), answer.partition(b'\r\n\r\n')[2])
        assert server.stop() == 143


def test_client_error() -> None:
    with serve('event-clienterror-1') as server:
        port = server.port()
        with Client(port) as client:
            client.socket.sendall(b'no request\r\n\r\n')
            assert client.rest() == b'HTTP/1.1 400 Bad Request\r\n\r\n'
        with Client(port) as client:
            assert client.ask(GET, b'\r\n\r\n').startswith(b'HTTP/1.1 200 OK\r\n')
        assert server.stop() == 143


def test_client_error_when_the_client_is_not_there_any_more() -> None:
    with serve('event-clienterror-2') as server:
        port = server.port()
        with Client(port) as client:
            client.socket.sendall(b'no request\r\n\r\n')
            assert client.rest() == b'HTTP/1.1 400 Bad Request\r\n\r\n'
        assert server.line() == 'HPE_INVALID_METHOD'
        with Client(port) as client:
            client.socket.sendall(b'POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 4\r\n\r\nhal')
            assert server.line() == 'asked'
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        assert server.line() == 'ECONNRESET'
        assert server.stop() == 143


CLOSED = 'server on port 8000 closed successfully\n'


def test_server_close() -> None:
    """It closes the connections that idle, and waits for the client whose request is under way."""
    with serve('serverclosecallback') as server:
        port = server.port()
        with Client(port) as idle, Client(port) as busy:
            assert idle.ask(GET, b'0\r\n\r\n') == hello(60)
            assert busy.ask(GET + GET[:20], b'0\r\n\r\n') == hello(60)
            os.kill(server.pid, signal.SIGUSR2)  # the 10 seconds are over
            assert idle.rest() == b''
            assert busy.ask(GET[20:], b'0\r\n\r\n') == hello(60)
        assert server.finish() == CLOSED


def test_server_close_all_connections() -> None:
    with serve('servercloseallconnections') as server:
        port = server.port()
        with Client(port) as idle, Client(port) as busy:
            assert idle.ask(GET, b'0\r\n\r\n') == hello(60)
            assert busy.ask(GET + GET[:20], b'0\r\n\r\n') == hello(60)
            os.kill(server.pid, signal.SIGUSR2)
            assert idle.rest() == busy.rest() == b''
            assert server.finish() == CLOSED


def test_server_close_idle_connections() -> None:
    with serve('servercloseidleconnections') as server:
        port = server.port()
        with Client(port) as idle, Client(port) as busy:
            assert idle.ask(GET, b'0\r\n\r\n') == hello(60)
            assert busy.ask(GET + GET[:20], b'0\r\n\r\n') == hello(60)
            os.kill(server.pid, signal.SIGUSR2)
            assert idle.rest() == b''
            assert busy.ask(GET[20:], b'0\r\n\r\n') == hello(60)
        assert server.finish() == CLOSED


def test_reused_socket() -> None:
    """A request each time that 5 seconds are over: the second one goes over the first one's connection."""
    with serve('requestreusedsocket-1') as server:
        server.port()
        for reused in ('false', 'true'):
            os.kill(server.pid, signal.SIGUSR2)
            assert server.line() == f'hello over a reused socket: {reused}'
            assert server.line() == 'The socket is kept'
        assert server.stop() == 143


# -- the index ---------------------------------------------------------------------------------------------------


@pytest.mark.any_engine
def test_all_are_tested() -> None:
    source = Path(__file__).read_text('utf-8')
    serving = [Path(name).stem for name in FILES if printed(name) is None]
    assert [name for name in serving if re.sub(r'-\d$', '', name) not in source] == []


@pytest.mark.any_engine
def test_index() -> None:
    """Each example of the five documents has a file, and each file is an example of one of them."""
    assert [document['document'] for document in DOCUMENTS] == [
        'http-v5.11.1.txt',
        'http-v10.6.0.txt',
        'http-v14.14.0.txt',
        'http-v20.txt',
        'http-v23.8.0.md',
    ]
    used = set()
    for document in DOCUMENTS:
        seen: dict[str, int] = {}
        for example in document['examples']:
            assert set(example) - {'note'} == {'section', 'ordinal', 'firstLine', 'file'}
            assert re.fullmatch('[0-9a-f]{16}', example['firstLine'])
            seen[example['section']] = seen.get(example['section'], 0) + 1
            assert example['ordinal'] == seen[example['section']], example
            used.add(example['file'])
    assert sorted(used) == FILES


@pytest.mark.any_engine
@pytest.mark.parametrize('name', FILES)
def test_names_its_section(name: str) -> None:
    """The first line says of which document, and where in it: a section that the index knows."""
    first = (EXAMPLES / name).read_text('utf-8').partition('\n')[0]
    version = name.partition('/')[0]
    found = re.match(rf'# Node {re.escape(version)}(?: and v[\d.]+)?, ((?:`[^`]+`(?:, )?)+)', first)
    assert found is not None, first
    section = ', '.join(re.findall('`([^`]+)`', found[1]))
    examples = [example for document in DOCUMENTS for example in document['examples']]
    assert section in {example['section'] for example in examples if example['file'] == name}
