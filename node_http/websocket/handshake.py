"""The opening handshake (RFC 6455 4.1): the head of the request, and the verdict on the answer. No I/O."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .._strings import to_string
from .._validators import check_is_http_token
from ..errors import NodeTypeError
from ..incoming import IncomingMessage
from ..url import URL

__all__ = [
    'Accepted',
    'check',
    'expected_accept',
    'header_pairs',
    'is_protocol_list',
    'new_key',
    'request_headers',
]

#: What the server adds to the key, to show that it has read it as a WebSocket's (RFC 6455 1.3).
GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
EXTENSION = 'permessage-deflate'

#: These are the handshake's own, or the connection's.
_OURS = frozenset(
    'host connection upgrade sec-websocket-key sec-websocket-version sec-websocket-protocol '
    'sec-websocket-extensions sec-fetch-mode content-length transfer-encoding keep-alive te trailer expect'.split()
)
#: What a program may set, and else has these values. Their order is Node's.
_BEFORE = {'accept': '*/*', 'accept-language': '*', 'sec-fetch-mode': 'websocket', 'user-agent': 'node'}
_AFTER = {'pragma': 'no-cache', 'cache-control': 'no-cache', 'accept-encoding': 'gzip, deflate'}
_BAD_VALUE = re.compile(r'[\0\r\n]')


class Accepted(NamedTuple):
    """What the server agreed to."""

    protocol: str
    extensions: str
    deflate: bool


def new_key() -> str:
    """A nonce of 16 bytes, in base64."""
    return base64.b64encode(os.urandom(16)).decode()


def expected_accept(key: str) -> str:
    """What a server answers to a key (RFC 6455 4.2.2)."""
    return base64.b64encode(hashlib.sha1((key + GUID).encode(), usedforsecurity=False).digest()).decode()


def is_protocol_list(protocols: list[str]) -> bool:
    """Whether these are tokens, none of them twice, whatever their case."""
    return len({protocol.lower() for protocol in protocols}) == len(protocols) and all(
        check_is_http_token(protocol) for protocol in protocols
    )


def header_pairs(headers: Any) -> list[tuple[str, str]]:
    """The names and values of a dict, a `Headers`, or pairs.

    Raises: TypeError, with the messages of `new Headers(init)`.
    """
    if headers is None:
        return []
    items = getattr(headers, 'items' if isinstance(headers, Mapping) else 'entries', None)
    fields: Any = items() if callable(items) else headers
    if isinstance(fields, (str, bytes)) or not isinstance(fields, Iterable):
        raise NodeTypeError(
            'Headers constructor: Argument 1 could not be converted to one of: '
            'sequence<sequence<ByteString>>, record<ByteString, ByteString>.'
        )
    pairs = []
    for field in fields:
        pair = tuple(field)
        if len(pair) != 2:
            raise NodeTypeError(
                f'Headers constructor: expected name/value pair to be length 2, found {len(pair)}.'
            )
        name, value = _byte_string(pair[0]), _byte_string(pair[1]).strip('\t\n\r ')
        if not check_is_http_token(name):
            raise NodeTypeError(f'Headers.append: "{name}" is an invalid header name.')
        if _BAD_VALUE.search(value):
            raise NodeTypeError(f'Headers.append: "{value}" is an invalid header value.')
        pairs.append((name, value))
    return pairs


def _byte_string(value: Any) -> str:
    text = to_string(value)
    for index, char in enumerate(text):
        if ord(char) > 255:
            raise NodeTypeError(
                f'Cannot convert argument to a ByteString because the character at index {index} has a value of '
                f'{ord(char)} which is greater than 255.'
            )
    return text


def request_headers(url: URL, key: str, protocols: list[str], more: Iterable[tuple[str, str]]) -> list[str]:
    """The fields of the request, names and values in turn, as Node orders them."""
    own = [(name, value) for name, value in more if name.lower() not in _OURS]
    given = {name.lower() for name, _ in own}
    fields = [('host', url.host), ('connection', 'upgrade'), ('upgrade', 'websocket'), *own]
    fields += [('sec-websocket-key', key), ('sec-websocket-version', '13')]
    if protocols:
        fields.append(('sec-websocket-protocol', ', '.join(protocols)))
    fields.append(('sec-websocket-extensions', f'{EXTENSION}; client_max_window_bits'))
    fields += [(name, value) for name, value in {**_BEFORE, **_AFTER}.items() if name not in given]
    return [part for field in fields for part in field]


def check(response: IncomingMessage, key: str, protocols: list[str]) -> Accepted | str:
    """What a 101 agrees to, or why it is no acceptance, in Node's words."""
    headers = response.headers
    if _lower(headers['upgrade']) != 'websocket':
        return 'Server did not set Upgrade header to "websocket".'
    if _lower(headers['connection']) != 'upgrade':
        return 'Server did not set Connection header to "upgrade".'
    if headers['sec-websocket-accept'] != expected_accept(key):
        return 'Incorrect hash received in Sec-WebSocket-Accept header.'
    extensions = headers['sec-websocket-extensions']
    if extensions is not None and _extension_names(extensions) != [EXTENSION]:
        return 'Sec-WebSocket-Extensions header does not match.'
    protocol = headers['sec-websocket-protocol']
    if protocol is None and protocols:
        return 'Server did not respond with sent protocols.'
    if protocol is not None and protocol not in protocols:
        return 'Protocol was not set in the opening handshake.'
    return Accepted(protocol or '', extensions or '', extensions is not None)


def _lower(value: Any) -> str | None:
    return value.lower() if isinstance(value, str) else None


def _extension_names(value: str) -> list[str]:
    """The names of the extensions, without their parameters: whatever those are, what arrives can be inflated."""
    return [extension.split(';', 1)[0].strip() for extension in value.split(',')]
