"""``pipeline``: streams, iterables and generator functions one behind the other, with one callback at the end.

Unlike ``pipe()`` it takes care of the failures: when one part fails or goes away before its end, all the others
are destroyed, and the callback gets the first error that says more than that something was closed too early.

Each connection between two parts is counted; the callback comes when all are done.  Two streams
count twice, once for either end.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from typing import Any

from .. import _calling, errors
from .._calling import adapt, arity
from .._jsobject import UNDEFINED, JSObject
from .._runtime import current, next_tick
from .._validators import validate_abort_signal
from ._hooks import once_called
from .destroy import destroy_any
from .finished import finished
from .predicates import is_node_stream, is_readable_stream, isReadable, readable_finished, readable_state
from .state import ENDED, ERROR_EMITTED, ERRORED
from .transform import PassThrough

_PREMATURE_CLOSE = 'ERR_STREAM_PREMATURE_CLOSE'


def pipeline(*streams: Any) -> Any:
    """``stream.pipeline(source[, ...transforms], destination, callback)``

    Args:
        streams: streams; a source may be an iterable, asynchronous iterable or a function returning one, a transform
            a function of an asynchronous iterable returning one, the destination also an async function of one.
            One list of them will do.
        callback: called with the error, if any, and with what a destination function returned.

    Returns: the last stream.
    Raises: ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, ERR_INVALID_RETURN_VALUE, ERR_STREAM_UNABLE_TO_PIPE. Since v10.0.0.
    """
    callback = streams[-1] if streams else UNDEFINED
    if not callable(callback):
        raise errors.ERR_INVALID_ARG_TYPE('streams[stream.length - 1]', 'function', callback)
    return pipeline_core(list(streams[:-1]), adapt(callback), {})


def pipeline_core(
    streams: list[Any],
    callback: Callable[..., Any],
    options: Mapping[str, Any],
    kind: type[Pipeline] | None = None,
) -> Any:
    """Connect *streams* and call *callback* with the error and the value."""
    if len(streams) == 1 and isinstance(streams[0], (list, tuple)):
        streams = list(streams[0])
    if len(streams) < 2:
        raise errors.ERR_MISSING_ARGS('streams')
    if options.get('signal') is not None:
        validate_abort_signal(options['signal'], 'options.signal')
    return (kind or Pipeline)(streams, once_called(callback), options).start()


class Pipeline:
    #: By which a part is watched.
    _finished = staticmethod(finished)

    def __init__(self, streams: list[Any], callback: Callable[..., Any], options: Mapping[str, Any]) -> None:
        self.streams = streams
        self.callback = callback
        self.outer_signal = options.get('signal')
        self.ends_last = options.get('end') is not False
        self.pending = 0
        self.error: Any = None
        self.value: Any = None
        self.destroys: list[Callable[[Any], None]] = []
        #: Taken back only when all went well: a destination that can still be read from is handed on.
        self.cleanups: list[Callable[[], Any]] = []
        self._controller: Any = None

    @property
    def controller(self) -> Any:
        """Tells the functions of the pipeline that it is over; made if there is a function."""
        if self._controller is None:
            from ..abort import AbortController

            self._controller = AbortController()
        return self._controller

    # -- the end ------------------------------------------------------------------------------------------------

    def part_done(self, error: Any = None) -> None:
        """One of the counted parts is done."""
        self.pending -= 1
        self._settle(error, self.pending == 0)

    def failed(self, error: Any) -> None:
        """A failure was seen beside the counted parts."""
        self._settle(error, False)

    def abort(self, *_: Any) -> None:
        self._settle(errors.AbortError(cause=getattr(self.outer_signal, 'reason', None)), False)

    def _settle(self, error: Any, final: bool) -> None:
        if error is not None and (
            self.error is None or getattr(self.error, 'code', None) == _PREMATURE_CLOSE
        ):
            self.error = error
        if self.error is None and not final:
            return
        while self.destroys:
            self.destroys.pop(0)(self.error)
        if self.outer_signal is not None:
            self.outer_signal.removeEventListener('abort', self.abort)
        if self._controller is not None:
            self._controller.abort()
        if final:
            if self.error is None:
                for cleanup in self.cleanups:
                    cleanup()
            self._tell()

    def _tell(self) -> None:
        next_tick(self.callback, self.error, self.value)

    # -- the connections ----------------------------------------------------------------------------------------

    def start(self) -> Any:
        if self.outer_signal is not None and not self.outer_signal.aborted:
            self.outer_signal.addEventListener('abort', self.abort, {'once': True})
        flow: Any = None
        last = len(self.streams) - 1
        for index, stream in enumerate(self.streams):
            ends = index < last or self.ends_last
            if is_node_stream(stream):
                self._guard(stream, index, ends)
            if index == 0:
                flow = self._source(stream)
            elif not is_node_stream(stream) and callable(stream):
                flow = self._call(stream, flow, index, ends)
            elif is_node_stream(stream):
                self._connect(flow, stream, index, ends)
                flow = stream
            else:
                raise errors.ERR_INVALID_ARG_TYPE(f'streams[{index}]', ['Stream', 'Function'], stream)
        if self.outer_signal is not None and self.outer_signal.aborted:
            next_tick(self.abort)
        return flow

    def _guard(self, stream: Any, index: int, ends: bool) -> None:
        """Destroy *stream* when another part fails, and see its own errors at once."""
        is_last = index == len(self.streams) - 1
        if ends:
            self.destroys.append(self._destroyer(stream, reading=not is_last, writing=index > 0)[0])

        def on_error(error: Any = None) -> None:
            if (
                error is not None
                and getattr(error, 'name', None) != 'AbortError'
                and getattr(error, 'code', None) != _PREMATURE_CLOSE
            ):
                self.failed(error)

        stream.on('error', on_error)
        if is_last and isReadable(stream):
            self.cleanups.append(lambda: stream.removeListener('error', on_error))

    def _destroyer(
        self, stream: Any, *, reading: bool, writing: bool
    ) -> tuple[Callable[[Any], None], Callable[[], None]]:
        over = False

        def on_over(error: Any = None) -> None:
            nonlocal over
            over = error is None

        def destroy(error: Any) -> None:
            nonlocal over
            if not over:
                over = True
                destroy_any(stream, errors.ERR_STREAM_DESTROYED('pipe') if error is None else error)

        stream.on('close', on_over)
        return destroy, self._finished(stream, {'readable': reading, 'writable': writing}, on_over)

    def _source(self, source: Any) -> Any:
        if not is_node_stream(source) and callable(source):
            flow = self._run(source)
            if not _is_iterable(flow):
                raise errors.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', flow)
            return flow
        if _is_iterable(source) or is_readable_stream(source):
            return source
        raise errors.ERR_INVALID_ARG_TYPE(
            'source', ['Stream', 'Iterable', 'AsyncIterable', 'Function'], source
        )

    def _call(self, function: Any, flow: Any, index: int, ends: bool) -> Any:
        result = self._run(function, _as_async(flow))
        if index < len(self.streams) - 1:
            if not isinstance(result, AsyncIterable):
                raise errors.ERR_INVALID_RETURN_VALUE('AsyncIterable', f'transform[{index - 1}]', result)
            return result
        # The last one is a function: a PassThrough stands for it, so that there is a stream to return.
        passthrough = PassThrough(objectMode=True)
        if inspect.isawaitable(result):
            self.pending += 1
            _calling.spawn(self._await_result(result, passthrough, ends))
        elif isinstance(result, AsyncIterable):
            self.pending += 1
            _calling.spawn(self._pump(result, passthrough, ends))
        else:
            raise errors.ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', result)
        destroy, cleanup = self._destroyer(passthrough, reading=False, writing=True)
        self.destroys.append(destroy)
        self.cleanups.append(cleanup)
        return passthrough

    async def _await_result(self, result: Any, passthrough: PassThrough, ends: bool) -> None:
        try:
            self.value = value = await result
        except Exception as error:
            passthrough.destroy(error)
            next_tick(self.part_done, error)
            return
        if value is not None:
            passthrough.write(value)
        if ends:
            passthrough.end()
        next_tick(self.part_done)

    def _run(self, function: Any, *args: Any) -> Any:
        """Call *function* with *args* and, where it has room for it, ``{signal}``.

        By JavaScript's rule, but without starting the coroutine that may be returned: that is awaited here.
        """
        least, most = arity(function)
        if most > len(args):
            args += (JSObject(signal=self.controller.signal),)
        while len(args) < least:
            args += (None,)
        return function(*args[: int(min(most, len(args)))])

    def _connect(self, flow: Any, stream: Any, index: int, ends: bool) -> None:
        if is_readable_stream(flow):
            self.pending += 2
            stop_watching = self._pipe(flow, stream, ends)
            if index == len(self.streams) - 1 and isReadable(stream):
                self.cleanups.append(stop_watching)
        elif _is_iterable(flow):
            self.pending += 1
            _calling.spawn(self._pump(flow, stream, ends))
        else:
            expected = ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream']
            raise errors.ERR_INVALID_ARG_TYPE('val', expected, flow)

    def _check(self, destination: Any) -> None:
        """Whether anything can be piped to *destination* at all."""
        if destination.destroyed or destination.closed:
            raise errors.ERR_STREAM_UNABLE_TO_PIPE()

    def _pipe(self, source: Any, destination: Any, ends: bool) -> Callable[[], None]:
        self._check(destination)
        ended = False

        def on_close() -> None:
            if not ended:
                self.failed(errors.ERR_STREAM_PREMATURE_CLOSE())

        def end() -> None:
            nonlocal ended
            ended = True
            destination.end()

        def on_source_finished(error: Any = None) -> None:
            state = readable_state(source)
            if (
                getattr(error, 'code', None) == _PREMATURE_CLOSE
                and state is not None
                and state.bits & (ENDED | ERRORED | ERROR_EMITTED) == ENDED
            ):
                # Closed although what it still holds can be read to the end: that is no failure yet.
                source.once('end', lambda: self.part_done())
                source.once('error', self.part_done)
            else:
                self.part_done(error)

        destination.on('close', on_close)
        # The end of the destination is ours to call: it counts as its regular end.
        source.pipe(destination, {'end': False})
        if not ends:
            self.part_done()
        elif readable_finished(source):
            next_tick(end)
        else:
            source.once('end', end)
        self._finished(source, {'readable': True, 'writable': False}, on_source_finished)
        return self._finished(destination, {'readable': False, 'writable': True}, self.part_done)

    async def _pump(self, iterable: Any, writable: Any, ends: bool) -> None:
        """Write what *iterable* yields, waiting for 'drain'."""
        error: Any = None
        waiter: Any = None

        def wake(failure: Any = None) -> None:
            nonlocal error
            if failure is not None:
                error = failure
            if waiter is not None and not waiter.done():
                waiter.set_result(None)

        async def wait() -> None:
            nonlocal waiter
            if error is None:
                waiter = current().create_future()
                await waiter
                waiter = None
            if error is not None:
                raise error

        def on_drain() -> None:
            wake()

        writable.on('drain', on_drain)
        stop_watching = self._finished(writable, {'readable': False}, wake)
        try:
            if getattr(writable, 'writableNeedDrain', False):
                await wait()
            async for chunk in _as_async(iterable):
                if not writable.write(chunk):
                    await wait()
            if ends:
                writable.end()
                await wait()
            self.part_done()
        except Exception as thrown:
            self.part_done(thrown if thrown is error else errors.aggregate_two_errors(error, thrown))
        finally:
            stop_watching()
            writable.off('drain', on_drain)


def _is_iterable(value: Any) -> bool:
    return isinstance(value, (Iterable, AsyncIterable))


async def _iterate(iterable: Iterable[Any]) -> Any:
    for value in iterable:
        yield await value if inspect.isawaitable(value) else value


def _as_async(flow: Any) -> Any:
    """*flow* as something to be iterated over asynchronously."""
    if isinstance(flow, (str, bytes)):
        # As in JavaScript a string is an iterable of its characters; bytes are one chunk, which is what they mean here.
        return _iterate(flow if isinstance(flow, str) else [flow])
    return flow if isinstance(flow, AsyncIterable) else _iterate(flow)
