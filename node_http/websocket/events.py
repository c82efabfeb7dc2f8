"""The events of a WebSocket: CloseEvent, MessageEvent, ErrorEvent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._inspect import inspect
from .._jsobject import UNDEFINED
from ..errors import NodeTypeError
from ..event_target import Event
from .webidl import dictionary, required, string, unsigned_short

__all__ = ['CloseEvent', 'ErrorEvent', 'MessageEvent']


class _Event(Event):
    """What the three have in common: how their two arguments are taken."""

    def __init__(self, type: Any = UNDEFINED, eventInitDict: Any = UNDEFINED, /, **keywords: Any) -> None:
        where = f'{self._interface()} constructor'
        required(type, where)
        type = string(type, f'{where}: type')
        settings = dictionary(eventInitDict, keywords)
        super().__init__(type, {key: settings.get(key) for key in ('bubbles', 'cancelable', 'composed')})
        self._take(settings, where)

    @classmethod
    def _interface(cls) -> str:
        """The name that messages give it, of a subclass too."""
        return next(base.__name__ for base in cls.__mro__ if base.__module__ == __name__)

    def _take(self, settings: dict[str, Any], where: str) -> None:
        raise NotImplementedError


class CloseEvent(_Event):
    """`new http.CloseEvent(type[, eventInitDict])`

    What a WebSocket dispatches, as 'close', when its connection is closed.

    Args:
        type: its name.
        eventInitDict: a dict or keywords: `code`, `reason`, `wasClean`, and those of Event.

    Raises: TypeError. Since v23.0.0; `http.CloseEvent` since v22.5.0.
    """

    def _take(self, settings: dict[str, Any], where: str) -> None:
        self._was_clean = bool(settings.get('wasClean'))
        self._code = unsigned_short(settings.get('code', 0))
        self._reason = string(settings.get('reason', ''))

    @property
    def wasClean(self) -> bool:
        """Whether both sides said that they close before the connection was closed."""
        return self._was_clean

    @property
    def code(self) -> int:
        """The code that the server closed with; 1005 if it gave none, 1006 if it said nothing at all."""
        return self._code

    @property
    def reason(self) -> str:
        """The reason that the server closed with; empty if it gave none."""
        return self._reason


class MessageEvent(_Event):
    """`new http.MessageEvent(type[, eventInitDict])`

    What a WebSocket dispatches, as 'message', for each message.

    Args:
        type: its name.
        eventInitDict: a dict or keywords: `data`, `origin`, `lastEventId`, `source`, `ports`, and those of Event.
            There are no MessagePorts here: `source` can only be None, and `ports` only be empty.

    Raises: TypeError. Since v15.0.0; `http.MessageEvent` since v22.5.0.
    """

    def _take(self, settings: dict[str, Any], where: str) -> None:
        self._data = settings.get('data')
        self._origin = string(settings.get('origin', ''))
        self._last_event_id = string(settings.get('lastEventId', ''))
        source = settings.get('source')
        if source is not None:
            raise _no_port('source', source, where)
        ports = settings.get('ports', ())
        if not isinstance(ports, Iterable) or isinstance(ports, str):
            raise NodeTypeError(f'{where}: eventInitDict.ports ({_shown(ports)}) is not iterable.')
        for index, port in enumerate(ports):
            raise _no_port(f'ports[{index}]', port, where)

    @property
    def data(self) -> Any:
        """The message, as a string; a binary one as a `Blob`, or a Buffer where `binaryType` is 'arraybuffer'."""
        return self._data

    @property
    def origin(self) -> str:
        """The server's origin, such as ws and its host."""
        return self._origin

    @property
    def lastEventId(self) -> str:
        """What was given; empty for a WebSocket's."""
        return self._last_event_id

    @property
    def source(self) -> None:
        """None."""
        return None

    @property
    def ports(self) -> tuple[()]:
        """An empty list that cannot be changed."""
        return ()

    def initMessageEvent(
        self,
        type: Any = UNDEFINED,
        bubbles: Any = False,
        cancelable: Any = False,
        data: Any = None,
        origin: Any = '',
        lastEventId: Any = '',
        source: Any = None,
        ports: Any = (),
    ) -> MessageEvent:
        """`event.initMessageEvent(type[, bubbles[, …]])`: a new event; this one stays as it is, as in Node."""
        required(type, 'MessageEvent.initMessageEvent')
        return MessageEvent(
            type,
            bubbles=bubbles,
            cancelable=cancelable,
            data=data,
            origin=origin,
            lastEventId=lastEventId,
            source=source,
            ports=ports,
        )


class ErrorEvent(_Event):
    """`new ErrorEvent(type[, eventInitDict])`

    What a WebSocket dispatches, as 'error', when its connection fails. Node does not export the class.

    Args:
        type: its name.
        eventInitDict: a dict or keywords: `message`, `filename`, `lineno`, `colno`, `error`, and those of Event.

    Raises: TypeError. Since v22.0.0.
    """

    def _take(self, settings: dict[str, Any], where: str) -> None:
        self._message = string(settings.get('message', ''))
        self._filename = string(settings.get('filename', ''))
        self._lineno = int(settings.get('lineno', 0))
        self._colno = int(settings.get('colno', 0))
        self._error = settings.get('error')

    @property
    def message(self) -> str:
        """What went wrong."""
        return self._message

    @property
    def filename(self) -> str:
        """Empty, for a WebSocket's."""
        return self._filename

    @property
    def lineno(self) -> int:
        """0, for a WebSocket's."""
        return self._lineno

    @property
    def colno(self) -> int:
        """0, for a WebSocket's."""
        return self._colno

    @property
    def error(self) -> Any:
        """The error, with the same message. Where the network failed, its `cause` is the error of the network."""
        return self._error


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else inspect(value)


def _no_port(name: str, value: Any, where: str) -> NodeTypeError:
    return NodeTypeError(
        f'{where}: Expected eventInitDict.{name} ("{_as_text(value)}") to be an instance of MessagePort.'
    )


def _as_text(value: Any) -> str:
    return _shown(value) if isinstance(value, str) else inspect(value)
