"""Makes reStructuredText of our docstrings before napoleon sees them.

They are written to be read in the source: beside Google's sections (which are napoleon's) they have one-line notes,
`Returns: the emitter.`, `Raises: …`, `Since v0.1.26.`, without blank lines around them. Here each becomes a field.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

from sphinx.application import Sphinx

_NOTE = re.compile(
    r'(?:(?P<before>\S.*[.)]) +)?(?P<label>Returns|Raises|Yields|Differs|Args): +(?P<text>\S.*)'
)
_GLUED = re.compile(r'((?<!`)`[^`]+`)(?=\w)')  # as in `Socket`s, which reStructuredText wants apart
_SPAN = re.compile(r'(?<!`)`([^`]+)`(?!`)')
_ARGUMENT = re.compile(r'`?(\w+)`?: +(\S.*)')
_SINCE = re.compile(r'(?:^|(?<=[.)] ))Since (v[\w.]*\w(?:, v[\w.]*\w)*)(?:\.(?: |$)|$)')


def _restructured(line: str) -> str:
    """The line with what is no literal to reStructuredText written another way."""
    if line.count('`') % 2 == 0:  # or one begins here and ends in the next line: no telling which
        line = _SPAN.sub(lambda span: span[0] if span[1] == span[1].strip() else f"'{span[1]}'", line)
    return _GLUED.sub(r'\1\\ ', line)


def to_fields(lines: list[str]) -> list[str]:
    """The docstring with its one-line notes as fields, and what it says of versions as the last of them."""
    body: list[str] = []
    since: list[str] = []
    in_note = False
    for line in lines:
        since += _SINCE.findall(line)
        line = _restructured(_SINCE.sub('', line).rstrip())
        note = _NOTE.fullmatch(line)
        if note:
            if note['before']:
                body.append(note['before'])
                in_note = False
            if not in_note and body and body[-1]:
                body.append('')
            argument = _ARGUMENT.fullmatch(note['text']) if note['label'] == 'Args' else None
            body.append(
                f':param {argument[1]}: {argument[2]}' if argument else f':{note["label"]}: {note["text"]}'
            )
            in_note = True
        else:
            if in_note and line and not line.startswith(' '):
                body.append('')
                in_note = False
            body.append(line)
    if since:
        if not in_note and body and body[-1]:
            body.append('')
        body += [f':Since: {", ".join(since)}', '']
    return body


def process_docstring(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    lines[:] = to_fields(lines)


def restore_property(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Napoleon takes what stands before the first colon of a property for its type; we never mean that."""
    if what in ('property', 'attribute', 'data'):
        for at, line in enumerate(lines):
            if line.startswith(':type: '):
                lines[0] = f'{line.removeprefix(":type: ")}: {lines[0]}'
                del lines[at]
                break


def class_member(cls: type, name: str, *default: Any) -> Any:
    """What instances of `cls` have under `name`, though its metaclass has something of the same name.

    `EventEmitter.once` is a static function of the class, as in Node; the reference wants the method.
    """
    if isinstance(inspect.getattr_static(type(cls), name, None), property):
        for owner in cls.__mro__:
            if name in vars(owner):
                return vars(owner)[name]
    return getattr(cls, name, *default)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect('autodoc-process-docstring', process_docstring, priority=400)  # napoleon's is 500
    app.connect('autodoc-process-docstring', restore_property, priority=600)
    app.add_autodoc_attrgetter(type, class_member)
    return {'parallel_read_safe': True}
