"""Starting programs on their cores, and seeing to it that none stays behind."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from . import procfs
from .machine import Machine

PEERS = Path(__file__).parent / 'peers'
LOAD = Path(__file__).parent / 'load'

#: Seconds until a program must have said something.
PATIENCE = 60.0
_START = 20.0


class RunFailed(Exception):
    """A program did not do what it was started for; the message has its last words."""


@dataclass(frozen=True)
class Contender:
    """A program to measure. In command and environment, `{node}`, `{python}`, `{peers}`, `{port}` are filled in."""

    name: str
    title: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True)
class Lab:
    """Where and for how long is measured: seconds of warming up, and of measuring."""

    machine: Machine
    warm_up: float
    seconds: float

    def words(self, contender: Contender, port: int = 0) -> list[str]:
        names = {'node': self.machine.node, 'python': self.machine.python, 'peers': PEERS, 'port': port}
        return [word.format_map(names) for word in contender.command]

    def environment(self, contender: Contender) -> dict[str, str]:
        return {name: value.format(peers=PEERS) for name, value in contender.env.items()}


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Ours without what would make Python, Node or node_http behave otherwise than by default."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(('PYTHON', 'NODE_', 'UV_', 'VIRTUAL_ENV'))
    }
    return {**kept, **extra}


class Program:
    """A program that runs, pinned to a core."""

    def __init__(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self.process = process
        self._errors = errors

    @property
    def cpu(self) -> float:
        """Seconds of CPU time so far, children included."""
        return procfs.cpu_seconds(self.process.pid)

    @property
    def memory(self) -> int:
        """Bytes in RAM."""
        return procfs.resident_bytes(self.process.pid)

    def last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read()[-2000:].strip()

    def failed(self, what: str) -> RunFailed:
        return RunFailed(f'{what}\n{self.last_words()}'.strip())

    def tell(self, line: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f'{line}\n')
        self.process.stdin.flush()

    def hear(self) -> str:
        """The next line it prints. No more than one is ever on its way: none hides in the file's buffer."""
        assert self.process.stdout is not None
        if not select.select([self.process.stdout], [], [], PATIENCE)[0]:
            raise self.failed('it says nothing')
        line = self.process.stdout.readline()
        if not line:
            raise self.failed('it has ended early')
        return line.strip()

    def finish(self, timeout: float = PATIENCE) -> str:
        """Wait for its end, and give what it has printed."""
        try:
            printed, _ = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise self.failed('it does not end') from None
        if self.process.returncode:
            raise self.failed(f'it ended with status {self.process.returncode}')
        return printed


@contextmanager
def started(
    lab: Lab, core: int, words: Sequence[str], env: Mapping[str, str] | None = None
) -> Iterator[Program]:
    """Run a program on a core; it is gone, with all its children, when the block is left."""
    with tempfile.TemporaryFile('w+') as errors:
        process = subprocess.Popen(
            [lab.machine.taskset, '--cpu-list', str(core), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=clean_environment(env or {}),
            start_new_session=True,
        )
        try:
            yield Program(process, errors)
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    # It leads a session of its own, so its group holds it and its children, and nothing else.
    for signum, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, None)):
        try:
            os.killpg(process.pid, signum)
        except ProcessLookupError:
            break
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        if signum == signal.SIGTERM:
            continue  # children that did not listen, too
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # a line that nobody has read
                pass


# -- servers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Serving:
    """A server that answers."""

    program: Program
    port: int


@contextmanager
def serving(lab: Lab, contender: Contender, core: int | None = None) -> Iterator[Serving]:
    """Run a server, on the servers' core unless another is given; it takes connections when the block begins."""
    core = lab.machine.server_core if core is None else core
    port = free_port()
    words = lab.words(contender, port)
    with started(lab, core, words, lab.environment(contender)) as program:
        _wait_for(program, port)
        yield Serving(program, port)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(('127.0.0.1', 0))
        port: int = sock.getsockname()[1]
        return port


def _wait_for(program: Program, port: int) -> None:
    """Until it takes connections: the servers say it in no common way."""
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if program.process.poll() is not None:
            raise program.failed(f'it ended with status {program.process.returncode}')
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return
        except OSError:
            time.sleep(0.02)  # a peer's program says nothing when it listens
    raise program.failed('it takes no connections')


def check(server: Serving, *, method: str, body: bytes, headers: Mapping[str, str], expected: bytes) -> None:
    """One request before measuring: whoever answers something else is not measured."""
    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=10)
    try:
        connection.request(method, '/', body or None, dict(headers))
        response = connection.getresponse()
        answer = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise server.program.failed(f'{type(error).__name__}: {error}') from error
    finally:
        connection.close()
    if response.status != 200 or answer != expected:
        raise server.program.failed(f'it answers {response.status} {answer[:200]!r}')


# -- load ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """What wrk did."""

    requests: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


_DONE = re.compile(r'^\s*(\d+) requests in ([\d.]+)(us|ms|s|m|h),', re.MULTILINE)
_IN_SECONDS = {'us': 1e-6, 'ms': 1e-3, 's': 1.0, 'm': 60.0, 'h': 3600.0}
_WRONG = re.compile(r'^\s*((?:Socket errors|Non-2xx).*)$', re.MULTILINE)


def read_wrk(printed: str) -> Load:
    """What wrk has printed. Raises `RunFailed` when a request went wrong: such a run is no measure."""
    wrong = _WRONG.search(printed)
    if wrong:
        raise RunFailed(f'wrk: {wrong.group(1)}')
    done = _DONE.search(printed)
    if not done:
        raise RunFailed(f'wrk: {printed.strip() or "said nothing"}')
    count, time_, unit = done.groups()
    return Load(int(count), float(time_) * _IN_SECONDS[unit])


def wrk(
    lab: Lab, port: int, seconds: float, *, connections: int, headers: Mapping[str, str], script: str = ''
) -> Load:
    """Let wrk send requests for so long. It takes whole seconds only, but ends in order when it is interrupted."""
    words = [lab.machine.wrk, '--threads', '1', '--connections', str(connections), '--duration', '1h']
    if script:
        words += ['--script', str(LOAD / script)]
    for name, value in headers.items():
        words += ['--header', f'{name}: {value}']
    with started(lab, lab.machine.load_core, [*words, f'http://127.0.0.1:{port}/']) as program:
        time.sleep(seconds)  # the time that is measured
        program.process.send_signal(signal.SIGINT)
        return read_wrk(program.finish())


def helper(name: str, *args: object) -> list[str]:
    """The words that start one of the load programs in `load/`."""
    return [sys.executable, str(LOAD / name), *map(str, args)]
