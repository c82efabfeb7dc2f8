"""Node's ``stream`` module: Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished."""

from __future__ import annotations

from typing import Any

from .. import versions
from .._faces import Faces
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


def _older(version: str) -> dict[str, Any]:
    from ._former import exports_of

    return exports_of(versions.profile(version), _faces.newest)


_faces = Faces(__name__, _older)
_version_module = _faces.module
_become = _faces.become
__getattr__ = _faces.missing
