"""What of the runtime stays Python where core.py is compiled (docs/compiled.md): what programs may add attributes to,
and what mypyc cannot compile, which is classes that C made the base of, and asynchronous generators.
"""

from __future__ import annotations

import threading
from asyncio import Future, sleep
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .core import Runtime


class Promise(Future):  # type: ignore[type-arg]  # Future is not generic at run time in every Python we support
    """What an emitter's awaitables are made of: waiting on one alone does not keep a program alive."""


class Immediate:
    """What `setImmediate` returns."""

    def __init__(self, runtime: Runtime, fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._runtime = runtime
        self._fn: Callable[..., Any] | None = fn
        self._args = args
        self._refed = False
        self.ref()

    def ref(self) -> Immediate:
        """Since v9.7.0. Keep the program alive until it has run (the default)."""
        if not self._refed and self._fn is not None:
            self._refed = True
            self._runtime.hold(self)
        return self

    def unref(self) -> Immediate:
        """Since v9.7.0. Let the program end although it has not run."""
        if self._refed:
            self._refed = False
            self._runtime.release(self)
        return self

    def hasRef(self) -> bool:
        """Since v11.0.0. Whether it keeps the program alive."""
        return self._refed

    def _clear(self) -> None:
        self.unref()
        self._fn = None

    def _run(self) -> None:
        fn, args = self._fn, self._args
        self._clear()
        if fn is not None:
            fn(*args)

    def __repr__(self) -> str:
        return f'<Immediate {"pending" if self._fn else "done"}>'


class PerThread(threading.local):
    """The runtimes of a thread: that of the loop that runs, and the one that `run()` will run."""

    running: Runtime | None = None
    pending: Runtime | None = None


async def when_loop_ends(shut: Callable[[], None]) -> AsyncGenerator[None, None]:
    """The one thing of ours that `asyncio.run` ends: an asynchronous generator that has been started."""
    try:
        yield
    finally:
        shut()
        await sleep(0)  # transports close their sockets in the turn after abort()
