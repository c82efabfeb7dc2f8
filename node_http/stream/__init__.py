"""Node's ``stream`` module: Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from .. import versions
from . import promises
from .abort_signal import addAbortSignal
from .destroy import destroy_any as destroy
from .duplex import Duplex
from .duplex_pair import duplexPair
from .finished import finished
from .legacy import Stream
from .pipeline import pipeline
from .predicates import isDestroyed, isDisturbed, isErrored, isReadable, isWritable
from .readable import Readable
from .state import ReadableState, WritableState, getDefaultHighWaterMark, setDefaultHighWaterMark
from .transform import PassThrough, Transform
from .writable import Writable

if TYPE_CHECKING:
    from .._absent import VersionModule

__all__ = [
    'Duplex',
    'PassThrough',
    'Readable',
    'ReadableState',
    'Stream',
    'Transform',
    'Writable',
    'WritableState',
    'addAbortSignal',
    'destroy',
    'duplexPair',
    'finished',
    'getDefaultHighWaterMark',
    'isDestroyed',
    'isDisturbed',
    'isErrored',
    'isReadable',
    'isWritable',
    'pipeline',
    'promises',
    'setDefaultHighWaterMark',
]

_NEWEST = {name: globals()[name] for name in __all__}
_profile = versions.CURRENT


def __getattr__(name: str) -> Any:
    from .._absent import absent_export

    message = absent_export('stream', name, _profile.version)
    raise AttributeError(message or f'module {__name__!r} has no attribute {name!r}')


def _exports(version: str) -> dict[str, Any]:
    if version == versions.DEFAULT:
        return _NEWEST
    from ._former import exports_of

    return exports_of(versions.profile(version), _NEWEST)


@cache
def _version_module(version: str) -> VersionModule:
    """The stream module of a version (one of `versions.VERSIONS`), beside any other."""
    from .._absent import VersionModule

    return VersionModule('stream', versions.profile(version), _exports(version))


def _become(version: str) -> None:
    """Make this module that of a version, for the whole program; called when all of ours has been imported."""
    global _profile, __all__
    for name in _NEWEST:
        globals().pop(name, None)
    globals().update(_exports(version))
    _profile = versions.profile(version)
    __all__ = sorted(_exports(version))
