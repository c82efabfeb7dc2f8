"""aiohttp's server on uvloop: aiohttp_server.py PORT."""

from __future__ import annotations

import asyncio
import sys

import uvloop
from aiohttp import web

HELLO = '{"hello":"world"}'


async def hello(request: web.Request) -> web.Response:
    return web.Response(text=HELLO, content_type='application/json')


async def main(port: int) -> None:
    app = web.Application()
    app.router.add_get('/', hello)
    runner = web.AppRunner(app, access_log=None, keepalive_timeout=120)
    await runner.setup()
    await web.TCPSite(runner, '127.0.0.1', port).start()
    await asyncio.Event().wait()


uvloop.run(main(int(sys.argv[1])))
