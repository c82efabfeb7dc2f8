"""What a client request sends, and what its methods and properties say."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

import node_http as http
from node_http import _runtime, net
from node_http.buffer import Buffer
from node_http.stream import PassThrough
from node_http.url import URL

from ..trace import UNDEFINED, Error, Trace, has, in_turn, scenario, typeof

OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'


def complete(received: str) -> bool:
    if re.search('chunked', received, re.IGNORECASE):
        return re.search(r'0\r\n(.+\r\n)*\r\n$', received) is not None
    length = re.search(r'content-length: (\d+)', received, re.IGNORECASE)
    return len(received) - received.index('\r\n\r\n') - 4 >= int(length[1] if length else 0)


def sent(t: Trace, cases: Mapping[str, Callable[[int], Any]]) -> None:
    """Sends each request to a peer that logs the bytes."""

    def reply(socket: Any, count: int, received: str) -> None:
        if complete(received):
            socket.end(OK)

    @t.peer(reply)
    def peer(port: int) -> None:
        def run(name: str, step: Any) -> None:
            t.log(f'peer{t.peers + 1}', name)
            made = t.attempt('client', name, lambda: cases[name](port))
            if not isinstance(made, http.ClientRequest):
                step()
                return
            made.on('error', lambda error: t.log('client', 'error', error))
            made.on('response', lambda res: res.resume())
            made.on('close', lambda: t.turns(3, step))
            if not made.writableEnded:
                made.end()

        in_turn(cases, run, t.done)


def make(port: int, options: Mapping[str, Any] | None = None, *steps: Callable[[Any], Any]) -> Any:
    """A request, and what is done with it."""
    req = http.request({'port': port, 'host': '127.0.0.1', 'agent': False, **(options or {})})
    for step in steps:
        step(req)
    return req


POST = {'method': 'POST'}


@scenario
def methods(t: Trace) -> None:
    sent(t, {
        'GET': lambda port: make(port),
        'lower': lambda port: make(port, {'method': 'post'}),
        'POST': lambda port: make(port, POST),
        'PUT': lambda port: make(port, {'method': 'PUT'}, lambda req: req.end('abc')),
        'DELETE': lambda port: make(port, {'method': 'DELETE'}),
        'DELETE with body': lambda port: make(port, {'method': 'DELETE'}, lambda req: req.end('abc')),
        'GET with body': lambda port: make(port, {}, lambda req: req.end('abc')),
        'GET with writes': lambda port: make(port, {}, lambda req: req.write('abc'), lambda req: req.end()),
        'OPTIONS': lambda port: make(port, {'method': 'OPTIONS', 'path': '*'}),
        'HEAD': lambda port: make(port, {'method': 'HEAD'}),
        'PATCH': lambda port: make(port, {'method': 'PATCH'}, lambda req: req.write('a'), lambda req: req.end('b')),
        'own method': lambda port: make(port, {'method': 'BREW'}),
    })  # fmt: skip


@scenario
def bodies(t: Trace) -> None:
    sent(t, {
        'write then end': lambda port: make(port, POST, lambda req: req.write('abc'), lambda req: req.end('def')),
        'end only': lambda port: make(port, POST, lambda req: req.end('abcdef')),
        'with length': lambda port: make(
            port, {**POST, 'headers': {'Content-Length': 6}}, lambda req: req.write('abc'), lambda req: req.end('def')),
        'with chunked': lambda port: make(port, {**POST, 'headers': {'Transfer-Encoding': 'chunked'}}, lambda req: req.end('abc')),
        'buffer': lambda port: make(port, POST, lambda req: req.end(Buffer.from_('xyz'))),
        'binary': lambda port: make(port, POST, lambda req: req.end('caf\xe9', 'binary')),
        'utf8': lambda port: make(port, POST, lambda req: req.end('caf\xe9')),
        'corked': lambda port: make(port, POST, lambda req: has(req, 'cork') and req.cork(), lambda req: req.write('a'),
                                    lambda req: req.write('b'), lambda req: has(req, 'cork') and req.uncork(), lambda req: req.end()),
        'trailers': lambda port: make(port, {**POST, 'headers': {'Trailer': 'X-T'}}, lambda req: req.write('a'),
                                      lambda req: req.addTrailers({'X-T': 'v'}), lambda req: req.end()),
    })  # fmt: skip


@scenario
def latin1_body(t: Trace) -> None:
    sent(t, {'latin1': lambda port: make(port, POST, lambda req: req.end('caf\xe9', 'latin1'))})


@scenario
def header_options(t: Trace) -> None:
    sent(t, {
        'none': lambda port: make(port),
        'object': lambda port: make(port, {'headers': {'X-A': 1, 'x-b': ['1', '2'], 'Accept': '*/*'}}),
        'array': lambda port: make(port, {'headers': ['X-A', '1', 'x-a', '2', 'Host', 'me']}),
        'array of pairs': lambda port: make(port, {'headers': [['X-A', '1'], ['X-B', '2']]}),
        'host': lambda port: make(port, {'headers': {'host': 'other:1'}}),
        'setHost false': lambda port: make(port, {'setHost': False}),
        'setDefaultHeaders false': lambda port: make(port, {'setDefaultHeaders': False}),
        'setDefaultHeaders false, setHost': lambda port: make(port, {'setDefaultHeaders': False, 'setHost': True}),
        'auth': lambda port: make(port, {'auth': 'user:p\xe4ss'}),
        'auth and header': lambda port: make(port, {'auth': 'user:pass', 'headers': {'Authorization': 'mine'}}),
        'connection close': lambda port: make(port, {'headers': {'Connection': 'close'}}),
        'connection keep-alive': lambda port: make(port, {'headers': {'connection': 'keep-alive'}}),
        'expect': lambda port: make(port, {'headers': {'Expect': '100-continue'}}),
        'cookies': lambda port: make(port, {'headers': {'Cookie': ['a=1', 'b=2'], 'X-L': ['a', 'b']}}),
        'uniqueHeaders': lambda port: make(port, {'uniqueHeaders': ['x-l'], 'headers': {'X-L': ['a', 'b']}}),
        'wide value': lambda port: make(port, {'headers': {'X-A': '\u2603'}}),
        'bad name': lambda port: make(port, {'headers': {'a b': '1'}}),
        'undefined value': lambda port: make(port, {'headers': {'a': UNDEFINED}}),
        'odd array': lambda port: make(port, {'headers': ['a']}),
        'bracketed host': lambda port: http.request(
            {'port': port, 'host': '127.0.0.1', 'hostname': '127.0.0.1', 'agent': False, 'path': '/x'}),
    })  # fmt: skip


@scenario
def keep_alive_agent_headers(t: Trace) -> None:
    agent = t.agent({'keepAlive': True})
    sent(t, {
        'keep-alive': lambda port: make(port, {'agent': agent}),
        'close': lambda port: make(port, {'agent': agent, 'headers': {'Connection': 'close'}}),
        'default agent': lambda port: http.request({'port': port, 'host': '127.0.0.1'}),
        'shouldKeepAlive false': lambda port: make(port, {'agent': agent}, lambda req: setattr(req, 'shouldKeepAlive', False)),
    })  # fmt: skip


@scenario
def paths(t: Trace) -> None:
    sent(t, {
        'plain': lambda port: make(port, {'path': '/a?b=c'}),
        'no slash': lambda port: make(port, {'path': 'abc'}),
        'empty': lambda port: make(port, {'path': ''}),
        'absolute': lambda port: make(port, {'path': 'http://other/'}),
        'latin1': lambda port: make(port, {'path': '/caf\xe9'}),
        'space': lambda port: make(port, {'path': '/a b'}),
        'newline': lambda port: make(port, {'path': '/a\r\nX: y'}),
    })  # fmt: skip


@scenario
def wide_path_once_sent(t: Trace) -> None:
    sent(t, {'wide': lambda port: make(port, {'path': '/\u2603'})})


@scenario
def url_forms(t: Trace) -> None:
    base = 'http://127.0.0.1'
    alone = {'agent': False}
    sent(t, {
        'string': lambda port: http.request(f'{base}:{port}/a/b?c#d', alone),
        'with credentials': lambda port: http.request(f'http://us%20er:pa%3Ass@127.0.0.1:{port}', alone),
        'options win': lambda port: http.request(f'{base}:{port}/a', {'path': '/b', 'method': 'PUT', 'agent': False}),
        'localhost': lambda port: http.request(f'http://localhost:{port}/', {'agent': False, 'family': 4}),
        'callback': lambda port: http.request(f'{base}:{port}/', alone, lambda: t.log('client', 'called')),
        'get': lambda port: http.get(f'{base}:{port}/', alone),
    })  # fmt: skip


@scenario
def url_object(t: Trace) -> None:
    sent(
        t, {'URL': lambda port: http.request(URL(f'http://127.0.0.1:{port}/url?x=\u00e9'), {'agent': False})}
    )


@scenario
def option_errors(t: Trace) -> None:
    def late(options: dict[str, Any]) -> Any:
        return http.request({'agent': False, **options})

    attempts: dict[str, Callable[[], Any]] = {
        'protocol': lambda: http.request({'protocol': 'https:', 'host': 'h'}),
        'protocol in url': lambda: http.request('ftp://h/'),
        'bad url': lambda: http.request('not a url'),
        'bad url host': lambda: http.request('http://'),
        'method': lambda: http.request({'method': 5}),
        'method token': lambda: http.request({'method': 'G ET'}),
        'method empty': lambda: http.request({'method': ''}).destroy().method,
        'host': lambda: http.request({'host': 5}),
        'hostname null': lambda: http.request({'hostname': None, 'method': 1}),
        'hostname': lambda: http.request({'hostname': True}),
        'path': lambda: http.request({'path': '/a b'}),
        'agent': lambda: http.request({'agent': 'x'}),
        'agent true': lambda: http.request({'agent': True}),
        'agent empty': lambda: http.request({'agent': {}}),
        'timeout': lambda: http.request({'timeout': 'x'}),
        'timeout negative': lambda: http.request({'timeout': -1}),
        'insecureHTTPParser': lambda: http.request({'insecureHTTPParser': 1}),
        'maxHeaderSize': lambda: http.request({'maxHeaderSize': 'x'}),
        'joinDuplicateHeaders': lambda: http.request({'joinDuplicateHeaders': 1}),
        'signal': lambda: http.request({'signal': 1}),
        'headers': lambda: http.request({'headers': {'a\n': 1}}),
        'port': lambda: late({'port': 70000, 'host': '127.0.0.1'}),
        'port text': lambda: late({'port': 'x', 'host': '127.0.0.1'}),
        'family': lambda: late({'family': 5, 'port': 1, 'host': 'h'}),
        'lookup': lambda: late({'lookup': 5, 'port': 1, 'host': 'h'}),
        'localAddress': lambda: late({'localAddress': 'x', 'port': 1, 'host': '127.0.0.1'}),
    }
    for name, call in attempts.items():
        made = t.attempt('module', name, call)
        # In a lane each: which address is refused first is nobody's rule.
        if isinstance(made, http.ClientRequest):
            made.on('error', lambda error, name=name: t.log(name, 'error', error))
    t.turns(5, t.done)


@scenario
def header_methods(t: Trace) -> None:
    def all_(port: int) -> Any:
        req = make(port, {'headers': {'X-Initial': 'a'}})
        t.attempt('client', 'set', lambda: req.setHeader('X-Set', ['1', '2']) is req)
        t.log(
            'client',
            req.getHeader('host'),
            req.getHeader('X-INITIAL'),
            req.getHeader('x-set'),
            req.getHeader('none'),
        )
        raw = req.getRawHeaderNames() if has(req, 'getRawHeaderNames') else None
        t.log('client', req.getHeaderNames(), raw, req.getHeaders(), req.hasHeader('HOST'))
        t.attempt('client', 'remove', lambda: req.removeHeader('X-Initial'))
        if has(req, 'appendHeader'):
            req.appendHeader('X-Set', '3')
        if has(req, 'setHeaders'):
            req.setHeaders({'X-Map': 'm'})
        t.log('client', req.getHeaders(), req.headersSent)
        req.end()
        t.attempt('client', 'set late', lambda: req.setHeader('a', 'b'))
        t.attempt('client', 'remove late', lambda: req.removeHeader('a'))
        t.log('client', req.headersSent, req._header)
        return req

    sent(t, {'all': all_})


@scenario
def properties(t: Trace) -> None:
    names = (
        'method path host protocol maxHeadersCount finished writableEnded writableFinished aborted destroyed reusedSocket '
        'socket connection timeout shouldKeepAlive useChunkedEncodingByDefault sendDate headersSent writableLength '
        'writableHighWaterMark writableCorked writableObjectMode chunkedEncoding maxHeaderSize insecureHTTPParser '
        'joinDuplicateHeaders res upgradeOrConnect'
    )

    def all_(port: int) -> Any:
        req = make(port, {'path': '/p', 'method': 'POST'})
        t.props('client', 'made', req, names)
        req.end('x')
        t.props('client', 'ended', req, names)
        req.on('socket', lambda socket: t.log('client', req.socket is socket, req.connection is socket))
        last = 'finished writableEnded writableFinished destroyed writableLength'
        req.on('close', lambda: t.props('client', 'closed', req, last))
        return req

    sent(t, {'all': all_})


@scenario
def flush_headers(t: Trace) -> None:
    def reply(socket: Any, count: int, received: str) -> None:
        if count > 1:
            return
        t.log('peer', 'head arrived', received.endswith('\r\n\r\n'))
        socket.end(OK)

    @t.peer(reply)
    def peer(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        t.attempt('client', 'flush', lambda: req.flushHeaders())
        req.on('response', lambda: req.end())


@scenario
def socket_methods(t: Trace) -> None:
    def all_(port: int) -> Any:
        req = make(port, POST)
        t.attempt('client', 'setNoDelay', lambda: req.setNoDelay(True))
        t.attempt('client', 'setSocketKeepAlive', lambda: req.setSocketKeepAlive(True, 1000))
        t.attempt('client', 'cork', lambda: req.cork())
        t.attempt('client', 'uncork', lambda: req.uncork())
        return req

    sent(t, {'all': all_})


@scenario
def bad_body_arguments(t: Trace) -> None:
    @t.peer(OK)
    def peer(port: int) -> None:
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        for value in (None, UNDEFINED, 5, {}, True):
            t.attempt('client', 'write', lambda value=value: req.write(value))
        t.attempt('client', 'end', lambda: req.end(5))
        req.end()


@scenario
def create_connection_option(t: Trace) -> None:
    def create(options: Any, callback: Any) -> Any:
        t.log(
            'client', 'createConnection', options['port'], options['host'], options['path'], typeof(callback)
        )
        return net.connect(options['port'], options['host'])

    t.peer(OK, lambda port: t.request('client', port, {'createConnection': create}).end())


@scenario
def create_connection_by_callback(t: Trace) -> None:
    def create(options: Any, callback: Any) -> None:
        _runtime.current().set_immediate(
            lambda: callback(None, net.connect(options['port'], options['host']))
        )

    t.peer(OK, lambda port: t.request('client', port, {'createConnection': create}).end())


@scenario
def create_connection_error(t: Trace) -> None:
    def create(options: Any, callback: Any) -> None:
        _runtime.current().set_immediate(lambda: callback(Error('no way')))

    req = t.request('client', 1, {'createConnection': create})
    req.on('error', t.done)  # no 'close' follows
    req.end()


@scenario
def lookup_option(t: Trace) -> None:
    def lookup(hostname: str, options: Any, callback: Any) -> None:
        t.log('client', 'lookup', hostname, options['family'], options['all'])
        callback(None, [{'address': '127.0.0.1', 'family': 4}] if options['all'] else '127.0.0.1', 4)

    options = {'agent': False, 'host': 'somewhere.invalid', 'lookup': lookup}
    t.peer(OK, lambda port: t.request('client', port, options).end())


@scenario
def lookup_error(t: Trace) -> None:
    def lookup(hostname: str, options: Any, callback: Any) -> None:
        callback(Error('getaddrinfo ENOTFOUND', 'ENOTFOUND'))

    t.request('client', 80, {'agent': False, 'host': 'somewhere.invalid', 'lookup': lookup}).end()
    t.patience(300)


@scenario
def unknown_host(t: Trace) -> None:
    t.request('client', 80, {'agent': False, 'host': 'does-not-exist.invalid'}).end()


@scenario
def socket_path(t: Trace) -> None:
    path = f'/tmp/parity-client-{os.getpid()}.sock'
    server = http.createServer(lambda req, res: (t.log('server', req.headers, req.url), res.end('unix')))

    @server.on('listening')
    def listening() -> None:
        t.defer(lambda: server.close())
        req = http.request({'socketPath': path, 'agent': False, 'path': '/x'})
        t.follow('client', req)
        req.on('close', t.done)
        req.end()

    server.listen(path)


@scenario
def local_address(t: Trace) -> None:
    t.server(None, lambda req, res: (t.log('server', req.socket.remoteAddress), res.end()),
             lambda port: t.request('client', port, {'agent': False, 'localAddress': '127.0.0.2'}).end())  # fmt: skip


@scenario
def pipe_into_request(t: Trace) -> None:
    @t.server(None, lambda req, res: req.pipe(res))
    def server(port: int) -> None:
        source = PassThrough()
        req = t.request('client', port, {'agent': False, 'method': 'POST'})
        source.pipe(req)
        source.write('one ')
        source.end('two')


@scenario
def create_connection_path(t: Trace) -> None:
    t.parties(3)

    def start(options: dict[str, Any], lane: str) -> None:
        def connect(connection: Any, _callback: Any = None) -> Any:
            t.log(lane, connection.path, connection.socketPath, connection.host)
            return PassThrough()

        req = http.request({'path': '/page', 'createConnection': connect, **options})
        t.log(lane, req.path)
        req.on('error', lambda error: t.log(lane, error))
        req.on('close', t.done)
        req.on('socket', lambda socket: (req.destroy(), socket.destroy()))

    cases: list[dict[str, Any]] = [
        {},
        {'socketPath': '/socket'},
        {'agent': t.agent(), 'socketPath': '/socket'},
    ]
    for index, options in enumerate(cases):
        start(options, f'client{index}')
    t.patience(300)


@scenario
def date_of_a_request(t: Trace) -> None:
    t.parties(4)

    def start(method: str, keep: bool) -> None:
        label = f'{method}{"true" if keep else "false"}'

        @t.server(None, lambda req, res: (t.log(f'server{label}', req.headers), res.end()))
        def server(port: int) -> None:
            req = t.request(f'client{label}', port, {'agent': t.agent({'keepAlive': keep}), 'method': method})
            t.log(f'client{label}', req.sendDate)
            req.sendDate = True
            req.end()

    for keep in (False, True):
        for method in ('GET', 'POST'):
            start(method, keep)
