"""`require()`: Node's modules by name, and the files of a program by relative path."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from node_http import _json
from node_http.errors import ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ModuleNotFound
from node_http.versions import major, resolve

__all__ = ['MODULES', 'VERSIONED', 'require']

#: What there is, by Node's name, and the module of this package that it is.
MODULES = {
    'buffer': 'buffer',
    'console': 'console',
    'events': 'events',
    'http': 'http',
    'net': 'net',
    'process': 'process',
    'querystring': 'querystring',
    'stream': 'stream',
    'stream/promises': 'stream.promises',
    'string_decoder': 'string_decoder',
    'timers': 'timers',
    'timers/promises': 'timers.promises',
    'url': 'url',
}
#: Those that each version has its own of.
VERSIONED = ('events', 'http', 'net', 'stream')
_FILES = ('{}', '{}.py', '{}.json', '{}/index.py', '{}/__init__.py')


def require(id: str, *, version: Any = None) -> Any:
    """`require(id)`

    The module of that name, with or without `node:`. A path that begins with `./`, `../` or `/` is a file of the
    program, sought from the file that asks: a Python file (`.py` may be left out), or a folder's `index.py`, is run
    once and its module returned; a `.json` file is parsed. With `version` ('v14', 14, 'v14.14.0'), events,
    http, net and stream are that version's; the other modules are the same in all.

    Raises: `MODULE_NOT_FOUND`, naming what there is; `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE`;
        `UnknownVersion`, naming those that are known.
    """
    return require_for(id, version, sys._getframe(1).f_globals.get('__file__'))


def require_for(id: Any, version: Any, caller: str | None) -> Any:
    """What `require(id)` gives to the file `caller`."""
    if not isinstance(id, str):
        raise ERR_INVALID_ARG_TYPE('id', 'string', id)
    if not id:
        raise ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string')
    if id.startswith(('./', '../', '/')) or id in ('.', '..'):
        return _require_file(id, caller)
    name = MODULES.get(id.removeprefix('node:'))
    if name is None:
        raise ModuleNotFound(id, sorted(MODULES), _stack(caller))
    if version is not None:
        package = f'{__package__}.v{major(resolve(version))}'
        if name in VERSIONED:
            return import_module(f'{package}.{name}')
    return import_module(f'{__package__}.{name}')


def _stack(caller: str | None) -> list[str]:
    return [] if caller is None else [caller]


def _require_file(id: str, caller: str | None) -> Any:
    folder = Path.cwd() if caller is None else Path(caller).resolve().parent
    wanted = str((folder / id).resolve())
    path = next((found for form in _FILES if (found := Path(form.format(wanted))).is_file()), None)
    if path is None:
        raise ModuleNotFound(id, (), _stack(caller))
    if path.suffix == '.json':
        return _json.parse(path.read_text(encoding='utf-8'))
    return _load(path)


def _load(path: Path) -> Any:
    """The module of a file, which is run when it is first asked for."""
    # The path is its name: no name of its own could hide a module of Python's.
    name = str(path)
    for module in list(sys.modules.values()):
        if getattr(module, '__file__', None) == name:
            return module
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ModuleNotFound(name)
    module = module_from_spec(spec)
    sys.modules[name] = module  # before it is run: two files may require each other
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
