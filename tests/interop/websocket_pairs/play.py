"""Plays a scenario: the server's script in a thread, the client here, or real Node in a process."""

from __future__ import annotations

import asyncio
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import node_http as http

from .client import Client
from .scenarios import SCENARIOS
from .wire import NobodyThere, Script, Wire

HERE = Path(__file__).parent
GOLDENS = HERE / 'goldens.json'
LIMIT = 4.0  # seconds: a Node that has not ended by then hangs

Trace = dict[str, list[Any]]


@contextmanager
def serving(script: Script, log: list[Any]) -> Iterator[int]:
    """A server for one connection, in a thread of its own. Gives its port; waits for the script's end."""
    ready = threading.Event()
    port = 0
    failures: list[BaseException] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = Wire(reader, writer, log)
        try:
            await script(wire)
        except (NobodyThere, ConnectionError):
            pass
        except BaseException as error:
            failures.append(error)
        finally:
            writer.close()

    async def serve() -> None:
        nonlocal port
        server = await asyncio.start_server(connected, '127.0.0.1', 0)
        port = server.sockets[0].getsockname()[1]
        ready.set()
        await left.wait()
        server.close()
        # The client is gone, so that what still reads comes to an end.
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not asyncio.current_task()))

    loop = asyncio.new_event_loop()
    left = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(left.set)
        thread.join()
        loop.close()
    if failures:
        raise failures[0]


def play_here(name: str) -> Trace:
    """With our client: the program that it makes runs until nothing keeps it alive."""
    script, plan = SCENARIOS[name]
    seen: list[Any] = []
    log: list[Any] = []
    with serving(script, log) as port:
        Client({'url': _url(port), **plan}, lambda *fields: seen.append(fields))
        http.run()
    return {'client': json.loads(json.dumps(seen).replace(str(port), 'PORT')), 'server': log}


def play_in_node(node: str, name: str) -> Trace:
    """With real Node's client."""
    script, plan = SCENARIOS[name]
    log: list[Any] = []
    with serving(script, log) as port:
        command = [node, str(HERE / 'client.js'), json.dumps({'url': _url(port), **plan})]
        try:
            output = subprocess.run(command, capture_output=True, timeout=LIMIT, check=True).stdout
        except subprocess.TimeoutExpired as expired:
            output = (expired.stdout or b'') + b'["hung"]'
    lines = output.decode().replace(str(port), 'PORT').splitlines()
    return {'client': [json.loads(line) for line in lines], 'server': log}


def _url(port: int) -> str:
    return f'ws://127.0.0.1:{port}/chat?x=1'


def load_goldens() -> dict[str, Trace]:
    goldens: dict[str, Trace] = json.loads(GOLDENS.read_text('utf-8'))
    return goldens


def save_goldens(traces: dict[str, Trace]) -> None:
    lines = [
        f'{json.dumps(name)}: {json.dumps(trace, separators=(",", ":"))}' for name, trace in traces.items()
    ]
    GOLDENS.write_text('{\n' + ',\n'.join(lines) + '\n}\n', 'utf-8')
