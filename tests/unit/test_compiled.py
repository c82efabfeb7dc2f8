"""What is compiled keeps mypyc's rules, which else one would notice when the wheel is built (docs/compiled.md)."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import node_http

pytestmark = pytest.mark.any_engine

ROOT = Path(__file__).parents[2]


def _modules() -> dict[str, ModuleType]:
    walked = pkgutil.walk_packages(node_http.__path__, 'node_http.')
    return {
        found.name: importlib.import_module(found.name)
        for found in walked
        if not found.name.endswith('.__main__')
    }


def _compiled() -> list[str]:
    tomllib = pytest.importorskip('tomllib', reason='comes with Python 3.11')
    settings = tomllib.loads((ROOT / 'pyproject.toml').read_text())
    listed = settings['tool']['hatch']['build']['targets']['wheel']['hooks']['custom']['modules']
    return [file.removesuffix('.py').replace('/', '.') for file in listed]


def _own_classes(module: ModuleType) -> list[Any]:
    return [
        cls for cls in vars(module).values() if inspect.isclass(cls) and cls.__module__ == module.__name__
    ]


def test_the_list_names_modules() -> None:
    assert set(_compiled()) <= set(_modules())


def test_no_interpreted_class_has_a_compiled_base() -> None:
    listed = set(_compiled())
    for name, module in _modules().items():
        if name not in listed:
            for cls in _own_classes(module):
                assert [base for base in cls.__mro__ if base.__module__ in listed] == [], cls


def test_compiled_classes_have_bases_that_mypyc_takes() -> None:
    modules, listed = _modules(), set(_compiled())
    known = {*listed, 'builtins', 'enum', 'typing', 'asyncio.protocols'}
    for name in listed:
        for cls in _own_classes(modules[name]):
            assert [base for base in cls.__mro__ if base.__module__ not in known] == [], cls


def test_compiled_modules_have_no_asynchronous_generators() -> None:
    modules = _modules()
    for name in _compiled():
        for place in (modules[name], *_own_classes(modules[name])):
            functions = [found for found in vars(place).values() if inspect.isasyncgenfunction(found)]
            assert [found for found in functions if found.__module__ == name] == []
