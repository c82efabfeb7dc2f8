"""The http module of one version of Node: its exports, and its classes made from the newest version's.

A version's class is a subclass of the newest version's and of its own base (`ServerResponse` of v14 is an
`OutgoingMessage` of v14), made once. It differs so: `_profile` is that version's, which is what the shared code asks;
defaults are class attributes; names that the version does not have are hidden, data as None, as JavaScript reads it,
and methods with an AttributeError that says which version brought them; errors are in the version's words.
"""

from __future__ import annotations

import time
import types
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from . import agent, client, constants, incoming, outgoing, response, server
from ._absent import Absent, Unset, VersionModule, hidden
from ._former_arguments import FORMER
from ._former_errors import as_of
from ._former_outgoing import former_methods
from ._headers import untrimmed_headers
from ._jsobject import JSObject, truthy
from ._runtime import next_tick
from .errors import NodeError
from .stream._former import classes_of
from .versions import MEMBERS, OPTIONS, RETURN_NOTHING, Profile, former_arguments, unknown_options

#: The classes, bases first, and their bases.
_CLASSES: dict[str, tuple[type, tuple[str, ...]]] = {
    'Agent': (agent.Agent, ()),
    'IncomingMessage': (incoming.IncomingMessage, ('Readable',)),
    'OutgoingMessage': (outgoing.OutgoingMessage, ()),
    'ServerResponse': (response.ServerResponse, ('OutgoingMessage',)),
    'ClientRequest': (client.ClientRequest, ('OutgoingMessage',)),
    'Server': (server.Server, ()),
}


#: Data that the newest version's code sets, and nothing reads again.
_SET_BY_US = frozenset(
    {
        'req', 'aborted', '_closed', 'reusedSocket', 'host', 'protocol', 'totalSocketCount', 'joinDuplicateHeaders',
        'noDelay', 'keepAlive', 'keepAliveInitialDelay',
    }
)  # fmt: skip


def exports_of(profile: Profile, newest: Mapping[str, Any]) -> dict[str, Any]:
    """What the http module of that version exports, given what the newest exports."""
    exports = {**newest, **_classes(profile)}
    agent_options = JSObject(profile.global_agent)
    shared = types.SimpleNamespace(agent=exports['Agent'](agent_options))
    exports['ClientRequest']._globals = shared
    exports['globalAgent'] = shared.agent
    exports['METHODS'] = _methods(profile)
    exports['STATUS_CODES'] = JSObject({**constants.STATUS_CODES, **profile.status_codes})
    for code in [code for code, text in profile.status_codes.items() if text is None]:
        del exports['STATUS_CODES'][code]
    exports.update(_functions(exports, profile))
    for member in MEMBERS:
        if member.owner == 'http':
            if not member.there(profile.version):
                exports.pop(member.name, None)
            elif member.until is not None:
                exports[member.name] = _OLD_EXPORTS[member.name](exports)
    return exports


def _methods(profile: Profile) -> list[str]:
    names = {*constants.METHODS, *profile.more_methods} - set(profile.fewer_methods)
    return sorted(names)


def _functions(exports: dict[str, Any], profile: Profile) -> dict[str, Callable[..., Any]]:
    """The functions that make objects of the version's classes."""
    server_class, request_class = exports['Server'], exports['ClientRequest']

    def createServer(options: Any = None, requestListener: Any = None, /, **keywords: Any) -> Any:
        return server_class(options, requestListener, **keywords)

    def request(url: Any = None, options: Any = None, callback: Any = None, /, **keywords: Any) -> Any:
        return request_class(url, options, callback, **keywords)

    def get(url: Any = None, options: Any = None, callback: Any = None, /, **keywords: Any) -> Any:
        req = request_class(url, options, callback, **keywords)
        req.end()
        return req

    functions: dict[str, Callable[..., Any]] = {'createServer': createServer, 'request': request, 'get': get}
    for name, function in functions.items():
        function.__doc__ = exports[name].__doc__
    if not profile.label_of_names and 'validateHeaderName' in exports:
        newest = exports['validateHeaderName']
        functions['validateHeaderName'] = lambda name=None, label=None: newest(name)
    return functions


# -- classes -------------------------------------------------------------------------------------------------------


def _classes(profile: Profile) -> dict[str, Any]:
    made: dict[str, Any] = dict(classes_of(profile))
    for name, (newest, bases) in _CLASSES.items():
        own: dict[str, Any] = {
            '_profile': profile,
            '__doc__': newest.__doc__,
            '__module__': newest.__module__,
        }
        own.update(_defaults(name, profile))
        own.update(_former(name, profile))
        for row in former_arguments(name, profile.version):
            own[row.method] = FORMER[row.former](own.get(row.method) or getattr(newest, row.method))
        own.update(_speaking(name, newest, own, profile))
        if name in OPTIONS:
            own['_ignored_options'] = unknown_options(name, profile.version)
        own.update(hidden(name, newest, profile, _SET_BY_US))
        own.update(
            {old: value for old, value in _OLD_MEMBERS.get(name, {}).items() if _has(name, old, profile)}
        )
        made[name] = type(name, (newest, *(made[base] for base in bases)), own)
    made['Server']._incoming = made['ClientRequest']._incoming = made['IncomingMessage']
    made['Server']._response = made['ServerResponse']
    return {name: made[name] for name in _CLASSES}


def _defaults(name: str, profile: Profile) -> dict[str, Any]:
    """What is a class attribute there, with the version's value."""
    if name == 'ClientRequest' and profile.abort_time:
        return {'aborted': None}
    if name == 'Server':
        return {
            'timeout': profile.server_timeout,
            'keepAliveTimeout': profile.keep_alive_timeout,
            'headersTimeout': profile.headers_timeout,
            'requestTimeout': profile.request_timeout,
            'requireHostHeader': profile.require_host,
        }
    return {}


def _former(name: str, profile: Profile) -> dict[str, Any]:
    """Methods that did something else then."""
    former = former_methods(name, profile)
    if not profile.captures_rejections:
        former['_captures_rejections'] = Unset()
    if name == 'IncomingMessage' and not profile.autodestroys_messages:
        former['destroy'] = _destroy_socket if profile.destroys_requests else _returns_none(_destroy_socket)
    if name == 'IncomingMessage' and not profile.trims_values:
        former['_fields_of'] = staticmethod(untrimmed_headers)
    if name == 'ClientRequest' and not profile.destroys_requests:
        former['abort'] = _abort
    if name == 'Server' and not profile.tells_response_options:
        former['_store_options'] = _store_options
    if name == 'ClientRequest' and not profile.socket_before_prefinish:
        former['_connect'] = _connect
    return former


#: What raises errors whose words have changed.
_RAISES = {
    'Agent': ('__init__', 'createConnection'),
    'OutgoingMessage': (
        'setHeader', 'setHeaders', 'appendHeader', 'getHeader', 'hasHeader', 'removeHeader', 'addTrailers', 'write',
        'end', 'emit', 'flushHeaders', 'setTimeout', 'destroy',
    ),
    'ServerResponse': ('assignSocket', 'writeHead', 'writeEarlyHints', 'emit'),
    'ClientRequest': ('__init__', 'setTimeout', 'emit'),
    'IncomingMessage': ('emit', 'setTimeout', 'setEncoding'),
    'Server': ('__init__', 'listen', 'close', 'emit'),
}  # fmt: skip


def _speaking(name: str, newest: type, own: dict[str, Any], profile: Profile) -> dict[str, Any]:
    """The methods that raise or emit errors, in the words of the version."""
    speaking: dict[str, Any] = {}
    silent = {row.name for row in RETURN_NOTHING if row.owner == name and row.at(profile.version)}
    for method in {*_RAISES[name], *silent}:
        if isinstance(own.get(method), Absent):
            continue
        function = own.get(method) or getattr(newest, method)
        if method == 'emit':
            speaking[method] = _emits_as_of(profile, function, name == 'ClientRequest')
        else:
            speaking[method] = _raises_as_of(profile, function, method, method in silent)
    return speaking


def _raises_as_of(
    profile: Profile, function: Callable[..., Any], method: str, returns_none: bool
) -> Callable[..., Any]:
    @wraps(function)
    def call(self: Any, *args: Any, **keywords: Any) -> Any:
        try:
            result = function(self, *args, **keywords)
        except NodeError as error:
            as_of(profile, error, method)
            raise
        return None if returns_none else result

    return call


def _emits_as_of(profile: Profile, function: Callable[..., bool], client: bool) -> Callable[..., bool]:
    @wraps(function)
    def emit(self: Any, event: Any, *args: Any) -> bool:
        if event in ('error', 'clientError') and args:
            as_of(profile, args[0], client=client)
        return function(self, event, *args)

    return emit


def _destroy_socket(self: Any, error: Any = None) -> Any:
    """`message.destroy([error])`: destroys the socket."""
    if self.socket is not None:
        self.socket.destroy(error if truthy(error) else None)
    return self


def _store_options(self: Any, options: dict[str, Any]) -> None:
    """As today's, but classes of the program's own are used as they were then."""
    server.Server._store_options(self, options)
    if options.get('IncomingMessage') is None and options.get('ServerResponse') is None:
        return
    make, profile = self._response_class, self._profile

    def make_response(request: Any, _options: Any) -> Any:
        if not profile.reads_fields_late:
            _ = request.headers  # which asks the program's `_addHeaderLine`
        return make(request)

    self._response_class = make_response


def _connect(self: Any, options: Any) -> None:
    """The request is sent by the first listener of 'socket'."""
    client.ClientRequest._connect(self, options)
    self.once('socket', lambda: self._flush())


def _abort(self: Any) -> None:
    """`request.abort()`"""
    if not self.aborted:
        next_tick(self.emit, 'abort')
    self.aborted = int(time.time() * 1000)
    if self.res is not None:
        self.res._dump()
    if self.socket is not None:
        self.socket.destroy()


def _returns_none(method: Callable[..., Any]) -> Callable[..., None]:
    def call(self: Any, *args: Any, **keywords: Any) -> None:
        method(self, *args, **keywords)

    call.__doc__ = method.__doc__
    return call


def _has(owner: str, name: str, profile: Profile) -> bool:
    return all(m.there(profile.version) for m in MEMBERS if (m.owner, m.name) == (owner, name))


def _flush(self: Any) -> None:
    """`outgoingMessage.flush()`: `flushHeaders`, as it was called first."""
    self.flushHeaders()


def _listen_fd(self: Any, fd: Any, *args: Any) -> Any:
    """`server.listenFD(fd[, type])`: listens on an open descriptor."""
    return self.listen({'fd': fd}, *[arg for arg in args if callable(arg)])


#: Members that only old versions have.
_OLD_MEMBERS: dict[str, dict[str, Any]] = {
    'OutgoingMessage': {'flush': _flush},
    'Server': {'listenFD': _listen_fd},
}


# -- exports that only old versions have ---------------------------------------------------------------------------


def _client_class(exports: dict[str, Any]) -> Any:
    class Client:
        """`http.createClient([port][, host])`: requests to one origin, as they were made before v0.4."""

        def __init__(self, port: Any = None, host: Any = None) -> None:
            self.port = port or 80
            self.host = host or 'localhost'

        def request(self, method: Any, path: Any = None, headers: Any = None) -> Any:
            if not isinstance(path, str):
                method, path, headers = 'GET', method, path
            return exports['request'](
                {'host': self.host, 'port': self.port, 'method': method, 'path': path, 'headers': headers}
            )

    return Client


_OLD_EXPORTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    'Client': _client_class,
    'createClient': lambda exports: lambda port=None, host=None: exports['Client'](port, host),
}


class HttpModule(VersionModule):
    """The http module of one version."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == 'globalAgent':  # it must reach the requests, as it does in Node
            self.ClientRequest._globals.agent = value
        super().__setattr__(name, value)
