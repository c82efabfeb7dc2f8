"""What every version has, without anything that only some have."""

from __future__ import annotations

from typing import Any

import node_http as http

from ..trace import Trace, scenario


@scenario
def response_headers(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log(
            'server',
            isinstance(res, http.ServerResponse),
            isinstance(req, http.IncomingMessage),
            res.statusCode,
            res.headersSent,
        )
        res.setHeader('X-A', 'one')
        res.setHeader('X-B', ['1', '2'])
        res.setHeader('x-a', 'two')
        t.log('server', res.getHeader('X-A'), res.getHeader('x-b'))
        res.removeHeader('X-B')
        res.statusCode = 201
        res.statusMessage = 'Made'
        res.writeContinue()
        res.writeHead(202, {'X-C': 'three'})
        t.attempt('server', 'setHeader', lambda: res.setHeader('X-D', '4'))
        t.attempt('server', 'removeHeader', lambda: res.removeHeader('X-A'))
        res.end('ok')
        t.log('server', res.statusCode, res.statusMessage, res.headersSent, res.finished)

    @t.server(None, handler)
    def ready(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def request_methods(t: Trace) -> None:
    @t.server(None, lambda req, res: t.body('server', 'req', req, lambda: res.end('ok')))
    def ready(port: int) -> None:
        req = http.request({'host': '127.0.0.1', 'port': port, 'method': 'POST', 'headers': {'X-A': 'one'}})
        req.setHeader('X-B', 'two')
        req.setHeader('X-C', 'three')
        t.log('client', req.getHeader('x-a'), req.getHeader('X-B'))
        req.removeHeader('X-C')
        req.setNoDelay(True)
        req.setSocketKeepAlive(True, 1000)
        req.setTimeout(3000)

        @req.on('response')
        def response(res: Any) -> None:
            t.log('client', res.statusCode, res.statusMessage)
            t.body('client', 'res', res, lambda: t.done())

        req.write('a')
        req.end('b')


@scenario
def abort(t: Trace) -> None:
    made: list[Any] = []

    @t.server(None, lambda: made[0].abort())
    def ready(port: int) -> None:
        req = http.get({'host': '127.0.0.1', 'port': port})
        made.append(req)
        t.events('client', 'req', req, 'abort error')

        @req.on('close')
        def closed() -> None:
            t.log('client', bool(req.aborted))
            t.done()


@scenario
def names_and_values(t: Trace) -> None:
    @t.server(None, None)
    def ready(port: int, server: Any) -> None:
        agent = http.Agent()
        t.log(
            'module',
            agent.getName({'host': 'a', 'port': 80}),
            agent.getName({'host': 'a', 'port': 80, 'localAddress': 'l'}),
        )
        t.log('module', server.listening, server.timeout, server.maxHeadersCount)
        t.done()


@scenario
def client_error(t: Trace) -> None:
    @t.server(None, None)
    def ready(port: int, server: Any) -> None:
        @server.on('clientError')
        def failed(error: Any, socket: Any) -> None:
            t.log('server', error.code, socket.destroyed)
            socket.destroy()

        t.raw(port, ['garbage\r\n\r\n'])


@scenario
def response_headers_as_a_whole(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('X-A', 'one')
        res.setHeader('X-B', ['1', '2'])
        t.log('server', res.getHeaderNames(), res.getHeaders(), res.hasHeader('x-a'), res.hasHeader('x-c'))
        res.writeProcessing()
        res.end('ok')

    @t.server(None, handler)
    def ready(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])
