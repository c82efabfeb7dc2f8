"""In which order messages finish, end and close: bodies that nobody reads, timeouts, failures in listeners, and what the functions
of `stream` make of messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import node_http as http
from node_http import stream
from node_http._runtime import current, next_tick
from node_http.buffer import Buffer

from ..trace import Error, Trace, in_turn, scenario

GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
POST = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n'

Form = Callable[..., Any]


def last(head: str) -> str:
    """The head of the last request on its connection."""
    return head.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')


def each(t: Trace, pieces: list[Any], forms: Mapping[str, Form], options: Any = None) -> None:
    """One server whose handler runs the forms in turn, each in a lane and on a connection of its own."""

    def run(name: str, step: Any) -> None:
        @t.server(options, lambda req, res: forms[name](req, res, name))
        def server(port: int) -> None:
            t.raw(port, pieces, lambda: t.turns(6, step))

    in_turn(forms, run, t.done)


def watched(t: Trace, lane: str, req: Any, res: Any) -> None:
    t.watch(lane, req, res)
    t.events(lane, 'socket', req.socket, 'end close')


def read_some(req: Any, res: Any, t: Trace) -> None:
    req.once('data', lambda: (req.pause(), res.end('x')))


def read_all_then_end(req: Any, res: Any, t: Trace) -> None:
    req.resume()
    req.on('end', lambda: res.end('x'))


def destroy_on_finish(req: Any, res: Any, t: Trace) -> None:
    res.on('finish', lambda: req.destroy())
    res.end('x')


UNREAD: dict[str, Form] = {
    'end at once': lambda req, res, t: res.end('x'),
    'end later': lambda req, res, t: t.turns(6, lambda: res.end('x')),
    'read some': read_some,
    'read all, then end': read_all_then_end,
    'end, then read': lambda req, res, t: (res.end('x'), req.resume()),
    'paused, ended': lambda req, res, t: (req.pause(), res.end('x')),
    'readable, not read': lambda req, res, t: (req.on('readable', lambda: None), res.end('x')),
    'destroy the request': lambda req, res, t: req.destroy(),
    'destroy the request after the answer': lambda req, res, t: (res.end('x'), req.destroy()),
    'destroy the request on finish': destroy_on_finish,
    'destroy with an error': lambda req, res, t: req.destroy(Error('mine')),
    'destroy the answer': lambda req, res, t: res.destroy(),
    'destroy both': lambda req, res, t: (res.write('a'), req.destroy(), res.destroy()),
}


def unread(t: Trace, pieces: list[Any]) -> None:
    def form(do: Form) -> Form:
        return lambda req, res, name: (watched(t, name, req, res), do(req, res, t))

    each(t, pieces, {name: form(do) for name, do in UNREAD.items()})


@scenario
def unread_no_body(t: Trace) -> None:
    unread(t, [GET, ['quiet']])


@scenario
def unread_whole_body(t: Trace) -> None:
    unread(t, [POST + 'abcd', ['quiet']])


@scenario
def unread_late_body(t: Trace) -> None:
    unread(t, [POST + 'ab', ['turns', 8], 'cd', ['quiet']])


@scenario
def unread_missing_body(t: Trace) -> None:
    unread(t, [POST + 'ab', ['turns', 10], ['destroy']])


@scenario
def unread_chunked_body(t: Trace) -> None:
    head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
    unread(t, [f'{head}2\r\nab\r\n', ['turns', 8], '2\r\ncd\r\n0\r\n\r\n', ['quiet']])


@scenario
def unread_body_and_the_next_request(t: Trace) -> None:
    count = 0

    def handler(req: Any, res: Any) -> None:
        nonlocal count
        count += 1
        watched(t, f'server{count}', req, res)
        res.end(req.url)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                POST + 'abcdGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
                POST + 'ab',
                'cdGET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
            ],
        )


@scenario
def unread_large_body(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        watched(t, 'server', req, res)
        t.turns(8, lambda: res.end('late'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n'
                + 'x' * 200000
            ],
        )


@scenario
def pipelined_expect(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url, req.headers.expect)
        watched(t, f'server{req.url}', req, res)
        t.body(
            f'server{req.url}',
            'body',
            req,
            lambda: t.turns(6 if req.url == '/1' else 1, lambda: res.end(req.url)),
        )

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [
            'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
            ['until', '100 Continue'], 'abcGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
        ])  # fmt: skip


@scenario
def pipelined_check_continue(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url)
        t.turns(4, lambda: res.end(req.url))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [
            'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n'
            'abcGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
        ])  # fmt: skip

    @server.on('checkContinue')
    def check(req: Any, res: Any) -> None:
        t.log('server', 'checkContinue', req.url)
        res.writeContinue()
        res.end('continued')


@scenario
def head_answers(t: Trace) -> None:
    def write(req: Any, res: Any) -> None:
        t.log('write', res.write('body'), res.write(''), res.writableLength)
        res.end('more')

    def callbacks(req: Any, res: Any) -> None:
        res.write('a', lambda error=None: t.log('callbacks', 'write', error))
        res.end('b', lambda error=None: t.log('callbacks', 'end', error))

    def trailers(req: Any, res: Any) -> None:
        def end() -> str:
            res.addTrailers({'X': '1'})
            res.end('x')
            return 'ended'

        res.setHeader('Trailer', 'X')
        t.attempt('trailers', 'end', end)
        if not res.writableEnded:
            req.socket.destroy()

    def piped(req: Any, res: Any) -> None:
        source = stream.PassThrough()
        source.pipe(res)
        source.end('piped')

    forms: dict[str, Form] = {
        'end': lambda req, res: res.end('body'),
        'write': write,
        'length': lambda req, res: (res.setHeader('Content-Length', 10), res.end()),
        'callbacks': callbacks,
        'trailers': trailers,
        'chunked': lambda req, res: (res.setHeader('Transfer-Encoding', 'chunked'), res.end('x')),
        'piped': piped,
        'flushed': lambda req, res: (res.flushHeaders(), t.turns(2, lambda: res.end('x'))),
    }

    def form(name: str) -> Form:
        def run(req: Any, res: Any) -> None:
            if req.method == 'GET':
                res.end('next')
                return
            t.watch(name, req, res)
            forms[name](req, res)

        return lambda req, res, name: run(req, res)

    pieces = ['HEAD / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']
    each(t, pieces, {name: form(name) for name in forms})


@scenario
def head_from_the_client(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('Content-Length', 4)
        res.end('body')

    @t.server(None, handler)
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def again() -> None:
            t.request('client', port, {'agent': agent, 'method': 'HEAD'}).end()

        t.request('client', port, {'agent': agent, 'method': 'HEAD'}, lambda: t.turns(2, again)).end()


@scenario
def max_requests_and_the_agent(t: Trace) -> None:
    connections = 0

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, connections)
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def run(path: str, step: Any) -> None:
            def closed() -> None:
                t.log('client', req.reusedSocket, req.shouldKeepAlive)
                t.turns(3, step)

            req = t.request('client', port, {'agent': agent, 'path': path}, closed)
            req.end()

        in_turn(['/1', '/2', '/3', '/4', '/5'], run, t.done)

    @server.on('connection')
    def count() -> None:
        nonlocal connections
        connections += 1

    server.maxRequestsPerSocket = 2


def everybody(req: Any, res: Any, log: Form) -> None:
    req.socket.server.once('timeout', lambda: log('server timeout'))
    req.once('timeout', lambda: log('request timeout'))
    res.once('timeout', lambda: (log('response timeout'), res.end('all')))
    req.socket.once('timeout', lambda: log('socket timeout'))


# Who hears of a timeout, and whether the socket is left alone for it.
LISTENERS: dict[str, Form] = {
    'nobody': lambda req, res, log: None,
    'server': lambda req, res, log: req.socket.server.once(
        'timeout', lambda socket: (log('server timeout', socket), res.end('server'))),
    'request': lambda req, res, log: req.once('timeout', lambda socket: (log('request timeout', socket), res.end('request'))),
    'response': lambda req, res, log: res.once('timeout', lambda socket: (log('response timeout', socket), res.end('response'))),
    'socket': lambda req, res, log: req.socket.once('timeout', lambda: log('socket timeout')),
    'everybody': everybody,
}  # fmt: skip


def timeouts(t: Trace, start: Form, pieces: list[Any] | None = None) -> None:
    def form(listen: Form) -> Form:
        def run(req: Any, res: Any, name: str) -> None:
            watched(t, name, req, res)
            listen(req, res, lambda label, value=None: t.log(name, label, value))
            start(req, res, name)

        return run

    each(t, pieces or [last(GET)], {name: form(listen) for name, listen in LISTENERS.items()})


@scenario
def timeout_of_the_request(t: Trace) -> None:
    timeouts(t, lambda req, res, name: t.attempt(name, 'setTimeout', lambda: req.setTimeout(25) is req))


@scenario
def timeout_of_the_response(t: Trace) -> None:
    timeouts(t, lambda req, res, name: t.attempt(name, 'setTimeout', lambda: res.setTimeout(25) is res))


@scenario
def timeout_of_the_socket(t: Trace) -> None:
    timeouts(
        t,
        lambda req, res, name: t.attempt(name, 'setTimeout', lambda: req.socket.setTimeout(25) is req.socket),
    )


@scenario
def timeout_with_a_body_to_come(t: Trace) -> None:
    timeouts(t, lambda req, res, name: req.setTimeout(25), [last(POST) + 'ab'])


@scenario
def timeout_callbacks(t: Trace) -> None:
    def told(res: Any, name: str) -> Form:
        return lambda socket: (t.log(name, 'callback', socket), res.end('x'))

    def switched_off(req: Any, res: Any, name: str) -> None:
        req.setTimeout(15, lambda: t.log(name, 'never'))
        req.setTimeout(0)
        t.later(40, lambda: res.end('x'))

    def twice(req: Any, res: Any, name: str) -> None:
        res.setTimeout(15, lambda: t.log(name, 'first'))
        res.setTimeout(30, lambda: (t.log(name, 'second'), res.end('x')))

    def traffic(req: Any, res: Any, name: str) -> None:
        def write() -> None:
            res.write('a')
            t.later(40, lambda: (t.log(name, 'still here'), res.write('b')))

        res.setTimeout(60, lambda: (t.log(name, 'timeout'), res.end()))
        t.later(40, write)

    each(t, [last(GET)], {
        'request': lambda req, res, name: req.setTimeout(25, told(res, name)),
        'response': lambda req, res, name: res.setTimeout(25, told(res, name)),
        'socket': lambda req, res, name: req.socket.setTimeout(25, told(res, name)),
        'switched_off': switched_off, 'twice': twice, 'traffic': traffic,
    })  # fmt: skip


@scenario
def timeout_waiting_behind_another(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if req.url == '/1':
            t.later(60, lambda: res.end('first'))
            return
        t.log('server', res.socket)
        res.setTimeout(20, lambda: t.log('server', 'timeout'))
        res.on('socket', lambda: t.log('server', 'socket'))
        t.later(100, lambda: res.end('second'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
        )


@scenario
def server_timeout_between_requests(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [GET])

    server.keepAliveTimeout = 40
    server.setTimeout(1000)

    @server.on('connection')
    def connection(socket: Any) -> None:
        t.log('server', socket.timeout)
        socket.on('close', lambda: t.log('server', 'closed', socket.timeout))


@scenario
def client_timeouts(t: Trace) -> None:
    def request(name: str, port: int, then: Form, options: Any = None) -> Any:
        return t.request(name, port, {'agent': False, **(options or {})}, then, 300)

    def method(name: str, port: int, then: Form) -> Any:
        return request(name, port, then).setTimeout(25)

    def callback(name: str, port: int, then: Form) -> Any:
        return request(name, port, then).setTimeout(25, lambda: t.log('callback', 'called'))

    def after_the_socket(name: str, port: int, then: Form) -> Any:
        req = request(name, port, then)
        req.on('socket', lambda: req.setTimeout(25))
        return req

    def socket_itself(name: str, port: int, then: Form) -> Any:
        req = request(name, port, then)
        req.on('socket', lambda socket: socket.setTimeout(25, lambda: (t.log(name, 'called'), req.destroy())))
        return req

    def switched_off(name: str, port: int, then: Form) -> Any:
        req = request(name, port, then)
        req.setTimeout(15, lambda: t.log(name, 'never'))
        req.clearTimeout()
        t.later(45, lambda: req.destroy())
        return req

    forms: dict[str, Form] = {
        'option': lambda name, port, then: request(name, port, then, {'timeout': 25}),
        'method': method,
        'callback': callback,
        'after the socket': after_the_socket,
        'socket itself': socket_itself,
        'agent': lambda name, port, then: request(name, port, then, {'agent': t.agent({'timeout': 25})}),
        'agent and option': lambda name, port, then: request(
            name, port, then, {'agent': t.agent({'timeout': 5000}), 'timeout': 25}
        ),
        'switched off': switched_off,
    }

    @t.server(None, lambda: None)
    def server(port: int) -> None:
        def run(name: str, step: Any) -> None:
            req = forms[name](name, port, lambda: t.turns(3, step))
            req.on('timeout', lambda: (t.log(name, req.destroyed, req.socket.timeout), req.destroy()))
            req.end()

        in_turn(forms, run, t.done)


@scenario
def client_response_timeout(t: Trace) -> None:
    @t.server(None, lambda req, res: res.write('part'))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False}, None, 300)

        @req.on('response')
        def response(res: Any) -> None:
            t.attempt(
                'client',
                'setTimeout',
                lambda: res.setTimeout(25, lambda: (t.log('client', 'res timeout'), req.destroy())) is res,
            )

        req.end()


# -- the functions of stream -----------------------------------------------------------------------------------


def follow(t: Trace, lane: str, label: str, message: Any, options: Any = None) -> None:
    stream.finished(message, options or {}, lambda error=None: t.log(lane, f'finished {label}', error))


def body_read(req: Any, res: Any) -> None:
    req.resume()
    req.on('end', lambda: res.end('x'))


def two_writes(req: Any, res: Any) -> None:
    req.resume()
    res.write('a')
    res.end('b')


def destroyed_with_error(req: Any, res: Any) -> None:
    res.on('error', lambda: None)
    res.destroy(Error('mine'))


ENDINGS: dict[str, Form] = {
    'answered': lambda req, res: res.end('x'),
    'answered, body read': body_read,
    'two writes': two_writes,
    'request destroyed': lambda req, res: req.destroy(),
    'response destroyed': lambda req, res: res.destroy(),
    'response destroyed with an error': destroyed_with_error,
    'socket destroyed': lambda req, res: req.socket.destroy(),
}


def endings(t: Trace, pieces: list[Any]) -> None:
    def form(do: Form) -> Form:
        def run(req: Any, res: Any, name: str) -> None:
            t.watch(name, req, res)
            follow(t, name, 'req', req)
            follow(t, name, 'res', res)
            follow(t, name, 'res, not readable', res, {'readable': False})
            follow(t, name, 'socket', req.socket)
            do(req, res)

        return run

    each(t, pieces, {name: form(do) for name, do in ENDINGS.items()})


@scenario
def finished_without_body(t: Trace) -> None:
    endings(t, [last(GET)])


@scenario
def finished_with_body(t: Trace) -> None:
    endings(t, [last(POST) + 'abcd'])


@scenario
def finished_when_the_client_leaves(t: Trace) -> None:
    endings(t, [POST + 'ab', ['turns', 4], ['destroy']])


@scenario
def finished_late(t: Trace) -> None:
    def after_close(req: Any, res: Any, name: str) -> None:
        res.on('close', lambda: (follow(t, name, 'res', res), follow(t, name, 'req', req)))
        res.end('x')

    def after_destroy(req: Any, res: Any, name: str) -> None:
        res.destroy()
        follow(t, name, 'res', res)
        follow(t, name, 'req', req)

    def taken_back(req: Any, res: Any, name: str) -> None:
        stream.finished(res, lambda: t.log(name, 'never'))()
        res.end('x')

    each(t, [last(GET)], {
        'after finish': lambda req, res, name: (res.on('finish', lambda: follow(t, name, 'res', res)), res.end('x')),
        'after close': after_close,
        'after destroy': after_destroy,
        'after end': lambda req, res, name: (res.end('x'), follow(t, name, 'res', res)),
        'taken back': taken_back,
    })  # fmt: skip


ANSWERS: dict[str, Form] = {
    'complete': lambda socket: socket.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'
    ),
    'cut short': lambda socket: socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok'),
    'none': lambda socket: socket.destroy(),
    'unreadable': lambda socket: socket.end('garbage\r\n\r\n'),
}


@scenario
def finished_on_the_client(t: Trace) -> None:
    def run(name: str, step: Any) -> None:
        @t.peer(lambda socket: ANSWERS[name](socket))
        def peer(port: int) -> None:
            req = http.request({'port': port, 'host': '127.0.0.1', 'agent': False})
            t.events(name, 'req', req, 'finish error close')
            follow(t, name, 'req', req)

            @req.on('response')
            def response(res: Any) -> None:
                t.events(name, 'res', res, 'end error close')
                follow(t, name, 'res', res)
                res.resume()

            req.on('close', lambda: t.turns(4, step))
            req.end()

    in_turn(ANSWERS, run, t.done)


@scenario
def pipeline_into_the_response(t: Trace) -> None:
    def source() -> Any:
        return stream.Readable.from_([Buffer(b'one '), Buffer(b'two')])

    def failing() -> Any:
        readable = stream.Readable({'read': lambda: None})
        readable.push('part')
        current().set_immediate(lambda: readable.destroy(Error('source')))
        return readable

    def quiet() -> Any:
        readable = failing()
        readable.on('error', lambda: None)
        return readable

    def form(run: Form) -> Form:
        def handler(req: Any, res: Any, name: str) -> None:
            t.watch(name, req, res)
            run(req, res, lambda error=None: t.log(name, 'pipeline', error))

        return handler

    forms: dict[str, Form] = {
        'source': lambda req, res, told: stream.pipeline(source(), res, told),
        'echo': lambda req, res, told: stream.pipeline(req, res, told),
        'transformed': lambda req, res, told: stream.pipeline(req, stream.PassThrough(), res, told),
        'failing source': lambda req, res, told: stream.pipeline(failing(), res, told),
        'ended before': lambda req, res, told: (res.end('x'), stream.pipeline(source(), res, told)),
        'destroyed before': lambda req, res, told: (res.destroy(), stream.pipeline(source(), res, told)),
        'destroyed meanwhile': lambda req, res, told: (stream.pipeline(quiet(), res, told), req.destroy()),
    }
    each(t, [last(POST) + 'abcd'], {name: form(run) for name, run in forms.items()})


@scenario
def pipeline_and_the_client_leaves(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        source = stream.PassThrough()
        source.on('close', lambda: t.log('server', 'source closed', source.destroyed))
        stream.pipeline(source, res, lambda error=None: t.log('server', 'pipeline', error))
        source.write('part')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [GET, ['until', 'part'], ['destroy']])


@scenario
def pipeline_from_the_client(t: Trace) -> None:
    @t.server(None, lambda req, res: req.pipe(res))
    def server(port: int) -> None:
        req = http.request({'port': port, 'host': '127.0.0.1', 'agent': False, 'method': 'POST'})
        t.events('client', 'req', req, 'finish error close')

        @req.on('response')
        def response(res: Any) -> None:
            sink = stream.PassThrough()
            t.events('client', 'res', res, 'end error close')
            stream.pipeline(res, sink, lambda error=None: t.log('client', 'response pipeline', error))
            t.body('client', 'sink', sink, lambda: t.turns(3, t.done))

        source = stream.Readable.from_([Buffer(b'to and '), Buffer(b'fro')])
        stream.pipeline(source, req, lambda error=None: t.log('client', 'request pipeline', error))


@scenario
def pipeline_into_a_refused_request(t: Trace) -> None:
    req = http.request({'port': 1, 'host': '127.0.0.1', 'agent': False, 'method': 'POST'})
    t.events('client', 'req', req, 'finish error close')
    source = stream.PassThrough()
    source.write('x')
    source.on('close', lambda: t.log('client', 'source closed'))
    stream.pipeline(source, req, lambda error=None: (t.log('client', 'pipeline', error), t.turns(3, t.done)))


@scenario
def predicates_of_messages(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def look(label: str) -> None:
            t.log('server', label, stream.isReadable(req), stream.isErrored(req), stream.isDisturbed(req), stream.isErrored(res),
                req.readable, res.writable)  # fmt: skip

        look('new')
        req.resume()
        req.on('end', lambda: (look('end'), res.end('x')))
        res.on('finish', lambda: look('finish'))
        res.on('close', lambda: look('close'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [last(POST) + 'abcd'])


# -- failures in listeners -------------------------------------------------------------------------------------


def fail(*_: Any) -> None:
    raise Error('thrown')


def throwing(t: Trace, forms: Mapping[str, Form]) -> None:
    def form(do: Form) -> Form:
        return lambda req, res, name: (watched(t, name, req, res), do(req, res))

    each(t, [POST + 'ab', 'cd', ['quiet']], {name: form(do) for name, do in forms.items()})


@scenario
def throwing_after_a_write(t: Trace) -> None:
    # Apart from the others: v10 wrote the answer to the error into the one that had begun.
    throwing(t, {'after a write': lambda req, res: (res.write('a'), fail())})


@scenario
def throwing_on_the_server(t: Trace) -> None:
    def in_end(req: Any, res: Any) -> None:
        req.resume()
        req.on('end', fail)

    forms: dict[str, Form] = {
        'in the handler': lambda req, res: fail(),
        'after the end': lambda req, res: (res.end('a'), fail()),
        "in 'data'": lambda req, res: req.on('data', fail),
        "in 'end'": in_end,
        "in 'finish'": lambda req, res: (res.on('finish', fail), res.end('a')),
        "in 'close'": lambda req, res: (res.on('close', fail), res.end('a')),
        'in a tick': lambda req, res: (next_tick(fail), res.end('a')),
        'in a write callback': lambda req, res: (res.write('a', fail), res.end('b')),
    }
    throwing(t, forms)


@scenario
def throwing_on_the_client(t: Trace) -> None:
    forms: dict[str, Form] = {
        "in 'response'": lambda req: req.on('response', fail),
        "in 'data'": lambda req: req.on('response', lambda res: res.on('data', fail)),
        "in 'end'": lambda req: req.on('response', lambda res: (res.resume(), res.on('end', fail))),
        "in 'socket'": lambda req: req.on('socket', fail),
    }

    @t.server(None, lambda req, res: (res.write('a'), t.turns(2, lambda: res.end('b'))))
    def server(port: int) -> None:
        def run(name: str, step: Any) -> None:
            req = http.get({'port': port, 'host': '127.0.0.1', 'agent': False})
            t.events(name, 'req', req, 'close')
            req.on('error', lambda error: t.log(name, 'error', error.code))
            req.on('response', lambda res: t.events(name, 'res', res, 'end error close'))
            forms[name](req)
            t.turns(15, lambda: (req.destroy(), t.turns(3, step)))

        in_turn(forms, run, t.done)
