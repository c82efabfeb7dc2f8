"""WebSocket: beside real Node's, scenario by scenario, and against the server of the `websockets` package.

What Node's client does is recorded (`python -m tests.interop.websocket_pairs NODE`); with `--live` it is run afresh.
Where we depart from it on purpose, the departure is spelled out here, and Node still has to be different.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

import node_http as http
from node_http.websocket import Blob
from tests.interop.websocket_pairs.play import SCENARIOS, Trace, load_goldens, play_here, play_in_node
from tests.parity.harness import VERSION, find_node

GOLDENS = load_goldens()

NETWORK = 'Received network error or non-101 status code.'
BIG = 'Received a message of more than 134217728 bytes.'
FAILED = [('open',), ('error', BIG), ('close', 1006)]

#: What a scenario gives here and not in Node, and why.
DEPARTURES: dict[str, list[tuple[Any, ...]]] = {
    # RFC 6455 5.2: the minimal number of bytes MUST be used. Node takes any.
    'length_not_minimal': [
        ('open',),
        ('error', 'Payload length used 2 bytes when 1 would have sufficed'),
        ('close', 1006),
    ],
    'length_not_minimal_64': [
        ('open',),
        ('error', 'Payload length used 8 bytes when 2 would have sufficed'),
        ('close', 1006),
    ],
    # Messages have a limit. Node waits for what a frame announces, up to 2 GiB, and inflates without end.
    'hostile_length_of_2_gib': FAILED,
    'hostile_length_of_4_gib': FAILED,
    'deflated_bomb': FAILED,
    # RFC 7692 7.2.3.4: a message may end a deflate stream. For Node, all messages after it are empty.
    'deflated_final_block': [
        ('open',),
        ('message', 'Hello'),
        ('message', 'Hello'),
        ('did', 'close'),
        ('close', 1005),
    ],
    # A handshake that is none fails. Node's client hangs, or dies of a TypeError.
    'handshake_no_upgrade': [('error', NETWORK)],
    'handshake_no_connection': [('error', NETWORK)],
    'handshake_other_connection': [('error', NETWORK)],
    'handshake_protocol_unasked': [('error', 'Protocol was not set in the opening handshake.')],
    # Node calls itself until it is out of stack, where every 'error' leads to close().
    'close_at_the_error_of_close': [
        ('error', 'Connection was closed before it was established.'),
        ('did', 'close'),
        ('state',),
        ('did', 'close'),
        ('error', NETWORK),
    ],
}


def brief(trace: Trace) -> list[tuple[Any, ...]]:
    """The events of a trace with what matters of each."""
    told = []
    for kind, *rest in trace['client']:
        if kind == 'did':
            told.append((kind, rest[0]))
        elif kind in ('message', 'error', 'close'):
            told.append((kind, rest[0].get('text', rest[0].get('message', rest[0].get('code')))))
        elif kind != 'new':
            told.append((kind,))
    return told


@pytest.fixture(scope='session')
def in_node(request: pytest.FixtureRequest) -> Callable[[str], Trace]:
    if not request.config.getoption('--live', default=False):
        return GOLDENS.__getitem__
    node = find_node()
    if node is None:
        pytest.skip(f'node {VERSION} is missing: fetch it with scripts/fetch_nodes.py')
    return lambda name: play_in_node(node, name)


@pytest.mark.parametrize('name', [name for name in SCENARIOS if name not in DEPARTURES])
def test_it_does_what_node_does(name: str, in_node: Callable[[str], Trace]) -> None:
    ours, nodes = play_here(name), in_node(name)
    assert ours['client'] == nodes['client']
    assert ours['server'] == nodes['server']


@pytest.mark.parametrize('name', DEPARTURES)
def test_it_departs_from_node(name: str, in_node: Callable[[str], Trace]) -> None:
    assert brief(play_here(name)) == DEPARTURES[name]
    assert brief(in_node(name)) != DEPARTURES[name]


@pytest.mark.any_engine
def test_every_scenario_is_recorded() -> None:
    assert set(GOLDENS) == set(SCENARIOS)
    assert set(DEPARTURES) <= set(SCENARIOS)
    hung = {name for name, trace in GOLDENS.items() if ['hung'] in trace['client']}
    assert hung <= set(DEPARTURES)


# -- the websockets package as the server -----------------------------------------------------------------------

Handler = Callable[[ServerConnection], Awaitable[None]]


def against(handler: Handler, use: Callable[[str], Awaitable[None]], **options: Any) -> None:
    """Run `use(url)` beside a server."""

    async def main() -> None:
        async with serve(handler, '127.0.0.1', 0, **options) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            await use(f'ws://127.0.0.1:{port}/')

    asyncio.run(main())


async def closed(ws: Any) -> tuple[int, str, bool]:
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    ws.addEventListener('close', future.set_result)
    # A handshake that fails is not followed by 'close'.
    ws.addEventListener('error', lambda event: future.done() or future.set_exception(event.error))
    event = await future
    return event.code, event.reason, event.wasClean


async def echo(connection: ServerConnection) -> None:
    async for message in connection:
        await connection.send(message)


@pytest.mark.parametrize('compression', ['deflate', None])
def test_messages_of_all_sizes_come_back(compression: str | None) -> None:
    chance = random.Random(5)
    sizes = [
        0,
        1,
        125,
        126,
        127,
        65535,
        65536,
        65537,
        1_000_000,
        *(chance.randrange(5000) for _ in range(200)),
    ]
    sent: list[Any] = []
    for size in sizes:
        sent += [chance.randbytes(size), 'é😀x'[: size % 4] * (size // 3)]
    seen: list[Any] = []

    async def use(url: str) -> None:
        ws = http.WebSocket(url)
        ws.binaryType = 'arraybuffer'

        def opened() -> None:
            for data in sent:
                ws.send(data)

        def message(event: Any) -> None:
            seen.append(event.data)
            if len(seen) == len(sent):
                ws.close(3000, 'done')

        ws.onopen, ws.onmessage = opened, message
        assert await closed(ws) == (3000, 'done', True)
        assert ws.extensions.startswith('permessage-deflate' if compression else '')

    against(echo, use, compression=compression, max_size=None)
    assert seen == sent


def test_a_message_of_many_mebibytes() -> None:
    data = random.Random(6).randbytes(30 * 2**20)

    async def use(url: str) -> None:
        ws = http.WebSocket(url)
        ws.onopen = lambda: ws.send(Blob([data]))
        answer: list[Any] = []
        ws.onmessage = lambda event: (answer.append(event.data), ws.close())
        assert await closed(ws) == (1005, '', True)
        assert bytes(answer[0]) == data

    against(echo, use, max_size=None)


def test_many_at_once() -> None:
    async def use(url: str) -> None:
        async def one(name: str) -> str:
            ws = http.WebSocket(url)
            heard: list[str] = []
            ws.onopen = lambda: ws.send(name)
            ws.onmessage = lambda event: (heard.append(event.data), ws.close(1000))
            assert await closed(ws) == (1000, '', True)
            return heard[0]

        names = [f'client {number}' for number in range(50)]
        assert await asyncio.gather(*map(one, names)) == names

    against(echo, use)


def test_protocol_headers_and_path_arrive() -> None:
    async def tell(connection: ServerConnection) -> None:
        request = connection.request
        assert request is not None
        await connection.send(
            '|'.join([request.path, request.headers['X-Own'], request.headers['User-Agent']])
        )

    async def use(url: str) -> None:
        ws = http.WebSocket(url + 'a b?c=é', protocols=['x', 'chat'], headers={'X-Own': '1'})
        heard: list[str] = []
        ws.onmessage = lambda event: heard.append(event.data)
        assert await closed(ws) == (1000, '', True)
        assert heard == ['/a%20b?c=%C3%A9|1|node']
        assert ws.protocol == 'chat'

    against(tell, use, subprotocols=['chat'])


def test_the_server_pings() -> None:
    latencies: list[float] = []

    async def ping(connection: ServerConnection) -> None:
        for _ in range(3):
            latencies.append(await (await connection.ping()))

    async def use(url: str) -> None:
        assert await closed(http.WebSocket(url)) == (1000, '', True)

    against(ping, use)
    assert len(latencies) == 3


def test_the_server_sends_fragments() -> None:
    async def fragments(connection: ServerConnection) -> None:
        await connection.send(iter(['é', '', 'x' * 100_000]))

    async def use(url: str) -> None:
        ws = http.WebSocket(url)
        heard: list[str] = []
        ws.onmessage = lambda event: heard.append(event.data)
        await closed(ws)
        assert heard == ['é' + 'x' * 100_000]

    against(fragments, use)


def test_what_the_server_hears_of_the_end() -> None:
    ends: list[tuple[int, str]] = []

    async def listen(connection: ServerConnection) -> None:
        with pytest.raises(ConnectionClosed) as caught:
            await connection.recv()
        frame = caught.value.rcvd
        ends.append((frame.code, frame.reason) if frame else (0, 'no close frame'))

    async def use(url: str) -> None:
        for args in ((), (1000,), (4321, 'dönе')):
            ws = http.WebSocket(url)
            ws.onopen = lambda event, args=args: event.target.close(*args)
            await closed(ws)

    against(listen, use)
    assert ends == [(1005, ''), (1000, ''), (4321, 'dönе')]


def test_the_server_closes() -> None:
    async def close(connection: ServerConnection) -> None:
        await connection.close(4000, 'go away')

    async def use(url: str) -> None:
        assert await closed(http.WebSocket(url)) == (4000, 'go away', True)

    against(close, use)


def test_the_server_refuses() -> None:
    def refuse(connection: ServerConnection, request: Any) -> Any:
        return connection.respond(403, 'no\n')

    async def use(url: str) -> None:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        ws = http.WebSocket(url)
        ws.onerror = future.set_result
        assert (await future).message == NETWORK

    against(echo, use, process_request=refuse)
