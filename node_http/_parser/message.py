"""One connection's worth of messages: the layer that both engines share.

::

    HEAD ──────────────┬─> HEADING ─┬─ no body ────────────────────────────────┬─> HEAD, or LAST
     └─> PARTIAL_HEAD ─┘            ├─> LENGTH ────────────────────────────────┤
                                    ├─> CHUNK_SIZE ─> CHUNK_DATA ─> CHUNK_END  │
                                    │     └─────── CHUNK_LINE ───────┴─────────┘
                                    └─> REST ─ finish() ─> LAST

A head that lies whole in one read is offered to the engine, which either vouches for it or passes; what it passes,
and what comes in pieces, the grammar machine reads. So an engine need not know every corner, only never vouch for
a head that Node would read otherwise. Bodies are cut here, without copying when a read is all body. After a message
that ends the connection (``LAST``) only empty lines may come. Any error is final (``FAILED``): whatever is fed after
it gets the same one.

An upgrade ends the read, not the parser: the rest of that read is another protocol's, what is fed later is parsed.
But as long as the last head was one with an upgrade, Node has no eyes for errors: ``feed`` returns where it stopped,
and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from ..versions import CURRENT
from .errors import (
    DATA_AFTER_CLOSE,
    INVALID_EOF,
    INVALID_REQUEST_CODING,
    Fault,
    ParseError,
)
from .framing import (
    CHUNKED,
    NOTHING,
    UNKNOWABLE,
    UNTIL_CLOSE,
    Said,
    Version,
    connection_options,
    persists,
    request_length,
    response_length,
)
from .interface import STOP, Engine, Head, RequestHandler, ResponseHandler
from .repeats import Repeated, RepeatedRequests

if TYPE_CHECKING:
    from .grammar import Machine
    from .tables import Kind

#: As Node: the default of ``--max-http-header-size``, in bytes.
DEFAULT_MAX_HEADER_SIZE = CURRENT.max_header_size


class Phase(Enum):
    """Where in a message the parser is; see the drawing above."""

    HEAD = 'at the beginning of a message, or in the empty lines before it'
    PARTIAL_HEAD = 'within a head'
    HEADING = 'telling the handler of a head'
    LENGTH = 'in a body of known length'
    CHUNK_SIZE = 'before the size of a chunk'
    CHUNK_LINE = 'within the framing of a chunk, or in the trailers'
    CHUNK_DATA = 'in the data of a chunk'
    CHUNK_END = 'behind the data of a chunk'
    REST = 'in a body that the end of the connection ends'
    LAST = 'behind the last message'
    FAILED = 'behind an error'
    CLOSED = 'closed'


# As globals they cost less than as attributes of the class.
HEAD: Final = Phase.HEAD
PARTIAL_HEAD: Final = Phase.PARTIAL_HEAD
HEADING: Final = Phase.HEADING
LENGTH: Final = Phase.LENGTH
CHUNK_SIZE: Final = Phase.CHUNK_SIZE
CHUNK_LINE: Final = Phase.CHUNK_LINE
CHUNK_DATA: Final = Phase.CHUNK_DATA
CHUNK_END: Final = Phase.CHUNK_END
REST: Final = Phase.REST
LAST: Final = Phase.LAST
FAILED: Final = Phase.FAILED
CLOSED: Final = Phase.CLOSED

_BODIES = frozenset({LENGTH, CHUNK_DATA, REST})

# A chunk's first line as nearly everybody writes it: the machine reads any other, and the last chunk's.
_PLAIN_CHUNK = re.compile(rb'(?=[^0])([0-9A-Fa-f]{1,8})\r\n').match
_CONNECTION = re.compile(rb'(?i)\r\n(?:proxy-)?connection:([^\r]*)').findall
_EMPTY_LINES = re.compile(rb'[\r\n]*').match


@cache
def _machine() -> type[Machine]:
    """The machine of the grammar, imported when there is something to read that is not plain."""
    from .grammar import Machine

    return Machine


class Parser:
    """Reads one side of a connection; made by `create_parser`."""

    __slots__ = (
        '_engine',
        '_error',
        '_handler',
        '_held',
        '_keep_alive',
        '_machine',
        '_on_body',
        '_on_head',
        '_paused',
        '_phase',
        '_remaining',
        '_repeats',
        '_upgrade',
        '_version',
        'kind',
        'left',
        'lenient',
        'max_header_size',
        'upgraded',
    )

    def __init__(
        self,
        kind: Kind,
        handler: RequestHandler | ResponseHandler,
        engine: Engine,
        max_header_size: int,
        lenient: bool,
        leaves: Callable[[Head], bool] | None = None,
    ) -> None:
        self._engine = engine
        self._repeats = (RepeatedRequests if kind == 'request' else Repeated)(engine, leaves)
        self.max_header_size = max_header_size or DEFAULT_MAX_HEADER_SIZE
        self.lenient = lenient
        self._paused = False
        self._held = b''
        self.kind = kind
        self._handler = handler
        self._on_body: Callable[[bytes], None] = handler.on_body
        self._on_head: Callable[..., int | None] = (
            cast(RequestHandler, handler).on_request
            if kind == 'request'
            else cast(ResponseHandler, handler).on_response
        )
        self._keep_alive = False
        self._remaining = 0
        self._version: Version = (1, 1)
        self.reopen()

    def reopen(self) -> None:
        """Read again, from the beginning of a message, after ``close``."""
        self._phase = HEAD
        self._machine: Machine | None = None
        self._error: ParseError | None = None
        #: Whether this read has been left before its end.
        self.left = False
        #: Whether the last read ended at an upgrade: what ``feed`` left of it is not HTTP.
        self.upgraded = False
        self._upgrade = False

    def __repr__(self) -> str:
        paused = ', paused' if self._paused else ''
        return f'<Parser of {self.kind}s by {self.engine}: {self._phase.name}{paused}>'

    @property
    def engine(self) -> str:
        """The engine's name: ``'llhttp'`` or ``'h11'``."""
        return self._engine.name

    # What comes in

    def feed(self, data: bytes) -> int | ParseError:
        """Read what has arrived; as ``parser.execute(data)`` in Node.

        Returns how many bytes were consumed, fewer than there are only at an upgrade or when the parser was closed;
        or the error, which is not raised. While paused, the bytes are kept.
        """
        if self._paused:
            self._held += data
            return len(data)
        if self._error is not None:
            return self._fail_again(data)
        self.left = self.upgraded = False
        pos = 0
        size = len(data)
        try:
            if data == self._repeats.head and self._phase is HEAD:  # the very bytes of the last time
                found = self._repeats.found
                if found is not None:
                    pos = self._deliver(found, data, size)
            while pos < size:
                phase = self._phase
                if phase is HEAD:
                    end = data.find(b'\r\n\r\n', pos) + 4
                    # The limit is on less than the whole head: one that is no longer than the limit is within it.
                    if 4 <= end <= pos + self.max_header_size:
                        head = self._repeats.read(data if not pos and end == size else data[pos:end])
                        if head is not None:
                            pos = self._deliver(head, data, end)
                            if self.left:
                                break
                            if self._phase is LENGTH and pos < size:
                                pos = self._read_length(data, pos, size)
                                if self.left:
                                    break
                            continue
                    pos = self._read_odd_head(data, pos, size)
                elif phase is LENGTH:
                    pos = self._read_length(data, pos, size)
                else:
                    pos = self._read_on(phase, data, pos, size)
                if self.left:
                    break
        except BaseException:
            self._spoil(data, pos)
            raise
        return self._account(data, pos) if self.left else pos

    def _account(self, data: bytes, pos: int) -> int | ParseError:
        """The result of a read that was left before its end, or at it."""
        if self._error is not None and not self._upgrade:
            return self._error
        if self._paused:
            self._held = data[pos:]
            return len(data)
        return pos

    def _read_on(self, phase: Phase, data: bytes, pos: int, size: int) -> int:
        if phase is CHUNK_DATA:
            return self._read_chunk_data(data, pos, size)
        if phase is CHUNK_END:
            return self._read_chunk_end(data, pos, size)
        if phase is CHUNK_SIZE:
            return self._read_chunk_size(data, pos, size)
        if phase is CHUNK_LINE:
            return self._read_chunk_line(data, pos)
        if phase is REST:
            self._on_body(data[pos:] if pos else data)
            return size
        if phase is PARTIAL_HEAD:
            return self._read_partial_head(data, pos)
        if phase is LAST:
            return self._read_last(data, pos, size)
        # Closed; or fed by its own handler.
        self.left = True
        return pos

    def finish(self) -> ParseError | None:
        """The peer will send no more: completes a body that ends so; an error if it is too early."""
        if self._phase is REST:
            self._complete(None)
            return None
        between = self._phase in (HEAD, LAST) and not self.upgraded
        if between or self._upgrade or self._phase in (FAILED, CLOSED):
            return None
        self._phase = FAILED
        self._error = ParseError(INVALID_EOF.code, INVALID_EOF.reason, 0, message='Parse Error')
        return self._error

    def pause(self) -> None:
        """Consume no more, until ``resume``. What is fed meanwhile is kept."""
        self._paused = self.left = True

    @property
    def held(self) -> bytes:
        """What was fed while it was paused, and is going to be read by ``resume``."""
        return self._held

    def resume(self) -> int | ParseError:
        """Go on; what was kept is read now, with the result that ``feed`` would have had."""
        self._paused = False
        held, self._held = self._held, b''
        return self.feed(held)

    def close(self) -> None:
        """Stop for good, also from within a callback; nothing more is read or told until ``reopen``."""
        self._phase = CLOSED
        self.left = True
        self._paused = False
        self._held = b''
        self._machine = None

    # Errors

    def _fail(self, fault: Fault, data: bytes, pos: int) -> int:
        self._phase = FAILED
        self.left = True
        self._machine = None
        self._error = ParseError(fault.code, fault.reason, pos, data)
        return pos

    def _fail_again(self, data: bytes) -> int | ParseError:
        known = self._error
        assert known is not None
        if self._upgrade:
            return min(int(known.bytesParsed), len(data))
        return ParseError(known.code, known.reason, known.bytesParsed, data)

    def _spoil(self, data: bytes, pos: int) -> None:
        """The handler raised."""
        if self._phase is CLOSED:
            return
        if self._phase is HEADING:
            end = data.find(b'\r\n\r\n', pos)  # the head was read to its end
            pos = end + 4 if end >= 0 else pos
            fault = Fault('HPE_CB_HEADERS_COMPLETE', 'User callback error')
        elif self._phase in _BODIES:
            fault = Fault('HPE_JS_EXCEPTION', 'JS Exception')
        else:
            fault = Fault('HPE_CB_MESSAGE_COMPLETE', '`on_message_complete` callback error')
        self._fail(fault, data, pos)

    # Heads

    def _new_machine(self) -> Machine:
        return _machine()(self.kind, max_header_size=self.max_header_size, lenient=self.lenient)

    def _read_odd_head(self, data: bytes, pos: int, size: int) -> int:
        """A head that is not there as a whole, or that the engine does not vouch for."""
        if data[pos] in b'\r\n':
            # RFC 9112 2.2: empty lines before a request line are ignored. The engine may know what follows.
            return _EMPTY_LINES(data, pos).end()  # type: ignore[union-attr]
        self._machine = self._new_machine()
        self._phase = PARTIAL_HEAD
        pos = self._read_partial_head(data, pos)
        if self._phase is PARTIAL_HEAD and not self.left:
            self._handler.on_message_begin()
        return pos

    def _read_partial_head(self, data: bytes, pos: int) -> int:
        machine = self._machine
        assert machine is not None
        pos = machine.scan(data, pos)
        if machine.fault is not None:
            return self._fail(machine.fault, data, pos)
        if machine.found is None:
            return pos
        if self.kind == 'request':
            length = request_length(machine.said, machine.length, self.lenient)
            start: tuple[Any, str] = machine.method, machine.url
        else:
            length = response_length(machine.status, machine.said, machine.length)
            start = machine.status, machine.reason
        block = machine.block
        return self._deliver(
            (*start, machine.version, block, machine.keep_alive, machine.upgrade, length), data, pos
        )

    def _deliver(self, head: Head, data: bytes, pos: int) -> int:
        start, target, version, block, keep_alive, upgrade, length = head
        self._phase = HEADING
        on_head = self._on_head  # a call of what a slot holds takes longer
        verdict = on_head(start, target, version, block, keep_alive, upgrade)
        if self._phase is not HEADING:
            return pos
        self._keep_alive = keep_alive
        if not (length or verdict or upgrade or start == 101):
            # By far the most: a request without a body.
            self._upgrade = False
            self._phase = HEAD if keep_alive or self.lenient else LAST
            self._machine = None
            self._handler.on_complete(None)
            return pos
        if verdict:
            length = 0
            upgrade = upgrade or verdict == STOP
            if self.kind == 'response':
                # A body that is skipped need not be ended by the connection.
                self._keep_alive = persists(version, _said_of_connection(block))
        self._upgrade = upgrade
        if length < CHUNKED and self._machine is not None and self._machine.length:
            # Only the lenient get here: a length that a coding overrules. It counts as a body nevertheless.
            bodiless = False
        else:
            bodiless = not length or length < CHUNKED
        if start == 101 or (upgrade and (bodiless or start == 'CONNECT')):
            self.upgraded = self.left = True
            self._complete(None)
        elif not length:
            self._complete(None)
        elif length > 0:
            self._phase = LENGTH
            self._remaining = length
        elif length == CHUNKED:
            self._phase = CHUNK_SIZE
            self._version = version
        elif length == UNTIL_CLOSE:
            self._phase = REST
        else:
            assert length == UNKNOWABLE
            self._fail(INVALID_REQUEST_CODING, data, pos)
        return pos

    def _complete(self, trailers: bytes | None) -> None:
        self._phase = HEAD if self._keep_alive or self.lenient else LAST
        self._machine = None
        if self._upgrade:
            self.upgraded = self.left = True
        self._handler.on_complete(trailers)

    def _read_last(self, data: bytes, pos: int, size: int) -> int:
        pos = _EMPTY_LINES(data, pos).end()  # type: ignore[union-attr]
        return pos if pos == size else self._fail(DATA_AFTER_CLOSE, data, pos + DATA_AFTER_CLOSE.offset)

    # Bodies

    def _read_bytes(self, data: bytes, pos: int, size: int) -> int:
        """As many as are to come, or as are there. Handed on as they are if nothing else is there."""
        end = pos + self._remaining
        if end > size:
            end = size
        self._remaining -= end - pos
        self._on_body(data if end - pos == size else data[pos:end])
        return end

    def _read_length(self, data: bytes, pos: int, size: int) -> int:
        end = pos + self._remaining
        if end > size:
            end = size
        self._remaining -= end - pos
        self._on_body(data if end - pos == size else data[pos:end])
        if not self._remaining and self._phase is LENGTH:
            self._complete(None)
        return end

    def _read_chunk_data(self, data: bytes, pos: int, size: int) -> int:
        pos = self._read_bytes(data, pos, size)
        if not self._remaining and self._phase is CHUNK_DATA:
            self._phase = CHUNK_END
        return pos

    def _read_chunk_size(self, data: bytes, pos: int, size: int) -> int:
        plain = _PLAIN_CHUNK(data, pos)
        if plain is not None:
            self._remaining = int(plain[1], 16)
            self._phase = CHUNK_DATA
            return plain.end()
        if data.startswith(b'0\r\n\r\n', pos):
            self._complete(None)
            return pos + 5
        return self._frame('chunk', data, pos)

    def _read_chunk_end(self, data: bytes, pos: int, size: int) -> int:
        if data.startswith(b'\r\n', pos):
            self._phase = CHUNK_SIZE
            return pos + 2
        return self._frame('chunk end', data, pos)

    def _frame(self, state: str, data: bytes, pos: int) -> int:
        """The machine reads on, as there is more to the framing than meets the eye."""
        machine = self._machine
        if machine is not None:
            said = machine.said
        else:
            machine = self._machine = self._new_machine()
            # An engine read the head; this is what it must have said.
            said = Said.TRANSFER_ENCODING | Said.CHUNKED
            said |= Said.KEEP_ALIVE if self._keep_alive else Said.CLOSE
        machine.expect(state, said)
        self._phase = CHUNK_LINE
        return self._read_chunk_line(data, pos)

    def _read_chunk_line(self, data: bytes, pos: int) -> int:
        machine = self._machine
        assert machine is not None
        pos = machine.scan(data, pos)
        if machine.fault is not None:
            return self._fail(machine.fault, data, pos)
        if machine.found == 'data':
            self._remaining = machine.length
            self._phase = CHUNK_DATA
        elif machine.found == 'end':
            trailers = machine.block
            if trailers:
                # They may have had a Connection, and it counts.
                self._keep_alive = persists(self._version, machine.said)
            self._complete(trailers or None)
        return pos


def _said_of_connection(block: bytes) -> Said:
    said = NOTHING
    for value in _CONNECTION(block):
        said |= connection_options(value)
    return said
