"""`process.stdout` and `process.stderr`: Writables over Python's own streams.

They write at once and in order with `print`, whatever `sys.stdout` is at that time, and they are never closed:
`end()` ends the Writable, not the stream of the program.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import Any

from ._runtime import next_tick
from .buffer import to_bytes
from .errors import system_error_from
from .stream import Writable


class StandardStream(Writable):
    """What `process.stdout` and `process.stderr` are."""

    #: So that `readable.pipe(process.stdout)` does not end it.
    _isStdio = True

    def __init__(self, fd: int, name: str) -> None:
        super().__init__(decodeStrings=False, autoDestroy=False)
        self.fd = fd
        self._name = name

    @property
    def isTTY(self) -> bool | None:
        """True when it is a terminal; else it is missing."""
        isatty = getattr(getattr(sys, self._name), 'isatty', None)
        return True if isatty is not None and isatty() else None

    @property
    def columns(self) -> int | None:
        """The width of the terminal."""
        return shutil.get_terminal_size().columns if self.isTTY else None

    @property
    def rows(self) -> int | None:
        """The height of the terminal."""
        return shutil.get_terminal_size().lines if self.isTTY else None

    def write(self, chunk: Any = None, encoding: Any = None, callback: Any = None, /) -> bool:
        """`stream.write(chunk[, encoding][, callback])`: written when it returns."""
        if isinstance(chunk, (str, bytes)) and not self.writableEnded and not self.destroyed:
            if callable(encoding):
                encoding, callback = None, encoding
            # Straight through: a program that only prints needs no loop to run the ticks of a Writable.
            error = self._print(chunk, encoding)
            if error is None:
                if callback is not None:
                    next_tick(callback)
                return True
            self.destroy(error)
            return False
        return super().write(chunk, encoding, callback)

    def _write(self, chunk: Any, encoding: str, callback: Callable[..., Any]) -> None:
        callback(self._print(chunk, encoding))

    def _print(self, chunk: Any, encoding: str | None) -> Any:
        target = getattr(sys, self._name)
        if target is None:  # a program without a console
            return None
        try:
            if isinstance(chunk, str) and encoding in (None, 'utf8', 'utf-8', 'buffer'):
                target.write(chunk)
            else:
                data = to_bytes(chunk, encoding or 'utf8')
                raw = getattr(target, 'buffer', None)
                if raw is None:
                    target.write(data.decode('utf-8', 'replace'))
                else:
                    target.flush()
                    raw.write(data)
            target.flush()
        except UnicodeEncodeError:
            target.buffer.write(chunk.encode('utf-8', 'replace'))
            target.flush()
        except OSError as error:
            _silence(target)
            return system_error_from(error, 'write')
        return None


def _silence(target: Any) -> None:
    """Nobody reads it any more: keep Python from complaining of that when it flushes at the end."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, target.fileno())
        os.close(null)
    except (OSError, ValueError, AttributeError):
        pass
