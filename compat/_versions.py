"""Node's modules as one version has them: what the packages `compat.v5` to `compat.v23` have in common.

`VERSIONED` are that version's. The other modules are those of `compat`: they behave as v23.8.0's do in every version.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from compat._door import Door
from compat._missing import missing
from compat._require import MODULES, VERSIONED, require_for
from node_http._absent import absent_export
from node_http.versions import resolve

__all__ = ['door_of', 'package_of']


class _VersionDoor(Door):
    """The door to a module of a version."""

    _version: str

    def _behind(self) -> ModuleType:
        module: ModuleType = import_module(self._target)._version_module(self._version)
        return module

    def _find(self, name: str) -> Any:
        behind = self._behind()
        if self._main is not None and not hasattr(
            behind, name
        ):  # the class may have it, though it came later
            later = absent_export(behind.__name__.rpartition('.')[2], name, self._version)
            if later:
                raise AttributeError(later)
        return super()._find(name)

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name[:2] == '__':
                raise
        try:
            return getattr(self._behind(), name)  # which says what version has it
        except AttributeError as error:
            raise missing(str(error), name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        if name == '_version':
            ModuleType.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)


def door_of(name: str, version: str, target: str = 'node_http', main: str | None = None) -> None:
    """Make the module `name` the module `target` of a version, whose class `main` it also is."""
    module = sys.modules[name]
    module.__class__ = _VersionDoor
    assert isinstance(module, _VersionDoor)
    module._version = resolve(version)
    module._target = target
    module._main = main
    for own in ('annotations', 'door_of'):
        module.__dict__.pop(own, None)


def package_of(package: str, version: str) -> tuple[Callable[[str], Any], Callable[[str], Any]]:
    """`require` and the `__getattr__` of the package of a version."""

    def require_version(id: str) -> Any:
        """`require(id)`: as `compat.require`, but what has versions is this version's."""
        return require_for(id, version, sys._getframe(1).f_globals.get('__file__'))

    def attribute(name: str) -> Any:
        if name in VERSIONED:
            return import_module(f'{package}.{name}')
        if name in MODULES:
            return import_module(f'compat.{name}')
        later = absent_export('http', name, version)
        raise missing(later or f'module {package!r} has no attribute {name!r}', name)

    return require_version, attribute
