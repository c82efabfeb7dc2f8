"""``python -m tests.parity.stream record --node PATH``: run every ``.js`` and keep what it prints.

``check --node PATH`` runs both sides afresh and prints what differs.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob('*.js') if path.stem != 'helper')


def output_of(*command: str) -> str:
    environment = {**os.environ, 'PYTHONPATH': str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True, env=environment)
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(prog='python -m tests.parity.stream')
    parser.add_argument('action', choices=['record', 'check'])
    parser.add_argument('--node', default='node')
    parser.add_argument('only', nargs='*', help='names of pairs')
    arguments = parser.parse_args()
    version = output_of(arguments.node, '--version').strip()
    folder = HERE / 'goldens' / version
    agree = 0
    chosen = arguments.only or names()
    for name in chosen:
        expected = output_of(arguments.node, str(HERE / f'{name}.js'))
        if arguments.action == 'record':
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f'{name}.txt').write_text(expected, 'utf-8')
            continue
        got = output_of(sys.executable, str(HERE / f'{name}.py'))
        agree += got == expected
        diff = difflib.unified_diff(expected.splitlines(), got.splitlines(), 'node', 'python', lineterm='')
        for line in diff:
            print(f'{name}: {line}')
    if arguments.action == 'check':
        print(f'{agree} of {len(chosen)} pairs agree with {version}')
    return 0 if arguments.action == 'record' or agree == len(chosen) else 1


sys.exit(main())
