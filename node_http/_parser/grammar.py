"""The grammar machine: the authority on what is HTTP/1, to the byte as Node v23.8.0 sees it.

The machine walks the tables of tables.py over the bytes of a connection, in whatever pieces they come, each byte
once. It stops (``found``) where a head ends, where the data of a chunk begins, and where a chunked body ends; the
data of bodies never pass through it. On the way it collects what the message says (``method``, ``url``, ``block``,
``said``, …) and keeps the limits: spans are counted when they end, and when a read ends in the middle of one, which
is why the position of an overflow depends on the pieces, and that of no other error does.

It is slow beside an engine in C, and is used where that cannot tell: for heads that come in pieces, for whatever an
engine does not vouch for, for the framing of chunks, and to explain an error.
"""

from __future__ import annotations

import re

from .errors import EXTENSION_OVERFLOW, HEADER_OVERFLOW, Fault
from .framing import NOTHING, Said, Version, connection_options, persists
from .framing import response_ends_with_connection as ends_with_connection
from .states import State
from .tables import NEWEST, PROTOCOLS, Dialect, Kind, table

#: llhttp keeps lengths in 64 bits.
_MAX_LENGTH = 2**64 - 1
#: The bytes of extension names and values that one chunk may have.
MAX_EXTENSIONS = 16384

_CONTROL = re.compile(rb'[\x00-\x08\x0b-\x1f\x7f]').search

_ANCIENT = (0, 9)
_VERSIONS = ((0, 9), (1, 0), (1, 1), (2, 0))
#: The fields that the machine understands; no space may follow their names, and that is said in other words.
_SPECIAL = frozenset(
    {b'connection', b'proxy-connection', b'content-length', b'transfer-encoding', b'upgrade'}
)

_DUPLICATE_LENGTH = Fault('HPE_UNEXPECTED_CONTENT_LENGTH', 'Duplicate Content-Length')
_LENGTH_WITH_CODING = Fault(
    'HPE_INVALID_CONTENT_LENGTH', "Content-Length can't be present with Transfer-Encoding", 1
)
_CODING_WITH_LENGTH = Fault(
    'HPE_INVALID_TRANSFER_ENCODING', "Transfer-Encoding can't be present with Content-Length", 1
)
_INVALID_CODING = Fault('HPE_INVALID_TRANSFER_ENCODING', 'Invalid `Transfer-Encoding` header value', 1)
_EMPTY_LENGTH = Fault('HPE_INVALID_CONTENT_LENGTH', 'Empty Content-Length')
_LENGTH_OVERFLOW = Fault('HPE_INVALID_CONTENT_LENGTH', 'Content-Length overflow', 1, True)
_SIZE_OVERFLOW = Fault('HPE_INVALID_CHUNK_SIZE', 'Chunk size overflow', 1)
_SPACE_IN_NAME = Fault('HPE_INVALID_HEADER_TOKEN', 'Invalid header field char', 1, True)
_SPACE_AFTER_NAME = Fault('HPE_INVALID_HEADER_TOKEN', 'Invalid header token')
_WRONG_VERSION = Fault('HPE_INVALID_VERSION', 'Invalid HTTP version', 1)


class Machine:
    """Reads heads and the framing of chunked bodies.

    ``scan`` until ``found`` is ``'head'``, ``'data'`` (a chunk of ``length`` bytes follows) or ``'end'``, or until
    ``fault`` tells what is wrong; then say with ``expect`` what comes next.
    """

    def __init__(self, kind: Kind, *, max_header_size: int, lenient: bool, dialect: Dialect = NEWEST) -> None:
        self.kind = kind
        self.lenient = lenient
        self.max_header_size = max_header_size
        self._any_status_upgrades = dialect.any_status_upgrades
        self._table = table(kind, lenient, dialect)
        self.expect('start')

    def expect(self, state: str, said: Said = NOTHING) -> None:
        """Begin at ``'start'`` of a message, or go on in a body: at a ``'chunk'``, or at a ``'chunk end'``."""
        self._state = self._table[state]
        self.found: str | None = None
        self.fault: Fault | None = None
        self._token = bytearray()
        if state == 'start':
            self.method = self.url = self.reason = ''
            self.status = 0
            self.version: Version = _ANCIENT
            self._major = 0
        self.said = said
        self.length = 0
        self._in_trailers = False
        self._block = bytearray()
        self._name = self._field = b''
        self._value = bytearray()
        self._counted = self._extensions = 0

    # What was found

    @property
    def block(self) -> bytes:
        """The fields as a canonical block (see _headers.py), of the head, or of the trailers once they began."""
        return bytes(self._block)

    @property
    def keep_alive(self) -> bool:
        """Whether another message may follow, as the head has it."""
        if self.kind == 'response' and ends_with_connection(self.status, self.said):
            return False
        return persists(self.version, self.said)

    @property
    def upgrade(self) -> bool:
        """Whether what follows is of another protocol, if the peer has its way."""
        wanted = Said.UPGRADE | Said.CONNECTION_UPGRADE
        if self.said & wanted == wanted:
            return self.kind == 'request' or self.status == 101 or self._any_status_upgrades
        return self.method == 'CONNECT'

    # The walk

    def scan(self, data: bytes, pos: int) -> int:
        """Read on at ``pos``; returns where it stopped: at something ``found``, at a ``fault``, at the end."""
        state = self._state
        size = len(data)
        mark = pos
        while True:
            if pos < size and state.run is not None:
                matched = state.run(data, pos)
                assert matched is not None
                pos = matched.end()
            if pos >= size:
                if state.span is not None:
                    self.fault = self._close(state.span, data[mark:pos])
                break
            step = state.steps.get(data[pos], state.otherwise)
            if isinstance(step, Fault):
                pos = self._blame(step, state, data, mark, pos)
                break
            target, action, consume = step
            after = pos + consume
            if target.span != state.span:
                if state.span is not None:
                    self.fault = self._close(state.span, data[mark:pos])
                    if self.fault is not None:
                        pos = after
                        break
                mark = after if consume else pos
            if action is not None:
                outcome = getattr(self, '_on_' + action)(data, mark, pos)
                if isinstance(outcome, Fault):
                    pos = self._blame(outcome, state, data, mark, pos)
                    break
                if outcome is not None:
                    target = self._table[outcome]
            state, pos = target, after
            if state.halts is not None:
                self.found = state.halts
                break
        self._state = state
        return pos

    def _blame(self, fault: Fault, state: State, data: bytes, mark: int, pos: int) -> int:
        """A fault was found; returns where it is said to be."""
        self.fault = fault
        if fault.closes and state.span is not None:
            # What overflows by its last digit is counted with it.
            end = pos + 1 if fault is _LENGTH_OVERFLOW else pos
            self.fault = self._close(state.span, data[mark:end]) or fault
        return pos + fault.offset

    def _close(self, span: str, piece: bytes) -> Fault | None:
        """A piece of a span is complete, because the span is or the read is: keep it, and the limits."""
        if not piece:
            return None
        if span == 'method':
            self._token += piece
            return None
        if span in ('extension name', 'extension value'):
            # Nobody asks what it says.
            self._extensions += len(piece)
            return EXTENSION_OVERFLOW if self._extensions > MAX_EXTENSIONS else None
        self._token += piece
        self._counted += len(piece)
        return HEADER_OVERFLOW if self._counted >= self.max_header_size else None

    def _take(self) -> bytes:
        """The span that has just been closed."""
        token = bytes(self._token)
        self._token.clear()
        return token

    # Actions, named in the tables. Each gets the read, where the open span began in it, and the position of the
    # byte; it may return a fault, or the name of another state to go to.

    def _on_method(self, data: bytes, mark: int, pos: int) -> str | None:
        self.method = self._take().decode()
        return 'spaces before authority' if self.method == 'CONNECT' else None

    def _on_url(self, data: bytes, mark: int, pos: int) -> None:
        self.url = self._take().decode('latin-1')

    def _on_protocol_http(self, data: bytes, mark: int, pos: int) -> Fault | None:
        return self._check_protocol('HTTP/')

    def _on_protocol_rtsp(self, data: bytes, mark: int, pos: int) -> Fault | None:
        return self._check_protocol('RTSP/')

    def _on_protocol_ice(self, data: bytes, mark: int, pos: int) -> Fault | None:
        return self._check_protocol('ICE/')

    def _check_protocol(self, name: str) -> Fault | None:
        methods, reason = PROTOCOLS[name]
        return None if self.method in methods else Fault('HPE_INVALID_CONSTANT', reason, 1)

    def _on_ancient(self, data: bytes, mark: int, pos: int) -> None:
        self.version = _ANCIENT

    def _on_major(self, data: bytes, mark: int, pos: int) -> None:
        self._major = data[pos] - 48

    def _on_minor(self, data: bytes, mark: int, pos: int) -> str | Fault | None:
        self.version = self._major, data[pos] - 48
        if self.version not in _VERSIONS and not self.lenient:
            return _WRONG_VERSION
        return 'preface' if self.method == 'PRI' else None

    def _on_status(self, data: bytes, mark: int, pos: int) -> None:
        self.status = self.status * 10 + data[pos] - 48

    def _on_reason(self, data: bytes, mark: int, pos: int) -> None:
        self.reason = self._take().decode('latin-1')

    # Fields

    def _on_space_in_name(self, data: bytes, mark: int, pos: int) -> Fault | None:
        if (bytes(self._token) + data[mark:pos]).lower() not in _SPECIAL:
            return _SPACE_AFTER_NAME
        return None if self.lenient else _SPACE_IN_NAME

    def _on_name(self, data: bytes, mark: int, pos: int) -> Fault | None:
        self._name = self._take()
        self._value.clear()
        field = self._name.rstrip(b' ').lower()
        self._field = field if field in _SPECIAL else b''
        if self.lenient:
            return None
        if field == b'content-length' and self.said & Said.TRANSFER_ENCODING:
            return _LENGTH_WITH_CODING
        if field == b'transfer-encoding' and self.said & Said.CONTENT_LENGTH:
            return _CODING_WITH_LENGTH
        return None

    def _on_value_start(self, data: bytes, mark: int, pos: int) -> str | Fault | None:
        if self._field == b'content-length':
            if self.said & Said.CONTENT_LENGTH:
                return _DUPLICATE_LENGTH
            self.said |= Said.CONTENT_LENGTH
            return 'length'
        if self._field == b'transfer-encoding':
            if self.said & Said.CHUNKED and self.kind == 'request' and not self.lenient:
                return _INVALID_CODING
            self.said = self.said & ~Said.CHUNKED | Said.TRANSFER_ENCODING
            return 'coding'
        if self._field == b'upgrade':
            self.said |= Said.UPGRADE
        return None

    def _on_length_digit(self, data: bytes, mark: int, pos: int) -> Fault | None:
        self.length = self.length * 10 + data[pos] - 48
        return _LENGTH_OVERFLOW if self.length > _MAX_LENGTH else None

    def _on_chunked_end(self, data: bytes, mark: int, pos: int) -> None:
        self.said |= Said.CHUNKED
        self._on_value_end(data, mark, pos)

    def _on_value_end(self, data: bytes, mark: int, pos: int) -> None:
        value = self._take()
        self._value += value
        if self._field in (b'connection', b'proxy-connection'):
            strange = _CONTROL(value)
            if strange is not None:
                # Only the lenient come so far; and from here on they understand nothing.
                value = value[: strange.start()].rpartition(b',')[0]
            self.said |= connection_options(value)

    def _on_fold(self, data: bytes, mark: int, pos: int) -> Fault | None:
        if self._field == b'content-length':
            return _DUPLICATE_LENGTH
        if self._field == b'transfer-encoding':
            # So chunked is not the last of it; and what follows is not understood.
            self.said &= ~Said.CHUNKED
        return None

    def _on_field_end(self, data: bytes, mark: int, pos: int) -> None:
        self._block += b'\r\n%b: %b' % (self._name, bytes(self._value))

    def _on_empty_field(self, data: bytes, mark: int, pos: int) -> Fault | None:
        if self._field == b'content-length':
            return _EMPTY_LENGTH
        self._block += b'\r\n%b: ' % self._name
        return None

    def _on_fields_end(self, data: bytes, mark: int, pos: int) -> str | None:
        self._counted = 0
        return 'trailers end' if self._in_trailers else None

    # Chunks

    def _on_chunk_begin(self, data: bytes, mark: int, pos: int) -> None:
        self._extensions = 0
        self.length = int(data[pos : pos + 1], 16)

    def _on_chunk_digit(self, data: bytes, mark: int, pos: int) -> Fault | None:
        self.length = self.length * 16 + int(data[pos : pos + 1], 16)
        return _SIZE_OVERFLOW if self.length > _MAX_LENGTH else None

    def _on_chunk_sized(self, data: bytes, mark: int, pos: int) -> str | None:
        self._counted = 0
        if self.length:
            return None
        self._in_trailers = True
        self._block.clear()
        return 'field'
