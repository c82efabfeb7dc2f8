# ruff: noqa: F403, F405 - as a ported program begins
from compat.globals import *

log = console.log


def t1():
    log('t1')
    process.nextTick(lambda: log('t1 tick'))
    queueMicrotask(lambda: log('t1 micro'))


setTimeout(t1, 1)
setTimeout(lambda: log('t2'), 1)
setTimeout(lambda: log('t0'), 0)


def tick1():
    log('tick1')

    def m():
        log('micro in tick')
        process.nextTick(lambda: log('tick from micro'))

    queueMicrotask(m)
    process.nextTick(lambda: log('tick in tick'))


process.nextTick(tick1)
queueMicrotask(lambda: log('micro1'))
process.nextTick(lambda *a: log('tick2', *a), 1, 2)
log('main')
