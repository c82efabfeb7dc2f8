"""The corpus through the whole server and the whole client: ``python -m tests.conformance.ends PATH/TO/node`` records.

A connection is a Duplex that a job pushes bytes into, a turn of the loop between two pieces; so there is no clock and
no kernel in it, and what happens is one list in one order. ends.js is the twin of `serve` and `ask`, line by line, and
real Node runs it. What it gave stands in ends.server.jsonl and ends.client.jsonl: for each vector and variant, each
distinct log behind the ways of cutting that lead to it.

The ways of cutting: ``whole``, ``bytes`` (one by one, in short vectors), and the number of bytes in the first of two
pieces. A log is a list of ``[offset, event, …]``: the offset is how many bytes had arrived; -1 once the peer had ended
its side.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import node_http as http
from node_http.buffer import Buffer
from node_http.stream import Duplex
from node_http.timers import setImmediate

from .vectors import HERE, Vector, read

GOLDENS = {'request': HERE / 'ends.server.jsonl', 'response': HERE / 'ends.client.jsonl'}
VARIANTS = {'request': ('plain', 'open', 'late', 'told'), 'response': ('plain', 'told')}
METHODS = {0: 'GET', 1: 'HEAD', 2: 'CONNECT'}
SHORT = 200  # bytes: what is shorter is also fed byte by byte
TURNS = 6  # looks around the loop, until all is quiet
DATE = re.compile(r'\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\b')
RUN = re.compile(r'([^\\\n\r])\1{39,}')

Job = dict[str, Any]
Lines = list[list[Any]]
Turns = Generator[None, None, Lines]


# -- jobs ------------------------------------------------------------------------------------------------------


def ways(vector: Vector) -> dict[str, list[int]]:
    """The ways of cutting a vector, by name: where it is cut."""
    size = len(vector.data)
    cuts = sorted({1, size // 3, size // 2, size - size // 3, size - 2, size - 1})
    found: dict[str, list[int]] = {'whole': []}
    found.update((str(cut), [cut]) for cut in cuts if 0 < cut < size)
    if 3 < size < SHORT:
        found['bytes'] = list(range(1, size))
    return found


def job(vector: Vector, variant: str, cuts: Sequence[int]) -> Job:
    return {
        'kind': vector.kind,
        'variant': variant,
        'sent': vector.sent,
        'lenient': vector.lenient,
        'max': vector.option('max', 0),
        'method': METHODS[vector.option('answer', 0)],
        'cuts': list(cuts),
    }


def jobs(vector: Vector, variant: str) -> dict[str, Job]:
    return {way: job(vector, variant, cuts) for way, cuts in ways(vector).items()}


# -- ours ------------------------------------------------------------------------------------------------------


async def in_turns(generator: Turns) -> Lines:
    """What a generator does between two of its yields is done in an immediate of its own."""
    result: asyncio.Future[Lines] = asyncio.get_running_loop().create_future()

    def advance() -> None:
        try:
            next(generator)
        except StopIteration as stop:
            result.set_result(stop.value)
        except Exception as error:
            result.set_exception(error)
        else:
            setImmediate(advance)

    setImmediate(advance)
    return await result


def brief(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [brief(one) for one in value]
    if not isinstance(value, str):
        return value
    return RUN.sub(lambda run: f'\\{{{run[1]}*{len(run[0])}}}', DATE.sub('<date>', value))


class Log:
    def __init__(self) -> None:
        self.lines: Lines = []
        self.offset = 0
        self.failed = False

    def add(self, event: str, *values: Any) -> None:
        last = self.lines[-1] if self.lines else [None, None]
        if event == 'write' and last[:2] == [self.offset, 'write']:
            last[2] += values[0]
        else:
            self.lines.append([self.offset, event, *values])

    def error(self, event: str, error: Any) -> None:
        """`bytesParsed` says something for the first piece that cannot be read only.

        Whoever does not destroy the connection is told of the same error with each piece that follows, and Node then
        counts from where that piece happens to lie in memory.
        """
        packet = getattr(error, 'rawPacket', None)
        parsed = getattr(error, 'bytesParsed', None)
        if self.failed and event == 'clientError':
            parsed = 'anything'
        size = None if packet is None else len(packet)
        self.add(event, error.name, error.code, error.message, parsed, size)
        if event == 'clientError' and packet is not None:
            self.failed = True


class Wire(Duplex):
    """The connection: what is written to it is logged, what it reads is pushed by the job."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self.log = log
        self.on('error', lambda error: log.error('wire error', error))
        self.on('close', lambda: log.add('wire close'))

    def _read(self, size: Any = None) -> None:
        pass

    def _write(self, chunk: Any, encoding: Any, callback: Any) -> None:
        self.log.add('write', bytes(chunk).decode('latin-1'))
        callback()

    def _final(self, callback: Any) -> None:
        self.log.add('wire end')
        callback()

    def _destroy(self, error: Any, callback: Any) -> None:
        self.log.add('wire destroy')
        callback(error)

    # What an agent asks of a socket that it keeps.
    def setKeepAlive(self, *_: Any) -> None:
        pass

    def setTimeout(self, *_: Any) -> None:
        pass

    def ref(self) -> None:
        pass

    def unref(self) -> None:
        pass


def feed(job: Job, log: Log, wire: Wire) -> Turns:
    data = job['sent'].encode('latin-1')
    cuts = [0, *job['cuts'], len(data)]
    for i in range(1, len(cuts)):
        if wire.destroyed:
            break
        log.offset = cuts[i]
        wire.push(Buffer(data[cuts[i - 1] : cuts[i]]))
        yield
    for _ in range(TURNS):
        yield
    if not wire.destroyed:
        log.offset = -1
        wire.push(None)
        for _ in range(TURNS):
            yield
    log.add('left', wire.destroyed, wire.writableEnded)
    lines: Lines = brief(log.lines)
    wire.destroy()
    yield
    return lines


def observe(message: Any, log: Log, name: str) -> Callable[[], str]:
    body = ''

    def add(chunk: Any) -> None:
        nonlocal body
        body += bytes(chunk).decode('latin-1')

    message.on('data', add)
    message.on('end', lambda: log.add(f'{name} end', body, message.rawTrailers))
    message.on('aborted', lambda: log.add(f'{name} aborted', body))
    message.on('error', lambda error: log.error(f'{name} error', error))
    message.on('close', lambda: log.add(f'{name} close', message.complete))
    return lambda: body


def taken(log: Log, name: str) -> Callable[[Any, Any, Any], None]:
    def listener(message: Any, wire: Any, head: Any) -> None:
        start = message.statusCode if message.method is None else message.method
        log.add(name, start, message.url, message.rawHeaders, bytes(head).decode('latin-1'))
        wire.on('data', lambda chunk: log.add('tunnelled', bytes(chunk).decode('latin-1')))
        wire.on('end', lambda: wire.end('bye'))

    return listener


def serve(job: Job, engine: str | None = None) -> Turns:
    """`plain`: nobody listens but the handler. In the others no Host is asked for. `told`: everything is listened to.

    `late`: the answer ends a turn after the request, but a request other than GET gets its beginning at once.
    """
    log = Log()
    told = job['variant'] == 'told'
    late = job['variant'] == 'late'
    options: dict[str, Any] = {
        'insecureHTTPParser': job['lenient'],
        'requireHostHeader': job['variant'] == 'plain',
    }
    if job['max']:
        options['maxHeaderSize'] = job['max']

    def handler(req: Any, res: Any) -> None:
        log.add('request', req.method, req.url, req.httpVersion, req.rawHeaders)
        body = observe(req, log, 'req')

        def answer() -> None:
            res.end(f'{req.method} {req.url} {len(body())}', 'latin1')

        if late and req.method != 'GET':
            res.write('begun ')
        req.on('end', (lambda: setImmediate(answer)) if late else answer)
        res.on('finish', lambda: log.add('res finish'))
        res.on('close', lambda: log.add('res close'))

    def client_error(error: Any, wire: Any) -> None:
        log.error('clientError', error)
        wire.end('HTTP/1.1 400 Told\r\n\r\n')

    server = http.createServer(options, handler, parser=engine)
    if told:
        server.on('clientError', client_error)
        server.on('upgrade', taken(log, 'upgrade'))
        server.on('connect', taken(log, 'connect'))
    wire = Wire(log)
    server.emit('connection', wire)
    yield
    return (yield from feed(job, log, wire))


def ask(job: Job, engine: str | None = None) -> Turns:
    """`plain`: a connection of its own, only the response listened to. `told`: an agent that keeps connections."""
    log = Log()
    wire = Wire(log)
    told = job['variant'] == 'told'
    options: dict[str, Any] = {
        'host': 'host',
        'method': job['method'],
        'path': '/',
        'insecureHTTPParser': job['lenient'],
        'parser': engine,
    }
    if job['max']:
        options['maxHeaderSize'] = job['max']
    if told:
        options['agent'] = agent = http.Agent(keepAlive=True)
        agent.createConnection = lambda *_: wire
        agent.on('free', lambda: log.add('free'))
    else:
        options['createConnection'] = lambda *_: wire

    def answered(res: Any) -> None:
        log.add('response', res.statusCode, res.statusMessage, res.httpVersion, res.rawHeaders)
        observe(res, log, 'res')

    req = http.request(options, answered)
    req.on('error', lambda error: log.error('req error', error))
    req.on('close', lambda: log.add('req close'))
    if told:
        req.on(
            'information',
            lambda info: log.add('information', info.statusCode, info.statusMessage, info.rawHeaders),
        )
        req.on('continue', lambda: log.add('continue'))
        req.on('upgrade', taken(log, 'upgrade'))
        req.on('connect', taken(log, 'connect'))
    req.end()
    yield
    yield
    lines = yield from feed(job, log, wire)
    if told:
        agent.destroy()
    return lines


def ours(wanted: dict[str, Job], engine: str | None = None) -> dict[str, Lines]:
    """The logs of our server or client, by way, in a loop of their own."""

    async def play() -> dict[str, Lines]:
        return {
            way: await in_turns((serve if one['kind'] == 'request' else ask)(one, engine))
            for way, one in wanted.items()
        }

    # JSON makes lists of tuples, and plain text of what a subclass of str may be
    played: dict[str, Lines] = json.loads(json.dumps(asyncio.run(play())))
    return played


# -- real Node -------------------------------------------------------------------------------------------------


def real(node: str, wanted: Sequence[dict[str, Job]]) -> list[dict[str, Lines]]:
    """The logs of real Node, in one process."""
    asked = ''.join(json.dumps(one) + '\n' for group in wanted for one in group.values())
    command = [node, '--no-warnings', str(HERE / 'ends.js')]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    answers = iter(done.stdout.splitlines())
    logs = [{way: json.loads(next(answers)) for way in group} for group in wanted]
    assert next(answers, None) is None
    return logs


def load(path: Path) -> dict[tuple[str, str], dict[str, Lines]]:
    """The golden logs: by title and variant, then by way."""
    goldens = {}
    for text in path.read_text('ascii').splitlines():
        record = json.loads(text)
        first: Lines = record['logs'][0][1]
        logs: dict[str, Lines] = {}
        for found, log in record['logs']:
            lines = [[line[0], *first[line[1]][1:]] if type(line[1]) is int else line for line in log]
            logs.update(dict.fromkeys(found.split(), lines))
        goldens[record['vector'], record['variant']] = logs
    return goldens


def save(path: Path, logs: dict[tuple[str, str], dict[str, Lines]]) -> None:
    """A line of a later log that only differs in its offset from one of the first is ``[offset, its index]``."""
    written = []
    for (title, variant), by_way in logs.items():
        distinct: dict[str, list[str]] = {}
        for way, log in by_way.items():
            distinct.setdefault(json.dumps(log), []).append(way)
        kept: list[list[Any]] = []
        said: list[list[Any]] = []
        for text, found in distinct.items():
            log = json.loads(text)
            lines = [[line[0], said.index(line[1:])] if kept and line[1:] in said else line for line in log]
            kept.append([' '.join(found), lines])
            said = said or [line[1:] for line in log]
        record = {'vector': title, 'variant': variant, 'logs': kept}
        written.append(json.dumps(record, separators=(',', ':')))
    path.write_text('\n'.join(written) + '\n', 'ascii')


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for kind, path in GOLDENS.items():
        chosen = [(vector, variant) for vector in read(kind) for variant in VARIANTS[kind]]
        logs = real(sys.argv[1], [jobs(vector, variant) for vector, variant in chosen])
        save(path, {(vector.title, variant): log for (vector, variant), log in zip(chosen, logs)})
        print(f'{path.name}: {len(list(read(kind)))} vectors, {sum(map(len, logs))} logs')


if __name__ == '__main__':
    main()
