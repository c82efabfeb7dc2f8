"""The doors: what `require` and the imports give, and the globals."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

import compat
from compat import require
from compat._door import camel_case, snake_case
from compat._require import MODULES
from compat.globals import JSON, Headers, structuredClone
from node_http import events as real_events
from node_http.errors import NodeError

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize('name', sorted(MODULES))
def test_every_module_by_every_name(name: str) -> None:
    imported = importlib.import_module(f'compat.{MODULES[name]}')
    assert require(name) is imported
    assert require(f'node:{name}') is imported


def test_process_and_console_are_the_objects() -> None:
    from compat import console, process
    from node_http.console import console as real_console
    from node_http.process import process as real_process

    assert process is real_process is require('process')
    assert console is real_console is require('node:console')


@pytest.mark.parametrize('name', ['nothing', 'node:nothing', 'json'])
def test_unknown_module_names_what_there_is(name: str) -> None:
    with pytest.raises(NodeError, match=f"Cannot find module '{name}'") as raised:
        require(name)
    assert raised.value.code == 'MODULE_NOT_FOUND'
    assert 'http, net' in raised.value.message


@pytest.mark.parametrize(('id', 'code'), [('', 'ERR_INVALID_ARG_VALUE'), (5, 'ERR_INVALID_ARG_TYPE')])
def test_wrong_id(id: Any, code: str) -> None:
    with pytest.raises(TypeError) as raised:
        require(id)
    assert raised.value.code == code  # type: ignore[attr-defined]


def test_files_of_the_program(tmp_path: Path) -> None:
    (tmp_path / 'a.py').write_text('from compat import require\nname = "a"\nb = require("./b.py")\n')
    (tmp_path / 'b.py').write_text('from compat import require\na = require("./a")\nname = "b"\n')
    (tmp_path / 'c.json').write_text(json.dumps({'x': [1]}))
    a = require(str(tmp_path / 'a'))
    assert (a.name, a.b.name, a.b.a is a) == ('a', 'b', True)
    assert require(str(tmp_path / 'a.py')) is a
    assert require(str(tmp_path / 'c')).x == [1]
    with pytest.raises(NodeError) as raised:
        require(str(tmp_path / 'd'))
    assert raised.value.code == 'MODULE_NOT_FOUND'


def test_events_is_its_class() -> None:
    events: Any = compat.events

    class Radio(events):  # type: ignore[misc]
        pass

    assert isinstance(Radio(), real_events.EventEmitter)
    assert isinstance(Radio(), events)
    assert isinstance(events(), real_events.EventEmitter)
    with pytest.raises(TypeError):
        compat.buffer()  # type: ignore[operator]


def test_assignment_goes_through() -> None:
    events: Any = compat.events
    before = real_events.EventEmitter.defaultMaxListeners
    try:
        events.default_max_listeners = 20
        assert real_events.EventEmitter.defaultMaxListeners == events.defaultMaxListeners == 20
    finally:
        events.defaultMaxListeners = before


def test_snake_case() -> None:
    net: Any = compat.net
    assert net.create_server is net.createServer
    assert 'create_server' in dir(net)
    with pytest.raises(AttributeError, match=r"module 'compat.net' has no attribute 'nothing'"):
        _ = net.nothing


@pytest.mark.parametrize(
    ('camel', 'snake'),
    [('createServer', 'create_server'), ('isIPv4', 'is_ipv4'), ('Server', 'Server'), ('on', 'on')],
)
def test_names(camel: str, snake: str) -> None:
    assert snake_case(camel) == snake
    if camel != 'isIPv4':
        assert camel_case(snake) == camel


def test_stringify_of_nothing() -> None:
    assert JSON.stringify() is None
    assert JSON.stringify(lambda: 1) is None
    assert JSON.stringify({'a': None, 'b': print}) == '{"a":null}'


def test_parse_gives_objects_and_python_errors() -> None:
    assert JSON.parse('{"a":{"b":1}}').a.b == 1
    with pytest.raises(SyntaxError):
        JSON.parse('{')
    with pytest.raises(ValueError, match='Unexpected end of JSON input'):
        JSON.parse('')


def test_structured_clone() -> None:
    original: dict[str, Any] = {'list': [1, {'x': b'y'}]}
    original['self'] = original
    copy = structuredClone(original)
    assert copy is not original
    assert copy.self is copy
    assert copy.list[1].x.toString() == 'y'
    with pytest.raises(NodeError) as raised:
        structuredClone({'f': print})
    assert (raised.value.name, raised.value.code) == ('DataCloneError', 25)


def test_headers() -> None:
    headers = Headers({'Content-Type': 'text/plain', 'X-A': ' 1 '})
    headers.append('x-a', '2')
    headers.append('Set-Cookie', 'a=1')
    headers.append('set-cookie', 'b=2')
    assert [*headers] == [
        ('content-type', 'text/plain'),
        ('set-cookie', 'a=1'),
        ('set-cookie', 'b=2'),
        ('x-a', '1, 2'),
    ]
    assert (headers.get('x-A'), headers.get('none'), headers.has('x-a')) == ('1, 2', None, True)
    assert headers.getSetCookie() == ['a=1', 'b=2']
    headers.delete('set-cookie')
    headers.set('X-A', 9)
    seen: list[Any] = []
    headers.forEach(lambda value, name: seen.append((name, value)))
    assert seen == [('content-type', 'text/plain'), ('x-a', '9')]
    assert [*Headers([('a', 'b'), ('a', 'c')]).values()] == ['b, c']


@pytest.mark.parametrize(
    ('call', 'message'),
    [
        (lambda h: Headers('x'), 'Headers constructor: Argument 1 could not be converted'),
        (lambda h: Headers([['a']]), 'expected name/value pair to be length 2, found 1.'),
        (lambda h: h.append('bad name', 'v'), 'Headers.append: "bad name" is an invalid header name.'),
        (lambda h: h.append('a', 'b\r\nc'), 'Headers.append: "b\r\nc" is an invalid header value.'),
        (
            lambda h: h.append('a', '\u0100'),
            'character at index 0 has a value of 256 which is greater than 255.',
        ),
        (lambda h: h.append('a'), 'Headers.append: 2 arguments required, but only 1 found.'),
        (lambda h: h.set(), 'Headers.set: 2 arguments required, but 0 found.'),
        (lambda h: h.get(), 'Headers.get: 1 argument required, but 0 found.'),
        (lambda h: h.forEach(5), "parameter 1 is not of type 'Function'."),
    ],
)
def test_what_headers_refuse(call: Any, message: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(Headers())
    assert message in str(raised.value)
