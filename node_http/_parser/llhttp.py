"""The llhttp engine: Node's own parser in C, through httptools.

It is fed whole heads, nothing else, and has no callback per header: llhttp judges the fields, the block is a slice.
llhttp's version differs with that of httptools; so the request line and the status line are only taken in their
common form here, and whatever else llhttp refuses or stumbles at is left to the grammar machine. So is a block with
a tab in it: newer versions than Node's overlook one behind the values of Connection, Content-Length and
Transfer-Encoding. So are upgrades: httptools takes their bodies for the other protocol.
"""

from __future__ import annotations

import re
from typing import Any

import httptools

from ..constants import METHODS
from .framing import UNTIL_CLOSE, Version, vouched_length
from .interface import Head

# RFC 9112 3 and 4, as plainly as common software writes them.
_REQUEST_LINE = re.compile(rb'([A-Z-]+) ([\x21-\x7e]+) HTTP/1\.([01])\r\n').match
_STATUS_LINE = re.compile(rb'HTTP/1\.([01]) ([0-9]{3})(?: ([^\r\n]*))?\r\n').match

#: The methods as text.
_METHODS = {name.encode(): name for name in METHODS}

_TAB = 9

_OLD: Version = (1, 0)
_NEW: Version = (1, 1)


class _Engine:
    """One parser of httptools, used for one head after the other by all connections of a thread."""

    name = 'llhttp'
    _make: type[Any]

    def __init__(self) -> None:
        self._parser = self._make(self)
        self._complete = self._keep_alive = False

    def on_message_complete(self) -> None:
        # Afterwards llhttp forgets what the fields said.
        self._complete = True
        self._keep_alive = self._parser.should_keep_alive()


class RequestEngine(_Engine):
    _make = httptools.HttpRequestParser

    def read(self, head: bytes) -> Head | None:
        line = _REQUEST_LINE(head)
        if line is None or _TAB in head:
            return None
        method, url, minor = line.groups()
        self._complete = False
        try:
            self._parser.feed_data(head)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._parser = self._make(self)
            return None
        block = head[line.end() - 2 : -4]
        length = 0
        keep_alive = self._keep_alive
        if not self._complete:
            # There is a body. It is not llhttp's to read.
            keep_alive = self._parser.should_keep_alive()
            self._parser = self._make(self)
            lowered = block.lower()
            vouched = None if b'\r\nupgrade:' in lowered else vouched_length(lowered)
            if vouched is None or vouched == UNTIL_CLOSE:
                return None
            length = vouched
        elif not keep_alive:
            self._parser = self._make(self)
        return (
            _METHODS.get(method) or method.decode(),
            url.decode(),
            _NEW if minor == b'1' else _OLD,
            block,
            keep_alive,
            False,
            length,
        )


class ResponseEngine(_Engine):
    _make = httptools.HttpResponseParser

    def read(self, head: bytes) -> Head | None:
        line = _STATUS_LINE(head)
        if line is None or _TAB in head:
            return None
        minor, status, reason = line.groups()
        self._complete = False
        try:
            self._parser.feed_data(head)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._parser = self._make(self)
            return None
        block = head[line.end() - 2 : -4]
        length = 0
        keep_alive = self._keep_alive
        if not self._complete:
            keep_alive = self._parser.should_keep_alive()
            vouched = vouched_length(block.lower())
            if vouched is None:
                self._parser = self._make(self)
                return None
            length = vouched
        if not (self._complete and keep_alive):
            self._parser = self._make(self)
        return (
            int(status),
            (reason or b'').decode('latin-1'),
            _NEW if minor == b'1' else _OLD,
            block,
            keep_alive,
            False,
            length,
        )
