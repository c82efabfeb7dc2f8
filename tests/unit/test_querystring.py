"""`querystring`, and the percent-encoding under it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from node_http import querystring
from node_http._uri import decode_uri, decode_uri_component, encode_uri, encode_uri_component

GOLDEN = json.loads((Path(__file__).parent / 'goldens' / 'pure.json').read_text())


def test_parsed_as_node_does() -> None:
    for text, expected in GOLDEN['queries']:
        assert [list(item) for item in querystring.parse(text).items()] == expected, text


def test_parse_options() -> None:
    assert querystring.parse('a:1;b:2', ';', ':') == {'a': '1', 'b': '2'}
    assert querystring.parse('a==1&b==2', '&', '==') == {'a': '1', 'b': '2'}
    assert querystring.parse('a=1&b=2&c=3', maxKeys=2) == {'a': '1', 'b': '2'}
    assert len(querystring.parse('&'.join(f'k{i}=' for i in range(1500)))) == 1000
    assert len(querystring.parse('&'.join(f'k{i}=' for i in range(1500)), None, None, {'maxKeys': 0})) == 1500
    assert querystring.parse('a=%20', decodeURIComponent=lambda text: f'[{text}]') == {'[a]': '[%20]'}
    assert querystring.parse('b%20=1', decodeURIComponent=lambda text: 1 / 0) == {'b ': '1'}
    assert querystring.parse(5) == querystring.parse(None) == {}


def test_stringify() -> None:
    fields = {
        'a': 1,
        'b': [1, 'x', True, None],
        'c': None,
        'e': 'é &',
        'f': True,
        'g': {},
        'h': math.nan,
        'j': math.inf,
    }
    assert querystring.stringify(fields) == 'a=1&b=1&b=x&b=true&b=&c=&e=%C3%A9%20%26&f=true&g=&h=&j='
    assert querystring.stringify({'a': 1, 'b': 2}, ';', ':') == 'a:1;b:2'
    assert querystring.stringify({'a': 1e21, 'b': -0.0}) == 'a=1e%2B21&b=0'
    assert querystring.stringify([1, 2]) == '0=1&1=2'
    assert querystring.stringify({'a': 'é'}, encodeURIComponent=lambda text: f'<{text}>') == '<a>=<é>'
    assert querystring.stringify('x') == querystring.stringify(None) == querystring.stringify({'a': []}) == ''
    with pytest.raises(ValueError, match='^URI malformed$') as caught:
        querystring.stringify({'a': '\ud800'})
    assert caught.value.code == 'ERR_INVALID_URI'


def test_escape_and_unescape() -> None:
    assert querystring.escape("!'()*~;/?:@&=+$,#") == "!'()*~%3B%2F%3F%3A%40%26%3D%2B%24%2C%23"
    assert querystring.escape({}) == '%5Bobject%20Object%5D'
    assert querystring.unescape('%zz%41') == '%zzA'
    assert querystring.unescape('%E9') == '\ufffd'
    assert querystring.unescapeBuffer('%41%zz%4') == b'A%zz%4'


def test_uri_functions_as_javascript_has_them() -> None:
    functions = [encode_uri_component, encode_uri, decode_uri_component, decode_uri]
    for text, *expected in GOLDEN['uri']:
        assert [attempt(function, text) for function in functions] == expected, text


def attempt(function: Any, text: str) -> Any:
    try:
        return function(text)
    except ValueError as error:
        return {'error': [error.name, error.code]}  # type: ignore[attr-defined]
