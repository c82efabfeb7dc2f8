"""The loops that ours run on, and one server of each kind for a whole module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec

import pytest

from tests.interop.sides import LOOPS, Servers


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.interop)


@pytest.fixture(scope='module', params=LOOPS)
def loop_name(request: pytest.FixtureRequest) -> str:
    if request.param == 'uvloop' and find_spec('uvloop') is None:
        pytest.skip('uvloop is missing: not installed')
    return str(request.param)


@pytest.fixture(scope='module')
def servers(loop_name: str) -> Iterator[Servers]:
    """The servers of this module: each is started when it is first asked for."""
    with ExitStack() as stack:
        yield Servers(loop_name, stack)
