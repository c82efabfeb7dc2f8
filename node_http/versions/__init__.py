"""The history of Node's http module, as data: the only place where versions of Node differ.

Five tables say when something came, changed or went:

- `MEMBERS` (members.py): names that a module or a class has, since when and until when;
- `HISTORY` (behaviour.py): values and behaviour, one row per field of `Profile`, with the version of each change;
- `OPTIONS` (members.py): the options that a constructor knows;
- `ARGUMENTS` (arguments.py): what a method makes of its arguments;
- `ERROR_TEXTS` (errors.py): what an error said.

A `Profile` is that history folded up to one version. Code asks the profile for a value or whether something is so
(`profile.close_ends_idle`), never which version it is. The version of a step is the one the documentation names; where
it names none, it is the first of the versions known here in which it was seen.

What an old version did that was unsafe is no row of the history: its profile is as strict as the newest one's, and what
the old parser let through comes back only with `insecureHTTPParser`, as far as that goes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from .behaviour import HISTORY
from .members import MEMBERS, OPTIONS, RETURN_NOTHING
from .profiles import Profile
from .rows import Member, key

if TYPE_CHECKING:
    from .arguments import Argument
    from .errors import ErrorText

__all__ = [
    'CURRENT', 'DEFAULT', 'HISTORY', 'MEMBERS', 'OPTIONS', 'RETURN_NOTHING', 'VARIABLE', 'VERSIONS', 'Member',
    'Profile', 'UnknownVersion', 'chosen', 'error_texts', 'former_arguments', 'key', 'known_options', 'major',
    'profile', 'resolve', 'unknown_options', 'without_later',
]  # fmt: skip

#: The versions that there are, oldest first.
VERSIONS = ('v5.11.1', 'v10.6.0', 'v14.14.0', 'v20.20.2', 'v23.8.0')
DEFAULT = VERSIONS[-1]
#: Names the version that a whole program gets.
VARIABLE = 'NODE_HTTP_VERSION'


class UnknownVersion(ValueError):
    """No such version of Node is known here; the message names those that are."""

    def __init__(self, asked: Any) -> None:
        known = ', '.join(f'{version} (v{major(version)})' for version in VERSIONS)
        super().__init__(f'Unknown Node version {str(asked)!r}. Known are {known}')


def major(version: str) -> int:
    """`v14.14.0`: 14."""
    return key(version)[0]


def resolve(version: Any) -> str:
    """The version that `'v14'`, `'14'`, 14 or `'v14.14.0'` means.

    Raises: `UnknownVersion`.
    """
    text = str(version).strip().removeprefix('v')
    if re.fullmatch(r'\d+(\.\d+){0,2}', text):
        for known in VERSIONS:
            if known == f'v{text}' or known.startswith(f'v{text}.'):
                return known
    raise UnknownVersion(version)


@cache
def profile(version: str) -> Profile:
    """The history, folded up to a version (one of `VERSIONS`)."""
    return Profile(version, **{row.field: row.at(version) for row in HISTORY})


@cache
def error_texts(version: str) -> tuple[ErrorText, ...]:
    """What errors said in that version, where it is not what they say now."""
    from .errors import ERROR_TEXTS  # long, and only old versions need it

    return tuple(text for text in ERROR_TEXTS if key(text.since) <= key(version) < key(text.until))


def chosen() -> str:
    """The version that the environment names for the whole program; else the newest. Raises: `UnknownVersion`."""
    asked = os.environ.get(VARIABLE)
    return resolve(asked) if asked else DEFAULT


def without_later(owner: str, names: Mapping[str, Any], version: str) -> dict[str, Any]:
    """What a module of the newest version exports, without what came later than this version."""
    later = {member.name for member in MEMBERS if member.owner == owner and not member.there(version)}
    return {name: value for name, value in names.items() if name not in later}


def known_options(owner: str, version: str) -> frozenset[str]:
    """The options that came with some version, as far as this version knows them."""
    return frozenset(name for name, since in OPTIONS[owner].items() if key(since) <= key(version))


def unknown_options(owner: str, version: str) -> frozenset[str]:
    """The options that came later than this version."""
    return frozenset(OPTIONS[owner]) - known_options(owner, version)


def former_arguments(owner: str, version: str) -> list[Argument]:
    """How that version's methods took their arguments otherwise, in the order in which the changes are undone."""
    from .arguments import ARGUMENTS  # only old versions need it

    return [row for row in ARGUMENTS if row.owner == owner and key(version) < key(row.since)]


CURRENT = profile(DEFAULT)
