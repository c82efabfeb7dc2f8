"""``readable.pipe(writable)``: one object per pipe, with the listeners it has to take back.

The source flows until a destination's ``write()`` says False; then the source is paused, and the destination
joins ``awaitDrainWriters``.  It flows again when all that wait have had their 'drain': the slowest
destination sets the pace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._jsobject import JSObject
from .._runtime import next_tick
from .predicates import readable_state, writable_state
from .state import ERROR_EMITTED, MULTI_AWAIT_DRAIN, NEED_DRAIN

if TYPE_CHECKING:
    from .readable import Readable


class Pipe:
    """One ``source.pipe(destination)``."""

    def __init__(self, source: Readable, destination: Any, *, end: bool) -> None:
        self.source = source
        self.destination = destination
        # Standard output and error outlive whatever is piped into them.
        self.ends_destination = end and not getattr(destination, '_isStdio', False)
        self.cleaned_up = False
        self.awaits_drain = False

    def start(self) -> Any:
        source, destination = self.source, self.destination
        state = source._readableState
        if len(state.pipes) == 1:
            state.bits |= MULTI_AWAIT_DRAIN
        state.pipes.append(destination)
        if self.ends_destination:
            finish = self.end_destination
        else:
            finish = self.unpipe if source._profile.tells_unpiped else self.cleanup
        if state.endEmitted:
            next_tick(finish)
        else:
            source.once('end', finish)
        destination.on('unpipe', self.on_unpipe)
        source.on('data', self.on_data)
        # In front of the user's listeners, so that the pipe is undone before they run.
        destination.prependListener('error', self.on_error)
        destination.once('close', self.on_close)
        destination.once('finish', self.on_finish)
        destination.emit('pipe', source)
        if getattr(destination, 'writableNeedDrain', None) is True:
            self.pause()
        elif not state.flowing:
            source.resume()
        return destination

    def unpipe(self) -> None:
        self.source.unpipe(self.destination)

    def end_destination(self) -> None:
        self.destination.end()

    def on_data(self, chunk: Any) -> None:
        if self.destination.write(chunk) is False:
            self.pause()

    def pause(self) -> None:
        # A write may have undone the pipe: then nobody would ever resume the source.
        if not self.cleaned_up:
            state = self.source._readableState
            if state.pipes == [self.destination]:
                state.awaitDrainWriters = {self.destination}
                state.bits &= ~MULTI_AWAIT_DRAIN
            elif self.destination in state.pipes:
                state.awaitDrainWriters = {*(state.awaitDrainWriters or ()), self.destination}
            self.source.pause()
        if not self.awaits_drain:
            # Only once it is needed: most destinations of small bodies never say False.
            self.awaits_drain = True
            self.destination.on('drain', self.on_drain)

    def on_drain(self) -> None:
        state = self.source._readableState
        if state.awaitDrainWriters is not None:
            state.awaitDrainWriters.discard(self.destination)
        if not state.awaitDrainWriters and self.source.listenerCount('data'):
            self.source.resume()

    def on_error(self, error: Any) -> None:
        destination = self.destination
        self.unpipe()
        destination.removeListener('error', self.on_error)
        if destination.listenerCount('error') == 0:
            # Ours was the only listener, which must not make the error go unseen.
            state = writable_state(destination) or readable_state(destination)
            if state is not None and not state.bits & ERROR_EMITTED:
                destination._error_or_destroy(error)
            else:
                destination.emit('error', error)

    def on_close(self) -> None:
        self.destination.removeListener('finish', self.on_finish)
        self.unpipe()

    def on_finish(self) -> None:
        self.destination.removeListener('close', self.on_close)
        self.unpipe()

    def on_unpipe(self, source: Any, info: Any = None) -> None:
        if source is not self.source:
            return
        if info is None and not source._profile.tells_unpiped:
            self.cleanup()
        elif info and info.get('hasUnpiped') is False:
            info['hasUnpiped'] = True
            self.cleanup()

    def cleanup(self) -> None:
        source, destination = self.source, self.destination
        destination.removeListener('close', self.on_close)
        destination.removeListener('finish', self.on_finish)
        if self.awaits_drain:
            destination.removeListener('drain', self.on_drain)
        destination.removeListener('error', self.on_error)
        destination.removeListener('unpipe', self.on_unpipe)
        source.removeListener('end', self.end_destination)
        source.removeListener('end', self.unpipe)
        source.removeListener('data', self.on_data)
        self.cleaned_up = True
        # The source may be waiting for the 'drain' of a destination that it no longer has.
        state, other = source._readableState, writable_state(destination)
        waits = state.awaitDrainWriters or state.bits & MULTI_AWAIT_DRAIN
        if self.awaits_drain and waits and (other is None or other.bits & NEED_DRAIN):
            self.on_drain()


def detach(source: Readable, destination: Any) -> None:
    """Undo one pipe of *source* to *destination*, if there is one."""
    state = source._readableState
    if destination not in state.pipes:
        return
    state.pipes.remove(destination)
    if not state.pipes:
        source.pause()
    _tell_unpiped(source, destination)


def detach_all(source: Readable) -> None:
    """Undo all pipes of *source*."""
    state = source._readableState
    if not state.pipes:
        return
    destinations, state.pipes = state.pipes, []
    source.pause()
    for destination in destinations:
        _tell_unpiped(source, destination)


def _tell_unpiped(source: Readable, destination: Any) -> None:
    if source._profile.tells_unpiped:
        destination.emit('unpipe', source, JSObject(hasUnpiped=False))
    else:
        destination.emit('unpipe', source)
