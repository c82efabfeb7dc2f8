"""The Date header: formatted once a second."""

from __future__ import annotations

from time import gmtime, time

_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTHS = ('', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')

#: The second of `_text`, from its beginning to its end.
_begin = _end = 0
_text = ''


def http_date() -> str:
    """Now, as RFC 9110 5.6.7 writes it: `Tue, 15 Nov 1994 08:12:31 GMT`."""
    global _begin, _end, _text
    now = time()
    if not _begin <= now < _end:
        _begin = int(now)
        _end = _begin + 1
        at = gmtime(_begin)
        day = f'{_DAYS[at.tm_wday]}, {at.tm_mday:02} {_MONTHS[at.tm_mon]} {at.tm_year:04}'
        _text = f'{day} {at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02} GMT'
    return _text
