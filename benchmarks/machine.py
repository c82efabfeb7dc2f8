"""The machine, and what has to be on it: programs, cores, and an environment with the peers."""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / '.venv-bench'

#: What is measured: ours as it stands in this tree, and the peers. Speed extras are in: the peers' usual ones.
REQUIRED = ('--editable', f'{ROOT}[speed]', 'uvicorn[standard]', 'aiohttp', 'h11')
#: Measured with `--all`, where there is a wheel for the machine.
OPTIONAL = ('granian', 'hypercorn')

_PACKAGES = ('aiohttp', 'granian', 'h11', 'httptools', 'hypercorn', 'pyee', 'uvicorn', 'uvloop')
_PROGRAMS = {
    'node': 'real Node, v20: https://nodejs.org/, or name a binary with --node',
    'wrk': 'the load generator: apt-get install wrk',
    'taskset': 'pins programs to cores: apt-get install util-linux',
}


class NotReady(Exception):
    """Something that has to be there is missing; the message says what, and how to get it."""


@dataclass(frozen=True)
class Machine:
    """Where the programs are, and the cores that each side has."""

    node: str
    wrk: str
    taskset: str
    python: str
    server_core: int
    load_core: int


def prepare(node: str | None, say: Callable[[str], None]) -> Machine:
    """Find the programs, and make the environment. Raises `NotReady`."""
    if platform.system() != 'Linux':
        raise NotReady('the benchmarks read /proc and pin programs to cores: they need Linux')
    found = {name: shutil.which(node if name == 'node' and node else name) for name in _PROGRAMS}
    missing = [f'  {name}: {hint}' for name, hint in _PROGRAMS.items() if not found[name]]
    if missing:
        raise NotReady('\n'.join(['not on PATH:', *missing]))
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise NotReady('server and load need a core each; this process may use one only')
    make_environment(say)
    allow_open_files()
    # The first core serves most interrupts: the load gets it.
    return Machine(
        node=found['node'] or '',
        wrk=found['wrk'] or '',
        taskset=found['taskset'] or '',
        python=str(VENV / 'bin' / 'python'),
        server_core=cores[1],
        load_core=cores[0],
    )


def make_environment(say: Callable[[str], None]) -> None:
    """Make `.venv-bench`, unless it is there with all that it should have."""
    stamp = VENV / '.installed'
    wanted = '\n'.join([sys.version, *REQUIRED, *OPTIONAL, (ROOT / 'pyproject.toml').read_text()])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f'making {VENV.name} with the peers (once)')
    pip = [str(VENV / 'bin' / 'python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    try:
        subprocess.run([sys.executable, '-m', 'venv', '--clear', VENV], check=True)
        (VENV / '.gitignore').write_text('*\n')
        subprocess.run([*pip, *REQUIRED], check=True)
        for package in OPTIONAL:
            if subprocess.run([*pip, package]).returncode:
                say(f'{package} cannot be installed here: it is left out')
    except subprocess.CalledProcessError as error:
        raise NotReady(f'{VENV.name} cannot be made: {error}') from error
    stamp.write_text(wanted)


def allow_open_files() -> None:
    """As many open files as may be, for us and for what we start: thousands of connections are open at once."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


# -- what is on it ---------------------------------------------------------------------------------------------


def node_version(node: str) -> str:
    return subprocess.run([node, '--version'], capture_output=True, text=True, check=True).stdout.strip()


def describe(machine: Machine) -> dict[str, object]:
    """What the results depend on, as it is kept beside them."""
    text = subprocess.run([machine.wrk, '--version'], capture_output=True, text=True).stdout
    wrk = re.search(r'\d+\.\d+(\.\d+)?', text)
    return {
        'cpu': cpu_name(Path('/proc/cpuinfo').read_text()),
        'cores': os.cpu_count(),
        'kernel': platform.release(),
        'versions': {
            'node': node_version(machine.node),
            'python': platform.python_version(),
            'wrk': wrk.group() if wrk else '?',
            **package_versions(machine.python),
        },
    }


def cpu_name(cpuinfo: str) -> str:
    """The processor's name, from the text of `/proc/cpuinfo`."""
    found = re.search(r'^model name\s*:\s*(.+)$', cpuinfo, re.MULTILINE)
    return found.group(1) if found else platform.machine()


def package_versions(python: str) -> dict[str, str]:
    """The versions of the peers in that Python's environment."""
    code = (
        'import json, importlib.metadata as m\n'
        'have = {d.metadata["Name"].lower(): d.version for d in m.distributions()}\n'
        f'print(json.dumps({{name: have[name] for name in {_PACKAGES!r} if name in have}}))'
    )
    done = subprocess.run([python, '-c', code], capture_output=True, text=True, check=True)
    versions: dict[str, str] = json.loads(done.stdout)
    return versions


def own_version() -> str:
    """node_http's version, read from the source: the driver runs without it being installed."""
    found = re.search(r"^__version__ = '(.+)'$", (ROOT / 'node_http/__init__.py').read_text(), re.MULTILINE)
    assert found is not None, 'node_http/__init__.py names its version'
    return found.group(1)


def commit() -> str:
    """The commit that was measured, `+` behind it where files had been changed; empty outside a repository."""
    git = ['git', '-C', str(ROOT)]
    head = subprocess.run([*git, 'rev-parse', '--short', 'HEAD'], capture_output=True, text=True)
    if head.returncode:
        return ''
    changed = subprocess.run([*git, 'status', '--porcelain', 'node_http'], capture_output=True, text=True)
    return head.stdout.strip() + ('+' if changed.stdout else '')
