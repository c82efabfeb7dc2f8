"""What a client makes of the answers it gets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import node_http as http

from ..trace import Trace, in_turn, scenario, text_of

OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello'


def plain_get(t: Trace, port: int, options: Mapping[str, Any], on_response: Any = None) -> Any:
    made = {'port': port, 'host': '127.0.0.1', 'agent': False, **options}
    req = http.request(made, on_response) if on_response else http.request(made)
    req.on('error', lambda error: t.log('client', 'error', error))
    req.end()
    return req


@scenario
def properties(t: Trace) -> None:
    names = ('statusCode statusMessage httpVersion headers rawHeaders headersDistinct trailers complete aborted method url '
             'upgrade')  # fmt: skip

    def response(res: Any) -> None:
        t.props('client', 'res', res, names)
        res.on('end', lambda: t.log('client', 'end', res.complete))
        res.on('close', t.done)
        res.resume()
        t.patience(300)

    t.peer('HTTP/1.1 203 So So\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi',
           lambda port: plain_get(t, port, {}, response))  # fmt: skip


def empty(lines: list[str]) -> list[str]:
    return [f'{line}\r\nContent-Length: 0' for line in lines]


def answered(t: Trace, heads: list[str]) -> None:
    def response(res: Any) -> None:
        t.log('client', res.statusCode, res.statusMessage, res.httpVersion)
        res.resume()

    def run(head: str, step: Any) -> None:
        @t.peer(lambda socket: (socket.write(f'{head}\r\n\r\n'), socket.end()))
        def peer(port: int) -> None:
            t.log('client', head.partition('\r\n')[0])
            plain_get(t, port, {}, response).on('close', step)

    in_turn(heads, run, t.done)


@scenario
def status_lines(t: Trace) -> None:
    answered(t, empty(['HTTP/1.1 200', 'HTTP/1.1 200 ', 'HTTP/1.0 200 OK', 'HTTP/1.1 299 Anything goes', 'HTTP/1.1 999 Max',
                 'HTTP/1.1 200 caf\xe9', 'HTTP/1.1 2000 Long', 'HTTP/2.0 200 OK', 'http/1.1 200 OK', 'ICY 200 OK']))  # fmt: skip


@scenario
def heads_once_let_through(t: Trace) -> None:
    lines = empty(['HTTP/1.1 20 Short', 'HTTP/1.2 200 OK', 'HTTP/1.1  200 OK', 'RTSP/1.0 200 OK',
                   'HTTP/1.1 200 OK\r\nBad Header: x'])  # fmt: skip
    answered(t, [*lines, 'HTTP/1.1 200 OK\r\nContent-Length: '])


@scenario
def information(t: Trace) -> None:
    t.peer('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nlink: b\r\n\r\n'
           'HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
           lambda port: t.request('client', port, {'agent': False}).end())  # fmt: skip


@scenario
def expect_continue(t: Trace) -> None:
    @t.server(None, lambda req, res: t.body('server', 'body', req, lambda: res.end('thanks')))
    def server(port: int) -> None:
        req = t.request(
            'client', port, {'agent': False, 'method': 'POST', 'headers': {'Expect': '100-continue'}}
        )
        req.on('continue', lambda: req.end('body'))
        req.flushHeaders()


SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'
UPGRADE = {'agent': False, 'headers': {'Connection': 'Upgrade', 'Upgrade': 'x'}}
CONNECT = {'agent': False, 'method': 'CONNECT', 'path': 'h:80'}


@scenario
def upgrade(t: Trace) -> None:
    @t.peer(lambda socket: (socket.write(f'{SWITCH}early'), t.turns(4, lambda: socket.end(' late'))))
    def peer(port: int) -> None:
        req = t.request('client', port, UPGRADE)

        @req.on('upgrade')
        def upgrade(res: Any, socket: Any, head: Any) -> None:
            t.log('client', res.statusCode, res.headers, res.upgrade, head, socket, socket is req.socket)
            t.events('client', 'socket', socket, 'data end close')

        req.end()


@scenario
def upgrade_without_listener(t: Trace) -> None:
    t.peer(SWITCH, lambda port: t.request('client', port, UPGRADE).end())


@scenario
def upgrade_refused(t: Trace) -> None:
    @t.peer('HTTP/1.1 200 OK\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nno')
    def peer(port: int) -> None:
        req = t.request('client', port, UPGRADE)
        req.on('upgrade', lambda: t.log('client', 'upgrade'))
        req.end()


@scenario
def connect(t: Trace) -> None:
    head = 'HTTP/1.1 200 Connection established\r\nX: y\r\n\r\ntunnel'

    @t.peer(lambda socket: (socket.write(head), t.turns(4, socket.end)))
    def peer(port: int) -> None:
        req = t.request('client', port, CONNECT)

        @req.on('connect')
        def connect(res: Any, socket: Any, head: Any) -> None:
            t.log('client', res.statusCode, res.headers, head, socket)
            t.events('client', 'socket', socket, 'end close')
            socket.resume()

        req.end()


@scenario
def connect_refused(t: Trace) -> None:
    @t.peer('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno')
    def peer(port: int) -> None:
        req = t.request('client', port, CONNECT)
        req.on('connect', lambda res, socket, head: (t.log('client', res.statusCode, head), socket.destroy()))
        req.end()


@scenario
def connect_without_listener(t: Trace) -> None:
    t.peer('HTTP/1.1 200 OK\r\n\r\n', lambda port: t.request('client', port, CONNECT).end())


@scenario
def bodyless(t: Trace) -> None:
    without_body(t, [('HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'), ('HEAD', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
                     ('GET', 'HTTP/1.1 204 No Content\r\n\r\n'), ('GET', 'HTTP/1.1 304 Not Modified\r\n\r\n'),
                     ('GET', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')])  # fmt: skip


def without_body(t: Trace, cases: list[tuple[str, str]]) -> None:
    def run(row: tuple[str, str], step: Any) -> None:
        @t.peer(row[1])
        def peer(port: int) -> None:
            t.request(
                'client', port, {'agent': t.agent({'keepAlive': True}), 'method': row[0]}, step, 250
            ).end()

    in_turn(cases, run, t.done)


@scenario
def chunked_with_trailers(t: Trace) -> None:
    def response(res: Any) -> None:
        def end() -> None:
            t.props('client', 'end', res, 'trailers rawTrailers trailersDistinct complete')
            t.done()

        t.log('client', res.trailers, res.rawTrailers)
        t.body('client', 'res', res, end)

    t.peer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nConnection: close\r\n\r\n'
           '3;x=y\r\nabc\r\n0\r\nX-T: 1\r\nX-T: 2\r\n\r\n', lambda port: plain_get(t, port, {}, response))  # fmt: skip


@scenario
def byte_by_byte(t: Trace) -> None:
    text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n'

    def reply(socket: Any) -> None:
        in_turn(text, lambda byte, step: (socket.write(byte), t.turns(1, step)), lambda: None)

    t.peer(reply, lambda port: t.request('client', port, {'agent': False}).end())


@scenario
def duplicate_headers(t: Trace) -> None:
    head = ('HTTP/1.1 200 OK\r\nServer: a\r\nServer: b\r\nETag: a\r\nETag: b\r\nVary: a\r\nVary: b\r\n'
            'Set-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')  # fmt: skip

    @t.peer(head)
    def peer(port: int) -> None:
        def joined(res: Any) -> None:
            t.log('client', res.headers)
            res.resume()
            res.on('end', lambda: t.turns(4, t.done))

        def response(res: Any) -> None:
            t.log('client', res.headers)
            res.resume()
            res.on('end', lambda: plain_get(t, port, {'joinDuplicateHeaders': True}, joined))

        plain_get(t, port, {}, response)


@scenario
def max_header_size(t: Trace) -> None:
    t.peer(f'HTTP/1.1 200 OK\r\nX: {"x" * 199}\r\nContent-Length: 0\r\n\r\n',
           lambda port: t.request('client', port, {'agent': False, 'maxHeaderSize': 100}).end())  # fmt: skip


@scenario
def too_large_headers(t: Trace) -> None:
    t.peer(f'HTTP/1.1 200 OK\r\nX: {"x" * 16999}\r\nContent-Length: 0\r\n\r\n',
           lambda port: t.request('client', port, {'agent': False}).end())  # fmt: skip


@scenario
def control_character(t: Trace) -> None:
    @t.peer('HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    def peer(port: int) -> None:
        t.request('client', port, {'agent': False}).end()


def framed(t: Trace, heads: list[str]) -> None:
    def run(head: str, step: Any) -> None:
        @t.peer(lambda socket: (socket.write(f'HTTP/1.1 200 OK\r\n{head}\r\n\r\nhi'), t.turns(3, socket.end)))
        def peer(port: int) -> None:
            t.log('client', head)
            t.request('client', port, {'agent': False}, step).end()

    in_turn(heads, run, t.done)


@scenario
def length_conflicts(t: Trace) -> None:
    framed(t, ['Content-Length: 2\r\nTransfer-Encoding: chunked', 'Transfer-Encoding: chunked\r\nContent-Length: 2',
               'Content-Length: 2\r\nContent-Length: 2', 'Content-Length: 2\r\nContent-Length: 3', 'Transfer-Encoding: gzip',
               'Transfer-Encoding: identity', 'Content-Length: +2'])  # fmt: skip


@scenario
def paused_response(t: Trace) -> None:
    def response(res: Any) -> None:
        t.log('client', res.readableFlowing, res.isPaused())
        t.turns(5, lambda: (t.log('client', res.readableLength, res.complete), t.body('client', 'res', res)))

    t.peer(OK, lambda port: plain_get(t, port, {}, response).on('close', t.done))


@scenario
def async_iteration(t: Trace) -> None:
    async def response(res: Any) -> None:
        body = ''
        async for chunk in res:
            body += str(chunk)
        t.log('client', 'done', body, res.destroyed)

    t.peer(OK, lambda port: plain_get(t, port, {}, response).on('close', lambda: t.turns(2, t.done)))


@scenario
def no_response_listener(t: Trace) -> None:
    @t.peer(OK)
    def peer(port: int) -> None:
        req = plain_get(t, port, {})
        t.events('client', 'req', req, 'finish')
        req.on('close', lambda: (t.log('client', 'close', req.res.complete), t.done()))


@scenario
def response_timeout_method(t: Trace) -> None:
    def response(res: Any) -> None:
        res.resume()
        t.attempt(
            'client',
            'setTimeout',
            lambda: res.setTimeout(30, lambda: (t.log('client', 'timeout'), res.destroy())) is res,
        )

    t.peer(lambda socket: socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'),
           lambda port: (plain_get(t, port, {}, response).on('close', t.done), t.patience(300)))  # fmt: skip


@scenario
def response_timeout_of_the_request(t: Trace) -> None:
    def ready(port: int) -> None:
        def response(res: Any) -> None:
            t.log('client', req.socket.listenerCount('timeout'))
            res.resume()

            @res.on('timeout')
            def timeout() -> None:
                t.log('client', 'res timeout')
                res.destroy()

        req = plain_get(t, port, {'timeout': 30}, response)
        req.on('timeout', lambda: t.log('client', 'req timeout'))
        req.on('close', t.done)
        t.patience(300)

    t.peer(lambda socket: socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'), ready)


@scenario
def max_headers_count(t: Trace) -> None:
    @t.peer('HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nC: 3\r\nC: 4\r\nContent-Length: 0\r\n\r\n')
    def peer(port: int, _server: Any) -> None:
        t.parties(4)

        def start(limit: int | None) -> None:
            def response(res: Any) -> None:
                distinct = getattr(res, 'headersDistinct', None)
                t.log(f'client{text_of(limit)}', res.headers, distinct)
                res.resume()
                res.on('end', t.done)

            req = http.get({'host': '127.0.0.1', 'port': port, 'agent': t.agent()})
            req.maxHeadersCount = limit
            req.on('response', response)

        for limit in (1, 0, 4, None):
            start(limit)


@scenario
def socket_names_of_a_kept_response(t: Trace) -> None:
    def response(res: Any) -> None:
        socket = res.socket

        def names(label: str) -> None:
            t.log('client', label, res.socket is socket, res.connection is socket, res.client is socket)

        def later() -> None:
            names('later')
            res.client = None
            t.log('client', res.client)
            t.done()

        names('response')
        res.resume()
        res.on('end', lambda: (names('end'), t.turns(3, later)))

    def ready(port: int) -> None:
        http.get({'host': '127.0.0.1', 'port': port, 'agent': t.agent({'keepAlive': True})}, response)

    t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', ready)


@scenario
def max_headers_count_that_is_no_count(t: Trace) -> None:
    def ready(port: int) -> None:
        limits: list[Any] = [-1, '1', math.nan, True]

        def next_one() -> None:
            if not limits:
                t.done()
                return
            limit = limits.pop(0)

            def response(res: Any) -> None:
                t.log('client', limit, res.headers)
                res.resume()
                res.on('end', lambda: t.turns(1, next_one))

            req = http.get({'host': '127.0.0.1', 'port': port, 'agent': t.agent()})
            req.maxHeadersCount = limit
            req.on('response', response)

        next_one()

    t.peer('HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nC: 3\r\nContent-Length: 0\r\n\r\n', ready)
