"""The http module of one version of Node: its exports, and its classes made from the newest version's.

`_former_classes` says how a class is made. A version's servers and requests have that version's sockets, messages and
servers are its streams and its net servers, and all of them are its emitters.
"""

from __future__ import annotations

import time
import types
from collections.abc import Callable, Mapping
from typing import Any

from . import agent, client, constants, incoming, net, outgoing, response, server
from ._absent import VersionModule
from ._former_arguments import add_former_arguments
from ._former_classes import former_class, still_there
from ._former_connection import TimedConnection
from ._former_events import emitter_of
from ._former_outgoing import former_methods
from ._headers import untrimmed_headers
from ._jsobject import JSObject, truthy
from ._runtime import next_tick
from .net._former import server_of
from .stream._former import classes_of
from .versions import MEMBERS, Profile, without_later

#: The classes, bases first, and their bases of the same version.
_CLASSES: dict[str, tuple[type, tuple[str, ...]]] = {
    'Agent': (agent.Agent, ('EventEmitter',)),
    'IncomingMessage': (incoming.IncomingMessage, ('Readable',)),
    'OutgoingMessage': (outgoing.OutgoingMessage, ('EventEmitter',)),
    'ServerResponse': (response.ServerResponse, ('OutgoingMessage',)),
    'ClientRequest': (client.ClientRequest, ('OutgoingMessage',)),
    'Server': (server.Server, ('net.Server',)),
}


#: Data that the newest version's code sets, and nothing reads again.
_SET_BY_US = frozenset(
    {
        'req', 'aborted', '_closed', 'reusedSocket', 'host', 'protocol', 'totalSocketCount', 'joinDuplicateHeaders',
        'noDelay', 'keepAlive', 'keepAliveInitialDelay', '_defaultKeepAlive', '_keepAliveTimeout', '_removedConnection',
        '_removedContLen', '_removedTE', '_sent100', '_expect_continue',
    }
)  # fmt: skip


def exports_of(profile: Profile, newest: Mapping[str, Any]) -> dict[str, Any]:
    """What the http module of that version exports, given what the newest exports."""
    exports = {**without_later('http', newest, profile.version), **_classes(profile)}
    exports['Agent']._net = exports['ClientRequest']._net = net._version_module(profile.version)
    agent_options = JSObject(profile.global_agent)
    shared = types.SimpleNamespace(agent=exports['Agent'](agent_options))
    exports['ClientRequest']._globals = shared
    exports['globalAgent'] = shared.agent
    exports['METHODS'] = _methods(profile)
    exports['STATUS_CODES'] = JSObject({**constants.STATUS_CODES, **profile.status_codes})
    for code in [code for code, text in profile.status_codes.items() if text is None]:
        del exports['STATUS_CODES'][code]
    exports['ServerResponse']._status_codes = exports['STATUS_CODES']
    exports.update(_functions(exports, profile))
    for member in MEMBERS:
        if member.owner == 'http' and member.until is not None and member.there(profile.version):
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
    version = profile.version
    made: dict[str, Any] = {
        'EventEmitter': emitter_of(version),
        'net.Server': server_of(version),
        **classes_of(profile),
    }
    for name, (newest, bases) in _CLASSES.items():
        former = {
            **_defaults(name, profile),
            **_former(name, profile),
            **still_there(name, _OLD_MEMBERS.get(name, {}), profile),
        }
        add_former_arguments(name, newest, version, former)
        its_bases = [made[base] for base in bases]
        made[name] = former_class(
            name, newest, its_bases, profile, former, raises=_RAISES[name], set_by_us=_SET_BY_US
        )
    made['Server']._incoming = made['ClientRequest']._incoming = made['IncomingMessage']
    made['Server']._response = made['ServerResponse']
    return {name: made[name] for name in _CLASSES}


def _defaults(name: str, profile: Profile) -> dict[str, Any]:
    """What is a class attribute there, with the version's value."""
    if name == 'ClientRequest':
        return {'_is_client': True, **({'aborted': None} if profile.abort_time else {})}
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
    if name == 'IncomingMessage' and not profile.autodestroys_messages:
        former['destroy'] = _destroy_socket if profile.destroys_requests else _returns_none(_destroy_socket)
    if name == 'IncomingMessage' and not profile.trims_values:
        former['_fields_of'] = staticmethod(untrimmed_headers)
    if name == 'Agent' and not profile.agent_heeds_timeout:
        former['_give'] = _give
    if name == 'IncomingMessage' and not profile.responses_time_out:
        former['setTimeout'] = _set_socket_timeout
    if name == 'ClientRequest' and not profile.destroys_requests:
        former['abort'] = _abort
    if name == 'Server' and profile.headers_timeout is not None and not profile.checks_connections:
        former['_connection_class'] = TimedConnection
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
        'end', 'flushHeaders', 'setTimeout', 'destroy', '_implicitHeader', '_renderHeaders',
    ),
    'ServerResponse': ('assignSocket', 'writeHead', 'writeEarlyHints'),
    'ClientRequest': ('__init__', 'setTimeout'),
    'IncomingMessage': ('setTimeout', 'setEncoding'),
    'Server': ('__init__', 'listen', 'close'),
}  # fmt: skip


def _destroy_socket(self: Any, error: Any = None) -> Any:
    """`message.destroy([error])`: destroys the socket."""
    if self.socket is not None:
        self.socket.destroy(error if truthy(error) else None)
    return self


def _give(_self: Any, req: Any, socket: Any) -> None:
    """A request gets a socket, which keeps the timeout that it was made with."""
    req.onSocket(socket)


def _set_socket_timeout(self: Any, msecs: Any, callback: Any = None) -> Any:
    """`message.setTimeout(msecs[, callback])`: the socket's, of which only a server's message is told."""
    if truthy(callback):
        self.on('timeout', callback)
    self.socket.setTimeout(msecs)
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

    self._response_class, self._plain_response = make_response, None


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
    else:  # the one that it is about to get is let go
        self._destroyed = True


def _returns_none(method: Callable[..., Any]) -> Callable[..., None]:
    def call(self: Any, *args: Any, **keywords: Any) -> None:
        method(self, *args, **keywords)

    call.__doc__ = method.__doc__
    return call


def _flush(self: Any) -> None:
    """`outgoingMessage.flush()`: `flushHeaders`, as it was called first."""
    self.flushHeaders()


def _output(self: Any) -> list[Any]:
    """What waits for the socket, without encodings and callbacks, which had lists of their own."""
    return [item.data for item in self._queue()]


def _listen_fd(self: Any, fd: Any, *args: Any) -> Any:
    """`server.listenFD(fd[, type])`: listens on an open descriptor."""
    return self.listen({'fd': fd}, *[arg for arg in args if callable(arg)])


#: Members that only old versions have.
_OLD_MEMBERS: dict[str, dict[str, Any]] = {
    'OutgoingMessage': {'flush': _flush, 'output': property(_output)},
    'Server': {'listenFD': _listen_fd},
}


# -- exports that only old versions have ---------------------------------------------------------------------------


def _client_class(exports: dict[str, Any]) -> Any:
    class Client:
        """`http.createClient([port][, host])`: requests to one origin, as they were made before v0.4."""

        def __init__(self, port: Any = None, host: Any = None) -> None:
            self.port = port or 80
            self.host = host or 'localhost'
            self.agent = exports['Agent']({'host': self.host, 'port': self.port, 'maxSockets': 1})

        def request(self, method: Any, path: Any = None, headers: Any = None) -> Any:
            if not isinstance(path, str):
                method, path, headers = 'GET', method, path
            return exports['request'](
                {
                    'host': self.host,
                    'port': self.port,
                    'agent': self.agent,
                    'method': method,
                    'path': path,
                    'headers': headers,
                }
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
