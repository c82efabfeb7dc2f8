"""Node.js' `http` module for Python: `import node_http as http`.

Exactly Node's exports, and beside them what a Python program needs: `run()` for a program without an event loop,
`active_handles()`, and the types `JSObject` and `Buffer`.

The module is that of Node v23.8.0, or of the version that NODE_HTTP_VERSION (`node-http --node`) names.
"""

from __future__ import annotations

import sys
import types
from functools import cache
from typing import TYPE_CHECKING, Any

from . import stream, versions
from ._jsobject import JSObject
from ._runtime import active_handles, run
from ._validators import validate_header_name, validate_header_value, validate_integer
from .agent import Agent
from .buffer import Buffer
from .client import ClientRequest, Globals, get, request
from .constants import METHODS, STATUS_CODES
from .incoming import IncomingMessage
from .outgoing import OutgoingMessage
from .response import ServerResponse
from .server import Server, _connectionListener, createServer

if TYPE_CHECKING:
    from ._absent import VersionModule
    from .websocket import CloseEvent, MessageEvent, WebSocket

__version__ = '0.1.0'

#: The limit of a message's header in bytes (URL, names and values), where none is given.
maxHeaderSize = versions.CURRENT.max_header_size

globalAgent = Globals.agent


def validateHeaderName(name: Any = None, label: str | None = None) -> None:
    """`http.validateHeaderName(name[, label])`

    Raises `ERR_INVALID_HTTP_TOKEN` where `setHeader(name)` would. Since v14.3.0.
    """
    validate_header_name(name, label)


def validateHeaderValue(name: Any = None, value: Any = None) -> None:
    """`http.validateHeaderValue(name, value)`

    Raises `ERR_HTTP_INVALID_HEADER_VALUE` or `ERR_INVALID_CHAR` where `setHeader(name, value)` would. Since v14.3.0.
    """
    validate_header_value(name, value)


def setMaxIdleHTTPParsers(max: Any = 1000) -> None:
    """`http.setMaxIdleHTTPParsers(max)`

    In Node, how many parsers are kept for reuse. Ours are too light to be kept: the value is
    checked, and has no effect.
    Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`. Since v18.8.0, v16.18.0.
    """
    validate_integer(max, 'max', 1)


#: What few programs need is imported when it is first asked for.
_LATER = ('CloseEvent', 'MessageEvent', 'WebSocket')


def __getattr__(name: str) -> Any:
    if name not in _LATER or name not in __all__:
        from ._absent import absent_export

        message = absent_export('http', name, _profile.version)
        raise AttributeError(message or f'module {__name__!r} has no attribute {name!r}')
    from . import websocket

    globals().update((later, getattr(websocket, later)) for later in _LATER)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Module(types.ModuleType):
    """`http.globalAgent = agent` must reach the requests, as it does in Node."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == 'globalAgent':
            self.ClientRequest._globals.agent = value
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Module

__all__ = [
    'METHODS',
    'STATUS_CODES',
    'Agent',
    'Buffer',
    'ClientRequest',
    'CloseEvent',
    'IncomingMessage',
    'JSObject',
    'MessageEvent',
    'OutgoingMessage',
    'Server',
    'ServerResponse',
    'WebSocket',
    '__version__',
    '_connectionListener',
    'active_handles',
    'createServer',
    'get',
    'globalAgent',
    'maxHeaderSize',
    'request',
    'run',
    'setMaxIdleHTTPParsers',
    'validateHeaderName',
    'validateHeaderValue',
]

#: What is ours, and therefore the same in every version.
_OURS = ('Buffer', 'JSObject', '__version__', 'active_handles', 'run')
_NEWEST = {name: globals()[name] for name in __all__ if name not in _LATER}
_profile = versions.CURRENT


def _exports(version: str) -> dict[str, Any]:
    return dict(_NEWEST) if version == versions.DEFAULT else _older(version)


@cache
def _older(version: str) -> dict[str, Any]:
    from ._face import exports_of  # what only old versions need

    return exports_of(versions.profile(version), _NEWEST)


@cache
def _version_module(version: str) -> VersionModule:
    """The http module of a version (one of `versions.VERSIONS`), beside any other."""
    exports = {name: value for name, value in _exports(version).items() if name not in _OURS}
    if version == versions.DEFAULT:
        exports.update((name, __getattr__(name)) for name in _LATER)
    from ._face import HttpModule

    return HttpModule('http', versions.profile(version), exports)


def _become(version: str) -> None:
    """Make this module that of a version, for the whole program."""
    global _profile, __all__
    exports = _exports(version)
    for name in (*_NEWEST, *_LATER):
        globals().pop(name, None)
    globals().update(exports)
    _profile = versions.profile(version)
    __all__ = sorted({*exports, *(_LATER if version == versions.DEFAULT else ())})


if versions.chosen() != versions.DEFAULT:
    _become(versions.chosen())
    stream._become(versions.chosen())
