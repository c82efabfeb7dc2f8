"""What `import node_http` takes with it, and what only those wait for who use it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_engine

ROOT = Path(__file__).parents[2]

#: Each takes long to import, or brings much along, and an ordinary server does without.
LATER = """
    ada_url dataclasses datetime email fnmatch h11 httptools importlib.util ipaddress json pathlib urllib.parse wsproto
    node_http._changes node_http._client_connection node_http._face node_http._file_url
    node_http._former_errors node_http._json node_http._legacy_url node_http._parser.former node_http._parser.grammar
    node_http._parser.tables node_http._search_params node_http._uri node_http.abort node_http.agent node_http.client
    node_http.console node_http.event_target node_http.process node_http.querystring node_http.timers node_http.url
    node_http.versions.arguments node_http.versions.changes node_http.versions.errors node_http.websocket
""".split()


def _loaded_by(statement: str) -> set[str]:
    """The modules that a new interpreter has loaded behind a statement, and not before it."""
    code = f'import sys; before = {{*sys.modules}}; {statement}; print(*({{*sys.modules}} - before))'
    environment = {
        name: value for name, value in os.environ.items() if name not in ('NODE_HTTP_VERSION', 'NODE_DEBUG')
    }
    done = subprocess.run(
        [sys.executable, '-c', code],
        env={**environment, 'PYTHONPATH': str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    return set(done.stdout.split())


def test_the_import_leaves_out_what_few_programs_need() -> None:
    # What asyncio itself imports, in this version of Python, is not ours to save.
    assert not (_loaded_by('import node_http') - _loaded_by('import asyncio')).intersection(LATER)


def test_nor_do_they_come_with_a_server() -> None:
    loaded = _loaded_by('import node_http; node_http.createServer(print)') - _loaded_by('import asyncio')
    assert not loaded.intersection(LATER)


@pytest.mark.parametrize('name', ['Agent', 'request', 'WebSocket'])
def test_they_come_when_they_are_asked_for(name: str) -> None:
    loaded = _loaded_by(f'import node_http; node_http.{name}')
    assert loaded.intersection(['node_http.agent', 'node_http.client', 'node_http.websocket'])


@pytest.mark.parametrize('module', ['node_http', 'node_http.net', 'node_http.stream', 'node_http.url'])
def test_every_public_name_is_there_all_the_same(module: str) -> None:
    names = import_module(module).__all__
    code = (
        f'import {module} as module; assert {{*module.__all__}} <= {{*dir(module)}}; from {module} import *; '
        f'assert all(name in globals() for name in {names!r})'
    )
    _loaded_by(code)


def test_a_name_that_is_nowhere() -> None:
    url = import_module('node_http.url')
    with pytest.raises(AttributeError, match="module 'node_http.url' has no attribute 'nothing'"):
        _ = url.nothing
