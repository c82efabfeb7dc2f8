"""What a connection that an agent keeps holds on to, and what it forgets, between two requests."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import Any

import node_http as http
from node_http import events
from tests.e2e.conftest import Play


async def ask(port: int, agent: Any, gone: list[weakref.ref[Any]], **options: Any) -> bool:
    """A request, until its connection is free; whether that had been used before."""
    req = http.get({'port': port, 'host': '127.0.0.1', 'agent': agent, **options})
    [res] = await events.once(req, 'response')
    res.resume()
    await events.once(req, 'close')
    await asyncio.sleep(0)
    gone += weakref.ref(req), weakref.ref(res)
    return bool(req.reusedSocket)


def test_a_free_connection_holds_neither_request_nor_response(play: Play) -> None:
    async def main() -> None:
        server = http.createServer(lambda req, res: res.end('ok')).listen(0, '127.0.0.1')
        await events.once(server, 'listening')
        agent = http.Agent(keepAlive=True)
        gone: list[weakref.ref[Any]] = []
        reused = [await ask(server.address().port, agent, gone) for _ in range(3)]
        gc.collect()
        assert reused == [False, True, True]
        assert [each() for each in gone] == [None] * 6
        agent.destroy()
        server.close()
        await events.once(server, 'close')

    play(main)


def test_each_request_has_the_engine_it_asks_for(play: Play) -> None:
    async def main() -> None:
        server = http.createServer(lambda req, res: res.end('ok')).listen(0, '127.0.0.1')
        await events.once(server, 'listening')
        agent = http.Agent(keepAlive=True)
        seen: list[tuple[str, bool]] = []

        def answered(res: Any) -> None:
            seen.append((res.req.parser.engine, res.req.reusedSocket))

        for engine in ('llhttp', 'h11', 'h11', 'llhttp'):
            options = {'port': server.address().port, 'host': '127.0.0.1', 'agent': agent, 'parser': engine}
            req = http.get(options, answered)
            [res] = await events.once(req, 'response')
            res.resume()
            await events.once(req, 'close')
        assert seen == [('llhttp', False), ('h11', True), ('h11', True), ('llhttp', True)]
        agent.destroy()
        server.close()
        await events.once(server, 'close')

    play(main)
