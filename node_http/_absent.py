"""What a version does not have: members that are hidden, and the modules of a version, which say what is missing.

A name that came later is hidden in an older version's class: data as None, as JavaScript reads it, and methods with an
AttributeError that says which version brought them.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

from .versions import MEMBERS, Member, Profile


class Absent:
    """Stands for a member that a version does not have: asking for it says which version has."""

    def __init__(self, member: Member, version: str) -> None:
        self.message = absence(member, version)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        raise AttributeError(self.message)


class Unset:
    """Stands for data that a version does not keep: it reads as undefined, although it is set."""

    def __get__(self, instance: Any, owner: Any = None) -> None:
        return None

    def __set__(self, instance: Any, value: Any) -> None:
        pass


def absence(member: Member, version: str) -> str:
    """Why there is no such member."""
    name = f'{member.owner}.{member.name}'
    if member.there(version):  # it is there, and yet it is not
        return f'{name} is not part of node_http'
    if member.until is not None:
        instead = f'; use {member.instead}' if member.instead else ''
        return f'{name} is not in Node {version}: it went with v{member.until}{instead}'
    return f'{name} is not in Node {version}: it came with v{member.since}'


def absent_export(owner: str, name: str, version: str) -> str | None:
    """Why the module of a version has no such name; None for a name that none has."""
    for member in MEMBERS:
        if member.owner == owner and member.name == name and not member.there(version):
            return absence(member, version)
    return None


def hidden(
    owner: str, newest: type, profile: Profile, set_by_us: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The members that came later: methods and properties say so, what is mere data is None.

    Args: set_by_us: data that the newest version's code sets.
    """
    found: dict[str, Any] = {}
    for member in MEMBERS:
        if member.owner != owner or member.there(profile.version):
            continue
        value = getattr(newest, member.name, None)
        if callable(value) or member.until:
            found[member.name] = Absent(member, profile.version)
        else:
            found[member.name] = Unset() if member.name in set_by_us else None
    return found


class VersionModule(types.ModuleType):
    """A module of one version, beside any other."""

    def __init__(self, name: str, profile: Profile, exports: Mapping[str, Any]) -> None:
        super().__init__(name, f'The {name} module of Node {profile.version}.')
        self.__dict__.update(exports)
        self.__dict__['_profile'] = profile
        self.__dict__['__all__'] = sorted(exports)

    def __getattr__(self, name: str) -> Any:
        if name[:2] == '__':
            raise AttributeError(name)
        message = absent_export(self.__name__, name, self._profile.version)
        raise AttributeError(message or f'module {self.__name__!r} has no attribute {name!r}')
