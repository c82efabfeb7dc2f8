"""`WebSocket`: the states, the events, `send` and `close`.

`readyState` goes one way, by `_TRANSITIONS`; beside it `_Said` tells who has sent a close frame. What ends a
connection:

- *the handshake fails*: 'error', and that is all. Node leaves `readyState` at CONNECTING and dispatches no 'close';
  so do we.
- *a side closes*: the other answers with a close frame, and the server, who has to be first, ends the TCP connection.
  When the socket is closed, 'close' tells the server's code; it was clean if both have sent a close frame.
- *the server breaks a rule*: 'error', the socket is destroyed, and then 'close' with 1006.
- *the socket closes before that*: 'close' with 1006.

Node waits for the server to end the connection for as long as it takes; here it has 30 s from the first close frame.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, IntFlag
from typing import Any, ClassVar

from .. import net
from .._jsobject import UNDEFINED
from .._runtime import Timeout, Timer, next_tick
from ..buffer import Buffer
from ..client import ClientRequest, request
from ..errors import DOMException, NodeError
from ..event_target import Event, EventTarget
from ..incoming import IncomingMessage
from . import handshake
from .arguments import options_of, parse_url, protocols_of, well_formed
from .blob import Blob
from .events import CloseEvent, ErrorEvent, MessageEvent
from .frames import MAX_PAYLOAD, Closing, Failure, Frames, Message, Ping, Received
from .webidl import bytes_of, clamped_short, required, string

__all__ = ['WebSocket']

#: How long it may take to connect, and then the server to answer, as in Node; and the server to end a connection
#: that is being closed (ms).
CONNECT_TIMEOUT = 10_000
HANDSHAKE_TIMEOUT = 300_000
CLOSE_TIMEOUT = 30_000

NO_CODE = 1005
ABNORMAL = 1006
_MAX_REASON = 123

_NETWORK_ERROR = 'Received network error or non-101 status code.'


class _State(IntEnum):
    CONNECTING = 0
    OPEN = 1
    CLOSING = 2
    CLOSED = 3


_TRANSITIONS: dict[_State, frozenset[_State]] = {
    _State.CONNECTING: frozenset({_State.OPEN, _State.CLOSING}),
    _State.OPEN: frozenset({_State.CLOSING, _State.CLOSED}),
    _State.CLOSING: frozenset({_State.CLOSED}),
    _State.CLOSED: frozenset(),
}


class _Said(IntFlag):
    """Who has sent a close frame."""

    NOBODY = 0
    CLIENT = 1
    SERVER = 2
    BOTH = 3


def _handler(event: str) -> property:
    """`onopen` and its kin: a listener that takes the place of the one that was set before, behind all others."""

    def get(self: WebSocket) -> Callable[..., Any] | None:
        return self._handlers.get(event)

    def set_(self: WebSocket, handler: Any) -> None:
        before = self._handlers.pop(event, None)
        if before is not None:
            self.removeEventListener(event, before)
        if callable(handler):
            self._handlers[event] = handler
            self.addEventListener(event, handler)

    return property(
        get, set_, doc=f"A listener of '{event}', or None. Setting it replaces the one set before."
    )


class WebSocket(EventTarget):
    """`new http.WebSocket(url[, protocols])`

    A connection to a WebSocket server, as in a browser. It begins to connect at once, and keeps the program alive
    while it is open. Dispatches 'open'; 'message' (a `MessageEvent`); 'error' (an event with `message` and `error`);
    'close' (a `CloseEvent`), for a connection that was open.

    A binary message is a `Blob`, whose bytes are `bytes(blob)` or `await blob.arrayBuffer()`; where `binaryType` is
    'arraybuffer', it is a `Buffer`.

    Args:
        url: a string or a `URL`: `ws:`, or `http:` for the same. `wss:` fails with an 'error' event, for want of TLS,
            unless `dispatcher` is an agent that brings it.
        protocols: a subprotocol, or a list of them; or options, as a dict or keywords: `protocols`; `headers` (a dict,
            a `Headers`, or pairs), which Node has too; `dispatcher`, an `http.Agent` that makes the connection;
            `maxPayload` (bytes, by default 128 MiB), of a message, which Node has not: a longer one fails the
            connection.

    Raises: DOMException 'SyntaxError' for a bad URL or protocol; TypeError for bad headers.
    Since v22.0.0; `http.WebSocket` since v22.5.0.
    """

    CONNECTING: ClassVar[int] = 0
    OPEN: ClassVar[int] = 1
    CLOSING: ClassVar[int] = 2
    CLOSED: ClassVar[int] = 3

    onopen = _handler('open')
    onmessage = _handler('message')
    onerror = _handler('error')
    onclose = _handler('close')

    _socket: Any = None
    #: Runs while something is expected of the server.
    _timer: Timeout | None = None
    _frames: Frames
    _state = _State.CONNECTING
    _said = _Said.NOBODY
    _failed = False
    _telling_too_early = False
    _code = NO_CODE
    _reason = ''
    _protocol = ''
    _extensions = ''
    _binary_type = 'blob'
    _buffered_amount = 0

    def __init__(self, url: Any = UNDEFINED, protocols: Any = UNDEFINED, /, **keywords: Any) -> None:
        required(url, 'WebSocket constructor')
        self._handlers: dict[str, Callable[..., Any]] = {}
        target = parse_url(url)
        options = options_of(protocols, keywords)
        names = protocols_of(options.get('protocols'))
        if not handshake.is_protocol_list(names):
            raise DOMException('Invalid Sec-WebSocket-Protocol value', 'SyntaxError')
        more = handshake.header_pairs(options.get('headers'))
        self._url = target
        self._max_payload = options.get('maxPayload') or MAX_PAYLOAD
        self._protocols = names
        self._key = handshake.new_key()
        self._request: ClientRequest | None = None
        self._connect(handshake.request_headers(target, self._key, names, more), options.get('dispatcher'))

    # -- what it is --------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The whole URL; its scheme is ws or wss, whatever was given."""
        return self._url.href

    @property
    def readyState(self) -> int:
        """`CONNECTING` (0), `OPEN` (1), `CLOSING` (2) or `CLOSED` (3)."""
        return int(self._state)

    @property
    def bufferedAmount(self) -> int:
        """How many bytes of messages `send` was given that the socket has not taken yet."""
        return self._buffered_amount

    @property
    def extensions(self) -> str:
        """What the server agreed to, which is nothing (empty) or 'permessage-deflate' with parameters."""
        return self._extensions

    @property
    def protocol(self) -> str:
        """The subprotocol that the server chose; empty if none."""
        return self._protocol

    @property
    def binaryType(self) -> str:
        """What a binary message is given as, 'blob' or 'arraybuffer'. Another value means 'blob'."""
        return self._binary_type

    @binaryType.setter
    def binaryType(self, value: Any) -> None:
        self._binary_type = 'arraybuffer' if value == 'arraybuffer' else 'blob'

    # -- what one does with it ---------------------------------------------------------------------------------

    def send(self, data: Any = UNDEFINED) -> None:
        """`ws.send(data)`

        Sends a message: a bytes-like object or a `Blob` as a binary one, anything else as text. Once it is closing,
        nothing is sent, and nothing raised.

        Raises: DOMException 'InvalidStateError' before it is open; TypeError.
        """
        required(data, 'WebSocket.send')
        message: str | bytes
        binary = bytes(data) if isinstance(data, Blob) else bytes_of(data)
        if binary is not None:
            message, size = binary, len(binary)
        else:
            message = well_formed(string(data))
            size = len(message.encode())
        if self._state is _State.CONNECTING:
            raise DOMException('Sent before connected.', 'InvalidStateError')
        if self._state is not _State.OPEN or self._failed:
            return
        self._buffered_amount += size

        def written() -> None:
            self._buffered_amount -= size

        self._socket.write(self._frames.message(message), written)

    def close(self, code: Any = UNDEFINED, reason: Any = UNDEFINED) -> None:
        """`ws.close([code[, reason]])`

        Closes the connection; 'close' tells when it is done. Before it is open, it dispatches 'error' twice and no
        'close', as in Node. Once it is closing, nothing happens.

        Args:
            code: 1000, or 3000 to 4999.
            reason: at most 123 bytes of UTF-8; it is sent only with a code.

        Raises: DOMException 'InvalidAccessError' for another code, 'SyntaxError' for a longer reason.
        """
        number = None
        if code is not UNDEFINED:
            number = clamped_short(code)
            if number != 1000 and not 3000 <= number <= 4999:
                raise DOMException('invalid code', 'InvalidAccessError')
        text = ''
        if reason is not UNDEFINED:
            text = well_formed(string(reason))
            size = len(text.encode())
            if size > _MAX_REASON:
                raise DOMException(f'Reason must be less than 123 bytes; received {size}', 'SyntaxError')
        if self._state is _State.CONNECTING:
            self._give_up()
        elif self._state is _State.OPEN:
            self._become(_State.CLOSING)
            if not self._failed:
                self._say_close(number, text)

    # -- the handshake -----------------------------------------------------------------------------------------

    def _connect(self, headers: list[str], dispatcher: Any) -> None:
        url = self._url
        agent = dispatcher if callable(getattr(dispatcher, 'addRequest', None)) else None
        secure = url.protocol == 'wss:'
        if secure and getattr(agent, 'protocol', None) != 'https:':
            next_tick(self._handshake_failed, 'wss: needs TLS, which node_http does not have.')
            return
        to = {'host': url.hostname.strip('[]'), 'port': int(url.port or (443 if secure else 80))}
        how = {'createConnection': lambda: net.connect(to)} if agent is None else {'agent': agent}
        self._request = req = request(
            {
                **to,
                **how,
                'path': url.pathname + url.search,
                'headers': headers,
                'protocol': 'https:' if secure else 'http:',
            }
        )
        req.on('upgrade', self._upgraded)
        req.on('response', self._refused)
        req.on('error', self._request_failed)
        req.on('socket', self._connecting)
        self._expect(CONNECT_TIMEOUT, req.destroy)
        req.end()

    def _connecting(self, socket: Any) -> None:
        req = self._request
        if req is None:
            return

        def connected() -> None:
            self._expect(HANDSHAKE_TIMEOUT, req.destroy)

        if getattr(socket, 'connecting', False):
            socket.once('connect', connected)
        else:
            connected()

    def _refused(self) -> None:
        """The server has answered with anything but 101."""
        req = self._request
        assert req is not None
        self._handshake_failed(_NETWORK_ERROR)
        req.destroy()

    def _request_failed(self, error: Any) -> None:
        if self._request is not None:
            self._handshake_failed(_NETWORK_ERROR, error)

    def _handshake_failed(self, message: str, cause: Any = None) -> None:
        self._request = None
        self._expect_nothing()
        self._dispatch_error(message, cause)

    def _give_up(self) -> None:
        """`close()` before the connection is open."""
        if self._telling_too_early:
            return  # `onerror` calls close() again, and again: Node runs out of stack
        self._telling_too_early = True
        self._dispatch_error('Connection was closed before it was established.')
        self._telling_too_early = False
        if self._state is _State.CONNECTING:
            self._become(_State.CLOSING)
            if self._request is not None:
                self._request.destroy()

    def _upgraded(self, response: IncomingMessage, socket: Any, head: Buffer) -> None:
        socket.on('error', _ignore)  # 'close' follows, and tells it
        if self._state is not _State.CONNECTING:
            socket.destroy()
            return
        accepted = handshake.check(response, self._key, self._protocols)
        if isinstance(accepted, str):
            socket.destroy()
            self._handshake_failed(accepted)
            return
        self._request = None
        self._expect_nothing()
        self._socket = socket
        self._protocol, self._extensions, deflate = accepted
        self._frames = Frames(deflate=deflate, max_payload=self._max_payload)
        self._become(_State.OPEN)
        socket.on('close', self._socket_closed)
        socket.on('data', self._receive)
        self.dispatchEvent(Event('open'))
        if head:
            self._receive(head)

    # -- what comes in -----------------------------------------------------------------------------------------

    def _receive(self, data: bytes) -> None:
        for received in self._frames.receive(data):
            self._take(received)

    def _take(self, received: Received) -> None:
        if isinstance(received, Message):
            if self._state is _State.OPEN:
                self._dispatch_message(received.data)
        elif isinstance(received, Ping):
            self._answer(received.payload)
        elif isinstance(received, Closing):
            self._server_closes(received)
        else:
            self._fail(received)

    def _dispatch_message(self, data: str | bytes) -> None:
        if isinstance(data, str):
            message: Any = data
        else:
            message = Buffer(data) if self._binary_type == 'arraybuffer' else Blob([data])
        self.dispatchEvent(MessageEvent('message', data=message, origin=self._url.origin))

    def _answer(self, payload: bytes) -> None:
        """Send a pong. A server that pings and does not read the pongs is read no further."""
        socket = self._socket
        if not socket.write(self._frames.pong(payload)) and not socket.isPaused():
            socket.pause()
            socket.once('drain', socket.resume)

    def _server_closes(self, received: Closing) -> None:
        self._said |= _Said.SERVER
        self._code = NO_CODE if received.code is None else received.code
        self._reason = received.reason
        if self._state is _State.OPEN:
            self._become(_State.CLOSING)
            self._say_close(received.code)

    def _say_close(self, code: int | None, reason: str = '') -> None:
        self._said |= _Said.CLIENT
        self._socket.write(self._frames.close(code, reason))
        self._expect(CLOSE_TIMEOUT, self._socket.destroy)

    def _fail(self, failure: Failure) -> None:
        """Fail the connection (RFC 6455 7.1.7)."""
        self._failed = True
        socket = self._socket
        if failure.code is not None and self._said is _Said.NOBODY:
            self._become(_State.CLOSING)
            self._say_close(failure.code, failure.message)
            socket.destroySoon()
        else:
            socket.destroy()
        if not failure.silent:
            self._dispatch_error(failure.message)

    # -- time ---------------------------------------------------------------------------------------------------

    def _expect(self, ms: float, give_up: Callable[[], Any]) -> None:
        """The server has so long to go on."""
        self._expect_nothing()
        self._timer = Timer(ms, give_up)

    def _expect_nothing(self) -> None:
        if self._timer is not None:
            self._timer.close()
            self._timer = None

    # -- the end -----------------------------------------------------------------------------------------------

    def _socket_closed(self) -> None:
        self._expect_nothing()
        self._become(_State.CLOSED)
        told = _Said.SERVER in self._said and not self._failed
        self.dispatchEvent(
            CloseEvent(
                'close',
                wasClean=self._said == _Said.BOTH and not self._failed,
                code=self._code if told else ABNORMAL,
                reason=self._reason if told else '',
            )
        )

    def _dispatch_error(self, message: str, cause: Any = None) -> None:
        self.dispatchEvent(ErrorEvent('error', message=message, error=NodeError(message, cause=cause)))

    def _become(self, state: _State) -> None:
        assert state in _TRANSITIONS[self._state], f'{self._state.name} to {state.name}'
        self._state = state

    def __repr__(self) -> str:
        return f'<{type(self).__name__} {self.url} {self._state.name}>'


def _ignore() -> None:
    """A socket's 'error' that nobody listened to would be uncaught."""
