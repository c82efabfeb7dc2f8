"""The face of the module: its exports, constants and free functions."""

from __future__ import annotations

import math
from typing import Any

import node_http as http
from node_http import net, stream
from node_http.events import EventEmitter
from node_http.stream import Writable

from ..trace import UNDEFINED, Trace, has, scenario, typeof

OURS = {'Buffer', 'JSObject', 'active_handles', 'run'}  # what a Python module has beside Node's exports


@scenario
def exports(t: Trace) -> None:
    t.log('module', sorted(name for name in http.__all__ if name not in OURS and not name.startswith('__')))
    t.done()


@scenario
def methods_constant(t: Trace) -> None:
    t.log('module', http.METHODS)
    t.done()


@scenario
def status_codes_constant(t: Trace) -> None:
    t.log('module', http.STATUS_CODES)
    t.done()


@scenario
def max_header_size(t: Trace) -> None:
    t.log('module', getattr(http, 'maxHeaderSize', None))
    t.done()


@scenario
def validate_header_name(t: Trace) -> None:
    names: list[Any] = [
        'X-Ok', '', 'a b', 'a:', 'a\u00e9', "!#$%&'*+-.^_`|~09azAZ", '\x7f', 'a\t', '(', UNDEFINED, None, 5, {},
    ]  # fmt: skip
    for name in names:
        t.attempt('module', name, lambda name=name: http.validateHeaderName(name))
    t.attempt('module', 'label', lambda: http.validateHeaderName('a b', 'Field name'))
    t.attempt('module', 'label', lambda: http.validateHeaderName('', 'Field name'))
    t.done()


@scenario
def validate_header_value(t: Trace) -> None:
    values: list[Any] = [
        'ok', '', 'a\tb', 'caf\xe9', '\u0100', 'a\r', 'a\n', '\x00', '\x7f', '\x1f', '\x80', 5, True, ['a', 'b'], ['a\n'],
    ]  # fmt: skip
    for value in values:
        t.attempt('module', value, lambda value=value: http.validateHeaderValue('x-name', value))
    t.attempt('module', 'undefined', lambda: http.validateHeaderValue('x-name', UNDEFINED))
    t.attempt('module', 'one argument', lambda: http.validateHeaderValue('x-name'))
    t.done()


@scenario
def set_max_idle_parsers(t: Trace) -> None:
    values: list[Any] = [5, 1000, 0, -1, 1.5, 'x', UNDEFINED, None, math.nan]
    for value in values:
        t.attempt('module', value, lambda value=value: http.setMaxIdleHTTPParsers(value))
    http.setMaxIdleHTTPParsers(1000)
    t.done()


@scenario
def websocket_class(t: Trace) -> None:
    kind = http.WebSocket
    t.log('module', typeof(kind), kind.__name__, kind.CONNECTING, kind.OPEN, kind.CLOSING, kind.CLOSED, typeof(http.CloseEvent),
          typeof(http.MessageEvent))  # fmt: skip
    close = http.CloseEvent('close', {'code': 1000, 'reason': 'done', 'wasClean': True})
    t.props('module', 'close', close, 'type code reason wasClean')
    message = http.MessageEvent('message', {'data': 'hi', 'origin': 'o', 'lastEventId': 'l'})
    t.props('module', 'message', message, 'type data origin lastEventId source')
    t.props('module', 'defaults', http.CloseEvent('close'), 'code reason wasClean')
    t.done()


def fake_request() -> Any:
    return type(
        'Request', (), {'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': 1, 'headers': {}}
    )()


@scenario
def classes(t: Trace) -> None:
    req = http.ClientRequest({'host': '127.0.0.1', 'port': 1, 'agent': False})
    req.on('error', lambda: None)
    req.destroy()
    incoming = http.IncomingMessage(None)
    t.log('module', isinstance(req, http.OutgoingMessage), isinstance(req, stream.Stream), isinstance(req, EventEmitter),
          isinstance(http.ServerResponse(fake_request()), http.OutgoingMessage), isinstance(incoming, stream.Readable),
          isinstance(http.Server(), net.Server), isinstance(http.Agent(), EventEmitter))  # fmt: skip
    t.done()


@scenario
def outgoing_header_methods(t: Trace) -> None:
    message: Any = http.OutgoingMessage()
    t.log(
        'module',
        message.getHeaders(),
        message.getHeaderNames(),
        message.getRawHeaderNames() if has(message, 'getRawHeaderNames') else None,
        message.hasHeader('a'),
        message.getHeader('a'),
    )
    t.attempt('module', 'setHeader', lambda: message.setHeader('A', 1) is message)
    t.attempt('module', 'setHeader one argument', lambda: message.setHeader('A'))
    t.attempt('module', 'appendHeader', lambda: message.appendHeader('A', '2') is message)
    t.attempt('module', 'removeHeader', lambda: message.removeHeader('A'))
    t.log('module', message.getHeaders())
    t.props('module', 'message', message, 'headersSent writableEnded writableFinished writableLength writableCorked writableHighWaterMark '
            'writableObjectMode writableNeedDrain destroyed closed errored req socket connection chunkedEncoding finished '
            'maxRequestsOnConnectionReached')  # fmt: skip
    t.attempt('module', 'flushHeaders', lambda: message.flushHeaders())
    t.attempt('module', 'end', lambda: message.end())
    t.done()


@scenario
def outgoing_through_assign_socket(t: Trace) -> None:
    sent: list[str] = []
    sink: Any = Writable({'write': lambda chunk, encoding, callback: (sent.append(str(chunk)), callback())})
    res: Any = http.ServerResponse(fake_request())
    t.events('module', 'res', res, 'socket prefinish finish close')
    t.attempt('module', 'assignSocket', lambda: res.assignSocket(sink))
    t.log('module', res.socket is sink, sink._httpMessage is res)
    t.attempt('module', 'again', lambda: res.assignSocket(sink))
    res.setHeader('X-A', '1')
    res.write('a')
    res.end('b')

    def later() -> None:
        t.log('module', ''.join(sent), res.writableFinished)
        t.attempt('module', 'detachSocket', lambda: res.detachSocket(sink))
        t.log('module', res.socket, sink._httpMessage)
        t.done()

    t.turns(2, later)


@scenario
def outgoing_without_a_header(t: Trace) -> None:
    message = http.OutgoingMessage()
    message._implicitHeader = lambda: None  # type: ignore[method-assign]  # as programs do
    t.log('module', message.write('asd'), message.outputSize, message._headerSent, message.write(b'asd'), message.outputSize)  # fmt: skip
    t.log('module', message.write('a' * 70000), message.outputSize, message.writableNeedDrain)
    t.attempt('module', 'end', lambda: message.end() is message)
    t.log('module', message.finished, message._headerSent)
    t.done()


@scenario
def outgoing_inner_methods(t: Trace) -> None:
    message: Any = http.OutgoingMessage()
    methods = '_renderHeaders _storeHeader _send _writeRaw _flush _flushOutput _implicitHeader'.split()
    t.log('module', [typeof(getattr(message, name)) for name in methods])
    t.log('module', message._renderHeaders())
    message.setHeader('X-A', ['1', '2'])
    t.log('module', message._renderHeaders(), message._headers, message._headerNames)
    message._headers = {'X-B': 'b', 'Y': '1'}
    t.log('module', message.getHeaders(), message.getHeader('x-b'), message.hasHeader('x-a'))
    message._storeHeader('GET / HTTP/1.1\r\n', {'A': 'b'})
    t.attempt('module', 'rendered late', lambda: message._renderHeaders())
    t.log('module', message._send('abc'), message._headerSent, message.outputSize, message._send('d', 'latin1'), message.outputSize)  # fmt: skip
    t.done()


@scenario
def response_to_an_object(t: Trace) -> None:
    for headers in ({}, {'te': 'chunked'}):
        res = http.ServerResponse({'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': 0, 'headers': headers})  # fmt: skip
        t.log('module', res.useChunkedEncodingByDefault, res.shouldKeepAlive)
    sink = Writable({'write': lambda chunk, encoding, callback: callback()})
    res = http.ServerResponse({'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': 1})
    for _ in range(3):
        res.assignSocket(sink)
        t.log('module', sink.listenerCount('close'))
        res.detachSocket(sink)
        t.log('module', sink.listenerCount('close'), res.socket)
    t.done()


@scenario
def incoming_header_lines(t: Trace) -> None:
    message = http.IncomingMessage(None)
    message._addHeaderLines(['A', '1', 'a', '2', 'Host', 'h', 'host', 'i'], 8)
    t.log('module', message.headers, message.rawHeaders)
    message.complete = True
    t.log('module', message.trailers)
    message._addHeaderLines(['T', '1', 't', '2'], 4)
    t.log('module', message.trailers, message.rawTrailers, message.headers)
    t.done()
