"""Every program of examples/ runs as a process, by `node-http FILE` and by `python FILE`."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.processes import ROOT, RUNNERS, Process, ours, peer, result, run

EXAMPLES = ROOT / 'examples'
BIG = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture(params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def example(name: str, *args: object, runner: str = 'node-http') -> list[str]:
    return ours(EXAMPLES / f'{name}.py', *args, runner=runner)


def ask(
    port: int, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection('127.0.0.1', port)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_all_are_tested() -> None:
    source = Path(__file__).read_text('utf-8')
    untested = [path.stem for path in EXAMPLES.glob('*.py') if f"'{path.stem}'" not in source]
    assert untested == []


@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGINT], ids=['SIGTERM', 'SIGINT'])
def test_hello_server(runner: str, number: int) -> None:
    with Process(example('hello_server', 0, runner=runner)) as server:
        port = server.port()
        assert f'curl http://127.0.0.1:{port}/' in server.line()
        response, body = ask(port, 'GET', '/')
        assert (response.status, response.reason) == (200, 'OK')
        assert response.headers['Content-Type'] == 'application/json'
        assert json.loads(body) == {'data': 'Hello World!'}
        assert server.stop(number) == 128 + number


def test_hello_server_takes_its_port_from_the_environment(runner: str) -> None:
    with Process(example('hello_server', runner=runner), PORT='0') as server:
        assert ask(server.port(), 'HEAD', '/')[0].status == 200


def test_hello_server_says_that_its_port_is_taken(runner: str) -> None:
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        done = result(example('hello_server', port, runner=runner))
    status, _, errors = done
    assert status == 1
    assert f'listen EADDRINUSE: address already in use 127.0.0.1:{port}' in errors


def test_http_get_json(runner: str) -> None:
    assert run(example('http_get_json', runner=runner)) == "{ data: 'Hello World!' }\n"


@pytest.mark.parametrize(
    ('path', 'complaint'),
    [
        ('missing.json', 'Request Failed.\nStatus Code: 404\n'),
        ('page.html', 'Invalid content-type.\nExpected application/json but received text/html\n'),
        ('broken.json', 'Unexpected end of JSON input\n'),
    ],
)
def test_http_get_json_complains(tmp_path: Path, path: str, complaint: str) -> None:
    (tmp_path / 'page.html').write_text('<p>hello')
    (tmp_path / 'broken.json').write_text('')
    with Process(example('static_files', tmp_path, 0)) as server:
        url = f'http://127.0.0.1:{server.port()}/{path}'
        done = result(example('http_get_json', url))
    assert done == (0, '', complaint)


def test_http_get_json_without_a_server() -> None:
    with socket.create_server(('127.0.0.1', 0)) as unused:
        port = unused.getsockname()[1]
    done = result(example('http_get_json', f'http://127.0.0.1:{port}/'))
    assert done == (0, '', f'Got error: connect ECONNREFUSED 127.0.0.1:{port}\n')


def test_post_with_write(runner: str) -> None:
    assert run(example('post_with_write', runner=runner)) == (
        'STATUS: 200\n'
        'HEADERS: {"content-type":"text/plain","connection":"keep-alive","keep-alive":"timeout=5",'
        '"content-length":"45"}\n'
        'BODY: POST /upload with 22 characters: Hello World!\n'
        'No more data in response.\n'
    )


def test_connect_proxy(runner: str) -> None:
    assert run(example('connect_proxy', runner=runner)) == (
        'got connected!\n'
        'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 24\r\n\r\nGET / through the tunnel\n'
    )


@pytest.mark.interop
def test_connect_proxy_serves_curl() -> None:
    with Process(example('hello_server', 0)) as origin, Process(example('connect_proxy', 0)) as proxy:
        target = f'http://127.0.0.1:{origin.port()}/'
        through = f'http://127.0.0.1:{proxy.port()}'
        answer = run([peer('curl'), '-sS', '--noproxy', '', '--proxytunnel', '--proxy', through, target])
        assert json.loads(answer) == {'data': 'Hello World!'}


def test_upgrade_echo(runner: str) -> None:
    assert run(example('upgrade_echo', runner=runner)) == 'got upgraded!\necho: Hello, echo\n'


def test_keep_alive_agent(runner: str) -> None:
    assert run(example('keep_alive_agent', runner=runner)) == (
        '200 over a new connection\nECONNRESET: socket hang up\n200 over a new connection\n'
    )


def test_static_files(tmp_path: Path, runner: str) -> None:
    folder = tmp_path / 'public'
    folder.mkdir()
    (tmp_path / 'secret').write_text('secret')
    (folder / 'index.html').write_text('<h1>index')
    (folder / 'große datei.bin').write_bytes(BIG)
    with Process(example('static_files', folder, 0, runner=runner)) as server:
        port = server.port()

        def status(method: str, path: str) -> int:
            return ask(port, method, path)[0].status

        response, body = ask(port, 'GET', '/gro%C3%9Fe%20datei.bin?query')
        assert response.status == 200
        assert response.headers['Content-Type'] == 'application/octet-stream'
        assert int(response.headers['Content-Length']) == len(BIG)
        assert body == BIG
        response, body = ask(port, 'GET', '/')
        assert (response.headers['Content-Type'], body) == ('text/html', b'<h1>index')
        response, body = ask(port, 'HEAD', '/')
        assert (response.status, response.headers['Content-Length'], body) == (200, '9', b'')
        assert status('GET', '/missing') == 404
        assert status('DELETE', '/index.html') == 405
        for path in (
            '/../secret',
            '/%2e%2e/secret',
            '/..%2fsecret',
            '//etc/passwd',
            '/%00',
            '/%',
            '/' + 'x' * 300,
        ):
            assert status('GET', path) == 404, path
        assert server.stop() == 143


def test_reverse_proxy(runner: str) -> None:
    with Process(ours(ROOT / 'tests/interop/server.py')) as origin:
        target = f'http://127.0.0.1:{origin.port()}'
        with Process(example('reverse_proxy', target, 0, runner=runner)) as proxy:
            port = proxy.port()
            response, body = ask(port, 'POST', '/echo', BIG)
            assert (response.status, len(body), body == BIG) == (200, len(BIG), True)
            assert int(response.headers['Content-Length']) == len(BIG)
            response, body = ask(
                port, 'POST', '/echo', b'1\r\na\r\n2\r\nbc\r\n0\r\n\r\n', {'Transfer-Encoding': 'chunked'}
            )
            assert (response.headers['Transfer-Encoding'], body) == ('chunked', b'abc')
            response, body = ask(
                port, 'GET', '/headers', headers={'Connection': 'x-hop', 'X-Hop': '1', 'X-End': '2'}
            )
            seen = json.loads(body)
            assert seen['x-end'] == '2'
            assert seen['x-forwarded-for'] == '127.0.0.1'
            assert 'x-hop' not in seen
            response, _ = ask(port, 'GET', '/status/404')
            assert (response.status, response.reason) == (404, 'Not Found')
            assert proxy.stop() == 143


def test_reverse_proxy_without_an_origin() -> None:
    with socket.create_server(('127.0.0.1', 0)) as unused:
        gone = unused.getsockname()[1]
    with Process(example('reverse_proxy', f'http://127.0.0.1:{gone}', 0)) as proxy:
        port = proxy.port()
        response, body = ask(port, 'POST', '/', BIG)
        assert (response.status, body) == (502, b'Bad Gateway\n')
        assert ask(port, 'GET', '/')[0].status == 502
        assert re.fullmatch(
            f'(POST|GET) /: connect ECONNREFUSED 127.0.0.1:{gone}', proxy.errors.splitlines()[0]
        )


def test_reverse_proxy_when_the_origin_leaves_in_the_middle() -> None:
    """What the client has is not the whole, and it must not look like it."""
    with ExitStack() as stack:
        origin = stack.enter_context(Process(ours(ROOT / 'tests/interop/server.py')))
        target = f'http://127.0.0.1:{origin.port()}'
        port = stack.enter_context(Process(example('reverse_proxy', target, 0))).port()
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            ask(port, 'GET', '/broken')
        assert ask(port, 'GET', '/hello')[0].status == 200
