"""nginx in front of our server, as it is in front of Node: over kept-alive connections, without buffers of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop.sides import Servers
from tests.processes import TIMEOUT, Process, peer, run

CONFIGURATION = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 0;
    upstream ours {{
        server 127.0.0.1:{port};
        keepalive 4;
    }}
    server {{
        listen unix:{folder}/socket;
        location / {{
            proxy_pass http://ours;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header X-Forwarded-For 192.0.2.1;
            proxy_request_buffering off;
            proxy_buffering off;
        }}
    }}
}}
"""


@pytest.fixture
def front(servers: Servers, tmp_path: Path) -> Iterator[Path]:
    """The Unix socket of an nginx in front of our server."""
    nginx = peer('nginx')
    path = tmp_path / 'nginx.conf'
    path.write_text(CONFIGURATION.format(folder=tmp_path, port=servers.port('ours')))
    words = [nginx, '-p', str(tmp_path), '-e', 'stderr', '-c', str(path)]
    socket = tmp_path / 'socket'
    with Process(words):
        # It says nothing when it is ready: curl asks until it is there.
        ready = ['--retry', '50', '--retry-delay', '0', '--retry-all-errors', '--output', '/dev/null']
        subprocess.run(
            [peer('curl'), '--silent', *ready, '--unix-socket', str(socket), 'http://ours/hello'],
            check=True, timeout=TIMEOUT,
        )  # fmt: skip
        yield socket


def curl(socket: Path, *words: object) -> str:
    return run([peer('curl'), '--silent', '--show-error', '--unix-socket', str(socket), *map(str, words)])


def test_requests(front: Path) -> None:
    seen = json.loads(curl(front, 'http://ours/headers', '--header', 'X-Name: value'))
    assert (seen['x-name'], seen['x-forwarded-for']) == ('value', '192.0.2.1')
    answers = curl(front, '--write-out', ' %{http_code}\n', *[f'http://ours/hello?{n}' for n in range(50)])
    assert answers == 'hello 200\n' * 50
    assert curl(front, '--include', 'http://ours/status/404').startswith('HTTP/1.1 404 Not Found\r\n')
    assert curl(front, '--head', 'http://ours/hello').startswith('HTTP/1.1 200 OK\r\n')


@pytest.mark.parametrize('framing', ['length', 'chunked'])
def test_upload(front: Path, tmp_path: Path, framing: str) -> None:
    """Not to `/echo`: nginx 1.22 may stop sending chunks on while the answer comes in, whoever answers; Node too."""
    data = bytes(range(256)) * 40 * 1024  # 10 MiB
    body = tmp_path / 'sent'
    body.write_bytes(data)
    chunked = ['--header', 'Transfer-Encoding: chunked'] if framing == 'chunked' else []
    answer = curl(front, '--data-binary', f'@{body}', *chunked, 'http://ours/hash')
    assert answer == f'{len(data)} {hashlib.sha256(data).hexdigest()}'


def test_download(front: Path, tmp_path: Path) -> None:
    answer = tmp_path / 'received'
    curl(front, '--output', answer, 'http://ours/large')
    assert answer.read_bytes() == b'Node in Python, ' * 640 * 1024


def test_the_origin_leaves_in_the_middle(front: Path, tmp_path: Path) -> None:
    """nginx tells its client, which is curl's exit code 18: partial file."""
    done = subprocess.run(
        [peer('curl'), '--silent', '--unix-socket', str(front), 'http://ours/broken'],
        capture_output=True, timeout=TIMEOUT,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (18, b'the beginning')
    assert curl(front, 'http://ours/hello') == 'hello'
