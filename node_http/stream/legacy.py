"""``Stream``, the class that every stream descends from, with the ``pipe()`` of Node's first streams.

That ``pipe()`` knows only 'data', 'end', 'drain' and the two methods ``pause()`` and ``resume()``; streams
that inherit from ``Stream`` alone still rely on it.
"""

from __future__ import annotations

import functools
from typing import Any

from ..events import EventEmitter
from ..versions import CURRENT, Profile
from ._hooks import adapt_overrides
from .state import ReadableState, WritableState


class Stream(EventEmitter):
    """``new stream.Stream(options)``: an EventEmitter that can be piped from.

    Args:
        options: ``captureRejections`` as for EventEmitter.
    """

    #: Which version of Node it is one of.
    _profile: Profile = CURRENT
    #: Which sides instances have; a plain Stream has none of which we know the state.
    _has_readable_side = False
    _has_writable_side = False
    #: The state of each side, made when first needed.
    _rs: ReadableState | None = None
    _ws: WritableState | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        adapt_overrides(cls)

    def pipe(self, destination: Any, options: Any = None, /, **kw: Any) -> Any:
        """``stream.pipe(destination[, options])``: write every 'data' to *destination*, and end it on 'end'.

        Args:
            destination: what has ``write()`` and ``end()``.
            options: ``end``: False leaves *destination* open.

        Returns:
            *destination*.
        """
        return _LegacyPipe(self, destination, end={**(options or {}), **kw}.get('end') is not False).start()


class _LegacyPipe:
    """One ``a.pipe(b)`` between first-generation streams."""

    def __init__(self, source: Any, destination: Any, *, end: bool) -> None:
        self.source = source
        self.destination = destination
        self.ending = end
        self.did_end = False
        self.listeners: list[tuple[Any, str, Any]] = []

    def start(self) -> Any:
        source, destination = self.source, self.destination
        self._listen(source, 'data', self._on_data)
        self._listen(destination, 'drain', self._on_drain)
        # Standard output and error outlive whatever is piped into them.
        if not getattr(destination, '_isStdio', False) and self.ending:
            self._listen(source, 'end', self._on_end)
            self._listen(source, 'close', self._on_close)
        for emitter in (source, destination):
            on_error = functools.partial(self._on_error, emitter)
            emitter.prependListener('error', on_error)
            self.listeners.append((emitter, 'error', on_error))
        for emitter, event in ((source, 'end'), (source, 'close'), (destination, 'close')):
            self._listen(emitter, event, self._cleanup)
        destination.emit('pipe', source)
        return destination

    def _listen(self, emitter: Any, event: str, listener: Any) -> None:
        emitter.on(event, listener)
        self.listeners.append((emitter, event, listener))

    def _on_data(self, chunk: Any) -> None:
        if self.destination.writable and self.destination.write(chunk) is False:
            pause = getattr(self.source, 'pause', None)
            if pause is not None:
                pause()

    def _on_drain(self) -> None:
        resume = getattr(self.source, 'resume', None)
        if getattr(self.source, 'readable', False) and resume is not None:
            resume()

    def _on_end(self) -> None:
        if not self.did_end:
            self.did_end = True
            self.destination.end()

    def _on_close(self) -> None:
        if not self.did_end:
            self.did_end = True
            destroy = getattr(self.destination, 'destroy', None)
            if callable(destroy):
                destroy()

    def _on_error(self, emitter: Any, error: Any) -> None:
        self._cleanup()
        if emitter.listenerCount('error') == 0:
            # Ours was the only listener: without it the error is nobody's, and says so.
            emitter.emit('error', error)

    def _cleanup(self) -> None:
        for emitter, event, listener in self.listeners:
            emitter.removeListener(event, listener)
        self.listeners.clear()
