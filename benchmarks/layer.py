"""`python -m benchmarks.layer`: what our layer costs by itself, in one process, without sockets.

A transport that does nothing stands where asyncio's would. What is written into the read buffer comes as if from the
kernel: everything between the read and the write is measured, and nothing else.

Each scenario runs in many short batches, the scenarios in turn, and its least batch counts: what disturbs a batch only
ever adds to it. That is done in several processes one after the other, for how strings are hashed and where memory lies
is settled when a process starts, and counts for some percent. Beside the scenarios runs a reference, a fixed piece of
plain Python. Results of two machines, or of two days, are compared in units of it.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import gc
import json
import platform
import pstats
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import add
from pathlib import Path
from typing import Any, cast

import node_http as http
from node_http._runtime import current
from node_http.events import EventEmitter
from node_http.net.handle import Handle

from . import results
from .machine import ROOT
from .workloads import TEN_HEADERS

REFERENCE = 'reference'
#: Changes below it may be chance.
NOISE = 0.03

#: Does so many units of work.
Batch = Callable[[int], None]


class NoTransport:
    """Takes all that is written, and keeps the last piece only."""

    def __init__(self) -> None:
        self.writes = 0
        self.last = b''
        self.closing = False

    def write(self, data: bytes) -> None:
        self.writes += 1
        self.last = data

    def is_closing(self) -> bool:
        return self.closing

    def abort(self) -> None:
        self.closing = True

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        pass

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    def write_eof(self) -> None:
        pass


# -- the scenarios ---------------------------------------------------------------------------------------------

_HELLO = '{"hello":"world"}'
_JSON = {'Content-Type': 'application/json'}


def _hello(req: Any, res: Any) -> None:
    res.writeHead(200, _JSON)
    res.end(_HELLO)


def _headers(req: Any, res: Any) -> None:
    res.writeHead(200 if req.headers.accept else 400, _JSON)
    res.end(_HELLO)


def _echo(req: Any, res: Any) -> None:
    chunks: list[http.Buffer] = []
    req.on('data', chunks.append)

    def end() -> None:
        res.writeHead(200, {'Content-Type': 'application/octet-stream'})
        res.end(http.Buffer.concat(chunks))

    req.on('end', end)


def _request(method: str, headers: Mapping[str, str], body: bytes = b'') -> bytes:
    fields = {'Host': '127.0.0.1:8000', **headers}
    if body:
        fields['Content-Length'] = str(len(body))
    lines = [f'{method} / HTTP/1.1', *(f'{name}: {value}' for name, value in fields.items()), '', '']
    return '\r\n'.join(lines).encode() + body


#: What a batch changes in the message each time, if it has it.
_FRESH = b'000000000000'


def _serving(handler: Callable[..., Any], message: bytes, engine: str = 'llhttp') -> Batch:
    """A server's connection to which the same request comes again and again, or one with another id each time."""
    server = http.createServer({'parser': engine}, handler)
    handle = Handle(current(), server._accepted)
    transport = NoTransport()
    handle.connection_made(cast(asyncio.Transport, transport))
    size = len(message)
    fresh = message.find(_FRESH)

    def batch(count: int) -> None:
        view = handle.get_buffer(size)
        arrived = handle.buffer_updated
        before = transport.writes
        for number in range(count):
            view[:size] = message
            if fresh >= 0:
                view[fresh : fresh + len(_FRESH)] = b'%012d' % number
            arrived(size)
        # A layer that has stopped answering would be fast. An answer is one write, head and body.
        assert transport.writes == before + count, f'{transport.writes - before} writes for {count} answers'
        assert transport.last.startswith(b'HTTP/1.1 200 OK\r\n'), transport.last

    return batch


#: What a server sends that has kept the connection.
_ANSWER = (
    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Fri, 20 Nov 2026 12:00:00 GMT\r\n'
    b'Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 17\r\n\r\n' + _HELLO.encode()
)


def _requesting(answer: bytes) -> Batch:
    """A client with an agent and one connection, on which request follows request."""
    handle = Handle(current())
    transport = NoTransport()
    handle.connection_made(cast(asyncio.Transport, transport))
    socket = http.net.Socket({'handle': handle})
    agent = http.Agent({'keepAlive': True, 'maxSockets': 1})
    agent.createConnection = lambda *_: socket  # type: ignore[method-assign]  # as programs do
    size = len(answer)
    left = 0

    def follow() -> None:
        req = http.request({'host': '127.0.0.1', 'port': 8000, 'agent': agent}, answered)
        req.end()

    def answered(res: Any) -> None:
        res.on('data', lambda: None)
        res.on('end', ended)

    def ended() -> None:
        nonlocal left
        left -= 1
        if left:
            follow()

    def batch(count: int) -> None:
        nonlocal left
        left = count
        view = handle.get_buffer(size)
        before = transport.writes
        handle.runtime.entry(follow)
        for _ in range(count):
            view[:size] = answer
            handle.buffer_updated(size)
        assert not left, f'{left} of {count} requests were not answered'
        assert transport.writes == before + count, f'{transport.writes - before} writes for {count} requests'

    return batch


def _emitting() -> Batch:
    emitter = EventEmitter()
    emitter.on('event', lambda value: None)

    def batch(count: int) -> None:
        emit = emitter.emit
        for _ in range(count):
            emit('event', 1)

    return batch


class _Message:
    """What the reference makes and throws away, as the layer does."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        self.listeners: dict[str, Callable[[int], int]] = {}

    def tell(self, name: str, *args: int) -> int:
        listener = self.listeners.get(name)
        return 0 if listener is None else listener(*args)


def _reference_step(data: bytes) -> bytes:
    """The kinds of work that the layer does: objects, closures, calls, attributes, dicts, bytes and text."""
    fields: dict[str, str] = {}
    for line in data.split(b'\r\n'):
        name, _, value = line.decode('latin-1').partition(': ')
        fields[name.lower()] = value
    total = 0
    for index in range(8):
        message = _Message(fields)
        message.listeners['event'] = partial(add, index)
        total += message.tell('event', index) + message.tell('nothing')
    return b''.join(
        [b'%d' % total, *(f'{name}: {value}'.encode('latin-1') for name, value in fields.items())]
    )


def _referring() -> Batch:
    data = _request('GET', TEN_HEADERS)

    def batch(count: int) -> None:
        for _ in range(count):
            _reference_step(data)

    return batch


SCENARIOS: dict[str, tuple[str, Callable[[], Batch]]] = {
    'hello': ('hello world in JSON', lambda: _serving(_hello, _request('GET', {}))),
    'headers': (
        'the same with 10 request headers, and reading req.headers',
        lambda: _serving(_headers, _request('GET', TEN_HEADERS)),
    ),
    'fresh': (
        'the same, with another id in every request',
        lambda: _serving(_headers, _request('GET', {**TEN_HEADERS, 'X-Request-Id': _FRESH.decode()})),
    ),
    'echo': ('POST of 1 KiB, sent back', lambda: _serving(_echo, _request('POST', {}, b'x' * 1024))),
    'client': ('a request on a kept connection', lambda: _requesting(_ANSWER)),
    'hello-h11': ('hello world, h11 engine', lambda: _serving(_hello, _request('GET', {}), 'h11')),
    'emit': ('emit with one listener', _emitting),
    REFERENCE: ('a fixed piece of plain Python', _referring),
}

# -- measuring -------------------------------------------------------------------------------------------------

#: Seconds that a batch is to take: short enough to be undisturbed now and then, long enough for the clock.
_BATCH = 0.004


def _timed(batch: Batch, count: int) -> float:
    start = time.process_time()
    batch(count)
    return time.process_time() - start


async def measure(names: Sequence[str], seconds: float) -> dict[str, float]:
    """Microseconds of CPU per unit of each scenario, each measured for so many seconds."""
    batches = {name: SCENARIOS[name][1]() for name in names}
    counts: dict[str, int] = {}
    for name, batch in batches.items():
        batch(200)  # warm
        counts[name] = max(1, round(_BATCH / (_timed(batch, 500) / 500)))
    least = dict.fromkeys(names, float('inf'))
    gc.collect()
    gc.freeze()
    until = time.process_time() + seconds * len(names)
    while time.process_time() < until:
        for name, batch in batches.items():
            least[name] = min(least[name], _timed(batch, counts[name]) / counts[name] * 1e6)
            await asyncio.sleep(0)  # what the layer left to the loop is done, outside the measure
    gc.unfreeze()
    return least


def measure_anew(names: Sequence[str], seconds: float, processes: int) -> dict[str, float]:
    """The least that so many processes measure, one after the other; the seconds are shared among them."""
    words = [sys.executable, '-m', 'benchmarks.layer', '--json', '--processes', '1']
    words += ['--seconds', str(seconds / processes), *(word for name in names for word in ('--only', name))]
    least = dict.fromkeys(names, float('inf'))
    for _ in range(processes):
        done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        for name, figure in json.loads(done.stdout)['figures'].items():
            least[name] = min(least[name], figure)
    return least


async def profile(name: str, seconds: float, lines: int) -> None:
    """Print which functions of a scenario take the time."""
    batch = SCENARIOS[name][1]()
    batch(200)
    profiler = cProfile.Profile()
    count = max(1, round(seconds / (_timed(batch, 500) / 500)))
    profiler.enable()
    batch(count)
    profiler.disable()
    print(f'{name}: {count} times')
    pstats.Stats(profiler).strip_dirs().sort_stats('tottime').print_stats(lines)


# -- comparing -------------------------------------------------------------------------------------------------


def change(now: Mapping[str, float], then: Mapping[str, float], name: str) -> float | None:
    """By how much a scenario's cost has changed, in units of the reference: 0.05 is 5 % more."""
    if not all(name in figures and REFERENCE in figures for figures in (now, then)):
        return None
    return (now[name] / now[REFERENCE]) / (then[name] / then[REFERENCE]) - 1


def report(now: Mapping[str, float], kept: Mapping[str, Any] | None) -> str:
    """The figures, and beside them what has changed since the kept ones."""
    lines = []
    if kept is not None:
        lines.append(
            f'compared with node_http {kept["version"]} (Python {kept["python"]}), the reference being 1'
        )
        if kept['python'].rpartition('.')[0] != platform.python_version().rpartition('.')[0]:
            lines.append('that was another Python: what changed may be its doing')
    then = {} if kept is None else kept['figures']
    for name, figure in now.items():
        line = f'{name:10} {figure:8.2f} µs  {SCENARIOS[name][0]}'
        changed = change(now, then, name)
        if changed is not None and name != REFERENCE:
            # A word to the eye, not a verdict: the clock fails no build.
            mark = '' if abs(changed) <= NOISE else '  slower' if changed > 0 else '  faster'
            line = f'{name:10} {figure:8.2f} µs {changed:+7.1%}{mark:8}  {SCENARIOS[name][0]}'
        lines.append(line)
    return '\n'.join(lines)


def to_json(figures: Mapping[str, float]) -> str:
    kept = {
        'version': http.__version__,
        'python': platform.python_version(),
        'figures': {name: results.rounded(figure) for name, figure in figures.items()},
    }
    return json.dumps(kept, indent=2) + '\n'


# -- the command -----------------------------------------------------------------------------------------------


def parse(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog='python -m benchmarks.layer',
        description='Measures our layer alone, without sockets: microseconds of CPU per unit.',
        epilog='scenarios: ' + ', '.join(SCENARIOS),
    )
    parser.add_argument(
        '--only',
        metavar='NAME',
        action='append',
        choices=list(SCENARIOS),
        help='this scenario; may be repeated',
    )
    parser.add_argument('--seconds', type=float, default=3.0, metavar='S', help='per scenario (default: 3)')
    parser.add_argument(
        '--processes', type=int, default=6, metavar='N', help='that share the seconds (default: 6)'
    )
    parser.add_argument('--profile', action='store_true', help='show which functions take the time, instead')
    parser.add_argument('--lines', type=int, default=30, metavar='N', help='of the profile (default: 30)')
    parser.add_argument('--json', action='store_true', help='print JSON: what is kept of a release')
    parser.add_argument(
        '--compare',
        type=Path,
        nargs='?',
        const=Path(),
        metavar='FILE',
        help='show what changed since that JSON; without a file, since the newest release that is kept',
    )
    arguments = parser.parse_args(words)
    if arguments.processes < 1 or arguments.seconds <= 0:
        parser.error('--processes and --seconds: more than 0')
    return arguments


def read_kept(wanted: Path) -> dict[str, Any] | None:
    """The figures to compare with; None when none are kept."""
    path = results.newest(prefix='layer-') if wanted == Path() else wanted
    if path is None:
        print('no figures are kept yet to compare with', file=sys.stderr)
        return None
    kept: dict[str, Any] = json.loads(path.read_text())
    return kept


def main(words: Sequence[str] | None = None) -> int:
    arguments = parse(words)
    if arguments.profile:
        for name in arguments.only or ['hello']:
            asyncio.run(profile(name, arguments.seconds, arguments.lines))
        return 0
    names = [name for name in SCENARIOS if not arguments.only or name in (*arguments.only, REFERENCE)]
    kept = None if arguments.compare is None else read_kept(arguments.compare)
    if arguments.processes > 1:
        figures = measure_anew(names, arguments.seconds, arguments.processes)
    else:
        figures = asyncio.run(measure(names, arguments.seconds))
    print(to_json(figures) if arguments.json else report(figures, kept), end='' if arguments.json else '\n')
    return 0


if __name__ == '__main__':
    sys.exit(main())
