"""What is sent implicitly: one long table per kind of response, a row a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ..trace import Trace, in_turn, scenario, text_of


class Case(NamedTuple):
    name: str
    request: str
    act: Callable[[Any], Any]


def table(t: Trace, cases: Sequence[Case]) -> None:
    """Answers each case on a connection of its own and logs what was sent."""
    current: list[Case] = []

    def handler(req: Any, res: Any) -> None:
        try:
            current[0].act(res)
        except Exception as error:
            t.log('server', current[0].name, error)
            res.destroy()

    @t.server(None, handler)
    def server(port: int) -> None:
        def run(case: Case, step: Any) -> None:
            current[:] = [case]
            t.log(f'wire{t.raws + 1}', case.name)
            t.raw(port, [case.request, ['turns', 3], ['destroy']], step)

        in_turn(cases, run, t.done)


BODIES: dict[str, Callable[[Any], Any]] = {
    'none': lambda res: res.end(),
    'end': lambda res: res.end('abc'),
    'write': lambda res: (res.write('abc'), res.end()),
}


def heads(method: str) -> dict[str, str]:
    return {
        '1.1': f'{method} / HTTP/1.1\r\nHost: a\r\n\r\n',
        '1.1 close': f'{method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
        '1.0': f'{method} / HTTP/1.0\r\n\r\n',
        '1.0 keep-alive': f'{method} / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
    }


def matrix(methods: list[str], statuses: list[int], headers: list[dict[str, str]]) -> list[Case]:
    def act(status: int, header: dict[str, str], body: str) -> Callable[[Any], Any]:
        def run(res: Any) -> None:
            res.statusCode = status
            for name, value in header.items():
                res.setHeader(name, value)
            BODIES[body](res)

        return run

    return [
        Case(f'{method} {version} {status} {text_of(header)} {body}', request, act(status, header, body))
        for method in methods
        for version, request in heads(method).items()
        for status in statuses
        for header in headers
        for body in BODIES
    ]


@scenario
def get_matrix(t: Trace) -> None:
    headers = [
        {},
        {'Content-Length': '3'},
        {'Transfer-Encoding': 'chunked'},
        {'Connection': 'close'},
        {'Connection': 'keep-alive'},
    ]
    table(t, matrix(['GET'], [200], headers))


@scenario
def head_matrix(t: Trace) -> None:
    table(t, matrix(['HEAD'], [200], [{}, {'Content-Length': '3'}, {'Transfer-Encoding': 'chunked'}]))


@scenario
def status_matrix(t: Trace) -> None:
    table(t, matrix(['GET'], [204, 304, 404], [{}, {'Content-Length': '3'}]))


@scenario
def post_matrix(t: Trace) -> None:
    headers = [{}, {'Transfer-Encoding': 'identity'}, {'Connection': 'Upgrade'}, {'Keep-Alive': 'timeout=9'}]
    table(t, matrix(['POST'], [201], headers))


def variants(t: Trace, rows: Mapping[str, Callable[[Any], Any]]) -> None:
    table(t, [Case(name, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', act) for name, act in rows.items()])


@scenario
def write_head_variants(t: Trace) -> None:
    rows: dict[str, Callable[[Any], Any]] = {
        'raw array': lambda res: (res.writeHead(200, ['Content-Length', '3', 'Connection', 'close']), res.end('abc')),
        'both lengths': lambda res: (
            res.setHeader('Content-Length', 3), res.setHeader('Transfer-Encoding', 'chunked'), res.end('abc')),
        'removed length': lambda res: (res.removeHeader('Content-Length'), res.end('abc')),
        'removed connection': lambda res: (res.removeHeader('Connection'), res.end('abc')),
        'removed date': lambda res: (res.removeHeader('Date'), res.end('abc')),
        'gzip, chunked': lambda res: (res.setHeader('Transfer-Encoding', 'gzip, chunked'), res.end('abc')),
        'gzip': lambda res: (res.setHeader('Transfer-Encoding', 'gzip'), res.end('abc')),
        'shouldKeepAlive off': lambda res: (setattr(res, 'shouldKeepAlive', False), res.end('abc')),
        'chunked by default off': lambda res: (
            setattr(res, 'useChunkedEncodingByDefault', False), res.write('abc'), res.end()),
        'connection list': lambda res: (res.setHeader('Connection', ['close', 'x']), res.end('abc')),
        'wide text': lambda res: res.end('\u2603'),
        'length zero': lambda res: (res.setHeader('Content-Length', 0), res.end()),
        'writeHead then end': lambda res: (res.writeHead(200), res.end('abc')),
        'writeHead then nothing': lambda res: (res.writeHead(200), res.end()),
        'flush then end': lambda res: (res.flushHeaders(), res.end('abc')),
        'content-disposition': lambda res: (
            res.setHeader('Content-Disposition', 'attachment; filename="\xe9"'), res.end('abc')),
        'cookies': lambda res: (
            res.setHeader('Set-Cookie', ['a=1', 'b=2']), res.setHeader('Cookie', ['a', 'b']), res.end('abc')),
    }  # fmt: skip
    variants(t, rows)


@scenario
def removed_transfer_encoding(t: Trace) -> None:
    def act(res: Any) -> None:
        res.removeHeader('Transfer-Encoding')
        res.write('abc')
        res.end()

    variants(t, {'removed transfer-encoding': act})


@scenario
def server_options(t: Trace) -> None:
    def handler(req: Any, res: Any) -> None:
        res.setHeader('X-A', ['1', '2'])
        res.end('abc')

    def run(options: dict[str, Any], step: Any) -> None:
        request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
        t.server(options, handler, lambda port: t.raw(port, [request, ['turns', 3], ['destroy']], step))

    cases = [
        {'keepAliveTimeout': 0},
        {'keepAliveTimeout': 1500},
        {'keepAliveTimeout': 20000},
        {'uniqueHeaders': ['x-a']},
    ]
    in_turn(cases, run, t.done)
