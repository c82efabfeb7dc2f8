"""`console`: Node's, on `process.stdout` and `process.stderr`.

`Console(stdout, stderr)` writes to any two Writables. The one called `console` looks for the streams of the process
at each call, so that whoever replaces `sys.stdout` or `process.stdout.write` is obeyed.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from ._format import format_log
from ._inspect import inspect
from ._jsobject import UNDEFINED
from ._strings import to_string
from .errors import ERR_CONSOLE_WRITABLE_STREAM, ERR_INVALID_ARG_TYPE
from .process import process

__all__ = ['Console', 'console']


class Console:
    """`new Console(stdout[, stderr][, ignoreErrors])`, `new Console(options)`

    Prints values as Node prints them.

    Args:
        stdout: a Writable; or a dict of options.
        stderr: a Writable, default `stdout`.
        options: also as keywords: `stdout`, `stderr`, `ignoreErrors` (default True), `groupIndentation` (default 2).

    Raises: `ERR_CONSOLE_WRITABLE_STREAM`. Since v0.1.100.
    """

    def __init__(
        self, stdout: Any = None, stderr: Any = None, ignoreErrors: Any = True, /, **options: Any
    ) -> None:
        if isinstance(stdout, Mapping):
            options = {**stdout, **options}
            stdout = None
        stdout = options.get('stdout', stdout)
        stderr = options.get('stderr', stderr)
        self._ignores_errors = bool(options.get('ignoreErrors', ignoreErrors))
        self._step = ' ' * int(options.get('groupIndentation', 2))
        self._indent = ''
        self._counts: dict[str, int] = {}
        self._timers: dict[str, float] = {}
        if not callable(getattr(stdout, 'write', None)):
            raise ERR_CONSOLE_WRITABLE_STREAM('stdout')
        if stderr is not None and not callable(getattr(stderr, 'write', None)):
            raise ERR_CONSOLE_WRITABLE_STREAM('stderr')
        self._streams: Callable[[], tuple[Any, Any]] = lambda: (stdout, stdout if stderr is None else stderr)

    def _print(self, text: str, to_stderr: bool = False) -> None:
        if self._indent:
            text = self._indent + text.replace('\n', '\n' + self._indent)
        stream = self._streams()[to_stderr]
        try:
            stream.write(text + '\n')
        except Exception:
            if not self._ignores_errors:
                raise
        # A log that nobody reads any more is no reason to fail: its 'error', which comes in the next tick, is heard.
        if self._ignores_errors and getattr(stream, 'errored', None) and not stream.listenerCount('error'):
            stream.once('error', lambda: None)

    def log(self, *data: Any) -> None:
        """`console.log([data][, ...args])`: a line on stdout, formatted as `util.format` does. Since v0.1.100."""
        self._print(format_log(*data))

    def info(self, *data: Any) -> None:
        """`console.info([data][, ...args])`: the same as `log`. Since v0.1.100."""
        self.log(*data)

    def debug(self, *data: Any) -> None:
        """`console.debug(data[, ...args])`: the same as `log`. Since v8.0.0."""
        self.log(*data)

    def error(self, *data: Any) -> None:
        """`console.error([data][, ...args])`: as `log`, but on stderr. Since v0.1.100."""
        self._print(format_log(*data), True)

    def warn(self, *data: Any) -> None:
        """`console.warn([data][, ...args])`: the same as `error`. Since v0.1.100."""
        self.error(*data)

    def dir(self, obj: Any = UNDEFINED, options: Any = None, /, **keywords: Any) -> None:
        """`console.dir(obj[, options])`: the value inspected; `options.depth` is 2, None opens all. Since v0.1.101."""
        settings = {**(options or {}), **keywords}
        shown = inspect(obj, settings.get('depth', 2), show_hidden=bool(settings.get('showHidden')))
        self._print(shown)

    def dirxml(self, *data: Any) -> None:
        """`console.dirxml(...data)`: the same as `log`. Since v8.0.0."""
        self.log(*data)

    def assert_(self, value: Any = UNDEFINED, *message: Any) -> None:
        """`console.assert(value[, ...message])`

        Says on stderr that an assertion failed when `value` is false. `assert` is a name that Python reserves.
        Since v0.1.101.
        """
        if not value:
            if message and isinstance(message[0], str):
                self.warn(f'Assertion failed: {message[0]}', *message[1:])
            else:
                self.warn('Assertion failed', *message)

    def trace(self, *data: Any) -> None:
        """`console.trace([message][, ...args])`: the message and where we are, on stderr. Since v0.1.104."""
        message = format_log(*data)
        frames = reversed(traceback.extract_stack()[:-1])
        lines = (f'\n    at {frame.name} ({frame.filename}:{frame.lineno})' for frame in frames)
        self._print(f'Trace{": " if message else ""}{message}{"".join(lines)}', True)

    # -- groups, counts, times -----------------------------------------------------------------------------------

    def group(self, *label: Any) -> None:
        """`console.group([...label])`: indent what is printed from now on. Since v8.5.0."""
        if label:
            self.log(*label)
        self._indent += self._step

    def groupCollapsed(self, *label: Any) -> None:
        """`console.groupCollapsed([...label])`: the same as `group`. Since v8.5.0."""
        self.group(*label)

    def groupEnd(self) -> None:
        """`console.groupEnd()`: the end of a group. Since v8.5.0."""
        self._indent = self._indent[: len(self._indent) - len(self._step)]

    def count(self, label: Any = 'default') -> None:
        """`console.count([label])`: print how often it was called with this label. Since v8.3.0."""
        name = to_string(label)
        self._counts[name] = self._counts.get(name, 0) + 1
        self.log(f'{name}: {self._counts[name]}')

    def countReset(self, label: Any = 'default') -> None:
        """`console.countReset([label])`: count from 1 again. Since v8.3.0."""
        name = to_string(label)
        if self._counts.pop(name, None) is None:
            process.emitWarning(f"Count for '{name}' does not exist")

    def time(self, label: Any = 'default') -> None:
        """`console.time([label])`: start a stop-watch. Since v0.1.104."""
        name = to_string(label)
        if name in self._timers:
            process.emitWarning(f"Label '{name}' already exists for console.time()")
        else:
            self._timers[name] = time.monotonic()

    def timeEnd(self, label: Any = 'default') -> None:
        """`console.timeEnd([label])`: stop it, and print how long it took. Since v0.1.104."""
        if self._tell_time('timeEnd', to_string(label)):
            del self._timers[to_string(label)]

    def timeLog(self, label: Any = 'default', *data: Any) -> None:
        """`console.timeLog([label][, ...data])`: print how long it has taken so far, and the data. Since v10.7.0."""
        self._tell_time('timeLog', to_string(label), *data)

    def _tell_time(self, method: str, label: str, *data: Any) -> bool:
        started = self._timers.get(label)
        if started is None:
            process.emitWarning(f"No such label '{label}' for console.{method}()")
            return False
        self.log('%s: %s', label, _duration((time.monotonic() - started) * 1000), *data)
        return True

    # -- tables ------------------------------------------------------------------------------------------------

    def table(self, tabularData: Any = UNDEFINED, properties: Any = None) -> None:
        """`console.table(tabularData[, properties])`

        Prints a table of the items of `tabularData`, with a column for each of their properties, or for those named.

        Raises: `ERR_INVALID_ARG_TYPE` when `properties` is no list. Since v10.0.0.
        """
        if properties is not None and not isinstance(properties, (list, tuple)):
            raise ERR_INVALID_ARG_TYPE('properties', 'Array', properties)
        if not isinstance(tabularData, (Mapping, list, tuple, Set)):
            self.log(tabularData)
            return
        index_title = '(iteration index)' if isinstance(tabularData, Set) else '(index)'
        rows = list(_entries(tabularData))
        columns: dict[str, None] = dict.fromkeys(map(to_string, properties or ()))
        cells: list[tuple[str, dict[str, str], str | None]] = []
        for key, row in rows:
            if not isinstance(row, (Mapping, list, tuple)):
                cells.append((key, {}, _cell(row)))
                continue
            shown = {name: _cell(item) for name, item in _entries(row)}
            if properties is None:
                columns.update(dict.fromkeys(shown))
            cells.append((key, shown, None))
        has_values = any(value is not None for *_, value in cells)
        header = [index_title, *columns, *(['Values'] if has_values else [])]
        lines = [
            [key, *(shown.get(name, '') for name in columns), *([value or ''] if has_values else [])]
            for key, shown, value in cells
        ]
        self.log(_draw(header, lines))

    def clear(self) -> None:
        """`console.clear()`: clear the terminal, if stdout is one. Since v8.3.0."""
        stdout = self._streams()[0]
        if getattr(stdout, 'isTTY', None):
            stdout.write('\x1b[1;1H\x1b[0J')

    def _inspect(self, depth: float) -> str:
        return 'Object [console] {}'


# Ported code can say getattr(console, 'assert').
setattr(Console, 'assert', Console.assert_)


def _duration(ms: float) -> str:
    if ms >= 60_000:
        minutes, rest = divmod(ms / 1000, 60)
        if minutes < 60:
            return f'{int(minutes)}:{rest:06.3f} (m:ss.mmm)'
        hours, minutes = divmod(minutes, 60)
        return f'{int(hours)}:{int(minutes):02}:{int(rest):02} (h:mm:ss)'
    return f'{ms / 1000:.3f}s' if ms >= 1000 else f'{to_string(round(ms, 3))}ms'


def _entries(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return ((to_string(key), item) for key, item in value.items())
    return ((str(index), item) for index, item in enumerate(value))


def _cell(value: Any) -> str:
    return inspect(value, 0 if not isinstance(value, (Mapping, list, tuple)) or len(value) <= 3 else -1)


def _draw(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) + 2 for column in zip(header, *rows)]

    def line(left: str, middle: str, right: str) -> str:
        return left + middle.join('─' * width for width in widths) + right

    def cells(row: list[str]) -> str:
        return '│' + '│'.join(f' {cell}'.ljust(width) for cell, width in zip(row, widths)) + '│'

    return '\n'.join(
        [line('┌', '┬', '┐'), cells(header), line('├', '┼', '┤'), *map(cells, rows), line('└', '┴', '┘')]
    )


console = Console(process.stdout, process.stderr)
console._streams = lambda: (process.stdout, process.stderr)
