"""Methods as older versions had them, where what they make of their arguments has changed.

Each function takes the newer method and gives the older one; `versions.arguments` says which version has which. So the
newest version's methods stay as they are, and an old version's class has its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ._calling import adapt
from ._former_errors import as_of
from ._jsobject import UNDEFINED, Symbol, Undefined, truthy
from ._numbers import is_number, to_int32, to_number
from ._runtime import next_tick, timer_duration
from ._strings import to_string
from .buffer import Buffer
from .errors import ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES, NodeError, NodeTypeError
from .versions import former_arguments

Method = Callable[..., Any]

_CHUNKS = (str, bytes, bytearray, memoryview)
_CHUNK_TYPES = ['string', 'Buffer', 'TypedArray', 'DataView']
_PRIMITIVES = (str, int, float, Symbol, Undefined)


# -- agents --------------------------------------------------------------------------------------------------------


def needs_options(newer: Method) -> Method:
    def getName(self: Any, options: Any = None) -> Any:
        if options is None:
            raise NodeTypeError("Cannot read property 'host' of undefined")
        return newer(self, options)

    return getName


def forgets_the_family(newer: Method) -> Method:
    def getName(self: Any, options: Any = None) -> Any:
        if isinstance(options, Mapping) and options.get('family') is not None:
            options = {**options, 'family': None}
        return newer(self, options)

    return getName


# -- servers -------------------------------------------------------------------------------------------------------


def takes_arrays(newer: Method) -> Method:
    def __init__(self: Any, options: Any = None, requestListener: Any = None, /, **keywords: Any) -> None:
        if not isinstance(options, (dict, *_PRIMITIVES)) and not callable(options):
            options = None
        newer(self, options, requestListener, **keywords)

    return __init__


def takes_anything(newer: Method) -> Method:
    def __init__(self: Any, options: Any = None, requestListener: Any = None, /, **keywords: Any) -> None:
        if not isinstance(options, dict) and not callable(options):
            options = None
        newer(self, options, requestListener, **keywords)

    return __init__


def takes_a_listener(newer: Method) -> Method:
    def __init__(self: Any, listener: Any = None, _more: Any = None, /, **keywords: Any) -> None:
        if truthy(listener) and not callable(listener):
            raise ERR_INVALID_ARG_TYPE('listener', 'function', listener)
        newer(self, listener if callable(listener) else None, **keywords)

    return __init__


def is_insecure_if_true(newer: Method) -> Method:
    """The versions that did not know the option take `true` as the opt-in that it is, and nothing else."""

    def store(self: Any, options: dict[str, Any]) -> None:
        if options.get('insecureHTTPParser') is not True:
            options.pop('insecureHTTPParser', None)
        newer(self, options)

    return store


def ignores_the_signal(newer: Method) -> Method:
    def listen(self: Any, *args: Any, **keywords: Any) -> Any:
        keywords.pop('signal', None)
        if args and isinstance(args[0], dict):
            args = ({name: value for name, value in args[0].items() if name != 'signal'}, *args[1:])
        return newer(self, *args, **keywords)

    return listen


def listens_to_any_port(newer: Method) -> Method:
    def listen(self: Any, *args: Any, **keywords: Any) -> Any:
        first = args[0] if args else None
        host = args[1] if len(args) > 1 else None
        if truthy(host) and not (isinstance(host, str) or callable(host) or _is_primitive_number(host)):
            raise NodeTypeError('invalid arguments: hostname must be a string or falsey')
        if isinstance(first, bool) or _is_primitive_number(first) or first == '':
            number = to_number(first)
            port = int(number) & 0xFFFF if 0 <= number < math.inf else 0
            args = (port, *args[1:])
        return newer(self, *args, **keywords)

    return listen


def _is_primitive_number(value: Any) -> bool:
    return is_number(value) and not isinstance(value, bool)


# -- outgoing messages ---------------------------------------------------------------------------------------------


def finds_nothing_in_nothing(newer: Method) -> Method:
    def getHeader(self: Any, name: Any = UNDEFINED) -> Any:
        return None if self._out_headers is None else newer(self, name)

    return getHeader


def looks_late(newer: Method) -> Method:
    def _write_chunk(self: Any, chunk: Any, encoding: Any, callback: Any, from_end: bool) -> Any:
        if not from_end and not isinstance(chunk, _CHUNKS):
            if self._header is None and not self.finished:
                self._implicitHeader()
            if self.finished or not self._hasBody:
                chunk = ''  # nobody looks at it
        return newer(self, chunk, encoding, callback, from_end)

    return _write_chunk


class Uint8Array:
    """What bytes that are no Buffer are called where they are refused."""


def takes_buffers_only(newer: Method) -> Method:
    def end(self: Any, chunk: Any = None, encoding: Any = None, callback: Any = None) -> Any:
        if isinstance(chunk, (bytearray, memoryview)) and not self.finished:
            raise ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer'], Uint8Array())
        return newer(self, chunk, encoding, callback)

    return end


def closes_without_connection(newer: Method) -> Method:
    def _storeHeader(self: Any, first_line: str, headers: Any = None) -> None:
        newer(self, first_line, headers)
        if self._connection_removed:
            self._last, self.shouldKeepAlive = True, False

    return _storeHeader


def takes_pairs(newer: Method) -> Method:
    def _storeHeader(self: Any, first_line: str, headers: Any = None) -> None:
        if isinstance(headers, (list, tuple)):
            headers = [_Entry(entry) for entry in headers]
        newer(self, first_line, headers)

    return _storeHeader


def sends_undefined(newer: Method) -> Method:
    def _storeHeader(self: Any, first_line: str, headers: Any = None) -> None:
        if isinstance(headers, (list, tuple)):
            headers = [
                (entry[0], 'undefined' if entry[1] is UNDEFINED else entry[1])
                for entry in map(_Entry, headers)
            ]
        newer(self, first_line, headers)

    return _storeHeader


def merges_by_index(newer: Method) -> Method:
    def _merge(self: Any, headers: Any) -> None:
        if not isinstance(headers, (list, tuple)):
            newer(self, headers)
            return
        newer(self, {str(index): value for index, value in enumerate(headers)})
        # Names that are numbers come first in a JavaScript object.
        self._out_headers = dict(sorted(self._out_headers.items(), key=lambda item: not item[0].isdigit()))

    return _merge


class _Entry(tuple[Any, ...]):
    """An item of a list of headers, which is read as JavaScript reads what should be a pair."""

    item: Any

    def __new__(cls, item: Any) -> _Entry:
        entry = super().__new__(cls)
        entry.item = item.item if isinstance(item, _Entry) else item
        return entry

    def __getitem__(self, index: Any) -> Any:
        item = self.item
        if item is None or item is UNDEFINED:
            raise NodeTypeError(
                f"Cannot read property '{index}' of {'null' if item is None else 'undefined'}"
            )
        readable = isinstance(item, (str, bytes, bytearray, Sequence))
        return item[index] if readable and index < len(item) else UNDEFINED


def dates_only_if_true(newer: Any) -> Any:
    return property(newer.fget, lambda self, value: newer.fset(self, value is True), doc=newer.__doc__)


def makes_it_whole(newer: Method) -> Method:
    def writeHead(self: Any, statusCode: Any, statusMessage: Any = None, headers: Any = None, /) -> Any:
        if self._header is None and not isinstance(statusMessage, str) and not truthy(self.statusMessage):
            text = to_string(statusCode)
            self.statusMessage = self._status_codes.get(int(text) if text.isdecimal() else None) or 'unknown'
        return newer(self, to_int32(statusCode), statusMessage, headers)

    return writeHead


# -- sockets -------------------------------------------------------------------------------------------------------


def forgets_object_mode(newer: Method) -> Method:
    refused = ('objectMode', 'readableObjectMode', 'writableObjectMode')

    def __init__(self: Any, options: Any = None, /, **keywords: Any) -> None:
        given = {**options, **keywords} if isinstance(options, Mapping) else keywords
        taken = {name: value for name, value in given.items() if name not in refused}
        if isinstance(options, Mapping):
            newer(self, taken)
        else:
            newer(self, options, **taken)

    return __init__


def _to_int32(value: Any) -> int:
    if isinstance(value, Symbol):
        raise NodeTypeError('Cannot convert a Symbol value to a number')
    return to_int32(value)


def takes_any_size(newer: Method) -> Method:
    def __init__(self: Any, options: Any = None, /, **keywords: Any) -> None:
        if isinstance(options, Mapping) and options.get('highWaterMark') is not None:
            given = options['highWaterMark']
            size = max(0, _to_int32(given)) if truthy(given) or given == 0 else None
            options = {**options, 'highWaterMark': size}
        newer(self, options, **keywords)

    return __init__


def takes_numbers(newer: Method) -> Method:
    def connect(self: Any, *args: Any, **keywords: Any) -> Any:
        if args and isinstance(args[0], dict):
            args = (_for_a_lookup({**args[0], **keywords}), *args[1:])
            return newer(self, *args)
        return newer(self, *args, **_for_a_lookup(keywords))

    return connect


def _for_a_lookup(options: dict[str, Any]) -> dict[str, Any]:
    if options.get('path') is not None:
        return options  # none is made
    for name in ('family', 'hints'):
        value = options.get(name)
        if value is not None:
            options[name] = _to_int32(value) & 0xFFFFFFFF
    if not truthy(options.get('lookup')):
        options.pop('lookup', None)
    return options


def forgets_falsy_callbacks(newer: Method) -> Method:
    def setTimeout(self: Any, msecs: Any = UNDEFINED, callback: Any = None) -> Any:
        if not truthy(callback):
            return newer(self, msecs)
        if not callable(callback):
            raise ERR_INVALID_ARG_TYPE('listener', 'function', callback)
        return newer(self, msecs, callback)

    return setTimeout


def takes_any_encoding(newer: Method) -> Method:
    def write(self: Any, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None, /) -> Any:
        if isinstance(encoding, str) and not Buffer.isEncoding(encoding):
            encoding = 'utf8'
        return newer(self, chunk, encoding, callback)

    return write


def emits_bad_chunks(newer: Method) -> Method:
    def write(self: Any, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None, /) -> Any:
        if isinstance(chunk, _CHUNKS):
            unconnected = self._handle is None and self._attempt is None and not self.destroyed
            written = newer(self, chunk, encoding, callback)
            return True if unconnected else written
        error = (
            ERR_STREAM_NULL_VALUES() if chunk is None else ERR_INVALID_ARG_TYPE('chunk', _CHUNK_TYPES, chunk)
        )
        as_of(self._profile, error)
        self.emit('error', error)
        callback = encoding if callable(encoding) else callback
        if callable(callback):
            next_tick(adapt(callback), error)
        return False

    return write


def raises_invalid_data(newer: Method) -> Method:
    def write(self: Any, chunk: Any = UNDEFINED, encoding: Any = None, callback: Any = None, /) -> Any:
        if not isinstance(chunk, _CHUNKS):
            raise NodeTypeError('invalid data')
        return newer(self, chunk, encoding, callback)

    return write


def writes_bad_chunks(newer: Method) -> Method:
    def end(self: Any, chunk: Any = None, encoding: Any = None, callback: Any = None) -> Any:
        if chunk is not None and not isinstance(chunk, _CHUNKS) and not callable(chunk):
            self.write(chunk, encoding)
            chunk = None
        return newer(self, chunk, encoding, callback)

    return end


# -- incoming messages ---------------------------------------------------------------------------------------------


def says_whether_there_is_room(newer: Method) -> Method:
    def unshift(self: Any, chunk: Any = UNDEFINED, encoding: Any = None) -> Any:
        taken = newer(self, chunk, encoding)
        if chunk is None or isinstance(chunk, _CHUNKS):
            return taken
        state = self._readableState
        return not state.ended and (state.length < state.highWaterMark or state.length == 0)

    return unshift


def takes_nothing_for_utf8(newer: Method) -> Method:
    def setEncoding(self: Any, encoding: Any = None) -> Any:
        return newer(self, encoding if truthy(encoding) else 'utf8')

    return setEncoding


# -- requests ------------------------------------------------------------------------------------------------------


def leaves_it_to_the_socket(_newer: Method) -> Method:
    def _timeout_option(self: Any, value: Any) -> Any:
        return value

    return _timeout_option


def leaves_out_the_host(newer: Method) -> Method:
    def _set_headers(self: Any, options: dict[str, Any], host: Any, *more: Any) -> None:
        newer(self, options, None if options.get('setHost') is not None else host, *more)

    return _set_headers


def does_without(newer: Method) -> Method:
    def _choose_agent(self: Any, options: Any) -> Any:
        agent = options.get('agent')
        if agent is None or agent is False or truthy(agent):
            return newer(self, options)
        self.agent = None
        return None

    return _choose_agent


def waits_for_the_socket(newer: Method) -> Method:
    def setTimeout(self: Any, msecs: Any, callback: Any = None) -> Any:
        if self._is_over or self.socket is not None:
            return newer(self, msecs, callback)
        msecs = timer_duration(msecs, 'msecs')
        if truthy(callback):
            self.once('timeout', callback)
        self.once('socket', lambda: newer(self, msecs))
        return self

    return setTimeout


def checks_at_the_socket(newer: Method) -> Method:
    def setTimeout(self: Any, msecs: Any, callback: Any = None) -> Any:
        if self._is_over or self.socket is not None:
            return newer(self, msecs, callback)
        if truthy(callback):
            self.once('timeout', callback)

        def on_socket() -> None:
            try:
                newer(self, msecs)
            except NodeError as error:
                as_of(self._profile, error)
                raise

        self.once('socket', on_socket)
        return self

    return setTimeout


FORMER: dict[str, Callable[[Method], Method]] = {
    function.__name__: function
    for function in (
        leaves_out_the_host, makes_it_whole,
        needs_options, forgets_the_family, takes_arrays, takes_anything, takes_a_listener, ignores_the_signal,
        listens_to_any_port, finds_nothing_in_nothing, looks_late,
        closes_without_connection, takes_buffers_only, takes_pairs, merges_by_index, sends_undefined,
        dates_only_if_true,
        says_whether_there_is_room,
        takes_nothing_for_utf8, is_insecure_if_true, leaves_it_to_the_socket, does_without,
        waits_for_the_socket, checks_at_the_socket,
        forgets_object_mode, takes_numbers, forgets_falsy_callbacks, takes_any_encoding, emits_bad_chunks,
        raises_invalid_data, takes_any_size, writes_bad_chunks,
    )
}  # fmt: skip


def add_former_arguments(owner: str, newest: Any, version: str, former: dict[str, Any]) -> None:
    """Add to a class's former methods those whose arguments that version took otherwise."""
    for row in former_arguments(owner, version):
        former[row.method] = FORMER[row.former](former.get(row.method) or getattr(newest, row.method))
