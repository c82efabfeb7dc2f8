"""The frames: each input whole, byte by byte, and with more behind it; the limits; what goes out."""

from __future__ import annotations

import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from node_http.websocket.frames import (
    Closing,
    Failure,
    Frames,
    Message,
    Ping,
    Received,
    closing,
    is_valid_close_code,
)

pytestmark = pytest.mark.any_engine

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(opcode: int, payload: bytes = b'', *, fin: bool = True, rsv: int = 0) -> bytes:
    size = len(payload)
    if size < 126:
        length = bytes([size])
    elif size < 65536:
        length = b'\x7e' + size.to_bytes(2, 'big')
    else:
        length = b'\x7f' + size.to_bytes(8, 'big')
    return bytes([opcode | rsv << 4 | fin << 7]) + length + payload


def deflated(data: bytes) -> bytes:
    window = zlib.compressobj(wbits=-15)
    return (window.compress(data) + window.flush(zlib.Z_SYNC_FLUSH))[:-4]


def received(data: bytes, *, pieces: int = 0, **options: Any) -> list[Received]:
    """What comes of `data`, whole or in pieces of so many bytes."""
    frames = Frames(**options)
    size = pieces or len(data) or 1
    return [item for at in range(0, len(data), size) for item in frames.receive(data[at : at + size])]


GOOD: dict[str, tuple[bytes, list[Received]]] = {
    'text': (frame(TEXT, 'é'.encode()), [Message('é')]),
    'binary': (frame(BINARY, b'\0\xff'), [Message(b'\0\xff')]),
    'empty': (frame(TEXT) + frame(BINARY), [Message(''), Message(b'')]),
    'byte order mark': (frame(TEXT, '\ufeffx'.encode()), [Message('x')]),
    'fragments': (
        frame(TEXT, b'\xc3', fin=False) + frame(0, b'', fin=False) + frame(PING, b'p') + frame(0, b'\xa9'),
        [Ping(b'p'), Message('é')],
    ),
    'fragments of bytes': (frame(BINARY, b'a', fin=False) + frame(0, b'b'), [Message(b'ab')]),
    'two bytes of length': (frame(BINARY, bytes(126)), [Message(bytes(126))]),
    'eight bytes of length': (frame(BINARY, bytes(65536)), [Message(bytes(65536))]),
    'pong': (frame(PONG, b'x') + frame(TEXT, b'y'), [Message('y')]),
    'close': (frame(CLOSE, b'\x03\xe8bye') + frame(TEXT, b'more'), [Closing(1000, 'bye')]),
    'close without code': (frame(CLOSE), [Closing(None, '')]),
    'close 1014': (frame(CLOSE, b'\x03\xf6x') + frame(TEXT, b'more'), [Closing(1014, 'x')]),
}


@pytest.mark.parametrize('pieces', [0, 1, 3])
@pytest.mark.parametrize('name', GOOD)
def test_what_is_sent_is_received(name: str, pieces: int) -> None:
    data, expected = GOOD[name]
    assert received(data, pieces=pieces) == expected


BAD: dict[str, tuple[bytes, str, int | None]] = {
    'masked': (b'\x81\x81abcdx', 'Frame cannot be masked', None),
    'not UTF-8': (frame(TEXT, b'\xff'), 'Received invalid UTF-8 in text frame.', None),
    'half a character': (frame(TEXT, b'\xc3'), 'Received invalid UTF-8 in text frame.', None),
    'reserved bit 1': (frame(TEXT, rsv=4), 'Expected RSV1 to be clear.', None),
    'reserved bit 2': (frame(TEXT, rsv=2), 'RSV1, RSV2, RSV3 must be clear', None),
    'reserved bit 3': (frame(TEXT, rsv=1), 'RSV1, RSV2, RSV3 must be clear', None),
    'opcode': (frame(3), 'Invalid opcode received', None),
    'continuation of nothing': (frame(0, b'x'), 'Unexpected continuation frame', None),
    'message in a message': (frame(1, b'x', fin=False) + frame(2), 'Expected continuation frame', None),
    'fragmented ping': (frame(PING, fin=False), 'Invalid frame type was fragmented.', None),
    'long ping': (frame(PING, bytes(126)), 'Control frame either too large or fragmented', None),
    '63 bits': (b'\x82\x7f' + b'\xff' * 8, 'Received payload length > 2^31 bytes.', None),
    'long length': (b'\x81\x7e\0\x01x', 'Payload length used 2 bytes when 1 would have sufficed', None),
    'close of one byte': (frame(CLOSE, b'\x03'), 'Received close frame with a 1-byte body.', None),
    'close code': (frame(CLOSE, b'\x03\xed'), 'Invalid status code', 1002),
    'close reason': (frame(CLOSE, b'\x03\xe8\xff'), 'Invalid UTF-8', 1007),
}


@pytest.mark.parametrize('pieces', [0, 1])
@pytest.mark.parametrize('name', BAD)
def test_what_breaks_a_rule_fails(name: str, pieces: int) -> None:
    data, message, code = BAD[name]
    good, more = frame(TEXT, b'good'), frame(TEXT, b'more')
    assert received(good + data + more, pieces=pieces) == [Message('good'), Failure(message, code)]


@pytest.mark.parametrize('pieces', [0, 1])
def test_a_message_is_inflated(pieces: int) -> None:
    whole = deflated(b'hello' * 100)
    data = (
        frame(TEXT, whole[:4], fin=False, rsv=4) + frame(PING) + frame(0, whole[4:]) + frame(TEXT, b'plain')
    )
    assert received(data, pieces=pieces, deflate=True) == [
        Ping(b''),
        Message('hello' * 100),
        Message('plain'),
    ]


def test_one_window_serves_all_messages() -> None:
    window = zlib.compressobj(wbits=-15)
    first, second = (
        (window.compress(b'again and again') + window.flush(zlib.Z_SYNC_FLUSH))[:-4] for _ in range(2)
    )
    assert len(second) < len(first)
    data = frame(TEXT, first, rsv=4) + frame(TEXT, second, rsv=4)
    assert received(data, deflate=True) == [Message('again and again')] * 2


def test_a_stream_that_ends_within_a_message_is_followed_by_a_new_one() -> None:
    # RFC 7692 7.2.3.4
    data = frame(TEXT, bytes.fromhex('f348cdc9c9070000'), rsv=4)
    assert received(data + data, deflate=True) == [Message('Hello')] * 2


def test_what_cannot_be_inflated_fails_without_an_error() -> None:
    assert received(frame(TEXT, b'\xff\xff', rsv=4), deflate=True) == [
        Failure('invalid block type', 1007, silent=True)
    ]


TOO_BIG = Failure('Received a message of more than 10 bytes.', 1009)


@pytest.mark.parametrize(
    'data',
    [
        frame(BINARY, bytes(11))[:2],  # refused by what it announces
        frame(BINARY, bytes(6), fin=False) + frame(0, bytes(5))[:2],
        frame(BINARY, deflated(bytes(11)), rsv=4),
        frame(BINARY, deflated(bytes(6)), fin=False, rsv=4) + frame(0, bytes(11))[:2],
    ],
    ids=['one frame', 'fragments', 'inflated', 'inflated fragments'],
)
def test_a_message_beyond_the_limit_fails(data: bytes) -> None:
    assert received(data, deflate=True, max_payload=10) == [TOO_BIG]


def test_a_message_at_the_limit_does_not() -> None:
    data = frame(BINARY, bytes(10)) * 2 + frame(BINARY, deflated(bytes(10)), rsv=4)
    assert received(data, deflate=True, max_payload=10) == [Message(bytes(10))] * 3


def peak(frames: Frames, pieces: list[bytes]) -> int:
    tracemalloc.start()
    try:
        for piece in pieces:
            for item in frames.receive(piece):
                assert isinstance(item, (Failure, Closing)), item
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_bomb_is_inflated_no_further_than_the_limit() -> None:
    bomb = frame(BINARY, deflated(bytes(64 * 2**20)), rsv=4)
    assert peak(Frames(deflate=True, max_payload=2**20), [bomb]) < 8 * 2**20


@pytest.mark.parametrize('opcode', [TEXT, BINARY])
def test_empty_fragments_leave_nothing_behind(opcode: int) -> None:
    frames = Frames()
    list(frames.receive(frame(opcode, b'', fin=False)))
    assert peak(frames, [frame(0, b'', fin=False) * 100] * 100) < 50_000


@pytest.mark.parametrize('end', [frame(CLOSE), frame(3)], ids=['close', 'failure'])
def test_nothing_is_kept_behind_the_end(end: bytes) -> None:
    frames = Frames()
    assert len(list(frames.receive(end))) == 1
    assert peak(frames, [bytes(1000)] * 1000) < 50_000


@given(st.lists(st.binary(max_size=40), max_size=20), st.booleans())
def test_only_values_come_of_any_bytes(pieces: list[bytes], deflate: bool) -> None:
    frames = Frames(deflate=deflate, max_payload=1000)
    seen = [item for piece in pieces for item in frames.receive(piece)]
    ends = [index for index, item in enumerate(seen) if isinstance(item, Failure | Closing)]
    assert ends in ([], [len(seen) - 1])


@given(st.binary(max_size=60), st.booleans())
def test_splitting_changes_nothing(data: bytes, deflate: bool) -> None:
    assert received(data, deflate=deflate) == received(data, pieces=1, deflate=deflate)


def unmasked(data: bytes) -> tuple[int, bytes]:
    size, at = data[1] & 127, 2
    if size == 126:
        size, at = int.from_bytes(data[2:4], 'big'), 4
    assert data[1] & 128, 'a client masks'
    mask, payload = data[at : at + 4], data[at + 4 :]
    assert len(payload) == size
    return data[0], bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))


def test_what_goes_out_is_masked_and_not_compressed() -> None:
    frames = Frames(deflate=True)
    assert unmasked(frames.message('é')) == (0x81, 'é'.encode())
    assert unmasked(frames.message(b'\0' * 200)) == (0x82, b'\0' * 200)
    assert unmasked(frames.pong(b'p')) == (0x8A, b'p')
    assert unmasked(frames.close()) == (0x88, b'')
    assert unmasked(frames.close(None, 'dropped')) == (0x88, b'')
    assert unmasked(frames.close(1000, 'bye')) == (0x88, b'\x03\xe8bye')
    assert frames.message('same') != frames.message('same')


@pytest.mark.parametrize(
    ('first', 'last', 'valid'),
    [
        (0, 999, False), (1000, 1003, True), (1004, 1006, False), (1007, 1014, True),
        (1015, 2999, False), (3000, 4999, True), (5000, 65535, False),
    ],
)  # fmt: skip
def test_codes_of_a_close_frame(first: int, last: int, valid: bool) -> None:
    for code in {first, last}:
        assert is_valid_close_code(code) is valid
        assert isinstance(closing(code.to_bytes(2, 'big')), Closing) is valid
