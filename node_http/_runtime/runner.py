"""`run()`: the event loop of a program that has none, as `node FILE` runs it.

It runs until nothing is left that keeps the program alive (`active_handles()`), a signal ends it, or an exception
nobody caught does.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable
from types import CoroutineType
from typing import Any
from weakref import WeakSet

from .core import Promise, Runtime, current, take_pending
from .hooks import hooks
from .report import print_fatal

_SIGNALS = ('SIGINT', 'SIGTERM', 'SIGHUP')


def run(main: Callable[[], Any] | None = None) -> None:
    """Run the loop of this thread until nothing is left that keeps the program alive.

    `main`, when given, is run first, as Node runs a script: as one entry into the loop, its ticks behind it. It
    may be a coroutine function.

    Raises `SystemExit` with Node's status when the program does not end well: 1 after an uncaught exception,
    130 after Ctrl-C, 143 after SIGTERM, or what `process.exit` was given. Raises `RuntimeError` inside a running
    loop: there, nothing special is needed. Under `node-http FILE` the loop that runs is this one already: `main` is
    called at once, and `run()` returns, so that one file serves `node-http FILE` and `python FILE`.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        runtime = current()
        if runtime.on_idle is None:
            raise RuntimeError(
                'run() is for programs without a loop; in this one, every call uses the running loop'
            )
        if main is not None:
            _call_main(runtime, main)
        return
    status = Runner(take_pending()).run(main)
    if status:
        raise SystemExit(status)


class Runner:
    """One run of one loop."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.status = 0
        self.ending = False
        #: Whether `main` has been called: ticks that the script queued run before it.
        self.started = False
        #: A signal ends it: Node dies of it then, without an 'exit'.
        self.killed = False
        #: Whether `_on_idle` is scheduled because a task is about to run.
        self._asking = False
        #: What tasks of the user's wait for, as far as its end will be noticed.
        self._watched: WeakSet[Any] = WeakSet()

    def run(self, main: Callable[[], Any] | None) -> int:
        runtime, loop = self.runtime, self.runtime.loop
        runtime.on_idle = self._on_idle
        runtime.on_fatal = self._on_fatal
        runtime.on_exit = self._on_exit
        loop.set_exception_handler(self._on_loop_error)
        asyncio.set_event_loop(loop)
        restore = self._take_signals()
        try:
            loop.call_soon(self._start, main)
            while not self.ending:
                loop.run_forever()
        except SystemExit as error:  # from a task of the user's
            self.status = _status_of(error)
        except KeyboardInterrupt:  # where signals cannot be taken: not the main thread, or Windows
            self.status = 130
        finally:
            runtime.on_idle = runtime.on_fatal = runtime.on_exit = None
            if hooks.exit is not None and not self.killed:
                self.status = hooks.exit(self.status)
            restore()
            self._close()
        return self.status

    def _start(self, main: Callable[[], Any] | None) -> None:
        if main is not None:
            self.runtime.entry(_call_main, self.runtime, main)
        else:
            self.runtime.drain()
        self.started = True
        self._on_idle()

    def _on_idle(self) -> None:
        if not self.started or self.ending or self.runtime.alive or self._busy_tasks():
            return
        if hooks.before_exit is not None:
            self.runtime.entry(hooks.before_exit)
            if self._busy():
                return
        self._end(self.status)

    def _busy(self) -> bool:
        return self.runtime.alive or self._busy_tasks()

    def _busy_tasks(self) -> bool:
        """Whether a task of this loop waits for something that an emitter's promise is not.

        What only waits for an event of ours that nothing alive can emit would wait for ever: Node ends then.
        """
        waiting = any(task.done() for task in self.runtime.tasks)  # each will tell in a moment
        for task in asyncio.all_tasks(self.runtime.loop):
            waits_for = getattr(task, '_fut_waiter', None)
            if isinstance(waits_for, Promise) and not waits_for.done():
                continue
            waiting = True
            if waits_for is None or waits_for.done():  # it runs in this turn: ask again after it
                if not self._asking:
                    self._asking = True
                    self.runtime.loop.call_soon(self._ask_again)
            elif waits_for not in self._watched:
                self._watched.add(waits_for)
                waits_for.add_done_callback(lambda _: self.runtime.loop.call_soon(self._on_idle))
        return waiting

    def _ask_again(self) -> None:
        self._asking = False
        self._on_idle()

    def _on_fatal(self, error: BaseException) -> None:
        print_fatal(error)
        raise SystemExit(1)

    def _on_exit(self, error: SystemExit) -> None:
        self._end(_status_of(error))

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get('exception')
        if error is None:
            loop.default_exception_handler(context)
        else:
            self.runtime.entry(self.runtime.uncaught, error)

    def _end(self, status: int) -> None:
        self.status = status
        if not self.ending:  # a second stop() would stop what closes the loop
            self.ending = True
            self.runtime.loop.stop()

    # -- signals -----------------------------------------------------------------------------------------------

    def _take_signals(self) -> Callable[[], None]:
        loop = self.runtime.loop
        taken: dict[int, Any] = {}
        if threading.current_thread() is threading.main_thread():
            for name in _SIGNALS:
                number = getattr(signal, name, None)
                if number is not None:
                    before = signal.getsignal(number)
                    try:
                        loop.add_signal_handler(number, self._on_signal, name, int(number))
                        taken[number] = before
                    except (NotImplementedError, RuntimeError):  # Windows: KeyboardInterrupt does it
                        pass

        def restore() -> None:
            for number, before in taken.items():
                loop.remove_signal_handler(number)
                if before is not None:  # not of C: uvloop leaves its own there, which nobody hears any more
                    signal.signal(number, before)

        return restore

    def _on_signal(self, name: str, number: int) -> None:
        if hooks.signal is not None:
            heard = False

            def tell() -> None:
                nonlocal heard
                assert hooks.signal is not None
                heard = hooks.signal(name)

            self.runtime.entry(tell)
            if heard or self.ending:  # a listener may have called process.exit()
                return
        self.killed = True
        self._end(128 + number)

    # -- the end -----------------------------------------------------------------------------------------------

    def _close(self) -> None:
        """Close what is still open, so that nothing is left behind to warn about."""
        loop = self.runtime.loop
        try:
            self.runtime.shut()
            self.runtime.handles.clear()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            loop.set_exception_handler(lambda *_: None)
            if tasks:
                loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.run_until_complete(
                asyncio.sleep(0)
            )  # transports close their sockets in the turn after abort()
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def _call_main(runtime: Runtime, main: Callable[[], Any]) -> None:
    result = main()
    if isinstance(result, CoroutineType):
        runtime.create_task(result)


def _status_of(error: SystemExit) -> int:
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    print(code, file=sys.stderr)
    return 1
