"""One side leaves, at each stage of an exchange and in each manner; what the other side is told. A lane for each stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import node_http as http

from ..trace import Trace, in_turn, scenario

HEAD = 'POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n'

CLIENT_STAGES: dict[str, list[Any]] = {
    'at once': [],
    'in the head': ['POST /wait HTTP/1.1\r\nHo'],
    'after the head': [HEAD],
    'in the body': [HEAD, 'ab'],
    'in a chunk': ['POST /wait HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', '4\r\nab'],
    'after the body': [HEAD, 'abcd'],
    'in the answer': ['GET /part HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'part']],
    'in the answer and the body': [HEAD.replace('/wait', '/part'), 'ab', ['until', 'part']],
    'after the answer': ['GET /full HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'full']],
    'in the second head': ['GET /full HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'full'], 'GET /'],
    'with two waiting': ['GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET /wait2 HTTP/1.1\r\nHost: a\r\n\r\n'],
}


def client_leaves(t: Trace, leave: list[Any], stages: Iterable[str] = CLIENT_STAGES) -> None:
    def run(stage: str, step: Any) -> None:
        def handler(req: Any, res: Any) -> None:
            t.log(stage, 'request', req.url)
            t.watch(stage, req, res)
            req.resume()
            if req.url == '/part':
                res.write('part')
            if req.url == '/full':
                res.end('full')

        @t.server(None, handler)
        def server(port: int) -> None:
            t.raw(port, [*CLIENT_STAGES[stage], *leave], lambda: t.turns(6, step))

        server.on('connection', lambda socket: t.events(stage, 'socket', socket, 'end error finish close'))

    in_turn(stages, run, t.done)


TWICE = 'in the answer and the body'


@scenario
def client_ends(t: Trace) -> None:
    client_leaves(t, [['fin'], ['quiet']], [stage for stage in CLIENT_STAGES if stage != TWICE])


@scenario
def client_ends_in_the_answer_and_the_body(t: Trace) -> None:
    client_leaves(t, [['fin'], ['quiet']], [TWICE])


@scenario
def client_destroys(t: Trace) -> None:
    client_leaves(t, [['destroy']])


@scenario
def client_resets(t: Trace) -> None:
    client_leaves(t, [['turns', 3], ['reset']])


SERVER_STAGES = {
    'before the answer': '',
    'in the status line': 'HTTP/1.1 20',
    'in the headers': 'HTTP/1.1 200 OK\r\nContent-Le',
    'after an early hint': 'HTTP/1.1 103 Early Hints\r\n\r\n',
    'after the head': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n',
    'in the body': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab',
    'in a chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab',
    'after a chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n',
    'in a body without length': 'HTTP/1.1 200 OK\r\n\r\nab',
    'after the body': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab',
}


def server_leaves(
    t: Trace, leave: Callable[[Any], Any], begin: bool = False, stages: Iterable[str] = SERVER_STAGES
) -> None:
    def run(stage: str, step: Any) -> None:
        def reply(socket: Any, count: int) -> None:
            if count > 1:
                return
            if SERVER_STAGES[stage]:
                socket.write(SERVER_STAGES[stage])
            t.turns(3, lambda: leave(socket))

        @t.peer(reply)
        def peer(port: int) -> None:
            agent = t.agent({'keepAlive': True})
            method = 'POST' if begin else 'GET'
            req = http.request({'port': port, 'host': '127.0.0.1', 'agent': agent, 'method': method})
            t.follow(stage, req)
            req.on('socket', lambda socket: t.events(stage, 'socket', socket, 'end error close'))
            if begin:
                req.write('first')
            else:
                req.end()

            def after() -> None:
                t.props(stage, 'req', req, 'destroyed closed writableEnded writableFinished')
                req.destroy()
                step()

            t.turns(14, after)

    in_turn(stages, run, t.done)


@scenario
def server_ends(t: Trace) -> None:
    server_leaves(t, lambda socket: socket.end())


@scenario
def server_destroys(t: Trace) -> None:
    server_leaves(t, lambda socket: socket.destroy())


@scenario
def server_resets(t: Trace) -> None:
    server_leaves(t, lambda socket: socket.resetAndDestroy())


ANSWERED = ('after an early hint', 'after the body')


@scenario
def server_ends_while_the_body_is_sent(t: Trace) -> None:
    stages = [stage for stage in SERVER_STAGES if stage not in ANSWERED]
    server_leaves(t, lambda socket: socket.end(), True, stages)


@scenario
def server_answers_and_ends_while_the_body_is_sent(t: Trace) -> None:
    server_leaves(t, lambda socket: socket.end(), True, ANSWERED)


@scenario
def server_resets_while_the_body_is_sent(t: Trace) -> None:
    server_leaves(t, lambda socket: socket.resetAndDestroy(), True)
