"""Node's `net` module: TCP and Unix-domain connections and servers."""

from __future__ import annotations

from typing import Any

from .._faces import Faces
from .block_list import BlockList, SocketAddress
from .connect import (
    getDefaultAutoSelectFamily,
    getDefaultAutoSelectFamilyAttemptTimeout,
    setDefaultAutoSelectFamily,
    setDefaultAutoSelectFamilyAttemptTimeout,
)
from .ip import isIP, isIPv4, isIPv6
from .server import Server, createServer
from .socket import Socket, connect

createConnection = connect
Stream = Socket

__all__ = [
    'BlockList',
    'Server',
    'Socket',
    'SocketAddress',
    'Stream',
    'connect',
    'createConnection',
    'createServer',
    'getDefaultAutoSelectFamily',
    'getDefaultAutoSelectFamilyAttemptTimeout',
    'isIP',
    'isIPv4',
    'isIPv6',
    'setDefaultAutoSelectFamily',
    'setDefaultAutoSelectFamilyAttemptTimeout',
]


def _older(version: str) -> dict[str, Any]:
    from ._former import exports_of

    return exports_of(version, _faces.newest)


_faces = Faces(__name__, _older)
_version_module = _faces.module
_become = _faces.become
__getattr__ = _faces.missing
