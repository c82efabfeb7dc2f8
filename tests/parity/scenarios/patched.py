"""What packages lean on: methods that they replace or override keep being called, and the members that are public in all but name
hold Node's values at each step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import node_http as http
from node_http.buffer import Buffer
from node_http.stream import Transform

from ..trace import Trace, has, in_turn, scenario, typeof

GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

Form = Callable[..., Any]


def spy(t: Trace, lane: str, label: str, object: Any, names: str) -> Any:
    """Replaces methods of one object by ones that log their name before they do the same."""
    for name in names.split(' '):
        real = getattr(object, name, None)

        def patched(*args: Any, name: str = name, real: Any = real) -> Any:
            t.log(lane, f'{label}.{name}')
            return real(*args)

        setattr(object, name, patched)
    return object


def spy_emit(t: Trace, lane: str, label: str, object: Any) -> None:
    emit = object.emit

    def patched(event: Any, *args: Any) -> Any:
        t.log(lane, f'{label} {event}')
        return emit(event, *args)

    object.emit = patched


def each(t: Trace, forms: Mapping[str, Form], head: str = GET) -> None:
    """One server whose handler runs the forms in turn, each on a connection of its own."""

    def run(name: str, step: Any) -> None:
        def handler(req: Any, res: Any) -> None:
            t.log('server', name)
            forms[name](res, req)

        @t.server(None, handler)
        def server(port: int) -> None:
            t.raw(port, [head], step)

    in_turn(forms, run, t.done)


def in_two(res: Any, *last: str) -> None:
    res.write('one')
    res.end(*last)


def flushed(res: Any) -> None:
    res.flushHeaders()
    res.end('text')


def no_content(res: Any) -> None:
    res.statusCode = 204
    res.end()


def with_length(res: Any) -> None:
    res.setHeader('Content-Length', 4)
    res.write('te')
    res.end('xt')


def corked(res: Any) -> None:
    if has(res, 'cork'):
        res.cork()
    res.write('a')
    res.write('b')
    if has(res, 'cork'):
        res.uncork()
    res.end()


BODIES: dict[str, Form] = {
    'end': lambda res: res.end(),
    'end text': lambda res: res.end('text'),
    'end buffer': lambda res: res.end(Buffer(b'bytes')),
    'write and end': lambda res: in_two(res),
    'write and end text': lambda res: in_two(res, 'two'),
    'writeHead and end': lambda res: (res.writeHead(201, {'X-A': 'b'}), res.end('text')),
    'flushed': flushed,
    'no content': no_content,
    'with length': with_length,
    'corked': corked,
}


def patched_each(t: Trace, patch: Form) -> None:
    each(t, {name: lambda res, req, body=body: (patch(res, req), body(res)) for name, body in BODIES.items()})


@scenario
def response_methods(t: Trace) -> None:
    patched_each(
        t, lambda res, req: spy(t, 'server', 'res', res, 'writeHead write end setHeader flushHeaders')
    )


@scenario
def response_inner_methods(t: Trace) -> None:
    patched_each(
        t, lambda res, req: spy(t, 'server', 'res', res, '_implicitHeader _storeHeader detachSocket')
    )


@scenario
def response_emit(t: Trace) -> None:
    patched_each(t, lambda res, req: spy_emit(t, 'server', 'emit', res))


@scenario
def socket_write(t: Trace) -> None:
    def patch(res: Any, req: Any) -> None:
        write = req.socket.write
        written: list[str] = []

        def patched(chunk: Any, *args: Any) -> Any:
            written.append(chunk if isinstance(chunk, str) else bytes(chunk).decode('latin-1'))
            return write(chunk, *args)

        req.socket.write = patched
        res.on('finish', lambda: t.log('server', 'written', ''.join(written)))

    patched_each(t, patch)


@scenario
def socket_methods(t: Trace) -> None:
    patched_each(t, lambda res, req: spy(t, 'server', 'socket', req.socket, 'end destroy destroySoon'))


@scenario
def request_emit_and_push(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        spy_emit(t, 'server', 'emit', req)
        spy(t, 'server', 'req', req, 'push resume pause')
        req.on('data', lambda: None)
        req.on('end', lambda: res.end('x'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n', 'ab', 'cd']
        )


@scenario
def untouched_request_emit(t: Trace) -> None:
    """Nobody reads these requests, so only who looks closely can tell that they end and close."""

    class Request(http.IncomingMessage):
        def emit(self, event: Any, /, *args: Any) -> bool:
            t.log('server', f'emit {event}')
            return super().emit(event, *args)

    def handler(req: Any, res: Any) -> None:
        spy_emit(t, 'server', 'emit', req)
        res.end('x')

    def again() -> None:
        @t.server({'IncomingMessage': Request}, lambda req, res: res.end('y'))
        def server(port: int) -> None:
            t.raw(port, [GET])

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [GET], again)


@scenario
def server_classes_with_few_arguments(t: Trace) -> None:
    """Classes that take fewer arguments than they are given."""

    class Response(http.ServerResponse):
        def __init__(self, req: Any) -> None:
            super().__init__(req)
            self.made = 'response'

    class Request(http.IncomingMessage):
        def __init__(self, socket: Any) -> None:
            super().__init__(socket)
            self.made = 'request'

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.made, res.made)
        res.end('x')

    @t.server({'IncomingMessage': Request, 'ServerResponse': Response}, handler)
    def server(port: int) -> None:
        t.raw(port, [GET])


@scenario
def server_emit(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('x'))
    def server(port: int) -> None:
        t.raw(port, [KEEP, ['until', 'x'], KEEP, ['destroy']], lambda: server.close(t.done))

    spy_emit(t, 'server', 'emit', server)


@scenario
def server_classes(t: Trace) -> None:
    class Response(http.ServerResponse):
        def __init__(self, req: Any, options: Any = None) -> None:
            super().__init__(req, options)
            t.log('server', 'made', options, req.method)

        def assignSocket(self, socket: Any) -> None:
            t.log('server', 'assignSocket', self.socket)
            super().assignSocket(socket)

        def detachSocket(self, socket: Any) -> None:
            t.log('server', 'detachSocket', socket is self.socket)
            super().detachSocket(socket)

        def writeHead(self, status: Any, reason: Any = None, headers: Any = None) -> Any:
            t.log('server', 'writeHead', status)
            return super().writeHead(status, reason, headers)

        def write(self, chunk: Any, encoding: Any = None, callback: Any = None) -> bool:
            t.log('server', 'write', chunk)
            return super().write(chunk, encoding, callback)

        def end(self, chunk: Any = None, encoding: Any = None, callback: Any = None) -> Any:
            t.log('server', 'end', chunk)
            return super().end(chunk, encoding, callback)

        def _implicitHeader(self) -> None:
            t.log('server', '_implicitHeader')
            super()._implicitHeader()

        def hello(self) -> None:
            self.end('hello')

    class Request(http.IncomingMessage):
        def __init__(self, socket: Any) -> None:
            super().__init__(socket)
            t.log('server', 'request made', socket is self.socket)

        def _read(self, size: int) -> None:
            t.log('server', '_read')
            super()._read(size)

        def _addHeaderLine(self, field: str, value: str, dest: Any) -> None:
            t.log('server', field)
            super()._addHeaderLine(field, value, dest)

        def query(self) -> str:
            return str(self.url).split('?')[1]

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.query(), req.headers.host, isinstance(req, Request), isinstance(res, Response))
        if req.url == '/?1':
            res.hello()
            return
        res.write('a')
        t.body('server', 'body', req, lambda: res.end('b'))

    @t.server({'IncomingMessage': Request, 'ServerResponse': Response}, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                'GET /?1 HTTP/1.1\r\nHost: a\r\n\r\n'
                + 'POST /?2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nxy'
            ],
        )


@scenario
def on_headers(t: Trace) -> None:
    """What on-headers does: the listener runs when the header is about to be made."""

    def patch(res: Any, req: Any) -> None:
        write_head = res.writeHead
        fired = False

        def patched(*args: Any) -> Any:
            nonlocal fired
            if not fired:
                fired = True
                headers = res.getHeaders() if has(res, 'getHeaders') else None
                t.log('server', 'headers', res.statusCode, headers)
                res.setHeader('X-Late', 'yes')
            return write_head(*args)

        res.writeHead = patched

    patched_each(t, patch)


@scenario
def compression_like(t: Trace) -> None:
    """What compression does: write, end and on are replaced, and the body goes through a stream."""

    def patch(res: Any, req: Any) -> None:
        upper = Transform(
            {'transform': lambda chunk, encoding, callback: callback(None, bytes(chunk).decode().upper())}
        )
        real_write, real_end = res.write, res.end

        def write(chunk: Any, encoding: Any = None) -> Any:
            if not res._header:
                res._implicitHeader()
            return upper.write(chunk, encoding)

        def end(chunk: Any = None, encoding: Any = None) -> Any:
            if not res._header:
                res.removeHeader('Content-Length')
                res._implicitHeader()
            return upper.end(chunk, encoding) if chunk else upper.end()

        res.write, res.end = write, end
        upper.on('data', lambda chunk: upper.pause() if real_write(chunk) is False else None)
        upper.on('end', lambda: real_end())

    patched_each(t, patch)


@scenario
def prototype_replaced(t: Trace) -> None:
    """What express and morgan do: the class of one object is replaced."""

    class Response(http.ServerResponse):
        def send(self, text: str) -> Any:
            self.setHeader('X-Sent', 'yes')
            return self.end(text)

    class Request(http.IncomingMessage):
        def get(self, name: str) -> Any:
            return self.headers[name]

    def all_(res: Any, req: Any) -> None:
        res.__class__ = Response
        req.__class__ = Request
        res.locals = {'a': 1}
        req.res = res
        res.req = req
        t.log('server', req.get('host'), res.locals, isinstance(res, http.ServerResponse))
        res.send('sent')

    each(t, {'all': all_})


OUTGOING = (
    '_header _headerSent _hasBody _trailer _contentLength _last _defaultKeepAlive _removedConnection _removedContLen _removedTE '
    '_keepAliveTimeout _closed finished destroyed chunkedEncoding useChunkedEncodingByDefault shouldKeepAlive sendDate outputSize '
    'maxRequestsOnConnectionReached strictContentLength writable writableLength writableEnded writableFinished writableNeedDrain'
)


def waiting(message: Any) -> str:
    items = message.outputData
    data = message.output if items is None else [item.data for item in items]
    return ''.join(bytes(each).decode('latin-1') for each in data)


@scenario
def response_members(t: Trace) -> None:
    def chunked(res: Any, req: Any) -> None:
        names = f'{OUTGOING} _sent100 _expect_continue'
        t.props('server', 'new', res, names)
        t.log('server', waiting(res), res._headers, res.socket._httpMessage is res)
        res.setHeader('X-A', '1')
        t.log('server', res._headers, res._headerNames)
        res.writeHead(200)
        t.props('server', 'writeHead', res, names)
        res.write('abc')
        t.props('server', 'written', res, names)
        res.on(
            'finish',
            lambda: (t.props('server', 'finish', res, names), t.log('server', res.socket, waiting(res))),
        )
        res.on('close', lambda: (t.props('server', 'close', res, names), t.log('server', res.socket)))
        res.end()
        t.props('server', 'ended', res, names)

    def at_once(res: Any, req: Any) -> None:
        socket = res.socket
        res.on('prefinish', lambda: t.props('server', 'prefinish', res, OUTGOING))
        res.on(
            'finish',
            lambda: (
                t.props('server', 'finish', res, OUTGOING),
                t.log('server', socket._httpMessage, res.socket),
            ),
        )
        res.on('close', lambda: t.props('server', 'close', res, OUTGOING))
        res.end('abc')
        t.props('server', 'ended', res, OUTGOING)
        t.log('server', socket._httpMessage is res, res.socket is socket, waiting(res))

    def removed(res: Any, req: Any) -> None:
        for name in ('Connection', 'Content-Length', 'Transfer-Encoding', 'Date'):
            res.removeHeader(name)
        t.props('server', 'removed', res, OUTGOING)
        res.end('abc')
        t.props('server', 'ended', res, OUTGOING)

    def trailers(res: Any, req: Any) -> None:
        res.addTrailers({'X-T': '1'})
        res.write('a')
        t.props('server', 'trailers', res, OUTGOING)
        res.end()

    each(t, {'chunked': chunked, 'at once': at_once, 'removed': removed, 'trailers': trailers})


@scenario
def waiting_response_members(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if req.url == '/1':
            t.later(20, lambda: res.end('first'))
            return
        t.log('server', res.socket, req.socket._httpMessage is res, waiting(res))
        res.write('a')
        t.props('server', 'written', res, OUTGOING)
        t.log('server', waiting(res))
        res.write('b')
        res.end('c')
        t.props('server', 'ended', res, OUTGOING)
        t.log('server', waiting(res), res.outputSize)
        res.on('finish', lambda: t.log('server', waiting(res), res.outputSize))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
        )


READABLE = 'flowing ended endEmitted reading length destroyed closed highWaterMark objectMode readableListening resumeScheduled errored'


@scenario
def request_members(t: Trace) -> None:
    names = (
        'complete aborted upgrade url method statusCode statusMessage httpVersion httpVersionMajor httpVersionMinor _dumped '
        'joinDuplicateHeaders readableFlowing readableLength readableEnded readableAborted readableDidRead readable destroyed closed'
    )

    def handler(req: Any, res: Any) -> None:
        def both(label: str) -> None:
            t.props('server', label, req, names)
            t.props('server', f'{label} state', req._readableState, READABLE)

        both('new')
        t.log('server', req.client is req.socket, req.connection is req.socket, req.socket.parser is not None,
            isinstance(req.socket.server, http.Server))  # fmt: skip
        req.on('data', lambda chunk: (t.log('server', chunk), both('data')))
        req.on('end', lambda: (both('end'), res.end('x')))
        req.on('close', lambda: both('close'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n', 'ab', 'cd']
        )


@scenario
def untouched_request_members(t: Trace) -> None:
    names = 'complete _dumped readableFlowing readableLength readableEnded readable destroyed closed'

    def handler(req: Any, res: Any) -> None:
        def closed() -> None:
            t.props('server', 'close', req, names)
            t.turns(2, lambda: t.props('server', 'later', req, names))

        t.props('server', 'new', req, names)
        res.on('finish', lambda: t.props('server', 'finish', req, names))
        res.on('close', closed)
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [KEEP, ['quiet']],
            lambda: t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd', ['quiet']]),
        )


@scenario
def socket_members(t: Trace) -> None:
    names = (
        'allowHalfOpen timeout connecting destroyed readable writable readyState _paused _hadError pending'
    )
    writable = 'ended ending finished destroyed length corked needDrain writing highWaterMark objectMode errored closed'

    def handler(req: Any, res: Any) -> None:
        socket = req.socket

        def closed() -> None:
            t.props('server', 'close', socket, names)
            t.props('server', 'close state', socket._writableState, writable)
            t.log('server', socket._httpMessage, typeof(socket.parser))

        def socket_closed() -> None:
            t.props('server', 'closed', socket, names)
            t.log('server', socket._httpMessage, socket.parser, socket._handle)

        t.props('server', 'request', socket, names)
        t.props('server', 'request state', socket._writableState, writable)
        t.log(
            'server',
            socket._httpMessage is res,
            typeof(socket._handle),
            typeof(socket.parser),
            socket._server is socket.server,
        )
        res.on('close', closed)
        socket.on('close', socket_closed)
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [GET])


@scenario
def kept_response_socket(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('answer'))
    def server(port: int) -> None:
        def response(res: Any) -> None:
            res.resume()
            res.on('end', lambda: (t.log('client', res.socket is req.socket), t.done()))

        req = http.get({'port': port, 'host': '127.0.0.1', 'agent': t.agent({'keepAlive': True})}, response)


@scenario
def client_members(t: Trace) -> None:
    names = f'{OUTGOING} aborted reusedSocket upgradeOrConnect _ended maxHeadersCount timeout socketPath'

    @t.server(None, lambda req, res: res.end('answer'))
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        req = http.request(
            {'port': port, 'host': '127.0.0.1', 'agent': agent, 'method': 'POST', 'path': '/p'}
        )
        t.props('client', 'new', req, names)
        t.log('client', waiting(req), req.agent is agent, req.res, req.parser, req._headers)
        req.write('a')
        t.props('client', 'written', req, names)
        t.log('client', waiting(req))
        req.end('b')
        t.props('client', 'ended', req, names)

        @req.on('socket')
        def socket(socket: Any) -> None:
            t.props('client', 'socket', req, names)
            t.log(
                'client',
                socket._httpMessage is req,
                socket.parser is req.parser,
                typeof(socket.parser),
                waiting(req),
            )

        req.on('finish', lambda: (t.props('client', 'finish', req, names), t.log('client', waiting(req))))

        @req.on('response')
        def response(res: Any) -> None:
            t.props('client', 'response', req, names)
            t.log('client', req.res is res, res.req is req, res.socket is req.socket, res.complete)
            res.resume()
            res.on(
                'end',
                lambda: (
                    t.props('client', 'end', req, names),
                    t.log('client', res.complete),
                ),
            )
            res.on('close', lambda: t.log('client', 'res close', res.destroyed))

        @req.on('close')
        def close() -> None:
            socket = req.socket
            t.props('client', 'close', req, names)
            t.log('client', socket._httpMessage is req, req.parser, socket.parser, req.res.socket is socket)
            t.turns(2, lambda: (t.log('client', socket._httpMessage, req.socket is socket), t.done()))

        t.patience(400)


@scenario
def client_patched(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('answer'))
    def server(port: int) -> None:
        req = http.request(
            {'port': port, 'host': '127.0.0.1', 'agent': t.agent({'keepAlive': True}), 'method': 'POST'}
        )
        spy_emit(t, 'client', 'emit', req)
        spy(t, 'client', 'req', req, 'write end onSocket _implicitHeader _storeHeader setHeader')

        @req.on('response')
        def response(res: Any) -> None:
            spy_emit(t, 'client', 'res emit', res)
            spy(t, 'client', 'res', res, 'push')
            res.resume()

        req.on('close', t.done)
        req.write('a')
        req.end('b')
        t.patience(400)


@scenario
def agent_patched(t: Trace) -> None:
    class Pool(http.Agent):
        def addRequest(self, req: Any, options: Any) -> None:
            t.log('client', 'addRequest', options.path)
            super().addRequest(req, options)

        def createSocket(self, req: Any, options: Any, callback: Any) -> None:
            t.log('client', 'createSocket')
            super().createSocket(req, options, callback)

        def createConnection(self, options: Any, callback: Any) -> Any:
            t.log('client', 'createConnection', typeof(callback))
            return super().createConnection(options, callback)

        def keepSocketAlive(self, socket: Any) -> Any:
            t.log('client', 'keepSocketAlive')
            return super().keepSocketAlive(socket)

        def reuseSocket(self, socket: Any, req: Any) -> None:
            t.log('client', 'reuseSocket')
            super().reuseSocket(socket, req)

        def removeSocket(self, socket: Any, options: Any) -> None:
            t.log('client', 'removeSocket')
            super().removeSocket(socket, options)

        def getName(self, options: Any) -> str:
            return 'mine'

    @t.server(None, lambda req, res: res.end('answer'))
    def server(port: int) -> None:
        agent = Pool({'keepAlive': True})
        t.defer(agent.destroy)

        def get(then: Any) -> None:
            def response(res: Any) -> None:
                t.log('client', list(agent.sockets), list(agent.freeSockets))
                res.resume()
                res.on('end', lambda: t.turns(2, then))

            http.get({'port': port, 'host': '127.0.0.1', 'agent': agent}, response)

        get(lambda: get(lambda: (agent.destroy(), t.turns(3, t.done))))


@scenario
def agent_methods_replaced(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('answer'))
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        spy(
            t,
            'client',
            'agent',
            agent,
            'addRequest createSocket createConnection keepSocketAlive reuseSocket removeSocket',
        )

        def get(then: Any) -> None:
            def response(res: Any) -> None:
                res.resume()
                res.on('end', lambda: t.turns(2, then))

            http.get({'port': port, 'host': '127.0.0.1', 'agent': agent}, response)

        get(lambda: get(lambda: (agent.destroy(), t.turns(3, t.done))))


class _Sink:
    """A socket that takes all."""

    def cork(self) -> None: ...

    uncork = cork

    def write(self, *_: Any) -> bool:
        return True


@scenario
def what_waits_is_told(t: Trace) -> None:
    out: Any = http.OutgoingMessage()
    out._implicitHeader = lambda: None
    out._header = ''
    out._headerSent = True
    out._onPendingData = lambda size: t.log('message', size)
    out.write('abc')
    t.log('message', out._writeRaw('de', lambda: None), out.outputSize)
    out._flushOutput(_Sink())
    t.log('message', out.outputSize)
    t.done()


@scenario
def header_made_by_hand(t: Trace) -> None:
    first = True

    def handler(req: Any, res: Any) -> None:
        nonlocal first
        res._defaultKeepAlive = False
        if first:
            res.setHeader('Content-Length', 1)
        else:
            res._storeHeader('HTTP/1.1 200 Mine\r\n')
        first = False
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [KEEP, ['until', 'x'], GET])
