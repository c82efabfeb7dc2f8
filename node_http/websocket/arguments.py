"""What `new WebSocket(url, protocols)` makes of its arguments."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from typing import Any

from .._jsobject import UNDEFINED
from ..errors import DOMException
from ..url import URL
from .webidl import dictionary, string

__all__ = ['options_of', 'parse_url', 'protocols_of', 'well_formed']


def parse_url(url: Any) -> URL:
    """The URL, as `ws:` or `wss:`.

    Raises: DOMException 'SyntaxError'.
    """
    text = string(url)
    try:
        target = URL(text)
    except TypeError as error:
        raise DOMException('TypeError: Invalid URL', 'SyntaxError') from error
    if target.protocol == 'http:':
        target.protocol = 'ws:'
    elif target.protocol == 'https:':
        target.protocol = 'wss:'
    if target.protocol not in ('ws:', 'wss:'):
        raise DOMException(f'Expected a ws: or wss: protocol, got {target.protocol}', 'SyntaxError')
    if target.hash or target.href.endswith('#'):
        raise DOMException('Got fragment', 'SyntaxError')
    return target


def options_of(protocols: Any, keywords: Mapping[str, Any]) -> dict[str, Any]:
    """The second argument: protocols, or options."""
    if protocols is UNDEFINED or protocols is None:
        return dict(keywords)
    if isinstance(protocols, (str, int, float)) or (
        isinstance(protocols, Iterable) and not isinstance(protocols, Mapping)
    ):
        return {'protocols': protocols, **keywords}
    return dictionary(protocols, keywords)


def protocols_of(value: Any) -> list[str]:
    """The subprotocols: one, or several, or none."""
    if value is None or value is UNDEFINED:
        return []
    if isinstance(value, Iterable) and not isinstance(value, (str, Mapping)):
        return [string(protocol) for protocol in value]
    return [string(value)]


def well_formed(text: str) -> str:
    """A string without surrogates that stand alone: they are replaced, as in JavaScript."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return codecs.utf_16_le_decode(text.encode('utf-16-le', 'surrogatepass'), 'replace')[0]
    return text
