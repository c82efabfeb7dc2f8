"""What every test stands on: one of the two engines, and no handle left behind.

Warnings are errors, and an expected failure that passes is a failure (pyproject.toml). Tests need no order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from node_http._runtime import core

TESTS = Path(__file__).parent

# No parser takes part in these, or they bring both engines themselves: the run on the second engine leaves them out.
ANY_ENGINE = (
    'conformance/',
    'contract/',
    'fuzz/',
    'parity/stream/',
    'unit/_parser/',
    'unit/_runtime/',
    'unit/stream/',
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        '--live',
        action='store_true',
        help='run the real Node (NODE_HTTP_ORACLE, .nodes/) instead of reading goldens',
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(TESTS) and item.path.relative_to(TESTS).as_posix().startswith(ANY_ENGINE):
            item.add_marker(pytest.mark.any_engine)


@pytest.fixture(scope='session')
def parser_engine() -> str:
    """The engine of this run: what `NODE_HTTP_PARSER` says, else the default one."""
    return os.environ.get('NODE_HTTP_PARSER') or 'llhttp'


@pytest.fixture(autouse=True)
def no_handle_left() -> Iterator[None]:
    """Fail the test that leaves a server, a socket, a timer behind: in the loop it ran, or in none."""
    yield
    runtimes = [*core._by_loop.values(), core.current()]
    left = [handle for runtime in runtimes for handle in runtime.handles]
    for runtime in runtimes:  # the next test starts afresh, whatever this one did
        runtime.handles.clear()
    assert left == [], 'handles left behind'
