"""Runs scenarios on either side and compares their traces."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from node_http.versions import VARIABLE, VERSIONS

from .absent import why_not

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCENARIOS = HERE / 'scenarios'
GOLDENS = HERE / 'goldens'
VERSION = 'v23.8.0'
OURS = 'ours'  # beside the versions: what the deviating scenarios give here
ENGINES = ('llhttp', 'h11')
OLDER = tuple(version for version in VERSIONS if version != VERSION)

Line = list[Any]
Trace = list[Line]


@dataclass(frozen=True)
class Scenario:
    """One named scenario of an area, as its JavaScript declares it."""

    area: str
    name: str
    covers: tuple[str, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        return f'{self.area}/{self.name}'

    def golden(self, version: str = VERSION) -> Path:
        return GOLDENS / version / self.area / f'{self.name}.jsonl'


_DECLARATION = re.compile(r"^// covers: (?P<covers>.+)$|^scenario\('(?P<name>\w+)'", re.MULTILINE)


def scenarios(*areas: str) -> list[Scenario]:
    """Every scenario of the given areas (default: all), in the order of the files."""
    found = []
    for path in sorted(SCENARIOS.glob('*.js')):
        if areas and path.stem not in areas:
            continue
        covers: list[str] = []
        for match in _DECLARATION.finditer(path.read_text('utf-8')):
            if match['covers']:
                covers += [row.strip() for row in match['covers'].split(', ')]
            else:
                found.append(Scenario(path.stem, match['name'], tuple(covers)))
                covers = []
    return found


def inventory(version: str = VERSION) -> set[str]:
    """The documented rows of one version, as ``Owner kind name``."""
    rows = json.loads((HERE / 'inventory.json').read_text('utf-8'))['rows']
    names = {version, version.partition('.')[0]}  # v20 stands there for its newest release
    return {f'{row["owner"]} {row["kind"]} {row["name"]}' for row in rows if names & {*row['versions']}}


# -- running --------------------------------------------------------------------------------------------------


def by_lane(trace: Trace) -> Trace:
    """Groups the lines by lane: the two ends of a connection have no common order."""
    return sorted(trace, key=lambda line: str(line[0]))


def run_node(node: str, area: str, names: list[str]) -> dict[str, Trace]:
    return _run([node, '--no-deprecation', str(HERE / 'run.js'), area], names, dict(os.environ))


def run_python(
    engine: str, area: str, names: list[str], version: str = VERSION, python: str = sys.executable
) -> dict[str, Trace]:
    command = [python, '-m', 'tests.parity.run', area]
    return _run(command, names, {**os.environ, 'NODE_HTTP_PARSER': engine, VARIABLE: version})


#: So many areas run at the same time: they mostly wait for their timers.
AT_ONCE = 3


def run_areas(
    engine: str, items: list[Scenario], version: str = VERSION, at_once: int = AT_ONCE
) -> Iterator[tuple[str, list[Scenario], dict[str, Trace]]]:
    """Runs scenarios area by area, some areas at the same time; yields each area's in the order of the areas."""
    areas: dict[str, list[Scenario]] = {}
    for item in items:
        areas.setdefault(item.area, []).append(item)
    with ThreadPoolExecutor(at_once) as pool:
        waiting = {
            area: pool.submit(run_python, engine, area, [item.name for item in members], version)
            for area, members in areas.items()
        }
        for area, members in areas.items():
            yield area, members, waiting[area].result()


def _run(command: list[str], names: list[str], environment: dict[str, str]) -> dict[str, Trace]:
    """Runs the scenarios in one process; one that kills the process is reported and the rest run in another."""
    traces: dict[str, Trace] = {}
    waiting = list(names)
    while waiting:
        try:
            limit = 15 + 5 * len(waiting)
            done = subprocess.run(
                [*command, *waiting], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=limit
            )
            last_words = (done.stderr.strip().splitlines() or [''])[-1]
            output, problem = done.stdout, f'process ended with {done.returncode}: {last_words}'
        except subprocess.TimeoutExpired as expired:
            output = (expired.stdout or b'').decode('utf-8', 'replace')
            problem = 'process hung'
        for text in output.splitlines():
            if text.startswith('{"scenario"'):
                record = json.loads(text)
                traces[record['scenario']] = by_lane(record['trace'])
        left = [name for name in waiting if name not in traces]
        if left:
            traces[left.pop(0)] = [['harness', problem]]
        waiting = left
    return traces


# -- goldens --------------------------------------------------------------------------------------------------


def load_golden(scenario: Scenario, version: str = VERSION) -> Trace | None:
    if version in OLDER:
        record = older_goldens(version, scenario.area).get(scenario.name, {})
        return load_golden(scenario) if record.get('as') == VERSION else record.get('trace')
    path = scenario.golden(version)
    if not path.exists():
        return None
    return [json.loads(line) for line in path.read_text('utf-8').splitlines()]


# The older versions: one file per area, a line per scenario. It says {"as": VERSION} where the trace is the newest
# version's, and {"cannot": reason} where the scenario does not run on that binary.


@cache
def older_goldens(version: str, area: str) -> dict[str, dict[str, Any]]:
    path = GOLDENS / version / f'{area}.jsonl'
    if not path.exists():
        return {}
    records = [json.loads(line) for line in path.read_text('utf-8').splitlines()]
    return {record.pop('scenario'): record for record in records}


def save_older_goldens(version: str, area: str, runs: list[dict[str, Trace]]) -> None:
    """Keeps what the runs of one area gave, with what cannot run there marked by the reason."""
    records = {name: {'scenario': name, **record} for name, record in older_goldens(version, area).items()}
    for name in runs[0]:
        traces = [run[name] for run in runs]
        record: dict[str, Any] = {'scenario': name}
        reason = why_not(f'{area}/{name}', version, traces)
        if reason:
            record['cannot'] = reason
        elif traces[0] == load_golden(Scenario(area, name)):
            record['as'] = VERSION
        else:
            record['trace'] = traces[0]
        records[name] = record
    lines = [
        json.dumps(records[item.name], ensure_ascii=True, separators=(',', ':'))
        for item in scenarios(area)
        if item.name in records
    ]
    path = GOLDENS / version / f'{area}.jsonl'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('\n'.join(lines) + '\n', 'utf-8')
    older_goldens.cache_clear()


def cannot(scenario: Scenario, version: str) -> str | None:
    """Why the scenario does not run on the binary of that version; None when it does."""
    reason: str | None = older_goldens(version, scenario.area).get(scenario.name, {}).get('cannot')
    return reason


def is_recorded(scenario: Scenario, version: str) -> bool:
    return version == VERSION or scenario.name in older_goldens(version, scenario.area)


def running(version: str) -> list[Scenario]:
    """The scenarios that run on the binary of that version."""
    return [item for item in scenarios() if is_recorded(item, version) and not cannot(item, version)]


def differing(engine: str, version: str, items: list[Scenario], at_once: int = AT_ONCE) -> list[str]:
    """Runs scenarios in a version's profile, and names those that differ from that version's Node."""
    return [
        item.id
        for _, members, traces in run_areas(engine, items, version, at_once)
        for item in members
        if traces[item.name] != load_golden(item, version)
    ]


def reasons(version: str) -> dict[str, str]:
    """The scenarios in which we differ from that version, and why."""
    return deviations() if version == VERSION else differences(version)


def differences(version: str) -> dict[str, str]:
    """The scenarios in which we differ from an older version, and why."""
    reasons: dict[str, dict[str, str]] = json.loads((HERE / 'differences.json').read_text('utf-8'))
    return reasons.get(version, {})


def deviations() -> dict[str, str]:
    """The scenarios in which we differ from real Node on purpose, and why."""
    reasons: dict[str, str] = json.loads((HERE / 'deviations.json').read_text('utf-8'))
    return reasons


def load_ours(scenario: Scenario) -> Trace | None:
    """What a deviating scenario has to give here."""
    return load_golden(scenario, OURS)


def dump(trace: Trace) -> list[str]:
    return [json.dumps(line, ensure_ascii=True, separators=(',', ':')) for line in trace]


def save_golden(scenario: Scenario, trace: Trace, version: str) -> None:
    path = scenario.golden(version)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('\n'.join(dump(trace)) + '\n', 'utf-8')


def node_version(node: str) -> str:
    return subprocess.run([node, '--version'], capture_output=True, text=True, check=True).stdout.strip()


def find_node(version: str = VERSION) -> str | None:
    """The real binary: NODE_HTTP_ORACLE, the fetched ones under .nodes/, or PATH, if it is that version."""
    fetched = sorted((ROOT / '.nodes').glob(f'{version}/**/bin/node'))
    for node in (os.environ.get('NODE_HTTP_ORACLE'), *map(str, fetched), shutil.which('node')):
        if node and Path(node).exists() and node_version(node) == version:
            return node
    return None
