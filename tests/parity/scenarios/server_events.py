"""The events of http.Server that are not 'request', pipelining, and errors in listeners."""

from __future__ import annotations

from typing import Any

import node_http as http
from node_http.buffer import Buffer
from node_http.events import EventEmitter
from node_http.stream import Duplex
from node_http.timers import setImmediate

from ..trace import Error, Trace, has, in_turn, scenario

UPGRADE = 'GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'


@scenario
def upgrade(t: Trace) -> None:
    @t.server(None, lambda: t.log('server', 'request'))
    def server(port: int) -> None:
        t.raw(port, [f'{UPGRADE}early', ['until', 'early'], 'late', ['fin']])

    @server.on('upgrade')
    def upgrade(req: Any, socket: Any, head: Any) -> None:
        t.log('server', req.url, req.upgrade, req.headers, head, socket)
        t.log('server', socket is req.socket, socket.listenerCount('data'), req.complete)
        t.events('server', 'socket', socket, 'end close')
        socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
        socket.write(head)
        socket.on('data', lambda chunk: socket.write(chunk))
        socket.on('end', lambda: socket.end('bye'))


@scenario
def upgrade_without_listener(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url, req.upgrade, req.headers)
        res.end('plain')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                f'{UPGRADE}dropped',
                ['until', 'plain'],
                'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
            ],
        )


@scenario
def upgrade_with_body(t: Trace) -> None:
    request = (
        'POST /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\nabcdef'
    )

    @t.server(None, lambda: t.log('server', 'request'))
    def server(port: int) -> None:
        t.raw(port, [request, ['turns', 4]])

    @server.on('upgrade')
    def upgrade(req: Any, socket: Any, head: Any) -> None:
        t.log('server', req.method, head)
        t.body('server', 'body', req)
        t.turns(4, lambda: socket.end('done'))


@scenario
def connect(t: Trace) -> None:
    @t.server(None, None)
    def server(port: int) -> None:
        t.raw(port, ['CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\nfirst', 'second', ['fin']])

    @server.on('connect')
    def connect(req: Any, socket: Any, head: Any) -> None:
        t.log('server', req.method, req.url, head, socket)
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.on('data', lambda chunk: t.log('server', 'data', chunk))
        socket.on('end', lambda: socket.end('end'))


@scenario
def connect_without_listener(t: Trace) -> None:
    @t.server(None, lambda: t.log('server', 'request'))
    def server(port: int) -> None:
        t.raw(port, ['CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n'])


@scenario
def connect_and_upgrade_headers(t: Trace) -> None:
    @t.server(None, lambda: t.log('server', 'request'))
    def server(port: int) -> None:
        t.raw(port, ['CONNECT h:1 HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'])

    server.on('upgrade', lambda req, socket: (t.log('server', 'upgrade'), socket.end()))
    server.on('connect', lambda req, socket: (t.log('server', 'connect'), socket.end()))


@scenario
def expect_continue(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.headers.expect)
        t.body('server', 'body', req, lambda: res.end('done'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n',
                     ['until', '100 Continue'], 'abc'])  # fmt: skip


@scenario
def check_continue(t: Trace) -> None:
    @t.server(None, lambda: t.log('server', 'request'))
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n',
                     ['until', '100 Continue'], 'abc'])  # fmt: skip

    @server.on('checkContinue')
    def check_continue(req: Any, res: Any) -> None:
        t.log('server', 'checkContinue', req.headers.expect)
        t.watch('server', req, res)
        res.writeContinue(lambda: t.log('server', 'callback'))
        t.body('server', 'body', req, lambda: res.end('done'))


@scenario
def check_continue_refused(t: Trace) -> None:
    @t.server(None, None)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n', ['until', '0\r\n\r\n'], 'abc',
                     ['quiet']])  # fmt: skip

    server.on('checkContinue', lambda req, res: (res.writeHead(417), res.end()))


@scenario
def check_expectation(t: Trace) -> None:
    request = 'GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n'

    def listened() -> None:
        @t.server(None, lambda: t.log('server', 'request'))
        def server(port: int) -> None:
            t.raw(port, [request, ['quiet']])

        @server.on('checkExpectation')
        def check_expectation(req: Any, res: Any) -> None:
            t.log('server', 'checkExpectation', req.headers.expect)
            res.end('as you wish')

    t.server(
        None, lambda: t.log('server', 'request'), lambda port: t.raw(port, [request, ['quiet']], listened)
    )


@scenario
def expectations_on_the_wire(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.headers.expect)
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        def run(value: str, step: Any) -> None:
            t.raw(port, [f'GET / HTTP/1.1\r\nHost: a\r\nExpect: {value}\r\n\r\n', ['quiet']], step)

        in_turn(['', '100-continue, x', 'x, 100-continue', '100-CONTINUE'], run,
                lambda: t.raw(port, ['GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n']))  # fmt: skip


def answers_to_bad_requests(t: Trace, inputs: list[str], listen: bool = False) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request')
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        in_turn(inputs, lambda text, step: t.raw(port, [text, ['turns', 40], ['quiet']], step), t.done)

    if not listen:
        return

    @server.on('clientError')
    def client_error(error: Any, socket: Any) -> None:
        t.log('server', 'clientError', error, socket)
        t.props('server', 'socket', socket, 'writable destroyed bytesWritten')
        if socket.writable:
            socket.end('HTTP/1.1 400 Mine\r\n\r\n')


@scenario
def client_error_default(t: Trace) -> None:
    answers_to_bad_requests(t, ['garbage\r\n\r\n', f'GET / HTTP/1.1\r\nHost: a\r\nX: {"x" * 20000}\r\n\r\n',
                                'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n'])  # fmt: skip


@scenario
def client_error_event(t: Trace) -> None:
    answers_to_bad_requests(t, ['garbage\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n',
                                'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\n',
                                'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
                            listen=True)  # fmt: skip


@scenario
def client_error_reset(t: Trace) -> None:
    @t.server(None, lambda: t.log('server', 'request'))
    def server(port: int) -> None:
        t.raw(port, ['GET / HTT', ['reset']])

    @server.on('clientError')
    def client_error(error: Any, socket: Any) -> None:
        t.log('server', 'clientError', error.code, socket.writable, socket.destroyed)
        socket.destroy()


@scenario
def client_error_after_answer_began(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.write('partial')
        t.watch('server', req, res)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', 'zz\r\n'])


@scenario
def socket_error_listener_on_parse_error(t: Trace) -> None:
    @t.server(None, None)
    def server(port: int) -> None:
        t.raw(port, ['garbage\r\n\r\n'])

    server.on('connection', lambda socket: t.events('server', 'socket', socket, 'error end close'))


@scenario
def connection_event(t: Trace) -> None:
    seen: list[Any] = []

    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.socket is seen[0])
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])

    @server.on('connection')
    def connection(socket: Any) -> None:
        seen.append(socket)
        t.log('server', 'connection', socket, socket.server is server)
        t.log('server', socket.remoteAddress, socket.remoteFamily, socket.localPort, socket.address())


@scenario
def injected_duplex(t: Trace) -> None:
    sent: list[str] = []

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.method, req.url, req.socket is duplex, req.headers)
        t.body('server', 'body', req, lambda: res.end('hello'))
        t.events('server', 'res', res, 'finish close')

    server = http.createServer(handler)
    duplex = Duplex({
        'read': lambda: None,
        'write': lambda chunk, encoding, callback: (sent.append(str(chunk)), callback()),
        'final': lambda callback: (t.log('duplex', 'final', ''.join(sent)), callback(), t.done()),
    })  # fmt: skip
    server.timeout = 0  # a Duplex cannot time out
    server.emit('connection', duplex)
    duplex.push('POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\n')
    duplex.push('abc')


@scenario
def max_requests_per_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url)
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /3 HTTP/1.1\r\nHost: a\r\n\r\n',
                     ['quiet']])  # fmt: skip

    server.maxRequestsPerSocket = 2
    server.on('dropRequest', lambda req, socket: t.log('server', 'drop', req.url, socket))


@scenario
def max_requests_pipelined(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url)
        t.turns(2, lambda: res.end('x'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n',
                ['quiet'],
            ],
        )

    server.maxRequestsPerSocket = 2
    server.on('dropRequest', lambda req: t.log('server', 'drop', req.url))


@scenario
def pipelined_answers_in_order(t: Trace) -> None:
    responses: dict[str, Any] = {}

    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url, res.socket is req.socket)
        t.events('server', req.url, res, 'finish close')
        responses[req.url] = res
        if req.url != '/3':
            return
        t.log('server', 'write', responses['/3'].write('third'), responses['/3'].socket)
        responses['/3'].end('!')
        responses['/2'].end('second')
        t.log(
            'server',
            responses['/2'].writableEnded,
            responses['/2'].writableFinished,
            responses['/2'].writableLength,
        )
        responses['/1'].end('first')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n'
                     'GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def pipelined_with_bodies(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url)
        t.body('server', req.url, req, lambda: res.end(req.url))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'
                     'POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n'
                     'GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def pipelined_client_leaves(t: Trace) -> None:
    t.parties(2)

    def handler(req: Any, res: Any) -> None:
        t.events('server', f'{req.url} req', req, 'aborted close')
        t.events('server', f'{req.url} res', res, 'close')
        req.resume()
        if req.url == '/1':
            res.on('close', t.done)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n', ['destroy']])


@scenario
def pipelining_backpressure(t: Trace) -> None:
    """The first answer is held back, so those behind it pile up until the server stops reading."""
    held: list[Any] = []
    pieces: list[Any] = [f'GET /{number} HTTP/1.1\r\nHost: a\r\n\r\n' for number in range(8)]

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, req.socket.isPaused())
        if req.url == '/0':
            held.append(res)
            return
        res.end('x' * 20000)

    @t.server(None, handler)
    def server(port: int) -> None:
        release = lambda: (t.log('server', 'released'), held[0].end('first'))  # noqa: E731
        t.raw(port, [*pieces, ['call', release], ['turns', 20], ['destroy']])


@scenario
def pipelined_in_one_read(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, req.socket.isPaused())
        res.end('x' * (70000 if req.url == '/1' else 1))
        t.log('server', req.url, 'ended', req.socket._writableState.needDrain)

    @t.server(None, handler)
    def server(port: int) -> None:
        requests = ''.join(f'GET {path} HTTP/1.1\r\nHost: a\r\n\r\n' for path in ('/1', '/2', '/3'))
        t.raw(port, [requests, ['turns', 20], ['destroy']])


@scenario
def half_closed_client(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.events('server', 'socket', req.socket, 'end close')
        req.resume()
        t.turns(8, lambda: res.end('late'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['fin']])


@scenario
def throwing_listener(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('close', lambda: t.log('server', 'close'))
        raise Error('in the handler')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])


@scenario
def capture_rejections(t: Trace) -> None:
    async def handler(req: Any, res: Any) -> None:
        res.on('close', lambda: t.log('server', 'close'))
        if req.url == '/sent':
            res.write('partial')
        raise Error('async')

    EventEmitter.captureRejections = True
    try:
        captured = http.createServer(handler)
    finally:
        EventEmitter.captureRejections = False

    @t.listen(captured)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']],
              lambda: t.raw(port, ['GET /sent HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]))  # fmt: skip


@scenario
def no_request_listener(t: Trace) -> None:
    @t.server(None, None)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])


@scenario
def emit_request_by_hand(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url)
        if req.url != '/again':
            req.url = '/again'
            server.emit('request', req, res)
            return
        res.end('redirected')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def listeners_of_a_served_socket(t: Trace) -> None:
    names = 'data readable end error close drain timeout pause resume'.split()
    ways = 'on addListener once prependListener prependOnceListener readable'.split()

    def handler(req: Any, res: Any) -> None:
        way, socket = req.url[1:], req.socket

        def count(label: str) -> None:
            counts = [socket.listenerCount(name) for name in names]
            t.log('server', way, label, counts, socket.readableFlowing, socket.isPaused())

        if way in ways:
            count('before')
            if way == 'readable':
                socket.on('readable', lambda: t.log('server', 'readable', socket.read()))
            else:
                getattr(socket, way)('data', lambda chunk: t.log('server', way, chunk))
            count('after')
        t.log('server', req.url)
        res.end('ok')

    @t.server(None, handler)
    def server(port: int) -> None:
        def ask(index: int) -> None:
            pieces = [f'GET /{ways[index]} HTTP/1.1\r\nHost: a\r\n\r\n', ['until', '\r\n\r\nok'],
                      'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']  # fmt: skip
            t.raw(port, pieces, (lambda: ask(index + 1)) if index + 1 < len(ways) else None)

        ask(0)


@scenario
def timeout_after_an_upgrade(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('one'))
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'one'], UPGRADE, ['until', 'bye']])

    server.on('timeout', lambda: t.log('server', 'timeout'))

    @server.on('upgrade')
    def upgrade(req: Any, socket: Any) -> None:
        names = ['data', 'end', 'error', 'close', 'drain', 'timeout']
        t.log('server', [socket.listenerCount(name) for name in names])
        socket.resume()
        socket.setTimeout(20)

        def later() -> None:
            t.log('server', socket.destroyed)
            socket.end('bye')

        t.later(60, later)


@scenario
def encoding_of_a_served_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.attempt('server', 'in the handler', lambda: req.socket.setEncoding('utf8') is req.socket)
        res.end('ok')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])

    server.on(
        'connection',
        lambda socket: t.attempt('server', 'at its beginning', lambda: socket.setEncoding() is socket),
    )


@scenario
def unshift_into_a_served_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url)
        res.end('ok')

    @t.server(None, handler)
    def server(port: int) -> None:
        sent = 'GET /sent HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
        t.raw(port, [['until', 'ok'], sent])

    server.on(
        'connection', lambda socket: socket.unshift(Buffer.from_('GET /put HTTP/1.1\r\nHost: a\r\n\r\n'))
    )


@scenario
def client_error_of_a_throwing_handler(t: Trace) -> None:
    heads = [
        ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
        ['GET / HTTP/1.1\r\nHo', 'st: a\r\n\r\n'],
        ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab'],
        ['\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ]

    def handler(req: Any, res: Any) -> None:
        raise Error('mine')

    def run(head: Any, step: Any) -> None:
        @t.server(None, handler)
        def server(port: int) -> None:
            t.raw(port, [*head, 'more'], step)

        @server.on('clientError')
        def client_error(error: Any, socket: Any) -> None:
            t.log('server', error)
            socket.destroy()

    in_turn(heads, run, t.done)


@scenario
def pause_a_served_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def answer() -> None:
            t.log('server', req.url, 'is answered', req.socket.isPaused())
            res.end('ok')
            t.later(20, req.socket.resume)

        t.log('server', req.url)
        setImmediate(req.socket.pause)
        t.later(60, answer)

    @t.server(None, handler)
    def server(port: int) -> None:
        last = 'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['turns', 5], last])


@scenario
def answer_on_a_duplex(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.events('server', req.url, res, 'prefinish finish close error')
        res.end('x' if req.url == '/1' else None)
        res.write('late')
        t.log('server', res.writableFinished, duplex.writableLength > 0)

    def write(chunk: Any, encoding: Any, callback: Any) -> None:
        t.log('wire', bytes(chunk).decode('latin-1'))
        callback()

    def again() -> None:
        duplex.push('GET /2 HTTP/1.1\r\nHost: a\r\n\r\n')
        t.turns(3, t.done)

    server = http.createServer(handler)
    duplex = Duplex({'read': lambda *_: None, 'write': write})
    server.emit('connection', duplex)
    duplex.push('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n')
    t.turns(3, again)


@scenario
def close_all_of_a_server_that_does_not_listen(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if has(server, 'closeAllConnections'):
            server.closeAllConnections()
        t.log('server', duplex.destroyed)
        res.end('x')

    def later() -> None:
        if has(server, 'closeIdleConnections'):
            server.closeIdleConnections()
        t.log('server', duplex.destroyed)
        t.done()

    server = http.createServer(handler)
    duplex = Duplex({'read': lambda *_: None, 'write': lambda chunk, encoding, callback: callback()})
    server.emit('connection', duplex)
    duplex.push('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    t.turns(3, later)


@scenario
def timeout_of_a_socket_that_has_closed(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        req.on('error', lambda error: None)
        t.events('server', 'req', req, 'timeout close')
        t.events('server', 'res', res, 'timeout close')
        req.socket.destroy()
        t.turns(3, lambda: (req.socket.emit('timeout'), t.done()))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n'], lambda *_: None)


@scenario
def mark_of_a_waiting_response(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, res.writableHighWaterMark, res.write('x'), res.writableNeedDrain)
        t.log('server', res.write('y' * 200), res.writableNeedDrain)
        t.turns(3, lambda: res.end())

    @t.server({'highWaterMark': 200}, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n'
                     'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])  # fmt: skip
