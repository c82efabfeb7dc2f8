"""aiohttp's client on uvloop: aiohttp_client.py PORT CONCURRENT WARM-UP SECONDS. client.js says what it does."""

from __future__ import annotations

import asyncio
import sys
import time

import aiohttp
import uvloop


async def run(session: aiohttp.ClientSession, url: str, concurrent: int, duration: float) -> int:
    until = time.perf_counter() + duration

    async def one_after_the_other() -> int:
        count = 0
        while time.perf_counter() < until:
            async with session.get(url) as response:
                await response.read()
            count += 1
        return count

    return sum(await asyncio.gather(*(one_after_the_other() for _ in range(concurrent))))


def say(line: object) -> None:
    print(line, flush=True)
    sys.stdin.readline()


async def main(port: int, concurrent: int, warm_up: float, seconds: float) -> None:
    url = f'http://127.0.0.1:{port}/'
    connector = aiohttp.TCPConnector(limit=concurrent)
    async with aiohttp.ClientSession(connector=connector) as session:
        await run(session, url, concurrent, warm_up)
        say('warm')
        say(await run(session, url, concurrent, seconds))


uvloop.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
