"""Our side of the clients: node_http_client.py PORT CONCURRENT WARM-UP SECONDS. client.js says what it does."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import node_http as http

port, concurrent = int(sys.argv[1]), int(sys.argv[2])
warm_up, seconds = float(sys.argv[3]), float(sys.argv[4])
agent = http.Agent({'keepAlive': True, 'maxSockets': concurrent})


def run(duration: float, done: Callable[[int], None]) -> None:
    until = time.perf_counter() + duration
    count = 0
    running = concurrent

    def follow() -> None:
        nonlocal running
        if time.perf_counter() >= until:
            running -= 1
            if running == 0:
                done(count)
            return
        req = http.request({'host': '127.0.0.1', 'port': port, 'agent': agent}, answered)
        req.end()

    def answered(res: Any) -> None:
        res.on('data', lambda: None)
        res.on('end', ended)

    def ended() -> None:
        nonlocal count
        count += 1
        follow()

    for _ in range(concurrent):
        follow()


def say(line: object) -> None:
    print(line, flush=True)
    sys.stdin.readline()


def warm(_: int) -> None:
    say('warm')
    run(seconds, finished)


def finished(count: int) -> None:
    say(count)
    sys.exit()


run(warm_up, warm)
http.run()
