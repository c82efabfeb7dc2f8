"""Timers in milliseconds, all of a loop in one heap behind one `call_at`.

Most timers in a server are idle timeouts: they are started, put off at every read and write, and almost never
fire. So putting a timer off (`refresh`) only notes the time; the heap entry stays where it is, and when it comes
up too early it is put back with the time that is right by then. A cancelled timer stays in the heap until its entry
comes up, or until most entries are such, when the heap is rebuilt.
"""

from __future__ import annotations

import math
import time
from asyncio import TimerHandle
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

from .._validators import validate_number
from ..errors import ERR_OUT_OF_RANGE
from .hooks import emit_warning

if TYPE_CHECKING:
    from .core import Runtime

TIMEOUT_MAX = 2**31 - 1
_REBUILD_FROM = 64


def timer_duration(value: Any, name: str) -> float:
    """A timeout in ms that a user set: a finite number from 0 up, cut to what a timer can count.

    Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`.
    """
    validate_number(value, name)
    if value < 0 or not math.isfinite(value):
        raise ERR_OUT_OF_RANGE(name, 'a non-negative finite number', value)
    if value > TIMEOUT_MAX:
        message = f'{value} does not fit into a 32-bit signed integer.\nTimer duration was truncated to {TIMEOUT_MAX}.'
        emit_warning(message, 'TimeoutOverflowWarning')
        return TIMEOUT_MAX
    return float(value)


class Timeout:
    """What `setTimeout` and `setInterval` return. Made with `Timer` or by those."""

    def __init__(
        self,
        runtime: Runtime,
        ms: float,
        fn: Callable[..., Any],
        args: tuple[Any, ...] = (),
        *,
        repeat: bool = False,
    ) -> None:
        self._runtime = runtime
        self._ms = ms
        self._fn = fn
        self._args = args
        self._repeat = repeat
        self._start = 0.0
        self._active = False
        self._refed = True
        #: When the earliest entry of this timer in the heap comes up; infinity when there is none.
        self._queued_at = math.inf

    def ref(self) -> Timeout:
        """Since v0.9.1. Keep the program alive until it has fired (the default)."""
        self._refed = True
        if self._active:
            self._runtime.hold(self)
        return self

    def unref(self) -> Timeout:
        """Since v0.9.1. Let the program end although it has not fired."""
        self._refed = False
        if self._active:
            self._runtime.release(self)
        return self

    def hasRef(self) -> bool:
        """Since v11.0.0. Whether it keeps the program alive."""
        return self._refed

    def refresh(self) -> Timeout:
        """Since v10.2.0. Start counting anew from now; a timer that has fired is started again."""
        self._start = self._runtime.now()
        if not self._active:
            self._activate()
        return self

    def close(self) -> Timeout:
        """Since v0.9.1. Cancel it."""
        if self._active:
            self._active = False
            if self._refed:
                self._runtime.release(self)
            self._runtime.timers.cancelled()
        return self

    def restart(self, ms: float) -> None:
        """Start counting anew from now, to `ms`."""
        self._ms = ms
        runtime = self._runtime
        self._start = start = runtime._now or runtime.now()
        if not self._active:
            self._active = True
            if self._refed:
                self._runtime.hold(self)
        if self._queued_at > start + ms:
            self._runtime.timers.schedule(self)

    def stop(self) -> None:
        """Cancel it, to be restarted soon: its entry stays in the heap."""
        if self._active:
            self._active = False
            if self._refed:
                self._runtime.release(self)

    def _activate(self) -> None:
        self._active = True
        if self._refed:
            self._runtime.hold(self)
        if self._queued_at > self._start + self._ms:
            self._runtime.timers.schedule(self)

    def _fire(self) -> None:
        if self._repeat:
            self._start = self._runtime.now()
            self._runtime.timers.schedule(self)
        else:
            self._active = False
            if self._refed:
                self._runtime.release(self)
        self._fn(*self._args)

    def __repr__(self) -> str:
        state = 'active' if self._active else 'done'
        return f'<{"Interval" if self._repeat else "Timeout"} {self._ms} ms {state}{"" if self._refed else " unref"}>'


class TimerQueue:
    """The timers of one runtime."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._heap: list[tuple[float, int, Timeout]] = []
        self._sequence = 0
        self._cancelled = 0
        self._armed_for = math.inf
        self._handle: TimerHandle | None = None

    def schedule(self, timer: Timeout) -> None:
        """See to it that the heap looks at `timer` no later than it is due."""
        due = timer._start + timer._ms
        if timer._queued_at <= due:
            return
        timer._queued_at = due
        self._sequence += 1
        heappush(self._heap, (due, self._sequence, timer))
        if due < self._armed_for:
            self._arm(due)

    def cancelled(self) -> None:
        self._cancelled += 1
        if self._cancelled > _REBUILD_FROM and self._cancelled * 2 > len(self._heap):
            kept = []
            for entry in self._heap:
                if entry[2]._active:
                    kept.append(entry)
                else:
                    entry[2]._queued_at = math.inf
            heapify(kept)
            self._heap = kept
            self._cancelled = 0

    def _arm(self, due: float) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._armed_for = due
        # Whole milliseconds, rounded up: some loops round to the nearest, and would wake us too early.
        delay = max(0, math.ceil(due - time.monotonic() * 1000))
        self._handle = self._runtime.loop.call_later(delay / 1000, self._run)

    def _run(self) -> None:
        self._handle = None
        self._armed_for = math.inf
        runtime = self._runtime
        now = runtime.now()
        try:
            # Only what was due when we came: a timer that a callback starts waits for the next turn.
            while self._heap and self._heap[0][0] <= now:
                due, _, timer = heappop(self._heap)
                if due == timer._queued_at:
                    timer._queued_at = math.inf
                if not timer._active:
                    self._cancelled = max(0, self._cancelled - 1)
                elif timer._start + timer._ms <= now:
                    runtime.entry(timer._fire)
                else:
                    self.schedule(timer)
        finally:
            if self._heap and self._heap[0][0] < self._armed_for:
                self._arm(self._heap[0][0])
