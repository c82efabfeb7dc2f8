"""``python -m tests.parity record|summary|table|page|diff|accept|coverage``."""

from __future__ import annotations

import argparse
import difflib
import sys

from . import harness, report
from .harness import ENGINES, VERSION, Scenario


def chosen(names: list[str]) -> list[Scenario]:
    """Areas, or ``area/name``; nothing means everything."""
    every = harness.scenarios()
    return [item for item in every if not names or item.area in names or item.id in names]


def by_area(items: list[Scenario]) -> dict[str, list[Scenario]]:
    areas: dict[str, list[Scenario]] = {}
    for item in items:
        areas.setdefault(item.area, []).append(item)
    return areas


def record(arguments: argparse.Namespace) -> int:
    version = harness.node_version(arguments.node)
    unstable = 0
    for area, items in by_area(chosen(arguments.names)).items():
        names = [item.name for item in items]
        runs = [harness.run_node(arguments.node, area, names) for _ in range(arguments.times)]
        if version in harness.OLDER:
            if not arguments.check:
                harness.save_older_goldens(version, area, runs)
            print(f'{version} {area}: {len(items)}', flush=True)
            continue
        for item in items:
            different = [run[item.name] for run in runs if run[item.name] != runs[0][item.name]]
            if different:
                unstable += 1
                print(f'unstable: {item.id}')
                print('\n'.join(delta(runs[0][item.name], different[0])))
            elif any(line[0] == 'harness' for line in runs[0][item.name]):
                unstable += 1
                print(f'no proper end: {item.id} {runs[0][item.name][-1]}')
            if arguments.check:
                continue
            harness.save_golden(item, runs[0][item.name], version)
        print(f'{version} {area}: {len(items)}')
    return 1 if unstable else 0


def accept(arguments: argparse.Namespace) -> int:
    """Keeps what we do now in the named scenarios as the deviation that deviations.json gives the reason for."""
    for item in chosen(arguments.names):
        if item.id not in harness.deviations():
            continue
        traces = [harness.run_python(engine, item.area, [item.name])[item.name] for engine in ENGINES]
        if traces[0] != traces[1]:
            print(f'the engines differ: {item.id}')
            return 1
        harness.save_golden(item, traces[0], harness.OURS)
        print(f'accepted: {item.id}')
    return 0


def delta(expected: harness.Trace, actual: harness.Trace) -> list[str]:
    lines = difflib.unified_diff(
        harness.dump(expected), harness.dump(actual), 'node', 'node_http', lineterm='', n=1
    )
    return [line if len(line) < 1500 else f'{line[:1500]}…' for line in lines]


def compare(arguments: argparse.Namespace) -> int:
    verbose = arguments.command == 'diff'
    agreeing = dict.fromkeys(arguments.engines, 0)
    deviating = dict.fromkeys(arguments.engines, 0)
    version = arguments.version
    wanted = set(chosen(arguments.names))
    items = [item for item in harness.running(version) if item in wanted]
    reasons = harness.reasons(version)
    for area, members in by_area(items).items():
        names = [item.name for item in members]
        live = harness.run_node(arguments.node, area, names) if arguments.node else None
        row = []
        for engine in arguments.engines:
            traces = harness.run_python(engine, area, names, version)
            wrong, deviant = [], []
            for item in members:
                expected = live[item.name] if live else harness.load_golden(item, arguments.version)
                if traces[item.name] == expected:
                    continue
                if item.id in reasons and (
                    version != VERSION or traces[item.name] == harness.load_ours(item)
                ):
                    deviant.append(item)
                    continue
                wrong.append(item)
                if verbose:
                    print(f'=== {item.id} ({engine})')
                    print('\n'.join(delta(expected or [], traces[item.name])))
            agree = len(members) - len(wrong) - len(deviant)
            agreeing[engine] += agree
            deviating[engine] += len(deviant)
            row.append(f'{engine} {agree}/{len(members)}')
            if arguments.list and wrong:
                row.append('(' + ' '.join(item.name for item in wrong) + ')')
        print(f'{area:18} {"  ".join(row)}')
    for engine in arguments.engines:
        print(
            f'{engine}: {agreeing[engine]} of {len(items)} scenarios agree with {arguments.version}, '
            f'{deviating[engine]} differ on purpose (deviations.json)'
        )
    return 0 if all(agreeing[engine] + deviating[engine] == len(items) for engine in arguments.engines) else 1


def table(arguments: argparse.Namespace) -> int:
    """How many scenarios agree, version by version and engine by engine."""
    unexplained: list[str] = []
    for version in (*harness.OLDER, VERSION):
        items = harness.running(version)
        reasons = set(harness.reasons(version))
        for engine in arguments.engines:
            differing = set(harness.differing(engine, version, items))
            doubtful = [item for item in items if item.id in differing ^ reasons]
            differing -= {item.id for item in doubtful}
            differing |= set(harness.differing(engine, version, doubtful, at_once=1))
            agree = len(items) - len(differing)
            print(
                f'{version:9} {engine:7} {agree:4} of {len(items):4} agree ({100 * agree / len(items):5.1f} %), '
                f'{len(differing):3} differ, {len(harness.scenarios()) - len(items):3} do not run there',
                flush=True,
            )
            unexplained += [
                f'without a reason: {version} {engine} {name}' for name in sorted(differing - reasons)
            ]
            unexplained += [f'agrees now: {version} {engine} {name}' for name in sorted(reasons - differing)]
    print('\n'.join(unexplained))
    return 1 if unexplained else 0


def page(arguments: argparse.Namespace) -> int:
    """Writes docs/parity.md from the lists and the goldens."""
    report.PAGE.write_text(report.page(), 'utf-8')
    return 0


def coverage(arguments: argparse.Namespace) -> int:
    covered = {row for item in harness.scenarios() for row in item.covers}
    rows = harness.inventory(arguments.version)
    for row in sorted(rows - covered):
        print(f'not covered: {row}')
    for row in sorted(covered - harness.inventory(VERSION)):
        print(f'unknown row: {row}')
    print(
        f'{len(rows & covered)} of {len(rows)} rows of {arguments.version}; {len(harness.scenarios())} scenarios'
    )
    return 0 if rows <= covered else 1


def main() -> int:
    parser = argparse.ArgumentParser(prog='python -m tests.parity')
    commands = parser.add_subparsers(dest='command', required=True)
    sub = commands.add_parser('record', help='record goldens from a real Node')
    sub.add_argument('--node', default=harness.find_node())
    sub.add_argument('--times', type=int, default=1, help='run each area so often and report what differs')
    sub.add_argument('--check', action='store_true', help='write nothing')
    sub.add_argument('names', nargs='*', help='areas, or area/name')
    sub.set_defaults(run=record)
    for name, text in (('summary', 'how many scenarios agree'), ('diff', 'where they do not')):
        sub = commands.add_parser(name, help=text)
        sub.add_argument(
            '--live', dest='node', nargs='?', const=harness.find_node(), help='compare with a Node run now'
        )
        sub.add_argument('--version', default=VERSION)
        sub.add_argument('--engine', dest='engines', action='append', choices=ENGINES)
        sub.add_argument('--list', action='store_true', help='name those that disagree')
        sub.add_argument('names', nargs='*', help='areas, or area/name')
        sub.set_defaults(run=compare)
    sub = commands.add_parser('table', help='how many scenarios agree, for every version')
    sub.add_argument('--engine', dest='engines', action='append', choices=ENGINES)
    sub.set_defaults(run=table)
    sub = commands.add_parser('page', help='write docs/parity.md from the lists')
    sub.set_defaults(run=page)
    sub = commands.add_parser('accept', help='keep what a deviating scenario gives here')
    sub.add_argument('names', nargs='+', help='area/name, listed in deviations.json')
    sub.set_defaults(run=accept)
    sub = commands.add_parser('coverage', help='which documented rows no scenario covers')
    sub.add_argument('--version', default=VERSION)
    sub.set_defaults(run=coverage)
    arguments = parser.parse_args()
    if getattr(arguments, 'engines', ENGINES) is None:
        arguments.engines = list(ENGINES)
    return int(arguments.run(arguments))


if __name__ == '__main__':
    sys.exit(main())
