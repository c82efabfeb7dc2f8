"""`process` inside this process; how it ends one is in test_cli."""

from __future__ import annotations

import os
from typing import Any

import pytest

from node_http._runtime import run
from node_http.errors import NodeError
from node_http.process import process

pytestmark = pytest.mark.any_engine


def test_what_it_is() -> None:
    assert process.pid == os.getpid()
    assert process.version == 'v23.8.0'
    assert process.versions.node == '23.8.0'
    assert process.platform in ('linux', 'darwin', 'win32')
    assert process.cwd() == os.getcwd()
    assert process.uptime() > 0
    assert process.memoryUsage().rss > 1_000_000


def test_env(monkeypatch: pytest.MonkeyPatch) -> None:
    env: Any = process.env
    monkeypatch.setenv('NODE_HTTP_TEST', 'x')
    assert env.NODE_HTTP_TEST == env['NODE_HTTP_TEST'] == 'x'
    env.NODE_HTTP_TEST = 5
    assert os.environ['NODE_HTTP_TEST'] == '5'
    del env.NODE_HTTP_TEST
    assert env.NODE_HTTP_TEST is None
    assert 'NODE_HTTP_TEST' not in env


def test_hrtime() -> None:
    before = process.hrtime()
    assert process.hrtime(before)[0] < 60
    assert process.hrtime.bigint() > before[0] * 10**9
    with pytest.raises(ValueError, match='The value of "time" is out of range. It must be 2. Received 1'):
        process.hrtime([1])


def test_exit_codes_are_checked() -> None:
    for wrong in ('abc', 1.5, [], True):
        with pytest.raises((TypeError, ValueError)):
            process.exitCode = wrong  # type: ignore[assignment]
    assert process.exitCode is None


def test_exit_code_counts_once() -> None:
    def main() -> None:
        process.exitCode = 3

    with pytest.raises(SystemExit) as ended:
        run(main)
    assert ended.value.code == 3
    run(lambda: None)


def test_exit_is_emitted_for_each_run() -> None:
    codes: list[int] = []
    process.on('exit', codes.append)
    try:
        run(lambda: None)
        with pytest.raises(SystemExit):
            run(lambda: process.exit(2))
    finally:
        process.removeListener('exit', codes.append)
    assert codes == [0, 2]


@pytest.mark.parametrize(
    ('args', 'message'),
    [
        ((), 'The "warning" argument must be of type string or an instance of Error. Received undefined'),
        (
            (5,),
            'The "warning" argument must be of type string or an instance of Error. Received type number (5)',
        ),
        (('a', 5), 'The "type" argument must be of type string. Received type number (5)'),
        (('a', 'b', 5), 'The "code" argument must be of type string. Received type number (5)'),
        (('a', {'code': 5}), 'The "code" argument must be of type string. Received type number (5)'),
    ],
)
def test_emit_warning_checks(args: tuple[Any, ...], message: str) -> None:
    with pytest.raises(TypeError) as raised:
        process.emitWarning(*args)
    assert str(raised.value) == message


def test_kill_and_chdir() -> None:
    assert process.kill(os.getpid(), 0)
    for call, code in (
        (lambda: process.kill('a'), 'ERR_INVALID_ARG_TYPE'),
        (lambda: process.kill(1, 'SIGNOTHING'), 'ERR_UNKNOWN_SIGNAL'),
        (lambda: process.kill(2**22 + 1, 0), 'ESRCH'),
        (lambda: process.chdir('/does/not/exist'), 'ENOENT'),
    ):
        with pytest.raises(NodeError) as raised:
            call()
        assert raised.value.code == code


def test_stdout_is_a_writable(capsys: pytest.CaptureFixture[str]) -> None:
    written: list[str] = []

    def main() -> None:
        process.stdout.write('text')
        process.stdout.write(b'\xc3\xa9', lambda: written.append('callback'))
        process.stdout.write('68', 'hex')

    run(main)
    assert capsys.readouterr().out == 'texté' + 'h'
    assert written == ['callback']
