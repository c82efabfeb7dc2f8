"""WebSocket against a server of ours: what the recorded pairs (tests/interop) do not show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import node_http as http
from node_http import net
from node_http._jsobject import Symbol
from node_http.errors import DOMException, NodeTypeError
from node_http.url import URL
from node_http.websocket import Blob, client
from tests.interop.websocket_pairs.wire import CLOSE, PING, TEXT, frame

WebSocket = http.WebSocket

NETWORK = 'Received network error or non-101 status code.'
NOWHERE = 'ws://127.0.0.1:1/'


def accept(key: str) -> str:
    return (
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
        f'Sec-WebSocket-Accept: {client.handshake.expected_accept(key)}\r\n\r\n'
    )


def play(upgrade: Callable[[Any], Any] | None, use: Callable[[str], Any]) -> None:
    """Run a server that gives the socket of each upgrade to `upgrade` (None: it says nothing), and `use(url)`."""
    sockets: list[Any] = []

    def upgraded(req: Any, socket: Any) -> None:
        sockets.append(socket)
        socket.on('error', lambda: None)
        if upgrade is not None:
            socket.write(accept(req.headers['sec-websocket-key']))
            upgrade(socket)

    server = http.createServer()
    server.on('upgrade', upgraded)

    def listening() -> None:
        ws = use(f'ws://127.0.0.1:{server.address().port}/')
        made: list[Any] = ws if isinstance(ws, list) else [ws]
        left = len(made)

        def ended() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                server.close()
                for socket in sockets:
                    socket.destroy()

        for one in made:
            one.addEventListener('close', ended)
            one.addEventListener('error', lambda event: event.target.readyState or ended())

    server.listen(0, '127.0.0.1', listening)
    http.run()


# -- arguments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('args', 'message'),
    [
        (('not a url',), 'TypeError: Invalid URL'),
        (('',), 'TypeError: Invalid URL'),
        ((None,), 'TypeError: Invalid URL'),
        (('wss://h:99999',), 'TypeError: Invalid URL'),
        (('ftp://h/',), 'Expected a ws: or wss: protocol, got ftp:'),
        (('ws://h/#a',), 'Got fragment'),
        (('ws://h/#',), 'Got fragment'),
        (('ws://h/', ''), 'Invalid Sec-WebSocket-Protocol value'),
        (('ws://h/', ['a', 'A']), 'Invalid Sec-WebSocket-Protocol value'),
        (('ws://h/', ['a b']), 'Invalid Sec-WebSocket-Protocol value'),
        (('ws://h/', {'protocols': 'a b'}), 'Invalid Sec-WebSocket-Protocol value'),
        (('ws://h/', {'protocols': {}}), 'Invalid Sec-WebSocket-Protocol value'),
    ],
)
def test_the_constructor_refuses(args: Any, message: str) -> None:
    with pytest.raises(DOMException) as caught:
        WebSocket(*args)
    assert (caught.value.name, caught.value.code, caught.value.message) == ('SyntaxError', 12, message)


@pytest.mark.parametrize(
    ('call', 'message'),
    [
        (lambda: WebSocket(), 'WebSocket constructor: 1 argument required, but 0 found.'),
        (lambda: WebSocket(Symbol('x')), 'Cannot convert a Symbol value to a string'),
        (
            lambda: WebSocket('ws://h/', headers={'a b': '1'}),
            'Headers.append: "a b" is an invalid header name.',
        ),
    ],
)
def test_the_constructor_refuses_types(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(NodeTypeError) as caught:
        call()
    assert caught.value.message == message


@pytest.mark.parametrize(
    ('args', 'url'),
    [
        (('http://127.0.0.1:1',), NOWHERE),
        (('HTTP://127.0.0.1:1/%7e?',), NOWHERE + '%7e?'),
        ((URL(NOWHERE),), NOWHERE),
        (('ws://u:p@127.0.0.1:1/x?y',), 'ws://u:p@127.0.0.1:1/x?y'),
        ((NOWHERE, None), NOWHERE),
        ((NOWHERE, 5), NOWHERE),
        ((NOWHERE, {'dispatcher': 5, 'headers': None}), NOWHERE),
        ((NOWHERE, lambda: None), NOWHERE),
        ((NOWHERE, {'a': 1}.keys()), NOWHERE),
    ],
)
def test_the_constructor_takes(args: Any, url: str) -> None:
    failed = []
    ws = WebSocket(*args)
    ws.onerror = lambda event: failed.append(event)
    assert ws.url == url
    assert (ws.readyState, ws.bufferedAmount, ws.protocol, ws.extensions, ws.binaryType) == (
        0,
        0,
        '',
        '',
        'blob',
    )
    http.run()
    assert [event.message for event in failed] == [NETWORK]
    assert failed[0].error.cause.code == 'ECONNREFUSED'
    assert ws.readyState == WebSocket.CONNECTING  # as Node leaves it


def nowhere(messages: list[str] | None = None) -> Any:
    ws = WebSocket(NOWHERE)
    ws.onerror = lambda event: messages is not None and messages.append(event.message)
    return ws


@pytest.mark.parametrize(
    ('use', 'error'),
    [
        (lambda ws: ws.send('a'), ('InvalidStateError', 11, 'Sent before connected.')),
        (lambda ws: ws.close(999), ('InvalidAccessError', 15, 'invalid code')),
        (lambda ws: ws.close(1001), ('InvalidAccessError', 15, 'invalid code')),
        (lambda ws: ws.close(5000), ('InvalidAccessError', 15, 'invalid code')),
        (lambda ws: ws.close(65536 + 3000), ('InvalidAccessError', 15, 'invalid code')),
        (lambda ws: ws.close('abc'), ('InvalidAccessError', 15, 'invalid code')),
        (lambda ws: ws.close(None), ('InvalidAccessError', 15, 'invalid code')),
        (
            lambda ws: ws.close(1000, 'é' * 62),
            ('SyntaxError', 12, 'Reason must be less than 123 bytes; received 124'),
        ),
    ],
)
def test_send_and_close_refuse(use: Callable[[Any], Any], error: tuple[str, int, str]) -> None:
    ws = nowhere()
    with pytest.raises(DOMException) as caught:
        use(ws)
    assert (caught.value.name, caught.value.code, caught.value.message) == error
    with pytest.raises(NodeTypeError, match=r'^WebSocket.send: 1 argument required, but 0 found.$'):
        ws.send()
    http.run()


@pytest.mark.parametrize('args', [('3000',), (3000.4, 'x' * 123), (4999,), ()])
def test_close_before_it_is_open(args: Any) -> None:
    messages: list[str] = []
    ws = nowhere(messages)
    ws.onclose = lambda: messages.append('close')
    ws.close(*args)
    assert messages == ['Connection was closed before it was established.']
    assert ws.readyState == WebSocket.CLOSING
    http.run()
    assert messages[1:] == [NETWORK]


def test_close_in_onerror_does_not_go_round_in_circles() -> None:
    messages = []
    ws = WebSocket(NOWHERE)

    @ws.addEventListener('error')
    def failed(event: Any) -> None:
        messages.append(event.message)
        ws.close()

    http.run()
    assert messages == [NETWORK, 'Connection was closed before it was established.']
    assert ws.readyState == WebSocket.CLOSING


def test_wss_says_that_there_is_no_tls() -> None:
    messages: list[str] = []
    ws = WebSocket('https://127.0.0.1:1/')
    ws.onerror = lambda event: messages.append(event.message)
    assert ws.url == 'wss://127.0.0.1:1/'
    http.run()
    assert messages == ['wss: needs TLS, which node_http does not have.']


# -- handlers -------------------------------------------------------------------------------------------------


def test_a_handler_takes_its_place_behind_all_others_when_it_is_set() -> None:
    seen: list[str] = []
    ws = nowhere()
    first = ws.onerror
    ws.addEventListener('error', lambda: seen.append('listener'))
    for no_handler in ({'handleEvent': first}, None, 5):
        ws.onerror = no_handler
        assert ws.onerror is None
    ws.onerror = handler = lambda: seen.append('handler')
    assert ws.onerror is handler
    ws.onmessage = ws.onopen = ws.onclose = handler
    http.run()
    assert seen == ['listener', 'handler']


def test_binary_type() -> None:
    ws = nowhere()
    for value, expected in (('foo', 'blob'), ('arraybuffer', 'arraybuffer'), (5, 'blob')):
        ws.binaryType = value
        assert ws.binaryType == expected
    http.run()


def test_repr() -> None:
    ws = nowhere()
    assert repr(ws) == '<WebSocket ws://127.0.0.1:1/ CONNECTING>'
    http.run()


# -- a connection ---------------------------------------------------------------------------------------------


def echo(socket: Any) -> None:
    """Sends back what it is sent: short frames, of which each comes in a piece of its own."""

    def received(data: bytes) -> None:
        while data:
            opcode, size, mask = data[0] & 15, data[1] & 127, data[2:6]
            payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data[6 : 6 + size]))
            data = data[6 + size :]
            socket.write(frame(opcode, payload))
            if opcode == CLOSE:
                socket.end()

    socket.on('data', received)


SENT: list[tuple[Any, Any]] = [
    ('é', 'é'),
    (5, '5'),
    (None, 'null'),
    ({'a': 1}, '[object Object]'),
    ([1, 2], '1,2'),
    ('\ud800x\ud83d\ude00', '\ufffdx😀'),
    (b'\0', b'\0'),
    (bytearray(b'a'), b'a'),
    (memoryview(b'b'), b'b'),
    (Blob(['c']), b'c'),
]


def test_what_can_be_sent() -> None:
    seen: list[Any] = []

    def use(url: str) -> Any:
        ws = WebSocket(url)
        ws.binaryType = 'arraybuffer'

        @ws.addEventListener('open')
        async def opened() -> None:
            assert repr(ws) == f'<WebSocket {url} OPEN>'
            for data, _ in SENT:
                ws.send(data)
            assert ws.bufferedAmount == sum(
                len(back if isinstance(back, bytes) else back.encode()) for _, back in SENT
            )

        @ws.addEventListener('message')
        def message(event: Any) -> None:
            seen.append(event.data)
            assert event.origin == url.rstrip('/')
            if len(seen) == len(SENT):
                assert ws.bufferedAmount == 0
                ws.close(1000, '\ud800')

        return ws

    play(echo, use)
    assert seen == [back for _, back in SENT]


def test_a_listener_that_throws_is_uncaught_and_stops_nobody() -> None:
    seen: list[str] = []

    async def main() -> None:
        uncaught: list[Any] = []
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: uncaught.append(context['exception'])
        )
        server = http.createServer()
        server.on(
            'upgrade',
            lambda req, socket: (socket.write(accept(req.headers['sec-websocket-key'])), echo(socket)),
        )
        listening = asyncio.get_running_loop().create_future()
        server.listen(0, '127.0.0.1', lambda: listening.set_result(None))
        await listening
        ws = WebSocket(f'ws://127.0.0.1:{server.address().port}/')
        closed = asyncio.get_running_loop().create_future()
        ws.onclose = lambda event: closed.set_result(event)

        def throws() -> None:
            raise ValueError('thrown')

        ws.onopen = throws
        ws.addEventListener('open', lambda: (seen.append('open'), ws.close()))
        event = await closed
        assert (event.code, event.wasClean) == (1005, True)
        assert [str(error) for error in uncaught] == ['thrown']
        ended = asyncio.get_running_loop().create_future()
        server.close(lambda: ended.set_result(None))
        await ended

    asyncio.run(main())
    asyncio.run(main())  # nothing is bound to a loop
    assert seen == ['open', 'open']


def test_it_keeps_the_program_alive_while_it_is_open() -> None:
    handles: list[str] = []

    def upgrade(socket: Any) -> None:
        socket.unref()
        socket.once('data', lambda: socket.end(frame(CLOSE)))

    def use(url: str) -> Any:
        ws = WebSocket(url)

        def opened() -> None:
            handles.extend(type(handle).__name__ for handle in http.active_handles())
            ws.close()

        ws.onopen = opened
        return ws

    play(upgrade, use)
    assert 'Socket' in handles


def test_an_agent_as_the_dispatcher_makes_the_connection() -> None:
    made: list[Any] = []

    class Own(http.Agent):
        def createConnection(self, options: Any, callback: Any = None) -> Any:
            made.append((options['host'], options['port']))
            return net.connect(options['port'], options['host'])

    ports: list[int] = []

    def use(url: str) -> Any:
        ports.append(int(url.rsplit(':', 1)[1].rstrip('/')))
        ws = WebSocket(url, dispatcher=Own(), headers={'x-own': '1'})
        ws.onopen = lambda: ws.close()
        return ws

    play(echo, use)
    assert made == [('127.0.0.1', ports[0])]


def test_max_payload() -> None:
    seen: list[Any] = []

    def use(url: str) -> Any:
        ws = WebSocket(url, {'maxPayload': 4})
        ws.onmessage = ws.onerror = ws.onclose = lambda event: seen.append(
            getattr(event, 'data', None) or getattr(event, 'message', None) or event.code
        )
        return ws

    play(lambda socket: socket.write(frame(TEXT, b'good') + frame(TEXT, b'worse')), use)
    assert seen == ['good', 'Received a message of more than 4 bytes.', 1006]


# -- a server that does not do its part -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ('greeting', 'closed'),
    [(b'', (1006, '', False)), (frame(CLOSE, b'\x03\xe9going'), (1001, 'going', True))],
)
def test_a_server_that_does_not_end_the_connection_has_a_time(
    monkeypatch: pytest.MonkeyPatch, greeting: bytes, closed: tuple[int, str, bool]
) -> None:
    monkeypatch.setattr(client, 'CLOSE_TIMEOUT', 10)
    events: list[Any] = []

    def use(url: str) -> Any:
        ws = WebSocket(url)
        ws.onclose = lambda event: events.append((event.code, event.reason, event.wasClean))
        if not greeting:
            ws.onopen = lambda event: event.target.close()
        return ws

    play(lambda socket: (socket.write(greeting), socket.resume()), use)
    assert events == [closed]


def test_a_connection_that_is_not_made_has_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, 'CONNECT_TIMEOUT', 10)
    monkeypatch.setattr(client.net, 'connect', lambda to: net.Socket())
    messages: list[str] = []
    nowhere(messages)
    http.run()
    assert messages == [NETWORK]


def test_a_server_that_does_not_answer_has_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, 'HANDSHAKE_TIMEOUT', 10)
    messages: list[str] = []

    def use(url: str) -> Any:
        ws = WebSocket(url)
        ws.onerror = lambda event: messages.append(event.message)
        return ws

    play(None, use)
    assert messages == [NETWORK]


class Full:
    """A socket that takes what is written, and asks to wait."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.paused = False

    def write(self, data: bytes) -> bool:
        self.calls.append('write')
        return False

    def isPaused(self) -> bool:
        return self.paused

    def pause(self) -> None:
        self.paused = True
        self.calls.append('pause')

    def resume(self) -> None:
        self.paused = False
        self.calls.append('resume')

    def once(self, event: str, listener: Callable[[], Any]) -> None:
        self.calls.append(event)
        self.drained = listener


def test_a_server_that_does_not_read_pongs_is_not_read() -> None:
    ws = nowhere()
    http.run()
    ws._socket = socket = Full()
    ws._frames = client.Frames()
    ws._receive(frame(PING) * 2)
    socket.drained()
    assert socket.calls == ['write', 'pause', 'drain', 'write', 'resume']
