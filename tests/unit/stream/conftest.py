"""What the tests of the streams share: the ticks run by hand, so that nothing depends on time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from node_http._runtime import current, hooks


@pytest.fixture
def drain() -> Callable[[], None]:
    """Run all ticks that are queued."""
    return lambda: current().drain()


@pytest.fixture
def uncaught() -> Iterator[list[BaseException]]:
    """Collect what nobody caught."""
    errors: list[BaseException] = []

    def take(error: BaseException, origin: str) -> bool:
        errors.append(error)
        return True

    before, hooks.uncaught = hooks.uncaught, take
    yield errors
    hooks.uncaught = before


@pytest.fixture
def record() -> Callable[..., list[Any]]:
    """Listen to events of a stream; the list fills with their names."""

    def note(stream: Any, name: str, seen: list[Any]) -> None:
        stream.on(name, lambda: seen.append(name))

    def listen(stream: Any, *names: str) -> list[Any]:
        seen: list[Any] = []
        for name in names:
            note(stream, name, seen)
        return seen

    return listen
