"""node_http/_headers.py: field blocks."""

from __future__ import annotations

import pytest

from node_http._headers import field_values, has_field, raw_headers

BLOCK = b'\r\nHost: x\r\nCookie: a=b\r\ncookie:  c: d\t \r\nEmpty:\r\nX-Host: y\r\nLatin: \xe9'


@pytest.mark.parametrize(
    ('name', 'there'),
    [(b'host', True), (b'cookie', True), (b'empty', True), (b'x', False), (b'ost', False), (b'latin', True)],
)
def test_has_field(name: bytes, there: bool) -> None:
    assert has_field(BLOCK.lower(), name) is there


def test_no_block_has_no_field() -> None:
    assert not has_field(b'', b'host')
    assert field_values(b'', b'host') == []
    assert raw_headers(b'') == []


@pytest.mark.parametrize(
    ('name', 'values'),
    [
        (b'host', [b'x']),
        (b'cookie', [b'a=b', b'c: d']),
        (b'empty', [b'']),
        (b'latin', [b'\xe9']),
        (b'none', []),
        (b'a=b', []),
    ],
)
def test_field_values(name: bytes, values: list[bytes]) -> None:
    assert field_values(BLOCK, name) == values


def test_raw_headers() -> None:
    assert raw_headers(BLOCK) == [
        *('Host', 'x', 'Cookie', 'a=b', 'cookie', 'c: d', 'Empty', '', 'X-Host', 'y', 'Latin', '\xe9')
    ]


def test_raw_headers_keep_what_is_within_a_value() -> None:
    assert raw_headers(b'\r\nA:: b \tc:\r\nB:\x0b\x85 ') == ['A', ': b \tc:', 'B', '\x0b\x85']
