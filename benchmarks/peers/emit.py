"""What an emit with one listener costs: emit.py node_http | pyee. Prints microseconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

BATCH = 20_000
BATCHES = 25


def emitter_of(library: str) -> Any:
    if library == 'pyee':
        from pyee import EventEmitter

        return EventEmitter()
    from node_http.events import EventEmitter as OwnEmitter

    return OwnEmitter()


def best(emit: Callable[..., Any]) -> float:
    """The least of many short batches: what is not disturbed."""
    least = float('inf')
    for _ in range(BATCHES):
        start = time.process_time()
        for _ in range(BATCH):
            emit('event', 1)
        least = min(least, time.process_time() - start)
    return least / BATCH * 1e6


def listener(value: int) -> None:
    pass


emitter = emitter_of(sys.argv[1])
emitter.on('event', listener)
print(best(emitter.emit))
