"""Odd and hostile bytes: what the wire, the handler and clientError see.

A table for each theme, a row a line; a row is one read, or a list of reads. What an older Node let through and v23.8.0
refuses stands in scenarios of its own ('…_once_let_through'), so that every version is held to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..trace import Trace, in_turn, scenario

Row = Any  # text, or a list of pieces

GOOD = 'GET /good HTTP/1.1\r\nHost: a\r\n\r\n'
HEAD = 'POST / HTTP/1.1\r\nHost: a\r\n'
BAD_HEADER = 'GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n'
CHUNKED = f'{HEAD}Transfer-Encoding: chunked\r\n\r\n'


def feed(t: Trace, rows: Sequence[Row], then: Any = None) -> Any:
    def handler(req: Any, res: Any) -> None:
        t.log('server', 'request', req.method, req.url, req.httpVersion)
        req.on('error', lambda error: t.log('server', 'req error', error.code, error.message))
        req.on('aborted', lambda: t.log('server', 'aborted'))
        req.on('end', lambda: t.log('server', 'end', req.complete))
        req.resume()
        res.end('ok')

    @t.server(None, handler)
    def server(port: int) -> None:
        def run(row: Row, step: Any) -> None:
            t.log(f'wire{t.raws + 1}', row)
            t.log('server', row)
            t.raw(port, [*(row if isinstance(row, list) else [row]), ['quiet']], step)

        in_turn(rows, run, then or t.done)

    return server


def with_client_error(t: Trace, rows: Sequence[Row]) -> None:
    @feed(t, rows).on('clientError')
    def client_error(error: Any, socket: Any) -> None:
        t.log('server', 'clientError', error.code, error.message, error.bytesParsed,
              error.rawPacket and len(error.rawPacket), socket.writable)  # fmt: skip
        if socket.writable:
            socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
        else:
            socket.destroy()


@scenario
def error_overtakes_answer(t: Trace) -> None:
    feed(t, [f'{GOOD}garbage\r\n\r\n', [GOOD, 'garbage\r\n\r\n']])


@scenario
def nothing_after_the_last_request(t: Trace) -> None:
    last = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
    feed(t, [[last, GOOD], 'GET / HTTP/1.0\r\n\r\nx', 'POST / HTTP/1.0\r\n\r\nbody'])


@scenario
def request_behind_the_last_once_let_through(t: Trace) -> None:
    feed(t, [f'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n{GOOD}'])


@scenario
def behind_the_closing_one(t: Trace) -> None:
    feed(
        t, [f'GET /nohost HTTP/1.1\r\n\r\n{GOOD}', f'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n{GOOD}']
    )


@scenario
def line_ends(t: Trace) -> None:
    feed(t, [f'\r\n{GOOD}', f'\n{GOOD}', f'\r\n\r\n\r\n{GOOD}', 'GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n'])


@scenario
def versions(t: Trace) -> None:
    feed(t, ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', 'GET / HTTP/0.9\r\nHost: a\r\n\r\n',
             'GET / RTSP/1.0\r\nHost: a\r\n\r\n', 'GET /\r\nHost: a\r\n\r\n', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n',
             'GET / http/1.1\r\nHost: a\r\n\r\n', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/1\r\nHost: a\r\n\r\n'])  # fmt: skip


@scenario
def request_lines(t: Trace) -> None:
    feed(t, ['get / HTTP/1.1\r\nHost: a\r\n\r\n', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET ?a HTTP/1.1\r\nHost: a\r\n\r\n',
             'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n',
             'GET http://h:1/x HTTP/1.1\r\nHost: a\r\n\r\n', 'GET ftp://h HTTP/1.1\r\nHost: a\r\n\r\n', '\x16\x03\x01'])  # fmt: skip


@scenario
def header_syntax(t: Trace) -> None:
    top = 'GET / HTTP/1.1\r\nHost: a\r\n'
    feed(
        t, [f'{top}X\r\n\r\n', f'{top}X: \t y \t\r\n\r\n', f'{top}X\xe9: y\r\n\r\n', f'{top}Host: b\r\n\r\n']
    )


@scenario
def lengths(t: Trace) -> None:
    lines = ['Content-Length: 2\r\nContent-Length: 2', 'Content-Length: 2\r\nContent-Length: 3', 'Content-Length: +2', 'Content-Length: -1',
             'Content-Length: 0x2', 'Content-Length: 2 ', 'Content-Length: 2,2',
             'Content-Length: 99999999999999999999', 'Content-Length: 02']  # fmt: skip
    feed(t, [f'{HEAD}{line}\r\n\r\nab' for line in lines])


@scenario
def transfer_encodings(t: Trace) -> None:
    lines = ['Transfer-Encoding:\r\nContent-Length: 2', 'Transfer-Encoding: chunked\r\nContent-Length: 2',
             'Content-Length: 2\r\nTransfer-Encoding: chunked', 'Transfer-Encoding: CHUNKED',
             'Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked']  # fmt: skip
    feed(t, [f'{HEAD}{line}\r\n\r\n0\r\n\r\n' for line in lines])


@scenario
def chunks(t: Trace) -> None:
    bodies = ['2\r\nab\r\n0\r\n\r\n', '2;a=b;c="d"\r\nab\r\n0\r\n\r\n', 'x\r\n', '2\nab\r\n0\r\n\r\n',
              '2\r\nabc\r\n0\r\n\r\n', '0\r\nX: y\r\n\r\n', 'ffffffffffffffffff\r\n', '\r\n', '-1\r\n',
              '00000002\r\nab\r\n0\r\n\r\n']  # fmt: skip
    feed(t, [[CHUNKED, body] for body in bodies])


@scenario
def ends_of_input(t: Trace) -> None:
    with_client_error(t, [['GET / HTTP/1.1\r\nHo', ['fin']], [f'{HEAD}Content-Length: 5\r\n\r\nab', ['fin']], ['\r\n', ['fin']],
                          [GOOD, ['fin']], [f'{CHUNKED}5\r\nab', ['fin']], [['fin']]])  # fmt: skip


@scenario
def client_error_details(t: Trace) -> None:
    with_client_error(t, ['garbage\r\n\r\n', f'{GOOD}garbage\r\n\r\n', f'{HEAD}Content-Length: x\r\n\r\n',
                          f'{HEAD}Content-Length: 1\r\nContent-Length: 1\r\n\r\n',
                          f'{HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n', f'{CHUNKED}zz\r\n',
                          'QUERY / HTTP/1.1\r\nHost: a\r\n\r\n', 'DESCRIBE / HTTP/1.1\r\nHost: a\r\n\r\n',
                          'GET / RTSP/1.0\r\nHost: a\r\n\r\n', 'GET / HTTP/0.9\r\nHost: a\r\n\r\n',
                          'GET / HTTP/1.0\r\n\r\ngarbage'])  # fmt: skip


@scenario
def client_error_repeats(t: Trace) -> None:
    @feed(t, [['garbage\r\n\r\n', 'more', 'and more']]).on('clientError')
    def client_error(error: Any, socket: Any) -> None:
        t.log(
            'server',
            'clientError',
            error.code,
            error.bytesParsed,
            error.rawPacket and len(error.rawPacket),
            socket.destroyed,
        )


@scenario
def sizes(t: Trace) -> None:
    feed(t, [
        f'GET / HTTP/1.1\r\nHost: a\r\nX: {"y" * (16384 - 6)}\r\n\r\n',
        f'GET / HTTP/1.1\r\nHost: a\r\nX: {"y" * (16384 - 7)}\r\n\r\n',
        f'GET /{"u" * 16383} HTTP/1.1\r\nHost: a\r\n\r\n',
        f'GET /{"u" * 15999} HTTP/1.1\r\nHost: a\r\n\r\n',
    ])  # fmt: skip


def extended(size: int) -> str:
    return f'2;{"e" * (size - 1)}\r\nab\r\n0\r\n\r\n'


@scenario
def chunk_extension_sizes(t: Trace) -> None:
    feed(t, [[CHUNKED, extended(size)] for size in (16380, 16384, 16385)])


@scenario
def byte_by_byte(t: Trace) -> None:
    feed(
        t,
        [
            list(
                'POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nT: v\r\n\r\n'
            )
        ],
    )


@scenario
def connection_tokens(t: Trace) -> None:
    lines = ['Connection: Close', 'Connection: keep-alive, close', 'Connection: x', 'Connection: upgrade',
             'Connection: close\r\nConnection: keep-alive', 'Proxy-Connection: close', 'Connection: closed', 'Connection:']  # fmt: skip
    feed(t, [f'GET / HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n' for line in lines])


@scenario
def http10(t: Trace) -> None:
    feed(t, ['GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
             'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\nHost: a\r\n\r\n', 'POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nab',
             'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'])  # fmt: skip


@scenario
def heads_once_let_through(t: Trace) -> None:
    top = 'GET / HTTP/1.1\r\nHost: a\r\n'
    feed(t, ['GET / HTTP/1.2\r\nHost: a\r\n\r\n', 'GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
             'GET / HTTP/1.1\nHost: a\n\n', 'GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n', f'{top}\n', f'{top}X: a\r\n folded\r\n\r\n',
             f'{top}X : y\r\n\r\n', f'{top}: y\r\n\r\n', f'{top}X: \x00\r\n\r\n', f'{top}X: \x7f\r\n\r\n',
             'GET / HTTP/1.1\r\n Host: a\r\n\r\n', BAD_HEADER, 'GET / HTTP/9.9\r\n\r\n'],
         lambda: with_client_error(t, ['GET / HTTP/1.2\r\n\r\n', f'{top}X: a\r\n b\r\n\r\n', f'{top}: y\r\n\r\n', 'GET / HTTP/1.1\nHost: a\n\n',
                                       'GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n', BAD_HEADER]))  # fmt: skip


@scenario
def body_lengths_once_let_through(t: Trace) -> None:
    codings = ['gzip', 'chunked, chunked', 'chunked, gzip', 'gzip, chunked', 'identity', 'xchunked']
    feed(
        t,
        [
            f'{HEAD}Content-Length:\r\n\r\nab',
            *[f'{HEAD}Transfer-Encoding: {coding}\r\n\r\n0\r\n\r\n' for coding in codings],
        ],
        lambda: with_client_error(t, [f'{HEAD}Transfer-Encoding: chunked, gzip\r\n\r\n']),
    )


@scenario
def chunks_once_let_through(t: Trace) -> None:
    bodies = ['2 \r\nab\r\n0\r\n\r\n', '0\r\nContent-Length: 1\r\n\r\n', '0\r\nBad Trailer: 1\r\n\r\n',
              '2;\x00\r\nab\r\n0\r\n\r\n', '0\r\nTransfer-Encoding: x\r\n\r\n', extended(17000)]  # fmt: skip
    feed(t, [[CHUNKED, body] for body in bodies], lambda: with_client_error(t, [f'{CHUNKED}1\r\nabc']))
