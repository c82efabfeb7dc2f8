"""What a server's response object does, returns and sends."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import node_http as http
from node_http.buffer import Buffer
from node_http.stream import PassThrough, Writable

from ..trace import UNDEFINED, Error, Trace, has, in_turn, scenario

GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

Form = Callable[[Any], Any]


def each(t: Trace, forms: Mapping[str, Form], head: str = GET) -> None:
    """One server whose handler runs the forms in turn, each on a connection of its own."""

    def run(name: str, step: Any) -> None:
        def handler(req: Any, res: Any) -> None:
            t.log('server', name)
            try:
                forms[name](res)
            except Exception as error:
                t.thrown('server', name, error)
            if not res.writableEnded:
                res.end('x')

        @t.server(None, handler)
        def server(port: int) -> None:
            t.raw(port, [head], step)

    in_turn(forms, run, t.done)


@scenario
def write_head_forms(t: Trace) -> None:
    def properties(res: Any) -> None:
        res.writeHead(418, {'X-A': 1})
        t.props('server', 'after', res, 'statusCode statusMessage headersSent _header')
        t.log('server', res.getHeaders())

    each(t, {
        'status': lambda res: res.writeHead(201),
        'reason': lambda res: res.writeHead(202, 'Fine'),
        'empty reason': lambda res: res.writeHead(200, ''),
        'headers': lambda res: res.writeHead(203, {'X-A': 1, 'x-b': ['1', '2']}),
        'reason and headers': lambda res: res.writeHead(404, 'Gone Fishing', {'X-A': 'b'}),
        'null reason': lambda res: res.writeHead(200, None, {'X-A': 'b'}),
        'flat array': lambda res: res.writeHead(200, ['X-A', '1', 'X-a', '2', 'Y', 'z']),
        'array of pairs': lambda res: t.attempt('server', 'pairs', lambda: res.writeHead(200, [['X-A', '1'], ['Y', 'z']])),
        'odd array': lambda res: t.attempt('server', 'odd', lambda: res.writeHead(200, ['X-A', '1', 'Y'])),
        'string status': lambda res: res.writeHead('204'),
        'float status': lambda res: res.writeHead(200.7),
        'unknown status': lambda res: res.writeHead(299),
        'returns': lambda res: t.log('server', res.writeHead(200) is res),
        'chained': lambda res: res.writeHead(200, {'Content-Length': 5}).end('hello'),
        'properties': properties,
    })  # fmt: skip


@scenario
def write_head_merges_with_set_header(t: Trace) -> None:
    def object_(res: Any) -> None:
        res.setHeader('X-A', 'set')
        res.setHeader('X-B', 'kept')
        res.writeHead(200, {'x-a': 'head', 'X-C': 'new'})
        t.log('server', res.getHeaders(), res.getHeaderNames())

    def array(res: Any) -> None:
        res.setHeader('X-A', 'set')
        res.setHeader('X-B', 'kept')
        res.writeHead(200, ['x-a', 'one', 'X-A', 'two', 'X-C', 'new'])
        t.log('server', res.getHeaders())

    def undefined_value(res: Any) -> None:
        res.setHeader('X-A', 'set')
        t.attempt('server', 'writeHead', lambda: res.writeHead(200, {'X-B': UNDEFINED}))

    each(t, {'object': object_, 'array': array, 'undefined value': undefined_value})


@scenario
def write_head_errors(t: Trace) -> None:
    def all_(res: Any) -> None:
        for label, status in (
            ('0', 0), ('99', 99), ('1000', 1000), ('-1', -1), ('abc', 'abc'), ('NaN', math.nan), ('null', None),
            ('null', UNDEFINED),
        ):  # fmt: skip
            t.attempt('server', label, lambda status=status: res.writeHead(status))
        t.attempt('server', 'name', lambda: res.writeHead(200, {'a b': 1}))
        t.attempt('server', 'value', lambda: res.writeHead(200, {'a': 'x\ny'}))
        t.attempt('server', 'wide value', lambda: res.writeHead(200, {'a': '\u2603'}))
        res.statusCode = 200

    def bad_status_code(res: Any) -> None:
        res.statusCode = 9
        t.attempt('server', 'end', lambda: res.end())
        res.statusCode = 200

    each(t, {'all': all_, 'bad statusCode': bad_status_code})


@scenario
def bad_status_message(t: Trace) -> None:
    def write_head(res: Any) -> None:
        t.attempt('server', 'reason', lambda: res.writeHead(200, 'a\r\nb'))
        t.attempt('server', 'wide reason', lambda: res.writeHead(200, 'snow\u2603'))
        res.statusMessage = UNDEFINED

    def property_(res: Any) -> None:
        res.statusMessage = 'a\nb'
        t.attempt('server', 'end', lambda: res.end())
        res.statusMessage = 'ok'

    each(t, {'writeHead': write_head, 'property': property_})


@scenario
def write_head_again(t: Trace) -> None:
    def twice(res: Any) -> None:
        res.writeHead(200)
        t.attempt('server', 'again', lambda: res.writeHead(200))

    def after_write(res: Any) -> None:
        res.write('x')
        t.attempt('server', 'writeHead', lambda: res.writeHead(200))

    each(t, {'twice': twice, 'after write': after_write})


@scenario
def set_header_when_sent(t: Trace) -> None:
    def write_head(res: Any) -> None:
        res.writeHead(200)
        t.attempt('server', 'setHeader', lambda: res.setHeader('a', 'b'))
        t.attempt('server', 'removeHeader', lambda: res.removeHeader('a'))
        t.attempt('server', 'appendHeader', lambda: res.appendHeader('a', 'b'))

    def after_write(res: Any) -> None:
        res.write('x')
        t.attempt('server', 'setHeader', lambda: res.setHeader('a', 'b'))
        t.attempt('server', 'removeHeader', lambda: res.removeHeader('a'))
        t.attempt('server', 'appendHeader', lambda: res.appendHeader('a', 'b'))
        t.attempt('server', 'setHeaders', lambda: res.setHeaders({'a': 'b'}))
        t.attempt('server', 'flushHeaders', lambda: res.flushHeaders())
        t.attempt('server', 'writeEarlyHints', lambda: res.writeEarlyHints({'link': '</a>; rel=preload'}))
        t.attempt('server', 'writeProcessing', lambda: res.writeProcessing())

    each(t, {'writeHead': write_head, 'after write': after_write})


@scenario
def status_properties(t: Trace) -> None:
    def assign(**values: Any) -> Form:
        return lambda res: [setattr(res, name, value) for name, value in values.items()]

    each(t, {
        'defaults': lambda res: t.props('server', 'res', res, 'statusCode statusMessage sendDate headersSent finished '
            'strictContentLength writableEnded writableFinished writableLength writableHighWaterMark writableCorked '
            'writableObjectMode writable destroyed closed errored shouldKeepAlive useChunkedEncodingByDefault chunkedEncoding '
            '_header _headerSent _hasBody writableNeedDrain'),
        'custom': assign(statusCode=503, statusMessage='Busy'),
        'code only': assign(statusCode=404),
        'unknown': assign(statusCode=599),
        'string code': assign(statusCode='206'),
    })  # fmt: skip


@scenario
def send_date(t: Trace) -> None:
    each(t, {
        'off': lambda res: setattr(res, 'sendDate', False),
        'own': lambda res: res.setHeader('Date', 'today'),
        'removed': lambda res: (res.setHeader('Date', 'today'), res.removeHeader('Date')),
    })  # fmt: skip


@scenario
def header_methods(t: Trace) -> None:
    def all_(res: Any) -> None:
        t.attempt('server', 'set', lambda: res.setHeader('X-Text', 'a') is res)
        res.setHeader('X-Number', 5)
        res.setHeader('X-List', ['a', 'b'])
        res.setHeader('X-Empty', '')
        res.setHeader('X-Latin', 'caf\xe9')
        res.setHeader('X-True', True)
        for name in ('x-text', 'X-NUMBER', 'X-List', 'X-Empty', 'X-Latin', 'X-True', 'missing'):
            t.log('server', name, res.getHeader(name), res.hasHeader(name))
        raw = lambda: res.getRawHeaderNames() if has(res, 'getRawHeaderNames') else None  # noqa: E731
        t.log('server', res.getHeaderNames(), res.getHeaders(), raw())
        t.attempt('server', 'remove', lambda: res.removeHeader('x-TEXT'))
        t.attempt('server', 'remove missing', lambda: res.removeHeader('nothing'))
        res.setHeader('X-LIST', 'replaced')
        t.log('server', res.getHeaderNames(), raw())
        res.end()
        t.log('server', 'after', res.getHeader('x-list'), res.hasHeader('x-empty'), res.getHeaders())

    each(t, {'all': all_})


@scenario
def append_header(t: Trace) -> None:
    def all_(res: Any) -> None:
        t.attempt('server', 'append', lambda: res.appendHeader('X-A', '1') is res)
        res.appendHeader('x-a', '2').appendHeader('X-A', ['3', '4'])
        res.setHeader('Y', 'a').appendHeader('Y', 'b')
        res.setHeader('Z', ['a']).appendHeader('Z', 'b')
        t.log('server', res.getHeader('X-A'), res.getHeader('y'), res.getHeader('z'), res.getRawHeaderNames())

    each(t, {'all': all_})


class Headers:
    """As much of the web's Headers as setHeaders() uses: lower case, sorted, joined; Set-Cookie apart."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name.lower(), []).append(value)

    def items(self) -> list[tuple[str, str]]:
        return [
            pair
            for name, values in sorted(self._values.items())
            for pair in ([(name, v) for v in values] if name == 'set-cookie' else [(name, ', '.join(values))])
        ]

    entries = items

    def __iter__(self) -> Any:
        return iter(self.items())

    def getSetCookie(self) -> list[str]:
        return self._values.get('set-cookie', [])


def make_headers(pairs: list[tuple[str, str]]) -> Any:
    """The web's Headers, from compat where it has landed."""
    try:
        from compat.globals import Headers as Real
    except ImportError:
        return Headers(pairs)
    return Real(pairs)


@scenario
def set_headers(t: Trace) -> None:
    def map_(res: Any) -> None:
        res.setHeader('A', 'old')
        t.attempt('server', 'setHeaders', lambda: res.setHeaders({'a': '1', 'B': ['2', '3']}) is res)
        t.log('server', res.getHeaders())

    def headers(res: Any) -> None:
        pairs = [('X-B', '2'), ('x-a', '1'), ('X-A', '3'), ('Set-Cookie', 'a=1'), ('set-cookie', 'b=2')]
        res.setHeaders(make_headers(pairs))
        t.log('server', res.getHeaders())

    def wrong(res: Any) -> None:
        # Not tried: a plain object, which is no Map in Node; a dict is both.
        for value in (['a', 'b'], 'text', None, UNDEFINED, 5):
            t.attempt('server', 'wrong', lambda value=value: res.setHeaders(value))

    each(t, {'map': map_, 'Headers': headers, 'wrong': wrong})


@scenario
def header_argument_errors(t: Trace) -> None:
    def all_(res: Any) -> None:
        lane = 'server'
        for name in (UNDEFINED, None, 5, '', 'a b', 'a\u00e9', 'a:'):
            t.attempt(lane, 'setHeader', lambda name=name: res.setHeader(name, 'v'))
        for value in (UNDEFINED, 'a\r', 'a\nb', '\u0100', ['ok', 'a\u0001'], [UNDEFINED]):
            t.attempt(lane, 'value', lambda value=value: res.setHeader('n', value) is res)
        for name in (UNDEFINED, 5, None):
            t.attempt(lane, 'getHeader', lambda name=name: res.getHeader(name))
            t.attempt(lane, 'hasHeader', lambda name=name: res.hasHeader(name))
            t.attempt(lane, 'removeHeader', lambda name=name: res.removeHeader(name))
        t.attempt(lane, 'appendHeader', lambda: res.appendHeader('a b', 'x'))
        t.attempt(lane, 'appendHeader', lambda: res.appendHeader('a', 'x\n'))
        t.attempt(lane, 'appendHeader', lambda: res.appendHeader('a', UNDEFINED))
        res.removeHeader('n')

    each(t, {'all': all_})


@scenario
def flush_headers(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('X-A', '1')
        t.log('server', res.headersSent, res._header)
        t.attempt('server', 'flush', lambda: res.flushHeaders())
        t.log('server', res.headersSent)
        t.turns(4, lambda: res.end('body'))

    t.server(None, handler, lambda port: t.raw(port, [GET]))


@scenario
def write_and_end(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', None, res)
        t.attempt('server', 'write', lambda: res.write('one', lambda: t.log('server', 'write callback')))
        t.attempt('server', 'write buffer', lambda: res.write(Buffer.from_('two')))
        t.attempt(
            'server',
            'write encoding',
            lambda: res.write('74687265', 'hex', lambda: t.log('server', 'hex callback')),
        )
        t.attempt('server', 'write empty', lambda: res.write('', lambda: t.log('server', 'empty callback')))
        t.props('server', 'before', res, 'finished writableEnded writableFinished')
        t.attempt('server', 'end', lambda: res.end('last', lambda: t.log('server', 'end callback')) is res)
        t.props('server', 'after', res, 'finished writableEnded writableFinished headersSent')
        res.on(
            'finish',
            lambda: t.props(
                'server', 'finish', res, 'finished writableEnded writableFinished writableLength'
            ),
        )
        res.on('close', lambda: t.props('server', 'close', res, 'destroyed closed errored'))

    t.server(None, handler, lambda port: t.raw(port, [GET]))


@scenario
def encodings(t: Trace) -> None:
    each(t, {
        'end binary': lambda res: res.end('caf\xe9', 'binary'),
        'end utf8': lambda res: res.end('caf\xe9'),
        'end base64': lambda res: res.end('aGVsbG8=', 'base64'),
        'chunked binary': lambda res: (res.write('\xe9', 'binary'), res.end('\xe9')),
        'end callback only': lambda res: res.end(lambda: t.log('server', 'called')),
        'end empty': lambda res: res.end(''),
        'end null': lambda res: res.end(None),
        'write number': lambda res: t.attempt('server', 'write', lambda: res.write(5)),
        'write null': lambda res: t.attempt('server', 'write', lambda: res.write(None)),
        'write undefined': lambda res: t.attempt('server', 'write', lambda: res.write(UNDEFINED)),
        'write object': lambda res: t.attempt('server', 'write', lambda: res.write({})),
        'end number': lambda res: t.attempt('server', 'end', lambda: res.end(5)),
    })  # fmt: skip


@scenario
def utf16_body(t: Trace) -> None:
    each(t, {'end': lambda res: res.end('ab', 'utf16le')})


@scenario
def latin1(t: Trace) -> None:
    each(t, {
        'end': lambda res: res.end('caf\xe9', 'latin1'),
        'chunked': lambda res: (res.write('\xe9', 'latin1'), res.end('\xe9')),
    })  # fmt: skip


@scenario
def end_with_uint8array(t: Trace) -> None:
    each(t, {'end': lambda res: res.end(bytearray([104, 105]))})


@scenario
def unknown_encoding(t: Trace) -> None:
    each(t, {
        'write': lambda res: (t.attempt('server', 'write', lambda: res.write('x', 'klingon')), t.patience(500)),
        'end': lambda res: t.attempt('server', 'end', lambda: res.end('x', 'klingon') is res),
    })  # fmt: skip


@scenario
def write_after_end(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', None, res)
        res.end('done', lambda: t.log('server', 'first end callback'))
        t.attempt('server', 'end', lambda: res.end(lambda: t.log('server', 'second end callback')) is res)
        t.attempt(
            'server',
            'end data',
            lambda: res.end('more', lambda error: t.log('server', 'third end callback', error)) is res,
        )
        t.attempt(
            'server',
            'write',
            lambda: res.write('more', lambda error: t.log('server', 'write callback', error)),
        )

        @res.on('close')
        def close() -> None:
            late = lambda error: t.log('server', 'late end callback', error)  # noqa: E731
            t.attempt('server', 'end after close', lambda: res.end(late) is res)

    t.server(None, handler, lambda port: t.raw(port, [GET]))


@scenario
def write_after_end_without_listener(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.end('done')
        t.attempt('server', 'write', lambda: res.write('more'))

    t.server(None, handler, lambda port: t.raw(port, [GET]))


@scenario
def cork(t: Trace) -> None:
    def explicit(res: Any) -> None:
        t.log('server', res.writableCorked)
        t.attempt('server', 'cork', lambda: res.cork())
        res.cork()
        t.log('server', res.writableCorked)
        res.write('ab')
        res.write('cd')
        t.props(
            'server',
            'corked',
            res,
            'writableCorked writableLength writableNeedDrain writableHighWaterMark writableObjectMode',
        )
        res.uncork()
        t.attempt('server', 'uncork', lambda: res.uncork())
        t.props('server', 'uncorked', res, 'writableCorked')
        res.write('ef')
        res.end('gh')

    each(t, {
        'explicit': explicit,
        'corked before the head': lambda res: (res.cork(), res.write('ab'), res.uncork(), res.end('cd')),
        'two writes and end': lambda res: (res.write('ab'), res.write('cd'), res.end()),
    })  # fmt: skip


@scenario
def ended_while_corked(t: Trace) -> None:
    def ended_corked(res: Any) -> None:
        res.cork()
        res.write('ab')
        res.write('cd')
        res.end('ef')
        t.log('server', res.writableCorked)

    each(t, {
        'ended corked': ended_corked,
        'uncorked too often': lambda res: (res.write('ab'), res.uncork(), res.write('cd'), res.end('ef')),
    })  # fmt: skip


@scenario
def drain(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.events('server', 'res', res, 'drain finish close')
        t.attempt('server', 'small', lambda: res.write('x'))
        t.attempt('server', 'large', lambda: res.write('y' * 200000))
        t.log('server', res.writableNeedDrain, (res.writableLength or 0) > 100000)
        res.once('drain', lambda: (t.log('server', res.writableNeedDrain, res.writableLength), res.end()))

    def received(text: str) -> None:
        t.log('client', len(text))
        t.done()

    t.server(None, handler, lambda port: t.raw(port, [GET], received))


@scenario
def trailers(t: Trace) -> None:
    def object_(res: Any) -> None:
        res.writeHead(200, {'Trailer': 'X-T'})
        res.write('a')
        t.attempt('server', 'add', lambda: res.addTrailers({'X-T': '1', 'X-U': ['2', '3']}))
        res.end()

    def errors(res: Any) -> None:
        t.attempt('server', 'name', lambda: res.addTrailers({'a b': '1'}))
        t.attempt('server', 'value', lambda: res.addTrailers({'a': 'x\n'}))
        t.attempt(
            'server', 'trailer header', lambda: res.writeHead(200, {'Trailer': 'x', 'Content-Length': 1})
        )

    each(t, {
        'object': object_,
        'array': lambda res: (res.write('a'), res.addTrailers([['X-T', '1'], ['X-T', '2']]), res.end('b')),
        'on one end': lambda res: (res.addTrailers({'X-T': '1'}), res.end('hi')),
        'without chunked': lambda res: (res.setHeader('Content-Length', 2), res.addTrailers({'X-T': '1'}), res.end('hi')),
        'errors': errors,
    })  # fmt: skip


@scenario
def trailers_http10(t: Trace) -> None:
    each(
        t,
        {'dropped': lambda res: (res.write('a'), res.addTrailers({'X-T': '1'}), res.end('b'))},
        'GET / HTTP/1.0\r\n\r\n',
    )


@scenario
def informational(t: Trace) -> None:
    preload = '</styles.css>; rel=preload; as=style'

    def hints_errors(res: Any) -> None:
        for hints in (
            'bad link',
            5,
            {'link': 'nonsense'},
            {'link': 5},
            {'link': ['</a>; rel=preload', '']},
            UNDEFINED,
            None,
        ):
            t.attempt('server', 'hints', lambda hints=hints: res.writeEarlyHints(hints))

    each(t, {
        'continue': lambda res: t.attempt('server', 'writeContinue', lambda: res.writeContinue(lambda: t.log('server', 'continue callback'))),
        'processing': lambda res: t.attempt(
            'server', 'writeProcessing', lambda: res.writeProcessing(lambda: t.log('server', 'processing callback'))),
        'hints text': lambda res: t.attempt(
            'server', 'hints', lambda: res.writeEarlyHints({'link': preload}, lambda: t.log('server', 'hints callback'))),
        'hints list': lambda res: res.writeEarlyHints({'link': ['</a>; rel=preload', '</b>; rel=preload'], 'x-trace-id': 'id'}),
        'hints empty': lambda res: (res.writeEarlyHints({'link': []}), res.writeEarlyHints({})),
        'all': lambda res: (res.writeContinue(), res.writeProcessing(), res.writeEarlyHints({'link': '</a>; rel=x'}), res.end('x')),
        'hints errors': hints_errors,
    })  # fmt: skip


@scenario
def strict_content_length(t: Trace) -> None:
    def too_much(res: Any) -> None:
        res.strictContentLength = True
        res.setHeader('Content-Length', 3)
        t.attempt('server', 'write', lambda: res.write('ab'))
        t.attempt('server', 'write', lambda: res.write('cd'))
        t.attempt('server', 'end', lambda: res.end('c') is res)

    def too_little(res: Any) -> None:
        res.strictContentLength = True
        res.writeHead(200, {'Content-Length': 3})
        t.attempt('server', 'end', lambda: res.end('ab'))
        t.attempt('server', 'end', lambda: res.end('abc') is res)

    def exact(res: Any) -> None:
        res.strictContentLength = True
        res.setHeader('Content-Length', 4)
        res.write('ab')
        res.end('cd')

    def lax(res: Any) -> None:
        res.setHeader('Content-Length', 3)
        t.attempt('server', 'end', lambda: res.end('abcd') is res)

    each(t, {'too much': too_much, 'too little': too_little, 'exact': exact, 'lax': lax})


@scenario
def no_body_statuses(t: Trace) -> None:
    def s204(res: Any) -> None:
        res.writeHead(204)
        t.attempt('server', 'write', lambda: res.write('x', lambda error: t.log('server', 'callback', error)))
        res.end('y')

    each(t, {
        'status 204': s204,
        'status 304': lambda res: (res.writeHead(304), t.attempt('server', 'write', lambda: res.write('x')), res.end('y')),
        '204 with length': lambda res: (res.writeHead(204, {'Content-Length': 3}), res.end('abc')),
        '304 with length': lambda res: (res.writeHead(304, {'Content-Length': 3}), res.end('abc')),
        '204 with chunked': lambda res: (res.writeHead(204, {'Transfer-Encoding': 'chunked'}), res.end('abc')),
        'status 100': lambda res: (res.writeHead(100), res.end('abc')),
    })  # fmt: skip


@scenario
def head(t: Trace) -> None:
    def plain(res: Any) -> None:
        t.attempt(
            'server', 'write', lambda: res.write('abc', lambda error: t.log('server', 'callback', error))
        )
        res.end('d')

    each(t, {
        'plain': plain,
        'length': lambda res: (res.setHeader('Content-Length', 3), res.end('abc')),
        'chunked': lambda res: (res.setHeader('Transfer-Encoding', 'chunked'), res.end('abc')),
    }, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')  # fmt: skip


@scenario
def reject_nonstandard_body_writes(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.writeHead(204)
        t.attempt('server', 'write', lambda: res.write('x'))
        t.attempt('server', 'end', lambda: res.end('x'))
        if not res.writableEnded:
            res.end()

    t.server({'rejectNonStandardBodyWrites': True}, handler, lambda port: t.raw(port, [GET]))


@scenario
def set_timeout(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def timeout(socket: Any) -> None:
            t.log('server', 'timeout', socket)
            res.end('late')

        t.attempt('server', 'setTimeout', lambda: res.setTimeout(20, timeout) is res)

    t.server(None, handler, lambda port: t.raw(port, [GET]))


@scenario
def socket_after_end(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', res.socket is req.socket, res.connection is res.socket, res.req is req)
        res.end('x')
        t.log('server', res.socket is req.socket)
        res.on('finish', lambda: t.log('server', 'finish', res.socket, res.connection, res.req is req))

    t.server(None, handler, lambda port: t.raw(port, [KEEP, ['quiet']]))


@scenario
def destroy(t: Trace) -> None:
    def before_head(res: Any) -> None:
        t.watch('server', None, res)
        t.attempt('server', 'destroy', lambda: res.destroy() is res)
        t.log('server', res.destroyed, res.writableEnded)

    def with_error(res: Any) -> None:
        t.watch('server', None, res)
        t.events('server', 'socket', res.socket, 'error close')
        res.write('a')
        res.destroy(Error('mine'))

    each(t, {'before head': before_head, 'with error': with_error})


@scenario
def pipe_from_response(t: Trace) -> None:
    def pipe(res: Any) -> None:
        res.on('error', lambda error: t.log('server', 'error', error))
        t.attempt('server', 'pipe', lambda: res.pipe(PassThrough()))

    each(t, {'pipe': pipe})


def output_text(res: Any) -> str:
    data = res.output if res.outputData is None else [item['data'] for item in res.outputData]
    return ''.join(each if isinstance(each, str) else bytes(each).decode('latin-1') for each in data)


@scenario
def standalone_response(t: Trace) -> None:
    req = type(
        'Request', (), {'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': 1, 'headers': {}}
    )()
    res: Any = http.ServerResponse(req)
    t.props(
        'module',
        'res',
        res,
        'statusCode headersSent finished writableEnded socket writableLength writableHighWaterMark',
    )
    t.attempt('module', 'write', lambda: res.write('hello'))
    t.log('module', res.headersSent, res.writableLength)
    t.attempt('module', 'end', lambda: res.end(' world') is res)
    t.log('module', res.finished, res.writableFinished, output_text(res))
    out: Any = http.OutgoingMessage()
    t.props(
        'module',
        'out',
        out,
        'headersSent finished socket writableLength destroyed shouldKeepAlive useChunkedEncodingByDefault sendDate',
    )
    t.attempt('module', 'setHeader', lambda: out.setHeader('a', 'b') is out)
    t.attempt('module', 'write', lambda: out.write('x'))
    t.attempt('module', '_implicitHeader', lambda: out._implicitHeader())
    t.done()


@scenario
def monkeypatched_methods_are_called(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        write_head, write, end = res.writeHead, res.write, res.end
        res.writeHead = lambda status, *args: (
            t.log('server', 'writeHead', status),
            write_head(status, *args),
        )[1]
        res.write = lambda chunk, *args: (t.log('server', 'write', chunk), write(chunk, *args))[1]
        res.end = lambda chunk, *args: (t.log('server', 'end', chunk), end(chunk, *args))[1]
        res.write('a')
        res.end('b')

    t.server(None, handler, lambda port: t.raw(port, [GET]))


@scenario
def written_after_its_close(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.events('server', 'res', res, 'error close')
        res.end('ok')

        @res.on('close')
        def close() -> None:
            t.log('server', res.write('x', lambda error=None: t.log('server', 'of write', error)))
            t.attempt('server', 'end', lambda: res.end('y', lambda error=None: t.log('server', 'of end', error)) is res)  # fmt: skip

    t.server(None, handler, lambda port: t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]))


@scenario
def assign_and_detach_by_hand(t: Trace) -> None:
    sent: list[bytes] = []

    def make(minor: int) -> Any:
        req = {'method': 'GET', 'httpVersionMajor': 1, 'httpVersionMinor': minor, 'headers': {}}
        return http.ServerResponse(req)

    def write(chunk: Any, encoding: Any, callback: Any) -> None:
        sent.append(bytes(chunk))
        callback()

    socket: Any = Writable({'write': write})
    res = make(1)
    res.assignSocket(socket)
    t.log('detached', socket.listenerCount('close'))
    res.detachSocket(socket)
    t.log('detached', socket.listenerCount('close'), res.socket, socket._httpMessage)

    for times in (1, 3) if has(res, 'cork') else ():
        socket = Writable({'write': write})
        res = make(1)
        for _ in range(times):
            res.cork()
        res.write('a')
        res.assignSocket(socket)
        t.log('corked', res.writableCorked, socket.writableCorked)
        res.write('b')
        res.uncork()
        t.log('corked', res.writableCorked, socket.writableCorked)
        while res.writableCorked:
            res.uncork()
        res.end('c')
        t.log('corked', res.writableCorked, socket.writableCorked)

    old = make(0)
    old.assignSocket(Writable({'write': write}))
    old.write('to 1.0')

    def end() -> None:
        t.log('sent', b''.join(sent).decode())
        t.done()

    t.turns(2, end)
