"""What is played: a script of the server, and the plan of the client, of each scenario."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from typing import Any

from .wire import BINARY, CLOSE, PING, PONG, TEXT, Script, Wire, closing, frame

SCENARIOS: dict[str, tuple[Script, dict[str, Any]]] = {}


def scenario(**plan: Any) -> Callable[[Script], Script]:
    def add(script: Script) -> Script:
        SCENARIOS[script.__name__] = script, plan  # type: ignore[attr-defined]
        return script

    return add


CLOSE_AT_MESSAGE = {'on': {'message': [['close', 1000, 'bye']]}}


# -- messages -------------------------------------------------------------------------------------------------


@scenario(protocols=['a', 'b'], on={'open': [['close', 1000]]})
async def request_head(s: Wire) -> None:
    await s.upgrade()
    s.log.append({**s.headers, 'sec-websocket-key': len(s.headers['sec-websocket-key']), 'host': ''})
    await s.until_close()


@scenario(on={'open': [['send', 'héllo']], 'message': [['close', 1000, 'bye']]})
async def echo_text(s: Wire) -> None:
    await s.upgrade()
    received = await s.receive()
    assert received
    s.send(frame(*received))
    await s.until_close()


@scenario(on={'open': [['sendBytes', '0001ff']], 'message': [['close']]})
async def echo_binary_as_blob(s: Wire) -> None:
    await s.upgrade()
    received = await s.receive()
    assert received
    s.send(frame(*received))
    await s.until_close()


@scenario(
    first=[['binaryType', 'arraybuffer']],
    on={'open': [['sendArrayBuffer', '0001ff']], 'message': [['close', 3000]]},
)
async def echo_binary_as_arraybuffer(s: Wire) -> None:
    await s.upgrade()
    received = await s.receive()
    assert received
    s.send(frame(*received))
    await s.until_close()


@scenario(
    on={
        'open': [['sendBlob', 'later'], ['send', 'sooner'], ['send', ''], ['state']],
        'message': [['close', 4999, '']],
    }
)
async def blob_is_sent_in_its_turn(s: Wire) -> None:
    await s.upgrade()
    await s.receive()
    await s.receive()
    await s.receive()
    s.send(frame(TEXT, b'got all'))
    await s.until_close()


@scenario(
    on={
        'open': [
            ['sendRepeated', 'x', 125],
            ['sendRepeated', 'x', 126],
            ['sendRepeated', 'x', 65535],
            ['sendRepeated', 'x', 65536],
            ['state'],
        ],
        'message': [['state'], ['close', 1000]],
    }
)
async def lengths(s: Wire) -> None:
    await s.upgrade()
    for _ in range(4):
        await s.receive()
    s.send(frame(TEXT, b'got all'))
    await s.until_close()


@scenario(**CLOSE_AT_MESSAGE)
async def fragmented(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(TEXT, 'é'.encode()[:1], fin=False))
    s.send(frame(0, 'é'.encode()[1:] + b'a', fin=False))
    s.send(frame(PING, b'between'))
    s.send(frame(0, b'b'))
    await s.until_close()


@scenario(**CLOSE_AT_MESSAGE)
async def fragmented_byte_by_byte(s: Wire) -> None:
    await s.upgrade()
    for byte in frame(TEXT, b'one', fin=False) + frame(0, b'', fin=False) + frame(0, b'two'):
        s.send(bytes([byte]))
        await asyncio.sleep(0)
    await s.until_close()


@scenario(**CLOSE_AT_MESSAGE)
async def frames_with_the_handshake(s: Wire) -> None:
    await s.upgrade(rest=frame(TEXT, b'early') + frame(TEXT, b'second'))
    await s.until_close()


@scenario(on={'message': [['close', 1000]]})
async def byte_order_mark(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(TEXT, '\ufeffmark'.encode()))
    await s.until_close()


@scenario(on={'message2': [['close', 1000]]})
async def messages_of_no_bytes(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(TEXT) + frame(BINARY))
    await s.until_close()


@scenario(on={'message2': [['close', 1000]]})
async def long_messages(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(BINARY, bytes(200)) + frame(BINARY, bytes(70000)))
    await s.until_close()


@scenario(on={'message': [['close']]})
async def length_not_minimal(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(TEXT, b'abc', length=b'\x7e\0\x03'))
    await s.until_close()


@scenario(on={'message': [['close']]})
async def length_not_minimal_64(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(TEXT, b'abc', length=b'\x7f\0\0\0\0\0\0\0\x03'))
    await s.until_close()


# -- ping and pong --------------------------------------------------------------------------------------------


@scenario(**CLOSE_AT_MESSAGE)
async def ping(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(PING))
    await s.receive()
    s.send(frame(PING, b'x' * 125))
    await s.receive()
    s.send(frame(PONG, b'unasked') + frame(TEXT, b'end'))
    await s.until_close()


@scenario()
async def ping_too_long(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(PING, b'x' * 126))
    await s.drain()


@scenario()
async def ping_fragmented(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(PING, b'x', fin=False))
    await s.drain()


# -- closing --------------------------------------------------------------------------------------------------


@scenario()
async def server_closes(s: Wire) -> None:
    await s.upgrade()
    s.send(closing(4001, 'dönе'.encode()))
    await s.receive()


@scenario()
async def server_closes_without_code(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(CLOSE))
    await s.receive()


@scenario()
async def server_closes_and_ends(s: Wire) -> None:
    await s.upgrade()
    s.send(closing(1001, b'going'))
    s.writer.write_eof()
    await s.drain()


@scenario(on={'open': [['close', 1000, 'bye'], ['state'], ['send', 'ignored'], ['state'], ['close', 3333]]})
async def client_closes(s: Wire) -> None:
    await s.upgrade()
    await s.until_close()


@scenario(on={'open': [['close', 1000, 'bye']]})
async def client_closes_server_says_otherwise(s: Wire) -> None:
    await s.upgrade()
    await s.receive()
    s.send(frame(TEXT, b'too late') + closing(4444, b'mine'))


@scenario(on={'open': [['close']]})
async def client_closes_server_just_ends(s: Wire) -> None:
    await s.upgrade()
    await s.receive()


@scenario(on={'open': [['close', 1000, 'bye']]})
async def message_while_closing(s: Wire) -> None:
    await s.upgrade()
    await s.receive()
    s.send(frame(TEXT, b'still') + frame(PING, b'?'))
    await s.receive()
    s.send(closing(1000))


@scenario(on={'close': [['send', 'x'], ['close'], ['close', 1], ['state']]})
async def use_after_close(s: Wire) -> None:
    await s.upgrade()
    s.send(closing(1000, b'done'))
    await s.receive()


@scenario(first=[['close']])
async def close_while_connecting(s: Wire) -> None:
    await s.upgrade()
    await s.drain()


@scenario(first=[['close', 3001, 'never mind'], ['close'], ['state']])
async def close_while_connecting_with_code(s: Wire) -> None:
    await s.upgrade()
    await s.drain()


@scenario(first=[['close']], on={'error1': [['close'], ['state']]})
async def close_at_the_error_of_close(s: Wire) -> None:
    await s.upgrade()
    await s.drain()


@scenario(on={'error1': [['state'], ['close'], ['send', 'x'], ['state']]})
async def close_at_the_error_of_a_frame(s: Wire) -> None:
    await s.upgrade()
    s.send(frame(3))
    await s.until_close()


@scenario()
async def server_ends_without_close(s: Wire) -> None:
    await s.upgrade()


@scenario(on={'open': [['send', 'x']]})
async def server_resets(s: Wire) -> None:
    await s.upgrade()
    await s.receive()
    s.reset()


@scenario(on={'open': [['send', 'x']]})
async def server_ends_within_a_frame(s: Wire) -> None:
    await s.upgrade()
    await s.receive()
    s.send(frame(TEXT, b'hello')[:4])


@scenario(on={'open': [['closeForReason', 'why']]})
async def client_closes_with_reason_only(s: Wire) -> None:
    await s.upgrade()
    await s.until_close()


@scenario(on={'open': [['close', 1000, 'x']]})
async def client_closes_server_answers_without_code(s: Wire) -> None:
    await s.upgrade()
    await s.receive()
    s.send(frame(CLOSE))


def close_with(name: str, data: bytes) -> None:
    async def script(s: Wire) -> None:
        await s.upgrade()
        s.send(frame(CLOSE, data))
        await s.receive()

    script.__name__ = f'close_frame_{name}'
    scenario()(script)


close_with('of_one_byte', b'\x03')
close_with('bad_utf8', b'\x03\xe8\xff\xfe')
for number in (
    0,
    999,
    1004,
    1005,
    1006,
    1007,
    1011,
    1012,
    1014,
    1015,
    1016,
    2000,
    2999,
    3000,
    4999,
    5000,
    65535,
):
    close_with(str(number), number.to_bytes(2, 'big') + b'why')


# -- hostile frames -------------------------------------------------------------------------------------------


def hostile(name: str, *pieces: bytes) -> None:
    async def script(s: Wire) -> None:
        await s.upgrade()
        for piece in pieces:
            s.send(piece)
        await s.until_close()

    script.__name__ = f'hostile_{name}'
    scenario()(script)


hostile('masked', b'\x81\x83abcd123')
hostile('text_not_utf8', frame(TEXT, b'\xff\xfe'))
hostile('text_not_utf8_in_pieces', frame(TEXT, b'ok', fin=False), frame(0, b'\xff'))
hostile('text_cut_within_a_character', frame(TEXT, 'é'.encode()[:1]))
hostile('text_of_a_surrogate', frame(TEXT, b'\xed\xa0\x80'))
hostile('reserved_bit_1', frame(TEXT, b'x', rsv1=True))
hostile('reserved_bit_2', b'\xa1\x01x')
hostile('reserved_bit_3', b'\x91\x01x')
hostile('opcode_3', frame(3, b'x'))
hostile('opcode_11', frame(11, b'x'))
hostile('continuation_of_nothing', frame(0, b'x'))
hostile('text_within_text', frame(TEXT, b'x', fin=False), frame(TEXT, b'y'))
hostile('length_beyond_63_bits', b'\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff')
hostile('length_of_4_gib', b'\x82\x7f\0\0\0\x01\0\0\0\0')
hostile('length_of_2_gib', b'\x82\x7f\0\0\0\0\x80\0\0\0')
hostile('close_fragmented', frame(CLOSE, b'\x03\xe8', fin=False))
hostile('close_too_long', frame(CLOSE, b'\x03\xe8' + b'x' * 124))
hostile('message_before_and_hostile_after', frame(TEXT, b'good') + frame(3))
hostile('close_then_more', closing(1000, b'x') + frame(TEXT, b'more'))


# -- permessage-deflate ---------------------------------------------------------------------------------------


def deflater(bits: int = 15) -> Callable[[bytes], bytes]:
    """Compresses messages, one after the other in one window (RFC 7692 7.2.1)."""
    window = zlib.compressobj(wbits=-bits)
    return lambda data: (window.compress(data) + window.flush(zlib.Z_SYNC_FLUSH))[:-4]


@scenario(on={'open': [['send', 'plain'], ['sendRepeated', 'ab', 100]], 'message3': [['close', 1000]]})
async def deflated(s: Wire) -> None:
    await s.upgrade('Sec-WebSocket-Extensions: permessage-deflate')
    await s.receive()
    await s.receive()
    deflate = deflater()
    whole = deflate(b'hello' * 50)
    s.send(frame(TEXT, whole, rsv1=True))
    again = deflate(b'hello' * 50)
    s.send(frame(TEXT, again[:3], fin=False, rsv1=True) + frame(PING, b'p') + frame(0, again[3:]))
    s.send(frame(TEXT, b'not compressed'))
    await s.until_close()


@scenario(on={'message2': [['close', 1000]]})
async def deflated_without_takeover(s: Wire) -> None:
    await s.upgrade(
        'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover'
    )
    s.send(frame(TEXT, deflater()(b'one' * 20), rsv1=True))
    s.send(frame(TEXT, deflater()(b'two' * 20), rsv1=True))
    await s.until_close()


def negotiates(name: str, answer: str, **plan: Any) -> None:
    async def script(s: Wire) -> None:
        await s.upgrade(f'Sec-WebSocket-Extensions: {answer}', rest=closing(1000))
        await s.receive()

    script.__name__ = f'extension_{name}'
    scenario(**plan)(script)


negotiates('window_bits', 'permessage-deflate; server_max_window_bits=10')
negotiates('client_window_bits', 'permessage-deflate; client_max_window_bits=10')
negotiates('window_bits_quoted', 'permessage-deflate; server_max_window_bits="10"')
negotiates('window_bits_8', 'permessage-deflate; server_max_window_bits=8')
negotiates('window_bits_7', 'permessage-deflate; server_max_window_bits=7')
negotiates('window_bits_16', 'permessage-deflate; server_max_window_bits=16')
negotiates('window_bits_without_value', 'permessage-deflate; server_max_window_bits')
negotiates('unknown_parameter', 'permessage-deflate; nonsense')
negotiates('twice', 'permessage-deflate, permessage-deflate')
negotiates('other_case', 'Permessage-Deflate')
negotiates('two', 'permessage-deflate, x-own')
negotiates('empty', '')


def inflates(name: str, *pieces: bytes, **plan: Any) -> None:
    async def script(s: Wire) -> None:
        await s.upgrade('Sec-WebSocket-Extensions: permessage-deflate')
        for piece in pieces:
            s.send(piece)
        await s.until_close()

    script.__name__ = f'deflated_{name}'
    scenario(**plan)(script)


inflates('garbage', frame(TEXT, b'\xff\xff\xff', rsv1=True))
inflates('not_utf8', frame(TEXT, deflater()(b'\xff'), rsv1=True))
inflates('empty', frame(TEXT, b'', rsv1=True) + frame(TEXT, b'\0', rsv1=True), on={'message2': [['close']]})
inflates(
    'final_block', frame(TEXT, bytes.fromhex('f348cdc9c9070000'), rsv1=True) * 2, on={'message2': [['close']]}
)
inflates(
    'cut_short',
    frame(TEXT, deflater()(b'hello' * 50)[:-2], rsv1=True) + frame(TEXT, b'next'),
    on={'message2': [['close']]},
)
inflates(
    'bit_set_on_ping_and_on_continuation',
    frame(TEXT, b'x', fin=False) + frame(PING, b'p', rsv1=True) + frame(0, b'y', rsv1=True),
    on={'message': [['close']]},
)
inflates('bomb', frame(BINARY, deflater()(bytes(300 * 1024 * 1024)), rsv1=True), on={'message': [['close']]})


# -- the handshake --------------------------------------------------------------------------------------------


def refuses(name: str, response: str, **plan: Any) -> None:
    async def script(s: Wire) -> None:
        await s.request()
        s.send(response.replace('\n', '\r\n').encode().replace(b'{accept}', s.accept.encode()))
        await s.until_close()

    script.__name__ = f'handshake_{name}'
    scenario(**plan)(script)


UP = 'HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\n'
refuses('404', 'HTTP/1.1 404 Not Found\nContent-Length: 4\n\nnope')
refuses(
    '404_close_at_error',
    'HTTP/1.1 404 Not Found\nContent-Length: 4\n\nnope',
    on={'error1': [['state'], ['close'], ['close', 1000]]},
)
refuses('200', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n')
refuses('302', 'HTTP/1.1 302 Found\nLocation: /elsewhere\nContent-Length: 0\n\n')
refuses('401', 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic\nContent-Length: 0\n\n')
refuses('no_accept', UP + '\n')
refuses('bad_accept', UP + 'Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n')
refuses(
    'no_upgrade', 'HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nSec-WebSocket-Accept: {accept}\n\n'
)
refuses(
    'other_upgrade', 'HTTP/1.1 101 S\nUpgrade: h2c\nConnection: Upgrade\nSec-WebSocket-Accept: {accept}\n\n'
)
refuses(
    'no_connection',
    'HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nSec-WebSocket-Accept: {accept}\n\n',
)
refuses(
    'other_connection',
    'HTTP/1.1 101 S\nUpgrade: websocket\nConnection: close\nSec-WebSocket-Accept: {accept}\n\n',
)
refuses('protocol_unasked', UP + 'Sec-WebSocket-Accept: {accept}\nSec-WebSocket-Protocol: chat\n\n')
refuses(
    'protocol_other', UP + 'Sec-WebSocket-Accept: {accept}\nSec-WebSocket-Protocol: b\n\n', protocols=['a']
)
refuses('protocol_none', UP + 'Sec-WebSocket-Accept: {accept}\n\n', protocols=['a'], on={'open': [['close']]})
refuses(
    'protocol_other_case',
    UP + 'Sec-WebSocket-Accept: {accept}\nSec-WebSocket-Protocol: A\n\n',
    protocols=['a'],
)
refuses('extension_unknown', UP + 'Sec-WebSocket-Accept: {accept}\nSec-WebSocket-Extensions: x-own\n\n')
refuses('garbage', 'garbage\n\n')
refuses(
    'upgrade_other_case',
    'HTTP/1.1 101 S\nUpgrade: WebSocket\nConnection: upgrade\nSec-WebSocket-Accept: {accept}\n\n',
    on={'open': [['close', 1000]]},
)
refuses(
    'connection_list',
    'HTTP/1.1 101 S\nUpgrade: websocket\nConnection: keep-alive, Upgrade\nSec-WebSocket-Accept: {accept}\n\n',
    on={'open': [['close', 1000]]},
)


@scenario(protocols=['a', 'b'], on={'open': [['close', 1000]]})
async def protocol_chosen(s: Wire) -> None:
    await s.upgrade('Sec-WebSocket-Protocol: b')
    await s.until_close()


@scenario()
async def handshake_ends(s: Wire) -> None:
    await s.request()


@scenario()
async def handshake_100_first(s: Wire) -> None:
    await s.request()
    s.send(b'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n')
    s.send(f'{UP}Sec-WebSocket-Accept: {s.accept}\n\n'.replace('\n', '\r\n').encode() + closing(1000))
    await s.receive()
