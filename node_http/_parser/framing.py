"""Where a message ends, and whether another may follow it: pure rules on what its head said (RFC 9112 6 and 9)."""

from __future__ import annotations

import re
from enum import IntFlag

Version = tuple[int, int]

#: Lengths of a body that has no Content-Length; any other length is a number of bytes.
CHUNKED = -1
UNTIL_CLOSE = -2
#: A request whose last transfer coding is not chunked: its end cannot be found.
UNKNOWABLE = -3


class Said(IntFlag):
    """What the fields of a head said about its framing. Each bit is a field of its own."""

    CLOSE = 1
    KEEP_ALIVE = 2
    CONNECTION_UPGRADE = 4
    UPGRADE = 8
    CHUNKED = 16
    TRANSFER_ENCODING = 32
    CONTENT_LENGTH = 64


NOTHING = Said(0)

_OPTIONS = {b'close': Said.CLOSE, b'keep-alive': Said.KEEP_ALIVE, b'upgrade': Said.CONNECTION_UPGRADE}


def connection_options(value: bytes) -> Said:
    """What a ``Connection`` value says.

    Connection = #connection-option, in any case. Behind an option only spaces are overlooked: ``close\\t`` is none.
    """
    said = NOTHING
    for option in value.lower().split(b','):
        said |= _OPTIONS.get(option.lstrip(b' \t').rstrip(b' '), NOTHING)
    return said


def persists(version: Version, said: int) -> bool:
    """Whether the connection outlives the message, as far as the version and ``Connection`` go (RFC 9112 9.3).

    HTTP/2.0 and 0.9, which get this far, count as old.
    """
    if version[0] > 0 and version[1] > 0:
        return not said & Said.CLOSE
    return bool(said & Said.KEEP_ALIVE)


def response_ends_with_connection(status: int, said: int) -> bool:
    """Whether only the end of the connection ends this response (RFC 9112 6.3)."""
    if status // 100 == 1 or status in (204, 304):
        return False
    if said & Said.TRANSFER_ENCODING and not said & Said.CHUNKED:
        return True
    return not said & (Said.CHUNKED | Said.CONTENT_LENGTH)


def request_length(said: int, content_length: int, lenient: bool) -> int:
    """The length of a request's body."""
    if said & Said.CHUNKED:
        return CHUNKED
    if said & Said.TRANSFER_ENCODING:
        return UNTIL_CLOSE if lenient else UNKNOWABLE
    return content_length


def response_length(status: int, said: int, content_length: int) -> int:
    """The length of a response's body, unless it answers HEAD or CONNECT."""
    if status in (100, 101, 102, 103, 204, 304):
        return 0
    if said & Said.CHUNKED:
        return CHUNKED
    if said & Said.TRANSFER_ENCODING or response_ends_with_connection(status, said):
        return UNTIL_CLOSE
    return content_length


# The form of Transfer-Encoding that needs no thought.
_PLAIN_CODING = re.compile(rb'\r\ntransfer-encoding:[ \t]*chunked *(?=\r\n|\Z)').search
_LENGTH = b'\r\ncontent-length:'
_CODING = b'\r\ntransfer-encoding:'


def vouched_length(lowered_block: bytes) -> int | None:
    """The length that a lowered block gives, if its Content-Length has been found good: ``UNTIL_CLOSE`` if it gives
    none, ``None`` if it depends on transfer codings that are not just ``chunked``.
    """
    found = lowered_block.find(_LENGTH)
    if found >= 0:
        begin = found + len(_LENGTH)
        end = lowered_block.find(b'\r', begin)
        return int(lowered_block[begin : end if end >= 0 else None])
    if _CODING not in lowered_block:
        return UNTIL_CLOSE
    if lowered_block.count(_CODING) == 1 and _PLAIN_CODING(lowered_block):
        return CHUNKED
    return None


_PLAIN_LENGTH = re.compile(rb'\r\ncontent-length:[ \t]*[0-9]{1,15} *(?=\r\n|\Z)').search


def plain_length(lowered_block: bytes) -> int | None:
    """The length that a lowered block gives, if it does so in the plain form, else ``None``: no field of framing
    (``UNTIL_CLOSE``), one good Content-Length, or one Transfer-Encoding that is ``chunked``.
    """
    lengths = lowered_block.count(_LENGTH)
    if lengths and (lengths > 1 or _CODING in lowered_block or not _PLAIN_LENGTH(lowered_block)):
        return None
    return vouched_length(lowered_block)
