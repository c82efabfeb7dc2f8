"""The page of the documentation that says how far each version agrees with the real Node, and where not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill

from node_http.versions import VERSIONS

from . import harness
from .harness import ENGINES, ROOT, VERSION

PAGE: Path = ROOT / 'docs' / 'parity.md'

#: How many scenarios agree, by version and engine: what only a run tells.
Figures = Mapping[tuple[str, str], int]

HEAD = """\
<!-- Written by `python -m tests.parity table --write`: change the lists in tests/parity, not this. -->

# Agreement with real Node

A scenario is a small program that is there twice, in JavaScript and in Python, line by line. It was run on the real
binary of each version, and what it logged – events, values, bytes on the wire – is kept. The tests run the Python
twin in that version's profile, on both parser engines, and compare line by line. One line that differs makes the whole
scenario one that does not agree.

"""


def figures_in(text: str) -> Figures:
    """The figures of a page that has been written."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip('|').split('|')]
        if cells and cells[0] in VERSIONS and len(cells) == 5:
            for engine, cell in zip(ENGINES, cells[1:3], strict=True):
                found[cells[0], engine] = int(cell.partition(' ')[0])
    return found


def page(figures: Figures) -> str:
    """The whole page, given how many scenarios agree."""
    parts = [HEAD, _table(figures)]
    for version in reversed(VERSIONS):
        parts += [f'\n## {version}\n', _differences(version), _not_running(version)]
    return ''.join(parts)


def _table(figures: Figures) -> str:
    lines = [
        f'| version | {" | ".join(f"agree ({engine})" for engine in ENGINES)} | differ | do not run there |\n',
        '| --- |' + ' --: |' * (len(ENGINES) + 2) + '\n',
    ]
    for version in VERSIONS:
        running = len(harness.running(version))
        cells = [_share(figures.get((version, engine), 0), running) for engine in ENGINES]
        reasons = len(harness.reasons(version))
        absent = len(harness.scenarios()) - running
        lines.append(f'| {version} | {" | ".join(cells)} | {reasons} | {absent} |\n')
    return ''.join(lines)


def _share(agree: int, running: int) -> str:
    return f'{agree} of {running} ({100 * agree / max(1, running):.1f} %)'


def _differences(version: str) -> str:
    reasons = harness.reasons(version)
    if not reasons:
        return '\nNo scenario differs.\n'
    kind = 'On purpose, this differs' if version == VERSION else 'This differs'
    by_reason: dict[str, list[str]] = {}
    for name, reason in sorted(reasons.items()):
        by_reason.setdefault(reason, []).append(f'`{name}`')
    rows = [
        fill(f'- {reason} ({", ".join(names)})', 118, subsequent_indent='  ')
        for reason, names in by_reason.items()
    ]
    return f'\n{kind} ({len(reasons)}):\n\n' + '\n'.join(rows) + '\n'


def _not_running(version: str) -> str:
    why = Counter(reason for item in harness.scenarios() if (reason := harness.cannot(item, version)))
    if not why:
        return ''
    rows = [f'- {_escape(reason)} ({count})' for reason, count in sorted(why.items())]
    return (
        f'\nThese do not run on that binary ({sum(why.values())}), because there:\n\n'
        + '\n'.join(rows)
        + '\n'
    )


def _escape(text: str) -> str:
    """Names with brackets are no links."""
    return re.sub(r'([\[\]])', r'\\\1', text)
