"""The faces of a module that has versions: what the newest exports, and what each older one does.

What is only needed by old versions is imported when one is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from . import versions

if TYPE_CHECKING:
    from types import ModuleType


class Faces:
    """Makes the faces of the module `name`; `older` says what that of an older version exports.

    `keep`: the module's own code looks at its exports, so none is taken away from it.
    """

    def __init__(self, name: str, older: Callable[[str], dict[str, Any]], *, keep: bool = False) -> None:
        self.name = name
        self.keep = keep
        self.current = versions.DEFAULT
        self._older = older
        self._made: dict[str, ModuleType] = {}
        its = vars(sys.modules[name])
        #: What the newest exports.
        self.newest: Mapping[str, Any] = {export: its[export] for export in its['__all__']}

    def exports(self, version: str) -> Mapping[str, Any]:
        return self.newest if version == versions.DEFAULT else self._older(version)

    def module(self, version: str) -> ModuleType:
        """The module of a version (one of `versions.VERSIONS`), beside any other."""
        if version == self.current and (version == versions.DEFAULT or not self.keep):
            return sys.modules[self.name]
        if version not in self._made:
            from ._absent import VersionModule

            name = self.name.rpartition('.')[2]
            self._made[version] = VersionModule(name, versions.profile(version), self.exports(version))
        return self._made[version]

    def become(self, version: str) -> None:
        """Make the module that of a version, for the whole program; called when all of ours has been imported."""
        module, exports = sys.modules[self.name], self.exports(version)
        for name in () if self.keep else module.__all__:
            vars(module).pop(name, None)
        vars(module).update(exports, __all__=sorted(exports))
        self.current = version

    def missing(self, name: str) -> Any:
        """The module's `__getattr__`."""
        from ._absent import absent_export

        message = absent_export(self.name.rpartition('.')[2], name, self.current)
        raise AttributeError(message or f'module {self.name!r} has no attribute {name!r}')
