"""Every scenario that runs on an older Node gives the same trace here, in that version's profile.

`differences.json` lists the scenarios in which we differ, with the reason; one that agrees has no place there. Every
version is run on both engines, and an area of it in one process.
"""

from __future__ import annotations

import pytest

from tests.parity import harness, report

pytestmark = [pytest.mark.any_engine, pytest.mark.timeout(300)]


@pytest.mark.parametrize('engine', harness.ENGINES)
@pytest.mark.parametrize('version', harness.OLDER)
def test_agrees_with_the_older_node(version: str, engine: str) -> None:
    items = harness.running(version)
    reasons = set(harness.differences(version))
    differing = set(harness.differing(engine, version, items))
    # A busy machine makes a few timers late: whoever differs for no reason, or agrees although it should not, is
    # asked once more, with nothing running beside it.
    doubtful = [item for item in items if item.id in differing ^ reasons]
    differing -= {item.id for item in doubtful}
    differing |= set(harness.differing(engine, version, doubtful, at_once=1))
    assert sorted(differing - reasons) == [], 'differs from that Node'
    assert sorted(reasons - differing) == [], 'agrees now: take it out of differences.json'


@pytest.mark.parametrize('version', harness.OLDER)
def test_differences_have_reasons_and_scenarios(version: str) -> None:
    reasons = harness.differences(version)
    assert all(reasons.values())
    assert sorted(set(reasons) - {item.id for item in harness.running(version)}) == []


@pytest.mark.parametrize('version', harness.OLDER)
def test_every_scenario_is_recorded(version: str) -> None:
    missing = [item.id for item in harness.scenarios() if not harness.is_recorded(item, version)]
    assert missing == [], f'record it: python -m tests.parity record --node …/{version}/bin/node …'


#: Rows that no scenario can cover: the first is a slip of v5's documentation, which lists the event of a server;
#: the second is only in v5, and is tested in tests/unit/compat/test_versions.py.
_UNCOVERED = {'ClientRequest event checkExpectation', 'http method createClient'}


@pytest.mark.parametrize('version', harness.OLDER)
def test_every_documented_row_is_covered_by_a_scenario_that_runs_there(version: str) -> None:
    covered = {row for item in harness.running(version) for row in item.covers}
    assert sorted(harness.inventory(version) - covered - _UNCOVERED) == []


def test_the_page_says_what_the_lists_say() -> None:
    assert report.PAGE.read_text('utf-8') == report.page(), 'write it: python -m tests.parity page'
