"""What a server's 'request' listener sees of the request."""

from __future__ import annotations

import json
from typing import Any

import node_http as http
from node_http import stream
from node_http.process import process

from ..trace import Error, Trace, has, in_turn, scenario


@scenario
def properties(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.props('server', 'req', req, 'method url httpVersion httpVersionMajor httpVersionMinor headers rawHeaders '
                'complete aborted statusCode statusMessage trailers rawTrailers joinDuplicateHeaders upgrade')  # fmt: skip
        t.log(
            'server',
            req.socket is req.connection,
            req.client is req.socket,
            res.req is req,
            res.socket is req.socket,
        )
        req.resume().on('end', lambda: (t.log('server', 'complete', req.complete), res.end('x')))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            ['GET /a/b?c=%20d#f HTTP/1.1\r\nHost: h\r\nX-One:  1 \r\nx-two:\r\nConnection: close\r\n\r\n'],
        )


@scenario
def duplicate_headers(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.props('server', 'req', req, 'headers headersDistinct rawHeaders')
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nAge: 1\r\nAge: 2\r\nAuthorization: a\r\nAuthorization: b\r\n'
                     'Content-Type: a\r\nContent-Type: b\r\nETag: a\r\nETag: b\r\nExpires: a\r\nExpires: b\r\nFrom: a\r\nFrom: b\r\n'
                     'If-Modified-Since: a\r\nIf-Modified-Since: b\r\nLast-Modified: a\r\nLast-Modified: b\r\nLocation: a\r\n'
                     'Location: b\r\nMax-Forwards: 1\r\nMax-Forwards: 2\r\nProxy-Authorization: a\r\nProxy-Authorization: b\r\n'
                     'Referer: a\r\nReferer: b\r\nRetry-After: a\r\nRetry-After: b\r\nServer: a\r\nServer: b\r\nUser-Agent: a\r\n'
                     'User-Agent: b\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nCookie: a=1\r\nCookie: b=2\r\nX-Other: a\r\nx-other: b\r\n'
                     'Accept: a\r\nAccept: b\r\nDate: a\r\nDate: b\r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def join_duplicate_headers(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.props('server', 'req', req, 'headers joinDuplicateHeaders')
        res.end()

    @t.server({'joinDuplicateHeaders': True}, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nAge: 1\r\nAge: 2\r\nCookie: a\r\nCookie: b\r\nSet-Cookie: a\r\n'
                     'Set-Cookie: b\r\nX: 1\r\nX: 2\r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def odd_header_names(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.props('server', 'req', req, 'headers rawHeaders')
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ["GET / HTTP/1.1\r\nHost: a\r\n__proto__: x\r\nconstructor: y\r\n1!#$%&'*+-.^_`|~: z\r\nX: \xe9\xff\r\n"
                     'Y:\ta\tb \r\nConnection: close\r\n\r\n'])  # fmt: skip


@scenario
def headers_cache_and_set(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log(
            'server',
            req.headers is req.headers,
            req.rawHeaders is req.rawHeaders,
            req.headersDistinct is req.headersDistinct,
        )
        req.headers.added = 'kept'
        t.log('server', req.headers.added, req.headers.missing, 'host' in req.headers)
        req.headers = {'mine': 1}
        req.method = 'PUT'
        req.url = '/rewritten'
        t.props('server', 'req', req, 'headers method url')
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def chunked_body_and_trailers(t: Trace) -> None:
    names = 'trailers rawTrailers trailersDistinct complete'

    def handler(req: Any, res: Any) -> None:
        t.watch('server', req)
        t.props('server', 'before', req, names)
        t.body('server', 'body', req, lambda: (t.props('server', 'after', req, names), res.end('ok')))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nConnection: close\r\n\r\n',
                     '3\r\nabc\r\n', '2;ext=1\r\nde\r\n0\r\n', 'X-T: 1\r\nX-T: 2\r\nSet-Cookie: a\r\n\r\n'])  # fmt: skip


@scenario
def content_length_body(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.body('server', 'body', req, lambda: res.end('ok'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nConnection: close\r\n\r\n01234', '56789'],
        )


@scenario
def get_events(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.events('server', 'socket', req.socket, 'end close')
        req.resume()
        res.end('hello')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def keep_alive_events(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url)
        t.watch('server', req, res)
        req.on('end', lambda: res.end('hello'))
        req.resume()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                'GET /1 HTTP/1.1\r\nHost: a\r\n\r\n',
                ['until', 'hello'],
                'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
                ['quiet'],
            ],
        )


@scenario
def unread_body_is_discarded(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url)
        t.watch('server', req, res)
        res.end(f'answer {req.url}')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n', '12345', 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
                     ['quiet']])  # fmt: skip


@scenario
def answer_before_body_arrives(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.body('server', 'body', req)
        res.end('early')

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            [
                'POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n',
                ['until', 'early'],
                '123',
                '45',
                ['quiet'],
            ],
        )


@scenario
def client_cuts_the_body(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.events('server', 'socket', req.socket, 'error close')
        t.body('server', 'body', req)
        req.on(
            'close',
            lambda: t.props('server', 'at close', req, 'aborted complete destroyed readableEnded errored'),
        )

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345', ['destroy']])


@scenario
def client_cuts_the_body_without_error_listener(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.events('server', 'req', req, 'aborted end close')
        t.events('server', 'res', res, 'finish close')
        req.resume()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345', ['destroy']])


@scenario
def client_leaves_before_the_answer(t: Trace) -> None:
    t.parties(2)

    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        req.resume()

        @res.on('close')
        def close() -> None:
            t.props(
                'server',
                'res',
                res,
                'writableEnded writableFinished destroyed closed errored finished headersSent',
            )
            t.attempt(
                'server',
                'write',
                lambda: res.write('x', lambda error: t.log('server', 'write callback', error)),
            )
            t.attempt(
                'server', 'end', lambda: res.end('x', lambda error: t.log('server', 'end callback', error))
            )
            t.done()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['destroy']])


@scenario
def client_leaves_in_the_middle_of_the_answer(t: Trace) -> None:
    t.parties(2)

    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        req.resume()
        res.write('first')
        res.on('close', t.done)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'first'], ['destroy']])


@scenario
def destroy_request(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.events('server', 'socket', req.socket, 'error close')
        t.attempt('server', 'destroy', lambda: req.destroy() is req)
        t.props('server', 'req', req, 'destroyed aborted')
        t.log('server', req.socket.destroyed)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'])


@scenario
def destroy_request_with_error(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.watch('server', req, res)
        t.events('server', 'socket', req.socket, 'error close')
        req.destroy(Error('mine'))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n12'])


@scenario
def request_set_timeout(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def timeout() -> None:
            t.log('server', 'timeout callback')
            res.end('late')

        t.attempt('server', 'setTimeout', lambda: req.setTimeout(20, timeout) is req)
        t.log('server', req.socket.timeout)

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def read_and_readable(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        seen: list[str] = []

        @req.on('readable')
        def readable() -> None:
            while (chunk := req.read()) is not None:
                seen.append(str(chunk))

        @req.on('end')
        def end() -> None:
            t.log('server', ''.join(seen), req.readableEnded, req.readableFlowing)
            res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nConnection: close\r\n\r\nabc', 'def']
        )


@scenario
def set_encoding_and_pause(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        body: list[str] = []
        t.attempt('server', 'setEncoding', lambda: req.setEncoding('utf8') is req)

        @req.on('data')
        def data(chunk: Any) -> None:
            t.log('server', isinstance(chunk, str))
            body.append(chunk)
            req.pause()
            t.log('server', req.isPaused())
            t.turns(2, req.resume)

        req.on('end', lambda: (t.log('server', ''.join(body)), res.end()))

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(
            port,
            ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\xe2\x82', '\xac!'],
        )


@scenario
def subclasses(t: Trace) -> None:
    class Incoming(http.IncomingMessage):
        def shout(self) -> str:
            return str(self.url).upper()

    class Response(http.ServerResponse):
        def json(self, value: Any) -> None:
            self.setHeader('X-Kind', 'json')
            self.end(json.dumps(value, separators=(',', ':')))

    def handler(req: Any, res: Any) -> None:
        t.log(
            'server', isinstance(req, http.IncomingMessage), isinstance(res, http.ServerResponse), req.shout()
        )
        res.json({'a': 1})

    @t.server({'IncomingMessage': Incoming, 'ServerResponse': Response}, handler)
    def server(port: int) -> None:
        t.raw(port, ['GET /abc HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])


@scenario
def standalone_message(t: Trace) -> None:
    message = http.IncomingMessage(None)
    t.props('module', 'message', message, 'method url httpVersion httpVersionMajor httpVersionMinor statusCode statusMessage headers '
            'rawHeaders trailers rawTrailers complete aborted upgrade socket readable destroyed readableFlowing readableHighWaterMark')  # fmt: skip
    t.done()


@scenario
def methods(t: Trace) -> None:
    names = [
        'GET',
        'POST',
        'PUT',
        'DELETE',
        'PATCH',
        'OPTIONS',
        'TRACE',
        'PROPFIND',
        'M-SEARCH',
        'QUERY',
        'SOURCE',
    ]
    pieces: list[Any] = [
        f'{method} /{method} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n' for method in names
    ]

    def handler(req: Any, res: Any) -> None:
        t.log('server', req.method, req.url)
        res.end()

    @t.server(None, handler)
    def server(port: int) -> None:
        t.raw(port, [*pieces, ['quiet']])


@scenario
def request_targets(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        t.log('server', req.url)
        res.end()

    def run(target: str, step: Any) -> None:
        @t.server(None, handler)
        def server(port: int) -> None:
            t.raw(port, [f'OPTIONS {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'], step)

    in_turn(['/', '*', 'http://h/p?q', '/a b', '//x', '/%zz', '/a#b', '/[]{}|^"<>', '/\x7f'], run, t.done)


@scenario
def pipeline_behind_it_fails(t: Trace) -> None:
    if not has(stream, 'pipeline'):
        t.done()
        return

    def handler(req: Any, res: Any) -> None:
        sink = stream.Writable({'write': lambda chunk, encoding, callback: callback(Error('full'))})
        t.events('server', 'req', req, 'aborted error close end')

        def over(error: Any = None) -> None:
            t.log('server', error, 'has a socket' if req.socket else 'has none', res.destroyed)
            res.end('too much')

        stream.pipeline(req, sink, over)

    def ready(port: int) -> None:
        req = t.request('client', port, {'method': 'POST'})
        req.write('abc')
        req.on('response', lambda: req.end())

    t.server(None, handler, ready)


@scenario
def read_as_the_answer_leaves(t: Trace) -> None:
    def pipe(req: Any) -> None:
        req.pipe(stream.PassThrough()).on('data', lambda chunk: t.log('server', 'piped', chunk))

    ways: dict[str, Any] = {
        'data': lambda req: req.on('data', lambda chunk: t.log('server', 'chunk', chunk)),
        'pipe': pipe,
        'resume': lambda req: req.resume(),
        'none': lambda _req: None,
    }

    def handler(req: Any, res: Any) -> None:
        process.nextTick(lambda: ways[req.url[1:]](req))
        res.on('finish', lambda: t.log('server', req.url, req._consuming, req._dumped))
        req.on('end', lambda: t.log('server', 'end'))
        res.end('ok')

    def ready(port: int) -> None:
        def ask(name: str, then: Any) -> None:
            head = f'POST /{name} HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n'
            t.raw(port, [f'{head}abc', ['turns', 3], 'def', ['quiet']], then)

        in_turn(ways, ask, t.done)

    t.server(None, handler, ready)


@scenario
def readable_removed_before_anything(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        def listener() -> None:
            t.log('server', 'readable', req.read())

        req.removeListener('readable', listener)
        req.on('readable', listener)
        req.on('data', lambda chunk: t.log('server', 'data', chunk))
        req.resume()
        req.on('end', lambda: res.end('ok'))

    head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nConnection: close\r\n\r\n'
    t.server(None, handler, lambda port: t.raw(port, [f'{head}abc', ['turns', 3], 'def']))
