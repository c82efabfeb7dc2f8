"""``pipeline`` as older versions had it: what counts as a part that is done, and when the callback comes.

Each of them is told of a failure earlier than today's, which waits until all that failed with it has closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import errors
from .destroy import destroy_any
from .pipeline import Pipeline
from .predicates import is_request, readable_state
from .state import ENDED, ERROR_EMITTED, ERRORED


class CountingPipeline(Pipeline):
    """Whatever is seen of a failure is counted as a part that is done; a closed destination is only found out."""

    def failed(self, error: Any) -> None:
        self.part_done(error)

    def _check(self, destination: Any) -> None:
        """Nothing is checked."""


class EagerPipeline(Pipeline):
    """One count for each stream; the first failure destroys all at once, and then all are done."""

    def _guard(self, stream: Any, index: int, ends: bool) -> None:
        self._destroyer_of(stream, index < len(self.streams) - 1, index > 0)

    def _destroyer_of(self, stream: Any, reading: bool, writing: bool) -> None:
        self.destroys.append(self._destroyer(stream, reading=reading, writing=writing)[0])

    def _destroyer(
        self, stream: Any, *, reading: bool, writing: bool
    ) -> tuple[Callable[[Any], None], Callable[[], None]]:
        self.pending += 1
        over = told = False

        def done(error: Any = None) -> None:
            nonlocal told
            if not told:
                told = True
                self.part_done(error)

        def on_over(error: Any = None) -> None:
            nonlocal over
            over = error is None
            state = readable_state(stream)
            if (
                getattr(error, 'code', None) == 'ERR_STREAM_PREMATURE_CLOSE'
                and reading
                and state is not None
                and state.bits & (ENDED | ERRORED | ERROR_EMITTED) == ENDED
            ):
                stream.once('end', lambda: done())
                stream.once('error', done)
            else:
                done(error)

        def destroy(error: Any) -> None:
            nonlocal over
            if not over:
                over = True
                destroy_any(stream, error)
                done(errors.ERR_STREAM_DESTROYED('pipe') if error is None else error)

        return destroy, self._finished(stream, {'readable': reading, 'writable': writing}, on_over)

    def _tell(self) -> None:
        self.callback(self.error, self.value)

    def _connect(self, flow: Any, stream: Any, index: int, ends: bool) -> None:
        if callable(getattr(flow, 'pipe', None)):
            flow.pipe(stream)
        else:
            super()._connect(flow, stream, index, ends)


class FirstPipeline(EagerPipeline):
    """Streams alone. The callback comes when the last is done, or when any has failed and all are destroyed."""

    def start(self) -> Any:
        for index, stream in enumerate(self.streams):
            self._guard(stream, index, True)
        for source, destination in zip(self.streams, self.streams[1:], strict=False):
            source.pipe(destination)
        return self.streams[-1]

    def _destroyer(
        self, stream: Any, *, reading: bool, writing: bool
    ) -> tuple[Callable[[Any], None], Callable[[], None]]:
        closed = destroyed = False

        def on_close() -> None:
            nonlocal closed
            closed = True

        def on_over(error: Any = None) -> None:
            nonlocal closed
            if error is None:
                closed = True
            if error is not None and self.error is None:
                self.error = error
            if error is not None or not reading:
                self._settle(error, not reading)

        def destroy(error: Any) -> None:
            nonlocal destroyed
            if closed or destroyed:
                return
            destroyed = True
            if is_request(stream):
                stream.abort()
            else:
                stream.destroy()

        stream.on('close', on_close)
        return destroy, self._finished(stream, {'readable': reading, 'writable': writing}, on_over)
