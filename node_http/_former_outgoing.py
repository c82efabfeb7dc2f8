"""What outgoing messages of older versions did otherwise: methods that `_face` gives to the classes of a version."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from ._jsobject import JSObject
from ._runtime import next_tick
from .buffer import Buffer, to_bytes
from .client import ClientRequest
from .outgoing import OutgoingMessage
from .stream import Stream
from .versions import Profile


def former_methods(name: str, profile: Profile) -> dict[str, Any]:
    """The methods of one class that did something else in that version."""
    former: dict[str, Any] = {}
    if name == 'OutgoingMessage':
        if not profile.end_returns_message:
            former['end'] = _end_saying_whether_sent
        if profile.can_be_piped:
            former['pipe'] = Stream.pipe
        if profile.null_headers:
            former['_headers'] = property(_headers_or_none)
        if profile.takes_any_encoding:
            for method in ('write', 'end'):
                former[method] = _in_any_encoding(former.get(method) or getattr(OutgoingMessage, method))
    if name == 'ClientRequest':
        if not profile.destroys_requests:
            former['destroy'] = _destroy_some_day
        if profile.expects_on_kept_connections:
            former['_set_headers'] = _set_headers_first
        if not profile.agent_heeds_timeout:
            former.update(setTimeout=_set_timeout, _stop_timeout=_stop_timeout)
    return former


def _end_saying_whether_sent(
    self: Any, chunk: Any = None, encoding: Any = None, callback: Any = None
) -> bool:
    """`message.end([chunk[, encoding]][, callback])`: whether it may be sent, and there is room."""
    if self.finished:
        return False
    if isinstance(chunk, (str, bytes, bytearray, memoryview)) and chunk and _writes_otherwise(self):
        if callable(encoding):
            callback, encoding = encoding, None
        if self._header is None:
            self._contentLength = len(to_bytes(chunk, encoding or None))
            self._implicitHeader()
        if self._hasBody:
            self.write(chunk, encoding)
        chunk = encoding = None
    OutgoingMessage.end(self, chunk, encoding, callback)
    socket = self.socket
    if socket is None or socket.destroyed or self.outputSize:
        return False
    # What the last write said: that of the last chunk, or of nothing.
    return not self.chunkedEncoding or socket.writableLength < socket.writableHighWaterMark


def _headers_or_none(self: Any) -> JSObject | None:
    """The headers by their names in lower case; null while none is set."""
    if self._out_headers is None:
        return None
    return JSObject((key, value) for key, (_, value) in self._out_headers.items())


def _writes_otherwise(message: Any) -> bool:
    """Whether a program has a `write` of its own, which `end` then calls."""
    if 'write' in message.__dict__:
        return True
    for cls in type(message).__mro__:
        if '_profile' in cls.__dict__:
            return False
        if 'write' in cls.__dict__:
            return True
    return False


def _in_any_encoding(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, which takes an encoding that does not exist for UTF-8."""

    @wraps(method)
    def call(self: Any, *args: Any, **keywords: Any) -> Any:
        if len(args) > 1 and isinstance(args[1], str) and not Buffer.isEncoding(args[1]):
            args = (args[0], 'utf8', *args[2:])
        return method(self, *args, **keywords)

    return call


def _destroy_some_day(self: Any, error: Any = None) -> None:
    """`request.destroy([error])`: destroys the socket, as soon as there is one."""
    socket = self.socket
    if socket is None:
        self.once('socket', lambda socket: socket.destroy(error))
    elif not socket.destroyed:
        socket.destroy(error)
    elif error is not None and self._errored is None and not socket._hadError:
        self._errored = error
        next_tick(self.emit, 'error', error)


def _set_timeout(self: Any, msecs: Any, callback: Any = None) -> Any:
    """`request.setTimeout(timeout[, callback])`, which ends with the request, as the option does not."""
    self._timeout_set = True
    return ClientRequest.setTimeout(self, msecs, callback)


def _stop_timeout(self: Any, socket: Any) -> None:
    """The time that a socket was made with stays."""
    if getattr(self, '_timeout_set', False):
        ClientRequest._stop_timeout(self, socket)
    else:
        socket.removeListener('timeout', self.timeoutCb)


def _set_headers_first(self: Any, *args: Any) -> None:
    """A header that does not wait for the body is made before the agent has decided about the connection."""
    decided = self.shouldKeepAlive, self._last
    self.shouldKeepAlive, self._last = True, False
    ClientRequest._set_headers(self, *args)
    self.shouldKeepAlive, self._last = decided
