"""What a parser says when the bytes are not HTTP."""

from __future__ import annotations

from typing import NamedTuple

from ..buffer import Buffer
from ..errors import NodeError


class Fault(NamedTuple):
    """An error of the grammar: what it is, and where it is said to be.

    ``offset`` counts from the byte that gave offence: 0 is before it, 1 after it. A fault that ``closes`` is found
    by ending the span that was being read, so that a span which had grown too long is complained of first.
    """

    code: str
    reason: str
    offset: int = 0
    closes: bool = False


class ParseError(NodeError):
    """``Error: Parse Error: <reason>``: what arrived is no HTTP/1 message.

    ``code`` is llhttp's (``'HPE_INVALID_METHOD'``), ``reason`` its words, ``bytesParsed`` how many bytes of the
    last read were good, ``rawPacket`` that read (``None`` when the peer closed too early; the
    message is then bare ``Parse Error``, as Node's is).
    """

    def __init__(
        self,
        code: str,
        reason: str,
        bytes_parsed: int,
        raw_packet: bytes | None = None,
        *,
        message: str | None = None,
    ) -> None:
        packet = None if raw_packet is None else Buffer(raw_packet)
        super().__init__(
            message or f'Parse Error: {reason}',
            code,
            reason=reason,
            bytesParsed=bytes_parsed,
            rawPacket=packet,
        )

    def __reduce__(self) -> tuple[type[ParseError], tuple[str, str, int, bytes | None]]:
        packet = None if self.rawPacket is None else bytes(self.rawPacket)
        return type(self), (self.code, self.reason, self.bytesParsed, packet)


HEADER_OVERFLOW = Fault('HPE_HEADER_OVERFLOW', 'Header overflow')
EXTENSION_OVERFLOW = Fault('HPE_CHUNK_EXTENSIONS_OVERFLOW', 'Chunk extensions overflow')
INVALID_REQUEST_CODING = Fault('HPE_INVALID_TRANSFER_ENCODING', 'Request has invalid `Transfer-Encoding`')
DATA_AFTER_CLOSE = Fault('HPE_CLOSED_CONNECTION', 'Data after `Connection: close`', 1)
INVALID_EOF = Fault('HPE_INVALID_EOF_STATE', 'Invalid EOF state')
