"""The kinds of rows that the history is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

BEGINNING = '0.0.0'


@cache
def key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix('v').split('.'))


class Member(NamedTuple):
    """A name that `owner` has from version `since` on, and no longer from `until` on."""

    owner: str
    name: str
    since: str = BEGINNING
    until: str | None = None
    instead: str = ''

    def there(self, version: str) -> bool:
        at = key(version)
        return key(self.since) <= at and (self.until is None or at < key(self.until))


class Row(NamedTuple):
    """One field of `Profile` through time: its first value, then (version, value, what is so from then on)."""

    field: str
    subject: str
    first: Any
    steps: tuple[tuple[str, Any, str], ...]
    #: What somebody who ports a program has to look after.
    effect: str

    def at(self, version: str) -> Any:
        value = self.first
        for since, after, _ in self.steps:
            if key(since) <= key(version):
                value = after
        return value


class ReturnsNothing(NamedTuple):
    """A method that returned nothing before version `until`, and returns the object since."""

    owner: str
    name: str
    until: str

    def at(self, version: str) -> bool:
        return key(version) < key(self.until)


def member_rows(owner: str, table: str) -> Iterator[Member]:
    for line in table.strip().splitlines():
        names, _, since = line.partition(':')
        for name in names.split():
            yield Member(owner, name, since.strip())
