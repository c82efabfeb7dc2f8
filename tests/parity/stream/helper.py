"""What both languages print alike: one line per call, null for undefined, errors as name, code and message."""

from __future__ import annotations

from typing import Any

from node_http._jsobject import UNDEFINED
from node_http._runtime import next_tick
from node_http.buffer import Buffer
from node_http.stream import Stream


def show(value: Any) -> str:
    if value is None or value is UNDEFINED:
        return 'null'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, BaseException):
        name = getattr(value, 'name', 'Error')
        return f'{name}[{getattr(value, "code", None) or ""}]: {value}'
    if isinstance(value, Buffer):
        return f'<{value.toString("latin1")}>'
    if isinstance(value, (list, tuple)):
        return f'[{", ".join(map(show, value))}]'
    return str(value)


def log(*values: Any) -> None:
    print(*map(show, values), flush=True)


def events(stream: Any, label: str, names: str) -> None:
    """Log every one of the events of a stream with its arguments."""

    def listen(name: str) -> None:
        def listener(*args: Any) -> None:
            shown = [a for a in args if not isinstance(a, (Stream, dict))]
            log(label, name, *shown)

        stream.on(name, listener)

    for name in names.split():
        listen(name)


def ticks(count: int) -> None:
    """Count ticks aloud, so that what happens is seen to happen in the right one."""
    n = 0

    def tick() -> None:
        nonlocal n
        log('tick', n)
        n += 1
        if n < count:
            next_tick(tick)

    tick()
