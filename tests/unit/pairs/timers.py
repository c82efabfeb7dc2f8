# ruff: noqa: F403, F405 - as a ported program begins
from compat import require
from compat.globals import *

log = console.log


def attempt(f):
    try:
        log('ok', *([] if f() is None else [0]), 'undefined')
    except Exception as err:
        log(err.name, err.code, err.message)


for f in [setTimeout, setInterval, setImmediate, queueMicrotask, process.nextTick]:
    attempt(lambda f=f: f())
    attempt(lambda f=f: f(5))
attempt(lambda: clearTimeout(None))
attempt(lambda: clearTimeout('abc'))
attempt(lambda: clearTimeout())
n = 0
k = 0


def tick(*args):
    global n
    n += 1
    log('interval', n, *args)
    if n == 3:
        clearInterval(interval)
        late = setTimeout(lambda: (log('late'), start_again()), 40)
        setTimeout(lambda: log('before late'), 20)
        late.refresh()


interval = setInterval(tick, 3, 'x', 'y')


def start_again():
    def once_more():
        global k
        k += 1
        log('again', k)
        if k < 3:
            again.refresh()
        else:
            setImmediate(main)

    again = setTimeout(once_more, 2)


unref = setTimeout(lambda: log('never'), 100000).unref()
log(unref.hasRef(), interval.hasRef(), unref.ref().hasRef(), unref.unref().hasRef())
clearImmediate(setImmediate(lambda: log('never')))
clearTimeout(setTimeout(lambda: log('never'), 1))
clearTimeout(int(setTimeout(lambda: log('never'), 1)))
clearInterval(str(int(setInterval(lambda: log('never'), 1))))
setTimeout(lambda: log('never'), 1).close()
promises = require('timers/promises')
wait, soon, every, scheduler = (
    promises.setTimeout,
    promises.setImmediate,
    promises.setInterval,
    promises.scheduler,
)


async def try_await(f):
    try:
        log('ok', await f())
    except Exception as err:
        log(err.name, err.code, err.message)


async def main():
    await try_await(lambda: wait(1, 'v'))
    await try_await(lambda: soon('w'))
    await try_await(lambda: wait(1, 'v', 5))
    await try_await(lambda: wait(1, 'v', {'signal': 5}))
    await try_await(lambda: wait(1, 'v', {'ref': 5}))
    await try_await(lambda: wait('a'))
    await try_await(lambda: wait(None))
    await try_await(lambda: wait(10, 'v', {'signal': AbortSignal.abort('r')}))
    controller = AbortController()
    setTimeout(lambda: controller.abort(), 5)
    await try_await(lambda: wait(1000, 'v', {'signal': controller.signal}))
    await try_await(lambda: soon('v', {'signal': AbortSignal.abort('r')}))
    await scheduler.wait(1)
    await scheduler.yield_()
    i = 0
    async for v in every(2, 'every'):
        log(v)
        i += 1
        if i == 3:
            break
    other = AbortController()
    try:
        async for v in every(2, 'until', {'signal': other.signal}):
            log(v)
            i += 1
            if i == 5:
                other.abort()
    except Exception as err:
        log(err.name, err.code, err.cause.name)
