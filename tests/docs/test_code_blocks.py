"""Every code block of README.md and docs/ runs, and prints what the page says it prints."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, ROOT, Program, programs

TIMEOUT = 30  # seconds, for a machine under load: a program takes a fraction of one

ALL = [program for page in PAGES for program in programs(page)]
PYTHON = [program for program in ALL if program.language == 'python']
JAVASCRIPT = [program for program in ALL if program.language == 'js']

_URL = re.compile(r'(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)')


def _node() -> str | None:
    """A real Node, best the version that the pages speak of."""
    fetched = ROOT / '.nodes' / 'v23.8.0' / 'bin' / 'node'
    return str(fetched) if fetched.exists() else shutil.which('node')


def _command(program: Program, folder: Path) -> list[str]:
    """Write the program down; return the command that runs it."""
    source = re.sub(r'\b3000\b', '0', program.source)
    script = folder / ('program.py' if program.language == 'python' else 'program.js')
    script.write_text(source, encoding='utf-8')
    if program.language == 'js':
        node = _node()
        if node is None:
            pytest.skip('real Node is missing: no `node` on PATH, none in .nodes/')
        return [node, str(script)]
    runner = [] if program.remark == 'plain python' else ['-m', 'node_http']
    return [sys.executable, '-W', 'error', *runner, str(script)]


def _start(program: Program, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, 'PYTHONPATH': str(ROOT), 'PYTHONUNBUFFERED': '1'}
    return subprocess.Popen(
        _command(program, folder),
        cwd=folder,
        env=environment,
        text=True,
        encoding='utf-8',
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _run(program: Program, folder: Path) -> None:
    process = _start(program, folder)
    try:
        output, complaints = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        output, complaints = process.communicate()
        pytest.fail(f'{program.name} does not end; it printed:\n{output}{complaints}')
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == program.status, output + complaints
    if program.status == 0:
        assert complaints == ''
    if program.output is not None:
        assert _URL.sub(_as_3000, output) == program.output


def _as_3000(url: re.Match[str]) -> str:
    return url[0].removesuffix(url[1]) + '3000'


def _serve(program: Program, folder: Path) -> None:
    curl = shutil.which('curl')
    if curl is None:
        pytest.skip('curl is missing')
    process = _start(program, folder)
    try:
        assert process.stdout is not None
        ready = process.stdout.readline()
        url = _URL.search(ready)
        assert url is not None, ready + process.communicate(timeout=TIMEOUT)[1]
        if program.output is not None:
            assert _URL.sub(_as_3000, ready) == program.output
        assert program.session, 'a program that serves is followed by a console block that asks it'
        for command, expected in program.session:
            words = shlex.split(command.replace(':3000', f':{url[1]}'))
            assert words[0] == 'curl', f'only curl is known here: {command}'
            answer = subprocess.run(
                [curl, '--silent', '--show-error', '--noproxy', '*', *words[1:]],
                capture_output=True,
                text=True,
                timeout=TIMEOUT,
            )
            assert answer.stderr == ''
            assert answer.stdout.rstrip('\n') == expected.rstrip('\n')
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=TIMEOUT)
        assert complaints == ''
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize('program', PYTHON, ids=lambda program: program.name)
def test_python_block(program: Program, tmp_path: Path) -> None:
    if program.serves:
        _serve(program, tmp_path)
    else:
        _run(program, tmp_path)


@pytest.mark.any_engine
@pytest.mark.interop
@pytest.mark.parametrize('program', JAVASCRIPT, ids=lambda program: program.name)
def test_javascript_block(program: Program, tmp_path: Path) -> None:
    """Where a page shows JavaScript beside Python, real Node prints the same text."""
    assert program.output is not None
    _run(program, tmp_path)


def test_pages_have_programs() -> None:
    """The pattern that finds the blocks misses none that starts a line."""
    fences = sum(len(re.findall(r'^```python$', page.read_text('utf-8'), re.MULTILINE)) for page in PAGES)
    assert fences == len(PYTHON) > 0
