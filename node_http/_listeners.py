"""How an emitter keeps its listeners: a dict of tuples, neither of which is ever changed in place.

So who had the same dict before knows that nothing has come or gone since. `Switch` lives by that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

#: (what emit calls, least arguments, most arguments, what the user gave)
Entry = tuple[Callable[..., Any], int, float, Callable[..., Any]]
#: An emitter's, by event.
Listeners = dict[Any, tuple[Entry, ...]]
#: Listeners of our own, as `ours` makes them.
Ours = tuple[tuple[Any, tuple[Entry, ...]], ...]

#: The listeners of an emitter that has none.
NOTHING: Listeners = {}


def without(listeners: Listeners, event: Any) -> Listeners:
    if len(listeners) == 1:
        return NOTHING
    rest = listeners.copy()
    del rest[event]
    return rest


def ours(*listeners: tuple[Any, Callable[..., Any], int]) -> Ours:
    """Listeners of our own, for `_add_ours`, `_remove_ours` and `Switch`: (event, listener, how many arguments)."""
    return tuple((event, ((listener, count, count, listener),)) for event, listener, count in listeners)


def _method_of(cls: type, name: str) -> Any:
    """The function behind a method, which a metaclass may hide.

    An object whose method has another one behind it was given a method of its own. `__dict__` would say so too, but it
    has to be made first, and then whatever is read from the object takes longer.
    """
    return next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)


method_of: Callable[[type, str], Any] = lru_cache(256)(_method_of)


class Switch:
    """Listeners of our own that come to one emitter, or leave it, again and again.

    Where the emitter has the listeners that it had the last time, it gets those that came of it then.
    """

    __slots__ = ('_adds', '_after', '_before', '_emitter', '_listeners', '_method')

    def __init__(self, emitter: Any, adds: bool, listeners: Ours) -> None:
        self._emitter = emitter
        self._adds = adds
        self._listeners = listeners
        self._method = method_of(type(emitter), 'on' if adds else 'removeListener')
        self._before = self._after = NOTHING

    def turn(self) -> None:
        """Add them to the emitter, or remove them from it."""
        emitter = self._emitter
        before = emitter._events
        method = emitter.on if self._adds else emitter.removeListener
        # Who did that is to be called each time.
        replaced = getattr(method, '__func__', None) is not self._method
        if before is self._before and not replaced and before is not NOTHING:
            emitter._events = self._after
            return
        (emitter._add_ours if self._adds else emitter._remove_ours)(self._listeners)
        if not replaced and {'newListener', 'removeListener'}.isdisjoint(before):
            if emitter._events == self._after:  # the same, so that the next one finds what it knows
                emitter._events = self._after
            self._before, self._after = before, emitter._events
