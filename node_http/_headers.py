"""A field block: the header or trailer fields of a message as they came, one ``bytes``.

The block is canonical: every field is preceded by CRLF, and nothing follows the last one
(``b'\\r\\nHost: x\\r\\nAccept: */*'``; ``b''`` when there is no field). It is what a parser hands on, so that the
common request costs no work per header; these functions read from it what somebody asks for.

A *lowered* block is ``block.lower()``: field names compare without case, so does what is searched for here.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

Headers = TypeVar('Headers', bound='dict[str, Any]')

#: RFC 9110 5.6.3: OWS = *( SP / HTAB ); it belongs to no value.
OWS = b' \t'

# One field of a canonical block. Only the first colon parts name and value, and what a strict parser let through
# has neither CR nor LF within a value.
_FIELD = re.compile(r'\r\n([^:\r]*):[ \t]*([^\r]*)')


def field_start(name: bytes) -> bytes:
    """How a field of that (lower-case) name begins in a lowered block: found in it, there is such a field."""
    return b'\r\n' + name + b':'


def has_field(lowered_block: bytes, name: bytes) -> bool:
    """Whether a field of that (lower-case) name is in the lowered block."""
    return field_start(name) in lowered_block


def field_values(block: bytes, name: bytes) -> list[bytes]:
    """The values of all fields of that (lower-case) name, in their order, without the whitespace around them."""
    start = field_start(name)
    lowered = block.lower()
    values = []
    found = lowered.find(start)
    while found >= 0:
        begin = found + len(start)
        end = lowered.find(b'\r\n', begin)
        values.append(block[begin : end if end >= 0 else None].strip(OWS))
        found = lowered.find(start, begin)
    return values


def raw_headers(block: bytes) -> list[str]:
    """``rawHeaders``: name, value, name, value, … as they came, latin1, values without surrounding whitespace."""
    flat: list[str] = []
    for line in block.decode('latin-1').split('\r\n')[1:]:
        name, _, value = line.partition(':')
        flat.append(name)
        flat.append(value.strip(' \t'))
    return flat


def plain_headers(block: bytes, headers: Headers) -> Headers | None:
    """`headers`, filled with the fields of a block in which no name stands twice; None for any other block."""
    lines = block.decode('latin-1').split('\r\n')
    for line in lines:
        name, _, value = line.partition(':')
        headers[name.lower()] = value.strip(' \t')
    del headers['']  # what is before the first field
    return headers if len(headers) == len(lines) - 1 else None


def untrimmed_headers(block: bytes) -> list[str]:
    """``rawHeaders`` as older versions had them: the whitespace behind a value is part of it."""
    return [part for field in _FIELD.findall(block.decode('latin-1')) for part in field]
