"""Frames to messages and back, on wsproto. No I/O: bytes in, `Received`s out; messages in, bytes out.

wsproto takes the frames apart and checks their structure. What is ours sits in it as an extension, `_Extension`,
which sees the head of each frame before its payload:

- the rules that have a message of their own in Node (reserved bits, continuation frames);
- permessage-deflate (RFC 7692), for what comes in only: Node agrees to it and sends everything as it is;
- the limits. A frame that announces too much is refused before its payload is there; what is compressed is
  inflated no further than the limit; empty fragments leave nothing behind.

After a close frame, or a failure, nothing more is read, nor kept.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from wsproto.extensions import Extension
from wsproto.frame_protocol import (
    CloseReason,
    Frame,
    FrameDecoder,
    FrameProtocol,
    Opcode,
    ParseFailed,
    RsvBits,
)

__all__ = [
    'MAX_PAYLOAD',
    'Closing',
    'Failure',
    'Frames',
    'Message',
    'Ping',
    'Received',
    'is_valid_close_code',
]

#: How many bytes a message may have, compressed or not. Node knows none below 2 GiB.
MAX_PAYLOAD = 128 * 1024 * 1024

PROTOCOL_ERROR = 1002
INVALID_DATA = 1007
TOO_BIG = 1009

#: A window of this size inflates what was deflated with a smaller one, so that nothing depends on parameters.
_WINDOW_BITS = -15
#: What the sender has cut off the end of a message (RFC 7692 7.2.2).
_TAIL = b'\0\0\xff\xff'

#: How wsproto's messages begin, and what Node says.
_TEXTS = {
    'Invalid opcode': 'Invalid opcode received',
    'Invalid attempt to fragment': 'Invalid frame type was fragmented.',
    'Control frame with': 'Control frame either too large or fragmented',
    '8-byte payload length': 'Received payload length > 2^31 bytes.',
    'client received unexpected masked': 'Frame cannot be masked',
}


class Message(NamedTuple):
    """A whole message."""

    data: str | bytes


class Ping(NamedTuple):
    """To be answered with the same payload."""

    payload: bytes


class Closing(NamedTuple):
    """The server closes. The code is None if it gave none."""

    code: int | None
    reason: str


class Failure(NamedTuple):
    """The server broke a rule, the connection is to be failed.

    Node tells the server why in some cases, with a close frame of `code`. Where `silent`, it dispatches no 'error'.
    """

    message: str
    code: int | None = None
    silent: bool = False


Received = Message | Ping | Closing | Failure


class Frames:
    """One connection's frames, of both directions.

    Args:
        deflate: the server may compress.
        max_payload: how many bytes a message may have.
    """

    def __init__(self, *, deflate: bool = False, max_payload: int = MAX_PAYLOAD) -> None:
        self._extension = _Extension(deflate, max_payload)
        self._protocol = FrameProtocol(client=True, extensions=[self._extension])
        self._done = False
        self._text: io.StringIO | None = None
        self._binary: bytearray | None = None

    # -- what comes in -----------------------------------------------------------------------------------------

    def receive(self, data: bytes) -> Iterator[Received]:
        """What is complete with these bytes."""
        if self._done:
            return
        self._protocol.receive_bytes(data)
        try:
            for frame in self._protocol.received_frames():
                if frame.opcode is Opcode.CLOSE:
                    self._done = True
                    yield closing(self._extension.close_payload)
                elif frame.opcode is Opcode.PING:
                    assert isinstance(frame.payload, bytes)
                    yield Ping(frame.payload)
                elif frame.opcode is not Opcode.PONG:
                    yield from self._collect(frame)
        except ParseFailed as failed:
            self._done = True
            yield self._failure(failed)

    def _collect(self, frame: Frame) -> Iterator[Message]:
        """Put the pieces of a message together; it ends with the one that says so."""
        payload = frame.payload
        message: str | bytes
        if isinstance(payload, str):
            if self._text is None and frame.message_finished:
                message = payload
            else:
                if self._text is None:
                    self._text = io.StringIO()
                self._text.write(payload)
                if not frame.message_finished:
                    return
                message = self._text.getvalue()
            yield Message(message.removeprefix('\ufeff'))  # a TextDecoder's byte order mark
        else:
            assert isinstance(payload, bytes)
            if self._binary is None and frame.message_finished:
                message = payload
            else:
                if self._binary is None:
                    self._binary = bytearray()
                self._binary += payload
                if not frame.message_finished:
                    return
                message = bytes(self._binary)
            yield Message(message)
        self._text = self._binary = None

    def _failure(self, failed: ParseFailed) -> Received:
        extension = self._extension
        if extension.failure is not None:
            return extension.failure
        if extension.opcode is Opcode.CLOSE and extension.close_payload:
            return closing(extension.close_payload)
        if failed.code is CloseReason.INVALID_FRAME_PAYLOAD_DATA:
            return Failure('Received invalid UTF-8 in text frame.')
        text = str(failed)
        return Failure(next((ours for start, ours in _TEXTS.items() if text.startswith(start)), text))

    # -- what goes out -----------------------------------------------------------------------------------------

    def message(self, data: str | bytes) -> bytes:
        """A message, in one frame."""
        return bytes(self._protocol.send_data(data))

    def pong(self, payload: bytes) -> bytes:
        return bytes(self._protocol.pong(payload))

    def close(self, code: int | None = None, reason: str = '') -> bytes:
        """A close frame; without a code there is no reason either."""
        return bytes(self._protocol.close(code, reason if code is not None else None))


class _Extension(Extension):
    """See the essay above."""

    name = 'permessage-deflate'

    def __init__(self, deflate: bool, max_payload: int) -> None:
        self._deflate = deflate
        self._max_payload = max_payload
        #: Why the connection fails, where the reason is ours.
        self.failure: Failure | None = None
        #: That of the last frame.
        self.opcode: Opcode | None = None
        self.close_payload = b''
        self._in_message = False
        self._compressed = False
        #: The bytes of the message so far: announced ones, and inflated ones.
        self._size = self._inflated = 0
        self._inflater = zlib.decompressobj(_WINDOW_BITS)

    def enabled(self) -> bool:
        return True

    def offer(self) -> bool | str:
        return True

    def frame_inbound_header(
        self, proto: FrameDecoder | FrameProtocol, opcode: Opcode, rsv: RsvBits, payload_length: int
    ) -> CloseReason | RsvBits:
        self.opcode = opcode
        if rsv.rsv2 or rsv.rsv3:
            return self._fail('RSV1, RSV2, RSV3 must be clear')
        if rsv.rsv1 and not self._deflate:
            return self._fail('Expected RSV1 to be clear.')
        if not opcode.iscontrol():
            if opcode is Opcode.CONTINUATION:
                if not self._in_message:
                    return self._fail('Unexpected continuation frame')
            elif self._in_message:
                return self._fail('Expected continuation frame')
            else:
                self._in_message = True
                self._compressed = rsv.rsv1  # on any other frame it means nothing, to Node
                self._size = self._inflated = 0
            self._size += payload_length
            if self._size > self._max_payload:
                return self._too_big()
        return RsvBits(True, False, False)

    def frame_inbound_payload_data(
        self, proto: FrameDecoder | FrameProtocol, data: bytes
    ) -> bytes | CloseReason:
        if self.opcode is Opcode.CLOSE:
            self.close_payload += data
        elif self._compressed and self.opcode is not None and not self.opcode.iscontrol():
            return self._inflate(data)
        return data

    def frame_inbound_complete(
        self, proto: FrameDecoder | FrameProtocol, fin: bool
    ) -> bytes | CloseReason | None:
        if self.opcode is None or self.opcode.iscontrol() or not fin:
            return None
        self._in_message = False
        if not self._compressed:
            return None
        inflated = self._inflate(_TAIL)
        if self._inflater.eof:
            self._inflater = zlib.decompressobj(_WINDOW_BITS)
        return inflated

    def _inflate(self, data: bytes) -> bytes | CloseReason:
        if self._inflater.eof:
            return b''  # behind the last block of a stream there are empty ones (RFC 7692 7.2.3.4)
        # One byte more than there may be; 0 would be no limit.
        room = self._max_payload - self._inflated + 1
        try:
            inflated = self._inflater.decompress(data, room)
        except zlib.error as error:
            # "Error -3 while decompressing data: invalid block type"
            return self._fail(str(error).rpartition(': ')[2], INVALID_DATA, silent=True)
        self._inflated += len(inflated)
        return self._too_big() if self._inflated > self._max_payload else inflated

    def _too_big(self) -> CloseReason:
        return self._fail(f'Received a message of more than {self._max_payload} bytes.', TOO_BIG)

    def _fail(self, message: str, code: int | None = None, *, silent: bool = False) -> CloseReason:
        self.failure = Failure(message, code, silent)
        return CloseReason.PROTOCOL_ERROR


def closing(payload: bytes) -> Closing | Failure:
    """What a close frame says (RFC 6455 5.5.1)."""
    if not payload:
        return Closing(None, '')
    if len(payload) == 1:
        return Failure('Received close frame with a 1-byte body.')
    code = int.from_bytes(payload[:2], 'big')
    if not is_valid_close_code(code):
        return Failure('Invalid status code', PROTOCOL_ERROR)
    try:
        return Closing(code, payload[2:].decode().removeprefix('\ufeff'))
    except UnicodeDecodeError:
        return Failure('Invalid UTF-8', INVALID_DATA)


def is_valid_close_code(code: int) -> bool:
    """Whether a close frame may have it: registered ones, libraries' and programs' own (RFC 6455 7.4.2)."""
    return (1000 <= code < 1015 and code not in (1004, 1005, 1006)) or 3000 <= code < 5000
