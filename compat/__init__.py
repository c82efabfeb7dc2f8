"""The door that ported code walks in through.

`from compat import http, require` and `from compat.globals import *` give a Python program what a Node program has:
Node's modules by Node's names, and JavaScript's globals. Each module here is a door to one of `node_http`: it has
that module's names, and what is assigned to it is assigned there; beside `createServer` it knows `create_server`.

The modules behave as Node v23.8.0. Another version's are a package in here, named after it (`compat.v14`), which
has the same modules and looks at another profile.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._missing import missing
from ._require import MODULES, require

if TYPE_CHECKING:
    from node_http.console import console
    from node_http.process import process

    from . import buffer, events, http, net, querystring, stream, string_decoder, timers, url

__all__ = [
    'buffer',
    'console',
    'events',
    'http',
    'net',
    'process',
    'querystring',
    'require',
    'stream',
    'string_decoder',
    'timers',
    'url',
]


def __getattr__(name: str) -> Any:
    if name in MODULES:  # imported when it is first asked for: a program that needs events need not load http
        return import_module(f'{__name__}.{name}')
    if name[:1] == 'v' and name[1:].isdigit():
        from node_http.versions import UnknownVersion

        raise missing(str(UnknownVersion(name)), name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__() -> list[str]:
    return sorted(__all__)
