"""compat.v5 … compat.v23: the http module as each version has it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

import node_http
from compat import require
from compat._require import VERSIONED
from compat.v10 import http as http10
from compat.v14 import http as http14
from compat.v14 import require as require14
from compat.v23 import http as http23
from node_http.versions import MEMBERS, VERSIONS, UnknownVersion, major, profile

pytestmark = pytest.mark.any_engine


def http_of(version: str) -> Any:
    return import_module(f'compat.v{major(version)}.http')


def test_the_newest_is_node_http_itself() -> None:
    assert http23.Server is node_http.Server
    assert http23.globalAgent is node_http.globalAgent


def test_the_versions_stand_side_by_side() -> None:
    assert (http10.Server.timeout, http14.Server.timeout) == (120_000, 0)
    assert http14.globalAgent is not http23.globalAgent
    assert http14.globalAgent.keepAlive is False
    assert issubclass(http14.ServerResponse, http14.OutgoingMessage)
    assert issubclass(http14.ServerResponse, node_http.ServerResponse)


@pytest.mark.parametrize('version', VERSIONS)
def test_each_has_exactly_its_exports(version: str) -> None:
    for member in MEMBERS:
        if member.owner in VERSIONED:
            module = _owner(member.owner, version)
            assert (member.name in module.__all__) is member.there(version)
            assert hasattr(module, member.name) is member.there(version)


@pytest.mark.parametrize('version', VERSIONS[:-1])
def test_a_member_that_is_not_there_says_since_when_it_is(version: str) -> None:
    for member in MEMBERS:
        if member.there(version) or member.until is not None:
            continue
        owner = _owner(member.owner, version)
        newest = getattr(_owner(member.owner, VERSIONS[-1]), member.name, None)
        if callable(newest) or member.owner in VERSIONED:
            with pytest.raises(AttributeError, match=f'{version}: it came with v{member.since}'):
                getattr(owner, member.name)
        else:  # data: undefined, as in JavaScript
            assert getattr(owner, member.name, None) is None, member


def _owner(name: str, version: str) -> Any:
    """The module or class that a row of the history calls `name`."""
    package = f'compat.v{major(version)}'
    if name in VERSIONED:
        return import_module(f'{package}.{name}')
    module, _, kind = name.rpartition('.')
    if module:
        return getattr(import_module(f'{package}.{module}'), kind)
    modules = [import_module(f'{package}.{module}') for module in ('http', 'stream')]
    return next(getattr(module, name) for module in modules if hasattr(module, name))


def test_what_went_says_what_to_use_instead() -> None:
    assert callable(http_of('v5.11.1').createClient)
    with pytest.raises(AttributeError, match=r'it went with v10\.0\.0; use http\.request'):
        _ = http10.createClient


def test_require_takes_a_version() -> None:
    assert require('node:http', version='v14') is require14('http')
    assert require('http', version=10).Server is http10.Server
    assert require('url', version='v14') is require('url')
    with pytest.raises(UnknownVersion, match='v5.11.1'):
        require('http', version='v6')


def test_a_global_agent_is_replaced_in_its_version_only() -> None:
    agent, before, newest = http14.Agent(), http14.globalAgent, http23.globalAgent
    try:
        http14.globalAgent = agent
        assert http14.ClientRequest._globals.agent is agent
        assert http23.globalAgent is newest
    finally:
        http14.globalAgent = before


def test_errors_speak_as_they_did() -> None:
    response = http10.ServerResponse(http10.IncomingMessage(None))
    with pytest.raises(TypeError) as info:
        response.setHeader('a b', '1')
    assert info.value.name == 'TypeError [ERR_INVALID_HTTP_TOKEN]'  # type: ignore[attr-defined]
    with pytest.raises(TypeError) as info:
        http_of('v5.11.1').ServerResponse(http10.IncomingMessage(None)).setHeader('a b', '1')
    assert info.value.code is None  # type: ignore[attr-defined]
    assert str(info.value) == 'Header name must be a valid HTTP Token ["a b"]'


@pytest.mark.parametrize('version', VERSIONS)
def test_the_environment_and_the_command_choose_one(version: str) -> None:
    code = (
        'import node_http as http; from compat import http as door;'
        'print(http.Server.timeout, http.Server is door.Server)'
    )
    wanted = f'{profile(version).server_timeout} True\n'
    environment = {**os.environ, 'NODE_HTTP_VERSION': version}
    by_variable = subprocess.run(
        [sys.executable, '-c', code], env=environment, capture_output=True, text=True, check=True
    )
    by_option = subprocess.run(
        [sys.executable, '-m', 'node_http', f'--node={major(version)}', '-e', code],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (by_variable.stdout, by_option.stdout) == (wanted, wanted)


def test_an_unknown_version_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, '-m', 'node_http', '--node', '8', '-p', '1'], capture_output=True, text=True
    )
    assert done.returncode == 9
    assert "Unknown Node version '8'. Known are v5.11.1" in done.stderr


def test_the_program_is_told_its_version() -> None:
    code = 'from node_http.process import process; print(process.version, process.versions.node)'
    wanted = 'v14.14.0 14.14.0'
    environment = {name: value for name, value in os.environ.items() if name != 'NODE_HTTP_VERSION'}
    for words, variable in (
        (['-m', 'node_http', '--node', '14', '-e', code], {}),
        (['-c', code], {'NODE_HTTP_VERSION': '14'}),
    ):
        done = subprocess.run(
            [sys.executable, *words], capture_output=True, text=True, env={**environment, **variable}
        )
        assert done.stdout.strip() == wanted, done.stderr


@pytest.mark.parametrize(
    ('statement', 'message'),
    [
        ('from compat import v12', "Unknown Node version 'v12'. Known are v5.11.1"),
        ('from compat.v5 import WebSocket', 'it came with v22.5.0'),
        ('from compat.v5.http import WebSocket', 'it came with v22.5.0'),
        ('from compat.v23.http import createClient', 'it went with v10.0.0; use http.request'),
    ],
)
def test_what_is_imported_and_not_there_says_why(statement: str, message: str) -> None:
    with pytest.raises(ImportError, match=message):
        exec(statement)


def test_an_unknown_version_is_no_attribute() -> None:
    import compat

    with pytest.raises(AttributeError, match='Known are v5.11.1'):
        _ = compat.v12


def test_create_client_makes_requests_to_one_origin() -> None:
    client = http_of('v5.11.1').createClient(8080, 'h')
    assert (client.port, client.host) == (8080, 'h')
    assert (http_of('v5.11.1').createClient().port, http_of('v5.11.1').createClient().host) == (
        80,
        'localhost',
    )


def test_each_version_has_its_own_sockets() -> None:
    net10, net14 = require('net', version='v10'), require('net', version='v14')
    assert issubclass(net10.Socket, require('stream', version='v10').Duplex)
    assert issubclass(http10.Server, net10.Server)
    assert not issubclass(http10.Server, net14.Server)
    assert import_module('compat.v10.net') is net10
    assert (net10.Socket().timeout, net10.Server().connections) == (None, 0)


def test_an_agent_asks_the_net_of_its_version() -> None:
    made: list[Any] = []
    net10 = require('net', version='v10')
    before = net10.createConnection
    net10.createConnection = made.append
    try:
        http10.Agent().createConnection({'port': 1})
    finally:
        net10.createConnection = before
    assert made == [{'port': 1}]
