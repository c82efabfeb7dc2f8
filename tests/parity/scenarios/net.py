"""As much of net as http users lean on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import node_http as http
from node_http import net
from node_http.process import process

from ..trace import Error, Trace, scenario, typeof


def serve(t: Trace, listener: Any, options: Any = None) -> Callable[[Any], Any]:
    """Listens; decorates the function that runs when it does, and the name becomes the server."""
    return lambda ready: t.listen(net.createServer(options or {}, listener), ready)


SOCKET_EVENTS = 'connect ready end finish error timeout close'


@scenario
def echo(t: Trace) -> None:
    def connection(socket: Any) -> None:
        t.events('server', 'socket', socket, SOCKET_EVENTS)
        socket.on('data', lambda chunk: (t.log('server', chunk), socket.end('pong')))

    @serve(t, connection)
    def server(port: int) -> None:
        socket = net.connect(
            port, '127.0.0.1', lambda: t.log('client', 'connected', socket.connecting, socket.readyState)
        )
        t.log('client', socket.connecting, socket.readyState, socket.pending)
        t.events('client', 'socket', socket, f'lookup data {SOCKET_EVENTS}')
        t.attempt('client', 'write', lambda: socket.write('ping', lambda: t.log('client', 'write callback')))

        @socket.on('close')
        def close() -> None:
            t.log('client', socket.readyState, socket.bytesRead, socket.bytesWritten, socket.destroyed)
            t.done()


@scenario
def connection_refused(t: Trace) -> None:
    server = net.createServer()

    def closed(port: int) -> None:
        socket = net.connect({'port': port, 'host': '127.0.0.1'})
        t.events('client', 'socket', socket, SOCKET_EVENTS)
        socket.on('close', t.done)

    @server.on('listening')
    def listening() -> None:
        port = t.port(server.address().port)
        server.close(lambda: closed(port))

    server.listen(0, '127.0.0.1')


@scenario
def unix_path_missing(t: Trace) -> None:
    socket = net.connect('/tmp/parity-no-such.sock')
    t.events('client', 'socket', socket, SOCKET_EVENTS)
    socket.on('close', t.done)


@scenario
def addresses(t: Trace) -> None:
    def connection(socket: Any) -> None:
        t.log(
            'server', socket.remoteAddress, socket.remoteFamily, socket.localAddress, socket.localFamily,
            socket.localPort, typeof(socket.remotePort),
        )  # fmt: skip
        socket.end()

    @serve(t, connection)
    def server(port: int, server: Any) -> None:
        t.log(
            'server',
            server.address(),
            server.listening,
            server.maxConnections,
            getattr(server, 'connections', None),
        )

        def connected() -> None:
            t.log(
                'client', socket.remoteAddress, socket.remoteFamily, socket.remotePort, socket.localAddress,
                typeof(socket.localPort),
            )  # fmt: skip

        socket = net.connect(port, '127.0.0.1', connected)
        t.log('client', socket.remoteAddress, socket.address())
        socket.on('close', lambda: (t.log('client', socket.remoteAddress, socket.address()), t.done()))
        socket.resume()


@scenario
def half_open(t: Trace) -> None:
    def connection(socket: Any) -> None:
        t.events('server', 'socket', socket, SOCKET_EVENTS)
        socket.resume()

        @socket.on('end')
        def end() -> None:
            t.log('server', socket.writable, socket.readyState)
            t.turns(3, lambda: socket.end('still here'))

    @serve(t, connection, {'allowHalfOpen': True})
    def server(port: int) -> None:
        socket = net.connect({'port': port, 'host': '127.0.0.1', 'allowHalfOpen': True})
        t.events('client', 'socket', socket, f'data {SOCKET_EVENTS}')
        socket.on('close', t.done)
        socket.end('bye')


@scenario
def not_half_open(t: Trace) -> None:
    def connection(socket: Any) -> None:
        t.events('server', 'socket', socket, SOCKET_EVENTS)
        socket.resume()

        @socket.on('end')
        def end() -> None:
            t.attempt(
                'server', 'write', lambda: socket.write('x', lambda error: t.log('server', 'callback', error))
            )

    @serve(t, connection)
    def server(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')
        t.events('client', 'socket', socket, SOCKET_EVENTS)
        socket.resume()
        socket.on('close', t.done)
        socket.end('bye')


@scenario
def destroy_with_error(t: Trace) -> None:
    @serve(t, lambda socket: (t.events('server', 'socket', socket, SOCKET_EVENTS), socket.resume()))
    def server(port: int) -> None:
        def connected() -> None:
            t.attempt('client', 'destroy', lambda: socket.destroy(Error('mine')) is socket)
            t.log('client', socket.destroyed, socket.writable, socket.readable)

        socket = net.connect(port, '127.0.0.1', connected)
        t.events('client', 'socket', socket, SOCKET_EVENTS)
        socket.on('close', t.done)


@scenario
def reset(t: Trace) -> None:
    @serve(t, lambda socket: (t.events('server', 'socket', socket, SOCKET_EVENTS), socket.resume()))
    def server(port: int) -> None:
        def connected() -> None:
            t.turns(2, lambda: t.attempt('client', 'reset', lambda: socket.resetAndDestroy() is socket))

        socket = net.connect(port, '127.0.0.1', connected)
        t.events('client', 'socket', socket, SOCKET_EVENTS)
        socket.on('close', t.done)


@scenario
def destroy_soon(t: Trace) -> None:
    @serve(t, lambda socket: (t.events('server', 'socket', socket, SOCKET_EVENTS), socket.resume()))
    def server(port: int) -> None:
        def connected() -> None:
            socket.write('last words')
            t.attempt('client', 'destroySoon', lambda: socket.destroySoon())

        socket = net.connect(port, '127.0.0.1', connected)
        t.events('client', 'socket', socket, SOCKET_EVENTS)
        socket.on('close', t.done)


@scenario
def set_timeout(t: Trace) -> None:
    @serve(t, lambda socket: socket.resume())
    def server(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')

        def timeout() -> None:
            t.log('client', 'callback', socket.destroyed)
            socket.destroy()

        t.attempt('client', 'setTimeout', lambda: socket.setTimeout(30, timeout) is socket)
        t.log('client', socket.timeout)
        socket.on('close', t.done)


@scenario
def methods_return_the_socket(t: Trace) -> None:
    @serve(t, lambda socket: socket.end())
    def server(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')
        t.log(
            'client', socket.setNoDelay() is socket, socket.setNoDelay(False) is socket,
            socket.setKeepAlive(True, 10) is socket, socket.ref() is socket, socket.unref() is socket,
            socket.pause() is socket, socket.resume() is socket, socket.setEncoding('utf8') is socket,
        )  # fmt: skip
        socket.ref()
        socket.on('close', t.done)


@scenario
def pause_and_resume(t: Trace) -> None:
    @serve(t, lambda socket: (socket.write('one'), t.turns(2, lambda: socket.end('two'))))
    def server(port: int) -> None:
        body: list[str] = []
        socket = net.connect(port, '127.0.0.1')
        socket.pause()
        socket.on('data', lambda chunk: body.append(str(chunk)))
        t.turns(8, lambda: (t.log('client', ''.join(body)), socket.resume()))
        socket.on('end', lambda: t.log('client', ''.join(body)))
        socket.on('close', t.done)


@scenario
def write_after_end(t: Trace) -> None:
    @serve(t, lambda socket: socket.resume())
    def server(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')
        t.events('client', 'socket', socket, 'error finish close')
        socket.end('x')
        t.attempt(
            'client', 'write', lambda: socket.write('y', lambda error: t.log('client', 'callback', error))
        )
        socket.on('close', t.done)
        t.patience(300)


@scenario
def write_after_destroy(t: Trace) -> None:
    @serve(t, lambda socket: socket.resume())
    def server(port: int) -> None:
        def connected() -> None:
            socket.destroy()
            t.attempt(
                'client', 'write', lambda: socket.write('y', lambda error: t.log('client', 'callback', error))
            )

        socket = net.connect(port, '127.0.0.1', connected)
        t.events('client', 'socket', socket, 'error finish close')
        socket.on('close', lambda: t.turns(2, t.done))


@scenario
def connect_errors(t: Trace) -> None:
    cases: dict[str, Any] = {
        'port text': {'port': 'x'},
        'port range': {'port': 65536},
        'port type': {'port': True},
        'nothing': {},
        'lookup': {'port': 1, 'lookup': 5},
        'local address': {'port': 1, 'host': '127.0.0.1', 'localAddress': 'x'},
        'local port': {'port': 1, 'host': '127.0.0.1', 'localPort': 'x'},
        'path type': {'path': 5},
        'bad family': {'port': 1, 'family': 9, 'host': 'h'},
    }

    def make(name: str) -> str:
        net.connect(cases[name]).on('error', lambda error: t.log('client', name, error))
        return 'made'

    for name in cases:
        t.attempt('client', name, lambda name=name: make(name))
    t.turns(4, t.done)


@scenario
def is_ip(t: Trace) -> None:
    for text in (
        '127.0.0.1',
        '::1',
        '1.2.3',
        'x',
        '',
        '::ffff:1.2.3.4',
        '1.2.3.4.5',
        'fe80::1%lo',
        '256.0.0.1',
    ):
        t.log('module', text, net.isIP(text), net.isIPv4(text), net.isIPv6(text))
    t.done()


@scenario
def server_close_and_connections(t: Trace) -> None:
    def connection(socket: Any) -> None:
        server.getConnections(lambda error, count: t.log('server', error, count))
        socket.resume()
        server.close(lambda error: t.log('server', 'closed', error))
        t.log('server', server.listening)
        t.turns(3, socket.end)

    @serve(t, connection)
    def server(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')
        socket.resume()
        socket.on('close', lambda: t.turns(2, t.done))

    server.on('close', lambda: t.log('server', 'close event'))


@scenario
def max_connections_and_drop(t: Trace) -> None:
    @serve(t, lambda socket: (t.log('server', 'connection'), socket.resume()))
    def server(port: int) -> None:
        def connected() -> None:
            second = net.connect(port, '127.0.0.1')
            second.resume()
            second.on('error', lambda error: t.log('client', error.code))
            second.on('close', lambda: (t.log('client', 'second closed'), first.destroy(), t.done()))

        first = net.connect(port, '127.0.0.1', connected)

    server.maxConnections = 1
    server.on('drop', lambda data: t.log('server', 'drop', sorted(data)))


@scenario
def listen_twice(t: Trace) -> None:
    server = net.createServer()
    server.on('listening', lambda: t.log('server', 'listening', server.address().address))
    server.listen(0, '127.0.0.1')
    server.listen(0, '127.0.0.2')
    t.turns(8, lambda: (t.log('server', server.address().address), server.close(lambda: t.done())))


@scenario
def listen_where_it_cannot(t: Trace) -> None:
    server = net.createServer()
    t.events('server', 'server', server, 'listening error close')
    server.listen('/nonexistent/directory/socket')
    server.on('error', lambda: t.turns(2, t.done))


@scenario
def listen_again_after_close(t: Trace) -> None:
    server = net.createServer()
    t.events('server', 'server', server, 'listening error close')
    server.listen(0, lambda: t.log('server', 'first'))
    server.close()
    server.listen(0, lambda: t.log('server', 'second'))
    t.log('server', server.listening)
    t.turns(4, lambda: server.close(lambda: t.done()))


@scenario
def counts_while_connecting(t: Trace) -> None:
    @serve(t, lambda socket: socket.resume())
    def server(port: int) -> None:
        socket = net.connect(port, '127.0.0.1')
        t.log('client', socket.bufferSize, socket.bytesWritten)
        socket.write('abc')
        t.log('client', socket.bufferSize, socket.bytesWritten)
        socket.on('error', lambda: None)
        socket.destroy()
        t.turns(2, lambda: (t.log('client', socket.bytesWritten), t.done()))


@scenario
def attempts_told_at_once(t: Trace) -> None:
    def get(label: str, options: dict[str, Any], then: Any) -> None:
        def create(given: Any, *_: Any) -> Any:
            socket = net.connect(given)
            for name in ('lookup', 'connectionAttempt', 'connectionAttemptFailed'):
                socket.on(name, lambda *args, name=name: t.log('client', f'{label} {name}', list(args)))
            process.nextTick(lambda: t.log('client', label, 'tick'))
            return socket

        req = http.get({'port': 1, 'agent': False, 'createConnection': create, **options})
        t.events('client', label, req, 'socket close')
        req.on('error', lambda _: None)
        req.on('close', then)

    def one(host: str, options: Any, done: Any) -> None:
        process.nextTick(done, None, '127.0.0.1', 4)

    def all_of(host: str, options: Any, done: Any) -> None:
        every = [{'address': '127.0.0.1', 'family': 4}, {'address': '127.0.0.2', 'family': 4}]
        process.nextTick(lambda: done(None, every) if options['all'] else done(None, '127.0.0.1', 4))

    def lookup() -> None:
        get('lookup', {'host': 'a.test', 'lookup': one, 'family': 4}, several)

    def several() -> None:
        get('several', {'host': 'a.test', 'lookup': all_of}, t.done)

    get('address', {'host': '127.0.0.1'}, lookup)


@scenario
def lookup_answers_late(t: Trace) -> None:
    def late(label: str, answer: list[Any], then: Any) -> None:
        def lookup(host: str, options: Any, done: Any) -> None:
            t.turns(4, lambda: done(*answer))

        socket = net.connect({'host': 'a.test', 'port': 1, 'family': 4, 'lookup': lookup})
        for name in ('lookup', 'connectionAttempt', 'connect', 'error', 'close'):
            socket.on(name, lambda *args, name=name: t.log('client', f'{label} {name}', list(args)))
        socket.destroy()
        t.turns(12, then)

    late('found', [None, '127.0.0.1', 4], lambda: late('failed', [Error('no such name')], t.done))


@scenario
def counts_of_a_second_connection(t: Trace) -> None:
    rounds: list[int] = []
    socket = net.Socket()

    def counts(label: str) -> None:
        t.log('client', label, socket.bytesRead, socket.bytesWritten, socket.destroyed)

    def bye(peer: Any) -> None:
        peer.on('error', lambda _: None)
        peer.end('bye')

    @serve(t, bye)
    def server(port: int, *_: Any) -> None:
        def close(_: Any = None) -> None:
            counts('close')
            if rounds:
                t.done()
                return
            rounds.append(1)
            socket.connect(port, '127.0.0.1')
            counts('connecting again')

        socket.on('connect', lambda: (counts('connect'), socket.write('hello')))
        socket.on('data', lambda _: counts('data'))
        socket.on('close', close)
        socket.connect(port, '127.0.0.1')
