"""The Date header: formatted once a second."""

from __future__ import annotations

import time
from email.utils import formatdate

_second = 0
_text = ''


def http_date() -> str:
    """Now, as RFC 9110 5.6.7 writes it: `Tue, 15 Nov 1994 08:12:31 GMT`."""
    global _second, _text
    now = int(time.time())
    if now != _second:
        _second = now
        _text = formatdate(now, usegmt=True)
    return _text
