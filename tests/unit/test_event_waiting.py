"""events.once, events.on and events.addAbortListener, on whatever can be listened to; see pairs/events too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyee
import pytest

from node_http._runtime import next_tick, queue_microtask, run
from node_http.abort import AbortController, AbortSignal
from node_http.errors import AbortError, NodeError
from node_http.event_target import Event, EventTarget
from node_http.events import EventEmitter, addAbortListener, getEventListeners, on, once

pytestmark = pytest.mark.any_engine


class Duck:
    """It has an emitter's methods, and is none."""

    def __init__(self) -> None:
        self.listeners: dict[str, Callable[..., Any]] = {}
        self.log: list[str] = []

    def on(self, event: str, listener: Callable[..., Any]) -> None:
        self.log.append(f'on {event}')
        self.listeners[event] = listener

    def once(self, event: str, listener: Callable[..., Any]) -> None:
        self.log.append(f'once {event}')
        self.listeners[event] = listener

    def removeListener(self, event: str, listener: Callable[..., Any]) -> None:
        self.log.append(f'remove {event}')


def test_once_on_what_looks_like_an_emitter() -> None:
    async def main() -> None:
        duck = Duck()
        promise = once(duck, 'x')
        duck.listeners['x'](1, 2)
        assert await promise == [1, 2]
        assert duck.log == ['once x', 'once error', 'remove error']
        duck = Duck()
        promise = once(duck, 'x')
        duck.listeners['error'](NodeError('bad'))
        with pytest.raises(NodeError, match='bad'):
            await promise
        assert duck.log == ['once x', 'once error', 'remove x']
        duck = Duck()
        iterator = on(duck, 'x')
        await iterator.aclose()
        assert duck.log == ['on x', 'on error', 'remove x', 'remove error']

    run(main)


def test_an_emitter_of_pyee() -> None:
    async def main() -> None:
        emitter = pyee.EventEmitter()
        promise, iterator = once(emitter, 'x'), on(emitter, 'x')
        emitter.emit('x', 1)
        assert await promise == await anext_of(iterator) == [1]
        await iterator.aclose()
        assert emitter.event_names() == set()

    run(main)


def test_an_event_target_has_no_error_event_to_fail_by() -> None:
    async def main() -> None:
        target = EventTarget()
        promise, iterator = once(target, 'x'), on(target, 'x')
        target.dispatchEvent(Event('error'))
        event = Event('x')
        target.dispatchEvent(event)
        assert await promise == await anext_of(iterator) == [event]
        assert len(getEventListeners(target, 'x')) == 1
        await iterator.aclose()
        assert getEventListeners(target, 'x') == []

    run(main)


@pytest.mark.parametrize(
    ('emitter', 'options', 'message'),
    [
        (
            {},
            {},
            'The "emitter" argument must be an instance of EventEmitter. Received an instance of Object',
        ),
        (5, {}, 'The "emitter" argument must be an instance of EventEmitter. Received type number (5)'),
        (
            None,
            {'signal': 5},
            'The "options.signal" property must be an instance of AbortSignal. Received type number (5)',
        ),
        (None, 5, 'The "options" argument must be of type object. Received type number (5)'),
    ],
)
def test_wrong_arguments(emitter: Any, options: Any, message: str) -> None:
    async def main() -> None:
        target = EventEmitter() if emitter is None else emitter
        with pytest.raises(NodeError) as raised:
            on(target, 'x', options)
        promise = once(target, 'x', options)  # it does not raise
        with pytest.raises(NodeError) as rejected:
            await promise
        assert raised.value.message == rejected.value.message == message
        assert raised.value.code == rejected.value.code == 'ERR_INVALID_ARG_TYPE'

    run(main)


def test_an_aborted_signal() -> None:
    async def main() -> None:
        emitter = EventEmitter()
        with pytest.raises(AbortError):
            on(emitter, 'x', signal=AbortSignal.abort())
        with pytest.raises(AbortError):
            await once(emitter, 'x', signal=AbortSignal.abort())
        controller = AbortController()
        iterator = on(emitter, 'x', {'signal': controller.signal})
        emitter.emit('x', 7)
        first, second = anext_of(iterator), anext_of(iterator)
        controller.abort('why')
        assert await first == [7]
        with pytest.raises(AbortError) as raised:
            await second
        assert raised.value.cause == 'why'
        assert emitter.eventNames() == []

    run(main)


def anext_of(iterator: Any) -> Any:
    return iterator.__anext__()


def test_the_error_is_raised_once_and_ends_it() -> None:
    async def main() -> None:
        emitter = EventEmitter()
        iterator = on(emitter, 'x')
        emitter.emit('x', 1)
        waiting = [anext_of(iterator) for _ in range(3)]
        emitter.emit('error', NodeError('E'))
        assert await waiting[0] == [1]
        with pytest.raises(NodeError, match='E'):
            await waiting[1]
        for promise in (waiting[2], anext_of(iterator)):
            with pytest.raises(StopAsyncIteration):
                await promise
        assert emitter.eventNames() == []

    run(main)


def test_values_that_came_before_the_end_are_handed_out() -> None:
    async def main() -> None:
        emitter = EventEmitter()
        iterator = on(emitter, 'x', close=['end'])
        emitter.emit('x', 1)
        emitter.emit('x', 2)
        emitter.emit('end')
        emitter.emit('x', 3)
        assert [args async for args in iterator] == [[1], [2]]
        iterator = on(emitter, 'x')
        with pytest.raises(
            NodeError, match=r'"EventEmitter\.AsyncIterator" property must be an instance of Error'
        ):
            await iterator.athrow(5)  # type: ignore[arg-type]
        await iterator.athrow(NodeError('T'))
        with pytest.raises(NodeError, match='T'):
            await anext_of(iterator)

    run(main)


def test_water_marks() -> None:
    log: list[Any] = []

    class Source(EventEmitter):
        def pause(self) -> None:
            log.append('pause')

        def resume(self) -> None:
            log.append('resume')

    async def main() -> None:
        source = Source()
        iterator = on(source, 'x', {'highWaterMark': 2, 'lowWaterMark': 2})
        for number in range(4):
            log.append(('emit', number))
            source.emit('x', number)
        for _ in range(4):
            [value] = await anext_of(iterator)
            log.append(value)
        for name, value in (('highWaterMark', 0), ('lowWaterMark', 'a')):
            with pytest.raises(NodeError, match=f'options.{name}'):
                on(source, 'x', {name: value})
        without = EventEmitter()
        on(without, 'x', highWaterMark=1)
        assert without.emit('x') is without.emit('x') is True

    run(main)
    assert log == [('emit', 0), ('emit', 1), ('emit', 2), 'pause', ('emit', 3), 0, 1, 'resume', 2, 3]


def test_add_abort_listener() -> None:
    log: list[str] = []

    def main() -> None:
        controller = AbortController()
        with addAbortListener(controller.signal, lambda: log.append('disposed of')):
            pass
        addAbortListener(controller.signal, lambda event: log.append(event.type))
        controller.abort()
        assert log == ['abort']
        queue_microtask(lambda: log.append('before'))
        addAbortListener(controller.signal, lambda: log.append('late'))
        next_tick(lambda: log.append('tick'))

    run(main)
    assert log == ['abort', 'tick', 'before', 'late']
    for signal in (5, None, {}):
        with pytest.raises(NodeError, match='The "signal" argument must be an instance of AbortSignal'):
            addAbortListener(signal, print)
    with pytest.raises(NodeError, match='The "listener" argument must be of type function'):
        addAbortListener(AbortController().signal, 5)  # type: ignore[arg-type]
