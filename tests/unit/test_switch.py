"""`Switch`: listeners that come and go again and again are what `on` and `removeListener` would have made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from node_http._listeners import Switch, ours
from node_http.events import EventEmitter

pytestmark = pytest.mark.any_engine


def nothing() -> None:
    """A listener."""


def other() -> None:
    """Another."""


OURS = (('end', nothing, 0), ('close', nothing, 0))


def held(emitter: Any) -> dict[Any, list[Any]]:
    return {event: emitter.listeners(event) for event in emitter.eventNames()}


CHANGES: dict[str, Callable[[Any], Any]] = {
    'nothing': lambda emitter: None,
    'adds': lambda emitter: emitter.on('end', other),
    'adds in front': lambda emitter: emitter.prependListener('close', other),
    'adds and removes': lambda emitter: emitter.on('end', other).off('end', other),
    'removes its own': lambda emitter: emitter.removeAllListeners('data'),
    'removes ours': lambda emitter: emitter.removeListener('end', nothing),
    'removes all': lambda emitter: emitter.removeAllListeners(),
}


@pytest.mark.parametrize('change', CHANGES)
@pytest.mark.parametrize('moment', ['while they are there', 'while they are not'])
def test_whatever_the_program_does_meanwhile(change: str, moment: str) -> None:
    plain, switched = EventEmitter(), EventEmitter()
    come, go = Switch(switched, True, ours(*OURS)), Switch(switched, False, ours(*OURS))
    for emitter in (plain, switched):
        emitter.on('end', other)
        emitter.on('data', other)
    for round_ in range(6):
        for event, listener, _ in OURS:
            plain.on(event, listener)
        come.turn()
        assert held(switched) == held(plain)
        if round_ == 2 and moment == 'while they are there':
            CHANGES[change](plain)
            CHANGES[change](switched)
        for event, listener, _ in OURS:
            plain.removeListener(event, listener)
        go.turn()
        assert held(switched) == held(plain)
        if round_ == 2 and moment == 'while they are not':
            CHANGES[change](plain)
            CHANGES[change](switched)


def test_who_listens_to_listeners_is_told_each_time() -> None:
    emitter, told = EventEmitter(), []
    emitter.on('removeListener', lambda event, _: told.append(f'no {event}'))
    emitter.on('newListener', lambda event, _: told.append(event))
    come, go = Switch(emitter, True, ours(*OURS)), Switch(emitter, False, ours(*OURS))
    for _ in range(3):
        come.turn()
        go.turn()
    assert told == ['end', 'close', 'no end', 'no close'] * 3


def test_on_of_the_object_is_called_each_time() -> None:
    emitter: Any = EventEmitter()
    seen: list[str] = []
    come, go = Switch(emitter, True, ours(*OURS)), Switch(emitter, False, ours(*OURS))
    for _ in range(3):
        come.turn()
        go.turn()
    emitter.on = lambda event, listener: (
        seen.append(event) or EventEmitter.__dict__['on'](emitter, event, listener)
    )
    for _ in range(2):
        come.turn()
        go.turn()
    assert seen == ['end', 'close'] * 2
