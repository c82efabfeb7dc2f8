"""The classes of Node's errors, which are Python's own as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from ._inspect import call_stack
from ._strings import to_string


class NodeError(Exception):
    """``new Error(message)``: the base of every error here.

    ``code`` names the error for good; fields that an error does not have are ``None``, as in Node they are
    undefined. ``str(error)`` is the bare message.
    """

    name: str = 'Error'
    code: Any = None
    errno: Any = None
    syscall: Any = None
    address: Any = None
    port: Any = None
    path: Any = None
    hostname: Any = None
    cause: Any = None

    def __init__(
        self, message: object = '', code: str | None = None, *, cause: Any = None, **fields: Any
    ) -> None:
        super().__init__(message)
        self.message = to_string(message)
        if code is not None:
            self.code = code
        if cause is not None:
            self.cause = cause
            if isinstance(cause, BaseException):
                self.__cause__ = cause
        self.__dict__.update(fields)

    def __getattr__(self, name: str) -> Any:
        if name[0] == '_':
            raise AttributeError(name)
        return None

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return self.toString()

    def __reduce__(self) -> tuple[Any, ...]:
        made = next((base for base in (CodedError, SystemError) if isinstance(self, base)), type(self))
        return _revive, (made, self.code, self.args, dict(self.__dict__))

    def toString(self) -> str:
        """``error.toString()``: ``name: message``."""
        return f'{self._title()}: {self.message}' if self.message else self._title()

    def _title(self) -> str:
        return self.name

    @property
    def stack(self) -> str:
        """The error and where it was raised, innermost call first, as Node writes a stack."""
        return self.toString() + call_stack(self)

    def fields(self) -> dict[str, Any]:
        """The properties that Node shows beside the message: ``code``, ``errno``, …, those that are set."""
        own = {key: value for key, value in self.__dict__.items() if key not in _HIDDEN and key[0] != '_'}
        return own if self.code is None or 'code' in own else {'code': self.code, **own}


_HIDDEN = frozenset({'message', 'cause', 'name'})


class NodeTypeError(NodeError, TypeError):
    """Node's ``TypeError``, which is Python's too."""

    name = 'TypeError'


class NodeRangeError(NodeError, ValueError):
    """Node's ``RangeError``, a ValueError in Python."""

    name = 'RangeError'


class NodeURIError(NodeError, ValueError):
    """Node's ``URIError``, a ValueError in Python."""

    name = 'URIError'


class SystemError(NodeError, OSError):
    """An error of the operating system.

    ``code`` (``'ECONNREFUSED'``), ``errno`` (Node's: negative), ``syscall``, and as far as they are known
    ``address``, ``port``, ``path``, ``hostname``. Where Python has a class for the code, the error is of that
    class too: ``except ConnectionRefusedError`` catches it.
    """

    @staticmethod
    def of(code: str) -> type[SystemError]:
        """The class of the errors with this code."""
        return _SYSTEM_CLASSES.get(code) or _SYSTEM_CLASSES['']


PYTHON_CLASSES: dict[str, type[OSError]] = {
    'EACCES': PermissionError,
    'EAGAIN': BlockingIOError,
    'ECONNABORTED': ConnectionAbortedError,
    'ECONNREFUSED': ConnectionRefusedError,
    'ECONNRESET': ConnectionResetError,
    'EEXIST': FileExistsError,
    'EINTR': InterruptedError,
    'EISDIR': IsADirectoryError,
    'ENOENT': FileNotFoundError,
    'ENOTDIR': NotADirectoryError,
    'EPERM': PermissionError,
    'EPIPE': BrokenPipeError,
    'ESHUTDOWN': BrokenPipeError,
    'ESRCH': ProcessLookupError,
    'ETIMEDOUT': TimeoutError,
}


def _system_class(*bases: type[OSError]) -> type[SystemError]:
    # In a traceback it is headed as in Node: "Error: connect ECONNREFUSED 127.0.0.1:1".
    return type('Error', (SystemError, *bases), {'__module__': 'builtins', '__doc__': SystemError.__doc__})


_SYSTEM_CLASSES = {code: _system_class(base) for code, base in PYTHON_CLASSES.items()}
_SYSTEM_CLASSES[''] = _system_class()


class AbortError(NodeError):
    """``The operation was aborted``: what fails of an AbortSignal; ``cause`` is its reason."""

    name = 'AbortError'
    code = 'ABORT_ERR'

    def __init__(self, message: object = 'The operation was aborted', *, cause: Any = None) -> None:
        super().__init__(message, cause=cause)


class AggregateError(NodeError):
    """Several errors at once, in ``errors``; its code is that of the first one."""

    name = 'AggregateError'

    def __init__(self, errors: Sequence[BaseException], message: object = '') -> None:
        super().__init__(message)
        self.args = (errors, message)
        self.errors = list(errors)
        self.code = getattr(self.errors[0], 'code', None) if self.errors else None

    def fields(self) -> dict[str, Any]:
        return {key: value for key, value in super().fields().items() if key != 'errors'}


class DOMException(NodeError):
    """``new DOMException(message, name)``: ``code`` is the old number of the name, 0 if it never had one."""

    _shown_as = 'DOMException'
    NUMBERS: ClassVar[dict[str, int]] = {
        'IndexSizeError': 1,
        'HierarchyRequestError': 3,
        'InvalidCharacterError': 5,
        'NotFoundError': 8,
        'NotSupportedError': 9,
        'InvalidStateError': 11,
        'SyntaxError': 12,
        'InvalidAccessError': 15,
        'SecurityError': 18,
        'NetworkError': 19,
        'AbortError': 20,
        'TimeoutError': 23,
        'DataCloneError': 25,
    }

    def __init__(self, message: object = '', name: str = 'Error') -> None:
        super().__init__(message)
        self.args = (message, name)
        self.name = name
        self.code = self.NUMBERS.get(name, 0)

    def fields(self) -> dict[str, Any]:
        return {}


class CodedError(NodeError):
    """An error whose code says which message it has. Each ``ERR_…`` below is a subclass."""

    _make: ClassVar[Callable[..., str]]
    _field_names: ClassVar[tuple[str | None, ...]] = ()

    def __init__(self, *args: Any) -> None:
        super().__init__(self._make(*args))
        self.args = args
        self.__dict__.update(
            (name, arg)
            for name, arg in zip(self._field_names, args, strict=False)
            if name and arg is not None
        )

    def _title(self) -> str:
        return f'{self.name} [{self.code}]'


codes: dict[str, type[CodedError]] = {}
"""The errors that have a code of Node's own, by it."""


def _revive(cls: type[NodeError], code: str, args: tuple[Any, ...], state: dict[str, Any]) -> NodeError:
    """Make a pickled error again; pickle cannot find the classes that are made from a code."""
    if cls is CodedError:
        cls = codes[code]
    elif cls is SystemError:
        cls = SystemError.of(code)
    error = cls.__new__(cls)
    error.args = args
    error.__dict__.update(state)
    return error


def aggregate_two_errors(inner: Any, outer: Any) -> Any:
    """The error to report when ``outer`` happened and then, while it was dealt with, ``inner``."""
    if not inner or not outer or inner is outer:
        return inner or outer
    if isinstance(outer, AggregateError):
        outer.errors.append(inner)
        return outer
    error = AggregateError([outer, inner], getattr(outer, 'message', str(outer)))
    error.code = getattr(outer, 'code', None)
    return error


class ModuleNotFound(NodeError, ModuleNotFoundError):
    """``require()`` knows no module of this name. ``requireStack`` lists who asked. Also an ImportError."""

    name: str = 'Error'  # ImportError's is the module's, Node's the class's

    def __init__(
        self, request: str, available: Sequence[str] = (), require_stack: Sequence[str] = ()
    ) -> None:
        message = f"Cannot find module '{request}'"
        if require_stack:
            message += '\nRequire stack:\n- ' + '\n- '.join(require_stack)
        if available:
            message += f'\nAvailable: {", ".join(available)}'
        super().__init__(message, code='MODULE_NOT_FOUND', requireStack=list(require_stack))
        self.args = (request, available, require_stack)
