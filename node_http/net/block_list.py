"""`net.BlockList` and `net.SocketAddress`: which addresses are not to be connected to or from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from .._jsobject import JSObject
from .._strings import to_string
from .._validators import validate_int32, validate_object, validate_port, validate_string, validate_uint32
from ..errors import ERR_INVALID_ADDRESS, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    Address: TypeAlias = IPv4Address | IPv6Address

_SHOWN = {'ipv4': 'IPv4', 'ipv6': 'IPv6'}
_BITS = {'ipv4': 32, 'ipv6': 128}
#: `address`, `address:port`, `[address]`, `[address]:port`.
_ADDRESS_AND_PORT = r'(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?\Z'


@cache
def _classes() -> dict[str, type[Address]]:
    from ipaddress import IPv4Address, IPv6Address  # long, and few programs have a block list

    return {'ipv4': IPv4Address, 'ipv6': IPv6Address}


class SocketAddress:
    """`new net.SocketAddress([options])`

    Args:
        options: a dict or keywords: `address` (default '127.0.0.1', or '::'), `family` ('ipv4', the default,
            or 'ipv6'), `flowlabel` (default 0), `port` (default 0).

    Raises: `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE`, `ERR_SOCKET_BAD_PORT`, `ERR_INVALID_ADDRESS`.
    Since v15.14.0, v14.18.0.
    """

    def __init__(self, options: Any = None, /, **keywords: Any) -> None:
        if options is not None:
            validate_object(options, 'options')
        options = {**(options or {}), **keywords}
        family = options.get('family', 'ipv4')
        kind = family.lower() if isinstance(family, str) else family
        if kind not in _BITS:
            raise ERR_INVALID_ARG_VALUE('options.family', family)
        address = options.get('address', '127.0.0.1' if kind == 'ipv4' else '::')
        validate_string(address, 'options.address')
        self.port = validate_port(options.get('port', 0), 'options.port')
        self.flowlabel = validate_uint32(options.get('flowlabel', 0), 'options.flowlabel')
        self.family: str = kind
        try:
            self._value: Address = _classes()[kind](address)
        except ValueError:
            raise ERR_INVALID_ADDRESS() from None
        self.address = str(self._value)

    @staticmethod
    def parse(input: Any) -> SocketAddress | None:
        """`SocketAddress.parse(input)`: from 'address:port'; None when it is none. Since v23.4.0, v22.13.0."""
        match = re.match(_ADDRESS_AND_PORT, validate_string(input, 'input'))
        if match is None:
            return None
        bracketed, plain, port = match.groups()
        try:
            return SocketAddress(
                address=plain if bracketed is None else bracketed,
                family='ipv4' if bracketed is None else 'ipv6',
                # Node reads it as the authority of an http URL, whose port 80 goes without saying.
                port=0 if port in (None, '80') else int(port),
            )
        except ValueError:
            return None
        except ERR_INVALID_ADDRESS:
            return None

    @staticmethod
    def isSocketAddress(value: Any) -> bool:
        """`SocketAddress.isSocketAddress(value)`. Since v23.4.0, v22.13.0."""
        return isinstance(value, SocketAddress)

    def toJSON(self) -> JSObject:
        return JSObject(address=self.address, port=self.port, family=self.family, flowlabel=self.flowlabel)

    def __repr__(self) -> str:
        return (
            f"SocketAddress {{ address: '{self.address}', port: {self.port}, family: '{self.family}', "
            f'flowlabel: {self.flowlabel} }}'
        )


class BlockList:
    """`new net.BlockList()`: rules for addresses, for `blockList` of `Server` and `connect`. Since v15.0.0."""

    def __init__(self) -> None:
        #: (first, last, how `rules` shows it), the newest first.
        self._rules: list[tuple[Address, Address, str]] = []

    @staticmethod
    def isBlockList(value: Any) -> bool:
        """`BlockList.isBlockList(value)`. Since v23.4.0, v22.13.0."""
        return isinstance(value, BlockList)

    def addAddress(self, address: Any, type: Any = 'ipv4') -> None:
        """`blockList.addAddress(address[, type])`: `type` is 'ipv4' or 'ipv6'. Since v15.0.0, v14.18.0."""
        where = _socket_address(address, 'address', type)
        self._add(where._value, where._value, f'Address: {_SHOWN[where.family]} {where.address}')

    def addRange(self, start: Any, end: Any, type: Any = 'ipv4') -> None:
        """`blockList.addRange(start, end[, type])`: both ends included. Since v15.0.0, v14.18.0."""
        first, last = _socket_address(start, 'start', type), _socket_address(end, 'end', type)
        if first.family != last.family or int(first._value) > int(last._value):
            raise ERR_INVALID_ARG_VALUE('start', first, 'must come before end')
        self._add(first._value, last._value, f'Range: {_SHOWN[first.family]} {first.address}-{last.address}')

    def addSubnet(self, net: Any, prefix: Any, type: Any = 'ipv4') -> None:
        """`blockList.addSubnet(net, prefix[, type])`: `prefix` is the number of bits. Since v15.0.0, v14.18.0."""
        from ipaddress import ip_network

        where = _socket_address(net, 'network', type)
        prefix = validate_int32(prefix, 'prefix', 0, _BITS[where.family])
        subnet = ip_network(f'{where.address}/{prefix}', strict=False)
        shown = f'Subnet: {_SHOWN[where.family]} {where.address}/{prefix}'
        self._add(subnet.network_address, subnet.broadcast_address, shown)

    def _add(self, first: Address, last: Address, shown: str) -> None:
        self._rules.insert(0, (first, last, shown))

    def check(self, address: Any, family: Any = 'ipv4') -> bool:
        """`blockList.check(address[, type])`: whether a rule says so. Since v15.0.0, v14.18.0.

        An IPv4 address mapped into IPv6 is checked as both.
        """
        if not isinstance(address, SocketAddress):
            validate_string(address, 'address')
            validate_string(family, 'family')
            try:
                address = SocketAddress(address=address, family=family)
            except ERR_INVALID_ADDRESS:
                return False
        value = address._value
        mapped = getattr(value, 'ipv4_mapped', None)
        return any(
            type(candidate) is type(first) and int(first) <= int(candidate) <= int(last)
            for candidate in (value, mapped)
            for first, last, _ in self._rules
        )

    @property
    def rules(self) -> list[str]:
        """`blockList.rules`: the rules as text, the newest first. Since v15.0.0, v14.18.0."""
        return [shown for *_, shown in self._rules]

    def __repr__(self) -> str:
        return f'BlockList {{ rules: {to_string(self.rules)} }}'


def _socket_address(address: Any, name: str, family: Any) -> SocketAddress:
    if isinstance(address, SocketAddress):
        return address
    return SocketAddress(address=validate_string(address, name), family=validate_string(family, 'family'))


def check_block_list(value: Any) -> None:
    """Raise Node's error for a `blockList` option that is none."""
    if value is not None and not isinstance(value, BlockList):
        raise ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', value)


def is_blocked(block_list: BlockList | None, address: str, version: int) -> bool:
    return block_list is not None and block_list.check(address, f'ipv{version}')
