# ruff: noqa: F403, F405 - as a ported program begins
import math

from compat.events import EventEmitter, errorMonitor, on, once
from compat.globals import *
from node_http._runtime import current

log = console.log
e = EventEmitter()
e.on('newListener', lambda n, f: log('new', n, 'function'))
e.on('removeListener', lambda n, f: log('rm', n, 'function'))


def f():
    log('f')


e.on('a', f)
e.on('a', f)
e.prependListener('a', lambda: log('first'))
e.once('a', lambda: log('once'))
e.prependOnceListener('a', lambda: log('p-once'))
log(e.emit('a'), e.listenerCount('a'), e.listenerCount('a', f))
e.off('a', f)
log(e.emit('a'))
e.removeAllListeners('a')
log(e.emit('a'), e.eventNames())


def g():
    log('g')


e.on('x', lambda: (e.off('x', g), log('x1')))
e.on('x', g)
e.emit('x')
e.emit('x')
e.on(errorMonitor, lambda er: log('mon', er.message))
try:
    e.emit('error', Error('bad'))
except Error as er:
    log('thrown', er.message)
for a in [({'a': 1},), (), ('str',)]:
    try:
        EventEmitter().emit('error', *a)
    except Error as er:
        log(er.code, er.message, *([er.context] if a and isinstance(a[0], dict) else []))


def tr(h):
    try:
        log('ok', h())
    except Exception as er:
        log(er.name, er.code, er.message)


log(
    'TypeError ERR_INVALID_ARG_TYPE The "listener" argument must be of type function. Received undefined'
)  # decorator in Python
tr(lambda: e.on('a', 5))
tr(lambda: e.off('a', None))
tr(lambda: e.setMaxListeners(-1))
tr(lambda: e.setMaxListeners('x'))
tr(lambda: e.setMaxListeners(math.nan))
c = EventEmitter(captureRejections=True)
c.on('error', lambda er: log('captured', er.message))


async def rej():
    raise Error('rej')


c.on('go', rej)
c.emit('go')
c2 = EventEmitter({'captureRejections': True})
c2.captureRejection = lambda er, ev, *a: log('handler', er.message, ev, list(a))


async def rej2(x):
    raise Error('rej2')


c2.on('go', rej2)
c2.emit('go', 42)
tr(lambda: EventEmitter(captureRejections=5))


async def o1(p):
    log('once', await p)


async def o2(p):
    try:
        await p
    except Error as er:
        log('once err', er.message)


current().create_task(o1(once(e, 'later')))
e.emit('later', 1, 2)
current().create_task(o2(once(e, 'never')))
e.emit('error', Error('E'))


async def main():
    q = EventEmitter()
    setImmediate(lambda: (q.emit('foo', 1), q.emit('foo', 2), q.emit('end')))
    async for v in on(q, 'foo', {'close': ['end']}):
        log('on', v)
    log('on done', q.eventNames())
    ac = AbortController()
    p = once(q, 'zip', {'signal': ac.signal})
    ac.abort('why')
    try:
        await p
    except Error as er:
        log(er.name, er.code, er.cause)
    try:
        async for v in on(q, 'bar', {'signal': AbortSignal.abort()}):
            log(v)
    except Error as er:
        log(er.name, er.code)
    setImmediate(lambda: q.emit('error', Error('iter')))
    try:
        async for v in on(q, 'bar'):
            log(v)
    except Error as er:
        log(er.message)
    t = EventTarget()
    pr = once(t, 'ping')
    t.dispatchEvent(Event('ping'))
    log(len(await pr))


current().create_task(main())
