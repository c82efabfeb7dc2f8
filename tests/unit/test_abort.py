"""What pairs/targets cannot show of AbortSignal: what lives, and what Python adds."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from node_http._runtime import Timer, active_handles, current, run
from node_http.abort import AbortController, AbortReason, AbortSignal
from node_http.errors import DOMException
from node_http.event_target import Event, EventTarget

pytestmark = pytest.mark.any_engine


def test_reason_by_default() -> None:
    controller = AbortController()
    assert controller.signal.reason is None
    controller.abort()
    reason = controller.signal.reason
    assert isinstance(reason, DOMException)
    assert (reason.name, reason.code, reason.message) == ('AbortError', 20, 'This operation was aborted')


def test_throw_if_aborted_raises_the_reason() -> None:
    reason = KeyError('mine')
    with pytest.raises(KeyError) as raised:
        AbortSignal.abort(reason).throwIfAborted()
    assert raised.value is reason
    AbortController().signal.throwIfAborted()


def test_throw_if_aborted_wraps_what_is_no_exception() -> None:
    with pytest.raises(AbortReason) as raised:
        AbortSignal.abort('why').throwIfAborted()
    assert raised.value.reason == 'why'


def test_a_signal_that_nobody_listens_to_is_not_held() -> None:
    source = AbortController()
    follower = weakref.ref(AbortSignal.any([source.signal]))
    gc.collect()
    assert follower() is None


def test_a_signal_that_somebody_listens_to_is_held_until_it_is_aborted() -> None:
    source = AbortController()
    seen: list[Any] = []
    AbortSignal.any([source.signal]).addEventListener('abort', lambda event: seen.append(event.target.reason))
    gc.collect()
    source.abort('late')
    assert seen == ['late']
    assert not AbortSignal._held


def test_a_signal_is_let_go_with_its_last_listener() -> None:
    source = AbortController()
    signal = AbortSignal.any([source.signal])

    def listener() -> None: ...

    signal.addEventListener('abort', listener)
    signal.removeEventListener('abort', listener)
    known = weakref.ref(signal)
    del signal
    gc.collect()
    assert known() is None


def test_timeout_keeps_no_program_alive() -> None:
    def main() -> None:
        signal = AbortSignal.timeout(100_000)
        signal.addEventListener('abort', lambda: None)
        assert active_handles() == []
        AbortSignal._held.discard(signal)

    run(main)


def test_timeout_with_a_listener_fires_although_nobody_holds_it() -> None:
    seen: list[str] = []

    def main() -> None:
        AbortSignal.timeout(1).onabort = lambda event: seen.append(event.target.reason.name)
        gc.collect()
        Timer(50, lambda: None)

    run(main)
    assert seen == ['TimeoutError']


def test_the_timer_of_a_forgotten_timeout_is_cancelled() -> None:
    def main() -> None:
        AbortSignal.timeout(100_000)
        gc.collect()
        assert not any(entry[2]._active for entry in current().timers._heap)

    run(main)


def test_a_listener_leaves_the_signal_it_was_registered_with() -> None:
    target, controller = EventTarget(), AbortController()

    def listener() -> None: ...

    target.addEventListener('x', listener, {'signal': controller.signal})
    target.removeEventListener('x', listener)
    assert controller.signal._event_listeners('abort') == []
    target.addEventListener('x', listener, signal=controller.signal)
    controller.abort()
    assert target._event_listeners('x') == []
    target.addEventListener('x', listener, signal=controller.signal)
    assert target._event_listeners('x') == []


def test_onabort_can_be_taken_away() -> None:
    seen: list[str] = []
    controller = AbortController()
    controller.signal.onabort = lambda: seen.append('never')
    controller.signal.onabort = None
    assert controller.signal.onabort is None
    controller.abort()
    assert seen == []


def test_any_number_may_listen() -> None:
    signal = AbortController().signal
    for _ in range(50):
        signal.addEventListener('abort', lambda: None)
    assert signal.getMaxListeners() == 0


def test_it_dispatches_what_it_is_given_as_well() -> None:
    signal, seen = AbortController().signal, []
    signal.addEventListener('abort', lambda event: seen.append(event.isTrusted))
    signal.dispatchEvent(Event('abort'))
    assert seen == [False]
    assert not signal.aborted
