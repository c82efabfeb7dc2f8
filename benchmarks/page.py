"""`python -m benchmarks.page`: writes docs/benchmarks.md, and its picture, from the newest results that are kept."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import chart
from .figures import OURS, number, spread, with_spread
from .results import FOLDER, Row, newest, rows_of
from .workloads import WORKLOADS

DOCS = Path(__file__).resolve().parent.parent / 'docs'
_NOT_YET = 'not measured yet'

#: The layer's scenarios, in words that say what is added.
_PARTS = (
    (
        'hello',
        'a request without a body and a small answer: the parser, the two message objects, their events',
    ),
    ('headers', 'the same with ten request headers, and reading `req.headers`'),
    ('fresh', 'the same, but one of the fields is another one in every request'),
    ('echo', "a POST with 1 KiB, read with 'data' and 'end', and sent back"),
    (
        'client',
        "a client's request on a kept connection: the agent, the two message objects, 'data' and 'end'",
    ),
    ('hello-h11', 'the first again, on the h11 engine'),
    ('emit', 'one `emit` with one listener'),
)

_TOP = """\
# Benchmarks

<!-- Written by `python -m benchmarks.page`: change benchmarks/page.py instead. -->

What node_http costs beside real Node, and beside what a Python user would pick instead. The unit is CPU time per unit
of work: a request that costs half is worth the same on a slow machine and on a busy one. In brackets stands the least
and the most of the rounds.
"""

_LIMITS = """\
## Where it stops

Profiles (`perf record`, CPython 3.11, uvloop), and what a unit takes of the interpreter:

| | kernel | interpreter | the rest | bytecodes | calls of ours |
| --- | --- | --- | --- | --- | --- |
| hello world | 48 % | 47 % | 5 % | 1,410 | 32 |
| a POST, sent back | 33 % | 62 % | 5 % | 2,890 | 71 |
| a client's request | 27 % | 70 % | 3 % | 4,530 | 130 |

The system calls are one read and one write for each, which is the least. The interpreter's share is spread: no function
has much more than a tenth of it. Not every bytecode is the same: an attribute that CPython finds in the object itself
takes it about 25 machine instructions, one that is the class's, a bound method or in a dict that somebody asked for
(`__dict__`) about 270, so what a request looks at is kept in the object. The time of a bytecode is what is left, and
that is not ours to change:

- mypyc does not: from CPython 3.11 on the interpreter finds attributes of ordinary objects as quickly as compiled code
  does, and what users may patch and extend, which is most of what a request passes, has to stay ordinary. The
  [compiled wheel](compiled.md) pays on 3.10 and for bodies in chunks.
- A body costs what Node's streams are: a POST emits 'resume', 'data', 'readable', 'end' and 'close' in as many ticks as
  in Node, whoever listens. To be as cheap as Node's, all of a POST would have to fit into the time of a hello world.
  3 of its microseconds are the garbage collector's: listeners, request and response hold one another, as in Node.
- A request of the client passes an agent, a socket that is used again, a queue, twelve changes of listeners, twelve
  events and eight ticks. aiohttp's client has no events. Kernel and event loop alone take 20 of its microseconds, where
  Node's whole request takes about 45.
- Transfers of 100 MiB are the kernel's by three quarters: one read or write for 64 KiB, as in Node. What it takes for
  the same bytes, and with it the ratio to Node, moves by half from one round to the next. What is left of a download to
  the program itself is 0.11 ms per MiB here, 0.05 in Node: it is behind where the kernel is quick.
"""

_METHOD = """\
## Method

- Each program runs in a process of its own, on a core of its own; what loads it (wrk, or a small program for bodies,
  idle connections and clients) has another core.
- CPU time is what Linux counts for the process and its children (`/proc/PID/stat`, user and system), between two looks
  around the measured time, after a time of warming up.
- The programs of a row run in turn, each anew, in every round; every second round goes backwards. Each round gives one
  ratio, and the result is the median of these ratios.
- "Of the speed of" is the peer's cost divided by ours: above 1, node_http is cheaper. "Of the cost of" is ours divided
  by the peer's: below 1, node_http is cheaper.
- wrk repeats itself, and so does many a client that keeps its connection; node_http remembers a connection's last head
  and what its fields were. What a request costs whose fields are new each time has rows of its own. The server that the
  clients talk to repeats its answer too.
- All answer the same body, which is looked at before anything is measured; a run in which a request fails is no run.
  Our programs are Node's line by line (`benchmarks/peers/server.js`, `benchmarks/peers/node_http_server.py`). The
  Python peers run on uvloop, in one process, without an access log.
- Memory is what is in RAM more, per connection, when 2,000 connections have been opened beside 500.

`make bench` does all of it, and writes the figures to `benchmarks/results/`; `python -m benchmarks --quick` takes a
rough look in under two minutes, `--only NAME` measures one row, `--help` says the rest. It needs Linux, two cores, wrk
and Node.
"""


def page(kept: Mapping[str, Any], layer: Mapping[str, Any]) -> str:
    """The page of these results, and of these figures of the layer; either may be empty."""
    rows = rows_of(kept)
    parts = [_TOP, _where(kept), _table(rows)]
    if _measured(rows):
        parts.append('![The figures as bars](benchmarks.svg)\n')
    return '\n'.join([*parts, _costs(rows, layer), _LIMITS, _METHOD])


def _measured(rows: Sequence[Row]) -> bool:
    return any(spread(runs) for row in rows for runs in row.runs.values())


def _where(kept: Mapping[str, Any]) -> str:
    if not kept:
        return 'No figures are kept yet.\n'
    versions = ', '.join(f'{name} {version}' for name, version in kept['versions'].items())
    return (
        f'node_http {kept["version"]}, {kept["date"]}: {kept["cpu"]}, {kept["cores"]} cores, Linux {kept["kernel"]};\n'
        f'{versions}; {kept["rounds"]} rounds of {kept["seconds"]:g} s.\n'
    )


def _table(rows: Sequence[Row]) -> str:
    lines = ['| work | cost | goal | measured | |', '| --- | --- | --- | --- | --- |']
    for row in rows:
        cells = [f'{row.workload.title} ({row.workload.unit})', _figures(row)]
        verdicts = row.verdicts
        cells.append('<br>'.join(row.goal_text(verdict) for verdict in verdicts))
        cells.append('<br>'.join(with_spread(verdict.measured) for verdict in verdicts))
        cells.append('<br>'.join(verdict.mark for verdict in verdicts))
        lines.append(f'| {" | ".join(cells)} |')
    return '\n'.join(lines) + '\n'


def _figures(row: Row) -> str:
    """Each contender and its median, ours in bold. What is optional and was not measured is left out."""
    lines = []
    for contender in row.workload.contenders:
        measured = spread(row.runs.get(contender.name, ()))
        if measured is None and contender.optional:
            continue
        text = f'{contender.title}: {_NOT_YET if measured is None else number(measured.median)}'
        lines.append(f'**{text}**' if contender.name == OURS else text)
    return '<br>'.join(lines)


def _costs(rows: Sequence[Row], layer: Mapping[str, Any]) -> str:
    figures: Mapping[str, float] = layer.get('figures', {})
    lines = [
        '## What costs what',
        '',
        'Our layer alone, without sockets, in µs of CPU (`python -m benchmarks.layer`):',
        '',
        '| part | µs |',
        '| --- | --- |',
    ]
    for name, words in _PARTS:
        lines.append(f'| {words} | {number(figures[name]) if name in figures else _NOT_YET} |')
    hello = next(row for row in rows if row.workload is WORKLOADS[0])
    whole = spread(hello.runs.get(OURS, ()))
    if whole is not None and 'hello' in figures:
        rest = whole.median - figures['hello']
        lines += [
            '',
            f'Of the {number(whole.median)} µs of a request over a real socket, that leaves {number(rest)} to the '
            'kernel and the event loop.',
        ]
    return '\n'.join(lines) + '\n'


def write(results: Path = FOLDER, docs: Path = DOCS) -> Path:
    """Write the page and, where there are figures, its picture."""
    kept = read(newest(results))
    target = docs / 'benchmarks.md'
    target.write_text(page(kept, read(newest(results, 'layer-'))))
    rows = rows_of(kept)
    if _measured(rows):
        (docs / 'benchmarks.svg').write_text(chart.svg(rows))
    return target


def read(path: Path | None) -> dict[str, Any]:
    """What a JSON file holds; nothing where there is no file."""
    kept: dict[str, Any] = {} if path is None else json.loads(path.read_text())
    return kept


def main(words: Sequence[str] | None = None) -> int:
    argparse.ArgumentParser(prog='python -m benchmarks.page', description=__doc__).parse_args(words)
    print(f'written: {write()}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
