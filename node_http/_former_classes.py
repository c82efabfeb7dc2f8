"""Making an older version's class from the newest's: what the classes of `http`, `net` and `events` have in common.

A version's class is a subclass of the newest version's and of its own bases (`ServerResponse` of v14 is an
`OutgoingMessage` of v14). It differs so: `_profile` is that version's, which is what the shared code asks; methods that
did something else are overridden; names that the version does not have are hidden (`_absent`); errors are in the
version's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from ._absent import hidden
from ._former_errors import as_of
from .errors import NodeError
from .versions import MEMBERS, OPTIONS, RETURN_NOTHING, Profile, unknown_options


def former_class(
    owner: str,
    newest: type,
    bases: Iterable[type],
    profile: Profile,
    former: Mapping[str, Any],
    *,
    raises: Iterable[str] = (),
    set_by_us: frozenset[str] = frozenset(),
) -> Any:
    """The class of a version.

    `owner` is its name in the history; `former` holds defaults, and methods that did something else then; of `raises`,
    errors are in the version's words; `set_by_us` names data that the newest's code sets, and nothing reads again.
    """
    own: dict[str, Any] = {
        '_profile': profile,
        '__doc__': newest.__doc__,
        '__module__': newest.__module__,
        **former,
    }
    if owner in OPTIONS:
        own['_ignored_options'] = unknown_options(owner, profile.version)
    absent = hidden(owner, newest, profile, set_by_us)
    nothing = {row.name for row in RETURN_NOTHING if row.owner == owner and row.at(profile.version)}
    for method in {*raises, *nothing} - set(absent):
        function = own.get(method) or _inherited(lambda: made, newest, method)
        # The words for `write` are those of a message's, not of a socket's.
        words_of = f'{owner}.{method}' if '.' in owner else method
        own[method] = _raises_as_of(profile, function, words_of, method in nothing)
    made = type(newest.__name__, (newest, *bases), {**own, **absent})
    return made


def _inherited(heir: Callable[[], type], newest: type, method: str) -> Callable[..., Any]:
    """The method of whatever base comes first, so that those of the version's bases are not passed over."""
    function = next(vars(base)[method] for base in newest.__mro__ if method in vars(base))

    @wraps(function)
    def call(self: Any, *args: Any, **keywords: Any) -> Any:
        return getattr(super(heir(), self), method)(*args, **keywords)

    return call


def _raises_as_of(
    profile: Profile, function: Callable[..., Any], method: str, returns_none: bool
) -> Callable[..., Any]:
    @wraps(function)
    def call(self: Any, *args: Any, **keywords: Any) -> Any:
        try:
            result = function(self, *args, **keywords)
        except NodeError as error:
            as_of(profile, error, method)
            raise
        return None if returns_none else result

    return call


def still_there(owner: str, names: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """Those of the members that went some day which this version still has."""
    there = {m.name for m in MEMBERS if m.owner == owner and m.there(profile.version)}
    return {name: value for name, value in names.items() if name in there}
