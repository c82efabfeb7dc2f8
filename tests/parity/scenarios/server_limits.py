"""Options, limits, timeouts and the ways to close a server."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import Any

import node_http as http

from ..trace import Trace, in_turn, scenario, text_of

GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'


@scenario
def defaults(t: Trace) -> None:
    names = (
        'headersTimeout requestTimeout keepAliveTimeout timeout maxHeadersCount maxRequestsPerSocket listening '
        'connectionsCheckingInterval httpAllowHalfOpen joinDuplicateHeaders requireHostHeader insecureHTTPParser maxHeaderSize '
        'noDelay keepAlive keepAliveInitialDelay highWaterMark rejectNonStandardBodyWrites allowHalfOpen'
    )
    t.props('module', 'server', http.createServer(), names)
    t.log('module', isinstance(http.createServer(), http.Server), isinstance(http.Server(lambda: None), http.Server),
          http.Server().listenerCount('request'), http.createServer(lambda: None).listenerCount('request'))  # fmt: skip
    t.done()


@scenario
def options_as_properties(t: Trace) -> None:
    names = (
        'headersTimeout requestTimeout keepAliveTimeout timeout maxHeadersCount maxRequestsPerSocket listening '
        'connectionsCheckingInterval httpAllowHalfOpen joinDuplicateHeaders requireHostHeader insecureHTTPParser maxHeaderSize '
        'noDelay keepAlive keepAliveInitialDelay highWaterMark rejectNonStandardBodyWrites allowHalfOpen'
    )
    t.props('module', 'custom', http.createServer({
        'headersTimeout': 1, 'requestTimeout': 2, 'keepAliveTimeout': 3, 'maxHeaderSize': 1024,
        'connectionsCheckingInterval': 5, 'noDelay': False, 'keepAlive': True, 'keepAliveInitialDelay': 100, 'highWaterMark': 10,
        'joinDuplicateHeaders': True, 'requireHostHeader': False, 'rejectNonStandardBodyWrites': True,
        'headersTimeoutMore': 1,
    }), names)  # fmt: skip
    t.done()


@scenario
def option_errors(t: Trace) -> None:
    cases: list[Any] = [
        5, 'x', None, [], {'headersTimeout': 'x'}, {'headersTimeout': -1}, {'requestTimeout': -1}, {'requestTimeout': 1.5},
        {'headersTimeout': 10, 'requestTimeout': 5}, {'keepAliveTimeout': 'x'}, {'keepAliveTimeout': -1},
        {'connectionsCheckingInterval': -1}, {'connectionsCheckingInterval': 'x'}, {'maxHeaderSize': 'x'}, {'maxHeaderSize': -1},
        {'insecureHTTPParser': 1}, {'requireHostHeader': 1}, {'joinDuplicateHeaders': 1}, {'noDelay': 'x'}, {'keepAlive': 'x'},
        {'keepAliveInitialDelay': 'x'}, {'highWaterMark': 'x'}, {'highWaterMark': -1}, {'uniqueHeaders': 'x'},
        {'rejectNonStandardBodyWrites': 1}, {'IncomingMessage': 5}, {'ServerResponse': 'x'},
    ]  # fmt: skip
    for options in cases:
        t.attempt(
            'module',
            text_of(options),
            lambda options=options: isinstance(http.createServer(options), http.Server),
        )
    t.attempt('module', 'listener', lambda: http.createServer({}, 'x'))
    t.done()


@scenario
def require_host_header(t: Trace) -> None:
    inputs = ['GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 'GET http://h/ HTTP/1.1\r\n\r\n',
              'GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n']  # fmt: skip

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, req.headers)
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        in_turn(inputs, lambda text, step: t.raw(port, [text, ['quiet']], step), t.done)


@scenario
def require_host_header_off(t: Trace) -> None:
    t.server({'requireHostHeader': False}, lambda req, res: (t.log('server', req.headers), res.end()),
             lambda port: t.raw(port, ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n']))  # fmt: skip


@scenario
def max_header_size(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request')
        res.end()

    @t.server({'maxHeaderSize': 100}, handler)
    def server(port: int) -> None:
        t.raw(port, [f'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: {"x" * 59}\r\n\r\n'],
              lambda: t.raw(port, [f'GET / HTTP/1.1\r\nHost: a\r\nX: {"x" * 199}\r\n\r\n', ['turns', 20], ['quiet']]))  # fmt: skip


@scenario
def max_headers_count_within(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', len(req.headers), len(req.rawHeaders))
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: 1\r\nB: 2\r\n\r\n'])

    server.maxHeadersCount = 4


@scenario
def max_headers_count_exceeded(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.headers, req.rawHeaders)
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: 1\r\nB: 2\r\n\r\n'])

    server.maxHeadersCount = 2


@scenario
def max_headers_count_off(t: Trace) -> None:
    fields = ''.join(f'N{number}: x\r\n' for number in range(1500))

    def handler(req: Any, res: Any) -> None:
        t.log('server', len(req.headers))
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [f'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{fields}\r\n'])

    server.maxHeadersCount = 0


@scenario
def max_headers_count_of_another_kind(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', len(req.headers))
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: 1\r\nB: 2\r\n\r\n'])

    server.maxHeadersCount = '2'


@scenario
def set_timeout(t: Trace) -> None:
    @t.server(None, lambda req: t.log('server', 'request', req.url))
    def server(port: int) -> None:
        t.raw(port, [GET])

    def timeout(socket: Any) -> None:
        t.log('server', 'timeout', socket, socket.destroyed)
        socket.destroy()

    t.attempt('server', 'setTimeout', lambda: server.setTimeout(30, timeout) is server)
    t.log('server', server.timeout)


@scenario
def timeout_without_listener(t: Trace) -> None:
    @t.server(None, lambda req, res: t.events('server', 'res', res, 'close'))
    def server(port: int) -> None:
        t.raw(port, [GET])

    server.timeout = 30


@scenario
def keep_alive_timeout(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request')
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        def again() -> None:
            server.on('timeout', lambda socket: (t.log('server', 'timeout event', socket), socket.end()))
            t.raw(port, [GET])

        t.raw(port, [GET], again)

    server.keepAliveTimeout = 30


@scenario
def headers_timeout(t: Trace) -> None:
    @t.server(
        {'headersTimeout': 30, 'requestTimeout': 60, 'connectionsCheckingInterval': 10},
        lambda: t.log('server', 'request'),
    )
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n', ['turns', 60], 'X: y\r\n', ['quiet']])

    server.headersTimeout = 30


@scenario
def request_timeout(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request')
        t.watch('server', req, res)
        req.resume()

    @t.server({'headersTimeout': 30, 'requestTimeout': 40, 'connectionsCheckingInterval': 10}, handler)
    def server(port: int) -> None:
        t.raw(
            port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab', ['turns', 60], 'c', ['quiet']]
        )

    server.requestTimeout = 40


@scenario
def request_timeout_client_error(t: Trace) -> None:
    @t.server({'headersTimeout': 30, 'requestTimeout': 40, 'connectionsCheckingInterval': 10}, None)
    def server(port: int) -> None:
        t.raw(port, ['GET / HT', ['turns', 60], 'TP/1.1\r\n', ['quiet']])

    server.requestTimeout = 40
    server.on(
        'clientError', lambda error, socket: (t.log('server', error, socket.writable), socket.end('mine'))
    )


def answers(t: Trace) -> Any:
    return lambda req, res: (t.log('server', req.url), res.end('ok'))


@scenario
def late_on_a_kept_connection(t: Trace) -> None:
    @t.server({'headersTimeout': 30, 'requestTimeout': 40, 'connectionsCheckingInterval': 10}, answers(t))
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['turns', 60], 'GET /2 HTTP/1.1\r\nHost: a\r\n', ['turns', 60],
                     'X: y\r\n', ['quiet']])  # fmt: skip

    server.requestTimeout = 40
    server.on(
        'clientError',
        lambda error, socket: (t.log('server', error.code, socket.writable), socket.destroy()),
    )


@scenario
def late_headers_are_heard(t: Trace) -> None:
    @t.server({'headersTimeout': 30, 'requestTimeout': 60, 'connectionsCheckingInterval': 10}, answers(t))
    def server(port: int) -> None:
        t.raw(
            port,
            ['GET / HTTP/1.1\r\nHost: a\r\n', ['turns', 60], 'X: y\r\n', ['turns', 10], '\r\n', ['quiet']],
        )

    server.headersTimeout = 30
    server.on('timeout', lambda socket: t.log('server', 'timeout', socket.destroyed))


@scenario
def close(t: Trace) -> None:
    server = http.createServer(lambda req, res: res.end('x'))
    t.attempt(
        'server',
        'close before listen',
        lambda: server.close(lambda error: t.log('server', 'close callback', error)) is server,
    )

    def listening() -> None:
        t.port(server.address()['port'])
        t.log('server', server.listening, server.address())
        server.on('close', lambda: t.log('server', 'close event', server.listening, server.address()))
        t.attempt(
            'server',
            'close',
            lambda: server.close(lambda error: (t.log('server', 'closed', error), t.done())) is server,
        )
        t.log('server', server.listening)

    t.turns(
        3, lambda: t.attempt('server', 'listen', lambda: server.listen(0, '127.0.0.1', listening) is server)
    )


def idle_then_busy(t: Trace, port: int, busy: list[Any]) -> None:
    """One kept-alive connection that has had its answer, then another that waits for its own."""
    t.raw(
        port,
        [
            'GET /idle HTTP/1.1\r\nHost: a\r\n\r\n',
            ['until', 'idle'],
            ['call', lambda: t.raw(port, busy)],
            ['turns', 20],
            ['quiet'],
        ],
    )


@scenario
def close_waits_for_busy_connections(t: Trace) -> None:
    t.parties(3)

    def handler(req: Any, res: Any) -> None:
        if req.url == '/idle':
            res.end('idle')
            return
        server.close(lambda: (t.log('server', 'closed'), t.done()))
        t.turns(6, lambda: (t.log('server', 'answering'), res.end('busy')))

    @t.server(None, handler)
    def server(port: int) -> None:
        idle_then_busy(t, port, ['GET /busy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def close_idle_connections(t: Trace) -> None:
    t.parties(2)

    def handler(req: Any, res: Any) -> None:
        if req.url == '/idle':
            res.end('idle')
            return
        t.attempt('server', 'closeIdleConnections', lambda: server.closeIdleConnections())
        t.turns(6, lambda: res.end('busy'))

    @t.server(None, handler)
    def server(port: int) -> None:
        idle_then_busy(t, port, ['GET /busy HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])


@scenario
def close_all_connections(t: Trace) -> None:
    t.parties(2)

    def handler(req: Any, res: Any) -> None:
        if req.url == '/idle':
            res.end('idle')
            return
        t.watch('server', req, res)
        t.attempt('server', 'closeAllConnections', lambda: server.closeAllConnections())

    @t.server(None, handler)
    def server(port: int) -> None:
        idle_then_busy(t, port, ['GET /busy HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])


@scenario
def get_connections(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        counted = lambda error, count: (t.log('server', error, count), res.end())  # noqa: E731
        t.attempt('server', 'getConnections', lambda: server.getConnections(counted) is server)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def listen_forms(t: Trace) -> None:
    forms: dict[str, Callable[[Any], Any]] = {
        'none': lambda server: server.listen(),
        'port only': lambda server: server.listen(0),
        'options': lambda server: server.listen({'port': 0, 'host': '127.0.0.1'}),
        'options and backlog': lambda server: server.listen(
            {'port': 0, 'host': '127.0.0.1', 'backlog': 5, 'exclusive': True}
        ),
        'backlog': lambda server: server.listen(0, '127.0.0.1', 5),
        'ipv6': lambda server: server.listen(0, '::1'),
        'unix': lambda server: server.listen(f'/tmp/parity-{os.getpid()}.sock'),
    }

    def run(name: str, step: Any) -> None:
        server = http.createServer()

        @server.on('listening')
        def listening() -> None:
            address = server.address()
            if not isinstance(address, str):
                t.port(address['port'])
            t.log('server', name, 'path' if isinstance(address, str) else address, server.listening)
            server.close(step)

        forms[name](server)

    in_turn(forms, run, t.done)


@scenario
def listen_errors(t: Trace) -> None:
    server = http.createServer()
    for port in ('x', -1, 65536, math.nan, 1.5):
        t.attempt('server', 'port', lambda port=port: server.listen({'port': port}))
    for options in ({}, {'host': 'x'}, {'path': 5}, {'fd': -1}):
        t.attempt('server', text_of(options), lambda options=options: server.listen(options))

    @t.server(None, None)
    def first(port: int) -> None:
        second = http.createServer()

        @second.on('error')
        def failed(error: Any) -> None:
            t.log('server', 'error', error)
            t.log('server', second.listening)
            t.done()

        second.listen(port, '127.0.0.1')
        t.attempt('server', 'again', lambda: second.listen(port, '127.0.0.1'))


@scenario
def async_dispose(t: Trace) -> None:
    server = http.createServer()
    server.on('close', lambda: t.log('server', 'close'))

    async def dispose() -> None:
        async with server:
            pass
        t.log('server', 'disposed', None, server.listening)
        t.done()

    server.listen(0, '127.0.0.1', lambda: t.spawn(dispose()))


@scenario
def high_water_mark(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log(
            'server', res.writableHighWaterMark, req.readableHighWaterMark, req.socket.writableHighWaterMark
        )
        t.log('server', res.write('x' * 50), res.write('x' * 100))
        res.end()

    @t.server({'highWaterMark': 100}, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])
