"""`OutgoingMessage`: what a response and a request have in common: a header, then a body, to a socket.

A message is written in one of three places:

- its socket is there and it is this message's turn (`socket._httpMessage is self`): straight to the socket;
- it is not there, or an earlier response is not finished: to `outputData`, which `_flush` empties when the turn comes;
- the socket is destroyed: nowhere.

The header is made when it is needed (`_storeHeader`) and sent together with the first piece of the body, so that a
small message is one write. All that most messages never change is a class attribute.
"""

from __future__ import annotations

from typing import Any, TypeVar

from ._calling import adapt
from ._debug import debuglog
from ._jsobject import UNDEFINED, JSObject, truthy
from ._outgoing_headers import OutgoingHeaders, encode_header
from ._outgoing_state import (
    CLOSED,
    CORKED,
    DESTROYED,
    ENDED,
    ENDS_IN_STEPS,
    FINISHED,
    GOES_ALONE,
    HEADER_SENT,
    IN_CHUNKS,
    NEED_DRAIN,
    QUEUED,
    REJECTS_BODY,
    REMOVED_LENGTH,
    STRICT_LENGTH,
    TRAILERS,
    WRITES_IN_STEPS,
    flag,
)
from ._runtime import next_tick
from .buffer import to_bytes
from .errors import (
    ERR_HTTP_BODY_NOT_ALLOWED,
    ERR_HTTP_CONTENT_LENGTH_MISMATCH,
    ERR_INVALID_ARG_TYPE,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
)
from .events import CapturesAsNow
from .net.quick_writes import WRITES_QUICKLY
from .stream import getDefaultHighWaterMark
from .versions import CURRENT

debug = debuglog('http')

O = TypeVar('O', bound='OutgoingMessage')  # noqa: E741 - the message itself

#: Above this, header and body are not joined to one write: the copy would cost more than the call.
_JOIN_UP_TO = 1 << 20


class OutgoingMessage(OutgoingHeaders):
    """`new http.OutgoingMessage([options])`

    The base of `ServerResponse` and `ClientRequest`. Since v0.1.17.
    """

    # -- public state
    #: The socket, while this message is written to it.
    socket: Any = None
    writable = True
    finished: bool = flag(FINISHED, '`outgoingMessage.finished`: `end()` has been called.')
    strictContentLength: bool = flag(
        STRICT_LENGTH, 'Raise when the body is longer or shorter than its Content-Length.'
    )

    # -- semi-public state, named as in Node
    _closed: bool = flag(CLOSED)
    _destroyed: bool = flag(DESTROYED)
    _errored: Any = None
    outputSize = 0

    # -- our own
    _captures_rejections: Any = CapturesAsNow()
    _output: list[JSObject] | None = None
    #: A message that was ended before its turn came: it waits in `outputData`, as soon as somebody looks there.
    _whole: bytes | None = None
    _bytes_written = 0
    _corked = 0
    _need_drain: bool = flag(NEED_DRAIN)
    _chunks: list[tuple[bytes, Any]] | None = None
    _chunks_length = 0
    _ignored_options: frozenset[str] = frozenset()
    _high_water_mark: int | None = None
    _reject_body_writes: bool = flag(REJECTS_BODY)

    def __init__(self, options: Any = None, /, **keywords: Any) -> None:
        if options or keywords:
            options = {**(options or {}), **keywords}
            for name in self._ignored_options:
                options.pop(name, None)
            self._high_water_mark = options.get('highWaterMark')
            self._reject_body_writes = truthy(options.get('rejectNonStandardBodyWrites'))

    # -- state that others derive ------------------------------------------------------------------------------

    @property
    def outputData(self) -> list[JSObject]:
        """What waits for the socket: a list of `{data, encoding, callback}`. Since v12.0.0."""
        return self._queue()

    def _queue(self) -> list[JSObject]:
        if self._output is None:
            self._output = []
            self._bits |= QUEUED
        if self._whole is not None:
            self._output.append(JSObject(data=self._whole, encoding=None, callback=self._written))
            self._whole = None
        return self._output

    @property
    def connection(self) -> Any:
        """`outgoingMessage.connection`: the same as `socket`. Since v0.3.0, deprecated since v15.12.0."""
        return self.socket

    @connection.setter
    def connection(self, value: Any) -> None:
        self.socket = value

    @property
    def destroyed(self) -> bool:
        """`outgoingMessage.destroyed`: `destroy()` has been called, or the message is over. Since v14.1.0."""
        return self._destroyed

    @destroyed.setter
    def destroyed(self, value: bool) -> None:
        self._destroyed = value

    @property
    def writableEnded(self) -> bool:
        """`outgoingMessage.writableEnded`: `end()` has been called. Since v12.9.0."""
        return self.finished

    @property
    def writableFinished(self) -> bool:
        """`outgoingMessage.writableFinished`: all has been handed to the operating system. Since v12.7.0."""
        return self._all_written

    @property
    def writableObjectMode(self) -> bool:
        """`outgoingMessage.writableObjectMode`: always false. Since v12.9.0."""
        return False

    @property
    def writableLength(self) -> int:
        """`outgoingMessage.writableLength`: bytes that wait to be sent. Since v12.9.0."""
        return self._waiting

    @property
    def writableHighWaterMark(self) -> int:
        """`outgoingMessage.writableHighWaterMark`: bytes above which `write` returns false. Since v12.9.0."""
        return self._threshold

    # The same by names that every version has.

    @property
    def _all_written(self) -> bool:
        return (
            self._bits & FINISHED != 0
            and self.outputSize == 0
            and (self.socket is None or self.socket.writableLength == 0)
        )

    @property
    def _waiting(self) -> int:
        waiting = self.outputSize + self._chunks_length
        return waiting + (self.socket.writableLength if self.socket is not None else 0)

    @property
    def _threshold(self) -> int:
        if self.socket is not None:
            return self.socket.writableHighWaterMark  # type: ignore[no-any-return]
        if self._high_water_mark is None:
            return getDefaultHighWaterMark() if self._profile is CURRENT else self._profile.high_water_mark
        return self._high_water_mark

    @property
    def writableCorked(self) -> int:
        """`outgoingMessage.writableCorked`: how often `cork()` was called without `uncork()`. Since v13.2.0."""
        return self._corked

    @property
    def writableNeedDrain(self) -> bool:
        """Whether 'drain' is going to be emitted. Since v15.2.0, v14.17.0."""
        return not self._destroyed and not self.finished and self._need_drain

    @property
    def errored(self) -> Any:
        """The error it was destroyed with. Since v18."""
        return self._errored

    @property
    def closed(self) -> bool:
        """Whether 'close' has been emitted. Since v18."""
        return self._closed

    # -- sending -----------------------------------------------------------------------------------------------

    def _send(self, data: Any, encoding: Any = None, callback: Any = None, byteLength: Any = None) -> bool:
        """Send bytes, the header in front of the first; `encoding` is that of the text they were."""
        if isinstance(data, str):  # a subclass's own: ours are bytes by now
            data = to_bytes(data, encoding or 'utf8')
        if not self._headerSent and self._header is not None:
            self._headerSent = True
            header = encode_header(self._header, encoding)
            if len(data) > _JOIN_UP_TO:
                self._writeRaw(header)
            else:
                data = header + data
        return self._writeRaw(data, encoding, callback)

    def _writeRaw(self, data: Any, encoding: Any = None, callback: Any = None, size: Any = None) -> bool:
        """Send bytes as they are: to the socket when it is our turn, else to `outputData`."""
        socket = self.socket
        if socket is not None:
            if socket.destroyed:
                return False
            if socket._httpMessage is self and socket.writable:
                if self._output or self._whole is not None:
                    self._flushOutput(socket)
                return socket.write(data, encoding, callback)  # type: ignore[no-any-return]
        if callable(encoding):
            encoding, callback = None, encoding
        data = to_bytes(data, encoding)
        self._queue().append(JSObject(data=data, encoding=encoding, callback=callback))
        self._pending(len(data))
        return self.outputSize < self._threshold and self._profile.queue_has_threshold

    def _pending(self, change: int) -> None:
        """So many bytes more (or less) wait in `outputData`."""
        self.outputSize += change
        self._onPendingData(change)

    def _onPendingData(self, change: int) -> None:
        """Whoever sends the message is told of what waits; a program may set its own."""

    def _flush(self) -> None:
        """It is this message's turn: send what waits."""
        socket = self.socket
        if (
            self._whole is not None
            and not self._bits & CORKED
            and type(socket) in WRITES_QUICKLY
            and socket.send_at_once(self._whole, self._written)
        ):
            self._whole = None
            self._pending(-self.outputSize)
            self._finish()
            return
        if socket is None or not socket.writable:
            return
        flushed = self._flushOutput(socket)
        if self._bits & FINISHED:
            self._finish()
        elif flushed and self._need_drain:
            self._need_drain = False
            self.emit('drain')

    def _flushOutput(self, socket: Any) -> Any:
        for _ in range(self._corked):  # they are this message's still, and go with its `uncork()`
            socket.cork()
        output = self._output if self._whole is None else self._queue()
        if not output:
            return None
        result = True
        socket.cork()
        for item in output:
            result = socket.write(item['data'], item['encoding'], item['callback'])
        socket.uncork()
        self._output = None
        self._pending(-self.outputSize)
        return result

    def flushHeaders(self) -> None:
        """`outgoingMessage.flushHeaders()`: send the header now, without waiting for a body. Since v1.6.0."""
        if self._header is None:
            self._implicitHeader()
        self._send(b'', 'utf8')

    # -- writing -----------------------------------------------------------------------------------------------

    def write(self, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None) -> bool:
        """`outgoingMessage.write(chunk[, encoding][, callback])`

        Sends a piece of the body; the first one sends the header before it.

        Returns: false when so much waits that it is better to wait for 'drain'.
        Raises: `ERR_STREAM_NULL_VALUES`, `ERR_INVALID_ARG_TYPE`, `ERR_HTTP_CONTENT_LENGTH_MISMATCH` (with
            `strictContentLength`), `ERR_HTTP_BODY_NOT_ALLOWED` (with `rejectNonStandardBodyWrites`). After `end()`,
            an 'error' event: `ERR_STREAM_WRITE_AFTER_END`.
        Since v0.1.29.
        """
        if encoding is None and callback is None and not self._bits & WRITES_IN_STEPS:
            written = self._write_at_once(chunk)
            if written is not None:
                return written
        if callable(encoding):
            callback, encoding = encoding, None
        written = self._write_chunk(chunk, encoding, adapt(callback) if callable(callback) else None, False)
        if not written:
            self._need_drain = True
        return written

    def _write_at_once(self, chunk: Any) -> bool | None:
        """`write` of a plain piece to a socket that is this message's; None when it is something else."""
        socket, header = self.socket, self._header
        if socket is None or header is None or socket._httpMessage is not self:
            return None
        if type(socket) not in WRITES_QUICKLY or not header.isascii():
            return None
        if type(chunk) is str:
            data = chunk.encode() if chunk.isascii() else to_bytes(chunk, 'utf8')
        elif isinstance(chunk, bytes):
            data = chunk
        else:
            return None
        size = len(data)
        if not size:
            return None
        if self._bits & IN_CHUNKS:
            data = b'%x\r\n%b\r\n' % (size, data)
        written: bool | None = socket.gather(data if self._bits & HEADER_SENT else header.encode() + data)
        if written is not None:
            self._bytes_written += size
            self._bits |= HEADER_SENT if written else HEADER_SENT | NEED_DRAIN
        return written

    def _write_chunk(self, chunk: Any, encoding: Any, callback: Any, from_end: bool) -> bool:
        if chunk is None:
            raise ERR_STREAM_NULL_VALUES()
        if not isinstance(chunk, (str, bytes, bytearray, memoryview)):
            raise ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk)
        if self.finished:
            fails = self._profile.write_after_end_fails
            _report(self, ERR_STREAM_WRITE_AFTER_END(), callback if fails else None)
            return not fails
        if self._destroyed and self._profile.write_after_end_fails:
            if callback is not None:
                next_tick(callback, ERR_STREAM_DESTROYED('write'))
            return False
        data = to_bytes(chunk, encoding or None)
        size = len(data)
        if self.strictContentLength and self._length_is_strict():
            total = self._bytes_written + size
            assert self._contentLength is not None
            if total != self._contentLength if from_end else total > self._contentLength:
                raise ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, self._contentLength)
        self._bytes_written += size
        if self._header is None:
            if from_end:  # also after an end() that threw
                self._contentLength = size
            self._implicitHeader()
        if not self._hasBody:
            if self._reject_body_writes:
                raise ERR_HTTP_BODY_NOT_ALLOWED()
            debug('This type of response MUST NOT have a body. Ignoring write() calls.')
            if callback is not None and self._profile.tells_callback_of_no_body:
                next_tick(callback)
            return True
        socket = self.socket
        if not from_end and socket is not None and not socket.writableCorked and self._profile.gathers_writes:
            socket.cork()  # what one tick writes goes out as one
            next_tick(socket.uncork)
        if not self.chunkedEncoding or not size:
            if not size and not from_end and not self._profile.sends_empty_writes:
                return True
            return self._send(data, encoding or 'utf8' if isinstance(chunk, str) else None, callback)
        if self._corked and self._headerSent and self._profile.merges_corked:
            if self._chunks is None:
                self._chunks = []
            self._chunks.append((data, callback))
            self._chunks_length += size
            return self._chunks_length < self._threshold
        return self._send(b'%x\r\n%b\r\n' % (size, data), None, callback)

    def _length_is_strict(self) -> bool:
        return (
            self.strictContentLength
            and self._profile.strict_lengths
            and self._contentLength is not None
            and self._hasBody
            and not self._bits & REMOVED_LENGTH
            and not self.chunkedEncoding
            and not self.hasHeader('transfer-encoding')
        )

    def end(self: O, chunk: Any = None, encoding: Any = None, callback: Any = None) -> O:
        """`outgoingMessage.end([chunk[, encoding]][, callback])`

        Ends the message, after a last piece of the body when there is one. Every message must be ended.

        Args: callback: listens once to 'finish'; when the message has ended already, it is called with the error.
        Returns: the message.
        Raises: as `write`.
        Since v0.1.90.
        """
        plain = type(chunk) is str
        if encoding is not None or callback is not None or (not plain and callable(chunk)):
            if callable(chunk):
                callback, chunk, encoding = chunk, None, None
            elif callable(encoding):
                callback, encoding = encoding, None
            if not callable(callback):
                callback = None
        if self._bits & ENDS_IN_STEPS or not (plain or chunk is None or isinstance(chunk, bytes)):
            return self._end_in_steps(chunk, encoding, callback)
        # Nothing was sent yet: header, body and end are one write, as most messages are.
        body: bytes | None = None
        if plain and encoding is None and chunk.isascii():
            size = len(chunk)
        else:
            if chunk is None:
                body, encoding = b'', encoding or 'latin1'
            elif plain:
                encoding = encoding or 'utf8'
                body = to_bytes(chunk, encoding)
            else:
                body, encoding = chunk, None
            size = len(body)
        if self._header is None:
            self._contentLength = size
            self._implicitHeader()
            if self._bits & GOES_ALONE or self._header is None:  # 204 and 304; Expect; a subclass's own idea
                return self._end_in_steps(chunk, encoding, callback)
        header = self._header
        self._bytes_written = size  # none before: see `ENDS_IN_STEPS`
        if callback is not None:
            self.once('finish', callback)
        if self._bits & IN_CHUNKS:
            if body is None and size and not self._bits & TRAILERS and header.isascii():
                data = f'{header}{size:x}\r\n{chunk}\r\n0\r\n\r\n'.encode()
            else:
                data = self._in_chunks(header, chunk.encode() if body is None else body, size)
        elif body is None:
            data = (
                (header + chunk).encode()
                if header.isascii()
                else encode_header(header, 'utf8') + chunk.encode()
            )
        else:
            data = (header.encode() if header.isascii() else encode_header(header, encoding)) + body
        self._bits |= ENDED
        if debug.enabled:
            debug('outgoing message end.')
        socket = self.socket
        if socket is not None and socket._httpMessage is self:
            if type(socket) not in WRITES_QUICKLY or not socket.send_at_once(data, self._written):
                socket.cork()  # so that it counts before it is written
                several = type(socket) not in WRITES_QUICKLY and self._profile.sends_empty_writes
                if several and chunk is not None:  # a stream sees how often it is written to
                    self._writeRaw(data)
                    data = b''
                self._writeRaw(data, None, self._written)
                _uncork_fully(socket)  # an end() that threw may have left it corked
            if self._output is None:
                self._finish()
        elif socket is None:
            self._whole = data
            self._pending(len(data))
        else:
            self._writeRaw(data, None, self._written)
        return self

    def _end_in_steps(self: O, chunk: Any, encoding: Any, callback: Any) -> O:
        """`end` of any message: its last piece, its end, and whatever waits."""
        if self.finished and not self._profile.end_after_end_fails:
            return self
        corked = None
        given = chunk is not None and truthy(chunk)
        if given:
            if self.finished:
                if not self._destroyed or not self._profile.write_after_end_fails:
                    _report(self, ERR_STREAM_WRITE_AFTER_END(), adapt(callback) if callback else None)
                return self
            corked = self.socket
            if corked is not None:
                corked.cork()
            self._write_chunk(chunk, encoding, None, True)
        elif self.finished:
            if callback is not None:
                if self._all_written:
                    adapt(callback)(ERR_STREAM_ALREADY_FINISHED('end'))
                else:
                    self.on('finish', callback)
            return self
        elif self._header is None:
            corked = self.socket
            if corked is not None:
                corked.cork()
            self._contentLength = 0
            self._implicitHeader()
        if callback is not None:
            self.once('finish', callback)
        if (
            self.strictContentLength
            and self._length_is_strict()
            and self._bytes_written != self._contentLength
        ):
            raise ERR_HTTP_CONTENT_LENGTH_MISMATCH(self._bytes_written, self._contentLength)
        if self._hasBody and self.chunkedEncoding:
            if self._chunks:
                self._send_chunks()
            self._send(f'0\r\n{self._trailer}\r\n'.encode('latin-1'), None, self._written)
        elif not self._headerSent or self._waiting or given:
            self._send(b'', None, self._written)
        else:
            next_tick(self._written)
        socket = self.socket
        if self._profile.end_uncorks:
            if socket is not None:
                _uncork_fully(socket)
            self._corked = 1
            self.uncork()
        elif corked is not None:
            corked.uncork()
        self.finished = True
        # Else its turn has not come: `_flush` does it then.
        if debug.enabled:
            debug('outgoing message end.')
        if not self._output and socket is not None and socket._httpMessage is self:
            self._finish()
        return self

    def _in_chunks(self, header: str, body: bytes, size: int) -> bytes:
        """A message as a whole in chunked coding."""
        head = header.encode() if header.isascii() else encode_header(header, None)
        trailer = self._trailer.encode('latin-1') if self._bits & TRAILERS else b''
        if size:
            return b'%b%x\r\n%b\r\n0\r\n%b\r\n' % (head, size, body, trailer)
        return b'%b0\r\n%b\r\n' % (head, trailer)

    def _written(self, error: Any = None) -> None:
        """The last byte has been handed to the operating system."""
        if self.socket is not None and getattr(self.socket, '_hadError', False):
            return
        self.emit('finish')

    def _finish(self) -> None:
        self.emit('prefinish')

    def cork(self) -> None:
        """`outgoingMessage.cork()`: gather what is written until `uncork()`. Since v13.2.0, v12.16.0."""
        self._corked += 1
        self._bits |= CORKED
        if self.socket is not None:
            self.socket.cork()

    def uncork(self) -> None:
        """`outgoingMessage.uncork()`: send what was gathered, as one chunk. Since v13.2.0, v12.16.0."""
        self._corked -= 1
        self._bits |= CORKED  # also where it was not: then it counts below zero, as in Node
        if self._corked == 0 and self._chunks:
            self._send_chunks()
        if self.socket is not None:
            self.socket.uncork()

    def _send_chunks(self) -> None:
        chunks, self._chunks = self._chunks or [], None
        size, self._chunks_length = self._chunks_length, 0
        callbacks = [callback for _, callback in chunks if callback is not None]

        def done(error: Any = None) -> None:
            for callback in callbacks:
                callback(*(() if error is None else (error,)))

        body = b''.join([data for data, _ in chunks])
        self._send(b'%x\r\n%b\r\n' % (size, body), None, done if callbacks else None)

    def pipe(self, *_args: Any, **_keywords: Any) -> Any:
        """`outgoingMessage.pipe()`: emits 'error' `ERR_STREAM_CANNOT_PIPE`; it is only written to. Since v9.0.0."""
        self.emit('error', ERR_STREAM_CANNOT_PIPE())

    # -- the connection ----------------------------------------------------------------------------------------

    def setTimeout(self: O, msecs: Any, callback: Any = None) -> O:
        """`outgoingMessage.setTimeout(msecs[, callback])`

        The socket's `setTimeout`, as soon as there is a socket; `callback` listens to 'timeout'. Since v0.9.12.
        """
        if truthy(callback):
            self.on('timeout', callback)
        if self.socket is not None:
            self.socket.setTimeout(msecs)
        else:
            self.once('socket', lambda socket: socket.setTimeout(msecs))
        return self

    def destroy(self: O, error: Any = None) -> O:
        """`outgoingMessage.destroy([error])`: destroys the socket too. Returns: the message. Since v0.1.90."""
        if self._destroyed:
            return self
        self._destroyed = True
        self._errored = error
        if self.socket is not None:
            self.socket.destroy(error)
        else:
            self.once('socket', lambda socket: socket.destroy(error))
        return self

    def captureRejection(self, error: Any, event: Any = None, *_args: Any) -> None:
        """`[Symbol.for('nodejs.rejection')]`: a coroutine listener failed."""
        self.destroy(error)

    def __repr__(self) -> str:
        state = 'finished' if self.finished else 'header sent' if self._headerSent else 'new'
        return f'<{type(self).__name__} {state}>'


def _uncork_fully(socket: Any) -> None:
    socket._writableState.corked = 1
    socket.uncork()


def _report(message: OutgoingMessage, error: Any, callback: Any) -> None:
    """Tell of a write that cannot be: in the next tick, to the callback and as 'error'."""

    def tell() -> None:
        callback_first = message._profile.write_after_end_fails
        if callback is not None and callback_first:
            callback(error)
        if not message._destroyed or not callback_first:
            message.emit('error', error)
        if callback is not None and not callback_first:
            callback(error)

    next_tick(tell)
