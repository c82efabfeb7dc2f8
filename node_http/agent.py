"""`Agent`: the pool of a client's connections.

For each origin (`getName`) there are three lists: sockets in use, free sockets, and requests that wait for a socket.
What is to be done is decided by the pure functions at the end (which free socket, whether to open another, whether to
keep a free one, who is next); the methods do it.

An agent may serve several event loops, one after another or in several threads: each loop has lists of its own, so a
socket never meets another loop than the one it was made in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary, ref

from . import net
from ._calling import first_call_only
from ._debug import debuglog
from ._headers import field_values
from ._jsobject import JSObject, item_of, truthy
from ._listeners import Switch, ours
from ._runtime import current, next_tick
from ._strings import to_string
from ._validators import validate_number, validate_one_of, validate_string
from .events import EventEmitter
from .versions import CURRENT, Profile

debug = debuglog('http')

_TIMEOUT_HINT = re.compile(r'^timeout=(\d+)').match
_SCHEDULINGS = ('fifo', 'lifo')
#: The options that are in the name of an origin.
_NAMED = frozenset({'host', 'port', 'localAddress', 'family', 'socketPath'})


class Pool:
    """An agent's lists in one loop."""

    def __init__(self, home: WeakKeyDictionary[Any, Any]) -> None:
        #: The `locals` of its runtime; weak, for an agent outlives its loops.
        self.home = ref(home)
        self.requests = JSObject()
        self.sockets = JSObject()
        self.free = JSObject()
        self.total = 0


class Agent(EventEmitter):
    """`new http.Agent([options])`

    Keeps connections for several requests to the same origin.

    Args:
        options: a dict or keywords: `keepAlive` (default false), `keepAliveMsecs` (ms before TCP probes, default 1000),
            `maxSockets` (per origin, default infinity), `maxTotalSockets` (default infinity), `maxFreeSockets` (per
            origin, default 256), `scheduling` ('lifo', the default, or 'fifo'), `timeout` (ms), and those of
            `net.connect`.

    Raises: `ERR_INVALID_ARG_VALUE`, `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`.
    Since v0.3.4.
    """

    #: Which version of Node it is one of, and that version's net.
    _profile: Profile = CURRENT
    _net: Any = net
    _last_pool: Pool | None = None
    #: `Agent.defaultMaxSockets`: the `maxSockets` of agents that are made without. Since v0.11.4.
    defaultMaxSockets: float = math.inf
    defaultPort = 80
    protocol = 'http:'

    def __init__(self, options: Any = None, /, **keywords: Any) -> None:
        super().__init__()
        options = JSObject({**(options if isinstance(options, Mapping) else {}), **keywords})
        profile = self._profile
        if options.get('noDelay') is None and profile.agent_sets_no_delay:
            options['noDelay'] = True
        options['path'] = None  # or `net` would take it for a Unix socket's
        self.options = options
        self.on('free', self._on_free)
        self.keepAliveMsecs = _given(options['keepAliveMsecs'], 1000)
        self.keepAlive = _given(options['keepAlive'], False)
        self.maxSockets = _given(options['maxSockets'], type(self).defaultMaxSockets)
        self.maxFreeSockets = _given(options['maxFreeSockets'], 256)
        if profile.agent_scheduling is None:  # a version that knows neither
            return
        self.scheduling = _given(options['scheduling'], profile.agent_scheduling)
        self.maxTotalSockets = options['maxTotalSockets']
        validate_one_of(self.scheduling, 'scheduling', _SCHEDULINGS)
        if self.maxTotalSockets is not None:
            validate_number(self.maxTotalSockets, 'maxTotalSockets', 1)
        else:
            self.maxTotalSockets = math.inf

    @property
    def _pool(self) -> Pool:
        home = current().locals
        pool = self._last_pool
        if pool is None or pool.home() is not home:
            pool = home.get(self)
            if pool is None:
                pool = home[self] = Pool(home)
            self._last_pool = pool
        return pool

    @property
    def requests(self) -> JSObject:
        """`agent.requests`: lists of the requests that wait for a socket, by origin. Since v0.5.9."""
        return self._pool.requests

    @property
    def sockets(self) -> JSObject:
        """`agent.sockets`: lists of the sockets in use, by origin. Since v0.3.6."""
        return self._pool.sockets

    @property
    def freeSockets(self) -> JSObject:
        """`agent.freeSockets`: lists of the sockets that wait for a request, by origin. Since v0.11.4."""
        return self._pool.free

    @property
    def totalSocketCount(self) -> int:
        """How many sockets there are, used and free."""
        return self._pool.total

    # -- to be overridden --------------------------------------------------------------------------------------

    def createConnection(self, options: Any = None, callback: Any = None) -> Any:
        """`agent.createConnection(options[, callback])`

        Makes the connection of a request: returns a stream, or gives it to `callback(err, stream)`. Since v0.11.4.
        """
        return self._net.createConnection(options, *([callback] if callable(callback) else []))

    def keepSocketAlive(self, socket: Any) -> Any:
        """`agent.keepSocketAlive(socket)`

        A socket is free and might be kept. Returns: whether to. It is kept for no longer than the server's `Keep-Alive`
        header allows. Since v8.1.0.
        """
        socket.setKeepAlive(True, self.keepAliveMsecs)
        socket.unref()
        if not self._profile.agent_heeds_timeout:
            return True
        timeout = self.options['timeout'] or 0
        hint = _server_hint(socket) if self._profile.agent_heeds_hints else None
        if hint is not None:
            timeout = min(timeout, hint) if hint > 0 else timeout
        if getattr(socket, 'timeout', None) != timeout:  # a Duplex may have none
            socket.setTimeout(timeout)
        # With no time left, it may be closed before the next request gets there.
        return hint is None or hint > 0

    def reuseSocket(self, socket: Any, req: Any) -> None:
        """`agent.reuseSocket(socket, request)`: a kept socket gets its next request. Since v8.1.0."""
        debug('have free socket')
        req.reusedSocket = True
        socket.ref()

    def getName(self, options: Any = None) -> str:
        """`agent.getName([options])`: the origin, `host:port:localAddress[:family][:socketPath]`. Since v0.11.4."""
        if not isinstance(options, (dict, Mapping)):  # a request, say, which has the same names
            options = {name: getattr(options, name, None) for name in _NAMED}
        get = options.get
        host, port = get('host'), get('port')
        if type(host) is not str or not host:
            host = _text(host) or 'localhost'
        if type(port) is not int or not port:
            port = _text(port)
        address, family, path = get('localAddress'), get('family'), get('socketPath')
        if address is None and family is None and path is None:
            return f'{host}:{port}:'
        name = f'{host}:{port}:{_text(address)}'
        if family in (4, 6):
            name += f':{family}'
        if truthy(path):
            name += f':{to_string(path)}'
        return name

    def _name_of(self, options: Any) -> str:
        """The origin of a socket that was made with these options."""
        name = item_of(options, '_agentKey') if isinstance(options, dict) else None
        return name or self.getName(options)

    # -- a request comes ---------------------------------------------------------------------------------------

    def addRequest(self, req: Any, options: Any, port: Any = None, localAddress: Any = None) -> None:
        """Give the request a socket: a free one, a new one, or, at the limit, the next that comes free."""
        if isinstance(options, str):  # a form from before v0.12: (req, host, port, localAddress)
            options = {'host': options, 'port': port, 'localAddress': localAddress}
        if (
            not _NAMED.isdisjoint(self.options) or getattr(self.getName, '__func__', None) is not _get_name
        ):  # else nothing but what `_NAMED` says is in the name
            options = self._connection_options(options, req)
        name = self.getName(options)
        pool = self._pool
        used = item_of(pool.sockets, name)
        if used is None:
            used = pool.sockets[name] = []
        socket = take_free(pool.free, name, self.scheduling) if pool.free else None
        if socket is not None:
            if not self._profile.agent_counts_free:
                pool.total += 1
            if self._profile.agent_hooks:
                self.reuseSocket(socket, req)
            else:
                Agent.reuseSocket(self, socket, req)
            self._give(req, socket)
            used.append(socket)
        elif may_open(pool, name, self.maxSockets, self.maxTotalSockets or math.inf):
            if debug.enabled:
                debug('call onSocket %d %d', len(used), len(pool.free.get(name) or ()))

            def created(error: Any = None, socket: Any = None) -> None:
                if error is not None:
                    req.onSocket(socket, error)
                else:
                    self._give(req, socket)

            self.createSocket(req, options, created)
        else:
            if debug.enabled:
                debug('wait for socket')
            req._agent_options = options
            pool.requests.setdefault(name, []).append(req)

    def _connection_options(self, options: Any, req: Any) -> JSObject:
        merged = JSObject(options)
        merged.update(self.options)
        if truthy(merged['socketPath']):
            merged['path'] = merged['socketPath']
        if merged['servername'] is None:
            merged['servername'] = _server_name(merged, req, self._profile.names_addresses)
        return merged

    def createSocket(self, req: Any, options: Any, callback: Callable[..., Any]) -> None:
        """Open a connection for a request and tell `callback(err, socket)`."""
        options = self._connection_options(options, req)
        name = self.getName(options)
        options['_agentKey'] = name
        debug('createConnection %s', name)
        options['encoding'] = None

        @first_call_only
        def created(error: Any = None, socket: Any = None) -> None:
            if error is not None:
                callback(error)
                return
            pool = self._pool
            pool.sockets.setdefault(name, []).append(socket)
            pool.total += 1
            self._listen(socket, options)
            callback(None, socket)

        if self.keepAlive and self._profile.agent_sets_no_delay:
            options['keepAlive'] = self.keepAlive
            options['keepAliveInitialDelay'] = self.keepAliveMsecs
        socket = self.createConnection(options, created)
        if socket is not None:
            created(None, socket)

    def _give(self, req: Any, socket: Any) -> None:
        req.onSocket(socket)
        if req.timeout is not None and req.timeout != (self.options['timeout'] or 0):
            socket.setTimeout(req.timeout)

    def _listen(self, socket: Any, options: JSObject) -> None:
        """Hear what becomes of a socket; each listener is one of Node's by its event."""

        def on_free() -> None:
            self.emit('free', socket, options)

        def on_close() -> None:
            debug('CLIENT socket onClose')
            self._pool.total -= 1
            self.removeSocket(socket, options)

        def on_timeout() -> None:
            debug('CLIENT socket onTimeout')
            if any(socket in free for free in self._pool.free.values()):
                socket.destroy()

        def on_remove() -> None:
            """It leaves the pool for good: upgraded, say."""
            debug('CLIENT socket onRemove')
            self._pool.total -= 1
            self.removeSocket(socket, options)
            for event, listener in listeners:
                socket.removeListener(event, listener)

        listeners = [('close', on_close), ('free', on_free), ('agentRemove', on_remove)]
        if self._profile.agent_heeds_timeout:
            listeners.insert(2, ('timeout', on_timeout))
        for event, listener in (listeners[1], listeners[0], *listeners[2:]):
            socket.on(event, listener)

    # -- a socket comes free, or goes --------------------------------------------------------------------------

    def _on_free(self, socket: Any, options: Any) -> None:
        name = self._name_of(options)
        if debug.enabled:
            debug('agent.on(free) %s', name)
        if not socket.writable:
            socket.destroy()
            return
        pool = self._pool
        waiting = item_of(pool.requests, name)
        if waiting:
            req = waiting.pop(0)
            self._give(req, socket)
            if not waiting:
                del pool.requests[name]
            return
        req = getattr(socket, '_httpMessage', None)  # none yet, when the request went before its socket came
        if (
            req is None
            or not req.shouldKeepAlive
            or not self.keepAlive
            or not may_keep(
                pool, name, self.maxSockets, self.maxTotalSockets or math.inf, self.maxFreeSockets
            )
            or not (
                self.keepSocketAlive(socket)
                if self._profile.agent_hooks
                else Agent.keepSocketAlive(self, socket)
            )
        ):
            socket.destroy()
            return
        socket._httpMessage = None
        if not self._profile.agent_counts_free:
            pool.total -= 1
        self.removeSocket(socket, options)
        _watch_idle(socket)
        pool.free.setdefault(name, []).append(socket)

    def removeSocket(self, socket: Any, options: Any) -> None:
        """Forget a socket, and open another for a request that waits."""
        pool = self._pool
        name = self._name_of(options)
        writable = socket.writable
        debug('removeSocket %s writable: %s', name, writable)
        for lists in (pool.sockets,) if writable else (pool.sockets, pool.free):
            sockets = lists.get(name)
            if sockets and socket in sockets:
                sockets.remove(socket)
                if not sockets:
                    del lists[name]
        req, options = next_waiting(pool, name, options)
        if req is not None:
            debug('removeSocket, have a request, make a socket')
            req._agent_options = None

            def created(error: Any = None, socket: Any = None) -> None:
                if error is not None:
                    next_tick(req.emit, 'error', error)
                else:
                    socket.emit('free')

            self.createSocket(req, options, created)

    def destroy(self) -> None:
        """`agent.destroy()`: destroy all sockets, in use or free. Since v0.11.4."""
        pool = self._pool
        for lists in (pool.free, pool.sockets):
            for sockets in list(lists.values()):
                for socket in list(sockets):
                    socket.destroy()

    def __repr__(self) -> str:
        pool = self._pool
        used, free, waiting = (
            sum(map(len, lists.values())) for lists in (pool.sockets, pool.free, pool.requests)
        )
        return f'<{type(self).__name__} {used} used, {free} free, {waiting} waiting>'


# -- decisions -----------------------------------------------------------------------------------------------


def take_free(free: dict[str, list[Any]], name: str, scheduling: str) -> Any:
    """Take a free socket of the origin out of its list: the one used last, or first; None when there is none."""
    sockets = free.get(name)
    if not sockets:
        return None
    while sockets and sockets[0].destroyed:
        sockets.pop(0)
    socket = (sockets.pop() if scheduling == 'lifo' else sockets.pop(0)) if sockets else None
    if not sockets:
        del free[name]
    return socket


def may_open(pool: Pool, name: str, per_origin: float, in_total: float) -> bool:
    """Whether the limits allow one more socket."""
    count = len(item_of(pool.sockets, name) or ()) + len(item_of(pool.free, name) or ())
    return count < per_origin and pool.total < in_total


def may_keep(pool: Pool, name: str, per_origin: float, in_total: float, free: float) -> bool:
    """Whether the limits allow to keep a socket that has come free."""
    idle = len(pool.free.get(name) or ())
    count = idle + len(pool.sockets.get(name) or ())
    return pool.total <= in_total and count <= per_origin and idle < free


def next_waiting(pool: Pool, name: str, options: Any) -> tuple[Any, Any]:
    """Which request gets the place of a socket that has gone, and its options; (None, None) when none waits.

    One of the same origin if there is; else the first of another, which may have waited for `maxTotalSockets`.
    """
    waiting = pool.requests.get(name)
    if waiting:
        return waiting[0], options
    for other, requests in pool.requests.items():
        if not pool.sockets.get(other):
            return requests[0], requests[0]._agent_options
        break
    return None, None


def _server_hint(socket: Any) -> float | None:
    """For how many ms the server said it keeps the connection, less a second for the way there."""
    message = getattr(socket, '_httpMessage', None)
    response = getattr(message, 'res', None)
    if response is None:
        return None
    if response._headers is None and response._block:  # without taking all fields apart
        value = b''.join(field_values(response._block, b'keep-alive')[:1]).decode('latin-1')
    else:
        value = response.headers['keep-alive'] or ''
    hint = _TIMEOUT_HINT(value)
    return None if hint is None else int(hint[1]) * 1000 - 1000


def _server_name(options: JSObject, req: Any, names_addresses: bool) -> str:
    """The name for TLS: what the Host header says; none for an address."""
    given = req.getHeader('host')
    host = validate_string(given, 'options.headers.host') if truthy(given) else options['host'] or ''
    if host.startswith('['):
        host = host[1:].partition(']')[0]
    elif given:
        host = host.partition(':')[0]
    return '' if net.isIP(host) and not names_addresses else str(host)


class IdleWatch:
    """While a socket is free, an error destroys it, and so do bytes that nobody asked for."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.is_on = False
        listeners = ours(('error', self.on_error, 1))
        self._come, self._go = Switch(socket, True, listeners), Switch(socket, False, listeners)

    def begin(self) -> None:
        self.is_on = True
        self._come.turn()
        consume = getattr(self.socket, 'consume', None)
        if consume is not None and 'data' not in self.socket._events:
            consume(self.on_data)

    def end(self) -> bool:
        """Returns: whether nobody else listens to the socket's 'data'."""
        self.is_on = False
        self._go.turn()
        if not getattr(self.socket, '_is_consumed', False):
            return False
        self.socket.unconsume()
        return True

    def on_data(self, _data: bytes) -> None:
        self.socket.destroy()

    def on_error(self, _error: Any) -> None:
        debug('CLIENT FREE socket on ERROR')
        self._go.turn()
        self.socket.destroy()
        self.socket.emit('agentRemove')


def _watch_idle(socket: Any) -> None:
    watch = getattr(socket, '_idle_watch', None)
    if watch is None:
        watch = socket._idle_watch = IdleWatch(socket)
    watch.begin()


def _text(value: Any) -> str:
    return to_string(value) if truthy(value) else ''


def _given(value: Any, default: Any) -> Any:
    """JavaScript's ``value || default``."""
    return value if truthy(value) else default


_get_name = Agent.getName

globalAgent = Agent({'keepAlive': True, 'scheduling': 'lifo', 'timeout': 5000})
