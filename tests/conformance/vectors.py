"""The corpus in its literate form: what is sent, then what a parser of Node makes of it.

::

    ## An empty line before the request line is nothing
    < \\r\\n
    < GET / HTTP/1.1\\r\\n
    < \\r\\n
    > request GET / 1.1 keep-alive
    > complete

``<`` lines are the bytes, one after the other: the ends of lines in the file count for nothing. In them ``\\r``,
``\\n``, ``\\t``, ``\\\\``, ``\\xNN`` are what they are everywhere, and ``\\{ab*3}`` is ``ababab``. ``>`` lines are the
events, recorded from real Node by record.py. A line ``? lenient max=40 answer=1`` gives options: insecureHTTPParser,
the limit of a head, and what the handler answers to the heads. ``whole`` says that these events are those of one
read, and that real Node has others when it comes in pieces.

The events:

- ``request METHOD URL VERSION keep-alive|close [upgrade]``, ``response STATUS VERSION … REASON``, then ``field``\\ s
- ``body``: all that came in one go or in pieces; ``trailer``\\ s; ``complete``
- ``error CODE @POSITION REASON``: the position counts from the first byte of the vector
- ``rest N``: an upgrade, with so many bytes behind it
- ``silence @POSITION``: an error that is not told, as the message has an upgrade
- ``eof CODE REASON``: what comes of it that nothing more comes
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from node_http._headers import raw_headers
from node_http._parser import ParseError, create_parser
from node_http.versions import CURRENT, Profile

HERE = Path(__file__).parent
FILES = {'request': HERE / 'requests.http', 'response': HERE / 'responses.http'}

_ESCAPE = re.compile(r'\\(?:(r)|(n)|(t)|(\\)|x([0-9a-f]{2})|\{(.+?)\*(\d+)\})')
_RUN = re.compile(r'([^\\])\1{39,}')


def _unescape_one(match: re.Match[str]) -> str:
    cr, lf, tab, backslash, code, repeated, times = match.groups()
    if repeated:
        return unescape(repeated) * int(times)
    return chr(int(code, 16)) if code else '\r' if cr else '\n' if lf else '\t' if tab else backslash


def unescape(text: str) -> str:
    return _ESCAPE.sub(_unescape_one, text)


def escape(text: str) -> str:
    """So that a line of the file can hold it: visible ASCII and single spaces within are themselves."""
    plain = text.replace('\\', '\\\\').replace('\r', '\\r').replace('\n', '\\n').replace('\t', '\\t')
    plain = re.sub(r'[^\x20-\x7e]', lambda match: f'\\x{ord(match[0]):02x}', plain)
    plain = re.sub(r' $', r'\\x20', plain)
    return _RUN.sub(lambda match: f'\\{{{match[1]}*{len(match[0])}}}', plain)


@dataclass
class Vector:
    kind: Any
    title: str
    options: str = ''
    sent: str = ''
    events: list[str] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        return self.sent.encode('latin-1')

    @property
    def lenient(self) -> bool:
        return 'lenient' in self.options.split()

    @property
    def whole(self) -> bool:
        return 'whole' in self.options.split()

    def option(self, name: str, default: int) -> int:
        found = re.search(rf'\b{name}=(\d+)', self.options)
        return int(found[1]) if found else default


def read(kind: str) -> Iterator[Vector]:
    """The vectors of a file."""
    vector = None
    for line in FILES[kind].read_text('ascii').splitlines():
        if line.startswith('## '):
            if vector is not None:
                yield vector
            vector = Vector(kind, line[3:])
        elif vector is not None and line.startswith('? '):
            vector.options = line[2:]
        elif vector is not None and line.startswith('< '):
            vector.sent += unescape(line[2:])
        elif vector is not None and line.startswith('> '):
            vector.events.append(line[2:])
    if vector is not None:
        yield vector


def head_event(
    kind: str, start: object, target: str, version: Sequence[int], keep_alive: bool, upgrade: bool
) -> str:
    said = (
        f'{version[0]}.{version[1]} {"keep-alive" if keep_alive else "close"}{" upgrade" if upgrade else ""}'
    )
    text = f'{start} {target} {said}' if kind == 'request' else f'{start} {said} {target}'
    return f'{kind} {escape(text)}'


def field_events(name: str, flat: Sequence[str]) -> list[str]:
    return [f'{name} {escape(f"{flat[i]}: {flat[i + 1]}")}' for i in range(0, len(flat), 2)]


class Log:
    """A handler that writes down what it is told; pieces of a body are put together."""

    def __init__(self, kind: str, answer: int = 0) -> None:
        self.kind = kind
        self.answer = answer
        self.events: list[str] = []
        self._body = b''
        self.begun = 0

    def on_message_begin(self) -> None:
        self.begun += 1

    def on_request(
        self,
        start: object,
        target: str,
        version: tuple[int, int],
        block: bytes,
        keep_alive: bool,
        upgrade: bool,
    ) -> int:
        self.events.append(head_event(self.kind, start, target, version, keep_alive, upgrade))
        self.events += field_events('field', raw_headers(block))
        return self.answer

    on_response = on_request

    def on_body(self, data: bytes) -> None:
        assert data
        self._body += data

    def flush(self) -> None:
        if self._body:
            self.events.append(f'body {escape(self._body.decode("latin-1"))}')
            self._body = b''

    def on_complete(self, trailers: bytes | None) -> None:
        self.flush()
        self.events += field_events('trailer', raw_headers(trailers or b''))
        self.events.append('complete')


def replay(vector: Vector, pieces: Iterable[bytes], engine: str, profile: Profile = CURRENT) -> list[str]:
    """What our parser makes of a vector that arrives in these pieces."""
    log = Log(vector.kind, vector.option('answer', 0))
    limit = vector.option('max', 16384)
    parser = create_parser(
        vector.kind, log, engine=engine, max_header_size=limit, lenient=vector.lenient, profile=profile
    )
    before = 0
    for piece in pieces:
        result = parser.feed(piece)
        if isinstance(result, ParseError):
            log.flush()
            assert result.rawPacket == piece
            assert str(result) == f'Parse Error: {result.reason}'
            log.events.append(f'error {result.code} @{before + result.bytesParsed} {result.reason}')
            return log.events
        if parser.upgraded:
            log.flush()
            return [*log.events, f'rest {len(vector.data) - before - result}']
        if result < len(piece):
            log.flush()
            return [*log.events, f'silence @{before + result}']
        before += result
    ended = parser.finish()
    log.flush()
    if ended is not None:
        assert ended.bytesParsed == 0
        assert ended.rawPacket is None
        log.events.append(f'eof {ended.code} {ended.reason}')
    return log.events
