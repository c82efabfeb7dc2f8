"""What older versions made of their arguments."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from node_http._former_arguments import FORMER
from node_http.net._former import socket_of
from node_http.versions import VERSIONS, former_arguments, major
from node_http.versions.arguments import ARGUMENTS

pytestmark = pytest.mark.any_engine


def http_of(version: str) -> Any:
    return import_module(f'compat.v{major(version)}.http')


def response(http: Any) -> Any:
    return http.ServerResponse({'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': 1})


def test_each_row_has_its_function_and_each_function_a_row() -> None:
    assert {row.former for row in ARGUMENTS} == set(FORMER)


def test_the_newest_has_none_of_them() -> None:
    owners = {row.owner for row in ARGUMENTS}
    assert [row for owner in owners for row in former_arguments(owner, VERSIONS[-1])] == []


@pytest.mark.parametrize('version', VERSIONS[:-1])
def test_the_methods_of_a_version_are_its_own(version: str) -> None:
    for owner in {row.owner for row in ARGUMENTS}:
        cls = socket_of(version) if owner == 'net.Socket' else getattr(http_of(version), owner)
        for row in former_arguments(owner, version):
            assert row.method in vars(cls)


def test_a_list_of_headers_held_pairs() -> None:
    pairs = [['A', '1'], ['B', '2']]
    for version in VERSIONS:
        message = response(http_of(version))
        message.writeHead(200, pairs)
        assert 'A: 1\r\nB: 2\r\n' in message._header
    with pytest.raises(TypeError, match='Invalid value "undefined" for header "n"'):
        response(http_of('v10.6.0')).writeHead(200, ['n', 'value'])
    message = response(http_of('v14.14.0'))
    message.writeHead(200, ['n', 'value'])
    assert 'n: value\r\n' in message._header


def test_the_opt_in_for_a_lenient_parser_is_true_and_nothing_else() -> None:
    for version in ('v10.6.0', 'v14.14.0'):
        assert http_of(version).createServer({'insecureHTTPParser': True}).insecureHTTPParser is True
    assert http_of('v10.6.0').createServer({'insecureHTTPParser': 1}).insecureHTTPParser is None
    with pytest.raises(TypeError, match='insecureHTTPParser'):
        http_of('v14.14.0').createServer({'insecureHTTPParser': 1})


def test_a_header_with_a_line_break_is_refused_in_every_version() -> None:
    for version in VERSIONS:
        message = response(http_of(version))
        with pytest.raises(TypeError):
            message.writeHead(200, [['A', 'b\r\nC: d']])
