"""The reference: it has every public module, and reads the docstrings as they are written."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import ROOT

pytestmark = pytest.mark.any_engine

DOCUMENTED = {
    module
    for page in (ROOT / 'docs' / 'reference').glob('*.md')
    for module in re.findall(r'^\.\. automodule:: (\S+)$', page.read_text('utf-8'), re.MULTILINE)
}

# `python -m node_http`, the command, and the tables: they have pages of their own or none to show.
APART = {'node_http.__main__', 'node_http.cli', 'node_http.constants', 'node_http.versions'}


def public_modules(package: str) -> set[str]:
    found = {package}
    for path in (ROOT / package).iterdir():
        module = path.stem
        if module.startswith('_') or not (path.suffix == '.py' or (path / '__init__.py').exists()):
            continue
        found.add(f'{package}.{module}')
    return found


def test_every_public_module_of_node_http_is_documented() -> None:
    assert public_modules('node_http') - APART <= DOCUMENTED


def test_what_is_documented_exists() -> None:
    assert [module for module in DOCUMENTED if importlib.util.find_spec(module) is None] == []


def test_every_page_is_in_the_index() -> None:
    pages = {path.stem for path in (ROOT / 'docs' / 'reference').glob('*.md')} - {'index'}
    index = (ROOT / 'docs' / 'reference' / 'index.md').read_text('utf-8')
    assert set(re.findall(r'^[a-z]+$', index, re.MULTILINE)) == pages


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ('docstring', 'fields'),
    [
        ('One sentence.', 'One sentence.'),
        (
            'One.\n\nReturns: the emitter.\nRaises: `ERR_X`, when\n    it must.\nSince v0.1.26.',
            'One.\n\n:Returns: the emitter.\n:Raises: `ERR_X`, when\n    it must.\n\n:Since: v0.1.26',
        ),
        (
            'Does it. Returns: the emitter. Since v0.3.0.\nMore.',
            'Does it.\n\n:Returns: the emitter.\n\nMore.\n\n:Since: v0.3.0',
        ),
        ('Since v9.7.0. Keep it.', 'Keep it.\n\n:Since: v9.7.0'),
        ('Wait. Since v20.5.0, v18.18.0.', 'Wait.\n\n:Since: v20.5.0, v18.18.0'),
        ('Close.\nArgs: callback: called then', 'Close.\n\n:param callback: called then'),
        ('Args:\n    x: a thing\n\nReturns:\n    it.', 'Args:\n    x: a thing\n\nReturns:\n    it.'),
        ('All `Socket`s, ``Agent``s.', 'All `Socket`\\ s, ``Agent``s.'),
        ('Joined with `, `, `;`, `,`.', "Joined with ', ', `;`, `,`."),
        ('The one since v5.11.1 was another.', 'The one since v5.11.1 was another.'),
    ],
)
def test_notes_of_a_docstring_become_fields(docstring: str, fields: str) -> None:
    pytest.importorskip('sphinx')
    extension = load(ROOT / 'docs' / '_ext' / 'node_docstrings.py')
    assert '\n'.join(extension.to_fields(docstring.split('\n'))).rstrip('\n') == fields
