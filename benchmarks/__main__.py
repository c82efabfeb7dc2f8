"""`python -m benchmarks`: everything, or some of it, measured beside the peers."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from . import chart, machine, page, results
from .figures import number
from .results import Row
from .running import Contender, Lab, RunFailed
from .workloads import WORKLOADS, Workload


def parse(words: Sequence[str] | None) -> argparse.Namespace:
    names = [workload.name for workload in WORKLOADS]
    parser = argparse.ArgumentParser(
        prog='python -m benchmarks',
        description='Measures node_http beside real Node and beside other Python programs. Prints medians and ratios '
        'with their spread, and writes them as JSON and as a picture. Needs Linux, two cores, node and wrk. '
        'A goal that is missed does not change the exit status; a run that fails does.',
        epilog='workloads: ' + ', '.join(names),
    )
    parser.add_argument('--quick', action='store_true', help='a rough look, in under two minutes')
    parser.add_argument(
        '--only', metavar='NAME', action='append', choices=names, help='this workload; may be repeated'
    )
    parser.add_argument('--all', action='store_true', help='the peers that no goal names, too')
    parser.add_argument('--rounds', type=int, metavar='N', help='how often each program is measured')
    parser.add_argument('--seconds', type=float, metavar='S', help='how long, each time')
    parser.add_argument('--node', metavar='FILE', help='the node to compare with (default: the one on PATH)')
    parser.add_argument(
        '--output',
        type=Path,
        metavar='FILE',
        help='where the JSON goes, and the picture beside it (default: in benchmarks/results/, VERSION.json for a '
        'whole run, partial.json for any other)',
    )
    arguments = parser.parse_args(words)
    if arguments.rounds is not None and arguments.rounds < 1:
        parser.error('--rounds: at least 1')
    if arguments.seconds is not None and arguments.seconds <= 0:
        parser.error('--seconds: more than 0')
    return arguments


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def without_optional(workload: Workload, everything: bool) -> list[Contender]:
    return [contender for contender in workload.contenders if everything or not contender.optional]


class Measuring:
    """The rounds of one run of this program."""

    def __init__(self, lab: Lab, workloads: Sequence[Workload], rounds: int, everything: bool) -> None:
        self.lab = lab
        self.rounds = rounds
        self.plan = [(workload, without_optional(workload, everything)) for workload in workloads]
        self.total = rounds * sum(len(contenders) for _, contenders in self.plan)
        self.count = 0
        self.failures = 0
        self.start = time.monotonic()

    def run(self) -> list[Row]:
        return [self.row(workload, contenders) for workload, contenders in self.plan]

    def row(self, workload: Workload, contenders: Sequence[Contender]) -> Row:
        runs: dict[str, list[float | None]] = {contender.name: [] for contender in contenders}
        for round_ in range(self.rounds):
            # Every second round goes backwards: whoever comes first is not always the same.
            for contender in contenders if round_ % 2 == 0 else reversed(contenders):
                runs[contender.name].append(self.one(workload, contender, round_))
        return Row(workload, runs)

    def one(self, workload: Workload, contender: Contender, round_: int) -> float | None:
        self.count += 1
        where = f'[{self.count:3}/{self.total} {self.left():>5}] {workload.name:9} round {round_ + 1}'
        try:
            value = workload.measure(self.lab, contender)
        except (RunFailed, OSError, ValueError, ZeroDivisionError) as error:
            self.failures += 1
            say(f'{where}  {contender.title}: FAILED: {error}')
            return None
        say(f'{where}  {contender.title}: {number(value)} {workload.unit}')
        return value

    def left(self) -> str:
        """Minutes and seconds that are still to go, as far as what was done tells."""
        done = self.count - 1
        if not done:
            return ''
        seconds = round((time.monotonic() - self.start) / done * (self.total - done))
        return f'{seconds // 60}:{seconds % 60:02}'


def main(words: Sequence[str] | None = None) -> int:
    arguments = parse(words)
    try:
        here = machine.prepare(arguments.node, say)
        about = machine.describe(here)
    except machine.NotReady as error:
        say(f'benchmarks: {error}')
        return 2
    seconds = arguments.seconds or (0.6 if arguments.quick else 3.0)
    rounds = arguments.rounds or (2 if arguments.quick else 5)
    lab = Lab(here, warm_up=0.3 if arguments.quick else 1.5, seconds=seconds)
    workloads = [workload for workload in WORKLOADS if not arguments.only or workload.name in arguments.only]
    _warn_of_another_node(about)
    measuring = Measuring(lab, workloads, rounds, arguments.all)
    try:
        rows = measuring.run()
    except KeyboardInterrupt:
        say('\nbenchmarks: interrupted, nothing is written')
        return 130
    print(results.table(rows))
    print(f'\n{results.summary(rows)}')
    whole = not (arguments.quick or arguments.only or arguments.rounds or arguments.seconds)
    path = arguments.output or results.FOLDER / f'{machine.own_version() if whole else "partial"}.json'
    _write(path, rows, {**_about(rounds, seconds), **about})
    if whole and arguments.output is None:
        say(f'written: {page.write()}')
    return 1 if measuring.failures else 0


def _warn_of_another_node(about: dict[str, Any]) -> None:
    version = about['versions']['node']
    if not version.startswith('v20.'):
        say(f'the goals are about Node v20, and this is {version}: name another with --node')


def _about(rounds: int, seconds: float) -> dict[str, Any]:
    return {
        'version': machine.own_version(),
        'commit': machine.commit(),
        'date': datetime.now(timezone.utc).strftime('%Y-%m-%d'),
        'rounds': rounds,
        'seconds': seconds,
    }


def _write(path: Path, rows: Sequence[Row], about: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results.to_json(rows, about))
    picture = path.with_suffix('.svg')
    picture.write_text(chart.svg(rows))
    say(f'written: {path}, {picture}')


if __name__ == '__main__':
    sys.exit(main())
