"""The stream module of an older version of Node: its classes, made from today's, and its `finished` and `pipeline`.

A version's class is a subclass of today's and of its own base (`Transform` of v10 is a `Duplex` of v10). It differs so:
its states are that version's (thresholds, whether it destroys itself), and members that came later are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from .. import versions
from .._absent import hidden
from .._calling import adapt
from .._former_errors import as_of
from .._former_events import emitter_of
from .._jsobject import UNDEFINED
from ..versions import CURRENT, Profile
from ._former_finished import WatchOfEvents, WatchOfStates
from ._former_methods import former_methods
from ._former_pipeline import CountingPipeline, EagerPipeline, FirstPipeline
from ._hooks import merged, nop, once_called
from .duplex import Duplex
from .finished import Watch, finished, watch
from .pipeline import Pipeline, pipeline_core
from .readable import Readable
from .state import AUTO_DESTROY, OBJECT_MODE, ReadableState, SideState, WritableState
from .transform import PassThrough, Transform
from .writable import Writable

#: The classes, bases first, and their bases.
_CLASSES: dict[str, tuple[type, tuple[str, ...]]] = {
    'Readable': (Readable, ('EventEmitter',)),
    'Writable': (Writable, ('EventEmitter',)),
    'Duplex': (Duplex, ('Readable', 'Writable')),
    'Transform': (Transform, ('Duplex',)),
    'PassThrough': (PassThrough, ('Transform',)),
}
_WATCHES: dict[str, type[Watch]] = {'events': WatchOfEvents, 'states': WatchOfStates, 'close': Watch}
_PIPELINES: dict[str, type[Pipeline]] = {
    'streams': FirstPipeline,
    'eager': EagerPipeline,
    'counting': CountingPipeline,
}
#: Data of a state that the newest version's code sets.
_SET_BY_US = frozenset({'destroyed'})


def classes_of(profile: Profile) -> dict[str, Any]:
    """The classes of that version, made once."""
    return _classes(profile.version)


@cache
def _classes(version: str) -> dict[str, Any]:
    profile = versions.profile(version)
    states = states_of(profile, destroys=profile.streams_destroy_themselves)
    made: dict[str, Any] = {'EventEmitter': emitter_of(version)}
    for name, (newest, bases) in _CLASSES.items():
        own: dict[str, Any] = {
            '_profile': profile,
            '__doc__': newest.__doc__,
            '__module__': newest.__module__,
            **(states if name in ('Readable', 'Writable') else {}),
            **former_methods(name, profile),
            **hidden(name, newest, profile),
        }
        made[name] = type(name, (newest, *(made[base] for base in bases)), own)
    return {name: made[name] for name in _CLASSES}


def exports_of(profile: Profile, newest: Mapping[str, Any]) -> dict[str, Any]:
    """What the stream module of that version exports, given what the newest exports."""
    exports = {**newest, **classes_of(profile)}
    exports['ReadableState'] = exports['Readable']._ReadableState
    exports['WritableState'] = exports['Writable']._WritableState
    exports['finished'] = _finished(profile)
    exports['pipeline'] = _pipeline(profile)
    for name in [name for name in exports if name in hidden_exports(profile)]:
        del exports[name]
    return exports


def hidden_exports(profile: Profile) -> frozenset[str]:
    """The names of the module that came later."""
    return frozenset(hidden('stream', object, profile))


# -- states ---------------------------------------------------------------------------------------------------------


def states_of(profile: Profile, *, destroys: bool) -> dict[str, Any]:
    """What the classes of that version make their states of; `destroys`: they destroy themselves."""
    kinds = (ReadableState, WritableState)
    return {f'_{kind.__name__}': _state_class(kind, profile, destroys) for kind in kinds}


def _state_class(kind: type[SideState], profile: Profile, destroys: bool) -> type[SideState]:
    sides = {ReadableState: 'readableHighWaterMark', WritableState: 'writableHighWaterMark'}
    side = sides[kind]

    def __init__(self: Any, options: Mapping[str, Any] | None = None, duplex: bool = False) -> None:
        kind.__init__(self, options, duplex)  # type: ignore[call-arg]
        if not destroys:
            self.bits &= ~AUTO_DESTROY
        given = options and (
            options.get('highWaterMark') is not None or (duplex and options.get(side) is not None)
        )
        if not given and not self.bits & OBJECT_MODE and self.highWaterMark == CURRENT.high_water_mark:
            self.highWaterMark = profile.high_water_mark

    own: dict[str, Any] = {'__slots__': (), '__init__': __init__, '__doc__': kind.__doc__}
    own.update(hidden(kind.__name__, kind, profile, _SET_BY_US))
    return type(kind.__name__, (kind,), own)


# -- functions ------------------------------------------------------------------------------------------------------


def _finished(profile: Profile) -> Callable[..., Any]:
    kind = _WATCHES[profile.finished_rules]

    def finished_of(stream: Any, options: Any = None, callback: Any = UNDEFINED, /, **keywords: Any) -> Any:
        if callback is UNDEFINED and callable(options) and not isinstance(options, Mapping):
            options, callback = None, options
        if kind is WatchOfEvents:  # it checked nothing
            told = in_its_words(adapt(callback)) if callable(callback) else nop
            return kind(stream, merged(options, keywords), once_called(told)).start()
        return watch(kind, stream, options, callback, keywords)

    def in_its_words(callback: Callable[..., Any]) -> Callable[..., Any]:
        def call(error: Any = None) -> None:
            callback(*(() if error is None else (as_of(profile, error),)))

        return call

    finished_of.__name__, finished_of.__doc__ = 'finished', finished.__doc__
    return finished_of


def _pipeline(profile: Profile) -> Callable[..., Any]:
    kind: Any = _PIPELINES[profile.pipeline_rules]
    own = type(kind.__name__, (kind,), {'_finished': staticmethod(_finished(profile))})
    from .pipeline import pipeline

    def pipeline_of(*streams: Any) -> Any:
        if kind is not FirstPipeline:
            if not streams or not callable(streams[-1]):
                return pipeline(*streams)  # which raises
            return pipeline_core(list(streams[:-1]), adapt(streams[-1]), {}, own)
        callback = nop
        if streams and callable(streams[-1]) and not hasattr(streams[-1], 'pipe'):
            *streams, callback = streams  # type: ignore[assignment]
            callback = adapt(callback)
        return pipeline_core(list(streams), callback, {}, own)

    pipeline_of.__name__, pipeline_of.__doc__ = 'pipeline', pipeline.__doc__
    return pipeline_of
