"""The corpus through the server and the client, whole and in pieces, on both engines: always what real Node does.

``--live`` asks real Node now (NODE_HTTP_ORACLE, or .nodes/) instead of reading what it once said.

One difference is meant: a request with more fields than `maxHeadersCount` gets 431 and does not reach the handler, as
in Node's later security releases; v23.8.0 lets it pass. No vector of the corpus has so many.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from node_http._parser import ENGINES
from tests.parity.harness import VERSION, find_node

from .ends import GOLDENS, VARIANTS, Lines, jobs, load, ours, real, ways
from .vectors import Vector, read

Expected = Callable[[Vector, str], dict[str, Lines]]

VECTORS = {kind: list(read(kind)) for kind in GOLDENS}

TOO_MANY = Vector(
    'request',
    'More fields than maxHeadersCount',
    sent='GET / HTTP/1.1\r\nHost: a\r\n' + 'a: b\r\n' * 1000 + '\r\n',
)


@pytest.fixture(scope='module')
def oracle(request: pytest.FixtureRequest) -> str | None:
    """The real binary, if it is to be asked."""
    if not request.config.getoption('--live', default=False):
        return None
    node = find_node()
    if node is None:
        pytest.skip(f'needs node {VERSION}: fetch it with scripts/fetch_nodes.py')
    return node


@pytest.fixture(scope='module')
def expected(oracle: str | None) -> Expected:
    @cache
    def logs(kind: str) -> dict[tuple[str, str], dict[str, Lines]]:
        if oracle is None:
            return load(GOLDENS[kind])
        chosen = [(vector, variant) for vector in VECTORS[kind] for variant in VARIANTS[kind]]
        answers = real(oracle, [jobs(vector, variant) for vector, variant in chosen])
        return {(vector.title, variant): answer for (vector, variant), answer in zip(chosen, answers)}

    return lambda vector, variant: logs(vector.kind)[vector.title, variant]


@pytest.mark.parametrize('engine', ENGINES)
@pytest.mark.parametrize(
    ('vector', 'variant'),
    [
        pytest.param(vector, variant, id=f'{kind}: {vector.title} ({variant})')
        for kind in VECTORS
        for vector in VECTORS[kind]
        for variant in VARIANTS[kind]
    ],
)
def test_does_as_node(vector: Vector, variant: str, engine: str, expected: Expected) -> None:
    wanted = expected(vector, variant)
    assert sorted(wanted) == sorted(ways(vector)), 'record it anew: python -m tests.conformance.ends'
    played = ours(jobs(vector, variant), engine)
    for way, log in wanted.items():
        assert played[way] == log, way


@pytest.mark.parametrize('engine', ENGINES)
def test_too_many_fields_get_431(engine: str) -> None:
    for way, log in ours(jobs(TOO_MANY, 'plain'), engine).items():
        events = [line[1] for line in log]
        assert 'request' not in events, way
        assert ['write', 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n'] in [
            line[1:] for line in log
        ], way
        assert log[-1][1:] == ['left', True, False], way


def test_too_many_fields_pass_in_node(oracle: str | None) -> None:
    if oracle is None:
        pytest.skip('asks real Node: --live')
    (logs,) = real(oracle, [jobs(TOO_MANY, 'plain')])
    assert all(any(line[1] == 'request' for line in log) for log in logs.values())


def test_goldens_hold_the_corpus() -> None:
    for kind, path in GOLDENS.items():
        titles = [(vector.title, variant) for vector in VECTORS[kind] for variant in VARIANTS[kind]]
        assert list(load(path)) == titles
