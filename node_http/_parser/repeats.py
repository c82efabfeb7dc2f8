"""What one connection's messages have in common: who keeps it mostly sends the same fields again.

An engine's verdict on the fields of a request depends on nothing but them and the version. So the last block that the
engine vouched for on this connection is remembered, and when the next request has the very same bytes there, only its
first line is new. Another block costs a comparison. Blocks that are long are not kept: there are many connections.

A server that is asked for the same again within a second answers with the same head to the byte, Date and all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..constants import METHODS
from .framing import Version
from .interface import Engine, Head

# RFC 9112 3: request-line, with a target in origin-form, whose path and query may have any visible character.
_REQUEST_LINE = re.compile(rb'([A-Z-]+) (/[\x21-\x7e]*) HTTP/1\.([01])\r\n').match
#: The methods that say nothing about the connection.
_METHODS = {name.encode(): name for name in METHODS if name not in ('CONNECT', 'PRI', 'SOURCE')}
_VERSIONS: dict[bytes, Version] = {b'0': (1, 0), b'1': (1, 1)}

_KEEP_UP_TO = 1024


class Repeated:
    """Reads the heads of one connection's messages, through an engine."""

    __slots__ = ('_engine', '_leaves', 'found', 'head')

    def __init__(self, engine: Engine, leaves: Callable[[Head], bool] | None = None) -> None:
        self._engine = engine
        #: What the engine reads and an older version does not, or otherwise.
        self._leaves = leaves
        self.head = b''
        self.found: Head | None = None

    def read(self, head: bytes) -> Head | None:
        """As the engine's `read`."""
        if head == self.head:
            return self.found
        found = self._read(head)
        if found is not None and self._leaves is not None and self._leaves(found):
            found = None
        if len(head) <= _KEEP_UP_TO:
            self.head, self.found = head, found
        return found

    def _read(self, head: bytes) -> Head | None:
        return self._engine.read(head)


class RepeatedRequests(Repeated):
    """Of requests, the fields alone may be known: then the first line is read here."""

    __slots__ = ('_block', '_keep_alive', '_length', '_version')

    def __init__(self, engine: Engine, leaves: Callable[[Head], bool] | None = None) -> None:
        super().__init__(engine, leaves)
        self._block: bytes | None = None
        self._version: Version = (1, 1)
        self._keep_alive = True
        self._length = 0

    def _read(self, head: bytes) -> Head | None:
        line_end = head.find(b'\r\n')
        block = self._block
        if head[line_end:-4] == block:
            line = _REQUEST_LINE(head)
            if line is not None:
                first, target, minor = line.groups()
                method = _METHODS.get(first)
                if method is not None and _VERSIONS[minor] == self._version:
                    return (
                        method,
                        target.decode(),
                        self._version,
                        block,
                        self._keep_alive,
                        False,
                        self._length,
                    )
        found = self._engine.read(head)
        if found is not None and len(found[3]) <= _KEEP_UP_TO:
            _, _, self._version, self._block, self._keep_alive, _, self._length = found
        return found
