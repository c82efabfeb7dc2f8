"""Programs inside asyncio's loop and inside uvloop's; none of them hangs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

Main = Callable[[], Awaitable[Any]]
Play = Callable[[Main], Any]

#: Seconds after which a program hangs.
TIMEOUT = 30


@pytest.fixture(params=['uvloop', 'asyncio'])
def play(request: pytest.FixtureRequest) -> Play:
    """Run an asynchronous program as `asyncio.run` does, and as `uvloop.run` does."""
    if request.param == 'uvloop' and find_spec('uvloop') is None:
        pytest.skip('uvloop is missing: not installed')
    run: Any = asyncio.run if request.param == 'asyncio' else import_module('uvloop').run

    def play(main: Main) -> Any:
        async def limited() -> Any:
            task = asyncio.ensure_future(main())
            done, _ = await asyncio.wait({task}, timeout=TIMEOUT)
            if not done:
                task.cancel()  # the loop's end does it again, for what waits while it is cancelled
                await asyncio.wait({task}, timeout=1)
                pytest.fail(f'hangs: {task}')
            return task.result()

        return run(limited())

    return play
