"""The same program in every kind of loop, one after another and side by side, with one `globalAgent`."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
from pathlib import Path
from typing import Any

import pytest

import node_http as http
from node_http._runtime import Runtime, current
from node_http.events import once
from tests.e2e.conftest import Play
from tests.e2e.program import program
from tests.processes import RUNNERS, ours, run

LINES = [
    '200 GET /1 reused False',
    '200 GET /2 reused True',
    '200 GET /3 reused True',
    '1 connection',
]


async def main() -> list[str]:
    """The program inside an asyncio program."""
    done: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
    program(done.set_result)
    return await done


@pytest.mark.parametrize('loop_name', ['uvloop', 'asyncio'])
@pytest.mark.parametrize('runner', RUNNERS)
def test_under_the_runner(runner: str, loop_name: str) -> None:
    script = Path(__file__).with_name('program.py')
    assert run(ours(script, runner=runner), NODE_HTTP_LOOP=loop_name).splitlines() == LINES


def test_inside_asyncio_run(play: Play) -> None:
    assert play(main) == LINES


def test_in_two_loops_one_after_another(play: Play) -> None:
    assert play(main) == LINES
    assert play(main) == LINES


def test_run_twice_in_one_script() -> None:
    seen: list[list[str]] = []
    for _ in range(2):
        program(seen.append)
        http.run()
    assert seen == [LINES, LINES]


def test_in_two_threads(play: Play) -> None:
    """Both programs are under way at the same time."""
    meeting = threading.Barrier(2, timeout=30)
    seen: list[list[str]] = []

    async def met() -> list[str]:
        await asyncio.to_thread(meeting.wait)
        lines = await main()
        await asyncio.to_thread(meeting.wait)  # nobody leaves before both have ended
        return lines

    threads = [threading.Thread(target=lambda: seen.append(play(met))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [LINES, LINES]


def test_http_run_in_two_threads() -> None:
    seen: list[list[str]] = []

    def target() -> None:
        program(seen.append)
        http.run()

    threads = [threading.Thread(target=target) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [LINES, LINES]


def test_a_free_socket_of_another_loop_is_not_used(play: Play) -> None:
    """The first loop ends with a connection in the agent's pool; the second opens one of its own."""
    agent = http.Agent(keepAlive=True)
    reused: list[bool] = []

    async def ask() -> int:
        server = http.createServer(lambda req, res: res.end())
        server.listen(0, '127.0.0.1')
        await once(server, 'listening')
        for _ in range(2):
            req = http.get(host='127.0.0.1', port=server.address().port, agent=agent)
            [res] = await once(req, 'response')
            res.resume()
            await once(req, 'close')
            await asyncio.sleep(0)  # the agent takes the connection back behind 'close'
            reused.append(req.reusedSocket)
        assert sum(map(len, agent.freeSockets.values())) == 1
        server.close()
        return int(agent.totalSocketCount)

    assert play(ask) == 1
    assert play(ask) == 1
    assert reused == [False, True, False, True]


def test_a_loop_ends_with_everything_open(play: Play) -> None:
    """As when a Node program ends: a listening server, connections in use and free, all closed without a word."""
    seen: list[Any] = []
    open_at_the_end: list[Runtime] = []

    async def leave() -> None:
        server = http.createServer(
            lambda req, res: res.write('the beginning') if req.url == '/' else res.end()
        )
        server.listen(0, '127.0.0.1')
        await once(server, 'listening')
        port = server.address().port
        [res] = await once(http.get(host='127.0.0.1', port=port), 'response')
        [chunk] = await once(res, 'data')
        req = http.get(host='127.0.0.1', port=port, path='/free')
        [free] = await once(req, 'response')
        free.resume()
        await once(req, 'close')
        http.get(host='127.0.0.1', port=port)
        for emitter in (server, res, req, res.socket):
            emitter.on('close', lambda: seen.append('close'))
            emitter.on('error', seen.append)
        seen.append(f'{chunk}')
        open_at_the_end.append(current())

    play(leave)
    gc.collect()  # what was left open would warn
    assert seen == ['the beginning']
    [runtime] = open_at_the_end
    assert runtime.open == set()
    runtime.handles.clear()  # the connections that were in use: nobody waits for them any more


def test_an_exception_goes_to_the_loop(play: Play) -> None:
    """In somebody else's loop nothing is lost, and the connection does not hang."""

    async def main() -> tuple[list[dict[str, Any]], str]:
        contexts: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: contexts.append(context))

        @http.createServer
        def server(req: Any, res: Any) -> None:
            res.on('finish', lambda: 1 / 0)
            res.end(json.dumps({}))

        async with server:
            server.listen(0, '127.0.0.1')
            await once(server, 'listening')
            [res] = await once(http.get(host='127.0.0.1', port=server.address().port), 'response')
            body = ''
            async for chunk in res:
                body += chunk
        return contexts, body

    contexts, body = play(main)
    assert body == '{}'
    assert [type(context['exception']) for context in contexts] == [ZeroDivisionError]
