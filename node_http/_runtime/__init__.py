"""The loop underneath: ticks, immediates, timers, handles, `run()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .core import (
    Immediate,
    Promise,
    Runtime,
    active_handles,
    current,
    next_tick,
    queue_microtask,
)
from .hooks import NodeWarning, emit_warning, hooks
from .runner import run
from .timers import TIMEOUT_MAX, Timeout, timer_duration


def Timer(ms: float, fn: Callable[..., Any], *args: Any, repeat: bool = False) -> Timeout:
    """Start a timer of the current runtime: `fn(*args)` after `ms` milliseconds."""
    timer = Timeout(current(), ms, fn, args, repeat=repeat)
    return timer.refresh()


__all__ = [
    'TIMEOUT_MAX',
    'Immediate',
    'NodeWarning',
    'Promise',
    'Runtime',
    'Timeout',
    'Timer',
    'active_handles',
    'current',
    'emit_warning',
    'hooks',
    'next_tick',
    'queue_microtask',
    'run',
    'timer_duration',
]
