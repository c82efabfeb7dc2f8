"""Real Node's client against our server, and our client against real Node's server.

Whoever plays which part, the client prints the same.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.interop.sides import Servers, command
from tests.processes import run

PAIRS = [('node', 'ours'), ('ours', 'node')]

GET = '200 OK 1.1 text/plain\nGET hello true\n'

EXPECTED = {
    'get': GET,
    'head': '200 HEAD no length\n""\n',
    'statuses': (
        '200 OK\n204 No Content\n304 Not Modified\n404 Not Found\n500 Internal Server Error\n799 unknown\n'
    ),
    'keepalive': '1000 10\n',
    'upgrade': '101 echo 0\nechoed\n',
    'connect': '200 Connection Established 0\ntunnelled\n',
    'expect': 'continue\n200\nthe body.\n',
    'expect refuse': '417\nrefused\n',
    'trailers': (
        'X-Received {}\n'
        'body ["X-Sent","by the client"]\n'
        '["X-Received","[\\"X-Sent\\",\\"by the client\\"]"]\n'
    ),
    'informed': (
        '102 Processing no link\n103 Early Hints </style.css>; rel=preload; as=style\n200 informed\n'
    ),
    'broken': (
        'data the beginning\naborted false\nrequest close\nerror ECONNRESET aborted\nclose false\n'
    ),
    'reset': 'ECONNRESET read\nclose\n',
    'leave': f'ECONNRESET socket hang up\n{GET}',
}  # fmt: skip


@pytest.fixture(params=PAIRS, ids=lambda pair: f'{pair[0]}-to-{pair[1]}')
def sides(request: pytest.FixtureRequest) -> tuple[str, str]:
    client, server = request.param
    return client, server


@pytest.mark.parametrize('scenario', EXPECTED)
def test_scenario(sides: tuple[str, str], servers: Servers, loop_name: str, scenario: str) -> None:
    client, server = sides
    words = command(client, 'client', servers.port(server), *scenario.split())
    assert run(words, NODE_HTTP_LOOP=loop_name) == EXPECTED[scenario]


@pytest.mark.parametrize(
    ('size', 'framing'), list(product([0, 1, 65_537, 104_857_600], ['length', 'chunked']))
)
def test_body_there_and_back(
    sides: tuple[str, str], servers: Servers, loop_name: str, size: int, framing: str
) -> None:
    client, server = sides
    words = command(client, 'client', servers.port(server), 'post', '/echo', size, framing)
    header = (
        size if framing == 'length' or not size else framing
    )  # what ends before it begins has a length: 0
    assert run(words, NODE_HTTP_LOOP=loop_name) == f'200 {header}\n{size}\n'


def test_body_that_is_not_answered_before_its_end(
    sides: tuple[str, str], servers: Servers, loop_name: str
) -> None:
    client, server = sides
    words = command(client, 'client', servers.port(server), 'post', '/hash', 104_857_600, 'chunked')
    assert run(words, NODE_HTTP_LOOP=loop_name) == '200 74\ntrue\n'
