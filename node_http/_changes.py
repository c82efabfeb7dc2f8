"""`node-http changes --from 10 --to 23`: what changed between two versions of Node's http module."""

from __future__ import annotations

import os
import sys
import textwrap

from .versions import DEFAULT, UnknownVersion, resolve
from .versions.changes import Change, changes

USAGE = 'Usage: node-http changes --from VERSION [--to VERSION]\n'

_BAD_USE = 9


def show_changes(words: list[str]) -> int:
    """Print the changes between the versions that the words name; returns the exit status."""
    asked = {'--from': '', '--to': DEFAULT}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition('=')
        if name in ('-h', '--help'):
            print(USAGE, end='')
            return 0
        if name not in asked:
            return _complain(f'bad option: {word}')
        asked[name] = value if equals else next(rest, '')
    if not asked['--from'] or not asked['--to']:
        return _complain('changes requires --from VERSION')
    try:
        since, until = resolve(asked['--from']), resolve(asked['--to'])
    except UnknownVersion as error:
        return _complain(str(error))
    try:
        for change in changes(since, until):
            print(describe(change))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or the interpreter fails to flush at its end
    return 0


def describe(change: Change) -> str:
    """One change as a paragraph for a terminal."""
    version = f'by v{change.version}' if change.seen else f'v{change.version}'
    text = textwrap.fill(f'{change.subject} {change.text}.', 100, subsequent_indent=' ' * 14)
    lines = [f'{version:13} {text}']
    if change.effect:
        lines.append(textwrap.indent(textwrap.fill(change.effect, 84), ' ' * 14))
    return '\n'.join(lines)


def _complain(message: str) -> int:
    print(f'node-http: {message}\n{USAGE}', end='', file=sys.stderr)
    return _BAD_USE
