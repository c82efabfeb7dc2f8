"""Streams by themselves: how they end, fail and go, and what `finished` and `pipeline` make of it, version by version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from node_http import stream
from node_http._runtime import current
from node_http.buffer import Buffer

from ..trace import Error, Trace, in_turn, scenario

EVENTS = 'prefinish finish end error close pipe unpipe drain'

Form = Callable[[str], Any]


def set_immediate(function: Callable[..., Any], *args: Any) -> None:
    current().set_immediate(function, *args)


def each(t: Trace, forms: Mapping[str, Form]) -> None:
    """Runs the forms one after the other, each in a lane of its own."""

    def run(name: str, step: Any) -> None:
        def form() -> None:
            forms[name](name)

        t.attempt(name, 'run', form)
        t.turns(4, step)

    in_turn(forms, run, t.done)


def readable(chunks: Any = ('a', 'b')) -> Any:
    left = list(chunks)
    made = stream.Readable(read=lambda *_: made.push(left.pop(0) if left else None))
    return made


def endless() -> Any:
    return stream.Readable(read=lambda *_: None)


def at_once(chunk: Any, encoding: Any, callback: Any) -> None:
    callback()


def late(chunk: Any, encoding: Any, callback: Any) -> None:
    set_immediate(callback)


def failing(chunk: Any, encoding: Any, callback: Any) -> None:
    callback(Error('write'))


def failing_late(chunk: Any, encoding: Any, callback: Any) -> None:
    set_immediate(callback, Error('write'))


def writable(write: Any = at_once) -> Any:
    return stream.Writable(write=write)


@scenario
def ends(t: Trace) -> None:
    def watched(name: str, made: Any) -> Any:
        return t.events(name, 'stream', made, EVENTS)

    def through(name: str) -> None:
        made = watched(name, stream.PassThrough())
        made.end('x')
        made.resume()

    each(
        t,
        {
            'readable': lambda name: watched(name, readable()).resume(),
            'readable, not read': lambda name: watched(name, readable()),
            'writable': lambda name: watched(name, writable()).end('x'),
            'writable, late': lambda name: watched(name, writable(late)).end('x'),
            'through': through,
            'through, not read': lambda name: watched(name, stream.PassThrough()).end('x'),
            'own autoDestroy': lambda name: watched(name, stream.Writable(autoDestroy=False, write=late)).end(
                'x'
            ),
        },
    )


@scenario
def room(t: Trace) -> None:
    small, big = 's' * 1000, 'b' * 20000

    def at_once_(name: str) -> None:
        to = t.events(name, 'stream', writable(), EVENTS)
        t.log(name, to.write(small), to.write(big), to._writableState.highWaterMark >= 16384)

    def late_(name: str) -> None:
        to = t.events(name, 'stream', writable(late), EVENTS)
        t.log(name, *[to.write(text) for text in (small, big, big, big, big)])

    def corked(name: str) -> None:
        to = t.events(name, 'stream', writable(), EVENTS)
        to.cork()
        t.log(name, *[to.write(text) for text in (small, big, big, big, big)])
        to.uncork()

    def mark(write: Any, *texts: Any, **options: Any) -> Form:
        def run(name: str) -> None:
            to = t.events(name, 'stream', stream.Writable(write=write, **options), EVENTS)
            t.log(name, *[to.write(text) for text in texts])

        return run

    each(
        t,
        {
            'at once': at_once_,
            'late': late_,
            'corked': corked,
            'given mark': mark(late, 'a', 'b', 'c', 'd', highWaterMark=3),
            'mark at once': mark(at_once, 'a', 'bcd', highWaterMark=3),
            'objects': mark(at_once, {}, {}, objectMode=True, highWaterMark=1),
        },
    )


@scenario
def pipes(t: Trace) -> None:
    def watched(name: str, label: str, made: Any) -> Any:
        return t.events(name, label, made, EVENTS)

    def through(name: str) -> None:
        source = watched(name, 'source', readable())
        middle = watched(name, 'middle', stream.PassThrough())
        source.pipe(middle).pipe(watched(name, 'sink', writable()))

    def unpiped(name: str) -> None:
        source, sink = watched(name, 'source', endless()), watched(name, 'sink', writable())
        source.pipe(sink)
        source.unpipe(sink)
        source.unpipe(sink)

    def two(name: str) -> None:
        source = endless()
        source.pipe(watched(name, 'one', writable()))
        source.pipe(watched(name, 'two', writable()))
        source.unpipe()

    def plain(write: Any, **options: Any) -> Form:
        def run(name: str) -> None:
            watched(name, 'source', readable()).pipe(watched(name, 'sink', writable(write)), options)

        return run

    each(
        t,
        {
            'whole': plain(late),
            'through': through,
            'without end': plain(at_once, end=False),
            'unpiped': unpiped,
            'two, unpiped': two,
            'failing sink': plain(failing),
        },
    )


@scenario
def failures(t: Trace) -> None:
    def written(write: Any) -> Form:
        def run(name: str) -> None:
            to = t.events(name, 'stream', writable(write), EVENTS)
            to.write('x', lambda error=None: t.log(name, 'callback', error))

        return run

    def after_the_end(name: str) -> None:
        to = t.events(name, 'stream', writable(), EVENTS)
        to.end()
        t.log(name, to.write('x', lambda error=None: t.log(name, 'callback', error)))

    def pushed(name: str) -> None:
        source = t.events(name, 'stream', endless(), EVENTS)
        source.push(None)
        source.push('x')
        source.resume()

    def ended(name: str) -> None:
        to = t.events(name, 'stream', writable(), EVENTS)
        to.end('x', lambda error=None: t.log(name, 'callback', error))

    each(
        t,
        {
            'written to': written(failing),
            'written to, late': written(failing_late),
            'written to after the end': after_the_end,
            'pushed after the end': pushed,
            'end with a callback': ended,
        },
    )


@scenario
def destroyed(t: Trace) -> None:
    def watched(name: str, made: Any) -> Any:
        return t.events(name, 'stream', made, EVENTS)

    def reads(name: str) -> None:
        source = watched(name, endless())
        t.log(name, source.destroy() is source, source.destroyed)
        source.destroy()

    def reads_error(name: str) -> None:
        source = watched(name, endless())
        source.destroy(Error('mine'))
        source.destroy(Error('again'))

    def writes(name: str) -> None:
        to = watched(name, writable())
        t.log(name, to.destroy() is to, to.destroyed)

    def while_it_reads(name: str) -> None:
        source = watched(name, readable('abc'))
        source.on('data', lambda: source.destroy())

    def after_its_end(name: str) -> None:
        source = watched(name, readable())
        source.on('end', lambda: source.destroy())
        source.resume()

    def through(name: str) -> None:
        made = watched(name, stream.PassThrough())
        made.write('x')
        made.destroy()

    each(
        t,
        {
            'readable': reads,
            'readable, with an error': reads_error,
            'writable': writes,
            'writable, with an error': lambda name: watched(name, writable()).destroy(Error('mine')),
            'while it reads': while_it_reads,
            'after its end': after_its_end,
            'through': through,
            'own emitClose': lambda name: watched(
                name, stream.Readable(emitClose=False, read=lambda *_: None)
            ).destroy(),
        },
    )


@scenario
def read(t: Trace) -> None:
    def watched(name: str, made: Any) -> None:
        t.events(name, 'stream', made, EVENTS)

    def told(name: str) -> None:
        source = readable()

        @source.on('readable')
        def on_readable() -> None:
            t.log(name, 'readable', source._readableState.flowing)
            while source.read() is not None:
                pass

        watched(name, source)

    def one_by_one(name: str) -> None:
        source = readable(['ab', 'cd'])

        @source.on('readable')
        def on_readable() -> None:
            while (chunk := source.read(1)) is not None:
                t.log(name, chunk)

        watched(name, source)

    def data(name: str) -> None:
        source = readable()
        source.on('data', lambda chunk: t.log(name, chunk, source._readableState.flowing))
        watched(name, source)

    def paused(name: str) -> None:
        source = readable()
        source.on('data', lambda chunk: t.log(name, chunk))
        source.pause()
        t.log(name, source.isPaused())
        t.turns(1, lambda: (t.log(name, 'resumed'), source.resume()))

    def encoded(name: str) -> None:
        source = readable([Buffer.from_([0xC3]), Buffer.from_([0xA4])])
        source.setEncoding('utf8')
        source.on('data', lambda chunk: t.log(name, chunk))
        watched(name, source)

    each(
        t,
        {
            'readable': told,
            'readable, one by one': one_by_one,
            'data': data,
            'paused': paused,
            'encoded': encoded,
        },
    )


# ---- finished and pipeline ----------------------------------------------------------------------------------


def _read() -> Any:
    made = readable()
    made.resume()
    return made


def _written(write: Any) -> Any:
    made = writable(write)
    made.end('x')
    return made


def _destroyed(made: Any, *error: Any) -> Any:
    set_immediate(made.destroy, *error)
    return made


def _through(*, reads: bool) -> Any:
    made = stream.PassThrough()
    made.end('x')
    if reads:
        made.resume()
    return made


def _ended_only() -> Any:
    made = stream.PassThrough()
    made.resume()
    made.push(None)
    return made


FORMS: dict[str, Callable[[], Any]] = {
    'read to its end': _read,
    'never read': readable,
    'written': lambda: _written(at_once),
    'written late': lambda: _written(late),
    'written, failing': lambda: _written(failing),
    'read, destroyed': lambda: _destroyed(endless()),
    'read, destroyed with an error': lambda: _destroyed(endless(), Error('mine')),
    'written, destroyed': lambda: _destroyed(writable()),
    'through, read': lambda: _through(reads=True),
    'through, not read': lambda: _through(reads=False),
    'through, destroyed': lambda: _destroyed(_through(reads=False)),
    'through, ended only': _ended_only,
}


def followed(t: Trace, options: Mapping[str, Any] | None = None) -> None:
    def run(name: str) -> None:
        made = t.events(name, 'stream', FORMS[name](), EVENTS)
        stream.finished(made, options or {}, lambda error=None: t.log(name, 'finished', error))

    each(t, dict.fromkeys(FORMS, run))


@scenario
def finished(t: Trace) -> None:
    followed(t)


@scenario
def finished_reading(t: Trace) -> None:
    followed(t, {'writable': False})


@scenario
def finished_writing(t: Trace) -> None:
    followed(t, {'readable': False})


@scenario
def finished_whatever_fails(t: Trace) -> None:
    followed(t, {'error': False})


@scenario
def finished_afterwards(t: Trace) -> None:
    def run(name: str) -> None:
        over = FORMS[name]()
        over.on('error', lambda: None)
        t.turns(2, lambda: stream.finished(over, lambda error=None: t.log(name, 'finished', error)))

    names = (
        'read to its end', 'written', 'through, read', 'read, destroyed', 'read, destroyed with an error',
        'written, failing',
    )  # fmt: skip
    each(t, dict.fromkeys(names, run))


def piped(t: Trace, name: str, streams: list[Any]) -> None:
    labels = [*['source', 'middle'][: len(streams) - 1], 'sink']
    for label, made in zip(labels, streams, strict=True):
        t.events(name, label, made, EVENTS)
    last = stream.pipeline(*streams, lambda error=None: t.log(name, 'pipeline', error))
    t.log(name, last is streams[-1])


@scenario
def pipeline(t: Trace) -> None:
    def into_a_stream(name: str) -> Any:
        through = stream.PassThrough()
        piped(t, name, [readable(), through])
        return through

    each(
        t,
        {
            'two': lambda name: piped(t, name, [readable(), writable()]),
            'two, late': lambda name: piped(t, name, [readable(), writable(late)]),
            'three': lambda name: piped(t, name, [readable(), stream.PassThrough(), writable()]),
            'into a stream that is read': lambda name: into_a_stream(name).resume(),
            'into a stream that is not read': into_a_stream,
        },
    )


@scenario
def pipeline_fails(t: Trace) -> None:
    def source_fails(name: str) -> None:
        source = endless()
        piped(t, name, [source, stream.PassThrough(), writable()])
        _destroyed(source, Error('source'))

    def source_goes(name: str) -> None:
        source = endless()
        piped(t, name, [source, writable()])
        _destroyed(source)

    def middle_fails(name: str) -> None:
        middle = stream.Transform(transform=lambda chunk, encoding, callback: callback(Error('middle')))
        piped(t, name, [readable(), middle, writable()])

    def middle_goes(name: str) -> None:
        middle = stream.PassThrough()
        piped(t, name, [endless(), middle, writable()])
        _destroyed(middle)

    def sink_goes(name: str) -> None:
        sink = writable()
        piped(t, name, [endless(), sink])
        _destroyed(sink)

    def sink_goes_with_an_error(name: str) -> None:
        sink = writable()
        piped(t, name, [endless(), stream.PassThrough(), sink])
        _destroyed(sink, Error('sink'))

    each(
        t,
        {
            'the source': source_fails,
            'the source, without an error': source_goes,
            'the middle': middle_fails,
            'the middle is destroyed': middle_goes,
            'the sink': lambda name: piped(t, name, [readable(), stream.PassThrough(), writable(failing)]),
            'the sink is destroyed': sink_goes,
            'the sink is destroyed with an error': sink_goes_with_an_error,
        },
    )


@scenario
def data_behind_a_reader_that_left(t: Trace) -> None:
    readable = stream.Readable({'read': lambda size: None})

    def reader() -> None:
        t.log('stream', 'readable', readable.read())

    t.events('stream', 'readable', readable, 'pause resume')
    readable.push('abc')
    readable.on('readable', reader)
    readable.removeListener('readable', reader)
    readable.on('data', lambda chunk: t.log('stream', 'data', chunk))
    readable.resume()
    t.log('stream', readable._readableState.flowing)
    readable.pause()
    t.turns(2, lambda: (t.log('stream', readable._readableState.flowing), t.done()))
