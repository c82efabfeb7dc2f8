"""Making a connection: what `socket.connect()` was asked for, the lookup, and one address after the other.

An `Attempt` is the connection that a socket is trying to make. It is a coroutine beside the socket; each time it has
something to tell, that is an entry from the loop. Cancelling it closes whatever it has open.

Where a name has several addresses and `autoSelectFamily` holds (the default), they are tried in turn, IPv4 and
IPv6 alternating, each for 250 ms at most but the last (RFC 8305, without the racing: as Node does it).
"""

from __future__ import annotations

import asyncio
import socket as stdsocket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .._calling import adapt
from .._debug import debuglog
from .._jsobject import UNDEFINED, JSObject, truthy
from .._numbers import is_number, to_int32
from .._runtime import Runtime
from .._validators import (
    validate_boolean,
    validate_function,
    validate_int32,
    validate_number,
    validate_port,
    validate_string,
)
from ..errors import (
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
    ERR_SOCKET_CONNECTION_TIMEOUT,
    AggregateError,
    NodeError,
    lookup_exception,
    system_error_from,
)
from .block_list import check_block_list, is_blocked
from .handle import Handle
from .ip import isIP

if TYPE_CHECKING:
    from .socket import Socket

debug = debuglog('net')

#: `hints` of `getaddrinfo`, as `dns` names them.
ADDRCONFIG = getattr(stdsocket, 'AI_ADDRCONFIG', 0)
V4MAPPED = getattr(stdsocket, 'AI_V4MAPPED', 0)
ALL = getattr(stdsocket, 'AI_ALL', 0)


#: What is to be seen to before the first packet is sent.
_NEEDS_CARE = frozenset({'localAddress', 'localPort', 'blockList'})


class _Defaults:
    auto_select_family = True
    attempt_timeout = 250


def getDefaultAutoSelectFamily() -> bool:
    """`net.getDefaultAutoSelectFamily()`: whether several addresses are tried. Since v19.4.0."""
    return _Defaults.auto_select_family


def setDefaultAutoSelectFamily(value: bool) -> None:
    """`net.setDefaultAutoSelectFamily(value)`. Raises: `ERR_INVALID_ARG_TYPE`. Since v19.4.0."""
    validate_boolean(value, 'value')
    _Defaults.auto_select_family = value


def getDefaultAutoSelectFamilyAttemptTimeout() -> int:
    """`net.getDefaultAutoSelectFamilyAttemptTimeout()`: ms for one address. Since v19.8.0, v18.18.0."""
    return _Defaults.attempt_timeout


def setDefaultAutoSelectFamilyAttemptTimeout(value: int) -> None:
    """`net.setDefaultAutoSelectFamilyAttemptTimeout(value)`: in ms, at least 10. Since v19.8.0, v18.18.0."""
    validate_int32(value, 'value', 1)
    _Defaults.attempt_timeout = max(10, value)


def normalize_args(
    args: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[dict[str, Any], Callable[..., Any] | None]:
    """The call forms `(options[, cb])`, `(path[, cb])`, `(port[, host][, cb])` as options and a callback."""
    options: dict[str, Any] = {}
    rest = list(args)
    listener = rest.pop() if rest and callable(rest[-1]) and not isinstance(rest[-1], dict) else None
    if rest:
        first = rest[0]
        if isinstance(first, dict):
            options = dict(first)
        elif isinstance(first, (list, tuple, bytes, bytearray, memoryview)):
            pass  # an object, but none that says where to
        elif isinstance(first, str) and not _is_port_number(first):
            options = {'path': first}
        else:
            options = {'port': first}
            if len(rest) > 1 and isinstance(rest[1], str):
                options['host'] = rest[1]
    options.update(keywords)
    return options, listener


def _is_port_number(text: str) -> bool:
    """JavaScript's `toNumber(text) >= 0`, which tells a port from a path."""
    if not text.strip():
        return True  # '' is 0 in JavaScript
    try:
        return float(text) >= 0
    except ValueError:
        return False


class Attempt:
    """One try of a socket to connect."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.runtime: Runtime = socket._runtime
        self.profile = socket._profile
        self.task: asyncio.Task[None] | None = None
        self.open: stdsocket.socket | None = None
        self.cancelled = False

    # -- what was asked for ------------------------------------------------------------------------------------

    def check(self, options: dict[str, Any]) -> None:
        """Raise Node's error for options that can be seen to be wrong at once."""
        path = options.get('path')
        if path is not None:
            validate_string(path, 'options.path')
            return
        port = options.get('port')
        local_address, local_port = options.get('localAddress'), options.get('localPort')
        if truthy(local_address) and not isIP(local_address):
            raise ERR_INVALID_IP_ADDRESS(local_address)
        if truthy(local_port):
            validate_number(local_port, 'options.localPort')
        if port is None:
            if self.profile.port_required:
                raise ERR_MISSING_ARGS(['options', 'port', 'path'])
            port = 0
        if isinstance(port, bool) or not isinstance(port, (int, float, str)):
            raise ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port)
        validate_port(port)
        auto = options.get('autoSelectFamily')
        if auto is not None:
            validate_boolean(auto, 'options.autoSelectFamily')
        timeout = options.get('autoSelectFamilyAttemptTimeout')
        if timeout is not None:
            validate_int32(timeout, 'options.autoSelectFamilyAttemptTimeout', 1)
        host = options['host'] if truthy(options.get('host')) else 'localhost'
        if isIP(host):
            return
        check_block_list(options.get('blockList'))
        lookup = options.get('lookup')
        if lookup is not None:
            validate_function(lookup, 'options.lookup')
        if not isinstance(host, str):
            raise ERR_INVALID_ARG_TYPE('hostname', 'string', host)
        hints = options.get('hints')
        if truthy(hints):
            validate_number(hints, 'options.hints')
        hints = _hints_of(hints)
        if hints & ~(ADDRCONFIG | V4MAPPED | ALL):
            raise ERR_INVALID_ARG_VALUE('hints', hints)
        family = options.get('family')
        if family is not None and (family not in (0, 4, 6, 'IPv4', 'IPv6') or isinstance(family, bool)):
            raise ERR_INVALID_ARG_VALUE('options.family', family, 'must be one of: 0, 4, 6')

    # -- the steps ---------------------------------------------------------------------------------------------

    def start(self, options: dict[str, Any]) -> None:
        if options.get('path') is not None:
            self._run(self._connect_path(options['path']))
            return
        host = options.get('host') or 'localhost'
        port = validate_port(options['port'] if options.get('port') is not None else 0)
        version = isIP(host)
        if version:
            self.runtime.next_tick(self._connect_address, host, port, version, options)
        elif options.get('lookup') is not None:
            self._custom_lookup(options['lookup'], host, port, options)
        else:
            self._run(self._lookup(host, port, options))

    def adopt(self, sock: stdsocket.socket) -> None:
        """Use a socket that is open already."""
        self.open = sock
        sock.setblocking(False)
        self._run(self._finish(sock))

    def cancel(self) -> None:
        self.cancelled = True
        if self.task is not None:
            self.task.cancel()
        self._close_open()

    def _close_open(self) -> None:
        if self.open is not None:
            self.open.close()
            self.open = None

    def _run(self, coroutine: Any) -> None:
        self.task = self.runtime.create_task(coroutine)

    def _tell(self, fn: Callable[..., Any], *args: Any) -> None:
        """An entry from the loop, unless the socket has been destroyed meanwhile."""
        if not self.cancelled:
            self.runtime.entry(fn, *args)

    def _tell_attempt(self, event: str, *args: Any) -> None:
        if self.profile.tells_attempts:
            self._tell(self.socket.emit, event, *args)

    def _fail(self, error: Any) -> None:
        if not self.cancelled:
            self._close_open()
            self.socket.destroy(error)

    def _tell_and_fail(self, error: Any) -> None:
        """The socket is destroyed only when its listeners have heard why, and when there were any."""
        if self.cancelled:
            return
        self._close_open()
        try:
            self.socket.emit('error', error)
        except BaseException:
            self.socket._release()
            raise
        self.socket.destroy()

    def _connect_address(self, host: str, port: int, version: int, options: dict[str, Any]) -> None:
        if not self.cancelled:
            self._start_one(host, port, version, options, begins=True)

    # -- the lookup --------------------------------------------------------------------------------------------

    async def _lookup(self, host: str, port: int, options: dict[str, Any]) -> None:
        debug('connect: find host %s', host)
        family = _family_of(options.get('family'))
        families = {0: stdsocket.AF_UNSPEC, 4: stdsocket.AF_INET, 6: stdsocket.AF_INET6}
        try:
            found = await self.runtime.loop.getaddrinfo(
                host,
                None,
                family=families[family],
                type=stdsocket.SOCK_STREAM,
                flags=_lookup_hints(options),
            )
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that no name can have
            self._tell(self._looked_up, lookup_error(error, host), None, host, port, options)
            return
        addresses = [(str(info[4][0]), 6 if info[0] == stdsocket.AF_INET6 else 4) for info in found]
        self._tell(self._looked_up, None, list(dict.fromkeys(addresses)), host, port, options)

    def _custom_lookup(
        self, lookup: Callable[..., Any], host: str, port: int, options: dict[str, Any]
    ) -> None:
        family = _family_of(options.get('family'))
        every = self._tries_all(options) and not family and options.get('localAddress') is None
        asked = JSObject(family=options.get('family'), hints=_lookup_hints(options))
        if every:
            asked['all'] = True

        def answer(error: Any = None, address: Any = UNDEFINED, version: Any = UNDEFINED) -> None:
            if self.cancelled:
                if not every:  # told even of a socket that is destroyed
                    found = [None if value is UNDEFINED else value for value in (address, version)]
                    self.socket.emit('lookup', error, *found, host)
                return
            if error is not None:
                self._looked_up(error, None, host, port, options)
                return
            if every and isinstance(address, (list, tuple)):
                addresses = [(item['address'], _family_of(item['family'])) for item in address]
            else:
                addresses = [(address, version)]
            self._looked_up(None, addresses, host, port, options)

        adapt(lookup)(host, asked, answer)

    def _looked_up(
        self,
        error: Any,
        addresses: list[tuple[Any, Any]] | None,
        host: str,
        port: int,
        options: dict[str, Any],
    ) -> None:
        socket = self.socket
        if error is not None or not addresses:
            socket.emit('lookup', error, None, None, host)
            if self.profile.lookup_error_names_port and isinstance(error, NodeError):
                error.port = port
                error.message += f' {host}:{port}'
            tells_first = self.profile.tells_lookup_errors_first
            self.runtime.next_tick(self._tell_and_fail if tells_first else self._fail, error)
            return
        every = self._tries_all(options) and not _family_of(options.get('family'))
        if not every or options.get('localAddress') is not None:
            addresses = addresses[:1]
        for address, version in addresses:
            socket.emit('lookup', None, address, version, host)
            if self.cancelled or not socket._connecting:
                return
        problems = [problem(addresses[0], host, port) for problem in (_no_address, _no_family)]
        if not self.profile.looks_at_address_first:
            problems.reverse()
        problem = problems[0] or problems[1]
        if problem is not None:
            self.runtime.next_tick(self._fail, problem)
            return
        self._touch_host(host)
        if len(addresses) == 1:
            self._start_one(*addresses[0][:1], port, addresses[0][1], options)
        else:
            self._start_each(_alternating(addresses), port, options)

    def _touch_host(self, host: str) -> None:
        self.socket._host = host
        self.socket._touch()

    def _tries_all(self, options: dict[str, Any]) -> bool:
        if not self.profile.tries_all_addresses:
            return False
        auto = options.get('autoSelectFamily')
        return _Defaults.auto_select_family if auto is None else bool(auto)

    # -- the connection ----------------------------------------------------------------------------------------

    def _begin(self, address: str, port: int, version: int, options: dict[str, Any]) -> None:
        """Send the first packet now: the peer hears of a connection too that is given up within this turn.

        Only where nothing else is to be done before, and where the kernel, when the loop asks it the same again, says
        how it went. What goes wrong here goes wrong there once more, and is told of there.
        """
        if sys.platform != 'linux' or not _NEEDS_CARE.isdisjoint(options):
            return
        try:
            endpoint = _endpoint(address, port, version)
            self.open = stdsocket.socket(
                stdsocket.AF_INET6 if version == 6 else stdsocket.AF_INET, stdsocket.SOCK_STREAM
            )
            self.open.setblocking(False)
            self.open.connect_ex(endpoint)
        except OSError:
            self._close_open()

    def _start_one(
        self, address: str, port: int, version: int, options: dict[str, Any], begins: bool = False
    ) -> None:
        """The attempt is told of here, in the turn in which it is made, before the task has its first step."""
        if is_blocked(options.get('blockList'), address, version):
            self._fail(ERR_IP_BLOCKED(address))
            return
        if begins:
            self._begin(address, port, version, options)
        if self.profile.tells_attempts:
            self.socket.emit('connectionAttempt', address, port, version)
        if not self.cancelled:
            self._run(self._connect_one(address, port, version, options))

    def _start_each(self, addresses: list[tuple[str, int]], port: int, options: dict[str, Any]) -> None:
        tried: list[str] = []
        self.socket.autoSelectFamilyAttemptedAddresses = tried
        address, version = addresses[0]
        if self.profile.tells_attempts and not is_blocked(options.get('blockList'), address, version):
            self.socket.emit('connectionAttempt', address, port, version)
        if not self.cancelled:
            self._run(self._connect_each(addresses, port, options, tried))

    async def _connect_one(self, address: str, port: int, version: int, options: dict[str, Any]) -> None:
        try:
            sock = await self._open_tcp(address, port, version, options)
        except OSError as problem:
            error = self._connect_error(problem, address, port)
            self._tell_attempt('connectionAttemptFailed', address, port, version, error)
            self._tell(self._fail, error)
        else:
            await self._finish(sock)

    async def _connect_each(
        self, addresses: list[tuple[str, int]], port: int, options: dict[str, Any], tried: list[str]
    ) -> None:
        socket = self.socket
        errors: list[NodeError] = []
        timeout = options.get('autoSelectFamilyAttemptTimeout')
        timeout = _Defaults.attempt_timeout if timeout is None else max(10, timeout)
        for index, (address, version) in enumerate(addresses):
            if is_blocked(options.get('blockList'), address, version):
                errors.append(ERR_IP_BLOCKED(address))
                continue
            tried.append(f'{address}:{port}')
            if index:  # the first has been told of
                self._tell_attempt('connectionAttempt', address, port, version)
            try:
                last = index == len(addresses) - 1
                opening = self._open_tcp(address, port, version, options)
                sock = await (opening if last else asyncio.wait_for(opening, timeout / 1000))
            except (asyncio.TimeoutError, TimeoutError) as late:
                if (
                    isinstance(late, OSError) and late.errno is not None
                ):  # ETIMEDOUT, which is a TimeoutError too
                    errors.append(self._connect_error(late, address, port))
                    self._tell_attempt('connectionAttemptFailed', address, port, version, errors[-1])
                else:
                    errors.append(ERR_SOCKET_CONNECTION_TIMEOUT())
                    self._tell_attempt('connectionAttemptTimeout', address, port, version)
            except OSError as problem:
                errors.append(self._connect_error(problem, address, port))
                self._tell_attempt('connectionAttemptFailed', address, port, version, errors[-1])
            else:
                await self._finish(sock)
                return
            if self.cancelled or not socket._connecting:
                return
        failure = AggregateError(errors)
        failure.code = errors[0].code
        self._tell(self._fail, failure)

    async def _connect_path(self, path: str) -> None:
        self._tell_attempt('connectionAttempt', path, None, None)
        try:
            sock = self.open = stdsocket.socket(stdsocket.AF_UNIX, stdsocket.SOCK_STREAM)
            sock.setblocking(False)
            await self.runtime.loop.sock_connect(sock, path)
        except OSError as problem:
            self._tell(self._fail, system_error_from(problem, 'connect', path))
        else:
            await self._finish(sock)

    async def _open_tcp(
        self, address: str, port: int, version: int, options: dict[str, Any]
    ) -> stdsocket.socket:
        debug('connect: attempting to connect to %s:%d (addressType: %d)', address, port, version)
        family = stdsocket.AF_INET6 if version == 6 else stdsocket.AF_INET
        sock = self.open = self.open or stdsocket.socket(family, stdsocket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            local_address, local_port = options.get('localAddress'), options.get('localPort')
            if local_address or local_port:
                local_address = local_address or ('::' if version == 6 else '0.0.0.0')
                try:
                    sock.bind((local_address, int(local_port or 0)))
                except OSError as problem:
                    raise system_error_from(problem, 'bind', local_address, local_port or None) from None
            await self.runtime.loop.sock_connect(sock, _endpoint(address, port, version))
        except BaseException:
            sock.close()
            self.open = None
            raise
        return sock

    async def _finish(self, sock: stdsocket.socket) -> None:
        loop, runtime = self.runtime.loop, self.runtime
        if self.cancelled:
            sock.close()
            return
        self.open = None  # the transport's from here on
        create = loop.create_connection
        if sock.family == getattr(stdsocket, 'AF_UNIX', None):
            create = loop.create_unix_connection  # type: ignore[assignment]
        try:
            await create(lambda: Handle(runtime, self._opened), sock=sock)
        except asyncio.CancelledError:
            sock.close()
            raise

    def _opened(self, handle: Handle) -> None:
        """The transport is there and nothing is read yet: what the peer says at once must find the socket in place."""
        if self.cancelled:
            handle.transport.abort()
        else:
            self.socket._connected(handle)

    def _connect_error(self, problem: OSError, address: str, port: int) -> NodeError:
        return (
            problem
            if isinstance(problem, NodeError)
            else system_error_from(problem, 'connect', address, port)
        )


def lookup_error(problem: Exception, host: str) -> NodeError:
    """Node's error for a name that was not found."""
    if isinstance(problem, OSError):
        return system_error_from(problem, 'getaddrinfo', host)
    return lookup_exception('ENOTFOUND', host)


def _family_of(family: Any) -> int:
    return {'IPv4': 4, 'IPv6': 6, 4: 4, 6: 6}.get(family, 0)


def _hints_of(hints: Any) -> int:
    return to_int32(hints) & 0xFFFFFFFF if is_number(hints) else 0


def _lookup_hints(options: dict[str, Any]) -> int:
    """The hints given; where any family will do and there are none, only families that this machine has."""
    return _hints_of(options.get('hints')) or (0 if _family_of(options.get('family')) else ADDRCONFIG)


def _no_address(found: tuple[Any, Any], _host: str, _port: int) -> NodeError | None:
    """Whether the answer of a user's own `lookup` is wrong in its address."""
    address = found[0]
    if isIP(address if isinstance(address, str) else ''):
        return None
    return ERR_INVALID_IP_ADDRESS('undefined' if address is UNDEFINED else address)


def _no_family(found: tuple[Any, Any], host: str, port: int) -> NodeError | None:
    """Whether it is wrong in its family."""
    version = found[1]
    if version in (4, 6):
        return None
    return ERR_INVALID_ADDRESS_FAMILY('undefined' if version is UNDEFINED else version, host, port)


def _alternating(addresses: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The addresses with their families taking turns, the first one's family first."""
    first = addresses[0][1]
    ours = [item for item in addresses if item[1] == first]
    others = [item for item in addresses if item[1] != first]
    mixed = [item for pair in zip(ours, others) for item in pair]
    shared = min(len(ours), len(others))
    return mixed + ours[shared:] + others[shared:]


def _endpoint(address: str, port: int, version: int) -> Any:
    if version != 6:
        return (address, port)
    host, _, zone = address.partition('%')
    scope = 0
    if zone:
        scope = int(zone) if zone.isdigit() else stdsocket.if_nametoindex(zone)
    return (host, port, 0, scope)
