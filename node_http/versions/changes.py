"""What changed from version to version, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from . import VERSIONS
from .arguments import ARGUMENTS
from .behaviour import HISTORY
from .members import MEMBERS, OPTIONS, RETURN_NOTHING
from .rows import BEGINNING, key


class Change(NamedTuple):
    """One line of the history: what became of `subject` in `version`."""

    version: str
    subject: str
    text: str
    effect: str = ''
    #: The version was not documented, and is the first known here in which it was seen.
    seen: bool = False


def changes(since: str, until: str) -> list[Change]:
    """What changed after one version up to another, oldest first."""
    found = [
        *_member_changes(), *_return_changes(), *_option_changes(), *_argument_changes(), *_row_changes(),
    ]  # fmt: skip
    low, high = key(since), key(until)
    return sorted(
        (change for change in found if low < key(change.version) <= high),
        key=lambda change: (key(change.version), change.subject),
    )


def _member_changes() -> Iterator[Change]:
    for member in MEMBERS:
        name = f'{member.owner}.{member.name}'
        if member.since != BEGINNING:
            seen = f'v{member.since}' in VERSIONS
            yield Change(member.since, name, 'is there', seen=seen)
        if member.until is not None:
            yield Change(member.until, name, 'is gone', f'Use {member.instead}.' if member.instead else '')


def _return_changes() -> Iterator[Change]:
    for method in RETURN_NOTHING:
        seen = f'v{method.until}' in VERSIONS
        yield Change(method.until, f'{method.owner}.{method.name}', 'returns the message', seen=seen)


def _option_changes() -> Iterator[Change]:
    for owner, names in OPTIONS.items():
        for name, since in names.items():
            yield Change(since, f'{owner} option {name}', 'is known; before, it was ignored')


def _argument_changes() -> Iterator[Change]:
    for row in ARGUMENTS:
        yield Change(row.since, row.subject, row.text, seen=f'v{row.since}' in VERSIONS)


def _row_changes() -> Iterator[Change]:
    for row in HISTORY:
        for version, _, text in row.steps:
            yield Change(version, row.subject, text, row.effect, f'v{version}' in VERSIONS)
