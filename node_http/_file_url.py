"""Paths as `file:` URLs, and back."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any

from ._uri import decode_uri_component
from ._validators import validate_string
from ._whatwg_url import URL, domain_to_unicode
from .errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_URL_SCHEME,
)

__all__ = ['fileURLToPath', 'pathToFileURL']

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
