"""Consoles on other streams, and what is not about formatting; the rest is in pairs/formatting."""

from __future__ import annotations

import sys
from io import StringIO
from typing import Any

import pytest

from node_http._format import format_log
from node_http._inspect import error_stack, inspect
from node_http.console import Console, console
from node_http.errors import ERR_HTTP_HEADERS_SENT, DOMException, NodeError

pytestmark = pytest.mark.any_engine


def test_it_writes_to_what_it_is_given() -> None:
    out, err = StringIO(), StringIO()
    mine = Console(out, err)
    mine.log('a')
    mine.error('b')
    mine.assert_(False, 'no %s', 'way')  # noqa: PT009 - Node's, not unittest's
    mine.assert_(True, 'never')  # noqa: PT009 - Node's, not unittest's
    mine.assert_(0, {'a': 1})  # noqa: PT009 - Node's, not unittest's
    getattr(mine, 'assert')(None)
    assert out.getvalue() == 'a\n'
    assert err.getvalue() == 'b\nAssertion failed: no way\nAssertion failed { a: 1 }\nAssertion failed\n'
    single = Console({'stdout': out})
    single.warn('c')
    assert out.getvalue() == 'a\nc\n'


def test_no_stream() -> None:
    with pytest.raises(TypeError, match='Console expects a writable stream instance for stdout'):
        Console(5)


def test_errors_are_ignored_unless_told_otherwise() -> None:
    class Broken:
        def write(self, text: str) -> None:
            raise OSError('full')

    Console(Broken()).log('x')
    with pytest.raises(OSError, match='full'):
        Console(Broken(), None, False).log('x')


def test_the_global_one_obeys_who_replaces_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    monkeypatch.setattr(sys, 'stdout', out)
    console.log('%s!', 'hi')
    assert out.getvalue() == 'hi!\n'


def test_trace_and_times() -> None:
    out, err = StringIO(), StringIO()
    mine = Console(out, err)
    mine.trace('here %d', 1)
    assert err.getvalue().startswith('Trace: here 1\n    at test_trace_and_times (')
    mine.time('t')
    mine.timeLog('t', {'a': 1})
    mine.timeEnd('t')
    first, second = out.getvalue().splitlines()
    assert first.startswith('t: ')
    assert first.endswith('ms { a: 1 }')
    assert second.endswith('ms')


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def test_errors() -> None:
    assert inspect(NodeError('m')) == '[Error: m]'
    assert inspect(NodeError('m', 'E1')) == "[Error: m] { code: 'E1' }"
    shown = inspect(raised(ERR_HTTP_HEADERS_SENT('set')))
    assert shown.startswith(
        'Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client\n    at '
    )
    assert shown.endswith(" {\n  code: 'ERR_HTTP_HEADERS_SENT'\n}")
    assert error_stack(raised(KeyError('k'))).startswith("KeyError: 'k'\n    at raised (")
    assert '[cause]: [Error: inner]' in inspect(NodeError('outer', cause=NodeError('inner')))
    assert 'AbortError' in inspect(DOMException('gone', 'AbortError'))


def test_objects() -> None:
    class Point:
        def __init__(self) -> None:
            self.x = 1
            self._hidden = 2

    async def later() -> None: ...

    assert inspect(Point()) == 'Point { x: 1 }'
    assert inspect([Point, later, len, lambda: 1]) == (
        '[\n  [class Point],\n  [AsyncFunction: later],\n  [Function: len],\n  [Function (anonymous)]\n]'
    )
    assert inspect({(1,): 2}) == 'Map(1) { [ 1 ] => 2 }'
    assert inspect({'a': {'b': {'c': {'d': {}}}}}, None) == ('{\n  a: { b: { c: { d: {} } } }\n}')


@pytest.mark.parametrize(
    ('args', 'text'),
    [
        ((), ''),
        (('%s',), '%s'),
        (('%s', None), 'null'),
        ((1, 'a'), '1 a'),
        (('%j', [1]), '[1]'),
        (('%o', [1]), '[ 1, [length]: 1 ]'),
    ],
)
def test_format(args: tuple[Any, ...], text: str) -> None:
    assert format_log(*args) == text
