"""Node.js' `http` module for Python: `import node_http as http`.

Exactly Node's exports, and beside them what a Python program needs: `run()` for a program without an event loop,
`active_handles()`, and the types `JSObject` and `Buffer`.

The module is that of Node v23.8.0, or of the version that NODE_HTTP_VERSION (`node-http --node`) names.
"""

from __future__ import annotations

import sys
import types
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import net, stream, versions
from ._jsobject import UNDEFINED, JSObject
from ._later import imported_later
from ._runtime import active_handles, run
from ._validators import validate_header_name, validate_header_value, validate_integer
from .buffer import Buffer
from .constants import METHODS, STATUS_CODES
from .incoming import IncomingMessage
from .outgoing import OutgoingMessage
from .response import ServerResponse
from .server import Server, _connectionListener, createServer

if TYPE_CHECKING:
    from ._absent import VersionModule
    from .agent import Agent, globalAgent
    from .client import ClientRequest, get, request
    from .websocket import CloseEvent, MessageEvent, WebSocket

__version__ = '0.1.0'

#: The limit of a message's header in bytes (URL, names and values), where none is given.
maxHeaderSize = versions.CURRENT.max_header_size


def validateHeaderName(name: Any = UNDEFINED, label: str | None = None) -> None:
    """`http.validateHeaderName(name[, label])`

    Raises `ERR_INVALID_HTTP_TOKEN` where `setHeader(name)` would. Since v14.3.0.
    """
    validate_header_name(name, label)


def validateHeaderValue(name: Any = UNDEFINED, value: Any = None) -> None:
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


#: A server does without a client, and most programs without WebSockets.
_LATER = {
    'agent': ('Agent', 'globalAgent'),
    'client': ('ClientRequest', 'get', 'request'),
    'websocket': ('CloseEvent', 'MessageEvent', 'WebSocket'),
}
_find_later, _ = imported_later(__name__, _LATER)


def __getattr__(name: str) -> Any:
    if name in __all__:
        return _find_later(name)
    from ._absent import absent_export

    message = absent_export('http', name, _profile.version)
    raise AttributeError(message or f'module {__name__!r} has no attribute {name!r}')


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
_EXPORTS = tuple(__all__)
_AT_ONCE = {name: globals()[name] for name in _EXPORTS if name in globals()}
_profile = versions.CURRENT


def _newest(*origins: str) -> dict[str, Any]:
    """The exports of the newest version, with those from some of the modules of `_LATER`."""
    modules = {origin: import_module(f'.{origin}', __name__) for origin in origins}
    return _AT_ONCE | {name: getattr(modules[origin], name) for origin in origins for name in _LATER[origin]}


@cache
def _older(version: str) -> dict[str, Any]:
    from ._face import exports_of  # what only old versions need

    return exports_of(versions.profile(version), _newest('agent', 'client'))


@cache
def _version_module(version: str) -> VersionModule:
    """The http module of a version (one of `versions.VERSIONS`), beside any other."""
    from ._face import HttpModule

    exports = _newest(*_LATER) if version == versions.DEFAULT else _older(version)
    exports = {name: value for name, value in exports.items() if name not in _OURS}
    return HttpModule('http', versions.profile(version), exports)


def _become(version: str) -> None:
    """Make this module, and those beside it that have versions, those of a version, for the whole program."""
    global _profile, __all__
    from ._former_events import become as events_become

    asking = _newest('agent', 'client')  # what is imported from now on finds that version's
    for become in (events_become, stream._become, net._become):
        become(version)
    _older.cache_clear()  # its requests have to ask `net` as it is now
    asking['Agent']._net = asking['ClientRequest']._net = net._version_module(versions.DEFAULT)
    newest = version == versions.DEFAULT
    exports = _AT_ONCE if newest else _older(version)
    for name in _EXPORTS:
        globals().pop(name, None)
    globals().update(exports)
    _profile = versions.profile(version)
    __all__ = sorted(_EXPORTS if newest else exports)


if versions.chosen() != versions.DEFAULT:
    _become(versions.chosen())
