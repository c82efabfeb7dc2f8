"""URL, on ada: the parser that Node itself uses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from ._inspect import inspect
from ._jsobject import UNDEFINED
from ._strings import to_string, well_formed
from .errors import ERR_INVALID_URL, ERR_MISSING_ARGS

if TYPE_CHECKING:
    import types

    import ada_url

    from ._search_params import URLSearchParams

__all__ = ['URL', 'domain_to_ascii', 'domain_to_unicode']


# Most servers read no URL, and both take long to import. (Asking a cache costs less than an import that is done.)


@cache
def _ada() -> types.ModuleType:
    import ada_url

    return ada_url


@cache
def _search_params() -> type[URLSearchParams]:
    from ._search_params import URLSearchParams

    return URLSearchParams


def _text(value: Any) -> str:
    """What JavaScript makes of an argument or of a value that is assigned."""
    if isinstance(value, URL):
        return value.href
    return well_formed('null' if value is None else to_string(value))


def _parsed(url: str, base: str | None) -> ada_url.URL | None:
    try:
        return cast('ada_url.URL', _ada().URL(url, base))
    except ValueError:
        return None


class URL:
    """``new URL(input[, base])``: a URL, by the WHATWG's rules.

    Args:
        input: an absolute URL, or one relative to ``base``.
        base: a URL.

    Raises:
        TypeError: ERR_INVALID_URL, with ``input`` and ``base``; ERR_MISSING_ARGS.

    Its parts can be assigned to; what a part cannot be is ignored, except by ``href``. Since v7.0.0.
    """

    def __init__(self, input: Any = UNDEFINED, base: Any = UNDEFINED) -> None:
        if input is UNDEFINED:
            raise ERR_MISSING_ARGS('url')
        url = _text(input)
        base_url = None if base is UNDEFINED else _text(base)
        parsed = _parsed(url, base_url)
        if parsed is None:
            raise ERR_INVALID_URL(url, base_url)
        self._ada: Any = parsed
        self._params: URLSearchParams | None = None

    @staticmethod
    def canParse(input: Any = UNDEFINED, base: Any = UNDEFINED) -> bool:
        """``URL.canParse(input[, base])``: whether it is one. Since v19.9.0."""
        if input is UNDEFINED:
            raise ERR_MISSING_ARGS('url')
        return _parsed(_text(input), None if base is UNDEFINED else _text(base)) is not None

    @classmethod
    def parse(cls, input: Any = UNDEFINED, base: Any = UNDEFINED) -> URL | None:
        """``URL.parse(input[, base])``: a URL, or ``None`` if it is none. Since v22.1.0."""
        try:
            return cls(input, base)
        except ERR_INVALID_URL:
            return None

    def _set(self, part: str, value: Any) -> None:
        try:
            setattr(self._ada, part, _text(value))
        except ValueError:  # ada's word for "ignored"
            return

    @property
    def href(self) -> str:
        """The whole URL. Assigning what is none raises ERR_INVALID_URL."""
        return str(self._ada.href)

    @href.setter
    def href(self, value: Any) -> None:
        url = _text(value)
        parsed = _parsed(url, None)
        if parsed is None:
            raise ERR_INVALID_URL(url)
        self._ada = parsed
        self._query_changed()

    @property
    def origin(self) -> str:
        """Scheme, host and port; ``'null'`` where there is no such thing. Read-only."""
        return str(self._ada.origin)

    @property
    def protocol(self) -> str:
        """The scheme, with its colon."""
        return str(self._ada.protocol)

    @protocol.setter
    def protocol(self, value: Any) -> None:
        self._set('protocol', value)

    @property
    def username(self) -> str:
        """The user, escaped."""
        return str(self._ada.username)

    @username.setter
    def username(self, value: Any) -> None:
        self._set('username', value)

    @property
    def password(self) -> str:
        """The password, escaped."""
        return str(self._ada.password)

    @password.setter
    def password(self, value: Any) -> None:
        self._set('password', value)

    @property
    def host(self) -> str:
        """The host, with the port if it is not the scheme's own."""
        return str(self._ada.host)

    @host.setter
    def host(self, value: Any) -> None:
        self._set('host', value)

    @property
    def hostname(self) -> str:
        """The host; an IPv6 address in brackets."""
        return str(self._ada.hostname)

    @hostname.setter
    def hostname(self, value: Any) -> None:
        self._set('hostname', value)

    @property
    def port(self) -> str:
        """The port; empty if it is the scheme's own."""
        return str(self._ada.port)

    @port.setter
    def port(self, value: Any) -> None:
        self._set('port', value)

    @property
    def pathname(self) -> str:
        """The path, escaped."""
        return str(self._ada.pathname)

    @pathname.setter
    def pathname(self, value: Any) -> None:
        self._set('pathname', value)

    @property
    def search(self) -> str:
        """The query with its ``?``; empty if there is nothing in it."""
        return str(self._ada.search)

    @search.setter
    def search(self, value: Any) -> None:
        self._set('search', value)
        self._query_changed()

    @property
    def hash(self) -> str:
        """The fragment with its ``#``; empty if there is nothing in it."""
        return str(self._ada.hash)

    @hash.setter
    def hash(self, value: Any) -> None:
        self._set('hash', value)

    @property
    def searchParams(self) -> URLSearchParams:
        """The fields of the query; changing them changes the URL."""
        if self._params is None:
            self._params = _search_params()(self.search)
            self._params._changed = self._fields_changed
        return self._params

    def _query_changed(self) -> None:
        if self._params is not None:
            self._params._reset(self.search[1:])

    def _fields_changed(self) -> None:
        self._set('search', self._params)

    def toString(self) -> str:
        """``url.toString()``: its ``href``."""
        return self.href

    def toJSON(self) -> str:
        """``url.toJSON()``: its ``href``."""
        return self.href

    __str__ = toString

    def __repr__(self) -> str:
        return f'URL({self.href!r})'

    def _inspect(self, depth: float) -> str:
        if depth < 0:
            return 'URL {}'
        return f'URL {inspect({part: getattr(self, part) for part in _PARTS}, depth)}'


_PARTS = (
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
    'searchParams',
    'hash',
)


def domain_to_ascii(domain: str) -> str:
    """The host as a URL has it, with Punycode; empty if it cannot be one."""
    parsed = _parsed(f'ws://{well_formed(domain)}', None)
    return '' if parsed is None else str(parsed.hostname)


def domain_to_unicode(domain: str) -> str:
    """The host as people read it; empty if it cannot be one."""
    ascii_domain = domain_to_ascii(domain)
    return str(_ada().idna_to_unicode(ascii_domain)) if 'xn--' in ascii_domain else ascii_domain
