from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import current, next_tick, run
from node_http.stream import Readable, Transform, Writable, finished, pipeline

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


def threshold() -> int:
    return [0, 1, 4, 16][draw(4)]


def program(number: int, done) -> None:
    name = f'#{number}'
    left = 5 + draw(10)
    asked = 0

    def answer() -> None:
        if not source.destroyed and not source._readableState.ended:
            source.push(None if draw(9) == 0 else 'abcdef'[: 1 + draw(5)])

    def read() -> None:
        nonlocal asked
        asked += 1
        if asked <= 12:
            later(answer)

    source = Readable(highWaterMark=threshold(), autoDestroy=draw(5) != 0, read=read)

    def transform(c, e, cb) -> None:
        log(name, '_transform', c)
        k = draw(8)
        if k < 3:
            middle.push(c)
        if k == 3:
            middle.push(str(c) + str(c))

        def finish() -> None:
            if k == 7:
                cb(errors.NodeError('transform failed'))
            elif k > 4:
                cb(None, c)
            else:
                cb()

        later(finish)

    def flush(cb) -> None:
        log(name, '_flush')
        later(lambda: cb(None, '.' if draw(2) == 0 else None))

    middle = Transform(
        readableHighWaterMark=threshold(), writableHighWaterMark=threshold(), transform=transform, flush=flush
    )

    def sink(label: str) -> Writable:
        def write(c, e, cb) -> None:
            log(name, label, c)
            fails = draw(25) == 0
            later(lambda: cb(errors.NodeError('sink failed') if fails else None))

        return Writable(highWaterMark=threshold(), write=write)

    first, second = sink('first'), sink('second')
    streams = {'source': source, 'middle': middle, 'first': first, 'second': second}
    for label, one in streams.items():
        events(one, f'{name} {label}', 'end error close finish drain pause resume pipe unpipe')
    if draw(2) == 0:
        source.pipe(middle).pipe(first)
        if draw(2) == 0:
            middle.pipe(second, {'end': draw(2) == 0})
    else:
        pipeline(source, middle, first, lambda e: log(name, 'pipeline', e))

    def destroy_one() -> None:
        if draw(4) == 0:
            one = [source, middle, first, second][draw(4)]
            one.destroy(errors.NodeError('destroyed') if draw(2) == 0 else None)

    operations = [
        lambda: None,
        lambda: None,
        lambda: None if source._readableState.ended else log(name, 'push', source.push('xyz'[: draw(4)])),
        lambda: log(name, 'eof', source.push(None)),
        lambda: source.pause(),
        lambda: source.resume(),
        lambda: middle.unpipe(first) if draw(2) == 0 else None,
        lambda: middle.unpipe() if draw(2) == 0 else None,
        lambda: None if first.destroyed or first.writableEnded else middle.pipe(first),
        lambda: first.cork(),
        lambda: first.uncork(),
        lambda: None if middle.writableEnded else middle.write('direct'),
        destroy_one,
        lambda: finished([source, middle, first, second][draw(4)], lambda e: log(name, 'finished', e)),
    ]

    def step() -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            operations[draw(len(operations))]()
            immediate(later, step)
            return
        log(
            name,
            source.readableLength,
            source.readableFlowing,
            source.destroyed,
            middle.readableLength,
            middle.writableLength,
            middle.readableFlowing,
            middle.destroyed,
            first.writableLength,
            first.writableFinished,
            first.destroyed,
            second.writableLength,
            second.writableFinished,
            len(source._readableState.pipes),
            len(middle._readableState.pipes),
        )
        immediate(immediate, immediate, immediate, immediate, immediate, done)

    step()


def start(number: int) -> None:
    global seed
    if number < 150:
        seed = 7919 * (number + 1)
        program(number, lambda: start(number + 1))


start(0)

run()
