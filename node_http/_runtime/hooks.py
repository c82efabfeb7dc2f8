"""Where the rooms above plug themselves into the runtime, which may not import them."""

from __future__ import annotations

import asyncio
import os
import warnings
from collections.abc import Callable
from typing import Any


class Hooks:
    """One instance for the program; `process` fills them."""

    #: Takes (error, origin); true when somebody handled it.
    uncaught: Callable[[BaseException, str], bool] | None = None
    #: Nothing is left to do: 'beforeExit' may give more.
    before_exit: Callable[[], None] | None = None
    #: The program ends with this status: 'exit'; the status that counts is returned.
    exit: Callable[[int], int] | None = None
    #: A signal's name arrived; true when somebody listens to it.
    signal: Callable[[str], bool] | None = None
    #: Takes (message, type, details); true when somebody listens to 'warning'.
    warning: Callable[[str, str, dict[str, Any]], Any] | None = None


def new_event_loop() -> asyncio.AbstractEventLoop:
    """The loop of a program that has none: uvloop's where it is installed, unless `NODE_HTTP_LOOP=asyncio`."""
    if os.environ.get('NODE_HTTP_LOOP', 'uvloop') == 'uvloop':
        try:
            import uvloop
        except ImportError:
            pass
        else:
            return uvloop.new_event_loop()
    return asyncio.new_event_loop()


hooks = Hooks()


class NodeWarning(RuntimeWarning):
    """A warning of Node's; its message begins with Node's name of it."""


def emit_warning(message: str, type: str, /, **details: Any) -> None:
    """`process.emitWarning`: to those who listen to 'warning', with what else it tells; else as a Python warning."""
    if hooks.warning is None or not hooks.warning(message, type, details):
        warnings.warn(NodeWarning(f'{type}: {message}'), stacklevel=3)
