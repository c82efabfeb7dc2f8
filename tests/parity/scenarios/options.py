"""What each option does: of createServer, of request, of Agent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import node_http as http
from node_http import net
from node_http._jsobject import JSObject
from node_http.abort import AbortController
from node_http.timers import setTimeout

from ..trace import Error, Trace, has, in_turn, scenario

GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'


def servers(t: Trace, cases: Mapping[str, Any], handler: Callable[..., Any]) -> None:
    """Runs the cases in turn: each has the options of a server, and what is sent to it."""

    def run(name: str, step: Any) -> None:
        options, *sent = cases[name]

        @t.server(options, lambda req, res: (t.log('server', name), handler(req, res)))
        def server(port: int) -> None:
            t.raw(port, sent or [GET], step)

    in_turn(cases, run, t.done)


def requests(t: Trace, port: int, cases: Mapping[str, Any]) -> None:
    """Requests in turn to one server; each is followed until it closes."""

    def run(name: str, step: Any) -> None:
        try:
            t.request(name, port, {'agent': False, **cases[name]}, lambda: t.turns(2, step), 500).end()
        except Exception as error:
            t.thrown(name, 'request', error)
            step()

    in_turn(cases, run, t.done)


@scenario
def server_connections_checking_interval(t: Trace) -> None:
    @t.server({'headersTimeout': 20, 'requestTimeout': 20, 'connectionsCheckingInterval': 150}, None)
    def server(port: int) -> None:
        started = time.monotonic()
        t.raw(port, ['GET /'], lambda: (t.log('server', time.monotonic() - started >= 0.1), t.done()))

    t.log('server', server.connectionsCheckingInterval)


@scenario
def server_unique_headers(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('X-List', ['a', 'b'])
        res.setHeader('X-Other', ['c', 'd'])
        res.setHeader('Set-Cookie', ['e=1', 'f=2'])
        if has(res, 'appendHeader'):
            res.appendHeader('x-list', 'g')
        res.addTrailers({'X-List': ['t', 'u']})
        res.write('x')
        res.end()

    servers(t, {
        'none': [{}], 'named': [{'uniqueHeaders': ['X-List', 'set-cookie']}], 'wrong': [{'uniqueHeaders': 'X-List'}],
    }, handler)  # fmt: skip


@scenario
def server_join_duplicate_headers(t: Trace) -> None:
    sent = GET.replace(
        'Host', 'Age: 1\r\nage: 2\r\nFrom: x\r\nFrom: y\r\nCookie: a\r\nCookie: b\r\nX: 1\r\nX: 2\r\nHost'
    )
    cases = {'off': [{'joinDuplicateHeaders': False}, sent], 'on': [{'joinDuplicateHeaders': True}, sent]}
    servers(t, cases, lambda req, res: (t.log('server', req.headers, req.headersDistinct), res.end()))


@scenario
def server_reject_body_writes(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.attempt('server', 'write', lambda: res.write('x'))
        t.attempt('server', 'end with a body', lambda: res.end('y') is res)
        if not res.writableEnded:
            t.attempt('server', 'end', lambda: res.end() is res)

    head = GET.replace('GET', 'HEAD')
    servers(t, {
        'off': [{'rejectNonStandardBodyWrites': False}, head], 'on': [{'rejectNonStandardBodyWrites': True}, head],
        'not needed': [{'rejectNonStandardBodyWrites': True}],
    }, handler)  # fmt: skip


@scenario
def server_insecure_parser(t: Trace) -> None:
    odd = 'GET / HTTP/1.1\r\nHost: a\r\nX: a\x01b\r\nConnection: close\r\n\r\n'
    cases = {'off': [{'insecureHTTPParser': False}, odd], 'on': [{'insecureHTTPParser': True}, odd]}
    servers(
        t,
        cases,
        lambda req, res: (
            t.log('server', req.headers, req.socket.server.insecureHTTPParser),
            res.end(),
        ),
    )


def sized(size: int) -> str:
    return f'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: {"x" * size}\r\n\r\n'


def say_length(req: Any, res: Any) -> None:
    res.end(str(len(req.headers.x)))


@scenario
def server_max_header_size(t: Trace) -> None:
    servers(t, {
        'below 200': [{'maxHeaderSize': 200}, sized(140)], 'above 200': [{'maxHeaderSize': 200}, sized(200)],
        'zero is the default': [{'maxHeaderSize': 0}, sized(500)],
    }, say_length)  # fmt: skip


@scenario
def server_larger_header_size(t: Trace) -> None:
    servers(t, {'more than the default': [{'maxHeaderSize': 30000}, sized(20000)]}, say_length)


@scenario
def server_tcp_options(t: Trace) -> None:
    cases: dict[str, Any] = {
        'defaults': {}, 'no delay off': {'noDelay': False}, 'keep alive': {'keepAlive': True, 'keepAliveInitialDelay': 2000},
    }  # fmt: skip

    def run(name: str, step: Any) -> None:
        def handler(req: Any, res: Any) -> None:
            t.log('server', name, server.noDelay, server.keepAlive, server.keepAliveInitialDelay)
            res.end()

        @t.server(cases[name], handler)
        def server(port: int) -> None:
            t.raw(port, [GET], step)

    in_turn(cases, run, t.done)


@scenario
def server_timeouts_at_zero(t: Trace) -> None:
    servers(t, {
        'keepAliveTimeout 0': [{'keepAliveTimeout': 0}, GET.replace('close', 'keep-alive'), ['quiet']],
        'requestTimeout 0': [{'requestTimeout': 0, 'headersTimeout': 0, 'connectionsCheckingInterval': 5}, 'GET /', ['quiet']],
    }, lambda req, res: res.end('x'))  # fmt: skip


@scenario
def request_unique_headers(t: Trace) -> None:
    @t.server(None, lambda req, res: (t.log('server', req.rawHeaders[:-4]), res.end()))
    def server(port: int) -> None:
        requests(t, port, {
            'none': {'headers': {'X-List': ['a', 'b'], 'Cookie': ['c', 'd']}},
            'named': {'headers': {'X-List': ['a', 'b'], 'X-Other': ['e', 'f']}, 'uniqueHeaders': ['x-list']},
        })  # fmt: skip


@scenario
def request_join_duplicate_headers(t: Trace) -> None:
    @t.peer(lambda socket: socket.end(
        'HTTP/1.1 200 OK\r\nAge: 1\r\nAge: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX: 1\r\nX: 2\r\nConnection: close\r\n\r\n'))  # fmt: skip
    def peer(port: int) -> None:
        requests(t, port, {'off': {'joinDuplicateHeaders': False}, 'on': {'joinDuplicateHeaders': True}})


def odd_answer(t: Trace, cases: Mapping[str, Any]) -> None:
    answer = f'HTTP/1.1 200 OK\r\nX: a\x01b\r\nY: {"y" * 300}\r\nConnection: close\r\n\r\n'
    t.peer(lambda socket: socket.end(answer))(lambda port: requests(t, port, cases))


@scenario
def request_parser_options(t: Trace) -> None:
    odd_answer(t, {'strict': {}})


@scenario
def request_insecure_parser(t: Trace) -> None:
    odd_answer(t, {
        'insecure': {'insecureHTTPParser': True},
        'insecure and small': {'insecureHTTPParser': True, 'maxHeaderSize': 200},
    })  # fmt: skip


@scenario
def request_default_headers(t: Trace) -> None:
    @t.server({'requireHostHeader': False}, lambda req, res: (t.log('server', req.rawHeaders), res.end()))
    def server(port: int) -> None:
        requests(t, port, {
            'all': {}, 'none': {'setDefaultHeaders': False}, 'none but Host': {'setDefaultHeaders': False, 'setHost': True},
            'all but Host': {'setHost': False},
            'none but mine': {'setDefaultHeaders': False, 'headers': {'X-A': 'b', 'Connection': 'close'}},
            'defaultPort': {'defaultPort': port}, 'in an array': {'headers': ['X-A', 'b', 'x-a', 'c', 'Host', 'h']},
        })  # fmt: skip


@scenario
def request_host_forms(t: Trace) -> None:
    @t.server(None, lambda req, res: (t.log('server', req.headers.host), res.end()))
    def server(port: int) -> None:
        requests(t, port, {
            'host': {'host': '127.0.0.1'}, 'hostname wins': {'host': 'unheard.invalid', 'hostname': '127.0.0.1'},
            'empty hostname': {'host': '127.0.0.1', 'hostname': ''}, 'localhost': {'host': 'localhost', 'family': 4},
            'port as text': {'port': str(port)}, 'own Host': {'headers': {'Host': 'mine'}},
        })  # fmt: skip


@scenario
def request_auth(t: Trace) -> None:
    @t.server(None, lambda req, res: (t.log('server', req.headers.authorization), res.end()))
    def server(port: int) -> None:
        requests(t, port, {
            'none': {}, 'usual': {'auth': 'user:pass'}, 'only a user': {'auth': 'user'}, 'wide': {'auth': 'us\u00e9r:p\u2603'},
            'own header': {'auth': 'a:b', 'headers': {'authorization': 'Bearer x'}},
            'in an array': {'auth': 'a:b', 'headers': ['X-A', 'b', 'Host', 'h']},
        })  # fmt: skip


def looking_up(t: Trace, cases: Callable[[Callable[..., Any]], Mapping[str, Any]]) -> None:
    def lookup(answer: Callable[..., Any]) -> Callable[..., Any]:
        def look(name: str, options: Any, callback: Any) -> None:
            t.log('lookup', name, options.family, options.hints, options.all)
            answer(callback)

        return look

    t.server(None, lambda req, res: res.end(req.headers.host))(lambda port: requests(t, port, cases(lookup)))


@scenario
def request_lookup_forms(t: Trace) -> None:
    looking_up(t, lambda lookup: {
        'one address': {'host': 'h.invalid', 'autoSelectFamily': False, 'lookup': lookup(lambda callback: callback(None, '127.0.0.1', 4))},
        'with family': {'host': 'h.invalid', 'family': 4, 'lookup': lookup(lambda callback: callback(None, '127.0.0.1', 4))},
        'wrong family': {'host': 'h.invalid', 'autoSelectFamily': False, 'lookup': lookup(lambda callback: callback(None, '127.0.0.1', 5))},
        'not asked for an address': {'host': '127.0.0.1', 'lookup': lookup(lambda callback: None)},
    })  # fmt: skip


@scenario
def request_lookup_of_no_address(t: Trace) -> None:
    looking_up(t, lambda lookup: {
        'not an address': {'host': 'h.invalid', 'autoSelectFamily': False, 'lookup': lookup(lambda callback: callback(None, 'nowhere', 4))},
    })  # fmt: skip


@scenario
def request_lookup_answers(t: Trace) -> None:
    found = [JSObject(address='127.0.0.1', family=4)]
    error = Error('no such name')
    error.code = 'ENOTFOUND'
    looking_up(t, lambda lookup: {
        'all addresses': {'host': 'h.invalid', 'lookup': lookup(lambda callback: callback(None, found))},
        'later': {'host': 'h.invalid', 'lookup': lookup(lambda callback: setTimeout(callback, 5, None, found))},
        'with hints': {'host': 'h.invalid', 'hints': 0, 'lookup': lookup(lambda callback: callback(None, found))},
        'an error': {'host': 'h.invalid', 'lookup': lookup(lambda callback: callback(error))},
    })  # fmt: skip


@scenario
def request_local_address(t: Trace) -> None:
    @t.server(None, lambda req, res: (t.log('server', req.socket.remoteAddress), res.end()))
    def server(port: int) -> None:
        def listening() -> None:
            local = probe.address().port
            probe.close(lambda: requests(t, port, {
                'address': {'localAddress': '127.0.0.3'}, 'port': {'localPort': local},
                'both': {'localAddress': '127.0.0.4', 'localPort': local}, 'not ours': {'localAddress': '192.0.2.1'},
            }))  # fmt: skip

        probe = net.createServer()
        probe.listen(0, '127.0.0.1', listening)


@scenario
def request_socket_path(t: Trace) -> None:
    t.request('missing', 80, {'socketPath': '/tmp/parity-nothing.sock', 'agent': False}).end()


@scenario
def request_methods_and_paths(t: Trace) -> None:
    @t.server(None, lambda req, res: (t.log('server', req.method, req.url, req.headers), res.end()))
    def server(port: int) -> None:
        requests(t, port, {
            'defaults': {}, 'lower': {'method': 'delete'}, 'own': {'method': 'PURGE'}, 'path': {'path': '/a?b#c'},
            'star': {'method': 'OPTIONS', 'path': '*'}, 'protocol given': {'protocol': 'http:'},
        })  # fmt: skip


class Silent:
    """An agent that never gives a socket."""

    def __init__(self, protocol: str, defaultPort: int | None = None) -> None:
        self.protocol = protocol
        self.defaultPort = defaultPort

    def addRequest(self, *_: Any) -> None:
        pass


@scenario
def request_protocols(t: Trace) -> None:
    attempts = {
        'https:': {'protocol': 'https:'}, 'no colon': {'protocol': 'http'},
        'by the agent': {'protocol': 'mine:', 'agent': Silent('mine:')},
        'against the agent': {'protocol': 'http:', 'agent': Silent('mine:')},
        'default agent': {'_defaultAgent': Silent('other:', 5), 'protocol': 'other:'},
    }  # fmt: skip

    def made(options: Any) -> list[Any]:
        req = http.request(options)
        return [req.protocol, req.getHeader('host')]

    for name, options in attempts.items():
        t.attempt('client', name, lambda options=options: made(options))
    t.done()


@scenario
def request_signal_forms(t: Trace) -> None:
    @t.server(None, lambda: None)
    def server(port: int) -> None:
        late = AbortController()
        early = AbortController()
        early.abort()
        t.later(20, late.abort)
        requests(t, port, {'aborted': {'signal': early.signal}, 'late': {'signal': late.signal}})


@scenario
def agent_socket_options(t: Trace) -> None:
    asked: list[Any] = []
    agent = http.Agent({
        'keepAlive': True, 'keepAliveMsecs': 2000, 'timeout': 1234, 'localAddress': '127.0.0.1', 'family': 4, 'mine': 'x',
    })  # fmt: skip
    names = (
        'keepAlive', 'keepAliveInitialDelay', 'noDelay', 'timeout', 'localAddress', 'family', 'mine', 'host', 'path', 'method',
        'servername', '_agentKey', 'scheduling', 'encoding',
    )  # fmt: skip

    def create(options: Any, callback: Any) -> Any:
        asked.append({name: options[name] for name in names})
        return net.createConnection(options, callback)

    agent.createConnection = create
    t.defer(agent.destroy)

    @t.server(None, lambda req, res: res.end('x'))
    def server(port: int) -> None:
        t.request(
            'client', port, {'agent': agent, 'path': '/p'}, lambda: (t.log('client', asked), t.done())
        ).end()


@scenario
def agent_falsy_options(t: Trace) -> None:
    for options in (
        {'keepAlive': 0},
        {'keepAliveMsecs': 0},
        {'maxSockets': 0},
        {'maxFreeSockets': 0},
        {'scheduling': ''},
        {'timeout': 0},
    ):
        t.props(
            'client',
            'agent',
            http.Agent(options),
            'keepAlive keepAliveMsecs maxSockets maxFreeSockets maxTotalSockets scheduling options',
        )
    t.done()


@scenario
def agent_timeout_of_free_sockets(t: Trace) -> None:
    @t.server(None, lambda req, res: res.end('x'))
    def server(port: int, server: Any) -> None:
        server.keepAliveTimeout = 0
        agent = t.agent({'keepAlive': True, 'timeout': 40})

        def freed() -> None:
            socket = next(iter(agent.freeSockets.values()))[0]
            t.log('client', socket.timeout)
            socket.on(
                'close', lambda: (t.log('client', 'free socket closed', list(agent.freeSockets)), t.done())
            )
            t.patience(500)

        t.request('client', port, {'agent': agent}, lambda: t.turns(2, freed)).end()


@scenario
def agent_keep_alive_hints(t: Trace) -> None:
    agent = t.agent({'keepAlive': True, 'timeout': 3000})

    def run(hint: str, step: Any) -> None:
        answer = (
            f'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\nKeep-Alive: {hint}\r\n\r\n'
        )

        @t.peer(lambda socket: socket.write(answer))
        def peer(port: int) -> None:
            def looked() -> None:
                t.log('client', hint, req.socket.destroyed, req.socket.timeout)
                agent.destroy()
                t.turns(2, step)

            req = http.get(
                {'port': port, 'host': '127.0.0.1', 'agent': agent},
                lambda res: res.resume().on('end', lambda: t.turns(6, looked)),
            )

    in_turn(['timeout=5', 'timeout=1', 'timeout=2, max=5', 'max=5', 'timeout=x', ''], run, t.done)


@scenario
def listen_options(t: Trace) -> None:
    server = http.createServer()
    controller = AbortController()
    server.on('close', lambda: (t.log('server', 'close'), t.done()))

    def listening() -> None:
        t.log('server', 'listening', server.address().address)
        controller.abort()
        t.log('server', server.listening)

    server.listen(
        {'port': 0, 'host': '127.0.0.1', 'backlog': 3, 'exclusive': True, 'signal': controller.signal},
        listening,
    )


@scenario
def request_odd_values(t: Trace) -> None:
    def make(options: dict[str, Any]) -> Any:
        req = http.request({'host': '127.0.0.1', 'port': 1, **options})
        req.on('error', lambda _: None)
        req.abort()
        return req.getHeaders() if has(req, 'getHeaders') else 'is missing'

    t.attempt('client', 'text', lambda: make({'headers': 'ab'}))
    t.attempt('client', 'number', lambda: make({'headers': 5}))
    t.attempt('client', 'hosts', lambda: make({'headers': {'Host': ['a', 'b']}}))
    t.attempt('client', 'no hosts', lambda: make({'headers': {'host': []}}))
    t.attempt('client', 'number as host', lambda: make({'headers': {'host': 5}}))
    t.attempt('client', 'object as path', lambda: make({'socketPath': {}, 'agent': False}))
    t.done()
