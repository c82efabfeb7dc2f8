"""CloseEvent, MessageEvent, ErrorEvent: their fields, and what Node says of wrong arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import node_http as http
from node_http._inspect import inspect
from node_http._jsobject import Symbol
from node_http.errors import NodeTypeError
from node_http.event_target import Event
from node_http.websocket import ErrorEvent

pytestmark = pytest.mark.any_engine

CloseEvent, MessageEvent = http.CloseEvent, http.MessageEvent


def test_close_event() -> None:
    event = CloseEvent('close')
    assert (event.type, event.code, event.reason, event.wasClean) == ('close', 0, '', False)
    assert isinstance(event, Event)
    event = CloseEvent('x', {'code': 3000, 'reason': 5}, wasClean=1, bubbles=True, cancelable=True)
    assert (event.code, event.reason, event.wasClean, event.bubbles, event.cancelable) == (
        3000, '5', True, True, True,
    )  # fmt: skip
    assert inspect(event).startswith("CloseEvent {\n  type: 'x',")


@pytest.mark.parametrize(
    ('given', 'code'),
    [
        (70000, 4464),
        (-1, -1),
        (-70000, -4464),
        (3000.7, 3000),
        ('0x10', 16),
        ('q', 0),
        (None, 0),
        (float('inf'), 0),
    ],
)
def test_a_code_is_an_unsigned_short_of_nodes_kind(given: Any, code: int) -> None:
    assert CloseEvent('x', code=given).code == code


def test_message_event() -> None:
    event = MessageEvent('message')
    assert (event.data, event.origin, event.lastEventId, event.source, event.ports) == (
        None,
        '',
        '',
        None,
        (),
    )
    event = MessageEvent('message', {'data': {'a': 1}, 'origin': 5, 'lastEventId': None, 'ports': []})
    assert (event.data, event.origin, event.lastEventId, event.ports) == ({'a': 1}, '5', 'null', ())


def test_init_message_event_makes_another() -> None:
    event = MessageEvent('x')
    made = event.initMessageEvent('y', True, True, 'd', 'o', 'l', None, [])
    assert (made.type, made.bubbles, made.data, made.origin, made.lastEventId) == ('y', True, 'd', 'o', 'l')
    assert event.type == 'x'


def test_error_event() -> None:
    error = ValueError('x')
    event = ErrorEvent('error', message='m', error=error)
    assert (event.message, event.filename, event.lineno, event.colno) == ('m', '', 0, 0)
    assert event.error is error


class Own(CloseEvent):
    pass


WRONG: list[tuple[Callable[[], Any], str]] = [
    (CloseEvent, 'CloseEvent constructor: 1 argument required, but 0 found.'),
    (Own, 'CloseEvent constructor: 1 argument required, but 0 found.'),
    (MessageEvent, 'MessageEvent constructor: 1 argument required, but 0 found.'),
    (lambda: CloseEvent('x', 5), 'undefined: Expected 5 to be one of: Null, Undefined, Object.'),
    (lambda: CloseEvent('x', 's'), 'undefined: Expected s to be one of: Null, Undefined, Object.'),
    (
        lambda: CloseEvent(Symbol('a')),
        'CloseEvent constructor: type is a symbol, which cannot be converted to a DOMString.',
    ),
    (lambda: CloseEvent('x', reason=Symbol('a')), 'Cannot convert a Symbol value to a string'),
    (
        lambda: MessageEvent('x', source=5),
        'MessageEvent constructor: Expected eventInitDict.source ("5") to be an instance of MessagePort.',
    ),
    (
        lambda: MessageEvent('x', source='str'),
        'MessageEvent constructor: Expected eventInitDict.source (""str"") to be an instance of MessagePort.',
    ),
    (
        lambda: MessageEvent('x', source=[1, 'a']),
        'MessageEvent constructor: Expected eventInitDict.source ("[ 1, \'a\' ]") to be an instance of MessagePort.',
    ),
    (
        lambda: MessageEvent('x', ports=[1]),
        'MessageEvent constructor: Expected eventInitDict.ports[0] ("1") to be an instance of MessagePort.',
    ),
    (
        lambda: MessageEvent('x', ports=5),
        'MessageEvent constructor: eventInitDict.ports (5) is not iterable.',
    ),
    (
        lambda: MessageEvent('x', ports=None),
        'MessageEvent constructor: eventInitDict.ports (null) is not iterable.',
    ),
    (
        lambda: MessageEvent('x', ports='ab'),
        'MessageEvent constructor: eventInitDict.ports ("ab") is not iterable.',
    ),
    (
        lambda: MessageEvent('x').initMessageEvent(),
        'MessageEvent.initMessageEvent: 1 argument required, but 0 found.',
    ),
]


@pytest.mark.parametrize(('call', 'message'), WRONG, ids=[message for _, message in WRONG])
def test_wrong_arguments(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(NodeTypeError) as caught:
        call()
    assert str(caught.value) == message
    assert caught.value.name == 'TypeError'
    assert caught.value.code is None
