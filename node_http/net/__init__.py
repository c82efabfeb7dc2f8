"""Node's `net` module: TCP and Unix-domain connections and servers."""

from __future__ import annotations

from typing import Any

from .._jsobject import truthy
from .block_list import BlockList, SocketAddress
from .connect import (
    getDefaultAutoSelectFamily,
    getDefaultAutoSelectFamilyAttemptTimeout,
    normalize_args,
    setDefaultAutoSelectFamily,
    setDefaultAutoSelectFamilyAttemptTimeout,
)
from .ip import isIP, isIPv4, isIPv6
from .server import Server
from .socket import Socket


def createServer(options: Any = None, connectionListener: Any = None, /, **keywords: Any) -> Server:
    """`net.createServer([options][, connectionListener])`: a new `Server`. Since v0.5.0."""
    return Server(options, connectionListener, **keywords)


def connect(*args: Any, **keywords: Any) -> Socket:
    """`net.connect(options[, listener])`, `connect(path[, listener])`, `connect(port[, host][, listener])`

    A new `Socket` that connects; see `Socket.connect`. `timeout` (ms) among the options is `setTimeout`. Since v0.1.90.
    """
    options, listener = normalize_args(args, keywords)
    socket = Socket(options)
    if truthy(options.get('timeout')):
        socket.setTimeout(options['timeout'])
    return socket.connect(options, *([listener] if listener is not None else []))


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
