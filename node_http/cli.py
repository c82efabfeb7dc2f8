"""The `node-http` command: runs a Python file as `node` runs a JavaScript file.

The script is `__main__`; when it has run, so has the first entry into the loop, and the loop goes on until nothing
is left that keeps the program alive. What is said when something is wrong is what node says, with its exit codes: 9
for an option that is not known, 1 for a file that is not there.

A word before the file is a subcommand if it is in `SUBCOMMANDS`; `./word` is always a file.
"""

from __future__ import annotations

import linecache
import os
import sys
import types
from ast import Expr, Expression, parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from . import _runtime
from ._changes import show_changes
from ._inspect import inspect
from ._jsobject import UNDEFINED
from ._runtime import core
from .errors import ModuleNotFound
from .process import process
from .versions import VARIABLE, VERSIONS, UnknownVersion, resolve

__all__ = ['main']

USAGE = """\
Usage: node-http [options] [ script.py ] [arguments]
       node-http changes --from VERSION [--to VERSION]

Runs a Python program as Node.js runs a JavaScript program: the script, then the event loop until nothing is left that
keeps it alive. Without a script, the program is read from stdin.

Options:
  -                     script read from stdin (default if no file name is provided)
  --                    indicate the end of node-http options
  -e, --eval=...        evaluate script
  -h, --help            print node-http command line options (currently set)
  --node=...            behave as this version of Node.js: {versions}
  --no-deprecation      silence deprecation warnings
  --no-warnings         silence all process warnings
  -p, --print [...]     evaluate script and print result
  --throw-deprecation   throw an exception on deprecations
  --trace-deprecation   show stack traces on deprecations
  --trace-warnings      show stack traces on process warnings
  -v, --version         print the version, and that of Node.js whose behaviour it has

Environment variables:
  NODE_DEBUG            ','-separated list of core modules that should print debug information
  NODE_HTTP_LOOP        'asyncio' keeps uvloop out although it is installed
  NODE_HTTP_VERSION     as --node
  NODE_HTTP_PARSER      'llhttp' or 'h11': the engine that reads HTTP
  NODE_NO_WARNINGS      set to 1 to silence process warnings
""".format(versions=', '.join(VERSIONS))

_BAD_USE = 9

#: Words that are no file names: each is called with the words behind it and returns the exit status.
SUBCOMMANDS: dict[str, Callable[[list[str]], int]] = {'changes': show_changes}

_FLAGS: dict[str, Callable[[], None]] = {
    '--no-deprecation': lambda: setattr(process, 'noDeprecation', True),
    '--no-warnings': lambda: setattr(process, 'noProcessWarnings', True),
    '--throw-deprecation': lambda: setattr(process, 'throwDeprecation', True),
    '--trace-deprecation': lambda: setattr(process, 'traceDeprecation', True),
    '--trace-warnings': lambda: setattr(process, 'traceProcessWarnings', True),
}


class _BadUse(Exception):
    """The command line is wrong: the message for stderr."""


@dataclass
class _Command:
    """What the command line asks for."""

    script: str | None = None
    args: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    code: str | None = None
    prints: bool = False
    shows: Callable[[], str] | None = None
    node: str | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these words, by default those of the command line; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in SUBCOMMANDS:
        return SUBCOMMANDS[words[0]](words[1:])
    try:
        command = _read(words)
    except _BadUse as error:
        print(f'{process.argv0}: {error}', file=sys.stderr)
        return _BAD_USE
    if command.node is not None:
        try:
            _use_version(command.node)
        except UnknownVersion as error:
            print(f'{process.argv0}: {error}', file=sys.stderr)
            return _BAD_USE
    if command.shows is not None:
        print(command.shows(), end='')
        return 0
    for option in command.options:
        if option in _FLAGS:
            _FLAGS[option]()
    process.execArgv = command.options
    return _run(command)


def _use_version(version: str) -> None:
    """The whole program gets that version's http module, and its children too."""
    from . import _become  # the face, which is complete by now

    version = resolve(version)
    os.environ[VARIABLE] = version
    _become(version)
    process._become(version)


def _own_version() -> str:
    try:
        return version('node-http')
    except PackageNotFoundError:  # run from a source tree
        return '0'


def _versions() -> str:
    how = ', compiled' if _compiled() else ''
    return f'node-http {_own_version()} (Node.js {process.version}{how})\n'


def _compiled() -> bool:
    """Whether this is the compiled wheel (docs/compiled.md), and not pure Python."""
    return not str(core.__file__).endswith('.py')


def _read(words: list[str]) -> _Command:
    command = _Command()
    rest = iter(range(len(words)))
    for index in rest:
        word = words[index]
        name, equals, value = word.partition('=')
        if word == '-' or word[:1] != '-':
            _take_script(command, words[index:])
            break
        if word == '--':
            _take_script(command, words[index + 1 :])
            break
        if name in ('-e', '--eval', '-p', '--print', '-pe'):
            command.prints = name not in ('-e', '--eval')
            command.options.append(word)
            if equals and name[:2] == '--':
                command.code = value
            elif index + 1 < len(words) and not (words[index + 1][:1] == '-' and len(words[index + 1]) > 1):
                command.code = words[next(rest)]
                command.options.append(command.code)
            elif name in ('-p', '--print'):
                command.code = command.code or ''
            else:
                raise _BadUse(f'{name} requires an argument')
        elif word in ('-h', '--help'):
            command.shows = lambda: USAGE
            break
        elif word in ('-v', '--version'):
            command.shows = _versions
            break
        elif word in _FLAGS:
            command.options.append(word)
        elif name == '--node':
            if not equals and index + 1 == len(words):
                raise _BadUse(f'{name} requires an argument')
            command.node = value if equals else words[next(rest)]
            command.options += [word] if equals else [word, command.node]
        else:
            raise _BadUse(f'bad option: {word}')
    return command


def _take_script(command: _Command, words: list[str]) -> None:
    if command.code is None and words:
        command.script, *command.args = words
    else:
        command.args = words


# -- running -----------------------------------------------------------------------------------------------------


def _run(command: _Command) -> int:
    if command.code is not None:
        return _evaluate(command.code, '[eval]', command.args, prints=command.prints)
    if command.script in (None, '-'):
        names = [] if command.script is None else ['-']
        return _evaluate(sys.stdin.read() if sys.stdin else '', '[stdin]', [*names, *command.args])
    assert command.script is not None
    path = _resolve(command.script)
    if path is None:
        missing = ModuleNotFound(os.path.abspath(command.script))
        print(f"{missing.toString()} {{ code: '{missing.code}', requireStack: [] }}", file=sys.stderr)
        return 1
    _set_argv([str(path), *command.args])
    _set_path(str(path.parent))

    def start() -> Any:
        _execute(path.read_bytes(), str(path), _main_module(str(path)))

    return _run_loop(start)


def _resolve(script: str) -> Path | None:
    """The file that a name means: itself, with `.py`, or the `index.py` (or `__main__.py`) of a folder."""
    path = Path(os.path.abspath(script))
    candidates = [path, path.with_name(path.name + '.py'), path / 'index.py', path / '__main__.py']
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _evaluate(source: str, name: str, args: list[str], *, prints: bool = False) -> int:
    _set_argv(args)
    sys.argv[:0] = ['-c']  # what Python calls it
    _set_path('')
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)

    def start() -> None:
        module = _main_module(None)
        if not prints:
            _execute(source, name, module)
            return
        value = _last_value(source, name, module)
        print(value if isinstance(value, str) else inspect(value))

    return _run_loop(start)


def _last_value(source: str, name: str, module: types.ModuleType) -> Any:
    """Run the statements; the value of the last one if it is an expression."""
    tree = parse(source, name)
    last = tree.body.pop() if tree.body else None
    if not isinstance(last, Expr):
        exec(source, module.__dict__)
        return UNDEFINED
    exec(compile(tree, name, 'exec'), module.__dict__)
    return eval(compile(Expression(last.value), name, 'eval'), module.__dict__)


def _set_argv(args: list[str]) -> None:
    sys.argv[:] = args
    process.argv = [process.execPath, *args]


def _main_module(path: str | None) -> types.ModuleType:
    module = types.ModuleType('__main__')
    if path is not None:
        module.__file__ = path
    sys.modules['__main__'] = module
    return module


def _execute(source: str | bytes, name: str, module: types.ModuleType) -> None:
    exec(compile(source, name, 'exec', dont_inherit=True), module.__dict__)


def _set_path(folder: str) -> None:
    """Python's rule for a script: its folder is where modules are looked for first."""
    if getattr(sys.flags, 'safe_path', False):
        return
    sys.path[:1] = [folder]


def _run_loop(start: Callable[[], Any]) -> int:
    try:
        _runtime.run(start)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0
    finally:
        _flush()
    return 0


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:  # nobody reads it any more
                pass
