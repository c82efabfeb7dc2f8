"""The code blocks of README.md and docs/, as programs with the output that the page promises.

A fenced `python` or `js` block is a program. A `text` block after it is what the program prints; JavaScript with its
Python behind it has the text in common with it. A comment before a block says what is not ordinary about it:

- `<!-- continues -->`: the block goes on where the one before it ended
- `<!-- plain python -->`: run by `python FILE`, not by `node-http FILE`
- `<!-- serves -->`: the program does not end; the `console` block after it asks it with curl, then SIGTERM ends it
- `<!-- exits 1 -->`: the program ends with this status

A program may say port 3000, as people do: it gets a free port, and what it prints is read as if it had got 3000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / 'README.md', *sorted((ROOT / 'docs').glob('*.md'))]

_FENCE = re.compile(
    r'^(?:<!-- (?P<remark>[^\n]+?) -->\n+)?^(?P<fence>`{3,})(?P<language>[a-z]+)\n(?P<body>.*?)^(?P=fence)$',
    re.MULTILINE | re.DOTALL,
)
_EXITS = re.compile(r'exits (\d+)')
_REMARKS = {None, 'continues', 'plain python', 'serves'}


@dataclass
class Program:
    """One program of a page, and what the page says it does."""

    page: Path
    line: int
    language: str
    source: str
    remark: str | None = None
    status: int = 0
    output: str | None = None
    session: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f'{self.page.relative_to(ROOT)}:{self.line}'

    @property
    def serves(self) -> bool:
        return self.remark == 'serves'


def programs(page: Path) -> list[Program]:
    """Every program of the page, in order."""
    found = list(_programs(page))
    for program, behind in pairwise(found):
        if program.language == 'js' and program.output is None:
            program.output = behind.output
    return found


def _programs(page: Path) -> Iterator[Program]:
    text = page.read_text(encoding='utf-8')
    program: Program | None = None
    for block in _FENCE.finditer(text):
        language, body, remark = block['language'], block['body'], block['remark']
        if language in ('python', 'js'):
            if program is not None:
                yield program
            exits = _EXITS.fullmatch(remark or '')
            if remark not in _REMARKS and not exits:
                remark = None  # a comment of some other kind
            before = program.source + '\n' if remark == 'continues' and program is not None else ''
            line = text.count('\n', 0, block.start('fence')) + 1
            program = Program(page, line, language, before + body, remark, int(exits[1]) if exits else 0)
        elif program is not None and language == 'text' and program.output is None:
            program.output = body
        elif program is not None and language == 'console' and program.serves:
            program.session = list(_commands(body))
    if program is not None:
        yield program


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    for part in re.split(r'^\$ ', body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition('\n')
        yield command, output
