"""Pooling, queueing and the overridable methods of http.Agent."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import node_http as http
from node_http import _runtime, net
from node_http.stream import PassThrough

from ..trace import Error, Trace, in_turn, scenario, text_of, typeof

OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'


def counts(table: Mapping[str, list[Any]]) -> dict[str, int]:
    return {f'origin{index}': len(table[name]) for index, name in enumerate(table)}


def state(t: Trace, lane: str, label: str, agent: Any) -> None:
    t.log(lane, label, 'sockets', counts(agent.sockets), 'free', counts(agent.freeSockets), 'requests', counts(agent.requests),
          agent.totalSocketCount)  # fmt: skip


def get(
    t: Trace, label: str, port: int, agent: Any, options: Mapping[str, Any] | None = None, then: Any = None
) -> Any:
    """A GET through `agent`, reporting only what matters here."""

    def response(res: Any) -> None:
        t.log('client', label, res.statusCode, 'reused', req.reusedSocket)
        res.resume()

        @res.on('end')
        def end() -> None:
            if then:
                t.turns(2, then)

    req = http.get(
        {'port': port, 'host': '127.0.0.1', 'agent': agent, 'path': f'/{label}', **(options or {})}, response
    )
    req.on('error', lambda error: t.log('client', label, error))
    return req


def numbered(t: Trace, ready: Callable[[int], Any]) -> Any:
    """Numbers the connections, so that one sees which request went over which."""
    connections: list[Any] = []

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, 'on connection', req.socket.number)
        res.end('ok')

    server = t.server(None, handler, ready)

    @server.on('connection')
    def connection(socket: Any) -> None:
        connections.append(socket)
        socket.number = len(connections)

    return server


@scenario
def defaults(t: Trace) -> None:
    names = (
        'maxSockets maxFreeSockets maxTotalSockets keepAlive keepAliveMsecs scheduling sockets freeSockets requests totalSocketCount '
        'defaultPort protocol options'
    )
    t.props('module', 'agent', http.Agent(), names)
    t.props('module', 'custom', http.Agent({
        'keepAlive': True, 'keepAliveMsecs': 5, 'maxSockets': 2, 'maxFreeSockets': 3, 'maxTotalSockets': 4, 'scheduling': 'fifo',
        'timeout': 100,
    }), names)  # fmt: skip
    t.log('module', isinstance(http.Agent(), http.Agent))
    t.done()


@scenario
def global_agent(t: Trace) -> None:
    t.props(
        'module',
        'global',
        http.globalAgent,
        'maxSockets maxFreeSockets maxTotalSockets keepAlive keepAliveMsecs scheduling options',
    )
    t.log('module', isinstance(http.globalAgent, http.Agent))
    t.done()


@scenario
def option_errors(t: Trace) -> None:
    def make(options: dict[str, Any]) -> list[Any]:
        agent = http.Agent(options)
        return [
            agent.maxSockets,
            agent.maxFreeSockets,
            agent.maxTotalSockets,
            agent.keepAlive,
            agent.keepAliveMsecs,
        ]

    cases: list[dict[str, Any]] = [
        {'scheduling': 'random'}, {'scheduling': 5}, {'maxTotalSockets': 0}, {'maxTotalSockets': 'x'}, {'maxTotalSockets': -1},
        {'maxTotalSockets': math.nan}, {'maxSockets': 'x'}, {'maxSockets': -1}, {'maxSockets': 0}, {'maxFreeSockets': -1},
        {'maxFreeSockets': 'x'}, {'keepAlive': 'x'}, {'keepAliveMsecs': 'x'}, {'timeout': 'x'}, {'timeout': -1},
    ]  # fmt: skip
    for options in cases:
        label = text_of(options).replace('NaN', 'null')  # as JSON.stringify has it
        t.attempt('module', label, lambda options=options: make(options))
    t.done()


@scenario
def get_name(t: Trace) -> None:
    agent = http.Agent()
    cases: list[Any] = [
        {}, {'host': 'h'}, {'host': 'h', 'port': 80}, {'host': 'h', 'port': 80, 'localAddress': '1.2.3.4'},
        {'host': 'h', 'family': 4}, {'host': 'h', 'family': 6}, {'host': 'h', 'family': 5},
        {'host': 'h', 'port': 80, 'localAddress': 'l', 'family': 4}, {'port': 0},
    ]  # fmt: skip
    t.attempt('module', 'no options', lambda: agent.getName())
    for options in cases:
        t.log('module', agent.getName(options))
    t.done()


@scenario
def keep_alive_reuses(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        t.events('client', 'agent', agent, 'free')
        state(t, 'client', 'new', agent)

        def after_one() -> None:
            state(t, 'client', 'after one', agent)
            get(t, 'two', port, agent, {}, lambda: (state(t, 'client', 'after two', agent), t.done()))
            state(t, 'client', 'during two', agent)

        get(t, 'one', port, agent, {}, after_one)
        state(t, 'client', 'during one', agent)

    numbered(t, ready)


@scenario
def without_keep_alive(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent()
        t.events('client', 'agent', agent, 'free')

        def after_one() -> None:
            state(t, 'client', 'after one', agent)
            get(t, 'two', port, agent, {}, lambda: (state(t, 'client', 'after two', agent), t.done()))

        get(t, 'one', port, agent, {}, after_one)

    numbered(t, ready)


def three_at_once(t: Trace, agent: Any) -> Callable[[int], None]:
    def ready(port: int) -> None:
        get(t, 'one', port, agent)
        get(t, 'two', port, agent)
        get(t, 'three', port, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))
        state(t, 'client', 'start', agent)

    return ready


@scenario
def max_sockets_queue(t: Trace) -> None:
    numbered(t, three_at_once(t, t.agent({'keepAlive': True, 'maxSockets': 1})))


@scenario
def max_sockets_queue_without_keep_alive(t: Trace) -> None:
    numbered(t, three_at_once(t, t.agent({'maxSockets': 1})))


@scenario
def max_total_sockets(t: Trace) -> None:
    def ready(first: int, second: int) -> None:
        agent = t.agent({'keepAlive': True, 'maxTotalSockets': 1})
        get(t, 'one', first, agent)
        get(t, 'two', second, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))
        state(t, 'client', 'start', agent)

    numbered(t, lambda first: numbered(t, lambda second: ready(first, second)))


def scheduling(t: Trace, kind: str) -> None:
    """Three sockets become free in a known order; which is taken next?"""
    agent = t.agent({'keepAlive': True, 'scheduling': kind})
    held: list[Any] = []
    connections: list[Any] = []
    ports: list[int] = []

    def release() -> None:
        if held:
            held.pop(0).end('held')
            t.turns(4, release)
        else:
            get(t, 'next', ports[0], agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, 'on connection', req.socket.number)
        if not req.url.startswith('/hold'):
            res.end('ok')
            return
        held.append(res)
        if len(held) < 3:
            get(t, f'hold{len(held)}', ports[0], agent)
        else:
            release()

    server = t.server(None, handler, lambda port: (ports.append(port), get(t, 'hold0', port, agent)))

    @server.on('connection')
    def connection(socket: Any) -> None:
        connections.append(socket)
        socket.number = len(connections)


@scenario
def scheduling_lifo(t: Trace) -> None:
    scheduling(t, 'lifo')


@scenario
def scheduling_fifo(t: Trace) -> None:
    scheduling(t, 'fifo')


@scenario
def max_free_sockets(t: Trace) -> None:
    agent = t.agent({'keepAlive': True, 'maxFreeSockets': 1})
    held: list[Any] = []
    log = t.log
    t.log = lambda lane, *values: None if values[0] in ('one', 'two') else log(lane, *values)  # type: ignore[method-assign]

    def handler(req: Any, res: Any) -> None:
        held.append(res)
        if len(held) == 2:
            for each in held:
                each.end('x')

    @t.server(None, handler)
    def server(port: int) -> None:
        get(t, 'one', port, agent)
        get(t, 'two', port, agent)
        t.turns(15, lambda: (state(t, 'client', 'end', agent), t.done()))


@scenario
def destroy(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def later() -> None:
            state(t, 'client', 'destroyed', agent)
            get(t, 'two', port, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))

        def after_one() -> None:
            socket = next(iter(agent.freeSockets.values()))[0]
            t.events('client', 'socket', socket, 'close')
            t.attempt('client', 'destroy', lambda: agent.destroy())
            t.log('client', socket.destroyed)
            t.turns(3, later)

        get(t, 'one', port, agent, {}, after_one)

    numbered(t, ready)


@scenario
def destroy_with_requests_in_flight(t: Trace) -> None:
    @t.server(None, lambda: None)
    def server(port: int) -> None:
        agent = t.agent({'maxSockets': 1})
        get(t, 'one', port, agent).on('close', lambda: (t.log('client', 'closed one'), t.done()))
        t.turns(4, lambda: agent.destroy())


@scenario
def agent_remove(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        req = get(
            t,
            'one',
            port,
            agent,
            {},
            lambda: (state(t, 'client', 'end', agent), req.socket.destroy(), t.done()),
        )

        @req.on('socket')
        def socket(socket: Any) -> None:
            t.attempt('client', 'agentRemove', lambda: socket.emit('agentRemove'))
            state(t, 'client', 'removed', agent)

    numbered(t, ready)


@scenario
def data_on_an_idle_socket(t: Trace) -> None:
    def reply(socket: Any, count: int) -> None:
        if count > 1:
            socket.end()
            return
        socket.write(OK)
        t.turns(5, lambda: socket.destroyed or socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n'))

    @t.peer(reply)
    def peer(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def idle() -> None:
            state(t, 'client', 'idle', agent)
            t.turns(12, lambda: (state(t, 'client', 'later', agent), t.done()))

        get(t, 'one', port, agent, {}, idle)


@scenario
def server_closes_an_idle_socket(t: Trace) -> None:
    @t.peer(lambda socket: (socket.write(OK), t.turns(6, socket.end)))
    def peer(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def idle() -> None:
            state(t, 'client', 'idle', agent)
            t.turns(12, lambda: (state(t, 'client', 'later', agent), t.done()))

        get(t, 'one', port, agent, {}, idle)


@scenario
def retry_on_reused_socket(t: Trace) -> None:
    connections: list[Any] = []

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url, 'on connection', req.socket.number, req.socket.served)
        req.socket.served += 1
        if req.socket.served > 1:
            req.socket.destroy()
            return
        res.end('ok')

    @t.server(None, handler)
    def server(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def response(res: Any) -> None:
            t.log('client', 'two', res.statusCode)
            res.resume()
            res.on('end', t.done)

        def retriable() -> None:
            req = http.get({'port': port, 'host': '127.0.0.1', 'agent': agent, 'path': '/two'}, response)

            @req.on('error')
            def error(error: Any) -> None:
                t.log('client', error, req.reusedSocket)
                if req.reusedSocket and error.code == 'ECONNRESET':
                    retriable()
                else:
                    t.done()

        get(t, 'one', port, agent, {}, retriable)

    @server.on('connection')
    def connection(socket: Any) -> None:
        connections.append(socket)
        socket.number = len(connections)
        socket.served = 0


@scenario
def keep_alive_hint(t: Trace) -> None:
    def run(hint: str, step: Any) -> None:
        @t.peer(
            f'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\nKeep-Alive: {hint}\r\n\r\nok'
        )
        def peer(port: int) -> None:
            agent = t.agent({'keepAlive': True})

            def after() -> None:
                t.log('client', hint, req.socket.timeout, req.socket.destroyed)
                agent.destroy()
                step()

            req = get(t, 'one', port, agent, {}, after)

    in_turn(['timeout=5', 'timeout=1', 'timeout=5, max=3', 'max=3', 'timeout=x', 'timeout=0'], run, t.done)


@scenario
def connection_close_from_the_server(t: Trace) -> None:
    @t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok')
    def peer(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        t.events('client', 'agent', agent, 'free')
        get(t, 'one', port, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))


@scenario
def free_socket_timeout(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True, 'timeout': 30})

        def after() -> None:
            t.log('client', req.socket.timeout)
            state(t, 'client', 'idle', agent)
            req.socket.on('timeout', lambda: t.log('client', 'socket timeout'))
            req.socket.on('close', lambda: (state(t, 'client', 'gone', agent), t.done()))
            t.patience(500)

        req = get(t, 'one', port, agent, {}, after)

    numbered(t, ready)


def timeout_left(t: Trace, whose: str) -> None:
    """Whose timeout a socket keeps when its request is over."""

    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True, 'timeout': 40} if whose == 'agent' else {'keepAlive': True})

        def after() -> None:
            t.later(120, lambda: (state(t, 'client', 'later', agent), t.done()))

        req = get(t, 'one', port, agent, {'timeout': 40} if whose == 'option' else {}, after)
        req.on('socket', lambda socket: t.events('client', 'socket', socket, 'timeout'))
        if whose == 'method':
            req.setTimeout(40)

    numbered(t, ready)


@scenario
def timeout_left_by_the_option(t: Trace) -> None:
    timeout_left(t, 'option')


@scenario
def timeout_left_by_the_method(t: Trace) -> None:
    timeout_left(t, 'method')


@scenario
def timeout_left_by_the_agent(t: Trace) -> None:
    timeout_left(t, 'agent')


@scenario
def overridden_methods(t: Trace) -> None:
    class Mine(http.Agent):
        def createConnection(self, options: Any, callback: Any = None) -> Any:
            t.log('client', 'createConnection', options['host'], options['port'], typeof(callback))
            return net.connect(options)

        def keepSocketAlive(self, socket: Any) -> Any:
            t.log('client', 'keepSocketAlive', socket)
            return super().keepSocketAlive(socket)

        def reuseSocket(self, socket: Any, request: Any) -> Any:
            t.log('client', 'reuseSocket', socket, request)
            super().reuseSocket(socket, request)

        def getName(self, options: Any = None) -> str:
            return 'mine:' + super().getName({'host': options['host']})

    def ready(port: int) -> None:
        agent = Mine({'keepAlive': True})
        t.defer(lambda: agent.destroy())
        get(t, 'one', port, agent, {},
            lambda: (t.log('client', list(agent.freeSockets)), get(t, 'two', port, agent, {}, t.done)))  # fmt: skip

    numbered(t, ready)


@scenario
def keep_socket_alive_refuses(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        agent.keepSocketAlive = lambda socket: (t.log('client', 'refused', socket), False)[1]
        get(t, 'one', port, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))

    numbered(t, ready)


@scenario
def create_connection_by_callback(t: Trace) -> None:
    def create(options: Any, callback: Any) -> None:
        connect = lambda: net.connect({'port': options['port'], 'host': options['host']})  # noqa: E731
        _runtime.current().set_immediate(lambda: callback(None, connect()))

    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        agent.createConnection = create
        get(t, 'one', port, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))

    numbered(t, ready)


@scenario
def create_connection_fails(t: Trace) -> None:
    agent = t.agent()
    agent.createConnection = lambda options, callback: (
        _runtime.current().set_immediate(lambda: callback(Error('refused by us'))), None)[1]  # fmt: skip
    req = http.get({'host': '127.0.0.1', 'port': 1, 'agent': agent})

    @req.on('error')
    def error(error: Any) -> None:
        t.log('client', error, req.destroyed)
        state(t, 'client', 'end', agent)
        t.done()


@scenario
def queued_request_destroyed(t: Trace) -> None:
    agent = t.agent({'maxSockets': 1, 'keepAlive': True})

    @t.server(None, lambda req, res: (t.log('server', req.url), t.turns(4, lambda: res.end('x'))))
    def server(port: int) -> None:
        get(t, 'one', port, agent)
        queued = get(t, 'two', port, agent)
        queued.on('close', lambda: t.log('client', 'two closed'))
        get(t, 'three', port, agent, {}, lambda: (state(t, 'client', 'end', agent), t.done()))
        queued.destroy()
        state(t, 'client', 'start', agent)


@scenario
def one_time_agent(t: Trace) -> None:
    def ready(port: int) -> None:
        req = get(t, 'one', port, False, {}, t.done)
        t.log(
            'client',
            isinstance(req.agent, http.Agent),
            req.agent is http.globalAgent,
            req.agent.keepAlive,
            req.shouldKeepAlive,
        )

    numbered(t, ready)


@scenario
def add_request_and_create_socket(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        add_request, create_socket = agent.addRequest, agent.createSocket

        def addRequest(req: Any, options: Any, *rest: Any) -> Any:
            t.log('client', 'addRequest', req, options['host'], options['port'], options['path'])
            return add_request(req, options, *rest)

        def createSocket(req: Any, options: Any, callback: Any) -> Any:
            t.log('client', 'createSocket', req, options['host'], typeof(callback))
            return create_socket(req, options, callback)

        agent.addRequest, agent.createSocket = addRequest, createSocket
        get(t, 'one', port, agent, {}, t.done)

    numbered(t, ready)


@scenario
def listeners_of_a_kept_socket(t: Trace) -> None:
    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})
        names = 'connect data readable end error close drain timeout free agentRemove'.split()
        sockets: list[Any] = [None]

        def count(label: str) -> None:
            t.log('client', label, [sockets[0].listenerCount(name) for name in names])

        def ask(number: int) -> None:
            def response(res: Any) -> None:
                count('response')
                if number == 2:
                    sockets[0].on('data', lambda: None)
                if number == 3:
                    sockets[0].on('end', lambda: None)

                @res.on('end')
                def end() -> None:
                    count('end')
                    _runtime.next_tick(count, 'tick')
                    t.turns(3, free)

                res.resume()

            req = http.get(
                {'port': port, 'host': '127.0.0.1', 'agent': agent, 'path': f'/{number}'}, response
            )

            @req.on('socket')
            def on_socket() -> None:
                sockets[0] = req.socket
                if number > 1:  # not while it connects
                    count('socket')

            def free() -> None:
                count('free')
                if number == 5:
                    t.done()
                else:
                    ask(number + 1)

        ask(1)

    numbered(t, ready)


@scenario
def parser_options_of_the_next_request(t: Trace) -> None:
    def reply(socket: Any, *_: Any) -> None:
        socket.write(f'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: {"x" * 3000}\r\n\r\nok')

    def ready(port: int) -> None:
        agent = t.agent({'keepAlive': True})

        def after_three() -> None:
            state(t, 'client', 'after three', agent)
            t.done()

        def after_two() -> None:
            state(t, 'client', 'after two', agent)
            get(t, 'three', port, agent, {}, after_three)

        def after_one() -> None:
            req = get(t, 'two', port, agent, {'maxHeaderSize': 1000})
            req.on('close', lambda: t.turns(3, after_two))

        get(t, 'one', port, agent, {}, after_one)

    t.peer(reply, ready)


@scenario
def default_max_sockets(t: Trace) -> None:
    before = http.Agent.defaultMaxSockets
    http.Agent.defaultMaxSockets = 3
    agents = [http.Agent(), http.Agent({'maxSockets': 0}), http.Agent({'maxSockets': 2})]
    http.Agent.defaultMaxSockets = before
    t.log('module', before, [agent.maxSockets for agent in agents], http.Agent().maxSockets)
    t.done()


@scenario
def timeout_given_to_create_connection(t: Trace) -> None:
    def start(pair: list[int], lane: str) -> None:
        def connect(options: Any, _callback: Any = None) -> Any:
            t.log(lane, 'made with', options.timeout)
            socket: Any = PassThrough()
            socket.setTimeout = lambda msecs, *_: t.log(lane, 'set', msecs)
            return socket

        agent = t.agent({} if pair[0] < 0 else {'timeout': pair[0]})
        agent.createConnection = connect
        req = http.request({'agent': agent, **({'timeout': pair[1]} if len(pair) > 1 else {})})
        req.on('error', lambda _: None)
        req.on('socket', lambda socket: (req.abort(), socket.destroy()))

    for index, pair in enumerate([[500, 300], [500, 0], [0, 300], [500], [-1, 300]]):
        start(pair, f'client{index}')
    t.turns(5, t.done)


@scenario
def name_of_any_object(t: Trace) -> None:
    agent = t.agent()
    req = http.ClientRequest({'host': '127.0.0.1', 'port': 1, 'agent': t.agent()})
    req.on('error', lambda _: None)
    req.abort()
    t.log('client', agent.getName(req))
    req.port = 5
    req.localAddress = '127.0.0.2'
    t.log('client', agent.getName(req))
    t.done()
