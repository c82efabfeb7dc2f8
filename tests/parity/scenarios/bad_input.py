"""Every method and option with every kind of value: what it returns, or throws. One line for each argument."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import node_http as http
from node_http import net
from node_http._jsobject import JSObject, Symbol
from node_http.buffer import Buffer

from ..trace import UNDEFINED, Error, Trace, has, scenario, typeof


def named() -> None:
    """The function among the values."""


# JavaScript puts the names that are whole numbers first.
KINDS: dict[str, Callable[[], Any]] = {
    '0': lambda: 0, '5': lambda: 5, 'undefined': lambda: UNDEFINED, 'null': lambda: None, 'true': lambda: True, 'false': lambda: False,
    '-1': lambda: -1, '1.5': lambda: 1.5, 'NaN': lambda: math.nan, 'Infinity': lambda: math.inf, 'too large': lambda: 2**53,
    'text': lambda: 'x', 'empty': lambda: '', 'digits': lambda: '5', 'object': lambda: JSObject(), 'array': list, 'list': lambda: ['a'],
    'buffer': lambda: Buffer(b'b'), 'function': lambda: named, 'symbol': lambda: Symbol('s'),
}  # fmt: skip

Probe = Callable[[Any], Any]
EXCEPTIONS = json.loads(
    Path(__file__).with_suffix('.json').read_text('utf-8')
)  # what has no equal in Python, and why


def probe(t: Trace, label: str, call: Probe, except_: str = '') -> None:
    """Calls `call` with each kind of value but those named in `except_`, and logs what came of it on one line."""
    line: dict[str, Any] = {}
    for item in EXCEPTIONS:
        if label in item['labels']:
            except_ += ' ' + item['kinds']
    for kind, make in KINDS.items():
        if f' {kind} ' in f' {except_} ':
            continue
        try:
            line[kind] = call(make())
        except Exception as error:
            # An error without a code is the engine's own, and so are its words.
            known = isinstance(error, Error) and error.code
            line[kind] = f'throws {error.name} {error.code}: {error.message}' if known else 'throws'
    t.log('module', label, line)


def response(method: str = 'GET') -> Any:
    return http.ServerResponse(JSObject(method=method, httpVersionMajor=1, httpVersionMinor=1))


def option(name: str, value: Any, others: Any = None) -> Any:
    """Options with one more; `undefined` is an option that is left out."""
    return JSObject({**(others or {}), **({} if value is UNDEFINED else {name: value})})


def left_out(value: Any) -> tuple[Any, ...]:
    """`undefined` is an argument that is left out."""
    return () if value is UNDEFINED else (value,)


def sent(message: Any) -> str:
    return ''.join(bytes(item['data']).decode('latin-1') for item in message.outputData)


def after(message: Any, name: str, *args: Any) -> Any:
    """The message, when the method has been called."""
    getattr(message, name)(*args)
    return message


def having(message: Any, name: str, value: Any) -> Any:
    """The message, when the property has been set."""
    setattr(message, name, value)
    return message


def silenced(emitter: Any) -> Any:
    emitter.on('error', lambda: None)
    return emitter


def server_option(t: Trace, name: str) -> None:
    """What a server makes of an option, and whether it takes each kind."""
    probe(t, name, lambda value: getattr(http.createServer(option(name, value)), name),
        'null undefined array list object buffer function symbol')  # fmt: skip
    probe(
        t,
        f'{name} kinds',
        lambda value: isinstance(http.createServer(option(name, value)), http.Server),
        'undefined',
    )


@scenario
def server_options(t: Trace) -> None:
    probe(t, 'createServer', lambda value: http.createServer(*left_out(value)), 'null buffer')
    probe(
        t,
        'listener',
        lambda value: http.createServer({}, *left_out(value)).listenerCount('request'),
        'array object list buffer',
    )
    for name in (
        'connectionsCheckingInterval', 'headersTimeout', 'requestTimeout', 'keepAliveTimeout', 'maxHeaderSize', 'joinDuplicateHeaders',
        'requireHostHeader', 'rejectNonStandardBodyWrites', 'noDelay', 'keepAlive', 'keepAliveInitialDelay',
    ):  # fmt: skip
        server_option(t, name)
    for name in (
        'highWaterMark', 'allowHalfOpen', 'pauseOnConnect', 'captureRejections', 'uniqueHeaders', 'IncomingMessage', 'ServerResponse',
    ):  # fmt: skip
        probe(
            t,
            name,
            lambda value, name=name: isinstance(http.createServer(option(name, value)), http.Server),
            'undefined',
        )
    t.done()


@scenario
def server_insecure_option(t: Trace) -> None:
    server_option(t, 'insecureHTTPParser')
    t.done()


@scenario
def server_methods(t: Trace) -> None:
    make = http.createServer

    def set_timeout(value: Any) -> Any:
        server = make()
        return [server.setTimeout(value) is server, server.timeout]

    def close(value: Any) -> Any:
        server = silenced(make())
        return server.close(*left_out(value)) is server

    probe(t, 'setTimeout', set_timeout, 'undefined symbol function')
    probe(
        t,
        'setTimeout callback',
        lambda value: make().setTimeout(5, *left_out(value)).listenerCount('timeout'),
        'null object array list buffer',
    )
    probe(t, 'close', close)
    probe(t, 'on', lambda value: make().on('request', value), 'null undefined object array list buffer')
    for name in ('ref', 'unref', 'address', 'closeAllConnections', 'closeIdleConnections'):
        t.attempt('module', name, lambda name=name: getattr(make(), name)())

    t.done()


def listens(t: Trace, *args: Any) -> bool:
    server = silenced(http.createServer())
    t.defer(server.close)
    return server.listen(*args) is server


@scenario
def listen(t: Trace) -> None:
    def listen(*args: Any) -> bool:
        return listens(t, *args)

    probe(t, 'listen', lambda value: listen(*left_out(value)), '0 5 digits text buffer')
    probe(
        t,
        'listen port',
        lambda value: listen(option('port', value) if value is not UNDEFINED else {'port': None}),
        '5 digits null',
    )
    probe(t, 'listen path', lambda value: listen({'path': value}), 'text digits')
    probe(t, 'listen fd', lambda value: listen({'fd': value}), '0 5 digits')
    probe(t, 'listen host', lambda value: listen(option('host', value, {'port': 0})),
        'text digits true 5 -1 1.5 NaN Infinity object array list buffer function symbol too large')  # fmt: skip
    probe(t, 'listen backlog', lambda value: listen(option('backlog', value, {'port': 0})),
        'text digits true 1.5 -1 Infinity object array list buffer function symbol too large')  # fmt: skip
    probe(t, 'listen exclusive', lambda value: listen(option('exclusive', value, {'port': 0})))
    probe(t, 'listen ipv6Only', lambda value: listen(option('ipv6Only', value, {'port': 0})))
    probe(t, 'listen signal', lambda value: listen(option('signal', value, {'port': 0})), 'null')
    probe(
        t,
        'listen callback',
        lambda value: listen(0, *left_out(value)),
        'text digits list array object buffer symbol',
    )
    t.turns(3, t.done)


@scenario
def listen_null(t: Trace) -> None:
    t.attempt('module', 'listen port', lambda: listens(t, {'port': None}))
    t.turns(3, t.done)


@scenario
def response_headers(t: Trace) -> None:
    probe(t, 'setHeader name', lambda value: response().setHeader(value, 'v').getHeaders())
    probe(
        t,
        'setHeader value',
        lambda value: response().setHeader('n', *left_out(value)).getHeaders(),
        'null object function',
    )
    probe(
        t,
        'setHeader value in an array',
        lambda value: response().setHeader('n', [value]).getHeaders(),
        'object function symbol',
    )
    probe(t, 'setHeaders', lambda value: response().setHeaders(value).getHeaders(), 'object')
    probe(t, 'appendHeader name', lambda value: response().appendHeader(value, 'v').getHeaders())
    probe(t, 'appendHeader value', lambda value: response().appendHeader('n', *left_out(value)).appendHeader('n', 'v').getHeaders(),
        'null object function')  # fmt: skip
    for name in ('getHeader', 'hasHeader', 'removeHeader'):
        probe(t, name, lambda value, name=name: getattr(response(), name)(value))
    probe(t, 'addTrailers', lambda value: after(response(), 'addTrailers', value)._trailer,
        'undefined null true false 0 5 -1 1.5 NaN Infinity function symbol text digits empty buffer list too large')  # fmt: skip
    probe(t, 'addTrailers value', lambda value: after(response(), 'addTrailers', {'n': value})._trailer,
        'undefined null object function symbol buffer')  # fmt: skip

    def strict(value: Any) -> Any:
        res = having(response(), 'strictContentLength', value)
        res.setHeader('Content-Length', 2)
        return res.end('abc') is res

    probe(t, 'strictContentLength', strict)
    t.done()


@scenario
def response_head(t: Trace) -> None:
    def some_set(value: Any) -> Any:
        res = after(response(), 'setHeader', 'a', 'b')
        return res.writeHead(200, 'r', *left_out(value))._header

    def flushed(name: str, value: Any) -> Any:
        return after(having(response(), name, value), 'flushHeaders')._header

    probe(t, 'writeHead status', lambda value: response().writeHead(value)._header, 'buffer')
    probe(
        t,
        'writeHead reason',
        lambda value: response().writeHead(200, *left_out(value))._header,
        'buffer list',
    )
    probe(
        t,
        'writeHead headers',
        lambda value: response().writeHead(200, 'r', *left_out(value))._header,
        'buffer list text digits',
    )
    probe(t, 'writeHead headers, some set', some_set, 'buffer list text digits')
    probe(
        t,
        'writeHead value',
        lambda value: response().writeHead(200, {'n': value})._header,
        'object function null buffer',
    )
    probe(
        t,
        'writeHead flat value',
        lambda value: response().writeHead(200, ['n', value])._header,
        'object function null buffer',
    )
    probe(
        t,
        'writeHead flat name',
        lambda value: response().writeHead(200, [value, 'v'])._header,
        'list array buffer',
    )
    probe(t, 'statusCode', lambda value: flushed('statusCode', value), 'buffer')
    probe(t, 'statusMessage', lambda value: flushed('statusMessage', value), 'object function buffer')
    probe(t, 'sendDate', lambda value: flushed('sendDate', value))
    probe(t, 'writeEarlyHints', lambda value: sent(after(response(), 'writeEarlyHints', value)), 'buffer')
    probe(
        t,
        'writeEarlyHints link',
        lambda value: sent(after(response(), 'writeEarlyHints', option('link', value))),
    )
    probe(
        t,
        'writeEarlyHints link in an array',
        lambda value: sent(after(response(), 'writeEarlyHints', {'link': [value]})),
    )
    probe(t, 'writeEarlyHints other', lambda value: sent(after(response(), 'writeEarlyHints', {'link': '</a>; rel=b', 'x': value})),
        'object function symbol')  # fmt: skip
    probe(t, 'writeContinue', lambda value: sent(after(response(), 'writeContinue', *left_out(value))))
    probe(t, 'writeProcessing', lambda value: sent(after(response(), 'writeProcessing', *left_out(value))))
    t.done()


@scenario
def response_body(t: Trace) -> None:
    def quiet(method: str = 'GET') -> Any:
        return silenced(response(method))

    def end(value: Any) -> Any:
        res = quiet()
        return [res.end(*left_out(value)) is res, sent(res)]

    def end_callback(value: Any) -> Any:
        res = quiet()
        return [res.end('x', 'utf8', *left_out(value)) is res, res.listenerCount('finish')]

    def set_timeout(value: Any) -> Any:
        res = quiet()
        return [res.setTimeout(value) is res, res.listenerCount('timeout')]

    def destroy(value: Any) -> Any:
        res = quiet()
        return [
            res.destroy(*left_out(value)) is res,
            res.destroyed,
            None if res.errored is None else typeof(res.errored),
        ]

    encodings = 'text digits object list array buffer symbol true 5 -1 1.5 NaN Infinity too large'
    probe(t, 'write', lambda value: [quiet().write(value)])
    probe(t, 'write encoding', lambda value: [quiet().write('78', *left_out(value))], encodings)
    probe(t, 'write callback', lambda value: [quiet().write('x', 'utf8', *left_out(value))])
    probe(t, 'end', end)
    probe(
        t, 'end encoding', lambda value: [typeof(quiet().end('78', *left_out(value))) == 'object'], encodings
    )
    probe(t, 'end callback', end_callback)
    probe(t, 'setTimeout', set_timeout, 'function')
    probe(
        t,
        'setTimeout callback',
        lambda value: quiet().setTimeout(5, *left_out(value)).listenerCount('timeout'),
        'null',
    )
    probe(t, 'destroy', destroy, 'symbol object array list buffer function')
    probe(t, 'write after end', lambda value: [after(quiet(), 'end').write(value)])
    probe(
        t, 'assignSocket', lambda value: response().assignSocket(value), 'array list object function buffer'
    )
    probe(t, 'pipe', lambda value: quiet().pipe(value))
    probe(t, 'write to HEAD', lambda value: [quiet('HEAD').write(value)])
    t.done()


@scenario
def outgoing_message(t: Trace) -> None:
    probe(t, 'highWaterMark', lambda value: http.OutgoingMessage({'highWaterMark': value}).writableHighWaterMark,
        'undefined null object array list buffer function symbol')  # fmt: skip
    probe(
        t,
        'rejectNonStandardBodyWrites',
        lambda value: http.OutgoingMessage(option('rejectNonStandardBodyWrites', value)).headersSent,
    )
    probe(t, 'response rejectNonStandardBodyWrites', lambda value: [http.ServerResponse(
        JSObject(method='HEAD', httpVersionMajor=1, httpVersionMinor=1), option('rejectNonStandardBodyWrites', value)).write('x')])  # fmt: skip
    for name in ('write', 'end', 'flushHeaders', '_implicitHeader'):
        args = ('x',) if name in ('write', 'end') else ()
        t.attempt('module', name, lambda name=name, args=args: getattr(http.OutgoingMessage(), name)(*args))
    for name in ('cork', 'uncork', 'getHeaders', 'getHeaderNames', 'getRawHeaderNames'):
        t.attempt('module', name, lambda name=name: getattr(http.OutgoingMessage(), name)())
    t.done()


def incoming() -> Any:
    return silenced(http.IncomingMessage(net.Socket()))


@scenario
def incoming_timeout(t: Trace) -> None:
    def set_timeout(value: Any) -> Any:
        message = incoming()
        return [message.setTimeout(value) is message, message.socket.timeout]

    probe(t, 'setTimeout', set_timeout, 'function')
    t.turns(3, t.done)


@scenario
def incoming_message(t: Trace) -> None:
    make = incoming

    def destroy(value: Any) -> Any:
        message = make()
        return [message.destroy(*left_out(value)) is message, message.destroyed]

    def duplicates(value: Any) -> Any:
        headers: dict[str, Any] = {}
        message = having(make(), 'joinDuplicateHeaders', value)
        message._addHeaderLine('Age', '1', headers)
        message._addHeaderLine('Age', '2', headers)
        return headers

    probe(
        t,
        'setTimeout callback',
        lambda value: make().setTimeout(5, *left_out(value)).listenerCount('timeout'),
        'null',
    )
    probe(
        t,
        'setEncoding',
        lambda value: make().setEncoding(*left_out(value)).readableEncoding,
        'object list array buffer symbol',
    )
    probe(t, 'pipe', lambda value: make().pipe(value),
        'object array list buffer function text digits empty 0 5 -1 1.5 NaN Infinity true false symbol too large')  # fmt: skip
    probe(t, 'unshift', lambda value: [make().unshift(value)])
    probe(
        t,
        'destroy',
        destroy,
        'text true 5 -1 1.5 Infinity too large digits object list array buffer function symbol',
    )
    probe(t, 'duplicates', duplicates)
    t.turns(3, t.done)


class Silent:
    """An agent that never gives a socket."""

    protocol = 'http:'
    defaultPort = 80

    def addRequest(self, *_: Any) -> None:
        pass


SILENT = Silent()


def destroyed(req: Any) -> bool:
    return isinstance(silenced(req).destroy(), http.ClientRequest)


@scenario
def request_options(t: Trace) -> None:
    def made(options: Any) -> Any:
        req = http.request(options)
        return [
            req.method,
            req.path,
            req.host,
            req.protocol,
            req.getHeaders(),
            req.timeout,
            req.listenerCount('socket'),
        ]

    excepted = {
        'auth': 'object list function buffer', 'port': 'object list function buffer array',
        'defaultPort': 'object list function buffer array', 'path': 'object list function buffer',
        'protocol': 'object array list function buffer symbol',
    }  # fmt: skip
    for name in (
        'auth', 'defaultPort', 'host', 'hostname', 'method', 'path', 'port', 'protocol', 'setDefaultHeaders', 'setHost', 'timeout',
        'joinDuplicateHeaders', 'insecureHTTPParser', 'maxHeaderSize', 'uniqueHeaders', 'createConnection', 'localAddress', 'localPort',
        'family', 'hints', 'lookup', 'socketPath',
    ):  # fmt: skip
        probe(
            t,
            name,
            lambda value, name=name: made(option(name, value, {'agent': SILENT})),
            excepted.get(name, ''),
        )
    probe(
        t,
        'agent',
        lambda value: destroyed(http.request(option('agent', value, {'host': '127.0.0.1', 'port': 1}))),
    )
    probe(t, 'signal', lambda value: made(option('signal', value, {'agent': SILENT})))
    probe(t, 'headers', lambda value: made(option('headers', value, {'agent': SILENT})),
        'text digits true 5 -1 1.5 Infinity too large function symbol buffer')  # fmt: skip
    probe(
        t,
        'headers value',
        lambda value: made({'agent': SILENT, 'headers': {'n': value}}),
        'null object function',
    )
    probe(t, 'headers array value', lambda value: http.request({'agent': SILENT, 'headers': ['n', value]})._header,
        'null object function buffer')  # fmt: skip
    probe(t, 'createConnection', lambda value: destroyed(http.request(option('createConnection', value, {'host': '127.0.0.1', 'port': 1}))),
        'function')  # fmt: skip
    t.turns(3, t.done)


@scenario
def request_calls(t: Trace) -> None:
    probe(t, 'request', lambda value: destroyed(http.request(*left_out(value))))
    probe(t, 'get', lambda value: destroyed(http.get(*left_out(value))))
    probe(t, 'url, options', lambda value: destroyed(http.request('http://127.0.0.1:1/', *left_out(value))),
        'text digits symbol true 5 -1 1.5 Infinity too large list buffer array')  # fmt: skip
    probe(
        t,
        'callback',
        lambda value: http.request({'agent': SILENT}, *left_out(value)).listenerCount('response'),
    )
    probe(
        t,
        'url, callback',
        lambda value: http.request('http://h/', {'agent': SILENT}, *left_out(value)).listenerCount(
            'response'
        ),
    )
    t.turns(3, t.done)


@scenario
def request_methods(t: Trace) -> None:
    def make() -> Any:
        return silenced(http.request({'agent': SILENT, 'method': 'POST'}))

    def set_timeout(value: Any) -> Any:
        req = make()
        return [req.setTimeout(value) is req, req.listenerCount('timeout'), req.listenerCount('socket')]

    def end(value: Any) -> Any:
        req = make()
        return [req.end(*left_out(value)) is req, sent(req)]

    def destroy(value: Any) -> Any:
        req = make()
        return [req.destroy(*left_out(value)) is req, req.destroyed, req.listenerCount('error')]

    def flushed(name: str, value: Any) -> Any:
        return after(having(make(), name, value), 'flushHeaders')._header

    probe(t, 'setTimeout', set_timeout, 'function')
    probe(
        t,
        'setTimeout callback',
        lambda value: make().setTimeout(5, *left_out(value)).listenerCount('timeout'),
        'null',
    )
    probe(t, 'clearTimeout', lambda value: make().clearTimeout(*left_out(value)), 'null')
    for name in ('setNoDelay', 'setSocketKeepAlive', 'abort', 'flushHeaders', 'cork'):
        takes = name.startswith('set')
        probe(
            t,
            name,
            lambda value, name=name, takes=takes: getattr(make(), name)(*(left_out(value) if takes else ())),
        )
    # Not '5': a JavaScript object puts it first.
    probe(t, 'setHeader name', lambda value: make().setHeader(value, 'v').getHeaders(), 'digits')
    probe(
        t,
        'setHeader value',
        lambda value: make().setHeader('n', *left_out(value)).getHeaders(),
        'null object function',
    )
    probe(t, 'write', lambda value: [make().write(value)])
    probe(t, 'end', end)
    probe(t, 'addTrailers value', lambda value: after(make(), 'addTrailers', {'n': value})._trailer,
        'undefined null object function symbol buffer')  # fmt: skip
    probe(t, 'destroy', destroy)
    whole = 'object list function buffer array symbol null undefined'
    probe(t, 'path', lambda value: flushed('path', value), whole)
    probe(t, 'method', lambda value: flushed('method', value), whole)
    t.done()


@scenario
def agent_options(t: Trace) -> None:
    names = (
        'keepAlive',
        'keepAliveMsecs',
        'maxSockets',
        'maxTotalSockets',
        'maxFreeSockets',
        'scheduling',
        'timeout',
    )
    probe(t, 'Agent', lambda value: isinstance(http.Agent(*left_out(value)), http.Agent))
    for name in names:
        probe(
            t,
            name,
            lambda value, name=name: getattr(http.Agent(option(name, value)), name, None),
            'buffer array list object',
        )
    t.done()


def agent_name(t: Trace, agent: Any, name: str) -> None:
    probe(t, f'getName {name}', lambda value: agent.getName(option(name, value)),
        'object function buffer array list symbol')  # fmt: skip


@scenario
def agent_name_of_a_path(t: Trace) -> None:
    agent = t.agent({'keepAlive': True})
    agent_name(t, agent, 'socketPath')
    whole = {'host': 'h', 'port': 80, 'localAddress': 'l', 'family': 4, 'socketPath': '/p'}
    t.log('module', agent.getName({'socketPath': '/s'}), agent.getName(whole))
    t.done()


@scenario
def agent_methods(t: Trace) -> None:
    agent = t.agent({'keepAlive': True})

    def create(value: Any) -> Any:
        silenced(agent.createConnection(*left_out(value))).destroy()
        return 'made'

    probe(t, 'getName', lambda value: agent.getName(*left_out(value)))
    for name in ('host', 'port', 'localAddress', 'family'):
        agent_name(t, agent, name)
    probe(t, 'createConnection', create, '0 5 digits')
    probe(t, 'keepSocketAlive', lambda value: agent.keepSocketAlive(value))
    probe(t, 'reuseSocket', lambda value: agent.reuseSocket(value, JSObject()))
    probe(t, 'addRequest', lambda value: agent.addRequest(value, {}), 'object array list buffer function')
    probe(t, 'destroy', lambda value: agent.destroy())
    t.turns(3, t.done)


@scenario
def socket_connect(t: Trace) -> None:
    def connect(*args: Any) -> Any:
        silenced(net.connect(*args)).destroy()
        return 'made'

    def listener(value: Any) -> Any:
        socket = silenced(net.connect(1, '127.0.0.1', *left_out(value)))
        socket.destroy()
        return socket.listenerCount('connect')

    probe(t, 'connect', lambda value: connect(*left_out(value)), '0 5 digits')
    others = {'path': {}, 'port': {'host': '127.0.0.1'}}
    usual = {'port': 1, 'host': '127.0.0.1'}
    excepted = {'localAddress': 'list buffer array object', 'onread': 'buffer function'}
    for name in (
        'port', 'path', 'host', 'localAddress', 'localPort', 'lookup', 'noDelay', 'keepAlive', 'keepAliveInitialDelay', 'autoSelectFamily',
        'autoSelectFamilyAttemptTimeout', 'allowHalfOpen', 'timeout', 'onread',
    ):  # fmt: skip
        probe(
            t,
            f'connect {name}',
            lambda value, name=name: connect(option(name, value, others.get(name, usual))),
            excepted.get(name, ''),
        )
    for name in ('family', 'hints', 'lookup', 'host'):
        more = {'port': 1} if name == 'host' else {'port': 1, 'host': 'h.invalid'}
        probe(
            t,
            f'connect {name} of a name',
            lambda value, name=name, more=more: connect(option(name, value, more)),
        )
    probe(t, 'listener', listener)
    t.turns(3, t.done)


def socket_option(t: Trace, name: str) -> None:
    probe(t, f'Socket {name}', lambda value: isinstance(net.Socket(option(name, value)), net.Socket),
        '0 5' if name == 'fd' else '')  # fmt: skip


@scenario
def socket_high_water_mark(t: Trace) -> None:
    socket_option(t, 'highWaterMark')
    t.done()


@scenario
def socket_methods(t: Trace) -> None:
    def make() -> Any:
        return silenced(net.Socket())

    def set_timeout(value: Any) -> Any:
        socket = make()
        return [socket.setTimeout(*left_out(value)) is socket, socket.timeout]

    def called(name: str, *args: Any) -> Any:
        socket = make()
        result = getattr(socket, name)(*args)
        return 'self' if result is socket else result

    def destroy(value: Any) -> Any:
        socket = make()
        return [socket.destroy(*left_out(value)) is socket, socket.destroyed]

    probe(t, 'Socket', lambda value: isinstance(net.Socket(*left_out(value)), net.Socket), '0 5')
    for name in (
        'fd', 'allowHalfOpen', 'readable', 'writable', 'objectMode', 'readableObjectMode', 'writableObjectMode', 'signal',
    ):  # fmt: skip
        socket_option(t, name)
    probe(t, 'setTimeout', set_timeout, 'function symbol')
    probe(
        t,
        'setTimeout callback',
        lambda value: make().setTimeout(5, *left_out(value)).listenerCount('timeout'),
        'null',
    )
    probe(
        t,
        'setTimeout 0 callback',
        lambda value: make().setTimeout(0, *left_out(value)).listenerCount('timeout'),
        'null',
    )
    probe(
        t,
        'setEncoding',
        lambda value: make().setEncoding(*left_out(value)).readableEncoding,
        'object list array buffer symbol',
    )
    for name in (
        'setNoDelay',
        'setKeepAlive',
        'ref',
        'unref',
        'pause',
        'resume',
        'destroySoon',
        'resetAndDestroy',
        'address',
    ):
        takes = name.startswith('set')
        probe(
            t, name, lambda value, name=name, takes=takes: called(name, *(left_out(value) if takes else ()))
        )
    probe(t, 'setKeepAlive delay', lambda value: called('setKeepAlive', True, *left_out(value)) == 'self')
    probe(t, 'write', lambda value: [make().write(value)])
    probe(t, 'write encoding', lambda value: [make().write('x', *left_out(value))],
        'object list array buffer symbol true 5 -1 1.5 Infinity NaN too large')  # fmt: skip
    probe(t, 'end', lambda value: called('end', *left_out(value)) == 'self')
    probe(t, 'destroy', destroy)
    t.turns(3, t.done)


@scenario
def module_functions(t: Trace) -> None:
    probe(t, 'validateHeaderName', lambda value: http.validateHeaderName(value))
    probe(t, 'validateHeaderName label', lambda value: http.validateHeaderName('a b', *left_out(value)),
        'object function list buffer symbol array')  # fmt: skip
    probe(
        t,
        'validateHeaderValue',
        lambda value: http.validateHeaderValue('n', *left_out(value)),
        'null object function',
    )
    probe(
        t,
        'validateHeaderValue name',
        lambda value: http.validateHeaderValue(value, 'a\n'),
        'object function list buffer symbol array',
    )
    probe(t, 'setMaxIdleHTTPParsers', lambda value: http.setMaxIdleHTTPParsers(value))
    if has(http, 'setMaxIdleHTTPParsers'):
        http.setMaxIdleHTTPParsers(1000)
    probe(t, 'isIP', lambda value: net.isIP(value))
    probe(t, 'setDefaultAutoSelectFamily', lambda value: net.setDefaultAutoSelectFamily(value))
    if has(net, 'setDefaultAutoSelectFamily'):
        net.setDefaultAutoSelectFamily(True)
    probe(
        t,
        'setDefaultAutoSelectFamilyAttemptTimeout',
        lambda value: net.setDefaultAutoSelectFamilyAttemptTimeout(value),
    )
    if has(net, 'setDefaultAutoSelectFamilyAttemptTimeout'):
        net.setDefaultAutoSelectFamilyAttemptTimeout(250)
    t.done()
