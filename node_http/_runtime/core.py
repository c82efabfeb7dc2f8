"""The event loop as Node has it, on top of asyncio.

Node's order of events is part of its API, and `call_soon` alone cannot give it. A `Runtime` belongs to one
asyncio loop and adds what Node has beside the poll for I/O:

- the *tick queue* (`process.nextTick`) and behind it the *microtasks* (`queueMicrotask`): both are emptied when
  the current entry from the loop into our code (a protocol callback, a timer, an immediate) is done, before
  control returns to asyncio. Called from outside such an entry (from a coroutine, say) they wait for one
  `call_soon`.
- the *check phase* (`setImmediate`) and the *closing phase* ('close' of sockets and servers), which share one
  `call_soon`: asyncio runs what was scheduled in one turn before the I/O and the timers of the next one, which is
  where Node runs them too.
- *timers* in milliseconds (`timers.py`).
- the *handles* that keep a program alive: `run()` returns when there are none left.
- what is *open* in the loop, whether it keeps the program alive or not (a pooled connection does not): it is closed
  with the loop.

Nothing is bound to a loop at import. `current()` is the runtime of the running loop; where no loop runs (a plain
script before `run()`), it is the thread's pending runtime, whose loop `run()` will run.
"""

from __future__ import annotations

import threading
import time
from asyncio import AbstractEventLoop, Task
from asyncio.events import _get_running_loop
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from .. import _calling
from .hooks import hooks, new_event_loop
from .timers import TimerQueue
from .uncompiled import Immediate, PerThread, Promise, when_loop_ends

Job = tuple[Callable[..., Any], tuple[Any, ...]]


class Open(Protocol):
    """A connection or a listening socket of a loop."""

    def shut(self) -> None:
        """The loop ends: close at once, without a word."""


class Runtime:
    """What Node adds to one event loop. Get it with `current()`."""

    def __init__(self, loop: AbstractEventLoop | None = None) -> None:
        self._loop = loop
        self.entered = False
        self.ticks: deque[Job] = deque()
        self.microtasks: deque[Job] = deque()
        self._immediates: deque[Immediate] = deque()
        self._closings: deque[Job] = deque()
        self._completed: deque[Callable[..., Any]] = deque()
        self._phase_armed = False
        self._tick_armed = False
        self._now: float | None = None
        self.timers = TimerQueue(self)
        self.handles: dict[Any, None] = {}  # a set that keeps its order, so that active_handles() does
        self.tasks: set[Task[Any]] = set()
        self.open: set[Open] = set()
        self._closer: AsyncGenerator[None, None] | None = None
        #: What an object that serves several loops keeps for this one (an agent its sockets).
        self.locals: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        #: Set by the runner: called when nothing is left that keeps the program alive.
        self.on_idle: Callable[[], None] | None = None
        #: Set by the runner: the program asked to end (`process.exit`).
        self.on_exit: Callable[[SystemExit], None] | None = None
        #: Nothing runs any more.
        self.dead = False
        #: Set by the runner: takes an exception that nobody caught.
        self.on_fatal: Callable[[BaseException], None] | None = None
        #: The buffer that sockets of this loop read into (see net); one is enough, a read is handed on at once.
        self.read_view: memoryview | None = None

    @property
    def loop(self) -> AbstractEventLoop:
        """The asyncio loop; a pending runtime makes it when it is first needed."""
        if self._loop is None:
            self._loop = new_event_loop()
            if self.ticks or self.microtasks:
                self._arm_ticks()
        return self._loop

    @property
    def closed(self) -> bool:
        return self._loop is not None and self._loop.is_closed()

    # -- entries and ticks -------------------------------------------------------------------------------------

    def entry(self, fn: Callable[..., Any], *args: Any) -> None:
        """Run `fn` as an entry from the loop: what it throws is uncaught, and the ticks it queues run after it."""
        if self.entered:  # asyncio called back while we were calling it: the outer entry empties the queues
            try:
                fn(*args)
            except Exception as error:
                self.uncaught(error)
            return
        if (
            self._tick_armed
        ):  # ticks queued outside of an entry: the loop may run this, a timer say, before them
            self.drain()
        if self.dead:
            return
        self.entered = True
        try:
            fn(*args)
        except Exception as error:
            self.survive(error)
        except BaseException as error:
            self.leave(error)
            return
        self.drain()

    def drain(self) -> bool:
        """Run all ticks, then all microtasks, until there are none; this ends the current entry.

        Returns: false when one failed, and nobody saw to it.
        """
        ticks, microtasks = self.ticks, self.microtasks
        well = self.entered = True
        while True:
            try:
                while ticks:
                    fn, args = ticks.popleft()
                    fn(*args)
                if not microtasks:
                    break
                while microtasks:
                    fn, args = microtasks.popleft()
                    fn(*args)
            except Exception as error:
                well = self.survive(error) and well
            except BaseException as error:
                self.leave(error)
                return well
        self.entered = False
        self._now = None
        return well

    def run_ticks(self) -> None:
        """Run what `drain` runs, in the middle of an entry: where Node, for one reason or another, does so too.

        Raises: what one of them raises; the rest run when the entry is done.
        """
        if not self.entered:
            return
        ticks, microtasks = self.ticks, self.microtasks
        while ticks or microtasks:
            while ticks:
                fn, args = ticks.popleft()
                fn(*args)
            while microtasks:
                fn, args = microtasks.popleft()
                fn(*args)

    def survive(self, error: Exception) -> bool:
        """An exception reached the loop: it is uncaught, and so is one that the handler of such raises.

        Returns: whether the program has seen to it; else it goes on in a loop of somebody else's.
        """
        try:
            return self.uncaught(error)
        except SystemExit as exit_:
            self.leave(exit_)
        except Exception as again:
            self.loop.call_exception_handler({'message': f'node_http: {again}', 'exception': again})
        return False

    def leave(self, error: BaseException) -> None:
        """SystemExit or KeyboardInterrupt: nothing more runs here. Not every loop lets these through."""
        self.entered = False
        self._now = None
        self.ticks.clear()
        self.microtasks.clear()
        if self.on_exit is None or not isinstance(error, SystemExit):
            raise error
        self.dead = True
        self.on_exit(error)

    def next_tick(self, fn: Callable[..., Any], *args: Any) -> None:
        self.ticks.append((fn, args))
        if not self.entered and not self._tick_armed:
            self._arm_ticks()

    def queue_microtask(self, fn: Callable[..., Any], *args: Any) -> None:
        self.microtasks.append((fn, args))
        if not self.entered and not self._tick_armed:
            self._arm_ticks()

    def _arm_ticks(self) -> None:
        if self._loop is not None:
            self._tick_armed = True
            self._loop.call_soon(self._run_armed)

    def _run_armed(self) -> None:
        self._tick_armed = False
        self.drain()
        if not self.handles and self.on_idle is not None:  # the ticks may have been all that was left
            self.on_idle()

    # -- the check phase and the closing phase -----------------------------------------------------------------

    def set_immediate(self, fn: Callable[..., Any], *args: Any) -> Immediate:
        immediate = Immediate(self, fn, args)
        self._immediates.append(immediate)
        self._arm_phase()
        return immediate

    def close_soon(self, fn: Callable[..., Any], *args: Any) -> None:
        """Run `fn` in Node's closing phase, where handles tell that they are closed."""
        self._closings.append((fn, args))
        self._arm_phase()

    def complete_soon(self, fn: Callable[..., Any]) -> None:
        """Run `fn` before the check phase: a request to the kernel is done, which Node hears of behind the poll."""
        self._completed.append(fn)
        self.loop.call_soon(self._complete)

    def _complete(self) -> None:
        if self._completed:  # else it came before an immediate that was set earlier
            self.entry(self._completed.popleft())

    def _arm_phase(self) -> None:
        if not self._phase_armed:
            self._phase_armed = True
            self.loop.call_soon(self._run_phase)

    def _run_phase(self) -> None:
        self._phase_armed = False
        try:
            while self._completed and self._immediates:
                self.entry(self._completed.popleft())
            for _ in range(len(self._immediates)):
                self.entry(self._immediates.popleft()._run)
            for _ in range(len(self._closings)):
                fn, args = self._closings.popleft()
                self.entry(fn, *args)
        finally:
            if self._immediates or self._closings:
                self._arm_phase()
            elif (
                not self.handles and self.on_idle is not None
            ):  # what was closed may have been all that was left
                self.loop.call_soon(self.on_idle)

    # -- time --------------------------------------------------------------------------------------------------

    def now(self) -> float:
        """Milliseconds on a clock that never goes back. One entry has one time, as in Node."""
        now = self._now
        if now is None:
            now = time.monotonic() * 1000
            if self.entered:
                self._now = now
        return now

    # -- what keeps the program alive --------------------------------------------------------------------------

    def hold(self, handle: object) -> None:
        """`handle` keeps the program alive until it is released."""
        self.handles[handle] = None

    def release(self, handle: object) -> None:
        self.handles.pop(handle, None)
        if not self.handles and self.on_idle is not None:
            self.loop.call_soon(self.on_idle)

    # -- what is open ------------------------------------------------------------------------------------------

    def opened(self, thing: Open) -> None:
        """`thing` is to be shut with the loop, unless it is taken out of `open` before."""
        self.open.add(thing)
        if self._closer is None and _get_running_loop() is self._loop:
            self._closer = when_loop_ends(self._loop_ends)
            try:
                self._closer.__anext__().send(None)
            except StopIteration:
                pass

    def shut(self) -> None:
        """Close what is still open."""
        for thing in list(self.open):
            thing.shut()
        self.open.clear()

    def _loop_ends(self) -> None:
        self._closer = None
        self.shut()

    @property
    def alive(self) -> bool:
        """Whether anything is left to do that keeps the program alive."""
        return bool(self.handles or self.ticks or self.microtasks or self._closings)

    def create_task(self, coroutine: Coroutine[Any, Any, Any]) -> Task[Any]:
        """Start a coroutine listener or callback; what it throws and nobody awaits is an unhandled rejection."""
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self._task_done)
        return task

    def _task_done(self, task: Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled():
            error = task.exception()
            if error is not None:
                self.entry(self.uncaught, error, 'unhandledRejection')
        if self.on_idle is not None and not self.alive:
            self.on_idle()

    def create_future(self) -> Promise:
        return Promise(loop=self.loop)

    def uncaught(self, error: BaseException, origin: str = 'uncaughtException') -> bool:
        """An exception escaped from a listener or a callback: Node's 'uncaughtException'.

        Returns: whether somebody listens to that.
        """
        if hooks.uncaught is not None and hooks.uncaught(error, origin):
            return True
        if self.on_fatal is not None:
            self.on_fatal(error)
        else:
            self.loop.call_exception_handler({'message': f'node_http: {origin}: {error}', 'exception': error})
        return False

    def __repr__(self) -> str:
        return f'<Runtime of {self._loop!r}: {len(self.handles)} handles>'


_per_thread = PerThread()
_by_loop: dict[AbstractEventLoop, Runtime] = {}
_registering = threading.Lock()


def current() -> Runtime:
    """The runtime of the running loop; where none runs, the one that `run()` will run."""
    runtime = _per_thread.running
    if runtime is not None and runtime.entered:  # then no other loop can be running
        return runtime
    loop = _get_running_loop()
    if loop is None:
        runtime = _per_thread.pending
        if runtime is None or runtime.closed:
            runtime = _per_thread.pending = Runtime()
        return runtime
    runtime = _per_thread.running
    if runtime is None or runtime._loop is not loop:
        runtime = _by_loop.get(loop)
        if runtime is None:
            runtime = _register(Runtime(loop))
        _per_thread.running = runtime
    return runtime


def _register(runtime: Runtime) -> Runtime:
    """From now on the runtime is known by its loop; those of loops that are closed are forgotten."""
    with _registering:
        for loop in [loop for loop in _by_loop if loop.is_closed()]:
            del _by_loop[loop]  # a runtime holds its loop, so nothing else would
        _by_loop[runtime.loop] = runtime
    return runtime


def take_pending() -> Runtime:
    """The thread's pending runtime, for the runner; from now on it is known by its loop."""
    runtime = _per_thread.pending
    _per_thread.pending = None
    if runtime is None or runtime.closed:
        runtime = Runtime()
    return _register(runtime)


def next_tick(fn: Callable[..., Any], *args: Any) -> None:
    """`process.nextTick`: run `fn(*args)` when the current entry is done, before any I/O."""
    runtime = _per_thread.running
    if runtime is not None and runtime.entered:  # then no other loop can be running
        runtime.ticks.append((fn, args))
    else:
        current().next_tick(fn, *args)


def queue_microtask(fn: Callable[..., Any], *args: Any) -> None:
    """`queueMicrotask`: run `fn(*args)` when all ticks are done."""
    current().queue_microtask(fn, *args)


def active_handles() -> list[Any]:
    """What keeps this program alive: listening servers, open sockets, pending connects and lookups, timers."""
    return list(current().handles)


def _spawn(coroutine: Coroutine[Any, Any, Any]) -> Task[Any]:
    return current().create_task(coroutine)


_calling.spawn = _spawn

__all__ = [
    'Immediate', 'Promise', 'Runtime', 'active_handles', 'current', 'next_tick', 'queue_microtask',
    'take_pending',
]  # fmt: skip
