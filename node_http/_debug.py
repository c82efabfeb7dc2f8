"""`NODE_DEBUG=http,net`: what Node's modules print about themselves, on stderr."""

from __future__ import annotations

import os
import sys
from typing import Any

_SECTIONS = [name.strip().lower() for name in os.environ.get('NODE_DEBUG', '').split(',') if name.strip()]


def _is_asked_for(section: str) -> bool:
    from fnmatch import fnmatch  # hardly a program needs it

    return any(fnmatch(section, pattern) for pattern in _SECTIONS)


class DebugLog:
    """`util.debuglog(section)`: prints `SECTION pid: message` when NODE_DEBUG names the section."""

    __slots__ = ('enabled', 'section')

    def __init__(self, section: str) -> None:
        self.section = section.upper()
        self.enabled = bool(_SECTIONS) and _is_asked_for(section.lower())

    def __call__(self, message: str, *args: Any) -> None:
        if self.enabled:
            print(f'{self.section} {os.getpid()}: {message % args if args else message}', file=sys.stderr)


def debuglog(section: str) -> DebugLog:
    """A function that prints about one section when somebody asked for it, and else does nothing."""
    return DebugLog(section)
