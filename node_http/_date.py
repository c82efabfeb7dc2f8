"""The Date header: formatted once a second."""

from __future__ import annotations

import time

_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTHS = ('', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')

_second = 0
_text = ''


def http_date() -> str:
    """Now, as RFC 9110 5.6.7 writes it: `Tue, 15 Nov 1994 08:12:31 GMT`."""
    global _second, _text
    now = int(time.time())
    if now != _second:
        _second = now
        at = time.gmtime(now)
        day = f'{_DAYS[at.tm_wday]}, {at.tm_mday:02} {_MONTHS[at.tm_mon]} {at.tm_year:04}'
        _text = f'{day} {at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02} GMT'
    return _text
