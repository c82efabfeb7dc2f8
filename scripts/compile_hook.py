"""Compile the modules that pyproject.toml names into a wheel of this machine's: docs/compiled.md.

A build hook of hatchling. It is off unless `HATCH_BUILD_HOOK_ENABLE_CUSTOM` is set, so that a plain build neither runs
it nor installs what it needs. The sources are in the wheel beside what was made of them.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Types have been checked by `make types`; here mypy need not know what others' packages have.
_OPTIONS = ['--config-file=', '--ignore-missing-imports', '--no-error-summary']


class CompileHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != 'standard':
            return  # an editable install keeps running what is edited
        self._work = tempfile.mkdtemp(prefix='node_http-')
        for library in compile_modules(Path(self.root), self.config['modules'], Path(self._work)):
            build_data['force_include'][str(library)] = str(library.relative_to(self._work))
        build_data['pure_python'] = False
        build_data['infer_tag'] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version == 'standard':
            shutil.rmtree(self._work)


def compile_modules(root: Path, modules: list[str], into: Path) -> list[Path]:
    """Compile the modules of the tree at `root`. Returns: the libraries, in `into` as they lie in the package."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    with tempfile.TemporaryDirectory() as scratch:
        for package in {module.partition('/')[0] for module in modules}:
            shutil.copytree(root / package, Path(scratch, package))
        before = os.getcwd()
        os.chdir(scratch)  # the names that tracebacks show are those that the compiler is given
        try:
            options = [*_OPTIONS, f'--python-version={sys.version_info[0]}.{sys.version_info[1]}']
            extensions = mypycify(
                [*options, *modules], group_name='node_http', opt_level='3', debug_level='0'
            )
            command = build_ext(Distribution({'name': 'node_http', 'ext_modules': extensions}))
            command.build_lib = str(into)
            command.ensure_finalized()
            command.run()
        finally:
            os.chdir(before)
    return sorted(into.rglob(f'*{sysconfig.get_config_var("EXT_SUFFIX")}'))
