"""EventEmitter where Python meets it: decorators, calling rule, coroutines, pyee's names; see pairs/events too."""

from __future__ import annotations

import math
from typing import Any

import pyee
import pytest

from node_http import events
from node_http._runtime import run
from node_http._runtime.hooks import NodeWarning
from node_http.errors import NodeError
from node_http.events import EventEmitter

pytestmark = pytest.mark.any_engine


def test_calling_rule() -> None:
    emitter, seen = EventEmitter(), []
    emitter.on('x', lambda: seen.append(()))
    emitter.on('x', lambda a: seen.append((a,)))
    emitter.on('x', lambda a, b, c: seen.append((a, b, c)))
    emitter.on('x', lambda *args: seen.append(args))
    emitter.on('x', lambda a, b=9: seen.append((a, b)))
    emitter.once('x', lambda: seen.append('once'))
    assert emitter.emit('x', 1, 2)
    assert seen == [(), (1,), (1, 2, None), (1, 2), (1, 2), 'once']
    assert not emitter.emit('y')


@pytest.mark.parametrize('name', ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'])
def test_decorators(name: str) -> None:
    emitter, seen = EventEmitter(), []

    @getattr(emitter, name)('x')
    def listener(value: int) -> None:
        seen.append(value)

    assert emitter.listeners('x') == [listener]
    emitter.emit('x', 1)
    assert seen == [1]
    assert emitter.listenerCount('x') == ('Once' not in name and name != 'once')


@pytest.mark.parametrize(
    'name', ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener', 'off', 'removeListener']
)
def test_with_a_listener_they_return_the_emitter_and_check_it(name: str) -> None:
    emitter = EventEmitter()
    assert getattr(emitter, name)('x', print) is emitter
    with pytest.raises(TypeError) as raised:
        getattr(emitter, name)('x', 5)
    assert raised.value.code == 'ERR_INVALID_ARG_TYPE'  # type: ignore[attr-defined]


def test_raw_listeners_of_once() -> None:
    emitter = EventEmitter()
    emitter.once('x', print)
    [raw] = emitter.rawListeners('x')
    assert raw.listener is print  # type: ignore[attr-defined]
    assert emitter.listeners('x') == [print]
    raw()
    assert emitter.rawListeners('x') == []


def test_bound_methods_are_found_again() -> None:
    class Owner:
        def listener(self) -> None: ...

    owner, emitter = Owner(), EventEmitter()
    emitter.on('x', owner.listener).once('x', owner.listener)
    assert emitter.listenerCount('x', owner.listener) == 2
    emitter.off('x', owner.listener).off('x', owner.listener)
    assert emitter.eventNames() == []


def test_any_hashable_names_an_event() -> None:
    emitter, seen = EventEmitter(), []
    for name in (5, ('a', 1), events.errorMonitor, None):
        emitter.on(name, lambda name=name: seen.append(name))
        emitter.emit(name)
    assert seen == [5, ('a', 1), events.errorMonitor, None]


def test_removal_while_emitting_changes_the_next_emit() -> None:
    emitter, seen = EventEmitter(), []
    emitter.on('x', lambda: (seen.append('all'), emitter.removeAllListeners()))
    emitter.on('x', lambda: seen.append('still'))
    emitter.emit('x')
    assert not emitter.emit('x')
    assert seen == ['all', 'still']


def test_coroutine_listeners_run_as_tasks() -> None:
    seen: list[Any] = []

    async def listener(value: int) -> None:
        seen.append(value)

    def main() -> None:
        emitter = EventEmitter()
        emitter.on('x', listener).once('x', listener)
        emitter.emit('x', 1, 2)
        seen.append('emitted')

    run(main)
    assert seen == ['emitted', 1, 1]


def test_leak_warning_is_given_once() -> None:
    emitter = EventEmitter()
    for _ in range(10):
        emitter.on('x', print)
    with pytest.warns(NodeWarning, match=r'11 x listeners added to \[EventEmitter\]. MaxListeners is 10.'):
        emitter.on('x', print)
    emitter.on('x', print)
    for limit in (0, math.inf):
        free = EventEmitter().setMaxListeners(limit)
        assert free.getMaxListeners() == limit
        for _ in range(20):
            free.on('x', print)


def test_a_subclass_need_not_call_init() -> None:
    class Lazy(EventEmitter):
        def __init__(self) -> None:
            pass

    lazy, seen = Lazy(), []
    assert '_events' not in vars(lazy)
    assert lazy.on('x', lambda: seen.append(1)).emit('x')
    assert not Lazy().emit('x')


def test_error_that_is_no_exception() -> None:
    with pytest.raises(NodeError) as raised:
        EventEmitter().emit('error', {'a': 1})
    assert raised.value.message == 'Unhandled error. ({ a: 1 })'
    assert raised.value.context == {'a': 1}  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        EventEmitter().emit('error', KeyError('own'))


def test_static_forms() -> None:
    emitter = EventEmitter()
    emitter.on('x', print)
    assert EventEmitter.listenerCount(emitter, 'x') == events.listenerCount(emitter, 'x') == 1
    assert EventEmitter.getEventListeners(emitter, 'x') == events.getEventListeners(emitter, 'x') == [print]
    events.setMaxListeners(3, emitter)
    assert events.getMaxListeners(emitter) == 3
    with pytest.raises(TypeError):
        events.getEventListeners({}, 'x')


def test_pyee_names() -> None:
    emitter, seen = EventEmitter(), []
    assert isinstance(emitter, pyee.EventEmitter)
    assert emitter.add_listener('x', seen.append) == seen.append
    emitter.emit('x', 1)
    assert emitter.event_names() == {'x'}
    emitter.remove_listener('x', seen.append)
    emitter.remove_all_listeners()
    assert seen == [1]
