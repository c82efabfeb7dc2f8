"""`node-http` as a process: what it runs, what it says, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TIMEOUT = 60  # seconds, for a machine under load

pytestmark = pytest.mark.any_engine


def start(*args: str, cwd: Path = ROOT, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, '-m', 'node_http', *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, 'PYTHONPATH': str(ROOT), **environment},
    )


def run(*args: str, stdin: str = '', cwd: Path = ROOT, **environment: str) -> tuple[int, str, str]:
    with start(*args, cwd=cwd, **environment) as process:
        out, err = process.communicate(stdin, timeout=TIMEOUT)
    return process.returncode, out, err


def test_version_and_help() -> None:
    for flag in ('-v', '--version'):
        status, out, err = run(flag)
        assert (status, err) == (0, '')
        assert 'Node.js v23.8.0' in out
    assert 'Node.js v14.14.0' in run('--node', '14', '--version')[1]
    for flag in ('-h', '--help'):
        status, out, err = run(flag)
        assert (status, err) == (0, '')
        assert out.startswith('Usage: node-http [options] [ script.py ] [arguments]')


def test_changes_may_be_cut_off() -> None:
    with start('changes', '--from', '5') as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # as `head` does
        assert (process.stderr.read(), process.wait(TIMEOUT)) == ('', 0)


@pytest.mark.parametrize('option', ['--bogus', '-x', '-ab'])
def test_unknown_option(option: str) -> None:
    assert run(option, 'script.py') == (9, '', f'node-http: bad option: {option}\n')


def test_eval_without_code() -> None:
    assert run('-e') == (9, '', 'node-http: -e requires an argument\n')


def test_missing_file(tmp_path: Path) -> None:
    status, out, err = run('nothing.py', cwd=tmp_path)
    assert (status, out) == (1, '')
    assert err.startswith(f"Error: Cannot find module '{tmp_path.resolve()}/nothing.py'")
    assert 'MODULE_NOT_FOUND' in err


def test_script_is_main_with_its_arguments(tmp_path: Path) -> None:
    (tmp_path / 'beside.py').write_text('value = 42')
    script = tmp_path / 'script.py'
    script.write_text(
        'import sys, beside\nfrom compat import process\n'
        'print(__name__, sys.argv == [__file__, "a", "--b"], process.argv[1:] == sys.argv, beside.value)\n'
    )
    for name in ('script.py', 'script', './script.py'):
        assert run(name, 'a', '--b', cwd=tmp_path) == (0, '__main__ True True 42\n', '')


def test_folder(tmp_path: Path) -> None:
    (tmp_path / 'app').mkdir()
    (tmp_path / 'app' / 'index.py').write_text('print("index")')
    assert run('app', cwd=tmp_path) == (0, 'index\n', '')


def test_stdin_eval_and_print() -> None:
    code = 'import sys; print(sys.argv[1:])'
    assert run('-', 'a', stdin=code) == (0, "['-', 'a']\n", '')
    assert run(stdin='print(1)') == (0, '1\n', '')
    assert run('-e', code, 'a') == (0, "['a']\n", '')
    assert run('--eval=print(2)') == (0, '2\n', '')
    assert run('-p', '{"a": [1]}') == (0, '{ a: [ 1 ] }\n', '')
    assert run('-p', 'x = 1') == (0, 'undefined\n', '')


def test_the_loop_runs_until_nothing_is_left() -> None:
    code = (
        'from compat.globals import *\n'
        'setTimeout(lambda: print("timer"), 5)\n'
        'setInterval(lambda: print("never"), 100000).unref()\n'
        'process.on("beforeExit", lambda code: print("beforeExit", code))\n'
        'process.on("exit", lambda code: print("exit", code))\n'
        'print("main")'
    )
    assert run('-e', code) == (0, 'main\ntimer\nbeforeExit 0\nexit 0\n', '')


def test_uncaught_exception() -> None:
    status, out, err = run(
        '-e', 'from compat import process\nprocess.on("exit", print)\nraise ValueError("x")'
    )
    assert (status, out) == (1, '1\n')
    assert err.startswith('Traceback (most recent call last):\n  File "[eval]", line 3, in <module>\n')
    assert err.endswith('ValueError: x\n')


def test_syntax_error(tmp_path: Path) -> None:
    (tmp_path / 'bad.py').write_text('def f(: pass')
    status, _, err = run('bad.py', cwd=tmp_path)
    assert status == 1
    assert 'SyntaxError' in err
    assert 'node_http' not in err


@pytest.mark.parametrize(
    ('code', 'status', 'out'),
    [
        ('process.exitCode = 3', 3, ''),
        ('process.exit("2")', 2, ''),
        ('process.exit(256)', 0, ''),
        ('process.exitCode = 4; process.exit()', 4, ''),
        ('process.exitCode = 4; process.exit(None)', 0, ''),
        ('process.exit("abc")', 1, ''),
        ('process.exit(1.5)', 1, ''),
        ('process.on("exit", lambda c: setattr(process, "exitCode", 9))', 9, ''),
        ('process.on("exit", lambda c: (print("exit", c), process.exit(8))); process.exit(2)', 8, 'exit 2\n'),
        ('process.on("exit", lambda: {}["x"])', 1, ''),
        ('process.on("uncaughtException", lambda: {}["x"]); 1 / 0', 7, ''),
        ('process.on("uncaughtException", lambda e, o: print(o)); 1 / 0', 0, 'uncaughtException\n'),
        ('process.on("uncaughtExceptionMonitor", lambda e, o: print(o)); 1 / 0', 1, 'uncaughtException\n'),
        ('process.nextTick(lambda: process.exit(5))', 5, ''),
    ],
)
def test_exit_status(code: str, status: int, out: str) -> None:
    assert run('-e', f'from compat import process\n{code}')[:2] == (status, out)


def test_unhandled_rejection() -> None:
    code = (
        'from compat.globals import *\nasync def f(): raise Error("lost")\n'
        'process.on("unhandledRejection", lambda e: print("unhandled", e))\nsetImmediate(f)'
    )
    assert run('-e', code) == (0, 'unhandled lost\n', '')


@pytest.mark.parametrize(('name', 'status'), [('SIGINT', 130), ('SIGTERM', 143)])
def test_signal_ends_it_cleanly(name: str, status: int) -> None:
    code = (
        'from compat.globals import *\nprocess.on("exit", lambda: print("never"))\n'
        'setInterval(lambda: None, 100000)\nprocess.stdout.write("ready\\n")'
    )
    with start('-e', code) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == 'ready\n'
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, out, err) == (status, '', '')


@pytest.mark.parametrize('name', ['SIGINT', 'SIGTERM', 'SIGUSR2'])
def test_signal_that_somebody_listens_to(name: str) -> None:
    code = (
        'from compat.globals import *\n'
        f'process.on("{name}", lambda *args: (console.log(*args), process.exit(4)))\n'
        f'setInterval(lambda: None, 100000)\nprocess.kill(process.pid, "{name}")'
    )
    number = int(getattr(signal, name))
    assert run('-e', code) == (4, f'{name} {number}\n', '')


def test_warnings_are_printed_as_node_prints_them() -> None:
    code = (
        'from compat import process\n'
        'process.emitWarning("plain"); process.emitWarning("coded", "Custom", "C1")\n'
        'process.emitWarning("more", {"type": "T", "detail": "a\\nb"})\n'
        'process.on("warning", lambda w: print(w.name, w.code, w.message))'
    )
    status, out, err = run('-e', code)
    assert (status, out) == (
        0,
        'Warning null plain\n'.replace('null', 'None') + 'Custom C1 coded\nT None more\n',
    )
    pid = err[len('(node-http:') : err.index(')')]
    assert err == (
        f'(node-http:{pid}) Warning: plain\n'
        '(Use `node-http --trace-warnings ...` to show where the warning was created)\n'
        f'(node-http:{pid}) [C1] Custom: coded\n(node-http:{pid}) T: more\na\nb\n'
    )
    assert run('--no-warnings', '-e', code)[2] == ''
    assert run('-e', code, NODE_NO_WARNINGS='1')[2] == ''


def test_deprecations() -> None:
    code = 'from compat import process; process.emitWarning("old", "DeprecationWarning", "D1")'
    assert '[D1] DeprecationWarning: old\n(Use `node-http --trace-deprecation' in run('-e', code)[2]
    assert run('--no-deprecation', '-e', code) == (0, '', '')
    assert run('--throw-deprecation', '-e', code)[0] == 1


def test_node_debug() -> None:
    code = 'from node_http._debug import debuglog; debuglog("http")("seen %d", 1); debuglog("net")("not")'
    status, _, err = run('-e', code, NODE_DEBUG='http')
    assert status == 0
    assert err.startswith('HTTP ')
    assert err.endswith(': seen 1\n')
    assert 'not' not in err


def test_output_that_nobody_reads_is_no_failure_of_console() -> None:
    with start('-e', 'from compat import console\nfor _ in range(100000): console.log("x" * 100)') as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert 'Traceback' not in process.stderr.read()
