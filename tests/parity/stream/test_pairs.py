"""Every program of a pair prints what the same program printed on real Node."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GOLDENS = HERE / 'goldens' / 'v23.8.0'
NAMES = sorted(path.stem for path in HERE.glob('*.js') if path.stem != 'helper')


@pytest.mark.parametrize('name', NAMES)
def test_prints_what_node_prints(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    runpy.run_path(str(HERE / f'{name}.py'), run_name='__main__')
    assert capsys.readouterr().out == (GOLDENS / f'{name}.txt').read_text('utf-8')


def test_every_pair_is_a_pair() -> None:
    ours = {path.stem for path in HERE.glob('*.py')} - {'helper', 'test_pairs', '__init__', '__main__'}
    assert ours == set(NAMES) == {path.stem for path in GOLDENS.glob('*.txt')}
