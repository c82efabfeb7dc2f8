"""JavaScript's calling rule for Python callables.

A JavaScript function may be called with any number of arguments: surplus ones are dropped, missing ones
are ``undefined``. Ported code relies on it (``server.on('request', lambda: ...)``), so every callable that
a user hands in is adapted once, when it is handed in, and never inspected again when it is called.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Coroutine
from types import BuiltinFunctionType, CodeType, CoroutineType, FunctionType, MethodType
from typing import Any

Arity = tuple[int, float]

ANY: Arity = (0, math.inf)
_VARARGS = inspect.CO_VARARGS


def arity(fn: Callable[..., Any]) -> Arity:
    """How many positional arguments `fn` needs and how many it takes (``math.inf`` for ``*args``)."""
    kind = type(fn)
    if kind is FunctionType:
        code, defaults = fn.__code__, fn.__defaults__
        if not defaults and not code.co_flags & _VARARGS:
            count = code.co_argcount
            return count, count
        return _code_arity(code, defaults, 0)
    if kind is MethodType:
        function = fn.__func__  # type: ignore[attr-defined]  # `kind` says so
        if type(function) is FunctionType:
            return _code_arity(function.__code__, function.__defaults__, 1)
    if isinstance(
        fn, BuiltinFunctionType
    ):  # a method of a C type, as `chunks.append`: reading its signature is slow
        return _builtin_arity((type(fn.__self__), fn.__module__, fn.__name__), fn)
    return _signature_arity(fn)


def _code_arity(code: CodeType, defaults: tuple[Any, ...] | None, bound: int) -> Arity:
    most = least = code.co_argcount - bound
    if defaults:
        least -= len(defaults)
    if least < 0:  # `self` is among what has a default, or is one of *args
        least, most = 0, max(most, 0)
    return (least, math.inf) if code.co_flags & _VARARGS else (least, most)


_BUILTINS: dict[tuple[type, str | None, str], Arity] = {}


def _builtin_arity(key: tuple[type, str | None, str], fn: Callable[..., Any]) -> Arity:
    known = _BUILTINS.get(key)
    if known is None:
        known = _signature_arity(fn)
        if len(_BUILTINS) < 1024:
            _BUILTINS[key] = known
    return known


def _signature_arity(fn: Callable[..., Any]) -> Arity:
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):  # builtins without a signature: they take what they are given
        return ANY
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    least = sum(1 for p in positional if p.default is p.empty)
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return least, math.inf
    return least, len(positional)


def adapt(fn: Callable[..., Any]) -> Callable[..., Any]:
    """A callable that takes any arguments and hands `fn` those that it has room for.

    When `fn` is a coroutine function, or returns a coroutine, that coroutine is started as a task.
    """
    lo, hi = arity(fn)
    if hi == math.inf:
        room = None
    else:
        room = int(hi)

    def call(*args: Any) -> Any:
        if len(args) < lo:
            args += (None,) * (lo - len(args))
        result = fn(*args[:room])
        if type(result) is CoroutineType:
            return spawn(result)
        return result

    return call


def first_call_only(fn: Callable[..., None]) -> Callable[..., None]:
    """`fn`, but every call after the first does nothing: for an answer that may come in two ways."""
    called = False

    def call(*args: Any) -> None:
        nonlocal called
        if not called:
            called = True
            fn(*args)

    return call


def _no_runtime(
    coroutine: Coroutine[Any, Any, Any],
) -> Any:  # pragma: no cover - replaced on import of _runtime
    raise RuntimeError('the runtime is not loaded')


#: Starts a coroutine as a task. The runtime puts its own function here when it is imported: this module stands
#: below it and may not import it.
spawn: Callable[[Coroutine[Any, Any, Any]], Any] = _no_runtime
