"""``url``: URLs by the WHATWG's rules, and by those that Node had before."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any

from ._jsobject import UNDEFINED, JSObject
from ._legacy_url import Url, format_object, parse, resolve, resolveObject
from ._numbers import to_number
from ._search_params import URLSearchParams
from ._uri import decode_uri_component
from ._validators import validate_object, validate_string
from ._whatwg_url import URL, domain_to_ascii, domain_to_unicode
from .errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_URL_SCHEME,
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
    if isinstance(urlObject, str):
        urlObject = parse(urlObject)
    if isinstance(urlObject, URL):
        given = {} if options is UNDEFINED or options is None else validate_object(options, 'options')
        return _format_url(urlObject, {**given, **kwargs})
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
        user, password = decode_uri_component(part('username')), decode_uri_component(part('password'))
        options['auth'] = f'{user}:{password}'
    return options


# ------------------------------------------------------------------------------------------------- files

_ESCAPED_SLASH = re.compile('%2f', re.IGNORECASE)
_ESCAPED_SLASHES = re.compile('%(?:2f|5c)', re.IGNORECASE)
_DRIVE_PATH = re.compile(r'/[A-Za-z]:')


def fileURLToPath(url: Any, options: Mapping[str, Any] | None = None, *, windows: bool | None = None) -> str:
    """``url.fileURLToPath(url[, options])``: the path of a ``file:`` URL.

    Args:
        url: a URL or a str.
        options: ``windows``, whether it is a path of Windows; by default the platform's.

    Raises:
        TypeError: ERR_INVALID_URL_SCHEME, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH.

    Since v10.12.0.
    """
    if isinstance(url, str):
        url = URL(url)
    elif not isinstance(url, URL):
        raise ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], url)
    if url.protocol != 'file:':
        raise ERR_INVALID_URL_SCHEME('file')
    if _is_windows(options, windows):
        return _windows_path(url)
    if url.hostname:
        raise ERR_INVALID_FILE_URL_HOST(sys.platform)
    if _ESCAPED_SLASH.search(url.pathname):
        raise ERR_INVALID_FILE_URL_PATH('must not include encoded / characters')
    return decode_uri_component(url.pathname)


def _is_windows(options: Mapping[str, Any] | None, windows: bool | None) -> bool:
    if windows is None:
        windows = (options or {}).get('windows')
    return sys.platform == 'win32' if windows is None else bool(windows)


def _windows_path(url: URL) -> str:
    if _ESCAPED_SLASHES.search(url.pathname):
        raise ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters')
    pathname = decode_uri_component(url.pathname.replace('/', '\\'))
    if url.hostname:
        return f'\\\\{domain_to_unicode(url.hostname)}{pathname}'
    if not _DRIVE_PATH.match(pathname.replace('\\', '/')):
        raise ERR_INVALID_FILE_URL_PATH('must be absolute')
    return pathname[1:]


# Besides what every URL escapes, what means something in one but nothing in a path; and where there are no drives,
# the backslash.
_PATH_ESCAPES = {ord(char): f'%{ord(char):02X}' for char in '%\n\r\t"#?[]^|~'}
_POSIX_ESCAPES = {**_PATH_ESCAPES, ord('\\'): '%5C'}


def pathToFileURL(path: Any, options: Mapping[str, Any] | None = None, *, windows: bool | None = None) -> URL:
    """``url.pathToFileURL(path[, options])``: the ``file:`` URL of a path, made absolute.

    Args:
        path: a path.
        options: ``windows``, whether it is a path of Windows; by default the platform's.

    Raises:
        TypeError: ERR_INVALID_ARG_TYPE.

    Since v10.12.0.
    """
    text = validate_string(path, 'path')
    if not _is_windows(options, windows):
        absolute = os.path.abspath(text)
        if text.endswith('/') and not absolute.endswith('/'):
            absolute += '/'
        return URL(f'file://{absolute.translate(_POSIX_ESCAPES)}')
    drive_path = PureWindowsPath(text)
    slashed = drive_path.as_posix() + ('/' if text.endswith(('/', '\\')) and not text.endswith(':\\') else '')
    escaped = slashed.translate(_PATH_ESCAPES)
    return URL(f'file:{escaped}' if drive_path.drive.startswith('\\\\') else f'file:///{escaped}')
