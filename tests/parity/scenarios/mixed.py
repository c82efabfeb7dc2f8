"""Both ends at once, and several features at once."""

from __future__ import annotations

from typing import Any

import node_http as http
from node_http import _runtime
from node_http.stream import Writable

from ..trace import Trace, has, in_turn, scenario


@scenario
def client_drain(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        lengths: list[int] = []
        req.on('data', lambda chunk: lengths.append(len(chunk)))
        req.on('end', lambda: (t.log('server', sum(lengths)), res.end('ok')))

    @t.server(None, handler)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        t.events('client', 'req', req, 'drain prefinish')
        t.log('client', req.write('x'), req.writableNeedDrain, req.writableLength)
        t.log('client', req.write('y' * 200000, lambda: t.log('client', 'written')), req.writableNeedDrain)
        req.once('drain', lambda: (t.log('client', req.writableNeedDrain, req.writableLength), req.end()))


@scenario
def upgrade_behind_a_request(t: Trace) -> None:
    pieces = ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n'
              'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nrest', ['quiet']]  # fmt: skip

    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.url)
        t.turns(4, lambda: res.end('one'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, pieces)

    @server.on('upgrade')
    def upgrade(req: Any, socket: Any, head: Any) -> None:
        t.log('server', 'upgrade', req.url, head)
        socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')


@scenario
def close_during_a_kept_alive_exchange(t: Trace) -> None:
    t.parties(2)

    def handler(req: Any, res: Any) -> None:
        server.close(lambda: (t.log('server', 'closed'), t.done()))
        res.end('last')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'last'], ['turns', 4], ['destroy']])


@scenario
def information_from_our_server(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if has(res, 'writeProcessing'):
            res.writeProcessing()
        if has(res, 'writeEarlyHints'):
            res.writeEarlyHints({'link': '</a>; rel=preload', 'x-b': 'c'})
        res.writeContinue()
        res.end('done')

    t.server(None, handler, lambda port: t.request('client', port, {'agent': False}).end())


def chain(t: Trace, methods: list[str], handler: Any, then: Any = None) -> None:
    agent = t.agent({'keepAlive': True})
    left = [len(methods)]

    @t.server(None, handler)
    def server(port: int) -> None:
        def run(method: str, step: Any) -> None:
            left[0] -= 1

            def closed() -> None:
                t.log('client', 'reused', req.reusedSocket)
                t.turns(2, step)

            req = t.request(
                'client', port, {'agent': agent, 'method': method, 'path': f'/{left[0]}'}, closed, 250
            )
            req.end()

        in_turn(methods, run, then or t.done)


@scenario
def bodyless_answers_on_one_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if req.method == 'DELETE':
            res.statusCode = 204
        if req.url == '/1':
            res.statusCode = 304
        if req.method == 'HEAD' or req.url == '/4':
            res.setHeader('Content-Length', 4)
        res.end('body')

    chain(t, ['HEAD', 'GET', 'HEAD', 'DELETE', 'GET', 'GET'], handler)


@scenario
def bodyless_answers_with_a_length(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if req.method == 'DELETE':
            res.statusCode = 204
        if req.url == '/1':
            res.statusCode = 304
        res.setHeader('Content-Length', 4)
        res.end('body')

    answers = [
        'HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n',
        'HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n',
    ]
    chain(t, ['DELETE', 'GET', 'GET'], handler, lambda: from_peers(t, answers))


def from_peers(t: Trace, answers: list[str]) -> None:
    def run(answer: str, step: Any) -> None:
        @t.peer(answer)
        def peer(port: int) -> None:
            t.request('client', port, {'agent': t.agent({'keepAlive': True})}, step, 250).end()

    in_turn(answers, run, t.done)


@scenario
def answers_of_all_framings_on_one_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        if req.url == '/3':
            res.end('length')
        elif req.url == '/2':
            res.write('chun')
            res.end('ked')
        elif req.url == '/1':
            res.write('trailed')
            res.addTrailers({'X-T': '1'})
            res.end()
        else:
            res.shouldKeepAlive = False
            res.end('closing')

    chain(t, ['GET', 'GET', 'GET', 'GET'], handler)


@scenario
def destroy_in_information(t: Trace) -> None:
    @t.server(None, lambda req, res: (res.writeProcessing(), t.turns(3, lambda: res.end('late'))))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('information', lambda: req.destroy())
        req.end()


@scenario
def destroy_in_data(t: Trace) -> None:
    @t.server(None, lambda req, res: (res.write('first'), t.turns(3, lambda: res.end('second'))))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('response', lambda res: res.on('data', lambda: req.destroy()))
        req.end()


@scenario
def server_ends_its_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.events('server', 'socket', req.socket, 'finish end error close')
        req.resume()
        res.write('part')
        req.socket.end()

    t.server(None, handler, lambda port: t.request('client', port, {'agent': False}).end())


@scenario
def slow_reader(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('z' * 5000))
    def server(port: int) -> None:
        lengths: list[int] = []

        def write(chunk: Any, encoding: str, callback: Any) -> None:
            lengths.append(len(chunk))
            _runtime.current().set_immediate(callback)

        sink = Writable({'highWaterMark': 100, 'write': write})

        def response(res: Any) -> None:
            t.events('client', 'res', res, 'end close')
            t.events('client', 'sink', sink, 'pipe unpipe finish close')
            t.log('client', res.pipe(sink) is sink)

        req = http.get({'port': port, 'host': '127.0.0.1', 'agent': False}, response)
        sink.on('finish', lambda: (t.log('client', sum(lengths)), t.done()))
        t.events('client', 'req', req, 'close')


@scenario
def timeout_before_the_socket(t: Trace) -> None:
    @t.server(None, lambda: None)
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True, 'maxSockets': 1})
        first = t.request('first', port, {'agent': agent}, lambda: None)
        first.end()
        req = t.request('second', port, {'agent': agent})
        req.setTimeout(20, lambda: t.log('second', 'never: it has no socket'))
        req.end()
        t.later(60, lambda: (req.destroy(), first.destroy()))


@scenario
def timeout_on_a_reused_socket(t: Trace) -> None:
    agent = t.agent({'keepAlive': True})

    @t.server(None, lambda req, res: res.end('x') if req.url == '/fast' else None)
    def server(port: int) -> None:
        def slow() -> None:
            req = t.request('client', port, {'agent': agent, 'path': '/slow', 'timeout': 30}, None, 400)
            req.on('timeout', lambda: (t.log('client', req.reusedSocket, req.socket.timeout), req.destroy()))
            req.end()

        fast = {'agent': agent, 'path': '/fast', 'timeout': 5000}
        t.request('client', port, fast, lambda: t.turns(2, slow)).end()


@scenario
def write_callbacks_of_pipelined_answers(t: Trace) -> None:
    waiting: list[Any] = []

    def handler(req: Any, res: Any) -> None:
        res.write(f'a{req.url}', lambda: t.log('server', req.url, 'written'))
        t.events('server', req.url, res, 'prefinish finish close')
        waiting.append(lambda: res.end('b', lambda: t.log('server', req.url, 'ended')))
        if len(waiting) == 3:
            for end in reversed(waiting):
                end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n'
                     'GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def ticks_in_the_handler(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'handler')
        _runtime.next_tick(lambda: t.log('server', 'tick'))
        _runtime.queue_microtask(lambda: t.log('server', 'microtask'))
        _runtime.current().set_immediate(lambda: t.log('server', 'immediate'))
        req.on('end', lambda: t.log('server', 'end'))
        req.resume()
        res.on('finish', lambda: t.log('server', 'finish'))
        res.end('x', lambda: t.log('server', 'callback'))
        t.log('server', 'returned')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def timeout_told_again(t: Trace) -> None:
    count = 0

    def handler(req: Any, res: Any) -> None:
        def timeout() -> None:
            nonlocal count
            t.log('server', 'timeout', req.socket.timeout)
            count += 1
            if count == 1:
                t.later(90, lambda: t.log('server', 'quiet'))
                t.later(100, lambda: res.write('a'))
            if count == 2:
                res.write('b')
            if count == 3:
                res.end('c')

        res.on('timeout', timeout)
        res.setTimeout(30)
        res.write('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def timeout_of_a_destroyed_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def look() -> None:
            t.log('server', req.socket.destroyed, req.socket.timeout or 0)

        res.on('finish', lambda: t.turns(2, look))
        res.end('x')
        req.socket.destroy()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'])


@scenario
def ended_when_its_socket_has_closed(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', None, res)
        res.write('x')
        req.socket.destroy()
        t.turns(3, lambda: (res.end('y'), t.log('server', res.closed)))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def immediate_behind_the_end_of_a_socket(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def immediate() -> None:
            t.log('server', 'immediate', req.socket.destroyed)

        _runtime.current().set_immediate(immediate)
        req.socket.on('finish', lambda: t.log('server', 'socket finish'))
        req.socket.on('close', lambda *_: t.log('server', 'socket close'))
        res.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def close_listener_between_two_requests(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('close', lambda: t.log('server', req.url, 'close'))
        req.socket.on('close', lambda *_: t.log('server', req.url, 'socket close'))
        if req.url == '/1':
            res.end('x')
        else:
            t.turns(2, lambda: req.socket.destroy())

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'x'], 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n'],
        )


@scenario
def drain_by_the_next_response(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('drain', lambda: t.log('server', req.url, 'drain'))
        if req.url == '/1':
            t.log('server', res.write('y' * 20000), res.writableNeedDrain)
            t.turns(3, lambda: res.end())
        else:
            t.log('server', 'second')
            res.end('z')
            t.log('server', 'ended')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n'
                     'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def connect_behind_a_pending_answer(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', None, res)
        req.on('close', lambda: t.log('server', 'req close'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nCONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'])

    @server.on('connect')
    def connect(req: Any, socket: Any, head: Any) -> None:
        t.turns(2, lambda: (t.log('server', req.url), socket.destroy()))
