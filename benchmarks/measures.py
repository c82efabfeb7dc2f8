"""How one run is measured: each measure starts what it needs, and gives one figure.

A measure is a function of a `Lab` and a `Contender`; the functions here make measures. Every run has processes of its
own, so that where a program's memory happens to lie is part of the spread and not of the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median

from .running import Contender, Lab, RunFailed, check, helper, serving, started, wrk

Measure = Callable[[Lab, Contender], float]

HELLO = b'{"hello":"world"}'
MIB_PER_TRANSFER = 100

_FIXED = Contender('fixed', 'a fixed answer', ['{python}', '{peers}/fixed_server.py', '{port}'])


def requests(
    *, connections: int = 64, headers: Mapping[str, str] | None = None, script: str = '', body: bytes = b''
) -> Measure:
    """CPU time of a server per request, in µs. With a body, it is a POST, and the body is what comes back."""
    sent = headers or {}

    def measure(lab: Lab, contender: Contender) -> float:
        with serving(lab, contender) as server:
            method = 'POST' if body else 'GET'
            check(server, method=method, body=body, headers=sent, expected=body or HELLO)
            wrk(lab, server.port, lab.warm_up, connections=connections, headers=sent, script=script)
            before = server.program.cpu
            load = wrk(lab, server.port, lab.seconds, connections=connections, headers=sent, script=script)
            return (server.program.cpu - before) / load.requests * 1e6

    return measure


def transfers(mode: str) -> Measure:
    """CPU time of a server per MiB of bodies of 100 MiB, in ms."""

    def measure(lab: Lab, contender: Contender) -> float:
        def transfer(seconds: float) -> int:
            with started(lab, lab.machine.load_core, helper('bulk.py', mode, server.port, seconds)) as load:
                return int(load.finish())

        with serving(lab, contender) as server:
            transfer(lab.warm_up)
            before = server.program.cpu
            count = transfer(lab.seconds)
            return (server.program.cpu - before) / (count * MIB_PER_TRANSFER) * 1e3

    return measure


def client(concurrent: int) -> Measure:
    """CPU time of a client per request, in µs, against the same cheap server for all."""

    def measure(lab: Lab, contender: Contender) -> float:
        with serving(lab, _FIXED, lab.machine.load_core) as server:
            words = [*lab.words(contender, server.port), str(concurrent), str(lab.warm_up), str(lab.seconds)]
            with started(lab, lab.machine.server_core, words, lab.environment(contender)) as program:
                if program.hear() != 'warm':
                    raise program.failed('it did not warm up')
                before = program.cpu
                program.tell('go')
                count = int(program.hear())
                return (program.cpu - before) / count * 1e6

    return measure


def idle_memory(first: int, connections: int) -> Measure:
    """Memory of a server per idle connection, in KiB.

    What a server needs once, however many connections it has, is there when the first ones are open.
    """

    def measure(lab: Lab, contender: Contender) -> float:
        with (
            serving(lab, contender) as server,
            started(lab, lab.machine.load_core, helper('idle.py', server.port)) as load,
        ):
            load.tell(first)
            load.hear()
            before = server.program.memory
            load.tell(first + connections)
            load.hear()
            return (server.program.memory - before) / connections / 1024

    return measure


def rate_in_a_crowd(active: int) -> Measure:
    """Requests per second of so many connections; the contender's `IDLE` says how many more are open."""

    def measure(lab: Lab, contender: Contender) -> float:
        with (
            serving(lab, contender) as server,
            started(lab, lab.machine.load_core, helper('idle.py', server.port)) as load,
        ):
            load.tell(contender.env['IDLE'])
            load.hear()
            wrk(lab, server.port, lab.warm_up, connections=active, headers={})
            return wrk(lab, server.port, lab.seconds, connections=active, headers={}).rate

    return measure


def printed(count: int = 1) -> Measure:
    """The figure that the program itself prints; the median of so many runs."""

    def run(lab: Lab, contender: Contender) -> float:
        with started(
            lab, lab.machine.server_core, lab.words(contender), lab.environment(contender)
        ) as program:
            text = program.finish()
        try:
            return float(text)
        except ValueError:
            raise RunFailed(f'no figure: {text!r}') from None

    def measure(lab: Lab, contender: Contender) -> float:
        return median(run(lab, contender) for _ in range(count))

    return measure
