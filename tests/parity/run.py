"""``python -m tests.parity.run AREA [NAME...]``: runs scenarios of one area; one JSON line for each on stdout."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import warnings
from typing import Any

from . import trace


def report(name: str, lines: list[list[Any]]) -> None:
    sys.stdout.write(json.dumps({'scenario': name, 'trace': lines}) + '\n')
    sys.stdout.flush()


def main() -> None:
    warnings.simplefilter('ignore')  # Node runs with --no-deprecation
    importlib.import_module(f'.scenarios.{sys.argv[1]}', __package__)
    asyncio.run(trace.run_all(sys.argv[2:], report))
    sys.stdout.flush()
    os._exit(0)  # as trace.js: what a scenario has left behind is not waited for


if __name__ == '__main__':
    main()
