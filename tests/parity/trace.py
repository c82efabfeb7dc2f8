"""The Python half of the scenario helper; trace.js is its twin, method by method.

A trace is a list of lines ``[lane, value, ...]``. A lane is one observer (a client, a server, a wire): the order
inside a lane is compared, the interleaving of lanes is not, because two ends of a TCP connection have none.

The raw peers stand on bare asyncio, so that the wire is seen by somebody who is not under test.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import socket
import struct
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import node_http as http
from node_http import _runtime
from node_http._calling import adapt
from node_http._jsobject import UNDEFINED, Symbol
from node_http.errors import NodeError as Error
from node_http.events import EventEmitter
from node_http.process import process

__all__ = ['UNDEFINED', 'Error', 'Trace', 'has', 'in_turn', 'run_all', 'scenario', 'text_of', 'typeof']

TURN = 0.002  # seconds: one look around the loop
QUIET_TURNS = 10
WATCHDOG = 4.0
LINGER = 30  # turns behind the end of a response: whoever closes a request by itself has done so by then
DATE = re.compile(r'\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\b')
RUN = re.compile(r'([a-z])\1{99,}')
SOURCE = re.compile(r'<function named at 0x\w+>')  # of a function: Python does not have it
ERROR_FIELDS = (
    'code', 'message', 'errno', 'syscall', 'address', 'port', 'hostname', 'reason', 'bytesParsed', 'rawPacket',
    'errors',
)  # fmt: skip

Function = Callable[..., Any]


def typeof(value: Any) -> str:
    """JavaScript's ``typeof``."""
    if value is None or value is UNDEFINED:
        return 'undefined'
    if isinstance(value, bool):
        return 'boolean'
    if isinstance(value, int | float):
        return 'number'
    if isinstance(value, str):
        return 'string'
    return 'function' if callable(value) and not isinstance(value, EventEmitter) else 'object'


def has(object: Any, name: str) -> bool:
    """Whether an object has a method: old releases lack some that a scenario calls in passing."""
    return callable(getattr(object, name, None))


def text_of(value: Any) -> str:
    """JSON as JavaScript writes it, for labels."""
    return json.dumps(value, separators=(',', ':'))


def in_turn(items: Iterable[Any], run: Function, end: Function) -> None:
    """Call ``run(item, next)`` for one item after the other, then ``end()``."""
    waiting = iter(list(items))

    def step(*_: Any) -> None:
        for item in waiting:
            run(item, step)
            return
        end()

    step()


class RawSocket(asyncio.Protocol):
    """A TCP connection without any of node_http in it."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.transport: Any = None
        self.destroyed = self.ended = self.eof = False
        self.on_connect = self.on_data = self.on_end = self.on_error = self.on_close = lambda *_: None
        trace.defer(self.destroy)

    def enter(self, function: Function, *args: Any) -> None:
        _runtime.current().entry(function, *args)

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.enter(self.on_connect)

    def data_received(self, data: bytes) -> None:
        self.enter(self.on_data, data.decode('latin-1'))

    def eof_received(self) -> bool:
        self.eof = True
        self.enter(self.on_end)
        return True

    def connection_lost(self, error: Exception | None) -> None:
        self.destroyed = True
        if isinstance(error, ConnectionResetError):
            self.enter(self.on_error, 'ECONNRESET')
        elif isinstance(error, BrokenPipeError):
            self.enter(self.on_error, 'EPIPE')
        self.enter(self.on_close)

    def write(self, data: str) -> None:
        if self.transport and not self.transport.is_closing() and not self.ended:
            self.transport.write(data.encode('latin-1'))

    def end(self, data: str = '') -> None:
        if self.ended or self.destroyed:
            return
        self.write(data)
        self.ended = True
        if self.eof:
            self.transport.close()
        elif not self.transport.is_closing():
            self.transport.write_eof()

    def destroy(self) -> None:
        self.destroyed = True
        if self.transport:
            self.transport.abort()

    def resetAndDestroy(self) -> None:
        handle = self.transport.get_extra_info('socket')
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.destroy()


class Trace:
    """One running scenario: what it has logged, and the helpers it logs with."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[list[Any]] = []
        self.ports: list[int] = []
        self.closers: list[Function] = []
        self.pending = 1
        self.peers = 0
        self.raws = 0
        self.sealed = False
        self.activity = 0
        self.tasks: set[Any] = set()

    # -- values ------------------------------------------------------------------------------------------------

    def text(self, string: str) -> str:
        string = RUN.sub(lambda run: f'<{run[1]}*{len(run[0])}>', DATE.sub('<date>', string))
        string = SOURCE.sub('<source>', string)
        for port in self.ports:
            string = re.sub(rf'\b{port}\b', '<port>', string)
        return string

    def plain(self, value: Any) -> Any:
        if value is None or value is UNDEFINED or isinstance(value, bool):
            return None if value is UNDEFINED else value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, int | float):
            return self._number(value)
        if isinstance(value, Symbol):
            return str(value)
        if isinstance(value, bytes | bytearray | memoryview):
            return {'buffer': self.text(bytes(value).decode('latin-1'))}
        if isinstance(value, BaseException):
            return self._error(value)
        if isinstance(value, EventEmitter | RawSocket):
            return f'<{type(value).__name__}>'
        if isinstance(value, Mapping):
            return {str(key): self.plain(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.plain(item) for item in value]
        return '<function>' if callable(value) else f'<{type(value).__name__}>'

    def _number(self, value: float) -> Any:
        if value in self.ports:
            return '<port>'
        if 1.5e12 < value < 1e13:
            return '<time>'
        if isinstance(value, float):
            if math.isnan(value):
                return 'NaN'
            if math.isinf(value):
                return 'Infinity' if value > 0 else '-Infinity'
            return int(value) if value.is_integer() else value
        return value

    def _error(self, error: BaseException) -> dict[str, Any]:
        out: dict[str, Any] = {'error': error.name if isinstance(error, Error) else type(error).__name__}
        for key in ERROR_FIELDS:
            field = getattr(error, key, None)
            if field is None and key == 'message':
                field = str(error)
            if field is not None:
                out[key] = self.plain(field)
        return out

    # -- recording ---------------------------------------------------------------------------------------------

    def log(self, lane: str, *values: Any) -> None:
        if not self.sealed:
            self.activity += 1
            self.lines.append([lane, *map(self.plain, values)])

    def events(self, lane: str, label: str, emitter: Any, names: str) -> Any:
        for name in names.split(' '):
            emitter.on(name, lambda *args, name=name: self.log(lane, f'{label} {name}', *args))
        return emitter

    def props(self, lane: str, label: str, object: Any, names: str) -> None:
        self.log(lane, label, {name: getattr(object, name, None) for name in names.split(' ')})

    def attempt(self, lane: str, label: Any, call: Function) -> Any:
        """Logs what a call returns or throws, or that there is no such method."""
        try:
            result = call()
        except Exception as error:
            self.thrown(lane, label, error)
            return None
        self.log(lane, label, result)
        return result

    def thrown(self, lane: str, label: Any, error: Exception) -> None:
        """Logs an error that was thrown; what the two languages say each in its own words is put into one."""
        if isinstance(error, AttributeError) and ' is not in Node ' in str(error):
            self.log(lane, label, 'is missing')
        elif str(error).startswith(("'NoneType' object has no attribute", 'Cannot read propert')):
            self.log(lane, label, 'throws: there is nothing')
        else:
            self.log(lane, label, 'throws', error)

    def port(self, port: int) -> int:
        self.ports.append(port)
        return port

    def parties(self, count: int) -> None:
        self.pending = count

    def done(self, *_: Any) -> None:
        self.pending -= 1

    def defer(self, close: Function) -> None:
        self.closers.append(close)

    def turns(self, count: int, then: Function) -> None:
        if count == 0:
            then()
        else:
            _runtime.Timer(TURN * 1000, self.turns, count - 1, then)

    def later(self, ms: float, then: Function) -> None:
        _runtime.Timer(ms, then)

    def patience(self, ms: float) -> None:
        """Ends a scenario that is not done within `ms`: some release does not do what it waits for."""

        def end() -> None:
            if self.pending > 0:
                self.log('end', 'is not reached')
                self.pending = 0

        self.later(ms, end)

    # -- HTTP --------------------------------------------------------------------------------------------------

    def server(self, options: Any = None, handler: Any = None, ready: Any = None) -> Any:
        """Makes a server and listens; without `ready` it decorates it, and the name becomes the server."""
        if ready is None:
            return lambda ready: self.server(options, handler, ready)
        server = http.createServer(options, handler) if options else http.createServer(handler)
        self.listen(server, ready)
        return server

    def listen(self, server: Any, ready: Any = None) -> Any:
        if ready is None:
            return lambda ready: self.listen(server, ready)
        sockets: list[Any] = []
        server.on('connection', sockets.append)

        def close() -> None:
            for each in sockets:
                each.destroy()
            server.close(lambda: None)

        self.defer(close)
        ready = adapt(ready)
        server.listen(0, '127.0.0.1', lambda: ready(self.port(server.address()['port']), server))
        return server

    def agent(self, options: Any = None) -> Any:
        agent = http.Agent(options)
        self.defer(agent.destroy)
        return agent

    def watch(self, lane: str, req: Any = None, res: Any = None) -> None:
        if req:
            self.events(lane, 'req', req, 'end aborted error close')
        if res:
            self.events(lane, 'res', res, 'prefinish finish error close')

    def request(
        self,
        lane: str,
        port: int,
        options: Mapping[str, Any] | None = None,
        then: Any = None,
        limit: float | None = None,
    ) -> Any:
        """A request whose whole life is logged; trace.js says when `then` (default: done) runs."""
        req = http.request({'host': '127.0.0.1', 'port': port, **(options or {})})
        over = False

        def end() -> None:
            nonlocal over
            if not over:
                over = True
                (then or self.done)()

        def give_up() -> None:
            if not over:
                self.log(lane, 'given up')
                req.abort()
                self.turns(LINGER, end)

        self.follow(lane, req, lambda: self.turns(LINGER, end))
        req.on('close', end)
        if limit:
            self.later(limit, give_up)
        return req

    def follow(self, lane: str, req: Any, ended: Any = None) -> None:
        self.events(lane, 'req', req, 'socket finish information continue abort timeout error close')

        def response(res: Any) -> None:
            self.log(lane, 'req response', res.statusCode, res.headers)
            self.body(lane, 'res', res, ended)

        req.on('response', response)

    def body(self, lane: str, label: str, message: Any, then: Any = None) -> None:
        """Logs the body of a message as one text at its 'end', and what else becomes of the message."""
        chunks: list[str] = []
        then = adapt(then) if then else None

        def end() -> None:
            self.log(lane, f'{label} end', ''.join(chunks))
            if then:
                then(''.join(chunks))

        message.on('data', lambda chunk: chunks.append(bytes(chunk).decode('latin-1')))
        message.on('end', end)
        self.events(lane, label, message, 'aborted error close')

    # -- raw peers ---------------------------------------------------------------------------------------------

    def peer(self, reply: Any, ready: Any = None) -> Any:
        """A server that is no HTTP server: `reply` (text, or a function) answers each read that ends a head."""
        if ready is None:
            return lambda ready: self.peer(reply, ready)
        answer = adapt(reply) if callable(reply) else lambda socket, *_: socket.write(reply)

        def connected() -> RawSocket:
            self.peers += 1
            return self._peer_socket(f'peer{self.peers}', answer)

        async def listen() -> None:
            server = await asyncio.get_running_loop().create_server(connected, '127.0.0.1', 0)
            self.defer(server.close)
            _runtime.current().entry(adapt(ready), self.port(server.sockets[0].getsockname()[1]), server)

        self.spawn(listen())
        return None

    def _peer_socket(self, lane: str, answer: Function) -> RawSocket:
        peer = RawSocket(self)
        received: list[str] = []
        counts = [0]

        def data(chunk: str) -> None:
            received.append(chunk)
            text = ''.join(received)
            if '\r\n\r\n' in text:
                counts[0] += 1
                answer(peer, counts[0], text)

        def end() -> None:
            self.log(lane, 'fin')
            if peer.ended:
                peer.transport.close()
            peer.end()

        peer.on_data, peer.on_end = data, end
        peer.on_error = lambda code: self.log(lane, 'reset', code)
        peer.on_close = lambda: self.log(lane, 'received', ''.join(received))
        return peer

    def raw(self, port: int, pieces: Sequence[Any], then: Any = None) -> None:
        """Sends bytes and logs what comes back; the pieces are described in trace.js."""
        self.raws += 1
        client = RawSocket(self)
        _RawClient(self, f'wire{self.raws}', client, list(pieces), then)
        loop = asyncio.get_running_loop()
        self.spawn(loop.create_connection(lambda: client, '127.0.0.1', port))

    def spawn(self, coroutine: Any) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: Any) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and task.exception():
            self.log('uncaught', task.exception())

    # -- running -----------------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Waits until the scenario says it is done and nothing more is logged; then closes what it left."""
        started = time.monotonic()
        seen, quiet = self.activity, 0
        while quiet < QUIET_TURNS:
            await asyncio.sleep(TURN)
            if time.monotonic() - started > WATCHDOG:
                self.log('harness', 'no end within the time allowed')
                break
            quiet = 0 if self.pending > 0 or self.activity != seen else quiet + 1
            seen = self.activity
        self.sealed = True
        for close in self.closers:
            close()
        http.globalAgent.destroy()
        await asyncio.sleep(TURN * 3)


class _RawClient:
    """The script of `Trace.raw`, piece by piece."""

    def __init__(self, trace: Trace, lane: str, client: RawSocket, pieces: list[Any], then: Any) -> None:
        self.trace, self.lane, self.client, self.pieces = trace, lane, client, pieces
        self.then = adapt(then) if then else None
        self.received = ''
        self.ending = 'destroyed'
        self.wanted: str | None = None
        client.on_connect, client.on_data, client.on_end = self.next, self.data, self.end
        client.on_error, client.on_close = self.error, self.close

    def next(self) -> None:
        if self.client.destroyed or not self.pieces:
            return
        piece = self.pieces.pop(0)
        if isinstance(piece, str):
            self.client.write(piece)
            self.trace.turns(4, self.next)
        elif piece[0] == 'until':
            self.wanted = piece[1]
            self.look()
        elif piece[0] == 'turns':
            self.trace.turns(piece[1], self.next)
        elif piece[0] == 'fin':
            self.client.end()
            self.trace.turns(4, self.next)
        elif piece[0] == 'reset':
            self.ending = 'reset by us'
            self.client.resetAndDestroy()
        elif piece[0] == 'destroy':
            self.client.destroy()
        elif piece[0] == 'quiet':
            self.trace.turns(20, self.leave)
        else:
            piece[1]()
            self.next()

    def look(self) -> None:
        if self.wanted is not None and self.wanted in self.received:
            self.wanted = None
            self.next()

    def leave(self) -> None:
        if self.ending == 'destroyed':
            self.ending = 'still open'
            self.client.destroy()

    def data(self, chunk: str) -> None:
        self.trace.activity += 1
        self.received += chunk
        self.look()

    def end(self) -> None:
        self.ending = 'fin'
        if self.client.ended:
            self.client.transport.close()
        self.client.end()

    def error(self, code: str) -> None:
        self.ending = code

    def close(self) -> None:
        if self.trace.sealed:
            return
        self.trace.log(self.lane, 'received', self.received)
        self.trace.log(self.lane, self.ending)
        if self.then:
            self.then(self.received)
        else:
            self.trace.done()


_scenarios: dict[str, Function] = {}


def scenario(run: Function) -> Function:
    """Declares a scenario; its name is the function's."""
    _scenarios[run.__name__.rstrip('_')] = run
    return run


async def run_all(wanted: Sequence[str], report: Callable[[str, list[list[Any]]], None]) -> None:
    """Runs the wanted scenarios one after the other, each from an immediate, as trace.js does."""
    current: Trace | None = None

    def uncaught(_: Any, context: dict[str, Any]) -> None:
        if current:
            current.log('uncaught', context.get('exception') or Error(context.get('message', '')))

    asyncio.get_running_loop().set_exception_handler(uncaught)
    # The program goes on after an uncaught exception, as trace.js has it.
    for event in ('uncaughtException', 'unhandledRejection'):
        process.on(event, lambda error: uncaught(None, {'exception': error}))
    for name in wanted or list(_scenarios):
        current = Trace(name)
        if name not in _scenarios:
            current.lines.append(['harness', 'not ported'])
        else:
            _runtime.current().set_immediate(_scenarios[name], current)
            await current.settle()
        report(name, current.lines)
