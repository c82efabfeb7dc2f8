"""Ticks, microtasks, immediates, timers, the closing phase: the orders are those that real Node prints (see pairs/)."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest

from node_http import _runtime
from node_http._runtime import Timer, active_handles, current, next_tick, queue_microtask, run
from node_http._runtime.report import print_fatal

Log = list[Any]


@pytest.fixture
def log() -> Log:
    return []


def test_ticks_run_after_main_and_before_microtasks(log: Log) -> None:
    def main() -> None:
        queue_microtask(log.append, 'micro')
        next_tick(log.append, 'tick')
        log.append('main')

    run(main)
    assert log == ['main', 'tick', 'micro']


def test_a_microtask_of_a_tick_waits_for_all_ticks_and_its_tick_comes_last(log: Log) -> None:
    def micro() -> None:
        log.append('micro')
        next_tick(log.append, 'tick of micro')

    def tick() -> None:
        log.append('tick 1')
        queue_microtask(micro)
        next_tick(log.append, 'tick of tick')

    def main() -> None:
        next_tick(tick)
        queue_microtask(log.append, 'micro 0')
        next_tick(log.append, 'tick 2')

    run(main)
    assert log == ['tick 1', 'tick 2', 'tick of tick', 'micro 0', 'micro', 'tick of micro']


def test_ticks_queued_before_run(log: Log) -> None:
    next_tick(log.append, 'tick')
    queue_microtask(log.append, 'micro')
    run()
    assert log == ['tick', 'micro']


def test_ticks_run_between_immediates(log: Log) -> None:
    def first() -> None:
        log.append('first')
        next_tick(log.append, 'tick')
        current().set_immediate(log.append, 'next round')

    def main() -> None:
        current().set_immediate(first)
        current().set_immediate(log.append, 'second')

    run(main)
    assert log == ['first', 'tick', 'second', 'next round']


def test_the_closing_phase_follows_the_immediates(log: Log) -> None:
    def main() -> None:
        current().close_soon(log.append, 'close')
        current().set_immediate(log.append, 'immediate')

    run(main)
    assert log == ['immediate', 'close']


def test_close_soon_keeps_the_program_alive(log: Log) -> None:
    run(lambda: current().close_soon(log.append, 'close'))
    assert log == ['close']


def test_cleared_immediate_does_not_run(log: Log) -> None:
    run(lambda: current().set_immediate(log.append, 'never')._clear())
    assert log == []


def test_immediate_ref_and_repr() -> None:
    def main() -> None:
        immediate = current().set_immediate(lambda: None)
        assert immediate.hasRef()
        assert repr(immediate) == '<Immediate pending>'
        assert not immediate.unref().hasRef()
        assert immediate.ref().hasRef()
        immediate._clear()
        assert repr(immediate) == '<Immediate done>'
        assert not immediate.ref().hasRef()  # nothing is left that could run

    run(main)


class TestTimers:
    def test_order_is_that_of_the_times_and_then_of_the_calls(self, log: Log) -> None:
        def main() -> None:
            Timer(20, log.append, 'c')
            Timer(1, log.append, 'a')
            Timer(1, log.append, 'b')

        run(main)
        assert log == ['a', 'b', 'c']

    def test_ticks_run_between_timers(self, log: Log) -> None:
        def first() -> None:
            log.append('first')
            next_tick(log.append, 'tick')

        def main() -> None:
            Timer(1, first)
            Timer(1, log.append, 'second')

        run(main)
        assert log == ['first', 'tick', 'second']

    def test_unref_lets_the_program_end(self, log: Log) -> None:
        def main() -> None:
            timer = Timer(100_000, log.append, 'never')
            assert active_handles() == [timer]
            timer.unref()
            assert active_handles() == []
            assert not timer.hasRef()
            timer.ref().unref()

        run(main)
        assert log == []

    def test_refresh_puts_it_off(self, log: Log) -> None:
        def main() -> None:
            late = Timer(20, log.append, 'late')
            Timer(10, lambda: (log.append('10'), late.refresh()))
            Timer(25, log.append, '25')

        run(main)
        assert log == ['10', '25', 'late']

    def test_refresh_starts_one_that_has_fired_again(self, log: Log) -> None:
        def fired() -> None:
            log.append('fired')
            if len(log) < 3:
                timer.refresh()

        timer: _runtime.Timeout

        def main() -> None:
            nonlocal timer
            timer = Timer(1, fired)

        run(main)
        assert log == ['fired'] * 3

    def test_repeating_timer_closed_by_its_callback(self, log: Log) -> None:
        def fired() -> None:
            log.append('fired')
            if len(log) == 3:
                timer.close()

        timer: _runtime.Timeout

        def main() -> None:
            nonlocal timer
            timer = Timer(1, fired, repeat=True)

        run(main)
        assert log == ['fired'] * 3

    def test_closing_many_rebuilds_the_heap(self, log: Log) -> None:
        def main() -> None:
            timers = [Timer(1000, log.append, 'never') for _ in range(200)]
            kept = Timer(1, log.append, 'kept')
            for timer in timers:
                timer.close()
            assert len(current().timers._heap) < 100
            assert 'active' in repr(kept)

        run(main)
        assert log == ['kept']

    def test_one_entry_has_one_time(self) -> None:
        def main() -> None:
            before = current().now()
            for _ in range(10_000):
                pass
            assert current().now() == before

        run(main)


class TestExceptions:
    def test_uncaught_exception_ends_the_program_with_1(
        self, capsys: pytest.CaptureFixture[str], log: Log
    ) -> None:
        def fail() -> None:
            raise KeyError('why')

        def main() -> None:
            next_tick(fail)
            Timer(1, log.append, 'never')

        with pytest.raises(SystemExit) as exit_:
            run(main)
        assert exit_.value.code == 1
        assert log == []
        printed = capsys.readouterr().err
        assert "KeyError: 'why'" in printed
        assert 'core.py' not in printed  # the loop's frames say nothing

    def test_frames_of_compiled_modules_are_not_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        compiled: dict[str, Any] = {}
        exec(compile('def entry(fn):\n    fn()\n', 'node_http/_runtime/core.py', 'exec'), compiled)

        def fail() -> None:
            raise KeyError('why')

        with pytest.raises(KeyError) as raised:
            compiled['entry'](fail)
        assert raised.tb is not None
        print_fatal(raised.value.with_traceback(raised.tb.tb_next))  # without the frame of this test
        printed = capsys.readouterr().err
        assert 'in fail' in printed
        assert 'in entry' not in printed

    def test_of_a_coroutine_nobody_awaits(self, capsys: pytest.CaptureFixture[str]) -> None:
        async def main() -> None:
            raise ValueError('lost')

        with pytest.raises(SystemExit) as exit_:
            run(main)
        assert exit_.value.code == 1
        assert 'ValueError: lost' in capsys.readouterr().err

    def test_system_exit_gives_its_status(self) -> None:
        def leave() -> None:
            raise SystemExit(7)

        for main in (leave, lambda: next_tick(leave), lambda: Timer(1, leave)):
            with pytest.raises(SystemExit) as exit_:
                run(main)
            assert exit_.value.code == 7

    def test_system_exit_without_status_is_a_good_end(self) -> None:
        def leave() -> None:
            raise SystemExit

        run(leave)

    def test_in_somebody_elses_loop_it_goes_to_its_handler(self) -> None:
        seen: Log = []

        def fail() -> None:
            raise ValueError('mine')

        async def main() -> None:
            asyncio.get_running_loop().set_exception_handler(
                lambda loop, context: seen.append(context['exception'])
            )
            done = asyncio.Event()
            next_tick(fail)
            next_tick(done.set)
            await done.wait()

        asyncio.run(main())
        assert [str(error) for error in seen] == ['mine']


class TestCoroutines:
    def test_main_may_be_one(self, log: Log) -> None:
        async def main() -> None:
            log.append('start')
            await asyncio.sleep(0.001)
            log.append('end')

        run(main)
        assert log == ['start', 'end']

    def test_one_that_waits_for_nothing_alive_does_not_keep_the_program(self, log: Log) -> None:
        async def main() -> None:
            log.append('start')
            await current().create_future()
            log.append('never')

        run(main)
        assert log == ['start']

    def test_one_that_waits_for_a_timer_does(self, log: Log) -> None:
        async def main() -> None:
            promise = current().create_future()
            Timer(1, promise.set_result, 'value')
            log.append(await promise)

        run(main)
        assert log == ['value']

    def test_a_task_of_the_users_own_keeps_it_alive(self, log: Log) -> None:
        async def work() -> None:
            await asyncio.sleep(0.001)
            log.append('worked')

        def main() -> None:
            log.append(asyncio.ensure_future(work(), loop=current().loop) and 'started')

        run(main)
        assert log == ['started', 'worked']


class TestLoops:
    def test_run_twice(self, log: Log) -> None:
        def main() -> None:
            Timer(1, log.append, current())

        run(main)
        run(main)
        first, second = log
        assert first is not second
        assert first.closed

    def test_run_inside_a_running_loop_is_refused(self) -> None:
        async def main() -> None:
            run()

        with pytest.raises(RuntimeError, match='without a loop'):
            asyncio.run(main())

    def test_in_asyncio_run(self, log: Log) -> None:
        async def main() -> None:
            done = current().create_future()
            next_tick(log.append, 'tick')
            queue_microtask(log.append, 'micro')
            current().set_immediate(lambda: (log.append('immediate'), done.set_result(None)))
            log.append('main')
            await done

        asyncio.run(main())
        asyncio.run(main())
        assert log == ['main', 'tick', 'micro', 'immediate'] * 2

    def test_each_thread_has_its_own(self) -> None:
        logs: dict[int, Log] = {0: [], 1: []}
        runtimes: list[Any] = []

        def program(number: int) -> Callable[[], None]:
            def main() -> None:
                runtimes.append(current())
                for step in range(20):
                    Timer(step, logs[number].append, step)

            return lambda: run(main)

        threads = [threading.Thread(target=program(number)) for number in logs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert logs == {0: [*range(20)], 1: [*range(20)]}
        assert runtimes[0] is not runtimes[1]

    def test_current_is_the_same_before_and_in_run(self, log: Log) -> None:
        before = current()
        run(lambda: log.append(current()))
        assert log == [before]
        assert current() is not before


def test_handles_are_listed_in_order() -> None:
    def main() -> None:
        timer = Timer(1, lambda: None)
        immediate = current().set_immediate(lambda: None)
        assert active_handles() == [timer, immediate]

    run(main)
    assert active_handles() == []


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_signals_are_given_back(number: int) -> None:
    before = signal.getsignal(number)
    seen: Log = []
    run(lambda: seen.append(signal.getsignal(number)))
    assert seen != [before]
    assert signal.getsignal(number) is before
