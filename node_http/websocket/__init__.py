"""The browser's WebSocket, as Node exports it: a client, with the events that it dispatches.

    WebSocket               what the program holds: states, events, send and close (`client`)
      ├── handshake         what is asked of the server, and whether its answer is an acceptance: pure
      ├── frames            bytes to messages and back, on wsproto: pure
      └── http.request      our own client, whose 'upgrade' gives the socket

The core knows no I/O: `handshake` and `frames` take and return values, and `client` alone touches the socket.
"""

from __future__ import annotations

from .blob import Blob
from .client import WebSocket
from .events import CloseEvent, ErrorEvent, MessageEvent

__all__ = ['Blob', 'CloseEvent', 'ErrorEvent', 'MessageEvent', 'WebSocket']
