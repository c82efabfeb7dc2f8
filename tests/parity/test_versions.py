"""Every scenario that runs on an older Node gives the same trace here, in that version's profile.

`differences.json` lists the scenarios in which we differ, with the reason.
"""

from __future__ import annotations

import pytest

from tests.parity import harness

pytestmark = [pytest.mark.any_engine, pytest.mark.timeout(300)]

AREAS = sorted({item.area for item in harness.scenarios()})


@pytest.mark.parametrize('area', AREAS)
@pytest.mark.parametrize('version', harness.OLDER)
def test_agrees_with_the_older_node(version: str, area: str) -> None:
    items = [
        item
        for item in harness.scenarios(area)
        if harness.is_recorded(item, version) and not harness.cannot(item, version)
    ]
    if not items:
        pytest.skip('nothing recorded')
    reasons = harness.differences(version)
    traces = harness.run_python('llhttp', area, [item.name for item in items], version)
    differing = {item.id for item in items if traces[item.name] != harness.load_golden(item, version)}
    assert sorted(differing - set(reasons)) == []


@pytest.mark.parametrize('version', harness.OLDER)
def test_differences_have_reasons_and_scenarios(version: str) -> None:
    reasons = harness.differences(version)
    assert all(reasons.values())
    known = {item.id for item in harness.scenarios() if not harness.cannot(item, version)}
    assert sorted(set(reasons) - known) == []


#: Rows that no scenario can cover: the first is a slip of v5's documentation, which lists the event of a server;
#: the second is only in v5, and is tested in tests/unit/compat/test_versions.py.
_UNCOVERED = {'ClientRequest event checkExpectation', 'http method createClient'}


@pytest.mark.parametrize('version', harness.OLDER)
def test_every_documented_row_is_covered_by_a_scenario_that_runs_there(version: str) -> None:
    running = [
        item
        for item in harness.scenarios()
        if harness.is_recorded(item, version) and not harness.cannot(item, version)
    ]
    covered = {row for item in running for row in item.covers}
    assert sorted(harness.inventory(version) - covered - _UNCOVERED) == []
