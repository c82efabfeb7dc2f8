"""``duplexPair``: two streams, each of which reads what is written to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .._runtime import next_tick
from ._hooks import merged
from .duplex import Duplex


class _End(Duplex):
    """One end of a pair."""

    _other: _End
    #: The write that the other end waits with until this one reads on.
    _waiting_write: Callable[..., Any] | None = None

    def _read(self, size: int) -> None:
        callback, self._waiting_write = self._waiting_write, None
        if callback is not None:
            callback()

    def _write(self, chunk: Any, encoding: str, callback: Callable[..., Any]) -> None:
        other = self._other
        if not isinstance(chunk, (str, bytes)) or chunk:
            other.push(chunk)
            other._waiting_write = callback
        else:  # nothing to read: nobody would ever ask for more
            next_tick(callback)

    def _final(self, callback: Callable[..., Any]) -> None:
        self._other.on('end', callback)
        self._other.push(None)


def duplexPair(options: Mapping[str, Any] | None = None, /, **keywords: Any) -> list[Duplex]:
    """``stream.duplexPair([options])``

    Args:
        options: those of Duplex, for both ends.

    Returns: a list of the two ends. Since v22.6.0, v20.17.0.
    """
    settings = merged(options, keywords)
    one, two = _End(settings), _End(settings)
    one._other, two._other = two, one
    return [one, two]
