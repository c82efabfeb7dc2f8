"""The history of versions: what it folds into, and what is told of it."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from node_http import versions
from node_http._changes import show_changes
from node_http.versions import HISTORY, MEMBERS, VERSIONS, Profile, UnknownVersion, profile, resolve
from node_http.versions.changes import changes

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize('asked', ['v14', '14', 14, 'v14.14.0', '14.14.0', '14.14'])
def test_a_version_has_several_names(asked: object) -> None:
    assert resolve(asked) == 'v14.14.0'


@pytest.mark.parametrize('asked', ['', 'v1', '7', 'v14.15.0', 'node14', None])
def test_an_unknown_version_names_the_known_ones(asked: object) -> None:
    with pytest.raises(UnknownVersion) as info:
        resolve(asked)
    assert all(version in str(info.value) for version in VERSIONS)


def test_every_field_of_a_profile_has_a_row_and_every_row_a_field() -> None:
    rows = [row.field for row in HISTORY]
    assert len(rows) == len(set(rows))
    assert set(rows) | {'version'} == set(Profile.__slots__)


def test_the_steps_of_a_row_are_in_order_and_change_something() -> None:
    for row in HISTORY:
        values = [row.first, *(value for _, value, _ in row.steps)]
        assert all(before != after for before, after in pairwise(values)), row.field
        keys = [versions.key(version) for version, _, _ in row.steps]
        assert keys == sorted(keys), row.field
        assert keys, row.field


def test_every_row_tells_two_profiles_apart() -> None:
    for row in HISTORY:
        assert any(row.at(version) != row.at(versions.DEFAULT) for version in VERSIONS), row.field


def test_every_member_tells_two_versions_apart() -> None:
    for member in MEMBERS:
        assert (
            len({member.there(version) for version in VERSIONS}) == 2 or member.name == 'maxHeadersCount'
        ), member


def test_a_profile_is_the_history_folded() -> None:
    assert [profile(version).server_timeout for version in VERSIONS] == [120_000, 120_000, 0, 0, 0]
    assert [profile(version).request_closes for version in VERSIONS] == [
        None, 'at finish', 'at end', 'by itself', 'by itself',
    ]  # fmt: skip
    assert profile(versions.DEFAULT) is versions.CURRENT


def test_changes_are_those_between_two_versions() -> None:
    found = changes('v10.6.0', 'v20.20.2')
    assert found == sorted(found, key=lambda change: (versions.key(change.version), change.subject))
    subjects = {change.subject for change in found}
    assert 'server.timeout' in subjects
    assert 'http.WebSocket' not in subjects
    assert changes('v20.20.2', 'v20.20.2') == []


def test_the_command_prints_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_changes(['--from', '10', '--to=23']) == 0
    output = capsys.readouterr().out
    assert 'v13.0.0       server.timeout is 0' in output
    assert 'by v23.8.0' in output


@pytest.mark.parametrize(
    'words', [[], ['--from', '7'], ['--from'], ['--to', '10'], ['--frm', '10'], ['--from', '5', '--to', 'x']]
)
def test_the_command_refuses_what_it_does_not_know(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert show_changes(words) == 9
    assert 'Usage: node-http changes' in capsys.readouterr().err


def test_the_page_of_the_documentation_is_up_to_date() -> None:
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, str(root / 'scripts' / 'write_versions_page.py'), '--check']
    done = subprocess.run(command, env={**os.environ, 'PYTHONPATH': str(root)})
    assert done.returncode == 0, 'write it anew: python scripts/write_versions_page.py'
