"""Programs as processes: started, read line by line, ended; none outlives its test or hangs it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: A program that takes longer is killed, in seconds; for a machine under load, each takes a fraction of it.
TIMEOUT = 120

#: How a Python program is run: as Node runs one, or as Python does.
RUNNERS = {'node-http': ['-W', 'error', '-m', 'node_http'], 'python': ['-W', 'error']}

_PORT = re.compile(r'http://[^/]+?:(\d+)')


def ours(script: Path | str, *args: object, runner: str = 'node-http') -> list[str]:
    """The command that runs a Python program of this project."""
    return [sys.executable, *RUNNERS[runner], str(script), *map(str, args)]


def peer(name: str) -> str:
    """The path of a program that nobody here wrote; the test is skipped where it is missing."""
    path = shutil.which(name) or shutil.which(name, path='/usr/local/sbin:/usr/sbin:/sbin')
    if path is None:
        pytest.skip(f'{name} is missing: not on PATH')
    return path


class Process:
    """A running program: `with Process(command) as process:`."""

    def __init__(self, command: list[str], **environment: str) -> None:
        # A file, not a pipe: nobody reads it while the program runs, and a full pipe would stop the program.
        self._errors: IO[str] = tempfile.TemporaryFile('w+', encoding='utf-8')  # noqa: SIM115 - closed in __exit__
        self._process = subprocess.Popen(
            command,
            env={**os.environ, 'PYTHONPATH': str(ROOT), 'PYTHONUNBUFFERED': '1', **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._watchdog = threading.Timer(TIMEOUT, self._process.kill)
        self._watchdog.daemon = True
        self._watchdog.start()

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watchdog.cancel()
        self._process.kill()
        self._process.wait()
        if error is not None:
            print(self.errors, file=sys.stderr)  # pytest shows it beside the failure
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def errors(self) -> str:
        """What it has written to stderr so far."""
        self._errors.flush()
        self._errors.seek(0)
        return self._errors.read()

    def line(self) -> str:
        """The next line of its output; '' at the end."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().rstrip('\n')

    def port(self) -> int:
        """The port in the next line, which names the URL that the program serves."""
        line = self.line()
        found = _PORT.search(line)
        assert found is not None, f'no URL in {line!r}\n{self.errors}'
        return int(found[1])

    def wait(self) -> tuple[int, str, str]:
        """Wait until it ends by itself; its status, the rest of its output, what it wrote to stderr."""
        output, _ = self._process.communicate()
        return self._process.returncode, output.decode(), self.errors

    def finish(self) -> str:
        """Wait until it ends by itself, well and without a word on stderr; the rest of its output."""
        status, output, errors = self.wait()
        assert errors == '', errors
        assert status == 0, output
        return output

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it by a signal; its status, and it must have written nothing to stderr."""
        self._process.send_signal(number)
        self._process.communicate()
        assert self.errors == '', self.errors
        return self._process.returncode

    def memory(self, key: str) -> int:
        """Its memory in bytes by a key of Linux's /proc/PID/status: VmRSS, or VmHWM, the most it ever was."""
        status = Path(f'/proc/{self.pid}/status').read_text('ascii')
        found = re.search(rf'^{key}:\s+(\d+) kB$', status, re.MULTILINE)
        assert found is not None, status
        return int(found[1]) * 1024


def run(command: list[str], **environment: str) -> str:
    """Run a program to its end, which must be a good one; its output."""
    with Process(command, **environment) as process:
        return process.finish()


def result(command: list[str], **environment: str) -> tuple[int, str, str]:
    """Run a program to whatever end; its status, its output, what it wrote to stderr."""
    with Process(command, **environment) as process:
        return process.wait()
