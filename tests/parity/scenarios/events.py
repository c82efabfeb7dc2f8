"""The EventEmitter under everything."""

from __future__ import annotations

from typing import Any

from node_http import events
from node_http._jsobject import Symbol
from node_http.events import EventEmitter
from node_http.process import process

from ..trace import UNDEFINED, Error, Trace, scenario


@scenario
def order_and_return_values(t: Trace) -> None:
    e = EventEmitter()
    t.log('events', e.emit('none'), e.on('a', lambda: t.log('events', 'first')) is e)
    e.prependListener('a', lambda: t.log('events', 'before'))
    e.once('a', lambda value: t.log('events', 'once', value))
    e.prependOnceListener('a', lambda: t.log('events', 'prepended once'))
    t.log('events', e.emit('a', 5), e.emit('a', 6), e.listenerCount('a'), e.eventNames())
    t.done()


@scenario
def same_listener_twice(t: Trace) -> None:
    e = EventEmitter()

    def listener() -> None:
        t.log('events', 'called')

    e.on('a', listener).on('a', listener)
    e.emit('a')
    e.off('a', listener)
    t.log('events', e.listenerCount('a'), len(e.listeners('a')), len(e.rawListeners('a')))
    e.emit('a')
    e.removeAllListeners('a')
    t.log('events', e.eventNames(), e.emit('a'))
    t.done()


@scenario
def removal_while_emitting(t: Trace) -> None:
    e = EventEmitter()

    def second() -> None:
        t.log('events', 'second')

    @e.on('a')
    def first() -> None:
        t.log('events', 'first')
        e.removeListener('a', second)
        e.on('a', lambda: t.log('events', 'added'))

    e.on('a', second)
    e.emit('a')
    t.log('events', '--')
    e.emit('a')
    t.done()


@scenario
def meta_events(t: Trace) -> None:
    e = EventEmitter()

    def listener() -> None:
        pass

    e.on('newListener', lambda name, fn: t.log('events', 'new', name, fn is listener, e.listenerCount(name)))
    e.on(
        'removeListener',
        lambda name, fn: t.log('events', 'removed', name, fn is listener, e.listenerCount(name)),
    )
    e.on('a', listener)
    e.once('b', listener)
    e.emit('b')
    e.off('a', listener)
    e.off('a', listener)
    e.on('c', listener).on('c', listener)
    e.removeAllListeners('c')
    e.removeAllListeners()
    t.log('events', e.eventNames())
    t.done()


@scenario
def error_event(t: Trace) -> None:
    e = EventEmitter()
    t.attempt('events', 'error', lambda: e.emit('error', Error('mine')))
    t.attempt('events', 'text', lambda: e.emit('error', 'text'))
    t.attempt('events', 'nothing', lambda: e.emit('error'))
    t.attempt('events', 'number', lambda: e.emit('error', 5))
    e.on(events.errorMonitor, lambda error: t.log('events', 'monitor', error.message))
    t.attempt('events', 'monitored', lambda: e.emit('error', Error('seen')))
    e.on('error', lambda error: t.log('events', 'listener', error.message))
    t.attempt('events', 'handled', lambda: e.emit('error', Error('fine')))
    t.done()


@scenario
def argument_errors(t: Trace) -> None:
    e: Any = EventEmitter()
    # Not null: here that is the argument left out, which asks for a decorator.
    for value in ('x', 5, UNDEFINED, {}):
        t.attempt('events', 'on', lambda value=value: e.on('a', value))
        t.attempt('events', 'once', lambda value=value: e.once('a', value))
        t.attempt('events', 'off', lambda value=value: e.off('a', value))
    for value in (-1, 'x', float('nan'), UNDEFINED):
        t.attempt('events', 'max', lambda value=value: e.setMaxListeners(value))
    t.done()


@scenario
def max_listeners(t: Trace) -> None:
    e = EventEmitter()
    t.log(
        'events',
        e.getMaxListeners(),
        e.setMaxListeners(3) is e,
        e.getMaxListeners(),
        EventEmitter.defaultMaxListeners,
    )
    t.done()


@scenario
def throwing_listener_stops_the_rest(t: Trace) -> None:
    e = EventEmitter()

    @e.on('a')
    def throw() -> None:
        raise Error('stop')

    e.on('a', lambda: t.log('events', 'never'))
    t.attempt('events', 'emit', lambda: e.emit('a'))
    t.done()


@scenario
def listener_counts_and_raw(t: Trace) -> None:
    e: Any = EventEmitter()

    def listener() -> None:
        pass

    e.once('a', listener)
    t.log(
        'events', e.listeners('a')[0] is listener, e.rawListeners('a')[0] is listener,
        e.rawListeners('a')[0].listener is listener, e.listenerCount('a', listener),
        e.listenerCount('a', lambda: None), len(events.getEventListeners(e, 'a')),
    )  # fmt: skip
    t.done()


@scenario
def static_once(t: Trace) -> None:
    e = EventEmitter()

    async def run() -> None:
        first = events.once(e, 'a')
        e.emit('a', 1, 2)
        t.log('events', 'resolved', await first)
        second = events.once(e, 'b')
        e.emit('error', Error('instead'))
        try:
            await second
        except Error as error:
            t.log('events', 'rejected', error)
        t.done()

    t.spawn(run())


@scenario
def capture_rejections(t: Trace) -> None:
    e = EventEmitter({'captureRejections': True})

    @e.on('a')
    async def reject() -> None:
        raise Error('async')

    @e.on('error')
    def error(error: Any) -> None:
        t.log('events', 'error', error.message)
        t.done()

    e.emit('a')


@scenario
def names_that_are_symbols(t: Trace) -> None:
    e = EventEmitter()
    e.on(Symbol('s'), lambda: None)
    e.on('a', lambda: None)
    e.on(Symbol('t'), lambda: None)
    e.on('b', lambda: None)
    t.log('events', e.eventNames())
    e.on('removeListener', lambda name: t.log('events', 'removed', name))
    e.removeAllListeners()
    t.done()


@scenario
def warning_of_a_leak(t: Trace) -> None:
    e = EventEmitter()

    def warned(warning: Any) -> None:
        t.log('events', warning.name, warning.emitter is e, warning.type, warning.count)

    process.on('warning', warned)
    for _ in range(12):
        e.on('leak', lambda: None)

    def over() -> None:
        process.removeListener('warning', warned)
        t.done()

    t.turns(2, over)
