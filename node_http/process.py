"""`process`: this program, as Node's programs see themselves.

One object for the program. It plugs itself into the runtime (`_runtime/hooks.py`): what nobody caught, signals, the
end of the loop and warnings become its events. Under the runner (`node-http FILE`, `http.run()`) they have Node's
effects; in somebody else's loop only the events that it can know of are emitted: that program ends as its owner
decides.

Warnings are printed as Node prints them, with `node-http` for `node`: `(node-http:1234) Warning: text`.
"""

from __future__ import annotations

import builtins
import os
import platform
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, NoReturn

from ._calling import adapt
from ._jsobject import UNDEFINED, JSObject
from ._numbers import to_number
from ._runtime import current, hooks, next_tick
from ._runtime.report import print_fatal
from ._stdio import StandardStream
from ._strings import to_string
from ._validators import validate_integer, validate_string
from .errors import (
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_SIGNAL,
    NodeError,
    errno_exception,
    system_error_from,
)
from .event_target import TIME_ORIGIN
from .events import EventEmitter
from .versions import chosen

__all__ = ['Process', 'Warning', 'process']

_NAME = 'node-http'
_ARCHITECTURES = {
    'x86_64': 'x64',
    'amd64': 'x64',
    'aarch64': 'arm64',
    'arm64': 'arm64',
    'i386': 'ia32',
    'i686': 'ia32',
    'armv7l': 'arm',
    's390x': 's390x',
    'ppc64le': 'ppc64',
    'riscv64': 'riscv64',
}
_RUNNER_SIGNALS = frozenset({'SIGINT', 'SIGTERM', 'SIGHUP'})
_SIGNALS = {
    name: int(number) for name, number in signal.Signals.__members__.items() if not name.startswith('SIG_')
}


class Warning(NodeError):
    """What 'warning' is emitted with: `name`, `message`, and maybe `code` and `detail`."""

    detail: Any = None


class Environment(MutableMapping[str, str]):
    """`process.env`: the environment; a variable that is not there is None, and what is assigned becomes a string."""

    def __getitem__(self, name: str) -> str:
        return os.environ.get(name)  # type: ignore[return-value]  # None, as in Node, where it is undefined

    def __setitem__(self, name: str, value: Any) -> None:
        os.environ[name] = to_string(value)

    def __delitem__(self, name: str) -> None:
        os.environ.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in os.environ

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)

    def get(self, name: str, default: Any = None) -> Any:
        return os.environ.get(name, default)

    def __getattr__(self, name: str) -> Any:
        if name[:2] == '__':
            raise AttributeError(name)
        return os.environ.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        del self[name]


class _Hrtime:
    """`process.hrtime`: a function with a function `bigint`."""

    def __call__(self, time: Any = None) -> list[int]:
        """`process.hrtime([time])`: [seconds, nanoseconds] of a steady clock, since `time` if given."""
        now = builtins.divmod(self.bigint(), 10**9)
        if time is None:
            return [*now]
        if not isinstance(time, (list, tuple)):
            raise ERR_INVALID_ARG_TYPE('time', 'Array', time)
        if len(time) != 2:
            raise ERR_OUT_OF_RANGE('time', 2, len(time))
        return [*divmod((now[0] - time[0]) * 10**9 + now[1] - time[1], 10**9)]

    def bigint(self) -> int:
        """`process.hrtime.bigint()`: nanoseconds of a steady clock."""
        return globals()['time'].monotonic_ns()  # type: ignore[no-any-return]


class _MemoryUsage:
    """`process.memoryUsage`: a function with a function `rss`."""

    def __call__(self) -> JSObject:
        """`process.memoryUsage()`: bytes; the heap is what Python's allocator is known to hold."""
        rss = self.rss()
        return JSObject(rss=rss, heapTotal=rss, heapUsed=rss, external=0, arrayBuffers=0)

    def rss(self) -> int:
        """`process.memoryUsage.rss()`: the memory that the program occupies, in bytes."""
        try:
            with open('/proc/self/statm', 'rb') as statm:
                return int(statm.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
        except (OSError, ValueError):  # not Linux: the most it ever was
            import resource

            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return most if sys.platform == 'darwin' else most * 1024


class Process(EventEmitter):
    """The class of `process`.

    Events: 'beforeExit' (code), 'exit' (code), 'uncaughtException' (err, origin), 'uncaughtExceptionMonitor' (err,
    origin), 'unhandledRejection' (reason, promise), 'warning' (warning), and the names of signals (name, number).
    """

    def __init__(self) -> None:
        super().__init__()
        self.argv: list[str] = [sys.executable, *sys.argv]
        self.execArgv: list[str] = []
        self.execPath: str = sys.executable
        self.argv0: str = _NAME
        self.title: str = _NAME
        self.pid: int = os.getpid()
        self.platform: str = 'win32' if sys.platform == 'win32' else sys.platform
        self.arch: str = _ARCHITECTURES.get(platform.machine().lower(), platform.machine())
        self.version: str = ''
        self.versions: JSObject = JSObject(
            node='', python=platform.python_version(), http_parser=_parser_version()
        )
        self._become(chosen())
        self.release: JSObject = JSObject(name='node')
        self.env = Environment()
        self.hrtime = _Hrtime()
        self.memoryUsage = _MemoryUsage()
        self.noDeprecation = False
        self.throwDeprecation = False
        self.traceDeprecation = False
        self.traceProcessWarnings = False
        self.noProcessWarnings = os.environ.get('NODE_NO_WARNINGS') == '1'
        self._hint_given = False
        self._exit_code: int | None = None
        self._exiting = False
        self._signals: set[str] = set()
        self._stdout: StandardStream | None = None
        self._stderr: StandardStream | None = None

    # -- streams -----------------------------------------------------------------------------------------------

    def _become(self, version: str) -> None:
        """Name that version of Node: it is the whole program's."""
        self.version = version
        self.versions['node'] = version.removeprefix('v')

    @property
    def stdout(self) -> StandardStream:
        """`process.stdout`: a Writable."""
        if self._stdout is None:
            self._stdout = StandardStream(1, 'stdout')
        return self._stdout

    @property
    def stderr(self) -> StandardStream:
        """`process.stderr`: a Writable."""
        if self._stderr is None:
            self._stderr = StandardStream(2, 'stderr')
        return self._stderr

    # -- what it is --------------------------------------------------------------------------------------------

    @property
    def ppid(self) -> int:
        """The process that started this one."""
        return os.getppid()

    def cwd(self) -> str:
        """`process.cwd()`: the working directory. Since v0.1.8."""
        return os.getcwd()

    def chdir(self, directory: str) -> None:
        """`process.chdir(directory)`: change it. Raises: `ERR_INVALID_ARG_TYPE`, a system error. Since v0.1.17."""
        validate_string(directory, 'directory')
        try:
            os.chdir(directory)
        except OSError as error:
            code = system_error_from(error, 'chdir').code
            failed = errno_exception(code, 'chdir', path=self.cwd())
            failed.message += f" -> '{directory}'"
            failed.dest = directory  # type: ignore[attr-defined]
            raise failed from None

    def uptime(self) -> float:
        """`process.uptime()`: for how many seconds the program has run. Since v0.5.0."""
        return time.monotonic() - TIME_ORIGIN

    def cpuUsage(self) -> JSObject:
        """`process.cpuUsage()`: microseconds of processor time. Since v6.1.0."""
        used = os.times()
        return JSObject(user=int(used.user * 1e6), system=int(used.system * 1e6))

    def nextTick(self, callback: Any = UNDEFINED, /, *args: Any) -> None:
        """`process.nextTick(callback[, ...args])`

        Calls `callback(*args)` when what runs now is done, before any I/O, timer or immediate.

        Raises: `ERR_INVALID_ARG_TYPE` when the callback cannot be called. Since v0.1.26.
        """
        if not callable(callback):
            raise ERR_INVALID_ARG_TYPE('callback', 'function', callback)
        next_tick(adapt(callback), *args)

    def kill(self, pid: Any, signal: Any = None) -> bool:
        """`process.kill(pid[, signal])`

        Sends a signal, by name or number (default 'SIGTERM'; 0 only asks whether the process is there).

        Raises: `ERR_INVALID_ARG_TYPE`, `ERR_UNKNOWN_SIGNAL`, a system error (ESRCH, EPERM). Since v0.0.6.
        """
        if isinstance(pid, bool) or not isinstance(pid, int):
            raise ERR_INVALID_ARG_TYPE('pid', 'number', pid)
        number = signal if isinstance(signal, int) else _SIGNALS.get('SIGTERM' if signal is None else signal)
        if number is None:
            raise ERR_UNKNOWN_SIGNAL(signal)
        try:
            os.kill(pid, number)
        except OSError as error:
            raise system_error_from(error, 'kill') from None
        return True

    # -- the end -----------------------------------------------------------------------------------------------

    @property
    def exitCode(self) -> int | None:
        """The status that the program ends with unless `exit()` is given another one."""
        return self._exit_code

    @exitCode.setter
    def exitCode(self, code: Any) -> None:
        self._exit_code = _status(code)

    def exit(self, code: Any = UNDEFINED) -> NoReturn:
        """`process.exit([code])`

        Ends the program: emits 'exit', then raises SystemExit, which nothing below the runner catches.

        Args:
            code: the status; by default `exitCode`, or 0.

        Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`. Since v0.1.13.
        """
        if code is not UNDEFINED:
            self.exitCode = code
        within = self._exiting
        status = self._emit_exit(self._exit_code or 0)
        if not within and current().on_fatal is None:  # no runner will ask for it: the next run begins anew
            self._reset_exit()
        raise SystemExit(status)

    def abort(self) -> NoReturn:
        """`process.abort()`: end at once and leave a core file. Since v0.7.0."""
        os.abort()

    def _emit_exit(self, status: int) -> int:
        """Emit 'exit', once; what comes back is the status that counts then."""
        if self._exiting:
            return status if self._exit_code is None else self._exit_code
        self._exiting = True
        self._exit_code = status if status else self._exit_code
        try:
            self.emit('exit', self._exit_code or 0)
        except SystemExit:  # a listener called exit(): its code is noted already
            pass
        except Exception as error:
            print_fatal(error)
            self._exit_code = 1
        return self._exit_code or 0

    def _reset_exit(self) -> None:
        self._exiting = False
        self._exit_code = None

    # -- warnings ----------------------------------------------------------------------------------------------

    def emitWarning(
        self, warning: Any = UNDEFINED, type: Any = None, code: Any = None, /, **options: Any
    ) -> None:
        """`process.emitWarning(warning[, type[, code]])`, `process.emitWarning(warning[, options])`

        Emits 'warning' in the next tick, and prints the warning on stderr.

        Args:
            warning: a text or an exception.
            type: its name, default 'Warning'; or a dict of options.
            code: an identifier.
            options: also as a dict in the place of `type`: `type`, `code`, `detail` (text printed below it).

        Raises: `ERR_INVALID_ARG_TYPE`. Since v6.0.0.
        """
        detail = None
        if isinstance(type, dict) or options:
            settings = {**(type or {}), **options}
            type, code, detail = (settings.get(name) for name in ('type', 'code', 'detail'))
        elif callable(type):  # a constructor that the stack begins above: there is no such stack here
            type = None
        if callable(code):
            code = None
        if type is not None:
            validate_string(type, 'type')
        if code is not None:
            validate_string(code, 'code')
        if isinstance(warning, str):
            made = Warning(warning, code)
            made.name = type or 'Warning'
            if isinstance(detail, str):
                made.detail = detail
            warning = made
        elif not isinstance(warning, BaseException):
            raise ERR_INVALID_ARG_TYPE('warning', ['string', 'Error'], warning)
        if _name_of(warning) == 'DeprecationWarning':
            if self.noDeprecation:
                return
            if self.throwDeprecation:
                next_tick(_throw, warning)
                return
        if not self._exiting:
            next_tick(self._warn, warning)

    def _warn(self, warning: BaseException) -> None:
        if not self.noProcessWarnings:
            self._print_warning(warning)
        self.emit('warning', warning)

    def _print_warning(self, warning: BaseException) -> None:
        name, code = _name_of(warning), getattr(warning, 'code', None)
        deprecation = name == 'DeprecationWarning'
        trace = self.traceProcessWarnings or (deprecation and self.traceDeprecation)
        text = f'{name}: {getattr(warning, "message", warning)}'
        if trace:
            frames = reversed(traceback.extract_tb(warning.__traceback__))
            text += ''.join(f'\n    at {frame.name} ({frame.filename}:{frame.lineno})' for frame in frames)
        if isinstance(detail := getattr(warning, 'detail', None), str):
            text += f'\n{detail}'
        prefix = f'({_NAME}:{self.pid}) {f"[{code}] " if code else ""}'
        if not trace and not self._hint_given:
            self._hint_given = True
            flag = '--trace-deprecation' if deprecation else '--trace-warnings'
            text += f'\n(Use `{_NAME} {flag} ...` to show where the warning was created)'
        print(prefix + text, file=sys.stderr, flush=True)

    # -- signals -----------------------------------------------------------------------------------------------

    def _add(self, event: Any, listener: Callable[..., Any], first: bool) -> None:
        super()._add(event, listener, first)
        if isinstance(event, str) and event in _SIGNALS:
            self._watch_signal(event)

    def _watch_signal(self, name: str) -> None:
        """See to it that the signal reaches us; those that end a program, the runner hands on by itself."""
        runtime = current()
        waiting_for_run = runtime._loop is None
        if name in _RUNNER_SIGNALS and (runtime.on_fatal is not None or waiting_for_run):
            return
        if threading.current_thread() is not threading.main_thread():
            return  # Python tells only the main thread of signals
        if name in ('SIGKILL', 'SIGSTOP'):
            raise errno_exception('EINVAL', 'uv_signal_start')
        try:
            runtime.loop.add_signal_handler(_SIGNALS[name], runtime.entry, self._on_signal, name)
        except (NotImplementedError, RuntimeError, ValueError):  # not to be had on this system
            pass

    def _on_signal(self, name: str) -> bool:
        return self.emit(name, name, _SIGNALS[name])

    # -- what the runtime tells --------------------------------------------------------------------------------

    def _on_uncaught(self, error: BaseException, origin: str) -> bool:
        if origin == 'unhandledRejection' and self.listenerCount('unhandledRejection'):
            self.emit('unhandledRejection', error, None)
            return True
        if not self.listenerCount('uncaughtException') and not self.listenerCount('uncaughtExceptionMonitor'):
            return False
        try:
            self.emit('uncaughtExceptionMonitor', error, origin)
            return self.emit('uncaughtException', error, origin)
        except Exception as another:
            if current().on_fatal is None:  # somebody else's loop: it learns of both
                raise
            print_fatal(another)
            self._exit_code = 7
            raise SystemExit(7) from None

    def _on_before_exit(self) -> None:
        self.emit('beforeExit', self._exit_code or 0)

    def _on_exit(self, status: int) -> int:
        status = self._emit_exit(status)
        self._reset_exit()
        return status

    def _on_warning(self, message: str, type: str, details: Mapping[str, Any]) -> bool:
        """Under the runner warnings are Node's; elsewhere they are Python's, unless somebody listens."""
        if current().on_fatal is None and not self.listenerCount('warning'):
            return False
        warning = Warning(message)
        warning.name = type
        for name, value in details.items():
            setattr(warning, name, value)
        self.emitWarning(warning)
        return True

    def _plug_in(self) -> None:
        hooks.uncaught = self._on_uncaught
        hooks.before_exit = self._on_before_exit
        hooks.exit = self._on_exit
        hooks.signal = self._on_signal
        hooks.warning = self._on_warning

    def _inspect(self, depth: float) -> str:
        return 'process {}'

    def __repr__(self) -> str:
        return f'<process {self.pid}>'


def _status(code: Any) -> int | None:
    """The status that `code` stands for; a string of digits is taken for its number."""
    if code is None or code is UNDEFINED:
        return None
    if isinstance(code, str) and code:
        number = to_number(code)
        if number == number:
            code = number
    status = validate_integer(code, 'code')
    return int(status)


def _name_of(error: BaseException) -> str:
    return str(getattr(error, 'name', None) or type(error).__name__)


def _throw(error: BaseException) -> NoReturn:
    raise error


def _parser_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version('httptools')
    except PackageNotFoundError:
        return version('h11')


process = Process()
process._plug_in()
