"""The two sides of the interop tests: the same client and the same server, in real Node and in ours."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.processes import Process, ours, peer

HERE = Path(__file__).parent
LOOPS = ('uvloop', 'asyncio')


def command(side: str, program: str, *args: object) -> list[str]:
    """The command that runs `program` ('client' or 'server') on a side: 'node' or 'ours'."""
    if side == 'node':
        return [peer('node'), str(HERE / f'{program}.js'), *map(str, args)]
    return ours(HERE / f'{program}.py', *args)


class Servers:
    """One server per side; `port(side)` starts it when it is first asked for."""

    def __init__(self, loop_name: str, stack: ExitStack) -> None:
        self._loop_name = loop_name
        self._stack = stack
        self._ports: dict[str, int] = {}

    def port(self, side: str) -> int:
        if side not in self._ports:
            process = Process(command(side, 'server'), NODE_HTTP_LOOP=self._loop_name)
            self._ports[side] = self._stack.enter_context(process).port()
        return self._ports[side]
