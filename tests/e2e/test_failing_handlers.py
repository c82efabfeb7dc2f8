"""A handler fails in a loop that goes on: its exception handler is told, and the client does not wait for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import node_http as http
from tests.e2e.conftest import Play

HEAD = b'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n'


class Failure(Exception):
    """What the handlers raise."""


def fail(*_: object) -> None:
    raise Failure


async def fail_at_once(req: Any, res: Any) -> None:
    raise Failure


async def fail_later(req: Any, res: Any) -> None:
    await asyncio.sleep(0)
    raise Failure


async def fail_while_reading(req: Any, res: Any) -> None:
    async for _ in req:
        raise Failure


def in_data(req: Any, res: Any) -> None:
    req.on('data', fail)


def in_end(req: Any, res: Any) -> None:
    req.on('end', fail)
    req.resume()


def behind_a_write(req: Any, res: Any) -> None:
    res.write('part')
    raise Failure


HANDLERS = [fail, fail_at_once, fail_later, fail_while_reading, in_data, in_end, behind_a_write]


@pytest.mark.parametrize('handler', HANDLERS, ids=lambda handler: handler.__name__)
def test_the_connection_is_closed_and_the_loop_told(handler: Callable[..., Any], play: Play) -> None:
    told: list[Any] = []

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: told.append(context.get('exception'))
        )
        async with http.createServer(handler) as server:
            listening = asyncio.get_running_loop().create_future()
            server.listen(0, '127.0.0.1', lambda: listening.set_result(None))
            await listening
            reader, writer = await asyncio.open_connection('127.0.0.1', server.address().port)
            writer.write(HEAD + b'abcd')
            answer = await asyncio.wait_for(reader.read(), 5)
            assert b'200 OK\r\n' not in answer or not answer.endswith(b'0\r\n\r\n')
            writer.close()
            # The server is none the worse for it.
            server.removeAllListeners('request')
            server.on('request', lambda req, res: res.end('well'))
            reader, writer = await asyncio.open_connection('127.0.0.1', server.address().port)
            writer.write(b'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
            assert (await reader.read()).endswith(b'well')
            writer.close()

    play(main)
    assert [type(error) for error in told] == [Failure]
