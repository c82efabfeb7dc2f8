# ruff: noqa: F403, F405 - as a ported program begins
from compat.globals import *

log = console.log


def attempt(f):
    try:
        log('ok', f())
    except Exception as err:
        log(err.name, err.code, err.message)


target = EventTarget()
event = Event('x', {'cancelable': True, 'bubbles': True})


class Handler:
    def handleEvent(self, e):
        log('object', e is event)


def show(e):
    log(
        e.type,
        e.target is target,
        e.currentTarget is target,
        e.srcElement is target,
        e.eventPhase,
        e.cancelable,
        e.defaultPrevented,
        e.returnValue,
        e.composed,
        e.bubbles,
        e.isTrusted,
        e.cancelBubble,
        len(e.composedPath()),
    )


show(event)
target.addEventListener('x', show)
target.addEventListener('x', show)
target.addEventListener('x', Handler(), {'once': True})
target.addEventListener(
    'x', lambda e: (e.preventDefault(), log('passive', e.defaultPrevented)), {'passive': True}
)
log(target.dispatchEvent(event))
show(event)
target.addEventListener('x', lambda e: (e.preventDefault(), log('prevented', e.defaultPrevented)))
log(target.dispatchEvent(event))
attempt(lambda: target.dispatchEvent({}))
attempt(lambda: target.dispatchEvent())
attempt(lambda: target.addEventListener())
attempt(lambda: target.addEventListener('x', 5))
attempt(lambda: target.addEventListener('x', 'str'))
attempt(lambda: target.removeEventListener('x'))
attempt(lambda: target.removeEventListener('x', 5))
attempt(lambda: target.removeEventListener('x', None))
attempt(lambda: Event())
attempt(lambda: Event('x', 5))
attempt(lambda: Event(5).type)
attempt(lambda: CustomEvent('x', {'detail': 5}).detail)
attempt(lambda: CustomEvent('x').detail)
attempt(lambda: CustomEvent())
attempt(lambda: target.addEventListener('x', lambda: 0, {'signal': 5}))
attempt(lambda: target.addEventListener('x', lambda: 0, {'signal': None}))
attempt(lambda: target.addEventListener('x', lambda: 0, 5))
again = Event('again')
target.addEventListener('again', lambda: attempt(lambda: target.dispatchEvent(again)))
target.dispatchEvent(again)
target.addEventListener('stop', lambda e: (log('s1'), e.stopImmediatePropagation()))
target.addEventListener('stop', lambda: log('s2'))
target.dispatchEvent(Event('stop'))


def removed():
    log('removed')


target.addEventListener(
    'remove',
    lambda: (
        log('r1'),
        target.removeEventListener('remove', removed),
        target.addEventListener('remove', lambda: log('added')),
    ),
)
target.addEventListener('remove', removed)
target.dispatchEvent(Event('remove'))
event.stopPropagation()
log(event.cancelBubble)
event.cancelBubble = False
log(event.cancelBubble)
log(Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE)
source = AbortController()
source.signal.onabort = lambda e: log('onabort', e.type, e.isTrusted, e.target is source.signal)
source.signal.addEventListener('abort', lambda: log('abort event'))
target.addEventListener('q', lambda: log('never'), {'signal': source.signal})
log(source, source.signal)
source.abort()
source.abort('again')
target.dispatchEvent(Event('q'))
log(source.signal.aborted, source.signal.reason.name, source.signal.reason.code, source.signal.reason.message)
attempt(lambda: source.signal.throwIfAborted())
a = AbortController()
b = AbortController()
any = AbortSignal.any([a.signal, b.signal])
any.addEventListener('abort', lambda: log('any', any.reason))
b.abort('B')
a.abort('A')
log(any.reason, AbortSignal.any([AbortSignal.abort(1), a.signal]).reason, AbortSignal.any([]).aborted)
c = AbortController()
d = AbortSignal.any([AbortSignal.any([c.signal])])
d.addEventListener('abort', lambda: log('follower'))
c.signal.addEventListener('abort', lambda: log('source', d.aborted))
c.abort()
attempt(lambda: AbortSignal())
attempt(lambda: AbortSignal.any())
attempt(lambda: AbortSignal.any([5]))
attempt(lambda: AbortSignal.any('str'))
attempt(lambda: AbortSignal.timeout())
attempt(lambda: AbortSignal.timeout(-1))
attempt(lambda: AbortSignal.timeout('a'))
attempt(lambda: AbortSignal.timeout(1.5))
attempt(lambda: AbortSignal.timeout(2**32))
attempt(lambda: AbortSignal.timeout(NaN))
o = AbortController()
o.signal.addEventListener('abort', lambda: log('1'))
o.signal.onabort = lambda: log('2')
o.signal.addEventListener('abort', lambda: log('3'))
o.signal.onabort = lambda: log('2b')
o.abort()
timeout = AbortSignal.timeout(5)
timeout.onabort = lambda: log(
    'timeout', timeout.aborted, timeout.reason.name, timeout.reason.code, timeout.reason.message
)
setTimeout(lambda: log('end'), 50)
