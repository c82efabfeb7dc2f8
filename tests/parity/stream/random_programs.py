from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import current, next_tick, run
from node_http.stream import Duplex, finished

seed = 1


def draw(n: int) -> int:
    global seed
    seed = seed * 16807 % 2147483647
    return seed // 64 % n


def immediate(f, *args) -> None:
    current().set_immediate(f, *args)


def later(f) -> None:
    k = draw(3)
    if k == 0:
        f()
    elif k == 1:
        next_tick(f)
    else:
        immediate(f)


def program(number: int, done) -> None:
    name = f'#{number}'
    left = 4 + draw(8)
    options = {
        'highWaterMark': [0, 1, 4, 16][draw(4)],
        'allowHalfOpen': draw(2) == 0,
        'autoDestroy': draw(4) != 0,
    }

    def push_later() -> None:
        if not d.destroyed and not d._readableState.ended:
            log(name, 'pushed', d.push('abcdef'[: draw(6)]))

    def read(n: int) -> None:
        log(name, '_read', n)
        if draw(3) == 0:
            later(push_later)

    def write(c, e, cb) -> None:
        log(name, '_write', c)
        fails = draw(12) == 0
        later(lambda: cb(errors.NodeError('write failed') if fails else None))

    options['read'] = read
    options['write'] = write
    if draw(2) == 0:
        options['writev'] = lambda cs, cb: (log(name, '_writev', [c.chunk for c in cs]), later(cb))
    if draw(2) == 0:
        options['final'] = lambda cb: (log(name, '_final'), later(cb))
    if draw(3) == 0:
        options['destroy'] = lambda e, cb: (log(name, '_destroy', e), later(lambda: cb(e)))
    if draw(4) == 0:
        options['construct'] = lambda cb: (log(name, '_construct'), later(cb))
    d = Duplex(options)
    events(d, name, 'end error close finish prefinish drain pause resume')

    def on_data(c) -> None:
        log(name, 'data', c)
        if draw(5) == 0:
            d.pause()

    if draw(2) == 0:
        d.on('data', on_data)
    if draw(3) == 0:
        d.on(
            'readable',
            lambda: log(name, 'readable', d.readableLength, d.read(2 if draw(3) == 0 else None)),
        )
    operations = [
        lambda: log(name, 'push', d.push('xyz'[: draw(4)])),
        lambda: log(name, 'push', d.push(b'pq')),
        lambda: log(name, 'unshift', d.unshift('u')),
        lambda: log(name, 'eof', d.push(None)),
        lambda: log(name, 'read', d.read()),
        lambda: log(name, 'read', d.read(draw(4))),
        lambda: d.resume(),
        lambda: d.pause(),
        lambda: (
            None if d.writableEnded else log(name, 'write', d.write('w', lambda e: log(name, 'written', e)))
        ),
        lambda: None if d.writableEnded else log(name, 'write', d.write('vvv')),
        lambda: d.cork(),
        lambda: d.uncork(),
        lambda: d.end(lambda e: log(name, 'ended', e)),
        lambda: d.destroy(errors.NodeError('destroyed') if draw(2) == 0 else None) if draw(3) == 0 else None,
        lambda: d.removeAllListeners('readable'),
        lambda: d.setEncoding('utf8'),
        lambda: finished(d, lambda e: log(name, 'finished', e)),
    ]

    def step() -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            operations[draw(len(operations))]()
            later(step)
            return
        log(
            name,
            d.readable,
            d.readableLength,
            d.readableFlowing,
            d.readableEnded,
            d.readableAborted,
            d.readableDidRead,
            d.writable,
            d.writableLength,
            d.writableEnded,
            d.writableFinished,
            d.writableNeedDrain,
            d.writableCorked,
            d.destroyed,
            d.closed,
            d.errored,
            d.isPaused(),
        )
        immediate(immediate, immediate, done)

    step()


def start(number: int) -> None:
    global seed
    if number < 200:
        seed = 7919 * (number + 1)
        program(number, lambda: start(number + 1))


start(0)

run()
