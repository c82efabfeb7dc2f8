"""The h11 engine: pure Python.

h11 is kinder than Node: it takes obs-fold, bare LF, unknown methods, control characters in values and lengths that
contradict each other. So a head must first be of a strict shape (the expressions below, and `plain_length`). h11 then
reads a first line and the fields that frame the message, one Connection for each, and the message is what h11 says it
is; what it has said of such fields is remembered, for most messages have the same ones. The other fields have been
looked at already, and h11 would take its time over every one. It never sees a Host, which is the server's business, and
not the parser's: for HTTP/1.1 it is given one.
"""

from __future__ import annotations

import re

import h11

from .framing import (
    CHUNKED,
    NOTHING,
    UNTIL_CLOSE,
    Said,
    Version,
    connection_options,
    persists,
    plain_length,
)
from .interface import Head
from .tables import FIELD_CHAR, HTTP_METHODS, SERVER_CHAR, TCHAR

# RFC 9112 5: field-line = field-name ":" OWS field-value OWS; without obs-fold.
_FIELDS = rb'((?:\r\n[' + TCHAR + rb']+:[' + FIELD_CHAR + rb']*)*)\r\n\r\n'
# RFC 9112 3.2: origin-form / absolute-form / asterisk-form (the authority-form of CONNECT is left to the machine).
_TARGET = rb'[/*][\x21-\x7e]*|[A-Za-z]+://[' + SERVER_CHAR + rb']+(?:[/?][\x21-\x7e]*)?'
_REQUEST = re.compile(rb'([A-Z-]+) (' + _TARGET + rb') HTTP/1\.([01])' + _FIELDS).fullmatch
_RESPONSE = re.compile(rb'HTTP/1\.([01]) ([0-9]{3})(?: ([\t\x20-\x7e\x80-\xff]*))?' + _FIELDS).fullmatch

_METHODS = frozenset(method.encode() for method in HTTP_METHODS) - {b'CONNECT', b'PRI'}

# The fields that h11 is shown, and those that make a head too special for it.
_FRAMING = re.compile(rb'(?i)\r\n(?:connection|content-length|transfer-encoding):[^\r]*').findall
_SPECIAL = re.compile(rb'(?i)\r\n(?:upgrade|proxy-connection):').search

_OLD: Version = (1, 0)
_NEW: Version = (1, 1)


def _framing(block: bytes) -> bytes | None:
    """The fields of a block that frame the message, or ``None`` if they do it in a way that h11 takes otherwise."""
    if _SPECIAL(block) or plain_length(block.lower()) is None:
        return None
    fields = b''.join(_FRAMING(block))
    # Behind an option of Connection, llhttp skips spaces, h11 tabs too.
    return None if b'\t' in fields else fields


#: What h11 said of a message: what its fields say, and the length they give; `None` if it refused it.
Verdict = tuple[Said, int]
_verdicts: dict[tuple[bytes, bytes, bytes], Verdict | None] = {}
_REMEMBER = 512
_REMEMBER_UP_TO = 100


def _judge(method: bytes, status: bytes, minor: bytes, framing: bytes) -> Verdict | None:
    """What h11 makes of a message with these framing fields: a request, or where there is no method a response.

    Which method it is makes no difference to a request's.
    """
    key = (status, minor, framing)
    try:
        return _verdicts[key]
    except KeyError:
        pass
    if method:
        head = b'%b / HTTP/1.%b\r\nHost: x%b\r\n\r\n' % (method, minor, framing)
    else:
        head = b'HTTP/1.%b %b %b\r\n\r\n' % (minor, status, framing)
    connection = h11.Connection(h11.SERVER if method else h11.CLIENT)
    connection.receive_data(head)
    verdict = None
    try:
        event = connection.next_event()
    except h11.RemoteProtocolError:
        pass
    else:
        if isinstance(event, (h11.Request, h11.Response)):
            verdict = _read_fields(event)
    if len(framing) <= _REMEMBER_UP_TO:
        if len(_verdicts) >= _REMEMBER:
            _verdicts.clear()
        _verdicts[key] = verdict
    return verdict


def _read_fields(event: h11.Request | h11.Response) -> Verdict:
    """What the fields say, and the length they give; ``UNTIL_CLOSE`` if they give none."""
    said = NOTHING
    length = UNTIL_CLOSE
    for name, value in event.headers:
        if name == b'connection':
            said |= connection_options(value)
        elif name == b'content-length':
            length = int(value)
        elif name == b'transfer-encoding':
            length = CHUNKED
    return said, length


class RequestEngine:
    name = 'h11'

    def read(self, head: bytes) -> Head | None:
        strict = _REQUEST(head)
        if strict is None:
            return None
        method, url, minor, block = strict.groups()
        framing = _framing(block)
        if framing is None or method not in _METHODS:
            return None
        verdict = _judge(method, b'', minor, framing)
        if verdict is None:
            return None
        said, length = verdict
        version = _NEW if minor == b'1' else _OLD
        if length == UNTIL_CLOSE:
            length = 0
        return method.decode(), url.decode(), version, block, persists(version, said), False, length


class ResponseEngine:
    name = 'h11'

    def read(self, head: bytes) -> Head | None:
        strict = _RESPONSE(head)
        if strict is None:
            return None
        minor, status, reason, block = strict.groups()
        framing = _framing(block)
        if framing is None:
            return None
        verdict = _judge(b'', status, minor, framing)
        if verdict is None:  # also an informational response, and a status that is none
            return None
        said, length = verdict
        version = _NEW if minor == b'1' else _OLD
        code = int(status)
        if code in (204, 304):
            length = 0
        keep_alive = length != UNTIL_CLOSE and persists(version, said)
        return code, (reason or b'').decode('latin-1'), version, block, keep_alive, False, length
