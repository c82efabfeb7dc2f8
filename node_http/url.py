"""``url``: URLs by the WHATWG's rules, and by those that Node had before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._jsobject import UNDEFINED, JSObject
from ._later import imported_later
from ._numbers import to_number
from ._validators import validate_object
from ._whatwg_url import URL, domain_to_ascii, domain_to_unicode
from .errors import ERR_INVALID_ARG_TYPE

if TYPE_CHECKING:
    from ._file_url import fileURLToPath, pathToFileURL
    from ._legacy_url import Url, parse, resolve, resolveObject
    from ._search_params import URLSearchParams
else:
    __getattr__, __dir__ = imported_later(
        __name__,
        {
            '_file_url': ('fileURLToPath', 'pathToFileURL'),
            '_legacy_url': ('Url', 'parse', 'resolve', 'resolveObject'),
            '_search_params': ('URLSearchParams',),
        },
    )

__all__ = [
    'URL',
    'URLSearchParams',
    'Url',
    'domainToASCII',
    'domainToUnicode',
    'fileURLToPath',
    'format',
    'parse',
    'pathToFileURL',
    'resolve',
    'resolveObject',
    'urlToHttpOptions',
]


def domainToASCII(domain: str) -> str:
    """``url.domainToASCII(domain)``: with Punycode; empty if it is no domain. Since v7.4.0."""
    return domain_to_ascii(domain)


def domainToUnicode(domain: str) -> str:
    """``url.domainToUnicode(domain)``: without Punycode; empty if it is no domain. Since v7.4.0."""
    return domain_to_unicode(domain)


def format(urlObject: Any, options: Any = UNDEFINED, **kwargs: Any) -> str:
    """``url.format(URL[, options])`` and ``url.format(urlObject)``: as a string.

    Args:
        urlObject: a URL; parts as ``url.parse()`` returns them; a str, which is parsed first.
        options: for a URL: ``auth``, ``fragment``, ``search`` (whether they are shown, all true), ``unicode``
            (whether the host is shown without Punycode, false).

    Raises:
        TypeError: ERR_INVALID_ARG_TYPE.

    Since v0.1.25.
    """
    if isinstance(urlObject, URL):
        given = {} if options is UNDEFINED or options is None else validate_object(options, 'options')
        return _format_url(urlObject, {**given, **kwargs})
    from ._legacy_url import format_object, parse

    if isinstance(urlObject, str):
        urlObject = parse(urlObject)
    if not isinstance(urlObject, Mapping):
        raise ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject)
    return format_object(urlObject)


def _format_url(url: URL, options: Mapping[str, Any]) -> str:
    shown = URL(url.href)
    if not options.get('fragment', True):
        shown.hash = ''
    if not options.get('search', True):
        shown.search = ''
    if not options.get('auth', True):
        shown.username = shown.password = ''
    href = shown.href
    if options.get('unicode') and 'xn--' in shown.hostname:
        href = href.replace(shown.hostname, domain_to_unicode(shown.hostname), 1)
    return href


def urlToHttpOptions(url: Any) -> JSObject:
    """``url.urlToHttpOptions(url)``: the options that ``http.request()`` takes, out of a URL.

    Args:
        url: a URL. What was set on it besides its parts goes over into the options too.

    Raises:
        URIError: user or password are wrongly escaped.

    Since v15.7.0.
    """
    own = url if isinstance(url, Mapping) else getattr(url, '__dict__', {})
    options = JSObject({key: value for key, value in own.items() if not str(key).startswith('_')})

    def part(name: str) -> Any:
        return url.get(name) if isinstance(url, Mapping) else getattr(url, name, None)

    hostname = part('hostname')
    if isinstance(hostname, str) and hostname.startswith('['):
        hostname = hostname[1:-1]
    options.update(
        protocol=part('protocol'),
        hostname=hostname,
        hash=part('hash'),
        search=part('search'),
        pathname=part('pathname'),
        path=f'{part("pathname") or ""}{part("search") or ""}',
        href=part('href'),
    )
    port = part('port')
    if port != '':
        options['port'] = math.nan if port is None else to_number(port)
    if part('username') or part('password'):
        from ._uri import decode_uri_component

        user, password = decode_uri_component(part('username')), decode_uri_component(part('password'))
        options['auth'] = f'{user}:{password}'
    return options
