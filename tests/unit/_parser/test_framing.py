"""node_http/_parser/framing.py, as tables."""

from __future__ import annotations

import pytest

from node_http._parser.framing import (
    CHUNKED,
    NOTHING,
    UNKNOWABLE,
    UNTIL_CLOSE,
    Said,
    connection_options,
    persists,
    plain_length,
    request_length,
    response_ends_with_connection,
    response_length,
    vouched_length,
)

CODING = Said.TRANSFER_ENCODING
LENGTH = Said.CONTENT_LENGTH


@pytest.mark.parametrize(
    ('value', 'said'),
    [
        (b'', NOTHING),
        (b'close', Said.CLOSE),
        (b'Keep-Alive', Said.KEEP_ALIVE),
        (b' close , UPGRADE', Said.CLOSE | Said.CONNECTION_UPGRADE),
        (b'\tclose ', Said.CLOSE),
        (b'close\t', NOTHING),
        (b'close x', NOTHING),
        (b'closed', NOTHING),
        (b'x,,close,', Said.CLOSE),
    ],
)
def test_connection_options(value: bytes, said: Said) -> None:
    assert connection_options(value) == said


@pytest.mark.parametrize(
    ('version', 'said', 'answer'),
    [
        ((1, 1), NOTHING, True),
        ((1, 1), Said.CLOSE, False),
        ((1, 1), Said.CLOSE | Said.KEEP_ALIVE, False),
        ((1, 0), NOTHING, False),
        ((1, 0), Said.KEEP_ALIVE, True),
        ((1, 0), Said.CLOSE | Said.KEEP_ALIVE, True),
        ((2, 0), NOTHING, False),
        ((0, 9), NOTHING, False),
    ],
)
def test_persists(version: tuple[int, int], said: Said, answer: bool) -> None:
    assert persists(version, said) is answer


@pytest.mark.parametrize(
    ('said', 'content_length', 'lenient', 'length'),
    [
        (NOTHING, 0, False, 0),
        (LENGTH, 5, False, 5),
        (CODING | Said.CHUNKED, 0, False, CHUNKED),
        (CODING, 0, False, UNKNOWABLE),
        (CODING, 0, True, UNTIL_CLOSE),
        (CODING | Said.CHUNKED | LENGTH, 5, True, CHUNKED),
    ],
)
def test_request_length(said: Said, content_length: int, lenient: bool, length: int) -> None:
    assert request_length(said, content_length, lenient) == length


@pytest.mark.parametrize(
    ('status', 'said', 'content_length', 'length'),
    [
        (200, NOTHING, 0, UNTIL_CLOSE),
        (200, LENGTH, 0, 0),
        (200, LENGTH, 5, 5),
        (200, CODING | Said.CHUNKED, 0, CHUNKED),
        (200, CODING, 0, UNTIL_CLOSE),
        (100, LENGTH, 5, 0),
        (101, CODING | Said.CHUNKED, 0, 0),
        (199, NOTHING, 0, 0),
        (199, CODING, 0, UNTIL_CLOSE),
        (204, LENGTH, 5, 0),
        (205, LENGTH, 5, 5),
        (304, CODING | Said.CHUNKED, 0, 0),
    ],
)
def test_response_length(status: int, said: Said, content_length: int, length: int) -> None:
    assert response_length(status, said, content_length) == length


@pytest.mark.parametrize(
    ('status', 'said', 'answer'),
    [
        (200, NOTHING, True),
        (200, LENGTH, False),
        (200, CODING, True),
        (200, CODING | Said.CHUNKED, False),
        (150, NOTHING, False),
        (204, NOTHING, False),
        (304, CODING, False),
    ],
)
def test_response_ends_with_connection(status: int, said: Said, answer: bool) -> None:
    assert response_ends_with_connection(status, said) is answer


@pytest.mark.parametrize(
    ('block', 'length'),
    [
        (b'', UNTIL_CLOSE),
        (b'\r\nhost: x', UNTIL_CLOSE),
        (b'\r\nx-content-length: 5', UNTIL_CLOSE),
        (b'\r\ncontent-length: 5', 5),
        (b'\r\ncontent-length:005 \r\na: b', 5),
        (b'\r\ncontent-length: 5\r\ncontent-length: 5', None),
        (b'\r\ncontent-length: 5\r\ntransfer-encoding: chunked', None),
        (b'\r\ncontent-length: ', None),
        (b'\r\ncontent-length: 5x', None),
        (b'\r\ncontent-length: 5\t', None),
        (b'\r\ncontent-length: 99999999999999999999', None),
        (b'\r\ntransfer-encoding: chunked', CHUNKED),
        (b'\r\ntransfer-encoding:chunked \r\na: b', CHUNKED),
        (b'\r\ntransfer-encoding: chunked\t', None),
        (b'\r\ntransfer-encoding: gzip, chunked', None),
        (b'\r\ntransfer-encoding: chunked\r\ntransfer-encoding: x', None),
        (b'\r\ntransfer-encoding:', None),
    ],
)
def test_plain_length(block: bytes, length: int | None) -> None:
    assert plain_length(block) == length


def test_vouched_length_believes_what_it_finds() -> None:
    assert vouched_length(b'\r\ntransfer-encoding:\r\ncontent-length: 18446744073709551615') == 2**64 - 1
