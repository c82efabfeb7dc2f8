"""The handshake as values: fields of the request, verdicts on an answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from node_http._jsobject import JSObject
from node_http.errors import NodeTypeError
from node_http.url import URL
from node_http.websocket.handshake import (
    Accepted,
    check,
    header_pairs,
    is_protocol_list,
    new_key,
    request_headers,
)

pytestmark = pytest.mark.any_engine

# The key and its answer of RFC 6455 1.3.
KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
ANSWER = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='


def verdict(protocols: list[str] | None = None, **fields: str | None) -> Accepted | str:
    headers = {'upgrade': 'websocket', 'connection': 'Upgrade', 'sec_websocket_accept': ANSWER, **fields}
    given = JSObject({name.replace('_', '-'): value for name, value in headers.items() if value is not None})
    response: Any = SimpleNamespace(headers=given)
    return check(response, KEY, protocols or [])


def test_an_acceptance() -> None:
    assert verdict() == Accepted('', '', False)
    assert verdict(upgrade='WebSocket', connection='upgrade') == Accepted('', '', False)
    assert verdict(['a', 'b'], sec_websocket_protocol='b') == Accepted('b', '', False)
    extension = 'permessage-deflate; server_max_window_bits="10"'
    assert verdict(sec_websocket_extensions=extension) == Accepted('', extension, True)


@pytest.mark.parametrize(
    ('fields', 'message'),
    [
        ({'upgrade': None}, 'Server did not set Upgrade header to "websocket".'),
        ({'upgrade': 'h2c'}, 'Server did not set Upgrade header to "websocket".'),
        ({'connection': None}, 'Server did not set Connection header to "upgrade".'),
        ({'connection': 'close, upgrade'}, 'Server did not set Connection header to "upgrade".'),
        ({'sec_websocket_accept': None}, 'Incorrect hash received in Sec-WebSocket-Accept header.'),
        ({'sec_websocket_accept': ANSWER.lower()}, 'Incorrect hash received in Sec-WebSocket-Accept header.'),
        ({'sec_websocket_extensions': ''}, 'Sec-WebSocket-Extensions header does not match.'),
        ({'sec_websocket_extensions': 'x'}, 'Sec-WebSocket-Extensions header does not match.'),
        ({'sec_websocket_protocol': 'a'}, 'Protocol was not set in the opening handshake.'),
        ({'protocols': ['a']}, 'Server did not respond with sent protocols.'),
        (
            {'protocols': ['a'], 'sec_websocket_protocol': 'A'},
            'Protocol was not set in the opening handshake.',
        ),
    ],
)
def test_no_acceptance(fields: dict[str, Any], message: str) -> None:
    assert verdict(**fields) == message


def test_a_key_is_new_each_time() -> None:
    assert len(new_key()) == 24
    assert new_key() != new_key()


def test_fields_of_the_request() -> None:
    more = [('X-Own', '1'), ('User-Agent', 'me'), ('Host', 'other'), ('Sec-WebSocket-Key', 'x')]
    fields = request_headers(URL('ws://example.com:80/'), KEY, ['a', 'b'], more)
    assert list(zip(fields[::2], fields[1::2], strict=True)) == [
        ('host', 'example.com'),
        ('connection', 'upgrade'),
        ('upgrade', 'websocket'),
        ('X-Own', '1'),
        ('User-Agent', 'me'),
        ('sec-websocket-key', KEY),
        ('sec-websocket-version', '13'),
        ('sec-websocket-protocol', 'a, b'),
        ('sec-websocket-extensions', 'permessage-deflate; client_max_window_bits'),
        ('accept', '*/*'),
        ('accept-language', '*'),
        ('sec-fetch-mode', 'websocket'),
        ('pragma', 'no-cache'),
        ('cache-control', 'no-cache'),
        ('accept-encoding', 'gzip, deflate'),
    ]
    assert 'sec-websocket-protocol' not in request_headers(URL('ws://[::1]:8/'), KEY, [], [])


class Headers:
    def entries(self) -> Any:
        return iter([('a', '1')])


@pytest.mark.parametrize('given', [{'a': 1}, [('a', '1')], (['a', ' 1\t'],), Headers()])
def test_header_pairs(given: Any) -> None:
    assert header_pairs(given) == [('a', '1')]
    assert header_pairs(None) == []


CONVERSION = (
    'Headers constructor: Argument 1 could not be converted to one of: '
    'sequence<sequence<ByteString>>, record<ByteString, ByteString>.'
)


@pytest.mark.parametrize(
    ('given', 'message'),
    [
        (5, CONVERSION),
        ('abc', CONVERSION),
        ([['a']], 'Headers constructor: expected name/value pair to be length 2, found 1.'),
        ({'a b': '1'}, 'Headers.append: "a b" is an invalid header name.'),
        ({'a': 'b\r\nc'}, 'Headers.append: "b\r\nc" is an invalid header value.'),
        (
            {'a': 'é€'},
            'Cannot convert argument to a ByteString because the character at index 1 has a value of 8364 which '
            'is greater than 255.',
        ),
    ],
)
def test_bad_headers(given: Any, message: str) -> None:
    with pytest.raises(NodeTypeError) as caught:
        header_pairs(given)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ('protocols', 'good'),
    [([], True), (['a', 'b.c'], True), (['a', 'A'], False), (['a b'], False), ([''], False), (['é'], False)],
)
def test_protocol_lists(protocols: list[str], good: bool) -> None:
    assert is_protocol_list(protocols) is good
