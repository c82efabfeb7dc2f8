"""What was measured, as it is kept in JSON and as it is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .figures import OURS, Verdict, judge, spread, with_spread
from .workloads import WORKLOADS, Workload

FOLDER = Path(__file__).parent / 'results'


@dataclass(frozen=True)
class Row:
    """A workload, and the runs of its contenders: one figure per round, None where a run failed."""

    workload: Workload
    runs: Mapping[str, Sequence[float | None]]

    @property
    def verdicts(self) -> list[Verdict]:
        return [judge(goal, self.runs) for goal in self.workload.goals]

    def goal_text(self, verdict: Verdict) -> str:
        return verdict.goal.text(self.workload.titles, self.workload.unit)

    def to_json(self) -> dict[str, Any]:
        return {
            'title': self.workload.title,
            'unit': self.workload.unit,
            'contenders': {
                name: {
                    'title': self.workload.titles[name],
                    'median': None if (middle := spread(runs)) is None else rounded(middle.median),
                    'runs': [rounded(run) for run in runs],
                }
                for name, runs in self.runs.items()
            },
            'goals': [
                {
                    'goal': self.goal_text(verdict),
                    'measured': None if verdict.measured is None else rounded(verdict.measured.median),
                    'low': None if verdict.measured is None else rounded(verdict.measured.low),
                    'high': None if verdict.measured is None else rounded(verdict.measured.high),
                    'passed': verdict.passed,
                }
                for verdict in self.verdicts
            ],
        }


def rounded(value: float | None) -> float | None:
    """Four significant digits: the fifth is never measured."""
    return None if value is None else float(f'{value:.4g}')


def to_json(rows: Sequence[Row], about: Mapping[str, Any]) -> str:
    kept = {**about, 'workloads': {row.workload.name: row.to_json() for row in rows}}
    return json.dumps(kept, indent=2, ensure_ascii=False) + '\n'


def rows_of(kept: Mapping[str, Any]) -> list[Row]:
    """The rows of a JSON file; every workload has one, with no runs where it was not measured.

    The goals are today's: a file from before a goal was changed is judged by what holds now.
    """
    measured = kept.get('workloads', {})
    return [
        Row(
            workload,
            {
                name: contender['runs']
                for name, contender in measured.get(workload.name, {}).get('contenders', {}).items()
                if name in workload.titles
            },
        )
        for workload in WORKLOADS
    ]


def newest(folder: Path = FOLDER, prefix: str = '') -> Path | None:
    """The kept results of the highest version: `0.10.0.json` rather than `0.9.0.json`."""
    files = [(version, path) for path in folder.glob('*.json') if (version := _version(path, prefix))]
    return max(files)[1] if files else None


def _version(path: Path, prefix: str) -> tuple[int, ...]:
    parts = path.stem.removeprefix(prefix).split('.')
    whole = path.stem.startswith(prefix) and all(part.isdigit() for part in parts)
    return tuple(map(int, parts)) if whole else ()


# -- for people ------------------------------------------------------------------------------------------------


def table(rows: Sequence[Row]) -> str:
    """What is printed at the end."""
    return '\n\n'.join(_block(row) for row in rows)


def _block(row: Row) -> str:
    titles = row.workload.titles
    lines = [f'{row.workload.name}: {row.workload.title} [{row.workload.unit}]']
    width = max(len(title) for title in titles.values())
    for name, runs in row.runs.items():
        measured = spread(runs)
        text = 'failed' if measured is None else with_spread(measured)
        lines.append(f'  {"*" if name == OURS else " "} {titles[name]:{width}}  {text}')
    for verdict in row.verdicts:
        lines.append(f'  {verdict.mark} {row.goal_text(verdict)}: {with_spread(verdict.measured)}')
    return '\n'.join(lines)


def summary(rows: Sequence[Row]) -> str:
    verdicts = [verdict for row in rows for verdict in row.verdicts]
    reached = sum(verdict.passed is True for verdict in verdicts)
    open_ = sum(verdict.passed is None for verdict in verdicts)
    text = f'{reached} of {len(verdicts)} goals reached'
    return f'{text}, {open_} not measured' if open_ else text
