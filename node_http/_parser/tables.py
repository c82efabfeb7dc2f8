"""The grammar of HTTP/1 as Node v23.8.0 reads it, as data: states, and what each byte does in them.

A state has

- ``run``: the bytes that keep it (read at one go, by a regular expression),
- ``steps``: what other bytes do: a `Step` to the next state, or a `Fault`,
- ``otherwise``: what all remaining bytes do,
- ``span``: the part of the message its bytes belong to (``'url'``, ``'name'``, ``'value'``, …), if any.

A step either consumes its byte or leaves it to the next state (*peeks*); it may name an action, a method of the
machine in grammar.py, which may send the machine elsewhere than the table says. The rules are those of RFC 9112 and
RFC 9110, quoted beside the states, as strict as Node is; ``lenient`` builds what ``insecureHTTPParser`` lets through.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from .errors import Fault
from .states import Builder, Peek, Step, Table, Target

Kind = Literal['request', 'response']

# RFC 9110 5.6.2: token = 1*tchar, tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_"
#                                        / "`" / "|" / "~" / DIGIT / ALPHA
TCHAR = rb"!#$%&'*+\-.^_`|~0-9A-Za-z"
# RFC 9110 5.5: field-vchar = VCHAR / obs-text, with SP and HTAB between them. No control character, no DEL.
FIELD_CHAR = rb'\t\x20-\x7e\x80-\xff'
# RFC 3986 2: every character of a URL is a visible ASCII one; more exactly only where an authority is expected.
URL_CHAR = rb'\x21-\x7e'
SERVER_CHAR = rb"!$%&'()*+,\-.:;=0-9A-Z\[\]_a-z~"

# fmt: off
HTTP_METHODS = (
    'DELETE', 'GET', 'HEAD', 'POST', 'PUT', 'CONNECT', 'OPTIONS', 'TRACE', 'COPY', 'LOCK', 'MKCOL',
    'MOVE', 'PROPFIND', 'PROPPATCH', 'SEARCH', 'UNLOCK', 'BIND', 'REBIND', 'UNBIND', 'ACL', 'REPORT',
    'MKACTIVITY', 'CHECKOUT', 'MERGE', 'M-SEARCH', 'NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE', 'PATCH',
    'PURGE', 'MKCALENDAR', 'LINK', 'UNLINK', 'SOURCE', 'PRI', 'QUERY',
)
RTSP_METHODS = (
    'GET', 'POST', 'OPTIONS', 'DESCRIBE', 'ANNOUNCE', 'SETUP', 'PLAY', 'PAUSE', 'TEARDOWN',
    'GET_PARAMETER', 'SET_PARAMETER', 'REDIRECT', 'RECORD', 'FLUSH',
)
# fmt: on
#: Which methods each protocol has, and what is said of another.
PROTOCOLS: dict[str, tuple[frozenset[str], str]] = {
    'HTTP/': (frozenset(HTTP_METHODS), 'Invalid method for HTTP/x.x request'),
    'RTSP/': (frozenset(RTSP_METHODS), 'Invalid method for RTSP/x.x request'),
    'ICE/': (frozenset({'SOURCE'}), 'Expected SOURCE method for ICE/x.x request'),
}


class Dialect(NamedTuple):
    """In what an older parser was narrower than this grammar, or took the same bytes for something else.

    None lets through what the newest refuses.
    """

    refused_methods: frozenset[str] = frozenset()
    #: The protocols that a request may name, and those whose names a response may begin with before it is refused.
    request_protocols: tuple[str, ...] = ('HTTP/', 'RTSP/', 'ICE/')
    response_protocols: tuple[str, ...] = ('HTTP/',)
    #: Whether a request may say HTTP/0.9.
    major_zero: bool = True
    #: Whether a response with Upgrade is one of another protocol even if its status is not 101.
    any_status_upgrades: bool = False


NEWEST = Dialect()


@cache
def table(kind: Kind, lenient: bool, dialect: Dialect = NEWEST) -> Table:
    """The states of a grammar, by name; built once."""
    build = Builder()
    if kind == 'request':
        _request_line(build, lenient, dialect)
    else:
        _status_line(build, lenient, dialect)
    _fields(build, kind, lenient)
    _chunks(build, lenient)
    return build.table


def _members(chars: bytes) -> bytes:
    """All bytes of a character class."""
    return b''.join(re.findall(b'[' + chars + b']', bytes(range(256))))


def _request_line(build: Builder, lenient: bool, dialect: Dialect) -> None:
    # RFC 9112 3: request-line = method SP request-target SP HTTP-version
    # Before it, CRLF is to be ignored (2.2); lone CR and LF are as well.
    # Methods are a closed set; one is refused at the byte at which it becomes none of them.
    methods = (
        set().union(*(PROTOCOLS[name][0] for name in dialect.request_protocols)) - dialect.refused_methods
    )
    branches: dict[str, dict[bytes, Target]] = {'': {}}
    for method in methods:
        for length in range(len(method)):
            longer = method[: length + 1]
            branches.setdefault(longer, {})
            branches[longer[:-1]][longer[-1:].encode()] = f'method {longer}'
    for prefix, rules in branches.items():
        reason = 'Invalid method encountered'
        if prefix in methods:
            rules[b' '] = 'spaces', 'method'
            reason = 'Expected space after method'
        build.state(f'method {prefix}', rules, Fault('HPE_INVALID_METHOD', reason), span='method')
    build.state('start', {b'\r\n': 'start'}, Peek('method '))

    _target(build)

    wrong_protocol = Fault('HPE_INVALID_CONSTANT', 'Expected HTTP/')
    invalid_url = Fault('HPE_INVALID_URL', 'Invalid characters in url', 1)
    names: dict[bytes, Target] = {name[:1].encode(): f'{name}+1' for name in dialect.request_protocols}
    build.state('protocol', {**names, b' ': 'protocol after spaces', b'\t\x0c': invalid_url}, wrong_protocol)
    build.state('protocol after spaces', {**names, b' ': 'protocol after spaces'}, wrong_protocol)
    for name in dialect.request_protocols:
        build.literal(name, name.encode(), ('major', f'protocol_{name[:-1].lower()}'), wrong_protocol)
    _version(build, 'after version', b'0123456789' if dialect.major_zero else b'123456789')

    ending = Fault('HPE_INVALID_VERSION', 'Expected CRLF after version')
    bare = ending._replace(offset=1)
    build.state('after version', {b'\r': 'line CR', b'\n': 'line CR' if lenient else bare}, ending)
    strict_ending = Fault('HPE_STRICT', 'Expected CRLF after version')
    build.state('line CR', {b'\n': 'first field'}, Peek('first field') if lenient else strict_ending)

    # RFC 9113 3.4: somebody speaks HTTP/2 with prior knowledge.
    preface = Fault('HPE_INVALID_VERSION', 'Expected HTTP/2 Connection Preface')
    paused = Fault('HPE_PAUSED_H2_UPGRADE', 'Pause on PRI/Upgrade', 1)
    build.literal('preface', b'\r\n\r\nSM\r\n\r\n', paused, preface)


def _target(build: Builder) -> None:
    # RFC 9112 3.2: request-target = origin-form / absolute-form / authority-form / asterisk-form
    def fault(reason: str, offset: int = 0) -> Fault:
        return Fault('HPE_INVALID_URL', reason, offset)

    invalid = fault('Invalid characters in url', 1)
    ends: dict[bytes, Target] = {
        b' \r\n': Peek('after url', 'url'),
        b'\t\x0c': invalid,
    }
    nowhere: dict[bytes, Target] = {b' \t\n\x0c\r': invalid}
    letters = bytes(range(65, 91)) + bytes(range(97, 123))

    server_chars = _members(SERVER_CHAR)

    build.state('spaces', {b' ': 'spaces'}, Peek('url'))
    build.state('spaces before authority', {b' ': 'spaces before authority'}, Peek('server'))
    start: dict[bytes, Target] = {**nowhere, b'/*': 'path', letters: 'schema'}
    build.state('url', start, fault('Unexpected start char in url'), span='url')
    schema = fault('Unexpected char in url schema')
    build.state('schema', {**nowhere, b':': 'schema:'}, schema, run=b'A-Za-z', span='url')
    build.state('schema:', {**nowhere, b'/': 'schema:/'}, schema, span='url')
    build.state('schema:/', {b'/': 'server'}, schema, span='url')
    build.state(
        'server',
        {**ends, b'/': 'path', b'?': 'query', b'@': 'server@'},
        fault('Unexpected char in url server'),
        run=SERVER_CHAR,
        span='url',
    )
    build.state(
        'server@',
        {**ends, b'/': 'path', b'?': 'query', b'@': fault('Double @ in url', 1), server_chars: 'server'},
        fault('Unexpected char in url server'),
        span='url',
    )
    path = fault('Invalid char in url path')
    query = fault('Invalid char in url query')
    fragment = fault('Invalid char in url fragment start')
    build.state(
        'path',
        {**ends, b'?': 'query', b'#': 'fragment'},
        path,
        run=rb'\x21\x22\x24-\x3e\x40-\x7e',
        span='url',
    )
    build.state('query', {**ends, b'#': 'fragment'}, query, run=rb'\x21\x22\x24-\x7e', span='url')
    build.state('fragment', ends, fragment, run=URL_CHAR, span='url')

    # A request line without a version is HTTP/0.9's; unlike it, fields may follow.
    build.state(
        'after url',
        {b' ': 'protocol', b'\r': ('url CR', 'ancient'), b'\n': ('first field 0.9', 'ancient')},
        path,
    )
    build.state('url CR', {b'\n': 'first field 0.9'}, fault('Expected CRLF'))
    build.state('first field 0.9', {b'\t\x0c': invalid}, Peek('first field'))


def _version(build: Builder, after: str, majors: bytes = b'0123456789') -> None:
    # RFC 9112 2.3: HTTP-version = HTTP-name "/" DIGIT "." DIGIT
    def fault(reason: str) -> Fault:
        return Fault('HPE_INVALID_VERSION', reason)

    build.state('major', {majors: ('dot', 'major')}, fault('Invalid major version'))
    build.state('dot', {b'.': 'minor'}, fault('Expected dot'))
    build.state('minor', {b'0123456789': (after, 'minor')}, fault('Invalid minor version'))


def _status_line(build: Builder, lenient: bool, dialect: Dialect) -> None:
    # RFC 9112 4: status-line = HTTP-version SP status-code SP [ reason-phrase ]
    # The second SP is left out by some, and put up with. Any byte may stand in the reason.
    no_protocol = Fault('HPE_INVALID_CONSTANT', 'Expected HTTP/')
    names: dict[bytes, Target] = {}
    for name in dialect.response_protocols:
        build.literal(name, name.encode(), 'major' if name == 'HTTP/' else no_protocol, no_protocol)
        names[name[:1].encode()] = f'{name}+1'
    build.state('start', {**names, b'\r\n': 'start'}, no_protocol)
    _version(build, 'after version')
    build.state(
        'after version', {b' ': 'status'}, Fault('HPE_INVALID_VERSION', 'Expected space after version')
    )
    digits = b'0123456789'
    no_status = Fault('HPE_INVALID_STATUS', 'Invalid status code')
    build.state('status', {digits: ('status 2', 'status')}, no_status)
    build.state('status 2', {digits: ('status 3', 'status')}, no_status)
    build.state('status 3', {digits: ('after status', 'status')}, no_status)
    odd = Fault('HPE_INVALID_STATUS', 'Invalid response status')
    bare = Fault('HPE_CR_EXPECTED', 'Missing expected CR after response line', 1, True)
    build.state(
        'after status',
        {b' ': 'reason', b'\r': 'line CR', b'\n': 'first field' if lenient else odd._replace(offset=1)},
        odd,
    )
    lf: Target = ('first field', 'reason') if lenient else bare
    build.state('reason', {b'\r': ('line CR', 'reason'), b'\n': lf}, bare, run=rb'^\r\n', span='reason')
    no_lf = Fault('HPE_STRICT', 'Expected LF after CR')
    # A second CR passes for the LF here, and here only.
    build.state('line CR', {b'\r\n': 'first field'}, Peek('first field') if lenient else no_lf)


def _fields(build: Builder, kind: Kind, lenient: bool) -> None:
    # RFC 9112 5: field-line = field-name ":" OWS field-value OWS, each ended by CRLF
    def token_fault(reason: str, offset: int = 0, closes: bool = False) -> Fault:
        return Fault('HPE_INVALID_HEADER_TOKEN', reason, offset, closes)

    no_token = token_fault('Invalid header token')
    tchars = _members(TCHAR)
    space: Target = (
        'field' if lenient else Fault('HPE_UNEXPECTED_SPACE', 'Unexpected space after start line', 1)
    )
    build.state('first field', {b' ': space}, Peek('field'))
    bare: Target = ('fields end', 'fields_end') if lenient else token_fault('Invalid header field char', 1)
    build.state('field', {b'\r': 'fields CR', b'\n': bare, tchars: Peek('name')}, no_token)
    no_lf = Fault('HPE_STRICT', 'Expected LF after headers')
    done = ('fields end', 'fields_end')
    build.state('fields CR', {b'\n': done}, Peek(*done) if lenient else no_lf)
    build.halt('fields end', 'head')
    build.halt('trailers end', 'end')

    name_rules: dict[bytes, Target] = {
        b':': ('value start', 'name'),
        b' ': ('name and spaces', 'space_in_name'),
    }
    build.state('name', name_rules, no_token, run=TCHAR, span='name')
    # Only the lenient come here.
    spaces: dict[bytes, Target] = {
        b':': ('value start', 'name'),
        b' ': 'name and spaces',
        tchars: 'name',
    }
    build.state('name and spaces', spaces, no_token, span='name')

    # Before a value. That there is one is only known when its first byte comes.
    no_value = token_fault('Invalid header value char', 1)
    empty_lf: Target = 'empty line' if lenient else no_value
    build.state(
        'value start', {b'\r': 'empty CR', b'\n': empty_lf}, Peek('value', 'value_start'), run=rb' \t'
    )
    no_lf = Fault('HPE_STRICT', 'Expected LF after CR')
    build.state('empty CR', {b'\n': 'empty line'}, Peek('empty line') if lenient else no_lf)
    folded: Target = 'value start' if lenient else no_value
    build.state('empty line', {b' \t': folded}, Peek('field', 'empty_field'))

    no_cr = Fault('HPE_CR_EXPECTED', 'Missing expected CR after header value', 0, True)

    def ends(action: str) -> dict[bytes, Target]:
        lf: Target = Peek('value LF', action) if lenient else no_cr
        return {b'\r': ('value CR', action), b'\n': lf}

    chars = rb'^\r\n' if lenient else FIELD_CHAR
    no_char = token_fault('Invalid header value char', 0, True)
    build.state('value', ends('value_end'), no_char, run=chars, span='value')
    build.state('value LF', {b'\n': 'value line'}, no_cr)
    build.state(
        'value CR', {b'\n': 'value line'}, Fault('HPE_LF_EXPECTED', 'Missing expected LF after header value')
    )
    # RFC 9112 5.2: obs-fold = OWS CRLF RWS is read by the lenient only.
    fold: Target = (
        Peek('value', 'fold') if lenient else token_fault('Unexpected whitespace after header value')
    )
    build.state('value line', {b' \t': fold}, Peek('field', 'field_end'))

    # RFC 9112 6.2: Content-Length = 1*DIGIT
    no_digit = Fault('HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length', 0, True)
    length_ends = ends('value_end')
    build.state(
        'length',
        {**length_ends, b'0123456789': ('length', 'length_digit'), b' ': 'length spaces'},
        no_digit,
        span='value',
    )
    build.state('length spaces', {**length_ends, b' ': 'length spaces'}, no_digit, span='value')

    # RFC 9112 6.1: Transfer-Encoding = #transfer-coding; if chunked is among them it must be the last one.
    other = Peek('coding other')
    build.literal('coding', b'chunked', 'coding chunked', other, span='value', fold=True)
    build['coding'].steps.update(dict.fromkeys(b' \t', Step(build['coding'])))
    not_last = Fault('HPE_INVALID_TRANSFER_ENCODING', 'Invalid `Transfer-Encoding` header value', 1, True)
    comma: Target = not_last if kind == 'request' and not lenient else 'coding'
    build.state(
        'coding chunked',
        {**ends('chunked_end'), b' ': 'coding chunked', b',': comma},
        other,
        span='value',
    )
    # Behind a control character the lenient understand nothing more.
    not_understood: Target = Peek('value') if lenient else no_char
    not_comma = rb'\t\x20-\x2b\x2d-\x7e\x80-\xff'
    build.state(
        'coding other', {**ends('value_end'), b',': 'coding'}, not_understood, run=not_comma, span='value'
    )


def _chunks(build: Builder, lenient: bool) -> None:
    # RFC 9112 7.1: chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
    hexadecimal = b'0123456789ABCDEFabcdef'
    no_size = Fault('HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size')

    def bare(after: str) -> Target:
        if lenient:
            return Peek('chunk LF')
        return Fault('HPE_CR_EXPECTED', f'Missing expected CR after {after}', 0, True)

    build.state('chunk', {hexadecimal: ('chunk size', 'chunk_begin')}, no_size)
    # The lenient take a second LF here, as if the first were a CR.
    size_lf: Target = (
        'chunk CR' if lenient else Fault('HPE_CR_EXPECTED', 'Missing expected CR after chunk size', 1)
    )
    after_size: dict[bytes, Target] = {
        b'\r': 'chunk CR',
        b'\n': size_lf,
        b';': 'extension',
    }
    spaces: Target = 'chunk spaces' if lenient else no_size._replace(offset=1)
    build.state(
        'chunk size', {**after_size, b' \t': spaces, hexadecimal: ('chunk size', 'chunk_digit')}, no_size
    )
    build.state('chunk spaces', {**after_size, b' \t': 'chunk spaces'}, no_size)
    no_lf = Fault('HPE_STRICT', 'Expected LF after chunk size')
    sized = ('chunk data', 'chunk_sized')
    build.state('chunk LF', {b'\n': sized}, no_lf)
    build.state('chunk CR', {b'\n': sized}, Peek(*sized) if lenient else no_lf)
    build.halt('chunk data', 'data')

    # RFC 9112 7.1.1: chunk-ext = *( ";" chunk-ext-name [ "=" chunk-ext-val ] ), chunk-ext-val = token / quoted-string
    def strict(reason: str, offset: int = 1) -> Fault:
        return Fault('HPE_STRICT', reason, offset, True)

    build.state(
        'extension', {b' \r': strict('Invalid character in chunk extensions')}, Peek('extension name')
    )
    build.state(
        'extension name',
        {b'=': 'extension value', b';': 'extension', b'\r': 'chunk CR', b'\n': bare('chunk extension name')},
        strict('Invalid character in chunk extensions name'),
        run=TCHAR,
        span='extension name',
    )
    value_ends: dict[bytes, Target] = {
        b';': 'extension',
        b'\r': 'chunk CR',
        b'\n': bare('chunk extension value'),
    }
    build.state(
        'extension value',
        {**value_ends, b'"': 'quoted'},
        strict('Invalid character in chunk extensions value'),
        run=TCHAR,
        span='extension value',
    )
    # RFC 9110 5.6.4: quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE, quoted-pair = "\" ( HTAB / SP / VCHAR )
    build.state(
        'quoted',
        {b'"': 'quoted end', b'\\': 'quoted pair'},
        strict('Invalid character in chunk extensions quoted value'),
        run=rb'\t\x20\x21\x23-\x5b\x5d-\xff',
        span='extension value',
    )
    pairable = bytes((9, *range(32, 127), *range(128, 256)))
    no_pair = strict('Invalid quoted-pair in chunk extensions quoted value')
    build.state('quoted pair', {pairable: 'quoted'}, no_pair, span='extension value')
    build.state('quoted end', {}, Peek('after quoted'), span='extension value')
    build.state('after quoted', value_ends, strict('Invalid character in chunk extensions quote value', 0))

    lf: Target = 'chunk' if lenient else Fault('HPE_CR_EXPECTED', 'Missing expected CR after chunk data', 1)
    no_crlf = Fault('HPE_STRICT', 'Expected LF after chunk data')
    again: Target = Peek('chunk') if lenient else no_crlf
    build.state('chunk end', {b'\r': 'chunk end CR', b'\n': lf}, again)
    build.state('chunk end CR', {b'\n': 'chunk'}, again)
