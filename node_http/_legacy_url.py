"""``url.parse()`` and its kin: how Node read URLs before the WHATWG's rules, which much code still relies on.

It reads what is not quite a URL as well: a request's target (``/a?b``), a scheme without slashes (``mailto:a@b``), a
host with anything behind it. The parts are found from the left: white space, scheme, slashes, then, if there can be
one, the authority up to the first character that no host has; what remains is path, query and fragment, with what may
not stand in a URL escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import querystring
from ._jsobject import JSObject
from ._strings import to_string
from ._uri import decode_uri_component, encode_uri_component
from ._validators import validate_string
from ._whatwg_url import domain_to_ascii
from .errors import ERR_INVALID_URL

__all__ = ['Url', 'format_object', 'parse']

_BLANK = ' \t\n\f\r\xa0\ufeff'
_PROTOCOL = re.compile(r'[a-z0-9.+-]+:', re.IGNORECASE)
_SIMPLE_PATH = re.compile(r'(//?(?!/)[^?\s]*)(\?\S*)?\Z')
_AUTHORITY_WITH_USER = re.compile(r'//[^@/]+@[^@/]+')
_PORT = re.compile(r':[0-9]*\Z')
_END_OF_AUTHORITY = re.compile('[#/?]')
_NO_HOST_CHARACTER = re.compile(r"""[ "%';<>\\^`{|}]""")
_FORBIDDEN_IN_HOST = re.compile(r'[\0\t\n\r #%/:<>?@\[\\\]^|]')
_FORBIDDEN_IN_IPV6 = re.compile(r'[\0\t\n\r #%/<>?@\\^|]')
_TO_ESCAPE = re.compile(r"""[\t\n\r "'<>\\^`{|}]""")
_STRIPPED_FROM_HOST = str.maketrans('', '', '\t\n\r')

# Schemes whose URLs have an authority and begin their path with a slash, whether they are written so or not.
_SLASHED = frozenset({'http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'})
_WITHOUT_HOST = 'javascript:'
_MAX_HOSTNAME = 255


def _is_slashed(protocol: str | None) -> bool:
    return protocol is not None and protocol.rstrip(':') in _SLASHED


class Url(JSObject):
    """What ``url.parse()`` returns: the parts of a URL, each ``None`` if it has none.

    ``protocol`` (``'http:'``), ``slashes``, ``auth``, ``host``, ``port``, ``hostname``, ``hash``, ``search``, ``query``
    (a str, or an object if it was asked for), ``pathname``, ``path``, ``href``.
    """

    _shown_as = 'Url'

    def __init__(self, parts: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(_PARTS))
        self.update(parts or {})

    def format(self) -> str:
        """The URL that the parts make."""
        return format_object(self)

    def parse(self, url: str, parseQueryString: bool = False, slashesDenoteHost: bool = False) -> Url:
        """Take the parts of another URL."""
        self.update(parse(url, parseQueryString, slashesDenoteHost))
        return self

    def resolve(self, relative: str) -> str:
        """The URL that ``relative`` means on a page of this URL."""
        return self.resolveObject(relative).format()

    def resolveObject(self, relative: str | Mapping[str, Any]) -> Url:
        """As :meth:`resolve`, in parts."""
        return _resolve(self, _as_url(relative))


_PARTS = (
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
)

# --------------------------------------------------------------------------------------------------- parsing


def parse(url: Any, parseQueryString: Any = False, slashesDenoteHost: Any = False) -> Url:
    """``url.parse(urlString[, parseQueryString[, slashesDenoteHost]])``: the parts of a URL.

    Args:
        url: a str; a Url comes back as it is.
        parseQueryString: whether ``query`` is an object, as ``querystring.parse()`` makes it.
        slashesDenoteHost: whether ``//host/path`` begins with a host, not with a path.

    Raises:
        TypeError: ERR_INVALID_ARG_TYPE, ERR_INVALID_URL for a host that cannot be one.
        URIError: the user and password are wrongly escaped.

    Since v0.1.25.
    """
    if isinstance(url, Url):
        return url
    result = Url()
    rest, has_hash = _slashed_and_trimmed(validate_string(url, 'url'))
    if not slashesDenoteHost and not has_hash and '@' not in rest and (simple := _SIMPLE_PATH.match(rest)):
        pathname, search = simple.groups()
        result.update(pathname=pathname, path=rest, href=rest)
        _set_query(result, search, parseQueryString)
        return result

    if found := _PROTOCOL.match(rest):
        result.protocol = found[0].lower()
        rest = rest[found.end() :]
    hostless = result.protocol == _WITHOUT_HOST
    denotes_host = slashesDenoteHost or found or _AUTHORITY_WITH_USER.match(rest)
    if denotes_host and not hostless and rest.startswith('//'):
        result.slashes = True
        rest = rest[2:]
    if not hostless and (result.slashes or (found and not _is_slashed(result.protocol))):
        rest = _take_authority(result, rest, url)
    if not hostless:
        rest = _TO_ESCAPE.sub(lambda match: f'%{ord(match[0]):02X}', rest)

    rest, mark, fragment = rest.partition('#')
    result.hash = mark + fragment or None
    rest, mark, query = rest.partition('?')
    _set_query(result, mark + query or None, parseQueryString)
    if rest:
        result.pathname = rest
    elif _is_slashed(result.protocol) and result.hostname:
        result.pathname = '/'
    if result.pathname or result.search:
        result.path = (result.pathname or '') + (result.search or '')
    result.href = format_object(result)
    return result


def _slashed_and_trimmed(url: str) -> tuple[str, bool]:
    """Without white space around it, and with slashes for the backslashes of its path; whether it has a fragment."""
    url = url.strip(_BLANK)
    end = re.search('[?#]', url)
    split = end.start() if end else len(url)
    return url[:split].replace('\\', '/') + url[split:], '#' in url


def _set_query(result: Url, search: str | None, as_object: Any) -> None:
    if search is not None:
        result.search = search
        result.query = querystring.parse(search[1:]) if as_object else search[1:]
    elif as_object:
        result.search, result.query = None, JSObject()


def _take_authority(result: Url, rest: str, url: str) -> str:
    """Read user and host off the left of ``rest``, and return what remains."""
    end = _END_OF_AUTHORITY.search(rest)
    authority = rest[: end.start()] if end else rest
    user, at, _ = authority.rpartition('@')
    start = len(user) + len(at)
    if at:
        result.auth = decode_uri_component(user)
    stop = _NO_HOST_CHARACTER.search(authority, start)
    host_end = stop.start() if stop else len(authority)
    host, rest = rest[start:host_end], rest[host_end:]

    if port := _PORT.search(host):
        result.port = port[0][1:] or None
        host = host[: port.start()]
    ipv6 = host.startswith('[') and host.endswith(']') and len(host) > 1
    if not ipv6 and ':' in host:
        # "a:b" is no host with a port: what begins at the colon is taken for a path.
        host, _, behind = host.partition(':')
        rest = f'/:{behind}{rest}'
    hostname = _hostname(host, ipv6, url)
    result.hostname = hostname[1:-1] if ipv6 else hostname
    result.host = hostname + (f':{result.port}' if result.port else '')
    if ipv6 and not rest.startswith('/'):
        rest = f'/{rest}'
    return rest


def _hostname(host: str, ipv6: bool, url: str) -> str:
    if len(host) > _MAX_HOSTNAME:
        return ''
    host = host.lower()
    if ipv6:
        if _FORBIDDEN_IN_IPV6.search(host):
            raise ERR_INVALID_URL(url)
        return host
    if not host:
        return host
    hostname = _to_ascii(host.translate(_STRIPPED_FROM_HOST))
    if not hostname or _FORBIDDEN_IN_HOST.search(hostname):
        raise ERR_INVALID_URL(url)
    return hostname


def _to_ascii(host: str) -> str:
    if host.isascii() and 'xn--' not in host:
        return host
    return domain_to_ascii(host)


# ------------------------------------------------------------------------------------------------- formatting


def _as_url(value: Any) -> Url:
    """What a link is given as: a Url, parts of one, or a str."""
    if isinstance(value, Mapping):
        return value if isinstance(value, Url) else Url(value)
    return parse(value, False, True)


_SAFE_IN_AUTH = re.compile('%3A', re.IGNORECASE)


def format_object(url: Mapping[str, Any]) -> str:
    """The URL that parts make; each may be missing."""
    part = url.get
    auth = part('auth') or ''
    if auth:
        auth = _SAFE_IN_AUTH.sub(':', encode_uri_component(auth)) + '@'
    protocol = part('protocol') or ''
    if protocol and not protocol.endswith(':'):
        protocol += ':'
    pathname = part('pathname') or ''
    host = _authority(url, auth)
    search = part('search') or ''
    query = part('query')
    if not search and isinstance(query, (Mapping, list, tuple)) and (text := querystring.stringify(query)):
        search = f'?{text}'
    fragment = part('hash') or ''
    pathname = pathname.replace('#', '%23').replace('?', '%3F')

    if part('slashes') or _is_slashed(protocol or None):
        if part('slashes') or host is not None:
            if pathname and not pathname.startswith('/'):
                pathname = f'/{pathname}'
            host = f'//{host or ""}'
        elif protocol == 'file:':
            host = '//'
    if fragment and not fragment.startswith('#'):
        fragment = f'#{fragment}'
    if search and not search.startswith('?'):
        search = f'?{search}'
    return f'{protocol}{host or ""}{pathname}{search.replace("#", "%23")}{fragment}'


def _authority(url: Mapping[str, Any], auth: str) -> str | None:
    if host := url.get('host'):
        return auth + str(host)
    hostname = url.get('hostname')
    if not hostname:
        return None
    port = url.get('port')
    shown = f'[{hostname}]' if ':' in hostname and not hostname.startswith('[') else hostname
    return f'{auth}{shown}' + (f':{to_string(port)}' if port else '')


# --------------------------------------------------------------------------------------------------- resolving


def resolve(source: Any, relative: Any) -> str:
    """``url.resolve(from, to)``: the URL that a link ``to`` means on the page ``from``.

    Since v0.1.25.
    """
    return parse(source, False, True).resolve(relative)


def resolveObject(source: Any, relative: Any) -> Any:
    """``url.resolveObject(from, to)``: as :func:`resolve`, in parts. Without ``from``, ``to`` as it is."""
    return parse(source, False, True).resolveObject(relative) if source else relative


def _resolve(base: Url, relative: Url) -> Url:
    result = Url(base)
    # A page's fragment never goes over to another one.
    result.hash = relative.hash
    if relative.href == '':
        return _finished(result)
    if relative.slashes and not relative.protocol:
        return _other_host(result, relative)
    if relative.protocol and relative.protocol != result.protocol:
        return _other_scheme(result, relative)
    return _same_scheme(result, relative)


def _finished(result: Url) -> Url:
    result.href = format_object(result)
    return result


def _other_host(result: Url, relative: Url) -> Url:
    """``//host/path``: everything is new but the scheme."""
    result.update({part: relative[part] for part in _PARTS if part != 'protocol'})
    if _is_slashed(result.protocol) and result.hostname and not result.pathname:
        result.path = result.pathname = '/'
    return _finished(result)


def _other_scheme(result: Url, relative: Url) -> Url:
    """``scheme:…``: nothing is left of the page's URL."""
    if not _is_slashed(relative.protocol):
        # What such a URL means, only its scheme knows.
        result.update(relative)
        return _finished(result)
    result.protocol = relative.protocol
    pathname = relative.pathname
    if not relative.host and relative.protocol not in ('file:', _WITHOUT_HOST):
        # "http:a/b" lacks its slashes: the host is the first segment that is one.
        segments = (relative.pathname or '').split('/')
        while segments and not segments[0]:
            segments.pop(0)
        result.host = result.hostname = segments.pop(0) if segments else ''
        pathname = '/' + '/'.join(segments)
    else:
        result.host, result.hostname = relative.host or '', relative.hostname or relative.host
    result.pathname = pathname
    result.update(search=relative.search, query=relative.query, auth=relative.auth, port=relative.port)
    if result.pathname or result.search:
        result.path = (result.pathname or '') + (result.search or '')
    result.slashes = result.slashes or relative.slashes
    return _finished(result)


def _same_scheme(result: Url, relative: Url) -> Url:
    """A path, a query or a fragment, seen from the page's URL."""
    # Of a scheme without slashes nobody knows where the host ends, so that "host/path" is all one path there.
    opaque = bool(result.protocol) and not _is_slashed(result.protocol)
    path, host = result.pathname or '', result.host or ''
    target, target_host = relative.pathname or '', relative.host
    anchored = path.startswith('/') or bool(host and target)
    absolute = bool(target_host) or target.startswith('/')
    if opaque:
        path, host = host + path, ''
        if relative.protocol:
            target, target_host, result.auth = (target_host or '') + target, None, None
    elif absolute and target_host is not None:
        if result.host != target_host:
            result.auth = None
        host = target_host
        result.update(host=target_host, hostname=relative.hostname, port=relative.port)

    if absolute:
        merged = target
    elif target:
        merged = path[: path.rfind('/') + 1] + target
    else:
        merged = path
    if target or absolute or relative.search is not None:
        result.update(search=relative.search, query=relative.query)
    if merged and (target or absolute or relative.search is None):
        has_root = (absolute or anchored) and (not opaque or merged.startswith('/'))
        merged = _without_dots(merged, has_root, absolute or anchored, bool(host or target_host))
    if opaque:
        merged = _split_off_host(result, merged)
    elif host and merged and not merged.startswith('/'):
        merged = f'/{merged}'
    result.pathname = merged or None
    result.path = f'{merged}{result.search or ""}' if merged or result.search else None
    result.auth = relative.auth or result.auth
    result.slashes = result.slashes or relative.slashes
    return _finished(result)


def _without_dots(path: str, has_root: bool, anchored: bool, has_host: bool) -> str:
    """The path without ``.`` and ``..``; what climbs above its start is dropped if that is ``anchored``."""
    segments = path.split('/')
    kept: list[str] = []
    above = 0
    for segment in segments:
        if segment == '..' and kept:
            kept.pop()
        elif segment == '..':
            above += 1
        elif segment != '.':
            kept.append(segment)
    if not anchored:
        kept[:0] = ['..'] * above
    if has_root and (not kept or kept[0] != ''):
        kept.insert(0, '')
    ends_in_dots = segments[-1] in ('.', '..') and (has_host or len(segments) > 1)
    if (ends_in_dots or segments[-1] == '') and not '/'.join(kept).endswith('/'):
        kept.append('')
    return '/'.join(kept)


def _split_off_host(result: Url, path: str) -> str:
    """Put the first segment back where a host stands, and return the rest."""
    first, slash, rest = path.partition('/')
    user, at, host = first.rpartition('@')
    if at:
        result.auth = user
    result.update(host=host, hostname=host, port=None)
    return slash + rest
