"""aiohttp and httpx against our server, in the same loop and over sockets."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from typing import Any

import pytest

from node_http import createServer
from node_http.events import once

BLOCK = bytes(range(256)) * 1024  # 256 KiB
BLOCKS = 40


def serve(loop_name: str, client: Callable[[str], Awaitable[None]]) -> None:
    """Run a client inside an ordinary asyncio program beside our server."""

    @createServer
    def server(req: Any, res: Any) -> None:
        if req.url == '/echo':
            req.pipe(res)
            return
        if req.url == '/hash':
            digest = hashlib.sha256()
            req.on('data', digest.update)
            req.on('end', lambda: res.end(digest.hexdigest()))
            return
        res.setHeader('X-Port', req.socket.remotePort)
        res.end(f'{req.method} {req.url} {req.headers["x-name"]}')

    async def main() -> None:
        async with server:
            server.listen(0, '127.0.0.1')
            await once(server, 'listening')
            await client(f'http://127.0.0.1:{server.address().port}')

    if loop_name == 'asyncio':
        asyncio.run(main())
    else:
        import_module('uvloop').run(main())


async def blocks() -> AsyncIterator[bytes]:
    for _ in range(BLOCKS):
        yield BLOCK


@pytest.mark.filterwarnings('default::DeprecationWarning:aiohttp')
def test_aiohttp(loop_name: str) -> None:
    aiohttp = pytest.importorskip('aiohttp', reason='aiohttp is missing: not installed')

    async def client(url: str) -> None:
        async with aiohttp.ClientSession() as session:
            ports = set()
            for _ in range(20):
                async with session.get(f'{url}/x', headers={'X-Name': 'value'}) as response:
                    assert response.status == 200
                    assert await response.text() == 'GET /x value'
                    ports.add(response.headers['X-Port'])
            assert len(ports) == 1
            digest = hashlib.sha256()
            async with session.post(f'{url}/echo', data=blocks()) as response:
                async for chunk in response.content.iter_chunked(65536):
                    digest.update(chunk)
            assert digest.digest() == hashlib.sha256(BLOCK * BLOCKS).digest()
            answers = await asyncio.gather(*(fetch(session, f'{url}/{number}') for number in range(100)))
            assert answers == [f'GET /{number} null' for number in range(100)]

    async def fetch(session: Any, url: str) -> Any:
        async with session.get(url, headers={'X-Name': 'null'}) as response:
            return await response.text()

    serve(loop_name, client)


def test_httpx(loop_name: str) -> None:
    httpx = pytest.importorskip('httpx', reason='httpx is missing: not installed')

    async def client(url: str) -> None:
        async with httpx.AsyncClient(trust_env=False) as session:
            ports = set()
            for _ in range(20):
                response = await session.put(f'{url}/x', headers={'X-Name': 'value'}, content=b'body')
                assert (response.status_code, response.text) == (200, 'PUT /x value')
                assert response.http_version == 'HTTP/1.1'
                ports.add(response.headers['X-Port'])
            assert len(ports) == 1
            # It reads no answer before its request is sent, so the body is not sent back
            response = await session.post(f'{url}/hash', content=blocks())
            assert response.text == hashlib.sha256(BLOCK * BLOCKS).hexdigest()
            digest = hashlib.sha256()
            async with session.stream('POST', f'{url}/echo', content=BLOCK) as response:
                async for chunk in response.aiter_bytes():
                    digest.update(chunk)
            assert digest.digest() == hashlib.sha256(BLOCK).digest()

    serve(loop_name, client)


def test_httpx_without_asyncio(loop_name: str) -> None:
    """A client in a thread of its own."""
    httpx = pytest.importorskip('httpx', reason='httpx is missing: not installed')

    def ask(url: str) -> list[str]:
        with httpx.Client(trust_env=False) as session:
            return [session.get(f'{url}/{number}', headers={'X-Name': 'v'}).text for number in range(20)]

    async def client(url: str) -> None:
        assert await asyncio.to_thread(ask, url) == [f'GET /{number} v' for number in range(20)]

    serve(loop_name, client)
