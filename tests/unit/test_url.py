"""URL, URLSearchParams, and what else `url` exports. Recorded answers are real Node's (goldens/record.js)."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from node_http import url
from node_http._inspect import inspect
from node_http.errors import NodeURIError
from node_http.url import URL, Url, URLSearchParams

GOLDEN = json.loads((Path(__file__).parent / 'goldens' / 'pure.json').read_text())
PARTS = (
    'href',
    'origin',
    'protocol',
    'username',
    'password',
    'host',
    'hostname',
    'port',
    'pathname',
    'search',
    'hash',
)


def error_of(call: Any) -> dict[str, list[Any]]:
    try:
        return call()  # type: ignore[no-any-return]
    except Exception as error:
        return {'error': [getattr(error, 'name', type(error).__name__), getattr(error, 'code', None)]}


# ----------------------------------------------------------------------------------------------------- URL


def test_parsed_as_node_does() -> None:
    for text, base, expected in GOLDEN['whatwg']:
        args = (text,) if base is None else (text, base)
        assert error_of(lambda args=args: [getattr(URL(*args), part) for part in PARTS]) == expected, args


def test_setters_as_node_has_them() -> None:
    for base, part, value, expected in GOLDEN['setters']:
        parsed = URL(base)
        setattr(parsed, part, value)
        assert parsed.href == expected, (base, part, value)


def test_an_invalid_url() -> None:
    with pytest.raises(TypeError, match='^Invalid URL$') as caught:
        URL('x', 'y')
    assert (caught.value.code, caught.value.input, caught.value.base) == ('ERR_INVALID_URL', 'x', 'y')
    assert repr(caught.value) == 'TypeError [ERR_INVALID_URL]: Invalid URL'
    with pytest.raises(TypeError) as caught:
        URL('x')
    assert caught.value.fields() == {'code': 'ERR_INVALID_URL', 'input': 'x'}
    with pytest.raises(TypeError) as caught:
        URL()
    assert caught.value.message == 'The "url" argument must be specified'


def test_an_href_that_is_none_changes_nothing() -> None:
    parsed = URL('http://a/?x=1')
    with pytest.raises(TypeError) as caught:
        parsed.href = 'foo'
    assert caught.value.input == 'foo'
    assert parsed.href == 'http://a/?x=1'
    fields = parsed.searchParams
    parsed.href = 'http://b/?y=2'
    assert list(fields) == [('y', '2')]


def test_arguments_become_strings() -> None:
    assert URL(None, 'http://a/').href == 'http://a/null'
    assert URL(5, URL('http://a/')).href == 'http://a/5'
    assert URL('http://a/\ud800').href == 'http://a/%EF%BF%BD'
    parsed = URL('http://a/')
    parsed.port = 8080
    assert parsed.href == 'http://a:8080/'


def test_can_parse_and_parse() -> None:
    assert URL.canParse('http://x')
    assert URL.canParse('x', 'http://a')
    assert not URL.canParse('x')
    assert URL.parse('x') is None
    parsed = URL.parse('http://x')
    assert parsed is not None
    assert parsed.href == 'http://x/'
    with pytest.raises(TypeError):
        URL.canParse()


def test_as_text() -> None:
    parsed = URL('http://a')
    assert str(parsed) == parsed.toString() == parsed.toJSON() == 'http://a/'
    assert repr(parsed) == "URL('http://a/')"
    assert inspect(parsed).startswith("URL {\n  href: 'http://a/',\n  origin: 'http://a',")
    assert inspect({'x': {'y': {'z': parsed}}}) == '{ x: { y: { z: URL {} } } }'
    assert "\n    pathname: '/',\n" in inspect({'x': parsed})


def test_fields_and_url_follow_each_other() -> None:
    parsed = URL('http://a/?x=~+%20')
    fields = parsed.searchParams
    assert fields is parsed.searchParams
    fields.append('q', '')
    assert parsed.href == 'http://a/?x=%7E++&q='
    parsed.search = '?z=2'
    assert (fields.get('x'), fields.get('z')) == (None, '2')
    fields.delete('z')
    assert parsed.href == 'http://a/'


# ----------------------------------------------------------------------------------------- URLSearchParams


def test_fields_parsed_as_node_does() -> None:
    for text, pairs, expected in GOLDEN['searches']:
        fields = URLSearchParams(text)
        assert [list(pair) for pair in fields] == pairs, text
        assert fields.toString() == expected, text


@pytest.mark.parametrize(
    ('init', 'expected'),
    [
        ({'a': 1, 'b': [1, 2], 'c': None}, 'a=1&b=1%2C2&c=null'),
        ([['a', '1'], ('b', 2)], 'a=1&b=2'),
        (URLSearchParams('a=1'), 'a=1'),
        (None, ''),
        (5, '5='),
        ({'a': '\ud800'}, 'a=%EF%BF%BD'),
    ],
)
def test_made_of(init: Any, expected: str) -> None:
    assert str(URLSearchParams(init)) == expected


@pytest.mark.parametrize('init', [[['a']], ['ab'], [5], [['a', 'b', 'c']]])
def test_made_of_no_pairs(init: Any) -> None:
    with pytest.raises(TypeError) as caught:
        URLSearchParams(init)
    assert caught.value.message == 'Each query pair must be an iterable [name, value] tuple'


def test_fields_changed() -> None:
    fields = URLSearchParams('a=1&b=2&a=3')
    assert (fields.get('a'), fields.getAll('a'), fields.get('x'), fields.size, len(fields)) == (
        '1',
        ['1', '3'],
        None,
        3,
        3,
    )
    assert (fields.has('a', '3'), fields.has('a', '2'), fields.has('b'), 'b' in fields) == (
        True,
        False,
        True,
        True,
    )
    fields.set('a', 9)
    assert str(fields) == 'a=9&b=2'
    fields.set('c', 1)
    fields.append('b', '3')
    fields.delete('b', '2')
    assert list(fields.entries()) == [('a', '9'), ('c', '1'), ('b', '3')]
    assert list(fields.keys()) == ['a', 'c', 'b']
    assert list(fields.values()) == ['9', '1', '3']
    assert bool(URLSearchParams())


def test_fields_sorted_by_utf16() -> None:
    fields = URLSearchParams('z=1&a=2&\U0001f600=1&\uff00=2&a=1')
    fields.sort()
    assert fields.toString() == 'a=2&a=1&z=1&%F0%9F%98%80=1&%EF%BC%80=2'


def test_for_each() -> None:
    seen: list[Any] = []
    fields = URLSearchParams('a=1&b=2')
    fields.forEach(lambda value: seen.append(value))
    fields.forEach(lambda value, name, params: seen.append((name, params is fields)))
    assert seen == ['1', '2', ('a', True), ('b', True)]
    with pytest.raises(TypeError) as caught:
        fields.forEach(5)
    assert (
        caught.value.message == 'The "callback" argument must be of type function. Received type number (5)'
    )


def test_missing_arguments() -> None:
    with pytest.raises(TypeError, match='^The "name" argument must be specified$'):
        URLSearchParams().get()
    with pytest.raises(TypeError, match='^The "name" and "value" arguments must be specified$'):
        URLSearchParams().append('x')


def test_fields_inspected() -> None:
    assert inspect(URLSearchParams('x=1')) == "URLSearchParams { 'x' => '1' }"
    assert inspect(URLSearchParams()) == 'URLSearchParams {}'
    assert repr(URLSearchParams('x=1')) == "URLSearchParams('x=1')"


# ------------------------------------------------------------------------------------------ url.parse & co.


def test_old_parse_as_node_does() -> None:
    for text, args, expected in GOLDEN['parse']:
        parsed = error_of(lambda text=text, args=args: url.parse(text, *args))
        assert {key: value for key, value in parsed.items() if value is not None} == expected, (text, args)


def test_old_parse_has_every_part_in_order() -> None:
    parsed = url.parse('http://u:p@H:8/p?q#h')
    assert list(parsed) == [
        'protocol',
        'slashes',
        'auth',
        'host',
        'port',
        'hostname',
        'hash',
        'search',
        'query',
        'pathname',
        'path',
        'href',
    ]
    assert isinstance(parsed, Url)
    assert parsed.hostname == 'h'
    assert parsed.format() == url.format(parsed) == 'http://u:p@h:8/p?q#h'
    assert url.parse(parsed) is parsed


def test_old_parse_takes_strings() -> None:
    with pytest.raises(TypeError) as caught:
        url.parse(5)
    assert caught.value.message == 'The "url" argument must be of type string. Received type number (5)'


# A second copy of the path is a slip of Node's, for a query behind a scheme that has no host.
SLIPS = {('javascript:x', '?y'), ('javascript:x', '?')}


def test_resolve_as_node_does() -> None:
    for base, expected in GOLDEN['resolve']:
        for link, resolved in zip(GOLDEN['links'], expected, strict=True):
            if (base, link) not in SLIPS:
                assert url.resolve(base, link) == resolved, (base, link)


def test_resolve_in_parts() -> None:
    assert url.resolveObject('http://a/b', 'c').pathname == '/c'
    assert url.resolveObject('', 'c') == 'c'
    assert url.parse('http://a/b/c').resolve('../d') == 'http://a/d'
    assert url.parse('http://a').parse('http://b/x').host == 'b'
    assert url.resolveObject('http://a/b', {'pathname': '/q'}).href == 'http://a/q'
    assert url.resolveObject('http://a/b', url.parse('c')).href == 'http://a/c'
    for source, link in ((5, 'x'), ('http://a', 5), ({'pathname': '/'}, 'x')):
        with pytest.raises(TypeError, match='^The "url" argument must be of type string. Received '):
            url.resolveObject(source, link)
    assert url.resolve('http://a?x', 'b') == 'http://a/b'


def test_no_host() -> None:
    with pytest.raises(TypeError, match='^Invalid URL$'):
        url.parse('http://[\0]')


@pytest.mark.parametrize(
    ('parts', 'expected'),
    [
        ({}, ''),
        (
            {'protocol': 'http', 'host': 'a:80', 'pathname': 'x', 'search': 'y', 'hash': 'z'},
            'http://a:80/x?y#z',
        ),
        (
            {'protocol': 'http', 'hostname': '::1', 'port': 80, 'query': {'a': [1, 2], 'b': 'c d'}},
            'http://[::1]:80?a=1&a=2&b=c%20d',
        ),
        ({'protocol': 'mailto', 'pathname': 'a'}, 'mailto:a'),
        ({'slashes': True, 'hostname': 'a'}, '//a'),
        ({'protocol': 'file', 'pathname': '/x'}, 'file:///x'),
        (
            {'auth': 'a:b@c', 'hostname': 'x', 'pathname': '/a?b#c', 'search': '?a#b'},
            'a:b%40c@x/a%3Fb%23c?a%23b',
        ),
        ({'pathname': '//a'}, '//a'),
        ({'hostname': 'a', 'query': 'str'}, 'a'),
    ],
)
def test_format_parts(parts: dict[str, Any], expected: str) -> None:
    assert url.format(parts) == expected


def test_format_url() -> None:
    parsed = URL('http://a:b@測試.com/p?q#h')
    assert url.format(parsed) == 'http://a:b@xn--g6w251d.com/p?q#h'
    assert (
        url.format(parsed, {'auth': False, 'fragment': False, 'search': False}, unicode=True)
        == 'http://測試.com/p'
    )
    assert url.format('http://a b') == 'http://a/%20b'
    with pytest.raises(TypeError) as caught:
        url.format(5)
    assert 'must be one of type object or string. Received type number (5)' in str(caught.value)
    with pytest.raises(TypeError) as caught:
        url.format(parsed, 5)
    assert caught.value.message == 'The "options" argument must be of type object. Received type number (5)'


def test_domains() -> None:
    assert url.domainToASCII('español.com') == 'xn--espaol-zwa.com'
    assert url.domainToASCII('xn--iñvalid.com') == ''
    assert url.domainToUnicode('xn--espaol-zwa.com') == 'español.com'
    assert url.domainToUnicode('a b') == ''


# ------------------------------------------------------------------------------------------ urlToHttpOptions


def test_http_options() -> None:
    options = url.urlToHttpOptions(URL('http://us%20er:pa%40ss@[::1]:81/a?b#c'))
    assert list(options.items()) == [
        ('protocol', 'http:'),
        ('hostname', '::1'),
        ('hash', '#c'),
        ('search', '?b'),
        ('pathname', '/a'),
        ('path', '/a?b'),
        ('href', 'http://us%20er:pa%40ss@[::1]:81/a?b#c'),
        ('port', 81),
        ('auth', 'us er:pa@ss'),
    ]
    assert 'port' not in url.urlToHttpOptions(URL('http://a/'))
    assert url.urlToHttpOptions(URL('http://user@a/')).auth == 'user:'
    assert url.urlToHttpOptions(URL('http://:p@a/')).auth == ':p'


def test_http_options_take_what_was_set_on_the_url() -> None:
    parsed = URL('http://a/?x')
    parsed.searchParams.get('x')
    parsed.foo, parsed.agent = 1, False  # type: ignore[attr-defined]
    options = url.urlToHttpOptions(parsed)
    assert list(options) == [
        'foo',
        'agent',
        'protocol',
        'hostname',
        'hash',
        'search',
        'pathname',
        'path',
        'href',
    ]


def test_http_options_of_anything_else() -> None:
    options = url.urlToHttpOptions({'href': 'x'})
    assert (options.href, options.path, options.hostname) == ('x', '', None)
    assert math.isnan(options.port)
    with pytest.raises(NodeURIError, match='^URI malformed$'):
        url.urlToHttpOptions(URL('http://a%zz@b/'))


# ------------------------------------------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ('text', 'windows', 'expected'),
    [
        ('file:///a%20b', False, '/a b'),
        ('file://localhost/a?b#c', False, '/a'),
        ('file:///C:/a', True, 'C:\\a'),
        ('file://srv/a', True, '\\\\srv\\a'),
    ],
)
def test_path_of_a_file_url(text: str, windows: bool, expected: str) -> None:
    assert url.fileURLToPath(text, windows=windows) == expected
    assert url.fileURLToPath(URL(text), {'windows': windows}) == expected


@pytest.mark.parametrize(
    ('text', 'windows', 'message'),
    [
        ('file://host/a', False, 'File URL host must be "localhost" or empty on linux'),
        ('file:///a%2fb', False, 'File URL path must not include encoded / characters'),
        ('file:///C:/a%5Cb', True, 'File URL path must not include encoded \\ or / characters'),
        ('file:///a', True, 'File URL path must be absolute'),
        ('http://a', False, 'The URL must be of scheme file'),
        (
            5,
            False,
            'The "path" argument must be of type string or an instance of URL. Received type number (5)',
        ),
    ],
)
def test_no_path(text: Any, windows: bool, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('sys.platform', 'linux')
    with pytest.raises(TypeError) as caught:
        url.fileURLToPath(text, windows=windows)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ('path', 'windows', 'expected'),
    [
        ('/a b/é', False, 'file:///a%20b/%C3%A9'),
        ('/a%b?c#d\\e', False, 'file:///a%25b%3Fc%23d%5Ce'),
        ('/a\nb\tc\rd/', False, 'file:///a%0Ab%09c%0Dd/'),
        ('/a"b|c[d]e^f{g}', False, 'file:///a%22b%7Cc%5Bd%5De%5Ef%7Bg%7D'),
        ('/a/../b', False, 'file:///b'),
        ('C:\\a b', True, 'file:///C:/a%20b'),
        ('\\\\srv\\share\\f', True, 'file://srv/share/f'),
    ],
)
def test_file_url_of_a_path(path: str, windows: bool, expected: str) -> None:
    assert url.pathToFileURL(path, windows=windows).href == expected


def test_file_url_of_no_path() -> None:
    with pytest.raises(TypeError) as caught:
        url.pathToFileURL(5)
    assert caught.value.message == 'The "path" argument must be of type string. Received type number (5)'
