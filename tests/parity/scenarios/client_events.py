"""The sequences of events that the documentation of http.request() promises, and their neighbours, from both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import node_http as http
from node_http import net
from node_http.abort import AbortController, AbortSignal
from node_http.events import EventEmitter

from ..trace import Error, Trace, in_turn, scenario

OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello'
PROPS = 'destroyed aborted writableEnded writableFinished finished reusedSocket closed errored'
TEN = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello'


def handler(t: Trace) -> Callable[[Any, Any], None]:
    def listener(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        req.resume()
        req.on('end', lambda: res.end('hello'))

    return listener


def hello(req: Any, res: Any) -> None:
    res.write('hello')


@scenario
def success(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        t.props('client', 'before', req, PROPS)
        req.end()
        t.props('client', 'ended', req, PROPS)
        req.on('close', lambda: t.props('client', 'closed', req, PROPS))


@scenario
def success_keep_alive(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        t.events('client', 'agent', agent, 'free')
        t.request('client', port, {'agent': agent}).end()


@scenario
def success_with_body(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        req.on('prefinish', lambda: t.log('client', 'prefinish'))
        req.write('some', lambda: t.log('client', 'write callback'))
        req.end('more', lambda: t.log('client', 'end callback'))


@scenario
def get(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        def response(res: Any) -> None:
            t.log('client', 'callback', res, res.req is req)
            res.resume()

        req = http.get({'port': port, 'host': '127.0.0.1', 'agent': False}, response)
        t.events('client', 'req', req, 'socket finish error')
        t.log('client', req.writableEnded, req.method)
        req.on('close', t.done)


@scenario
def response_not_consumed(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = http.request({'port': port, 'host': '127.0.0.1', 'agent': False})
        t.events('client', 'req', req, 'socket finish error close')
        req.on('close', t.done)
        req.end()


def refused(t: Trace, then: Callable[[int], None]) -> None:
    """Gives a port that nobody listens on."""
    server = net.createServer()

    def listening() -> None:
        port = t.port(server.address()['port'])
        server.close(lambda: then(port))

    server.listen(0, '127.0.0.1', listening)


@scenario
def connection_refused(t: Trace) -> None:
    def closed(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.end()
        req.on('close', lambda: t.props('client', 'closed', req, PROPS))

    refused(t, closed)


@scenario
def connection_refused_without_listener(t: Trace) -> None:
    def closed(port: int) -> None:
        req = http.request({'port': port, 'host': '127.0.0.1', 'agent': False})
        req.on('close', lambda: (t.log('client', 'close'), t.done()))
        req.end()

    refused(t, closed)


@scenario
def premature_close_before_the_response(t: Trace) -> None:
    t.peer(lambda socket: socket.end(), lambda port: t.request('client', port, {'agent': False}).end())


@scenario
def reset_before_the_response(t: Trace) -> None:
    t.peer(
        lambda socket: socket.resetAndDestroy(),
        lambda port: t.request('client', port, {'agent': False}).end(),
    )


@scenario
def premature_close_after_the_response(t: Trace) -> None:
    names = 'complete aborted destroyed readableEnded errored'

    @t.peer(lambda socket: (socket.write(TEN), t.turns(3, socket.end)))
    def peer(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('response', lambda res: res.on('close', lambda: t.props('client', 'res', res, names)))
        req.end()


@scenario
def premature_close_in_chunked(t: Trace) -> None:
    head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'
    t.peer(lambda socket: (socket.write(head), t.turns(3, socket.end)),
           lambda port: t.request('client', port, {'agent': False}).end())  # fmt: skip


@scenario
def reset_after_the_response(t: Trace) -> None:
    t.peer(lambda socket: (socket.write(TEN), t.turns(3, socket.resetAndDestroy)),
           lambda port: t.request('client', port, {'agent': False}).end())  # fmt: skip


@scenario
def close_delimited_body(t: Trace) -> None:
    t.peer(lambda socket: (socket.write('HTTP/1.1 200 OK\r\n\r\nhello'), t.turns(3, lambda: socket.end(' world'))),
           lambda port: t.request('client', port, {'agent': False}).end())  # fmt: skip


@scenario
def destroy_before_socket(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        t.attempt('client', 'destroy', lambda: req.destroy() is req)
        t.props('client', 'destroyed', req, PROPS)
        req.on('close', lambda: t.props('client', 'closed', req, PROPS))


@scenario
def destroy_with_error_before_socket(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.end()
        req.destroy(Error('mine'))
        req.destroy(Error('second'))


@scenario
def destroy_before_connection(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('socket', lambda socket: (t.log('client', 'connecting', socket.connecting), req.destroy()))
        req.end()


@scenario
def destroy_with_error_before_connection(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('socket', lambda: req.destroy(Error('mine')))
        req.end()


@scenario
def destroy_while_waiting_for_the_response(t: Trace) -> None:
    t.parties(2)
    requests: list[Any] = []

    def listener(incoming: Any, res: Any) -> None:
        t.watch('server', incoming, res)
        incoming.resume()
        res.on('close', t.done)
        requests[0].destroy()

    @t.server(None, listener)
    def server(port: int) -> None:
        requests.append(t.request('client', port, {'agent': False}))
        requests[0].end()


@scenario
def destroy_after_the_response(t: Trace) -> None:
    t.parties(2)

    def listener(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        req.resume()
        res.write('hello')
        res.on('close', t.done)

    @t.server(None, listener)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})

        @req.on('response')
        def response(res: Any) -> None:
            t.log('client', 'destroying')
            req.destroy()
            t.props('client', 'res', res, 'destroyed aborted complete')

        req.end()


@scenario
def destroy_with_error_after_the_response(t: Trace) -> None:
    @t.server(None, hello)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('response', lambda: req.destroy(Error('mine')))
        req.end()


@scenario
def destroy_the_response(t: Trace) -> None:
    @t.server(None, hello)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('response', lambda res: t.attempt('client', 'res.destroy', lambda: res.destroy() is res))
        req.end()


@scenario
def destroy_the_response_with_error(t: Trace) -> None:
    @t.server(None, hello)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('response', lambda res: res.destroy(Error('mine')))
        req.end()


@scenario
def destroy_after_the_end(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False},
                        lambda: (t.log('client', 'closed'), req.destroy(Error('too late')), t.done()))  # fmt: skip
        req.end()


@scenario
def abort_before_socket(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.end()
        t.attempt('client', 'abort', lambda: req.abort())
        req.abort()
        t.props('client', 'aborted', req, PROPS)
        t.patience(300)


@scenario
def abort_before_connection(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('socket', lambda: req.abort())
        req.end()


@scenario
def abort_after_the_response(t: Trace) -> None:
    @t.server(None, hello)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        req.on('response', lambda res: (req.abort(), t.log('client', req.aborted, res.aborted)))
        req.end()


@scenario
def signal_before_the_request(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        t.request('client', port, {'agent': False, 'signal': AbortSignal.abort()}).end()


@scenario
def signal_before_connection(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        controller = AbortController()
        t.request('client', port, {'agent': False, 'signal': controller.signal}).end()
        controller.abort()


@scenario
def signal_after_the_response(t: Trace) -> None:
    @t.server(None, hello)
    def server(port: int) -> None:
        controller = AbortController()
        req = t.request('client', port, {'agent': False, 'signal': controller.signal})
        req.on('response', lambda: controller.abort())
        req.end()


@scenario
def signal_with_reason(t: Trace) -> None:
    @t.server(None, lambda: None)
    def server(port: int) -> None:
        controller = AbortController()
        req = t.request('client', port, {'agent': False, 'signal': controller.signal})
        req.on('finish', lambda: controller.abort(Error('because')))
        req.end()


@scenario
def signal_after_the_end(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        controller = AbortController()
        options = {'agent': False, 'signal': controller.signal}
        t.request('client', port, options, lambda: (controller.abort(), t.done())).end()


@scenario
def error_listener_missing_after_response(t: Trace) -> None:
    @t.peer(lambda socket: (socket.write(TEN), t.turns(3, socket.end)))
    def peer(port: int) -> None:
        def response(res: Any) -> None:
            res.resume()
            t.events('client', 'res', res, 'aborted end close')

        req = http.request({'port': port, 'host': '127.0.0.1', 'agent': False}, response)
        req.on('close', lambda: (t.log('client', 'req close'), t.done()))
        req.end()


@scenario
def parse_error_in_the_response(t: Trace) -> None:
    bad_replies(
        t, ['nonsense\r\n\r\n', 'HTTP/1.1 abc\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n']
    )


def bad_replies(t: Trace, replies: list[str]) -> None:
    def run(reply: str, step: Any) -> None:
        t.peer(reply, lambda port: t.request('client', port, {'agent': False}, step, 250).end())

    in_turn(replies, run, t.done)


@scenario
def parse_error_after_the_response(t: Trace) -> None:
    head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n'
    t.peer(lambda socket: (socket.write(head), t.turns(3, lambda: socket.write('zz\r\n'))),
           lambda port: t.request('client', port, {'agent': False}).end())  # fmt: skip


@scenario
def data_after_the_response(t: Trace) -> None:
    t.peer(f'{OK}garbage', lambda port: t.request('client', port, {'agent': False}).end())


@scenario
def timeout_option(t: Trace) -> None:
    @t.server(None, lambda: None)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'timeout': 30}, None, 300)
        req.on('timeout', lambda: (t.log('client', 'socket timeout', req.socket.timeout), req.destroy()))
        req.end()


@scenario
def set_timeout(t: Trace) -> None:
    @t.server(None, lambda: None)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})

        def timeout() -> None:
            t.log('client', 'callback')
            req.destroy(Error('timed out'))

        t.attempt('client', 'setTimeout', lambda: req.setTimeout(30, timeout) is req)
        req.end()


@scenario
def set_timeout_errors(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        for value in ('x', -1, float('nan'), float('inf'), None):
            t.attempt('client', 'value', lambda value=value: req.setTimeout(value) is req)
        t.attempt('client', 'callback', lambda: req.setTimeout(10, 'x'))
        req.setTimeout(0)
        req.end()


@scenario
def write_after_end(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        req.end('x')
        t.attempt(
            'client', 'write', lambda: req.write('y', lambda error: t.log('client', 'write callback', error))
        )
        t.attempt(
            'client', 'end', lambda: req.end('z', lambda error: t.log('client', 'end callback', error)) is req
        )


@scenario
def write_after_destroy(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        req.destroy()
        t.attempt(
            'client', 'write', lambda: req.write('y', lambda error: t.log('client', 'write callback', error))
        )
        t.attempt(
            'client', 'end', lambda: req.end('z', lambda error: t.log('client', 'end callback', error)) is req
        )


@scenario
def server_answers_before_the_body_is_sent(t: Trace) -> None:
    def listener(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        res.writeHead(413, {'Connection': 'close'})
        res.end('enough')

    @t.server(None, listener)
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        req.write('part')
        req.on('response', lambda res: res.on('end', lambda: req.end('rest')))


@scenario
def server_destroys_the_socket(t: Trace) -> None:
    t.server(
        None, lambda req: req.socket.destroy(), lambda port: t.request('client', port, {'agent': False}).end()
    )


@scenario
def capture_rejections(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        async def fail(*_: Any) -> None:
            raise Error('async')

        EventEmitter.captureRejections = True
        t.defer(lambda: setattr(EventEmitter, 'captureRejections', False))
        t.parties(2)
        req = t.request('request', port, {'agent': False})
        req.on('response', fail)
        req.end()
        req = t.request('response', port, {'agent': False})
        req.on('response', lambda res: res.on('data', fail))
        req.end()


@scenario
def listeners_of_a_failed_socket(t: Trace) -> None:
    names = 'close connect data drain end error free agentRemove timeout'.split(' ')
    short = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'
    replies: list[Any] = [
        lambda socket: socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP'),
        lambda socket: socket.write('HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n'),
        lambda socket: (socket.write(short), t.turns(3, socket.resetAndDestroy)),
        lambda socket: (socket.write(short), t.turns(3, socket.end)),
    ]
    t.parties(len(replies))

    def start(reply: Any, lane: str) -> None:
        def ready(port: int) -> None:
            req = t.request(lane, port, {'agent': t.agent()})
            req.on('close', lambda: t.log(lane, [req.socket.listenerCount(name) for name in names]))
            req.end()

        t.peer(reply, ready)

    for index, reply in enumerate(replies):
        start(reply, f'client{index}')


@scenario
def errored_of_a_destroyed_request(t: Trace) -> None:
    @t.server(None, handler(t))
    def server(port: int) -> None:
        req = t.request('client', port, {'agent': False})
        t.log('client', req.destroy(Error('mine')) is req, getattr(req, 'errored', None))
        req.on('close', lambda: t.log('client', getattr(req, 'errored', None)))


@scenario
def destroy_with_the_socket(t: Trace) -> None:
    @t.peer('')
    def peer(port: int, _server: Any) -> None:
        req = t.request('client', port, {'agent': t.agent()}, lambda: t.turns(5, t.done))
        req.on('socket', lambda _: req.abort())
        req.end()


@scenario
def socket_error_emitted_in_response(t: Trace) -> None:
    def ready(port: int) -> None:
        req = http.get({'host': '127.0.0.1', 'port': port, 'agent': t.agent({'keepAlive': True})})
        t.events('client', 'req', req, 'error close')

        @req.on('response')
        def response(res: Any) -> None:
            t.events('client', 'res', res, 'data end aborted error close')
            res.socket.emit('error', Error('emitted'))
            t.log('client', 'emitted')

        req.on('close', lambda: t.turns(3, t.done))

    t.peer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', ready)


def hears(t: Trace, when: str) -> None:
    """Who listens to 'data' of the socket hears of all that comes over it, whichever request it belongs to."""

    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        labels = iter(['request0', 'request1', 'request2'])

        def next_one() -> None:
            label = next(labels)
            req = http.get({'host': '127.0.0.1', 'port': port, 'agent': agent})

            def listen() -> None:
                req.socket.on('data', lambda chunk: t.log('client', 'data', chunk))

            req.on('socket', lambda _: listen() if label == when else None)

            def after() -> None:
                t.log('client', label, req.reusedSocket)
                if when == 'idle' and label == 'request0':
                    listen()
                if label == 'request2':
                    t.done()
                else:
                    next_one()

            req.on('response', lambda res: (res.resume(), res.on('end', lambda: t.turns(4, after))))

        next_one()

    t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', ready)


@scenario
def data_listener_of_the_first_request(t: Trace) -> None:
    hears(t, 'request0')


@scenario
def data_listener_of_a_kept_socket(t: Trace) -> None:
    hears(t, 'request1')


@scenario
def data_listener_of_a_free_socket(t: Trace) -> None:
    hears(t, 'idle')
