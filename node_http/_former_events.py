"""`events` of an older version: its EventEmitter, which is a base of all of that version's emitters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from . import events
from ._absent import Unset
from ._faces import Faces
from ._former_classes import former_class
from ._former_errors import as_of
from ._jsobject import UNDEFINED
from ._numbers import is_number
from ._strings import to_string
from .errors import ERR_OUT_OF_RANGE, ERR_UNHANDLED_ERROR, NodeError
from .events import EventEmitter
from .versions import Profile, profile, without_later

#: What raises errors whose words have changed.
_RAISES = ('on', 'once', 'prependListener', 'prependOnceListener', 'removeListener', 'setMaxListeners')


@cache
def emitter_of(version: str) -> Any:
    """The EventEmitter of a version."""
    its = profile(version)
    former: dict[str, Any] = {
        'emit': _emits_as_of(its),
        'getMaxListeners': _max_listeners_as_of(version),
        '_is_client': False,
    }
    if not its.monitors_errors:
        former['errorMonitor'] = None
        former['_monitor'] = object()  # nobody can listen to it
    if not its.captures_rejections:
        former['captureRejections'] = former['captureRejectionSymbol'] = None
        former['_captures_rejections'] = Unset()
    if its.unhandled_error != 'inspected':
        former['_unhandled'] = _unhandled
    if not its.checks_limit_type:
        former['setMaxListeners'] = _set_max_listeners
    return former_class('EventEmitter', EventEmitter, (), its, former, raises=_RAISES)


def _emits_as_of(its: Profile) -> Callable[..., bool]:
    """`emit`, with errors in the version's words."""

    def emit(self: Any, event: Any, /, *args: Any) -> bool:
        if event in ('error', 'clientError') and args:
            as_of(its, args[0], client=self._is_client)
        return EventEmitter.emit(self, event, *args)

    emit.__doc__ = EventEmitter.emit.__doc__
    return emit


def _max_listeners_as_of(version: str) -> Callable[..., float]:
    def getMaxListeners(self: Any) -> float:
        """`emitter.getMaxListeners()`: what was set, or the `defaultMaxListeners` of the version's EventEmitter."""
        limit = self._max_listeners
        return emitter_of(version).defaultMaxListeners if limit is None else limit  # type: ignore[no-any-return]

    return getMaxListeners


def _unhandled(self: Any, error: Any) -> BaseException:
    if isinstance(error, BaseException):
        return error
    its: Profile = self._profile
    text = to_string(error)
    unhandled: NodeError
    if its.unhandled_error == 'uncaught':
        unhandled = NodeError(f'Uncaught, unspecified "error" event. ({text})')
    else:
        unhandled = ERR_UNHANDLED_ERROR('')
        unhandled.message = 'Unhandled error.' + (f' ({text})' if error is not UNDEFINED else '')
        as_of(its, unhandled)
    unhandled.context = None if error is UNDEFINED else error  # type: ignore[attr-defined]
    return unhandled


def _set_max_listeners(self: Any, n: Any = UNDEFINED, /) -> Any:
    """`emitter.setMaxListeners(n)`"""
    if not is_number(n) or n < 0 or n != n:
        raise ERR_OUT_OF_RANGE('n', 'a non-negative number', n)
    self._max_listeners = n
    return self


def _older(version: str) -> dict[str, Any]:
    return {**without_later('events', _faces.newest, version), 'EventEmitter': emitter_of(version)}


#: The module's functions look at its EventEmitter, and are what the newest's classes use: nothing is taken from it.
_faces = Faces(events.__name__, _older, keep=True)
_version_module = _faces.module
become = _faces.become
