"""What Python adds to EventTarget, and its warnings; the rest is in pairs/targets."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from node_http._runtime import run
from node_http._runtime.hooks import NodeWarning
from node_http.event_target import CustomEvent, Event, EventTarget
from node_http.events import getEventListeners, getMaxListeners, setMaxListeners

pytestmark = pytest.mark.any_engine


def test_decorator() -> None:
    target, seen = EventTarget(), []

    @target.addEventListener('x')
    def listener(event: Event) -> None:
        seen.append(event.type)

    target.dispatchEvent(Event('x'))
    target.removeEventListener('x', listener)
    target.dispatchEvent(Event('x'))
    assert seen == ['x']


def test_options_as_keywords() -> None:
    target, seen = EventTarget(), []
    target.addEventListener('x', lambda: seen.append(1), once=True)
    target.dispatchEvent(Event('x', cancelable=True))
    target.dispatchEvent(Event('x'))
    assert seen == [1]
    assert CustomEvent('x', detail=[1]).detail == [1]


def test_capture_makes_another_listener() -> None:
    target, seen = EventTarget(), []

    def listener() -> None:
        seen.append(1)

    target.addEventListener('x', listener)
    target.addEventListener('x', listener, True)
    target.dispatchEvent(Event('x'))
    target.removeEventListener('x', listener, {'capture': True})
    target.dispatchEvent(Event('x'))
    assert seen == [1, 1, 1]


def test_coroutine_listeners_and_handlers() -> None:
    seen: list[Any] = []

    async def function(event: Event) -> None:
        await asyncio.sleep(0)
        seen.append('function')

    class Handler:
        async def handleEvent(self) -> None:
            await asyncio.sleep(0)
            seen.append('object')

    def main() -> None:
        target = EventTarget()
        target.addEventListener('x', function)
        target.addEventListener('x', Handler())
        target.dispatchEvent(Event('x'))

    run(main)
    assert seen == ['function', 'object']


def test_handle_event_is_looked_up_at_each_call() -> None:
    class Handler:
        def handleEvent(self, event: Event) -> None:
            seen.append('first')

    target, seen, handler = EventTarget(), [], Handler()
    target.addEventListener('x', handler)
    target.dispatchEvent(Event('x'))
    handler.handleEvent = lambda event: seen.append('second')  # type: ignore[method-assign]
    target.dispatchEvent(Event('x'))
    assert seen == ['first', 'second']


def test_null_listens_to_nothing() -> None:
    with pytest.warns(NodeWarning, match='called with null which has no effect'):
        EventTarget().addEventListener('x', None)


def test_too_many_listeners() -> None:
    target = EventTarget()
    for _ in range(10):
        target.addEventListener('x', lambda: None)
    with pytest.warns(NodeWarning, match='memory leak detected. 11 x listeners added to EventTarget'):
        target.addEventListener('x', lambda: None)
    target.addEventListener('x', lambda: None)
    assert len(getEventListeners(target, 'x')) == 12


def test_the_limit_can_be_set() -> None:
    target = EventTarget()
    assert getMaxListeners(target) == 10
    setMaxListeners(1, target)
    assert getMaxListeners(target) == 1


def test_a_subclass_is_named_when_it_is_shown() -> None:
    class Radio(EventTarget): ...

    from node_http._inspect import inspect

    assert inspect(Radio()) == 'Radio {}'
    assert inspect(Event('x')).startswith(
        "Event {\n  type: 'x',\n  defaultPrevented: false,\n  cancelable: false,"
    )
