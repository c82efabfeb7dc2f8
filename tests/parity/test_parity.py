"""Every scenario on node_http gives the trace that it gave on the real Node.

The engine is the one of this test run (NODE_HTTP_PARSER); an area runs in one process, when its first test asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.parity import harness
from tests.parity.harness import Scenario, Trace

SCENARIOS = harness.scenarios()
DEVIATIONS = harness.deviations()


def names_in(area: str) -> list[str]:
    return [item.name for item in SCENARIOS if item.area == area]


@pytest.fixture(scope='session')
def actual(parser_engine: str) -> Callable[[Scenario], Trace]:
    run = cache(lambda area: harness.run_python(parser_engine, area, names_in(area)))
    return lambda scenario: run(scenario.area)[scenario.name]


@pytest.fixture(scope='session')
def expected(request: pytest.FixtureRequest) -> Callable[[Scenario], Trace | None]:
    if not request.config.getoption('--live', default=False):
        return harness.load_golden
    node = harness.find_node()
    if node is None:
        pytest.skip(f'needs node {harness.VERSION}: fetch it with scripts/fetch_nodes.py')
    run = cache(lambda area: harness.run_node(node, area, names_in(area)))
    return lambda scenario: run(scenario.area)[scenario.name]


@pytest.mark.parametrize('scenario', SCENARIOS, ids=lambda scenario: scenario.id)
def test_agrees_with_node(
    scenario: Scenario,
    expected: Callable[[Scenario], Trace | None],
    actual: Callable[[Scenario], Trace],
) -> None:
    wanted = expected(scenario)
    assert wanted is not None, f'record it: python -m tests.parity record {scenario.id}'
    if scenario.id in DEVIATIONS:
        ours = harness.load_ours(scenario)
        assert ours is not None, f'keep it: python -m tests.parity accept {scenario.id}'
        assert ours != wanted, 'no deviation any more: take it out of deviations.json'
        wanted = ours
    assert harness.dump(actual(scenario)) == harness.dump(wanted)


@pytest.mark.any_engine
def test_every_documented_row_is_covered() -> None:
    covered = {row for item in SCENARIOS for row in item.covers}
    assert sorted(harness.inventory() - covered) == []
    assert sorted(covered - harness.inventory()) == [], 'rows that the inventory does not have'


@pytest.mark.any_engine
def test_every_golden_has_a_proper_end_and_a_scenario() -> None:
    known = {item.golden() for item in SCENARIOS}
    assert sorted(set((harness.GOLDENS / harness.VERSION).glob('*/*.jsonl')) - known) == []
    deviating = {item.golden(harness.OURS) for item in SCENARIOS if item.id in DEVIATIONS}
    assert sorted(set((harness.GOLDENS / harness.OURS).glob('*/*.jsonl')) - deviating) == []
    unfinished = [
        item.id for item in SCENARIOS if any(line[0] == 'harness' for line in harness.load_golden(item) or [])
    ]
    assert unfinished == []
