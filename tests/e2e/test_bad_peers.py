"""Peers that are not there, leave too early, or send what is no HTTP: Node's errors in Node's order, and nothing hangs.

What is expected is what v23.8.0 was seen to do with the same bytes.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import node_http as http
from node_http.events import once
from tests.e2e.conftest import Play

Log = list[str]

RESET = struct.pack('ii', 1, 0)


def shown(value: Any) -> str:
    """An error by its class, code, message and syscall, and where a parser stopped; anything else as text."""
    if not isinstance(value, Exception):
        return f'{value}'
    error: Any = value
    text = f'{error.name} {error.code} {error.message!r}'
    if getattr(error, 'syscall', None) is not None:
        text += f' {error.syscall} {error.errno}'
    if getattr(error, 'bytesParsed', None) is not None:
        raw = getattr(error, 'rawPacket', None)
        text += f' at {error.bytesParsed} of {None if raw is None else len(raw)}'
    return text


def listen(log: Log, name: str, emitter: Any, *events: str) -> None:
    def listener(event: str) -> Callable[..., Any]:
        return lambda *values: log.append(' '.join([name, event, *map(shown, values)]))

    for event in events:
        emitter.on(event, listener(event))


def watch(log: Log, req: Any) -> asyncio.Future[None]:
    """Log what a request goes through; the future is done when it is over, and its response too."""
    over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    responses: list[Any] = []

    def closed() -> None:
        if req.closed and all(res.closed for res in responses) and not over.done():
            over.set_result(None)

    @req.on('response')
    def response(res: Any) -> None:
        responses.append(res)
        log.append(f'response {res.statusCode}')
        listen(log, 'res', res, 'data', 'aborted', 'error', 'end', 'close')
        res.on('close', lambda: asyncio.get_running_loop().call_soon(closed))

    listen(log, 'req', req, 'abort', 'error', 'close')
    req.on('close', lambda: asyncio.get_running_loop().call_soon(closed))
    return over


def reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info('socket').setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


def unused_port() -> int:
    with socket.create_server(('127.0.0.1', 0)) as server:
        return int(server.getsockname()[1])


# -- nobody is there ---------------------------------------------------------------------------------------------


def test_connection_refused(play: Play) -> None:
    port = unused_port()
    log: Log = []

    async def main() -> None:
        req = http.get(host='127.0.0.1', port=port)
        over = watch(log, req)
        [error] = await once(req, 'error')
        assert isinstance(error, OSError)
        assert (error.address, error.port) == ('127.0.0.1', port)  # type: ignore[attr-defined]
        await over

    play(main)
    assert log == [
        f"req error Error ECONNREFUSED 'connect ECONNREFUSED 127.0.0.1:{port}' connect -111",
        'req close',
    ]


@pytest.mark.parametrize('host', ['..', 'a' * 64 + '.example'], ids=['empty labels', 'label of 64'])
def test_unknown_host(play: Play, host: str) -> None:
    """Names that no resolver has to be asked about."""
    log: Log = []

    async def main() -> None:
        req = http.get(host=host)
        over = watch(log, req)
        [error] = await once(req, 'error')
        assert isinstance(error, OSError)
        assert error.hostname == host  # type: ignore[attr-defined]
        await over

    play(main)
    assert log == [f"req error Error ENOTFOUND 'getaddrinfo ENOTFOUND {host}' getaddrinfo -3008", 'req close']


def test_no_unix_socket(play: Play, tmp_path: Any) -> None:
    log: Log = []
    path = str(tmp_path / 'missing')

    async def main() -> None:
        await watch(log, http.get(socketPath=path))

    play(main)
    assert log == [f"req error Error ENOENT 'connect ENOENT {path}' connect -2", 'req close']


def test_port_in_use(play: Play) -> None:
    log: Log = []

    async def main() -> int:
        async with http.createServer() as first:
            first.listen(0, '127.0.0.1')
            await once(first, 'listening')
            port = first.address().port
            second = http.createServer()
            listen(log, 'server', second, 'error', 'listening', 'close')
            second.listen(port, '127.0.0.1')
            await once(second, 'error')
            return int(port)

    port = play(main)
    assert log == [
        f"server error Error EADDRINUSE 'listen EADDRINUSE: address already in use 127.0.0.1:{port}' listen -98"
    ]


# -- servers that leave, or talk nonsense ------------------------------------------------------------------------

LENGTH = b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'
CHUNKED = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'

HANG_UP = ["req error Error ECONNRESET 'socket hang up'", 'req close']
BROKEN = [
    'response 200',
    'res data abc',
    'res aborted',
    'req close',
    "res error Error ECONNRESET 'aborted'",
    'res close',
]
REFUSED = "req error Error ECONNRESET 'read ECONNRESET' read -104"
BROKEN_BY_RESET = [*BROKEN[:2], REFUSED, *BROKEN[2:]]


def ask(play: Play, answer: bytes, then: str | None = None) -> Log:
    """What a request goes through whose server sends these bytes, and then 'end's or 'reset's."""
    log: Log = []

    async def main() -> None:
        body_seen = asyncio.Event()
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b'\r\n\r\n')
            writer.write(answer)
            if then == 'reset':
                if answer:  # or the reset would overtake it
                    await body_seen.wait()
                reset(writer)
            elif then == 'end':
                writer.write_eof()
            try:
                assert await reader.read() == b''
            except ConnectionError:
                pass
            writer.close()
            done.set_result(None)

        async with await asyncio.start_server(serve, '127.0.0.1', 0) as server:
            req = http.get(host='127.0.0.1', port=server.sockets[0].getsockname()[1])
            over = watch(log, req)
            req.on('response', lambda res: res.on('data', body_seen.set))
            await over
            await done

    play(main)
    return log


@pytest.mark.parametrize(
    ('answer', 'then', 'expected'),
    [
        (b'', 'end', HANG_UP),
        (b'HTTP/1.1 200 OK\r\n', 'end', HANG_UP),
        (b'', 'reset', [REFUSED, 'req close']),
        (LENGTH, 'end', BROKEN),
        (CHUNKED, 'end', BROKEN),
        (LENGTH, 'reset', BROKEN_BY_RESET),
        (CHUNKED, 'reset', BROKEN_BY_RESET),
    ],
)
def test_the_server_leaves(play: Play, answer: bytes, then: str, expected: Log) -> None:
    assert ask(play, answer, then) == expected


def unreadable(code: str, reason: str, parsed: int, size: int) -> list[str]:
    return [f'req error Error {code} {f"Parse Error: {reason}"!r} at {parsed} of {size}']


@pytest.mark.parametrize(
    ('answer', 'expected'),
    [
        (b'garbage\r\n\r\n', [*unreadable('HPE_INVALID_CONSTANT', 'Expected HTTP/', 0, 11), 'req close']),
        (b'HTTP/9.9 200 OK\r\n\r\n', [*unreadable('HPE_INVALID_VERSION', 'Invalid HTTP version', 8, 19), 'req close']),
        (
            b'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n',
            [*unreadable('HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length', 33, 38), 'req close'],
        ),
        (
            b'HTTP/1.1 200 OK\r\nA b: c\r\n\r\n',
            [*unreadable('HPE_INVALID_HEADER_TOKEN', 'Invalid header token', 18, 27), 'req close'],
        ),
        (
            b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
            [
                *unreadable(
                    'HPE_INVALID_TRANSFER_ENCODING',
                    "Transfer-Encoding can't be present with Content-Length",
                    54, 66,
                ),
                'req close',
            ],
        ),
        (
            b'HTTP/1.1 200 OK\r\nA: ' + b'x' * 20_000 + b'\r\n\r\n',
            [*unreadable('HPE_HEADER_OVERFLOW', 'Header overflow', 20_021, 20_024), 'req close'],
        ),
        (
            b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
            [
                'response 200',
                *unreadable('HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size', 47, 51),
                'res aborted', 'req close', "res error Error ECONNRESET 'aborted'", 'res close',
            ],
        ),
        (
            b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcd',
            [
                'response 200',
                *unreadable('HPE_INVALID_CONSTANT', 'Expected HTTP/', 40, 42),
                'res data ab', 'res end', 'req close', 'res close',
            ],
        ),
    ],
    ids=lambda value: repr(value[:60]) if isinstance(value, bytes) else '',
)  # fmt: skip
def test_malformed_response(play: Play, answer: bytes, expected: Log) -> None:
    assert ask(play, answer) == expected


# -- clients that leave, or talk nonsense ------------------------------------------------------------------------


def serve(play: Play, client: Callable[[Any, int], Awaitable[Any]], answer_clients: bool) -> tuple[Any, Log]:
    """What the client says at the end, and what a server goes through."""
    log: Log = []

    async def main() -> Any:
        @http.createServer
        def server(req: Any, res: Any) -> None:
            log.append(f'request {req.method}')
            listen(log, 'req', req, 'data', 'end', 'aborted', 'error')
            listen(log, 'res', res, 'close')
            if req.headers['x-wait'] is None:
                res.end('ok')

        if answer_clients:
            listen(log, 'server', server, 'clientError')
            server.on('clientError', lambda error, socket: socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
        async with server:
            server.listen(0, '127.0.0.1')
            await once(server, 'listening')
            said = await client(server, server.address().port)
        return said  # with the server closed, and so every connection

    return play(main), [line.split(' <Socket')[0] for line in log]


def sends(data: bytes) -> Callable[[Any, int], Awaitable[bytes]]:
    """A client that sends these bytes and reads until the server closes the connection."""

    async def client(_server: Any, port: int) -> bytes:
        reader, writer = await asyncio.open_connection('127.0.0.1', port)
        writer.write(data)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return b'\r\n'.join(line for line in answer.split(b'\r\n') if not line.startswith(b'Date: '))

    return client


BAD_REQUESTS = [
    (b'garbage\r\n\r\n', 400, 'HPE_INVALID_METHOD', 'Invalid method encountered', 0, 11),
    (b'GET / HTTP/1.1\nHost: a\n\n', 400, 'HPE_INVALID_VERSION', 'Expected CRLF after version', 15, 24),
    (b'GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n', 400, 'HPE_INVALID_HEADER_TOKEN', 'Invalid header token', 26, 35),
    (
        b'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
        400, 'HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length', 42, 47,
    ),
    (
        b'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
        400, 'HPE_INVALID_TRANSFER_ENCODING', "Transfer-Encoding can't be present with Content-Length", 63, 75,
    ),
    (
        b'GET / HTTP/1.1\r\nHost: a\r\nA: ' + b'x' * 20_000 + b'\r\n\r\n',
        431, 'HPE_HEADER_OVERFLOW', 'Header overflow', 20_029, 20_032,
    ),
]  # fmt: skip
REASONS = {400: b'Bad Request', 431: b'Request Header Fields Too Large'}


@pytest.mark.parametrize('bad', BAD_REQUESTS, ids=lambda bad: bad[2])
def test_malformed_request(play: Play, bad: tuple[bytes, int, str, str, int, int]) -> None:
    data, status, code, reason, parsed, size = bad
    answer, log = serve(play, sends(data), answer_clients=False)
    assert answer == b'HTTP/1.1 %d %s\r\nConnection: close\r\n\r\n' % (status, REASONS[status])
    assert log == []

    answer, log = serve(play, sends(data), answer_clients=True)
    assert answer == b'HTTP/1.1 400 Bad Request\r\n\r\n'
    assert log == [f'server clientError Error {code} {f"Parse Error: {reason}"!r} at {parsed} of {size}']


def test_malformed_body(play: Play) -> None:
    """The handler has answered: what is wrong is found behind that."""
    data = b'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'
    answered = (
        b'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r\nok'
    )
    answer, log = serve(play, sends(data), answer_clients=False)
    assert answer == answered
    assert log == ['request POST', 'res close']

    answer, log = serve(play, sends(data), answer_clients=True)
    assert answer == answered + b'HTTP/1.1 400 Bad Request\r\n\r\n'
    assert log == [
        'request POST',
        "server clientError Error HPE_INVALID_CHUNK_SIZE 'Parse Error: Invalid character in chunk size' at 56 of 60",
        'res close',
    ]


def test_no_host(play: Play) -> None:
    answer, log = serve(play, sends(b'GET / HTTP/1.1\r\n\r\n'), answer_clients=True)
    assert (
        answer
        == b'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    )
    assert log == []


@pytest.mark.parametrize(
    ('how', 'error'),
    [
        ('end', "HPE_INVALID_EOF_STATE 'Parse Error' at 0 of None"),
        ('reset', "ECONNRESET 'read ECONNRESET' read -104"),
    ],
)
def test_the_client_leaves_in_the_middle(play: Play, how: str, error: str) -> None:
    async def client(server: Any, port: int) -> None:
        reader, writer = await asyncio.open_connection('127.0.0.1', port)
        body_seen = asyncio.Event()
        server.on('request', lambda req: req.on('data', body_seen.set))
        writer.write(b'POST / HTTP/1.1\r\nHost: a\r\nX-Wait: 1\r\nContent-Length: 10\r\n\r\nabc')
        await body_seen.wait()
        if how == 'reset':
            reset(writer)
            return
        writer.write_eof()
        await reader.read()
        writer.close()
        await writer.wait_closed()

    _, log = serve(play, client, answer_clients=True)
    assert log == [
        'request POST',
        'req data abc',
        f'server clientError Error {error}',
        'req aborted',
        'res close',
        "req error Error ECONNRESET 'aborted'",
    ]


# -- what comes too late -----------------------------------------------------------------------------------------


def test_write_after_end(play: Play) -> None:
    log: Log = []

    def late(name: str, message: Any) -> None:
        listen(log, name, message, 'error')
        log.append(
            f'{name} write {message.write("y", lambda error: log.append(f"{name} callback {shown(error)}"))}'
        )
        try:
            message.setHeader('a', 'b')
        except Exception as error:
            log.append(f'{name} setHeader {shown(error)}')

    async def main() -> None:
        @http.createServer
        def server(req: Any, res: Any) -> None:
            res.end('x')
            late('res', res)

        async with server:
            server.listen(0, '127.0.0.1')
            await once(server, 'listening')
            req = http.request(host='127.0.0.1', port=server.address().port, method='POST', agent=False)
            responded = asyncio.get_running_loop().create_future()
            req.on('response', responded.set_result)  # `once` would fail of the 'error'
            req.end('x')
            late('req', req)
            res = await responded
            body = ''
            async for chunk in res:
                body += chunk
            log.append(body)

    play(main)
    late_error = "Error ERR_STREAM_WRITE_AFTER_END 'write after end'"
    sent = "setHeader Error ERR_HTTP_HEADERS_SENT 'Cannot set headers after they are sent to the client'"
    assert log == [
        'req write False', f'req {sent}', f'req callback {late_error}', f'req error {late_error}',
        'res write False', f'res {sent}', f'res callback {late_error}', f'res error {late_error}',
        'x',
    ]  # fmt: skip
