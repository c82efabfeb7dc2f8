"""Buffer and its module. Recorded answers are real Node's (goldens/record.js)."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from node_http import buffer
from node_http._inspect import inspect
from node_http.buffer import Buffer, to_bytes

GOLDEN = json.loads((Path(__file__).parent / 'goldens' / 'pure.json').read_text())


def message_of(call: Any) -> str:
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    return str(caught.value)


# ----------------------------------------------------------------------------------------------- encodings


def test_encoded_as_node_does() -> None:
    for text, encoding, expected, length in GOLDEN['encode']:
        assert list(Buffer.from_(text, encoding)) == expected, (text, encoding)
        assert Buffer.byteLength(text, encoding) == length, (text, encoding)
        assert list(to_bytes(text, encoding)) == expected, (text, encoding)


def test_decoded_as_node_does() -> None:
    for data, encoding, expected in GOLDEN['decode']:
        ours = Buffer(bytes(data)).toString(encoding)
        # Python joins the halves of a pair into the character that they are in JavaScript too.
        assert ours.encode('utf-16-le', 'surrogatepass') == expected.encode('utf-16-le', 'surrogatepass'), (
            data,
            encoding,
        )


def test_names_of_encodings() -> None:
    for name in (
        'hex',
        'UTF8',
        'utf-8',
        'ascii',
        'latin1',
        'binary',
        'base64',
        'BASE64URL',
        'ucs-2',
        'Utf-16Le',
    ):
        assert Buffer.isEncoding(name)
    for other in ('foo', '', 'buffer', 5, None):
        assert not Buffer.isEncoding(other)


def test_to_string_of_a_part() -> None:
    data = Buffer(b'hello')
    assert data.toString('utf8', 1, 3) == data.toString('latin1', '1', '3') == 'el'
    assert data.toString('utf8', -1, 30) == 'hello'
    assert data.toString('utf8', 3, 1) == ''
    assert data.toString(start=1.7) == 'ello'
    assert message_of(lambda: data.toString('foo')) == 'Unknown encoding: foo'
    assert message_of(lambda: data.toString(5)) == 'Unknown encoding: 5'


# --------------------------------------------------------------------------------------- beside str and bytes


def test_beside_a_string_it_is_text() -> None:
    chunk = Buffer.from_('é!')
    body = ''
    body += chunk
    assert body == f'{chunk}' == str(chunk) == 'é!'
    assert chunk + 'x' == 'é!x'
    assert '%s' % chunk == 'é!'  # noqa: UP031  what old code does
    assert f'{chunk:>4}' == '  é!'


def test_beside_bytes_it_is_bytes() -> None:
    chunk = Buffer(b'ab')
    assert chunk == b'ab'
    assert {b'ab': 1}[chunk] == 1
    assert b''.join([chunk, b'c']) == b'abc'
    assert chunk + b'c' == b'abc'
    assert isinstance(chunk + b'c', Buffer)
    assert b'c' + chunk == b'cab'
    data = same = bytearray(b'x')
    data += chunk
    assert same == b'xab'
    with pytest.raises(TypeError):
        chunk + 5


def test_slices_are_buffers() -> None:
    chunk = Buffer(b'hello')
    assert isinstance(chunk[1:3], Buffer)
    assert chunk[0] == 104
    assert chunk.slice(-2) == b'lo'
    assert chunk.subarray(1, -1) == b'ell'
    assert chunk.subarray('1') == b'ello'
    assert (chunk.at(-1), chunk.at(9)) == (111, None)
    assert (chunk.length, chunk.byteLength, chunk.byteOffset, bytes(chunk.buffer)) == (5, 5, 0, b'hello')
    assert (list(chunk.keys())[:2], list(chunk.values())[:2], next(iter(chunk.entries()))) == (
        [0, 1],
        [104, 101],
        (0, 104),
    )


def test_shown() -> None:
    assert repr(Buffer(b'a')) == "Buffer(b'a')"
    assert inspect(Buffer(b'abc')) == Buffer(b'abc').inspect(2) == '<Buffer 61 62 63>'
    assert inspect(Buffer()) == '<Buffer >'
    assert inspect(Buffer(51)).endswith(' 00 ... 1 more byte>')
    assert json.dumps(Buffer(b'ab').toJSON()) == '{"type": "Buffer", "data": [97, 98]}'


def test_copied_and_pickled() -> None:
    chunk = Buffer(b'a')
    for other in (copy.copy(chunk), copy.deepcopy(chunk), pickle.loads(pickle.dumps(chunk))):
        assert (other, type(other)) == (b'a', Buffer)


# -------------------------------------------------------------------------------------------------- making one


@pytest.mark.parametrize(
    ('value', 'expected'),
    [
        ([1, '2', 'x', 300, -1, 1.7, None], b'\x01\x02\x00,\xff\x01\x00'),
        ({'type': 'Buffer', 'data': [1, 2]}, b'\x01\x02'),
        (bytearray(b'ab'), b'ab'),
        (memoryview(b'abc')[::2], b'ac'),
        (range(3), b'\0\x01\x02'),
        ('', b''),
    ],
)
def test_from(value: Any, expected: bytes) -> None:
    assert Buffer.from_(value) == expected


def test_from_a_part_of_memory() -> None:
    assert Buffer.from_(memoryview(b'abcd'), 1, 2) == b'bc'
    assert Buffer.copyBytesFrom(b'abc', 1) == b'bc'
    assert Buffer.of(1, 300) == b'\x01,'


@pytest.mark.parametrize('value', [5, None, True, {}, lambda: 1])
def test_from_anything_else(value: Any) -> None:
    assert message_of(lambda: Buffer.from_(value)).startswith(
        'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an '
        'Array-like Object. Received '
    )


def test_alloc() -> None:
    assert Buffer.alloc(3) == Buffer.allocUnsafe(3) == b'\0\0\0'
    assert Buffer.alloc(3, 'ab') == b'aba'
    assert Buffer.alloc(5, 'YWI=', 'base64') == b'ababa'
    assert Buffer.alloc(3, 300) == b',,,'
    assert Buffer.alloc(3, '') == b'\0\0\0'
    assert Buffer.alloc(3, b'xy') == b'xyx'
    assert Buffer.alloc(1.5) == b'\0'
    limits = 'It must be >= 0 && <= 9007199254740991.'
    assert (
        message_of(lambda: Buffer.alloc(-1)) == f'The value of "size" is out of range. {limits} Received -1'
    )
    assert message_of(lambda: Buffer.alloc(2**53)).endswith('Received 9_007_199_254_740_992')
    assert message_of(lambda: Buffer.alloc('5')) == (
        'The "size" argument must be of type number. Received type string (\'5\')'
    )
    assert (
        message_of(lambda: Buffer.alloc(3, 'zz', 'hex')) == "The argument 'value' is invalid. Received 'zz'"
    )
    assert message_of(lambda: Buffer.alloc(3, b'')) == "The argument 'value' is invalid. Received <Buffer >"


def test_concat() -> None:
    assert Buffer.concat([b'a', Buffer(b'b'), bytearray(b'c')]) == b'abc'
    assert Buffer.concat([b'abc'], 2) == b'ab'
    assert Buffer.concat([b'abc'], 5) == b'abc\0\0'
    assert Buffer.concat([]) == b''
    assert message_of(lambda: Buffer.concat('a')) == (
        'The "list" argument must be an instance of Array. Received type string (\'a\')'
    )
    assert message_of(lambda: Buffer.concat(['a'])) == (
        'The "list[0]" argument must be an instance of Buffer or Uint8Array. Received type string (\'a\')'
    )


def test_byte_length() -> None:
    assert Buffer.byteLength('é', 'foo') == 2
    assert Buffer.byteLength(b'abc') == Buffer.byteLength(memoryview(b'abc')) == 3
    assert message_of(lambda: Buffer.byteLength(5)) == (
        'The "string" argument must be of type string or an instance of Buffer or ArrayBuffer. '
        'Received type number (5)'
    )


# ----------------------------------------------------------------------------------- comparing and searching


def test_compare() -> None:
    data = Buffer(b'abc')
    assert Buffer.compare(b'a', b'b') == -1
    assert sorted([Buffer(b'b'), Buffer(b'a')], key=bytes) == [b'a', b'b']
    assert data.compare(Buffer(b'xxabc'), 2) == data.compare(b'xxabc', 2, 5, 0, 3) == 0
    assert data.equals(bytearray(b'abc'))
    assert data.isBuffer(data)
    assert not Buffer.isBuffer(b'abc')
    assert message_of(lambda: Buffer.compare('a', b'b')).startswith(
        'The "buf1" argument must be an instance of Buffer'
    )
    assert message_of(lambda: data.compare('a')).startswith('The "target" argument')
    assert message_of(lambda: data.equals('a')).startswith('The "otherBuffer" argument')
    assert message_of(lambda: data.compare(data, 0, 9)) == (
        'The value of "targetEnd" is out of range. It must be >= 0 && <= 3. Received 9'
    )


NAN = float('nan')


@pytest.mark.parametrize(
    ('args', 'expected'),
    [
        (('c',), 2),
        (('c', 3), 5),
        (('c', -2), 5),
        ((99,), 2),
        ((99 + 256,), 2),
        (('',), 0),
        (('', 10), 6),
        (('', 3), 3),
        ((b'bc',), 1),
        (('6263', 'hex'), 1),
        (('6263', 2, 'hex'), 4),
        (('b', NAN), 1),
        (('b', None), 1),
        (('b', 99), -1),
        (('b', -99), 1),
    ],
)
def test_index_of(args: tuple[Any, ...], expected: int) -> None:
    assert Buffer(b'abcabc').indexOf(*args) == expected
    assert Buffer(b'abcabc').includes(*args) == (expected >= 0)


@pytest.mark.parametrize(
    ('args', 'expected'),
    [
        (('b',), 4),
        (('b', 3), 1),
        (('b', -3), 1),
        (('b', -99), -1),
        (('b', None), -1),
        (('b', NAN), 4),
        (('',), 6),
        ((98,), 4),
        (('bc', 4), 4),
    ],
)
def test_last_index_of(args: tuple[Any, ...], expected: int) -> None:
    assert Buffer(b'abcabc').lastIndexOf(*args) == expected


def test_utf16_is_searched_by_units() -> None:
    assert Buffer(b'a\0b\0').indexOf('b', 'ucs2') == 2
    assert Buffer(b'xa\0b\0').indexOf('b', 0, 'ucs2') == -1
    assert Buffer(b'b\0xb\0').lastIndexOf('b', None, 'ucs2') == 0


def test_search_for_anything_else() -> None:
    assert message_of(lambda: Buffer(b'a').indexOf({})) == (
        'The "value" argument must be one of type number or string or an instance of Buffer or Uint8Array. '
        'Received an instance of Object'
    )
    assert message_of(lambda: Buffer(b'a').indexOf('b', 0, 'foo')) == 'Unknown encoding: foo'


def test_copy_into_memory() -> None:
    target = bytearray(5)
    assert Buffer(b'abc').copy(target, 1, 1) == 2
    assert target == b'\0bc\0\0'
    assert Buffer(b'abc').copy(target, 3) == 2
    assert message_of(lambda: Buffer(b'a').copy(b'x')).startswith(
        'The "target" argument must be an instance of Buffer'
    )


# ------------------------------------------------------------------------------------------------------ numbers

EIGHT = Buffer([255, 2, 3, 4, 5, 6, 7, 8])


@pytest.mark.parametrize(
    ('method', 'args', 'expected'),
    [
        ('readUInt8', (), 255),
        ('readInt8', (), -1),
        ('readUint16LE', (1,), 770),
        ('readInt32BE', (0,), -16645372),
        ('readDoubleBE', (0,), -6.17592876524055e303),
        ('readBigInt64BE', (0,), -71491328285473016),
        ('readBigUInt64LE', (0,), 578437695752307455),
        ('readUIntBE', (0, 3), 16712195),
        ('readIntBE', (0, 3), -65021),
        ('readIntLE', (2, 6), 8826258785283),
    ],
)
def test_read(method: str, args: tuple[int, ...], expected: float) -> None:
    assert getattr(EIGHT, method)(*args) == expected


OFFSET = 'The value of "offset" is out of range. It must be'


@pytest.mark.parametrize(
    ('method', 'args', 'message'),
    [
        ('readUInt8', (8,), f'{OFFSET} >= 0 and <= 7. Received 8'),
        ('readUInt8', (-1,), f'{OFFSET} >= 0 and <= 7. Received -1'),
        ('readUInt8', (1.5,), f'{OFFSET} an integer. Received 1.5'),
        ('readUInt8', (NAN,), f'{OFFSET} an integer. Received NaN'),
        ('readUInt8', ('1',), 'The "offset" argument must be of type number. Received type string (\'1\')'),
        ('readUInt8', (None,), 'The "offset" argument must be of type number. Received null'),
        ('readBigUInt64LE', (1,), f'{OFFSET} >= 0 and <= 0. Received 1'),
        ('readUIntBE', (3, 6), f'{OFFSET} >= 0 and <= 2. Received 3'),
        (
            'readUIntBE',
            (0, 7),
            'The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received 7',
        ),
        ('readUIntBE', (0,), 'The "byteLength" argument must be of type number. Received undefined'),
        ('readUIntBE', (), 'The "offset" argument must be of type number. Received undefined'),
    ],
)
def test_read_out_of_range(method: str, args: tuple[Any, ...], message: str) -> None:
    assert message_of(lambda: getattr(EIGHT, method)(*args)) == message


def test_read_beyond_all_bounds() -> None:
    assert message_of(Buffer().readUInt8) == 'Attempt to access memory outside buffer bounds'


# --------------------------------------------------------------------------------------------- beside the class


def test_transcode() -> None:
    assert buffer.transcode(Buffer.from_('€'), 'utf8', 'latin1') == b'?'
    assert buffer.transcode(Buffer.from_('é'), 'utf8', 'utf16le') == b'\xe9\0'
    assert buffer.transcode(b'\xe9', 'latin1', 'utf8') == b'\xc3\xa9'
    assert buffer.transcode(b'\xffA', 'ascii', 'utf8') == b'\xef\xbf\xbdA'
    for args, code in [
        ((b'x', 'utf8', 'hex'), 'U_ILLEGAL_ARGUMENT_ERROR'),
        ((b'\xff', 'utf8', 'ucs2'), 'U_INVALID_CHAR_FOUND'),
    ]:
        with pytest.raises(Exception, match=r'^Unable to transcode Buffer \[U_') as caught:
            buffer.transcode(*args)
        assert caught.value.code == code
    assert message_of(lambda: buffer.transcode('x', 'utf8', 'latin1')).startswith('The "source" argument')


@pytest.mark.parametrize(
    ('text', 'expected'), [('YQ==', 'a'), (' Y Q = = ', 'a'), ('', ''), (None, '\x9eée')]
)
def test_atob(text: Any, expected: str) -> None:
    assert buffer.atob(text) == expected


@pytest.mark.parametrize('text', ['Y', 'YQ=', 'YWJj*', 'YQ===', '-_-_', 5])
def test_atob_refuses(text: Any) -> None:
    with pytest.raises(Exception, match='Invalid character|not correctly encoded') as caught:
        buffer.atob(text)
    assert (caught.value.name, caught.value.code) == ('InvalidCharacterError', 5)


def test_btoa() -> None:
    assert buffer.btoa('é') == '6Q=='
    assert buffer.btoa(None) == 'bnVsbA=='
    with pytest.raises(Exception, match='^Invalid character$'):
        buffer.btoa('ā')
    for function in (buffer.atob, buffer.btoa):
        assert message_of(function) == 'The "input" argument must be specified'


def test_kinds_of_bytes() -> None:
    assert (buffer.isUtf8(b'\xff'), buffer.isUtf8('é'.encode())) == (False, True)
    assert (buffer.isAscii(b'\xff'), buffer.isAscii(b'a')) == (False, True)
    assert message_of(lambda: buffer.isAscii('x')) == (
        'The "input" argument must be an instance of ArrayBuffer, Buffer, or TypedArray. '
        "Received type string ('x')"
    )
    assert buffer.constants.MAX_LENGTH == buffer.kMaxLength == 2**53 - 1


def test_to_bytes() -> None:
    data = b'x'
    assert to_bytes(data) is data
    assert (
        to_bytes(bytearray(data))
        == to_bytes(memoryview(data))
        == to_bytes('x', 'buffer')
        == to_bytes('x', None)
        == data
    )
    assert message_of(lambda: to_bytes('x', 'foo')) == 'Unknown encoding: foo'
    assert message_of(lambda: to_bytes(5)).startswith(
        'The "chunk" argument must be of type string or an instance of'
    )
