"""IP addresses: `net.isIP` and its kin, and the fields of a socket's address."""

from __future__ import annotations

import socket as stdsocket
from typing import Any

from .._jsobject import JSObject


def isIP(input: Any) -> int:
    """`net.isIP(input)`: 4, 6, or 0 when it is no IP address. Since v0.3.0."""
    text = str(input)
    if ':' in text:
        address, _, zone = text.partition('%')
        if '%' in text and not zone:
            return 0
        return 6 if _parses(stdsocket.AF_INET6, address) else 0
    return 4 if _parses(stdsocket.AF_INET, text) else 0


def isIPv4(input: Any) -> bool:
    """`net.isIPv4(input)`: whether it is an IPv4 address in dotted decimal. Since v0.3.0."""
    return isIP(input) == 4


def isIPv6(input: Any) -> bool:
    """`net.isIPv6(input)`: whether it is an IPv6 address. Since v0.3.0."""
    return isIP(input) == 6


def _parses(family: int, text: str) -> bool:
    try:
        stdsocket.inet_pton(family, text)
    except (OSError, ValueError):
        return False
    return True


def address_object(name: Any) -> JSObject:
    """A socket's name as `{address, family, port}`; empty when it has none (or a path)."""
    if not isinstance(name, tuple) or len(name) < 2:
        return JSObject()
    family = 'IPv6' if len(name) == 4 else 'IPv4'
    return JSObject(address=_with_zone(name), family=family, port=name[1])


def _with_zone(name: Any) -> str:
    if len(name) == 4 and name[3] and '%' not in name[0]:
        try:
            return f'{name[0]}%{stdsocket.if_indextoname(name[3])}'
        except OSError:
            pass
    return str(name[0])
