# ruff: noqa: F403, F405 - as a ported program begins
from compat.globals import *

log = console.log


def throws(message):
    def fn():
        raise Error(message)

    return fn


def start_timers():
    setTimeout(throws('in timer'), 5)
    setTimeout(lambda: (log('timer 2'), setImmediate(throws('in immediate'))), 5)


process.on('uncaughtException', lambda err, origin: log('uncaught', err.message, origin))
process.on('uncaughtExceptionMonitor', lambda err: log('monitor', err.message))
process.nextTick(lambda: log('tick a'))
process.nextTick(throws('in tick'))
process.nextTick(lambda: log('tick b'))
queueMicrotask(lambda: log('micro'))
setImmediate(start_timers)
target = EventTarget()
target.addEventListener('x', throws('in event'))
target.addEventListener('x', lambda: log('next listener'))
target.dispatchEvent(Event('x'))
process.on('beforeExit', lambda code: log('beforeExit', code))


@process.on('exit')
def at_exit(code):
    log('exit', code)
    process.exitCode = 6


raise Error('main')
