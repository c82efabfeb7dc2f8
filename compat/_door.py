"""A door: a module of ours that stands for another one, under Node's rules for module objects.

Every name is looked up in the module behind it at each access, and an assignment goes through as well, so that
`http.globalAgent = agent` is obeyed by everybody. Where Python style asks for `create_server`, `createServer`
answers; the names with underscores are made here and nowhere else.

Two of Node's modules are also a class (`class A extends require('events')`): a door with a `main` can be called and
subclassed as that class, and has its static properties.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ['Door', 'camel_case', 'door', 'snake_case']

_UNDERSCORE = re.compile(r'(?<=[a-z0-9])_([a-z])')


def camel_case(name: str) -> str:
    """`create_server` as Node names it: `createServer`."""
    return _UNDERSCORE.sub(lambda match: match[1].upper(), name)


def snake_case(name: str) -> str:
    """`createServer` as Python names it: `create_server`. Classes and constants keep their names."""
    if not name[:1].islower() or name.isupper():
        return name
    return re.sub(r'([a-z0-9])([A-Z]+)(?=[A-Z][a-z]|\Z|[^A-Za-z]|[a-z])', _underscored, name)


def _underscored(match: re.Match[str]) -> str:
    return f'{match[1]}_{match[2].lower()}'


class Door(ModuleType):
    """The class of the modules of `compat`. See `door`."""

    _target: str
    _main: str | None

    def _behind(self) -> ModuleType:
        return import_module(self._target)

    def _class(self) -> Any:
        return getattr(self._behind(), self._main) if self._main is not None else None

    def _find(self, name: str) -> Any:
        module = self._behind()
        if name in _public(module):
            return getattr(module, name)
        return getattr(self._class(), name)

    def __getattr__(self, name: str) -> Any:
        if name == '__all__':
            return _public(self._behind())
        if name[:2] != '__':
            for candidate in (name, camel_case(name)):
                try:
                    return self._find(candidate)
                except AttributeError:
                    continue
        raise AttributeError(f'module {self.__name__!r} has no attribute {name!r}')

    def __setattr__(self, name: str, value: Any) -> None:
        submodule = isinstance(value, ModuleType) and value.__name__ == f'{self.__name__}.{name}'
        if submodule or name[:2] == '__' or name in ('_target', '_main'):
            super().__setattr__(name, value)
            return
        module = self._behind()
        if not hasattr(module, name):
            known = camel_case(name)
            owner = next((owner for owner in (module, self._class()) if hasattr(owner, known)), None)
            if owner is not None:
                setattr(owner, known, value)
                return
        setattr(module, name, value)

    def __dir__(self) -> list[str]:
        names = _public(self._behind())
        return sorted({*names, *map(snake_case, names)})

    # -- modules that are a class ------------------------------------------------------------------------------

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        main = self._class()
        if main is None:
            raise TypeError(f'module {self.__name__!r} is not callable')
        return main(*args, **keywords)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        main = self._class()
        if main is None:
            raise TypeError(f'module {self.__name__!r} is not a class')
        return (main,)

    def __instancecheck__(self, instance: Any) -> bool:
        main = self._class()
        return main is not None and isinstance(instance, main)


def _public(module: ModuleType) -> list[str]:
    """The names of a module that Node's has too."""
    names = getattr(module, '__all__', None)
    if names is None:
        return [name for name in vars(module) if name[:1] != '_']
    return [name for name in names if name not in _NOT_NODES]


#: What modules of ours export beside Node's names.
_NOT_NODES = frozenset({'to_bytes'})


def door(name: str, target: str, main: str | None = None) -> None:
    """Make the module `name` a door to the module `target`, whose class `main` it also is."""
    module = sys.modules[name]
    module.__class__ = Door
    assert isinstance(module, Door)
    module._target = target
    module._main = main
    for own in ('annotations', 'TYPE_CHECKING', 'Any', 'door'):
        module.__dict__.pop(own, None)
