"""Programs in two languages: `NAME.py` prints what real Node v23.8.0 printed of `NAME.js`, which is in `NAME.txt`.

Record one afresh with `node NAME.js > NAME.txt`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAIRS = Path(__file__).parent / 'pairs'
NAMES = sorted(path.stem for path in PAIRS.glob('*.txt'))
TIMEOUT = 60  # seconds, for a machine under load

pytestmark = pytest.mark.any_engine


def _output(command: list[str], loop: str = 'uvloop') -> str:
    environment = {**os.environ, 'PYTHONPATH': str(ROOT), 'NODE_HTTP_LOOP': loop, 'NODE_NO_WARNINGS': '1'}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=TIMEOUT, cwd=ROOT
    )
    assert done.stderr.decode() == ''
    return done.stdout.decode()


def _recorded(name: str) -> str:
    return (PAIRS / f'{name}.txt').read_text(encoding='utf-8')


def test_there_are_pairs() -> None:
    assert (
        NAMES
        == sorted(path.stem for path in PAIRS.glob('*.js'))
        == sorted(p.stem for p in PAIRS.glob('*.py'))
    )
    assert len(NAMES) >= 8


@pytest.mark.parametrize('loop', ['asyncio', 'uvloop'])
@pytest.mark.parametrize('name', NAMES)
def test_python_prints_what_node_printed(name: str, loop: str) -> None:
    if loop == 'uvloop':
        pytest.importorskip('uvloop')
    script = str(PAIRS / f'{name}.py')
    assert _output([sys.executable, '-m', 'node_http', script], loop) == _recorded(name)


@pytest.mark.interop
@pytest.mark.parametrize('name', NAMES)
def test_node_prints_what_is_recorded(name: str) -> None:
    fetched = ROOT / '.nodes' / 'v23.8.0' / 'bin' / 'node'
    node = str(fetched) if fetched.exists() else shutil.which('node')
    if node is None or subprocess.run([node, '--version'], capture_output=True).stdout.strip() != b'v23.8.0':
        pytest.skip('Node v23.8.0 is missing: neither in .nodes/ nor on PATH')
    assert _output([node, str(PAIRS / f'{name}.js')]) == _recorded(name)
