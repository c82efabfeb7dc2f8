"""Build the compiled wheel, install it in a new environment, and run the tests on it: docs/compiled.md.

    python scripts/test_compiled.py [ARGUMENTS OF PYTEST]

The tests run in a copy of this tree that has no node_http and no compat, so that only the installed ones can be found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ('node_http', 'compat')
# What asks other people's programs or reads the documents has been run on pure Python.
TESTS = ('unit', 'contract', 'conformance', 'fuzz', 'parity', 'e2e', 'examples')
READS_SOURCES = 'tests/unit/test_benchmarks.py'
#: pytest's status when none was left to run.
NO_TESTS = 5
#: Both engines; what no parser takes part in has been tested by the first run.
RUNS = (('llhttp', ''), ('h11', 'not any_engine'))


def build(into: Path) -> Path:
    command = ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', str(into), str(ROOT)]
    settings = {**os.environ, 'HATCH_BUILD_HOOK_ENABLE_CUSTOM': 'true'}
    subprocess.run([sys.executable, *command], check=True, env=settings)
    return next(into.glob('*.whl'))


def _but_the_packages(folder: str, names: list[str]) -> list[str]:
    if folder != str(ROOT):
        return []
    return [name for name in names if name in (*PACKAGES, 'build', 'dist') or name[0] == '.']


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as work:
        wheel = build(Path(work))
        print(f'testing {wheel.name}', flush=True)
        environment, tree = Path(work, 'venv'), Path(work, 'tree')
        venv.create(environment, with_pip=True)
        python = str(environment / 'bin' / 'python')
        pip = [python, '-m', 'pip', 'install', '--quiet']
        subprocess.run([*pip, '--upgrade', 'pip>=25.1'], check=True)
        subprocess.run([*pip, '--group', f'{ROOT}/pyproject.toml:test', str(wheel)], check=True)
        shutil.copytree(ROOT, tree, ignore=_but_the_packages)
        version = [python, '-m', 'node_http', '--version']
        assert b'compiled' in subprocess.check_output(version, cwd=tree)
        status = 0
        chosen = arguments or [*(f'tests/{name}' for name in TESTS), f'--ignore={READS_SOURCES}']
        for engine, marked in RUNS:
            command = [python, '-m', 'pytest', '-q', '-m', marked, *chosen]
            run = subprocess.run(command, cwd=tree, env={**os.environ, 'NODE_HTTP_PARSER': engine})
            if run.returncode != NO_TESTS:  # the second run leaves out what was chosen
                status = status or run.returncode
    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
