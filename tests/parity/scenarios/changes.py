"""As history.py: the smaller changes, in what is read and in sockets, emitters and options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import node_http as http
from compat import require
from node_http import events, net, stream
from node_http.versions import chosen

from ..trace import Trace, scenario, typeof

KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'

Handler = Callable[[Any, Any], Any]


def served(t: Trace, handler: Handler, pieces: Sequence[Any] = (GET,)) -> Any:
    return t.server(None, handler, lambda port: t.raw(port, pieces))


def says_ok(req: Any, res: Any) -> None:
    res.end('ok')


def sent(t: Trace, options: dict[str, Any]) -> None:
    @t.peer(lambda socket: socket.end(OK))
    def peer(port: int) -> None:
        t.request('client', port, {'agent': False, **options}).end()


def answered(t: Trace, reply: str, options: dict[str, Any] | None = None) -> None:
    @t.peer(lambda socket: socket.end(reply))
    def peer(port: int) -> None:
        t.request('client', port, {'agent': False, **(options or {})}, None, 500).end()


def read(t: Trace, head: str) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.method, req.url, req.httpVersion)
        res.end('ok')

    served(t, handler, [head, ['quiet']])


def kinds(t: Trace, object: Any, names: str) -> None:
    t.log('module', {name: typeof(getattr(object, name, None)) for name in names.split(' ')})
    t.done()


@scenario
def exports_of_events(t: Trace) -> None:
    names = 'EventEmitter once on getEventListeners getMaxListeners setMaxListeners addAbortListener'
    kinds(t, require('node:events', version=chosen()), names)


@scenario
def exports_of_net(t: Trace) -> None:
    kinds(t, net, 'Socket Server connect createConnection createServer isIP BlockList SocketAddress '
          'getDefaultAutoSelectFamily setDefaultAutoSelectFamily')  # fmt: skip


@scenario
def exports_of_stream(t: Trace) -> None:
    kinds(t, stream, 'Readable Writable Duplex Transform PassThrough finished pipeline promises addAbortSignal isErrored '
          'isReadable getDefaultHighWaterMark duplexPair')  # fmt: skip


# -- responses -----------------------------------------------------------------------------------------------------


@scenario
def reason_of_null(t: Trace) -> None:
    served(t, lambda req, res: (res.writeHead(200, None, {'X-A': 'b'}), res.end()))


@scenario
def callbacks_without_a_body(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.write('x', lambda: t.log('server', 'written'))
        res.end('y', lambda: t.log('server', 'ended'))

    served(t, handler, ['HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def empty_write(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', res.write('', lambda: t.log('server', 'written')))
        t.turns(5, lambda: res.end())

    served(t, handler)


@scenario
def disposition(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('Content-Disposition', 'attachment; filename="caf\u00e9"')
        res.setHeader('Content-Length', 2)
        res.end('ok')

    served(t, handler)


@scenario
def piped_response(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.on('error', lambda error: t.log('server', 'error', error))
        res.pipe(stream.PassThrough())
        res.end('ok')

    served(t, handler)


@scenario
def destroyed_in_the_tick_of_a_write(t: Trace) -> None:
    served(t, lambda req, res: (res.write('a'), res.destroy()))


@scenario
def handler_of_expect(t: Trace) -> None:
    served(t, says_ok, ['GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n'])


@scenario
def unknown_expectation(t: Trace) -> None:
    served(t, says_ok, ['GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nConnection: close\r\n\r\n'])


@scenario
def requests_on_one_connection(t: Trace) -> None:
    server = served(t, says_ok, [KEEP, KEEP, ['quiet']])
    server.maxRequestsPerSocket = 1
    server.on('dropRequest', lambda: t.log('server', 'dropRequest'))


# -- what is read --------------------------------------------------------------------------------------------------


@scenario
def request_of_http_0_9(t: Trace) -> None:
    read(t, 'GET / HTTP/0.9\r\nHost: a\r\n\r\n')


@scenario
def request_of_http_1_0(t: Trace) -> None:
    read(t, 'GET / HTTP/1.0\r\n\r\n')


@scenario
def request_of_rtsp(t: Trace) -> None:
    read(t, 'OPTIONS /a RTSP/1.0\r\nHost: a\r\n\r\n')


@scenario
def request_of_ice(t: Trace) -> None:
    read(t, 'SOURCE /a ICE/1.0\r\nHost: a\r\n\r\n')


@scenario
def request_with_query(t: Trace) -> None:
    read(t, 'QUERY /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')


@scenario
def upgrade_with_status_200(t: Trace) -> None:
    answered(t, 'HTTP/1.1 200 OK\r\nUpgrade: x\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nok')


@scenario
def upgrade_with_a_body(t: Trace) -> None:
    server = served(
        t,
        lambda req, res: res.end('plain'),
        ['POST / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nab'],
    )

    @server.on('upgrade')
    def upgrade(req: Any, socket: Any, head: Any) -> None:
        t.log('server', 'upgrade', head)
        t.body('server', 'req', req)
        t.turns(5, lambda: socket.end('done'))


@scenario
def nonsense_behind_an_answer(t: Trace) -> None:
    served(t, says_ok, [KEEP, ['until', 'ok'], 'nonsense\r\n\r\n'])


@scenario
def nonsense_behind_the_last(t: Trace) -> None:
    server = served(t, says_ok, [GET + 'nonsense\r\n\r\n'])
    server.on('clientError', lambda error, socket: (t.log('server', error.code), socket.destroy()))


# -- options -------------------------------------------------------------------------------------------------------


@scenario
def join_duplicate_headers(t: Trace) -> None:
    reply = 'HTTP/1.1 200 OK\r\nAge: 1\r\nAge: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
    answered(t, reply, {'joinDuplicateHeaders': True})


@scenario
def unique_headers(t: Trace) -> None:
    sent(t, {'headers': {'X-A': ['1', '2']}, 'uniqueHeaders': ['X-A']})


@scenario
def max_header_size(t: Trace) -> None:
    reply = f'HTTP/1.1 200 OK\r\nX-A: {"x" * 300}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
    answered(t, reply, {'maxHeaderSize': 200})


@scenario
def expect_field(t: Trace) -> None:
    sent(t, {'headers': {'Expect': '100-continue'}})


@scenario
def set_host(t: Trace) -> None:
    sent(t, {'setHost': False})


@scenario
def pairs_of_headers(t: Trace) -> None:
    sent(t, {'headers': [['X-A', '1'], ['x-a', '2']]})


@scenario
def max_total_sockets(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end())
    def server(port: int) -> None:
        agent = t.agent({'maxTotalSockets': 1})
        t.parties(2)
        for _ in range(2):
            http.get(
                {'host': '127.0.0.1', 'port': port, 'agent': agent},
                lambda res: (res.resume(), res.on('end', t.done)),
            )
        t.log('client', len(agent.sockets), len(agent.requests))


@scenario
def response_destroyed_on_a_kept_connection(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('x'))
    def server(port: int) -> None:
        def response(res: Any) -> None:
            res.resume()
            res.on('end', lambda: t.turns(3, lambda: (t.log('client', res.destroyed), t.done())))

        http.get({'host': '127.0.0.1', 'port': port, 'agent': t.agent({'keepAlive': True})}, response)


# -- emitters and sockets ------------------------------------------------------------------------------------------


def emitter() -> Any:
    return events.EventEmitter()


@scenario
def error_that_is_none(t: Trace) -> None:
    t.attempt('module', 'text', lambda: emitter().emit('error', 'x'))
    t.attempt('module', 'number', lambda: emitter().emit('error', 5))
    t.done()


@scenario
def most_listeners(t: Trace) -> None:
    def set_to(value: Any) -> None:
        emitter().setMaxListeners(value)

    t.attempt('module', 'text', lambda: set_to('x'))
    t.attempt('module', 'negative', lambda: set_to(-1))
    t.done()


@scenario
def label_of_a_name(t: Trace) -> None:
    t.attempt('module', 'label', lambda: http.validateHeaderName('a b', 'Label'))
    t.done()


@scenario
def socket_ready(t: Trace) -> None:
    @t.peer(lambda socket: None)
    def peer(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')
        t.events('client', 'socket', socket, 'connect ready end close')
        socket.on('connect', lambda: t.turns(3, lambda: socket.end()))
        socket.on('close', t.done)
        socket.resume()


@scenario
def socket_written_after_its_end(t: Trace) -> None:
    @t.peer(lambda socket: None)
    def peer(port: int) -> None:
        def connected() -> None:
            socket.end()
            t.log('client', 'writes', socket.write('x', lambda error: t.log('client', 'callback', error)))
            t.turns(10, lambda: (t.log('client', socket.destroyed), t.done()))

        socket = net.connect(port, '127.0.0.1', connected)
        t.events('client', 'socket', socket, 'error')


@scenario
def refused_connection(t: Trace) -> None:
    def listening() -> None:
        port = t.port(server.address()['port'])

        def closed() -> None:
            req = http.get({'host': '127.0.0.1', 'port': port, 'agent': False})
            t.events('client', 'req', req, 'error close')
            t.turns(20, t.done)

        server.close(closed)

    server = net.createServer().listen(0, '127.0.0.1', listening)


@scenario
def connections_beyond_the_limit(t: Trace) -> None:
    server = served(t, says_ok, [['call', lambda: t.raw(t.ports[0], [['quiet']])], ['turns', 15], GET])
    t.parties(2)
    server.maxConnections = 1
    server.on('drop', lambda: t.log('server', 'drop'))
