"""`net.BlockList` and `net.SocketAddress`; what is expected is what Node v23.8.0 gave."""

from __future__ import annotations

from typing import Any

import pytest

import node_http
from node_http import net
from node_http.errors import NodeError


@pytest.fixture
def rules() -> net.BlockList:
    block_list = net.BlockList()
    block_list.addAddress('123.123.123.123')
    block_list.addRange('10.0.0.1', '10.0.0.10')
    block_list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6')
    return block_list


@pytest.mark.parametrize(
    ('address', 'family', 'blocked'),
    [
        ('123.123.123.123', 'ipv4', True),
        ('10.0.0.3', 'ipv4', True),
        ('10.0.0.11', 'ipv4', False),
        ('222.111.111.222', 'ipv4', False),
        ('::ffff:7b7b:7b7b', 'ipv6', True),
        ('::ffff:123.123.123.123', 'ipv6', True),
        ('8592:757c:efae:4e45::1', 'ipv6', True),
        ('8592:757c:efae:4e46::1', 'ipv6', False),
        ('x', 'ipv4', False),
    ],
)
def test_check(rules: net.BlockList, address: str, family: str, blocked: bool) -> None:
    assert rules.check(address, family) is blocked


def test_rules_are_shown_the_newest_first(rules: net.BlockList) -> None:
    rules.addAddress(net.SocketAddress(address='5.5.5.5'))
    assert rules.rules == [
        'Address: IPv4 5.5.5.5',
        'Subnet: IPv6 8592:757c:efae:4e45::/64',
        'Range: IPv4 10.0.0.1-10.0.0.10',
        'Address: IPv4 123.123.123.123',
    ]


NO_STRING = 'The "address" argument must be of type string. Received type number (5)'
NO_FAMILY = 'The "family" argument must be of type string. Received type number (5)'
TOO_LONG = 'The value of "prefix" is out of range. It must be >= 0 && <= 32. Received 33'
UNKNOWN = "The property 'options.family' is invalid. Received 'ipv7'"


@pytest.mark.parametrize(
    ('method', 'args', 'code', 'message'),
    [
        ('addAddress', ('x',), 'ERR_INVALID_ADDRESS', 'Invalid socket address'),
        ('addAddress', (5,), 'ERR_INVALID_ARG_TYPE', NO_STRING),
        ('addAddress', ('1.1.1.1', 'ipv7'), 'ERR_INVALID_ARG_VALUE', UNKNOWN),
        (
            'addRange',
            ('10.0.0.10', '10.0.0.1'),
            'ERR_INVALID_ARG_VALUE',
            "The argument 'start' must come before end. Received SocketAddress "
            "{ address: '10.0.0.10', port: 0, family: 'ipv4', flowlabel: 0 }",
        ),
        ('addSubnet', ('1.1.1.1', 33), 'ERR_OUT_OF_RANGE', TOO_LONG),
        ('check', (5,), 'ERR_INVALID_ARG_TYPE', NO_STRING),
        ('check', ('1.1.1.1', 5), 'ERR_INVALID_ARG_TYPE', NO_FAMILY),
    ],
)
def test_errors(rules: net.BlockList, method: str, args: Any, code: str, message: str) -> None:
    with pytest.raises(NodeError) as info:
        getattr(rules, method)(*args)
    assert (info.value.code, info.value.message) == (code, message)


def test_socket_address() -> None:
    default, six = net.SocketAddress(), net.SocketAddress(family='ipv6')
    assert (default.address, default.port, default.family, default.flowlabel) == ('127.0.0.1', 0, 'ipv4', 0)
    assert (six.address, six.family) == ('::', 'ipv6')
    parsed = net.SocketAddress.parse('[::1]:8080')
    assert parsed is not None
    assert (parsed.address, parsed.port) == ('::1', 8080)
    assert net.SocketAddress.parse('x') is None
    assert net.SocketAddress.isSocketAddress(parsed)
    with pytest.raises(NodeError, match='Invalid socket address'):
        net.SocketAddress(address='x')


def test_connect_and_server_obey_it() -> None:
    seen: list[Any] = []
    block_list = net.BlockList()
    block_list.addAddress('127.0.0.1')
    server = net.createServer({'blockList': block_list}, lambda socket: seen.append('connection'))

    def refused() -> None:
        client = net.connect({'port': server.address().port, 'host': '127.0.0.1', 'blockList': block_list})
        client.on('error', lambda error: seen.append((error.code, error.message)))
        client.on('close', lambda: server.close())

    def connect() -> None:
        client = net.connect(server.address().port, '127.0.0.1')
        client.on('end', lambda: seen.append('end'))
        client.on('close', refused)

    server.listen(0, '127.0.0.1', connect)
    node_http.run()
    assert seen == ['end', ('ERR_IP_BLOCKED', 'IP(127.0.0.1) is blocked by net.BlockList')]


def test_a_block_list_must_be_one() -> None:
    with pytest.raises(NodeError) as info:
        net.createServer({'blockList': 5})
    assert (
        info.value.message
        == 'The "options.blockList" property must be an net.BlockList. Received type number (5)'
    )
