"""StringDecoder: what comes out of each piece. Recorded answers are real Node's (goldens/record.js)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from node_http.string_decoder import StringDecoder

GOLDEN = json.loads((Path(__file__).parent / 'goldens' / 'pure.json').read_text())


def test_pieces_as_in_node() -> None:
    for encoding, chunks, expected in GOLDEN['streams']:
        decoder = StringDecoder(encoding)
        texts = [decoder.write(bytes(chunk)) for chunk in chunks] + [decoder.end()]
        if encoding == 'utf16le':
            # Half a pair waits for its other half: in Python two strings cannot make one character of it later.
            assert ''.join(texts).encode('utf-16-le', 'surrogatepass') == ''.join(expected).encode(
                'utf-16-le', 'surrogatepass'
            )
        else:
            assert texts == expected, (encoding, chunks)


@pytest.mark.parametrize('encoding', ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii'])
def test_byte_by_byte_is_the_same_as_whole(encoding: str) -> None:
    data = 'aé€😀ÿ'.encode('utf-16-le' if encoding == 'utf16le' else 'utf-8')
    whole = StringDecoder(encoding)
    pieces = StringDecoder(encoding)
    text = ''.join(pieces.write(data[i : i + 1]) for i in range(len(data))) + pieces.end()
    assert text == whole.end(data)


def test_a_surrogate_pair_is_one_character() -> None:
    decoder = StringDecoder('utf16le')
    assert [decoder.write(bytes([byte])) for byte in (0x3D, 0xD8, 0x00, 0xDE)] == ['', '', '', '😀']


def test_what_is_unfinished() -> None:
    decoder = StringDecoder()
    assert decoder.write(b'\xf0\x9f') == ''
    assert (decoder.lastNeed, decoder.lastTotal, decoder.lastChar) == (2, 4, b'\xf0\x9f\0\0')
    assert decoder.write('text') == 'text'
    assert decoder.end() == '\ufffd'
    assert (decoder.lastNeed, decoder.lastTotal) == (0, 0)
    assert decoder.end(b'\xe2\x82\xac') == '€'
    assert decoder.text(b'abc', 1) == 'bc'
    assert 'utf8' in repr(decoder)


@pytest.mark.parametrize(
    ('given', 'name'),
    [(None, 'utf8'), ('UTF-8', 'utf8'), ('ucs2', 'utf16le'), ('binary', 'latin1'), ('BASE64', 'base64')],
)
def test_encoding(given: str | None, name: str) -> None:
    assert StringDecoder(given).encoding == name


def test_bad_input() -> None:
    with pytest.raises(TypeError, match='^Unknown encoding: foo$'):
        StringDecoder('foo')
    with pytest.raises(TypeError) as caught:
        StringDecoder().write(5)
    assert caught.value.message == (
        'The "buf" argument must be an instance of Buffer, TypedArray, or DataView. Received type number (5)'
    )
