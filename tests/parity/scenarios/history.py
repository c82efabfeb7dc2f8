"""One small scenario for each fact that changed between the versions; docs/versions.md says when it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import node_http as http
from node_http._jsobject import JSObject
from node_http.process import process

from ..trace import Error, Trace, has, scenario, typeof

GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'

Handler = Callable[[Any, Any], Any]


def served(t: Trace, handler: Handler, pieces: Sequence[Any] = (GET,)) -> None:
    """What a handler does, on the wire."""

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, pieces)


def sent(t: Trace, options: dict[str, Any]) -> None:
    """What a request sends: the peer logs it."""

    @t.peer(lambda socket: socket.end(OK))
    def peer(port: int) -> None:
        t.request('client', port, {'agent': False, **options}).end()


def answered(t: Trace, reply: str) -> None:
    """What a response is taken for."""

    @t.peer(lambda socket: socket.end(reply))
    def peer(port: int) -> None:
        t.request('client', port, {'agent': False}, None, 500).end()


def watched(t: Trace, port: int, options: dict[str, Any] | None = None) -> Any:
    """A request that is watched for a while, whatever becomes of it."""
    req = http.request({'host': '127.0.0.1', 'port': port, 'agent': False, **(options or {})})
    t.follow('client', req)
    t.turns(30, t.done)
    return req


def watching(t: Trace, handler: Handler, do: Callable[[Any], Any], **options: Any) -> None:
    """What becomes of a request with which something is done."""

    @t.server(None, handler)
    def server(port: int) -> None:
        do(watched(t, port, options))


def kinds(t: Trace, object: Any, names: str) -> None:
    t.log('module', {name: typeof(getattr(object, name, None)) for name in names.split(' ')})
    t.done()


def prop(t: Trace, value: Any) -> None:
    t.log('module', value)
    t.done()


def alone() -> Any:
    return http.ServerResponse(JSObject(method='GET', httpVersionMajor=1, httpVersionMinor=1))


def says(text: str) -> Handler:
    return lambda req, res: res.end(text)


# -- what there is -------------------------------------------------------------------------------------------------


@scenario
def exports_that_came_or_went(t: Trace) -> None:
    kinds(t, http, 'Client createClient WebSocket CloseEvent MessageEvent maxHeaderSize validateHeaderName '
          'validateHeaderValue setMaxIdleHTTPParsers')  # fmt: skip


@scenario
def methods_of_responses(t: Trace) -> None:
    kinds(t, alone(), 'writeHead write end setHeader getHeader getHeaders getHeaderNames getRawHeaderNames hasHeader '
          'removeHeader appendHeader setHeaders addTrailers flushHeaders flush cork uncork writeContinue writeProcessing '
          'writeEarlyHints assignSocket detachSocket setTimeout destroy pipe')  # fmt: skip


@scenario
def methods_of_requests(t: Trace) -> None:
    kinds(t, http.ClientRequest, 'abort destroy onSocket setTimeout setNoDelay setSocketKeepAlive flushHeaders getHeaders '
          'getRawHeaderNames cork')  # fmt: skip


@scenario
def methods_of_messages(t: Trace) -> None:
    kinds(t, http.IncomingMessage, 'setTimeout read destroy setEncoding pipe unpipe wrap iterator')


@scenario
def methods_of_servers(t: Trace) -> None:
    kinds(t, http.createServer(), 'listen listenFD close closeAllConnections closeIdleConnections setTimeout address '
          'getConnections ref unref')  # fmt: skip


@scenario
def methods_of_agents(t: Trace) -> None:
    kinds(t, http.Agent(), 'addRequest createConnection getName keepSocketAlive reuseSocket destroy')


# -- defaults ------------------------------------------------------------------------------------------------------


@scenario
def server_timeout(t: Trace) -> None:
    prop(t, http.createServer().timeout)


@scenario
def keep_alive_timeout(t: Trace) -> None:
    prop(t, http.createServer().keepAliveTimeout)


@scenario
def headers_timeout(t: Trace) -> None:
    prop(t, http.createServer().headersTimeout)


@scenario
def request_timeout(t: Trace) -> None:
    prop(t, http.createServer().requestTimeout)


@scenario
def max_requests_per_socket(t: Trace) -> None:
    prop(t, http.createServer().maxRequestsPerSocket)


@scenario
def agent_defaults(t: Trace) -> None:
    names = 'keepAlive keepAliveMsecs maxSockets maxFreeSockets maxTotalSockets totalSocketCount scheduling'
    t.props('module', 'agent', http.Agent(), names)
    t.done()


@scenario
def global_agent(t: Trace) -> None:
    t.props('module', 'agent', http.globalAgent, 'keepAlive maxSockets maxTotalSockets scheduling')
    prop(t, http.globalAgent.options.timeout)


@scenario
def high_water_marks(t: Trace) -> None:
    served(t, lambda req, res: (t.log('server', res.writableHighWaterMark), res.end()))


# -- what methods return -------------------------------------------------------------------------------------------


@scenario
def set_header_returns(t: Trace) -> None:
    served(t, lambda req, res: (t.log('server', res.setHeader('a', 'b') is res), res.end()))


@scenario
def write_head_returns(t: Trace) -> None:
    served(t, lambda req, res: (t.log('server', res.writeHead(200) is res), res.end()))


@scenario
def end_returns(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        out = res.end('x')
        t.log('server', out is res, typeof(out))

    served(t, handler)


@scenario
def end_after_end_returns(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.end('x')
        out = res.end()
        t.log('server', out is res, typeof(out))

    served(t, handler)


@scenario
def write_after_end(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('error', lambda error: t.log('server', 'error', error))
        res.end('x')
        t.log('server', res.write('y', lambda error: t.log('server', 'callback', error)))

    served(t, handler)


@scenario
def end_with_data_after_end(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('error', lambda error: t.log('server', 'error', error))
        res.end('x')
        res.end('y', lambda error: t.log('server', 'callback', error))

    served(t, handler)


@scenario
def pipelined_write(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if req.url == '/1':
            t.later(20, lambda: res.end('1'))
            return
        t.log('server', res.write('2'))
        res.end()

    served(
        t,
        handler,
        ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    )


@scenario
def destroy_returns(t: Trace) -> None:
    watching(t, says(''), lambda req: t.log('client', req.destroy() is req))


@scenario
def methods_that_return_their_object(t: Trace) -> None:
    server, res = http.createServer(), alone()
    t.log('module', server.setTimeout(5) is server, res.setTimeout(5) is res, res.removeHeader('a') is res,
          res.addTrailers({}) is res)  # fmt: skip
    t.done()


@scenario
def write_callback_and_tick(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.write('a', lambda: t.log('server', 'callback'))
        process.nextTick(lambda: t.log('server', 'tick'))
        res.end()

    served(t, handler)


# -- the end of messages -------------------------------------------------------------------------------------------


@scenario
def events_of_an_answer(t: Trace) -> None:
    served(t, lambda req, res: (t.watch('server', req, res), req.resume(), res.end('x')))


@scenario
def events_of_an_answer_to_a_body(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        req.resume()
        req.on('end', lambda: res.end('x'))

    served(
        t,
        handler,
        ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n', 'ab', 'cd'],
    )


@scenario
def events_of_a_request(t: Trace) -> None:
    @t.server(None, says('x'))
    def server(port: int) -> None:
        t.request('client', port, {'agent': False}).end()


@scenario
def events_of_a_request_on_a_kept_connection(t: Trace) -> None:
    @t.server(None, says('x'))
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        t.events('client', 'agent', agent, 'free')
        t.request('client', port, {'agent': agent}).end()


@scenario
def prefinish_and_socket(t: Trace) -> None:
    watching(t, says('x'), lambda req: t.events('client', 'req', req, 'prefinish').end())


@scenario
def abort_at_once(t: Trace) -> None:
    watching(t, says('x'), lambda req: req.abort())


@scenario
def aborted_type(t: Trace) -> None:
    def do(req: Any) -> None:
        t.log('client', typeof(req.aborted))
        req.abort()
        t.log('client', typeof(req.aborted))

    watching(t, says('x'), do)


@scenario
def abort_in_the_response(t: Trace) -> None:
    def do(req: Any) -> None:
        req.on('response', lambda res: (t.log('client', typeof(res.aborted)), req.abort()))
        req.end()

    watching(t, lambda req, res: res.write('x'), do)


@scenario
def destroy_at_once(t: Trace) -> None:
    watching(t, says('x'), lambda req: (req.destroy(), t.log('client', req.destroyed)))


@scenario
def destroy_with_an_error(t: Trace) -> None:
    def do(req: Any) -> None:
        req.on('response', lambda: req.destroy(Error('enough')))
        req.end()

    watching(t, lambda req, res: res.write('x'), do)


@scenario
def response_cut_off(t: Trace) -> None:
    def reply(socket: Any) -> None:
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello')
        t.turns(5, socket.destroy)

    @t.peer(reply)
    def peer(port: int) -> None:
        watched(t, port).end()


@scenario
def request_cut_off(t: Trace) -> None:
    served(
        t,
        lambda req, res: (t.watch('server', req, res), req.resume()),
        ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n', 'ab', ['destroy']],
    )


@scenario
def half_closing_client(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        req.resume()
        t.later(40, lambda: res.end('x'))

    served(t, handler, [KEEP, ['fin']])


@scenario
def finished_and_its_successors(t: Trace) -> None:
    names = 'finished writableEnded writableFinished headersSent'

    def handler(req: Any, res: Any) -> None:
        t.props('server', 'before', res, names)
        res.on('finish', lambda: t.props('server', 'finish', res, names))
        res.end('x')
        t.props('server', 'after', res, names)

    served(t, handler)


@scenario
def destroyed_when_over(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('finish', lambda: t.turns(5, lambda: t.log('server', req.destroyed, res.destroyed)))
        req.resume()
        res.end('x')

    served(t, handler)


# -- connections ---------------------------------------------------------------------------------------------------


@scenario
def connection_of_the_global_agent(t: Trace) -> None:
    sent(t, {'agent': None})


@scenario
def keep_alive_field(t: Trace) -> None:
    served(t, says('ok'), [KEEP, ['until', 'ok'], ['destroy']])


@scenario
def close_with_an_idle_connection(t: Trace) -> None:
    @t.server(None, says('ok'))
    def server(port: int) -> None:
        t.raw(port, [KEEP, ['until', 'ok'], ['call', lambda: server.close()], ['quiet']])


@scenario
def free_socket_that_is_used(t: Trace) -> None:
    """Two connections become free, the first of them first: which is used next?"""
    sockets: list[Any] = []
    first: list[Any] = []

    def handler(req: Any, res: Any) -> None:
        if req.socket not in sockets:
            sockets.append(req.socket)
        t.log('server', req.url, sockets.index(req.socket))
        if req.url == '/1':
            first.append(res)
        elif req.url == '/2':
            first[0].end()
            t.later(20, lambda: res.end())
        else:
            res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def get(path: str, then: Any = None) -> Any:
            def response(res: Any) -> None:
                res.resume()
                res.on('end', lambda: then and t.turns(10, then))

            return http.get({'host': '127.0.0.1', 'port': port, 'agent': agent, 'path': path}, response)

        get('/1').on(
            'socket', lambda socket: socket.on('connect', lambda: get('/2', lambda: get('/3', t.done)))
        )


@scenario
def reused_socket(t: Trace) -> None:
    @t.server(None, says(''))
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def get(then: Any) -> None:
            def response(res: Any) -> None:
                t.log('client', req.reusedSocket)
                res.resume()
                res.on('end', lambda: t.turns(5, then))

            req = http.get({'host': '127.0.0.1', 'port': port, 'agent': agent}, response)

        get(lambda: get(t.done))


@scenario
def timeout_option(t: Trace) -> None:
    @t.peer(lambda socket: None)
    def peer(port: int) -> None:
        req = watched(t, port, {'timeout': 20})
        req.on('error', lambda: None)
        req.end()


# -- fields --------------------------------------------------------------------------------------------------------


@scenario
def cookie_sent_twice(t: Trace) -> None:
    served(
        t,
        lambda req, res: (t.log('server', req.headers.cookie), res.end()),
        ['GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n'],
    )


@scenario
def fields_answered_twice(t: Trace) -> None:
    answered(t, 'HTTP/1.1 200 OK\r\nServer: a\r\nServer: b\r\nAge: 1\r\nAge: 2\r\nX-A: 1\r\nX-A: 2\r\nSet-Cookie: a\r\n'
             'Set-Cookie: b\r\nEtag: a\r\nEtag: b\r\nConnection: close\r\n\r\n')  # fmt: skip


@scenario
def space_behind_a_value(t: Trace) -> None:
    served(
        t,
        lambda req, res: (t.log('server', req.headers['x-a']), res.end()),
        ['GET / HTTP/1.1\r\nHost: a\r\nX-A: b \t \r\nConnection: close\r\n\r\n'],
    )


@scenario
def distinct_headers(t: Trace) -> None:
    served(t, lambda req, res: (t.log('server', req.headersDistinct), res.end()))


@scenario
def cookie_list(t: Trace) -> None:
    sent(t, {'headers': {'Cookie': ['a=1', 'b=2']}})


@scenario
def lists_of_values(t: Trace) -> None:
    sent(t, {'headers': {'X-A': ['1', '2'], 'Accept': ['a', 'b']}})


@scenario
def trailer_without_chunks(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('Trailer', 'X-T')
        res.setHeader('Content-Length', 2)
        t.attempt('server', 'writeHead', lambda: write_head(res, 200))
        if not res.headersSent:
            res.removeHeader('Trailer')
        res.end('ok')

    served(t, handler)


def write_head(res: Any, *args: Any) -> None:
    res.writeHead(*args)


@scenario
def trailers_in_a_list(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.write('x')
        res.addTrailers({'X-T': ['1', '2']})
        res.end()

    served(t, handler)


@scenario
def flat_list_in_write_head(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.attempt('server', 'writeHead', lambda: write_head(res, 200, ['X-A', '1', 'X-A', '2']))
        res.end()

    served(t, handler)


@scenario
def flat_list_after_set_header(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('X-B', 'b')
        t.attempt('server', 'writeHead', lambda: write_head(res, 200, ['X-A', '1', 'X-A', '2']))
        res.end()

    served(t, handler)


@scenario
def pairs_in_write_head(t: Trace) -> None:
    served(t, lambda req, res: (res.writeHead(200, [['X-A', '1'], ['X-A', '2']]), res.end()))


@scenario
def set_default_headers(t: Trace) -> None:
    sent(t, {'setDefaultHeaders': False})


@scenario
def credentials_in_a_url(t: Trace) -> None:
    @t.peer(lambda socket: socket.end(OK))
    def peer(port: int) -> None:
        req = http.request(f'http://us%20er:p%40ss@127.0.0.1:{port}/')
        t.follow('client', req, t.done)
        req.end()


@scenario
def url_and_options(t: Trace) -> None:
    @t.peer(lambda socket: socket.end(OK))
    def peer(port: int) -> None:
        req = t.attempt(
            'client',
            'request',
            lambda: http.request(f'http://127.0.0.1:{port}/a', {'agent': False, 'path': '/b'}),
        )
        if not req:
            t.done()
            return
        t.follow('client', req, t.done)
        req.end()


@scenario
def create_client(t: Trace) -> None:
    @t.peer(lambda socket: socket.end(OK))
    def peer(port: int) -> None:
        client = t.attempt('client', 'createClient', lambda: http.createClient(port, '127.0.0.1'))
        if not client:
            t.done()
            return
        req = client.request('GET', '/', {'X-A': 'b'})
        t.follow('client', req, t.done)
        req.end()


# -- 1xx and upgrades ----------------------------------------------------------------------------------------------


@scenario
def response_100(t: Trace) -> None:
    answered(t, 'HTTP/1.1 100 Continue\r\n\r\n' + OK)


@scenario
def response_102(t: Trace) -> None:
    answered(t, 'HTTP/1.1 102 Processing\r\nX-A: b\r\n\r\n' + OK)


@scenario
def response_103(t: Trace) -> None:
    answered(t, 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n' + OK)


@scenario
def response_101_without_listener(t: Trace) -> None:
    answered(t, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')


def upgraded(t: Trace, headers: dict[str, Any], status: int = 101) -> None:
    """A client that listens for an upgrade, and has asked for one or not."""

    @t.peer(lambda socket: socket.end(f'HTTP/1.1 {status} So\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'))
    def peer(port: int) -> None:
        req = watched(t, port, {'headers': headers})
        req.on('upgrade', lambda res, socket: (t.log('client', 'upgrade', res.statusCode), socket.destroy()))
        req.end()


@scenario
def upgrade_that_was_asked_for(t: Trace) -> None:
    upgraded(t, {'Connection': 'Upgrade', 'Upgrade': 'x'})


@scenario
def upgrade_that_was_not_asked_for(t: Trace) -> None:
    upgraded(t, {})


@scenario
def upgrade_with_another_status(t: Trace) -> None:
    upgraded(t, {'Connection': 'Upgrade', 'Upgrade': 'x'}, 200)


@scenario
def upgrade_without_listener(t: Trace) -> None:
    served(
        t,
        lambda req, res: (t.log('server', req.headers.upgrade, req.upgrade), res.end('plain')),
        ['GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', ['quiet']],
    )


@scenario
def connect_without_listener(t: Trace) -> None:
    served(
        t,
        lambda req, res: (t.log('server', req.method), res.end('plain')),
        ['CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']],
    )


# -- what cannot be read -------------------------------------------------------------------------------------------


@scenario
def bad_request(t: Trace) -> None:
    served(t, says(''), ['nonsense\r\n\r\n'])


@scenario
def bad_request_with_a_listener(t: Trace) -> None:
    @t.server(None, says(''))
    def server(port: int) -> None:
        t.raw(port, ['nonsense\r\n\r\n'])

    @server.on('clientError')
    def client_error(error: Any, socket: Any) -> None:
        packet = 'object' if error.rawPacket is not None else 'undefined'
        t.log('server', error.code, packet, typeof(error.reason), socket.destroyed, socket.writable)
        if socket.writable:
            socket.end('bye')


@scenario
def header_of_20_kb(t: Trace) -> None:
    served(
        t,
        lambda req, res: res.end(str(len(req.headers['x-a']))),
        [f'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: {"x" * 20_000}\r\n\r\n'],
    )


@scenario
def request_without_host(t: Trace) -> None:
    served(t, says('ok'), ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n'])


@scenario
def words_of_errors(t: Trace) -> None:
    t.attempt('module', 'path', lambda: http.request({'path': '/a b'}))
    t.attempt('module', 'method', lambda: http.request({'method': 'a b'}))
    t.attempt('module', 'protocol', lambda: http.request({'protocol': 'ftp:'}))
    t.attempt('module', 'name', lambda: alone().setHeader('a b', 'c'))
    t.attempt('module', 'value', lambda: alone().setHeader('a', 'c\n'))
    t.attempt('module', 'status', lambda: alone().writeHead(1))
    t.done()


# -- properties ----------------------------------------------------------------------------------------------------


@scenario
def request_of_a_response(t: Trace) -> None:
    served(t, lambda req, res: (t.log('server', res.req is req), res.end()))


@scenario
def properties_of_a_request(t: Trace) -> None:
    names = 'method path host protocol reusedSocket maxHeadersCount aborted destroyed'
    watching(t, says(''), lambda req: (t.props('client', 'req', req, names), req.end()), path='/p')


@scenario
def corked_writes(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.write('a')
        if has(res, 'cork'):
            res.cork()
        res.write('b')
        res.write('c')
        if has(res, 'uncork'):
            res.uncork()
        res.end()

    served(t, handler)


@scenario
def strict_content_length(t: Trace) -> None:
    def ended(res: Any) -> None:
        res.end('abc')

    def handler(req: Any, res: Any) -> None:
        res.strictContentLength = True
        res.setHeader('Content-Length', 2)
        t.attempt('server', 'end', lambda: ended(res))
        if not res.finished:
            res.destroy()

    served(t, handler)


@scenario
def status_425(t: Trace) -> None:
    served(t, lambda req, res: (setattr(res, 'statusCode', 425), res.end()))


@scenario
def status_103_and_418(t: Trace) -> None:
    t.log('module', http.STATUS_CODES[103], http.STATUS_CODES[418])
    t.done()


@scenario
def methods_that_came_or_went(t: Trace) -> None:
    prop(t, [name in http.METHODS for name in ('PRI', 'QUERY', 'SOURCE')])


@scenario
def removed_connection_field(t: Trace) -> None:
    served(
        t,
        lambda req, res: (res.removeHeader('Connection'), res.end('ok')),
        [KEEP, ['until', 'ok'], ['quiet']],
    )
