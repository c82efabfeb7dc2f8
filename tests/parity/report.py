"""The page of the documentation that says how far each version agrees with the real Node, and where not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from textwrap import fill

from node_http.versions import VERSIONS

from . import harness
from .harness import ROOT, VERSION

PAGE: Path = ROOT / 'docs' / 'parity.md'

HEAD = """\
<!-- Written by `python -m tests.parity page`: change the lists in tests/parity, not this. -->

# Agreement with real Node

A scenario is a small program that is there twice, in JavaScript and in Python, line by line. It was run on the real
binary of each version, and what it logged – events, values, bytes on the wire – is kept. The tests run the Python
twin in that version's profile and compare line by line: one line that differs makes the whole scenario one that does
not agree. They do so on both parser engines, and fail when a scenario differs that is not listed here, and when one
agrees that is.

"""


def page() -> str:
    """The whole page. The tests see to it that those that differ are exactly those that the lists name."""
    parts = [HEAD, _table()]
    for version in reversed(VERSIONS):
        parts += [f'\n## {version}\n', _differences(version), _not_running(version)]
    return ''.join(parts)


def _table() -> str:
    lines = [
        '| version | agree | of | | differ | do not run there |\n',
        '| --- | --: | --: | --: | --: | --: |\n',
    ]
    for version in VERSIONS:
        running, differ = len(harness.running(version)), len(harness.reasons(version))
        agree = running - differ
        absent = len(harness.scenarios()) - running
        lines.append(
            f'| {version} | {agree} | {running} | {100 * agree / running:.1f} % | {differ} | {absent} |\n'
        )
    return ''.join(lines)


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
