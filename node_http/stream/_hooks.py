"""The methods that whoever implements a stream overrides, and how they are called.

They come from three places: a subclass, an option (``Readable(read=...)``), or an assignment to one object
(``stream._read = ...``).  All three follow JavaScript's calling rule: a ``_read`` that declares no parameter is
called with none.  A subclass is looked at once, when it is made; the other two when they are first called.
They are looked up on the instance at each call, so that replacing one is obeyed at once.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from types import CoroutineType
from typing import Any, Final

from .. import _calling
from .._calling import adapt, arity
from .._listeners import method_of

#: Each overridable method and how many arguments it is called with.
HOOKS: Final[Mapping[str, int]] = {
    '_construct': 1,
    '_destroy': 2,
    '_final': 1,
    '_flush': 1,
    '_read': 1,
    '_transform': 3,
    '_write': 3,
    '_writev': 2,
}


def adapt_overrides(cls: type) -> None:
    """Let the hooks that the body of *cls* defines be called with any number of arguments."""
    for name, given in HOOKS.items():
        method = cls.__dict__.get(name)
        if inspect.isfunction(method):
            least, most = arity(method)
            if not least <= given + 1 <= most:
                setattr(cls, name, functools.wraps(method)(adapt(method)))


def hook(stream: Any, name: str) -> Any:
    """The method *name* as *stream* has it now, ready to be called; None if it has none."""
    method = getattr(stream, name, None)
    if method is None or getattr(method, '__func__', None) is method_of(type(stream), name):
        return method
    own = stream.__dict__.get(name)
    if own is None:
        return method
    code = getattr(own, '__code__', None)
    if code is not None and code.co_flags & inspect.CO_VARARGS:
        return own
    stream.__dict__[name] = own = adapt(own)
    return own


def install(stream: Any, options: Mapping[str, Any], *names: str) -> None:
    """Take the hooks that *options* bring (``read`` becomes ``_read``) as methods of this one *stream*."""
    for name in names:
        method = options.get(name)
        if callable(method):
            stream.__dict__['_' + name] = adapt(method)


def settle(result: Any) -> None:
    """Start the coroutine that a hook returned, if it returned one."""
    if type(result) is CoroutineType:
        _calling.spawn(result)


def merged(options: Mapping[str, Any] | None, keywords: dict[str, Any]) -> Mapping[str, Any]:
    """The options object and the keyword arguments as one mapping; keywords win."""
    if not options:
        return keywords
    return {**options, **keywords} if keywords else options


def once_called(callback: Callable[..., Any]) -> Callable[..., Any]:
    """*callback*, of which only the first call counts."""
    called = False

    def call(*args: Any) -> None:
        nonlocal called
        if not called:
            called = True
            callback(*args)

    return call


def nop(*_: Any) -> None:
    """Do nothing."""
