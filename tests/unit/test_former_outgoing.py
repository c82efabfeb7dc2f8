"""node_http/_former_outgoing.py: what outgoing messages of older versions did otherwise."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from node_http import errors
from node_http.versions import VERSIONS, major

pytestmark = pytest.mark.any_engine


def http_of(version: str) -> Any:
    return import_module(f'compat.v{major(version)}.http')


def response_of(version: str, cls: Any = None) -> Any:
    request = {'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': 1}
    return (cls or http_of(version).ServerResponse)(request)


@pytest.mark.parametrize('version', VERSIONS)
def test_only_the_first_end_calls_a_write_of_the_program(version: str) -> None:
    class Spying(http_of(version).ServerResponse):  # type: ignore[misc]
        def write(self, chunk: Any, *args: Any) -> Any:
            seen.append(chunk)
            return super().write(chunk, *args)

    seen: list[Any] = []
    response_of(version, Spying).end('of the class')
    patched = response_of(version)
    patched.write = lambda chunk, *_: seen.append(chunk)
    patched.end('of the object')
    assert seen == (['of the class', 'of the object'] if version == 'v5.11.1' else [])


@pytest.mark.parametrize('version', VERSIONS)
def test_an_end_that_writes_by_the_programs_write_has_the_same_header(version: str) -> None:
    patched = response_of(version)
    patched.write = patched.write
    patched.end('body')
    assert '\r\nContent-Length: 4\r\n' in patched._header


@pytest.mark.parametrize('version', VERSIONS)
def test_two_versions_take_any_encoding(version: str) -> None:
    response = response_of(version)
    if version in ('v10.6.0', 'v14.14.0'):
        response.end('x', 'klingon')
        assert response.finished
        return
    with pytest.raises(TypeError, match='Unknown encoding: klingon'):
        response.end('x', 'klingon')


@pytest.mark.parametrize('version', VERSIONS)
def test_lists_of_headers_were_lists_of_pairs(version: str) -> None:
    response = response_of(version)
    response.writeHead(200, [['X-A', '1'], ['X-B', '2']])
    assert '\r\nX-A: 1\r\nX-B: 2\r\n' in response._header
    flat = response_of(version)
    if version == 'v10.6.0':
        with pytest.raises(TypeError, match='Invalid value "undefined" for header "1"'):
            flat.writeHead(200, ['X-A', '1'])
        return
    flat.writeHead(200, ['X-A', '1'])
    assert ('\r\nX: -\r\n1: undefined\r\n' if version == 'v5.11.1' else '\r\nX-A: 1\r\n') in flat._header


@pytest.mark.parametrize('version', VERSIONS)
def test_over_set_headers_a_list_had_indices_for_names(version: str) -> None:
    response = response_of(version)
    response.setHeader('X-Set', 's')
    response.writeHead(200, ['X-A', '1'])
    by_index = version in ('v5.11.1', 'v10.6.0')
    assert ('\r\n0: X-A\r\n1: 1\r\n' if by_index else '\r\nX-A: 1\r\n') in response._header


def test_a_pair_is_what_stands_first() -> None:
    response = response_of('v10.6.0')
    response.writeHead(200, ['ab', 'cde'])
    assert '\r\na: b\r\nc: d\r\n' in response._header
    with pytest.raises(errors.NodeError):
        response_of('v10.6.0').writeHead(200, [5])
