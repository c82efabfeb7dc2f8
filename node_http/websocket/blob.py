"""`Blob`: bytes that do not change, with a type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._jsobject import UNDEFINED
from .._strings import to_string
from ..buffer import Buffer, to_bytes
from ..errors import ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
from ..stream import Readable
from .webidl import bytes_of

__all__ = ['Blob']


class Blob:
    """`new buffer.Blob([sources[, options]])`

    Bytes that do not change: what a WebSocket gives for a binary message, unless its `binaryType` is 'arraybuffer'.
    Beside Node's methods, `bytes(blob)` gives the bytes at once.

    Args:
        sources: strings, bytes-like objects and Blobs, whose bytes it has, one after the other.
        options: a dict or keywords: `type` (a MIME type), `endings` ('transparent' or 'native': the line ends of
            strings are kept, or made `\\n`).

    Raises: `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE`. Since v15.7.0, v14.18.0.
    """

    def __init__(self, sources: Any = UNDEFINED, options: Any = UNDEFINED, /, **keywords: Any) -> None:
        if sources is UNDEFINED:
            sources = ()
        elif not isinstance(sources, Iterable) or isinstance(sources, (str, Mapping)):
            raise ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources)
        if options is not UNDEFINED and options is not None and not isinstance(options, Mapping):
            raise ERR_INVALID_ARG_TYPE('options', 'a dictionary', options)
        settings = {**(options or {}), **keywords}
        endings = settings.get('endings', 'transparent')
        if endings not in ('transparent', 'native'):
            raise ERR_INVALID_ARG_VALUE('options.endings', endings)
        self._bytes = b''.join(_source_bytes(source, endings == 'native') for source in sources)
        self._type = _type(settings.get('type', ''))

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self._bytes)

    @property
    def type(self) -> str:
        """Its MIME type in lower case; empty if it has none."""
        return self._type

    async def arrayBuffer(self) -> Buffer:
        """`blob.arrayBuffer()`: the bytes, as a Buffer."""
        return Buffer(self._bytes)

    async def bytes(self) -> Buffer:
        """`blob.bytes()`: the bytes, as a Buffer. Since v22.3.0, v20.16.0."""
        return Buffer(self._bytes)

    async def text(self) -> str:
        """`blob.text()`: the bytes as UTF-8; what is not is replaced by U+FFFD."""
        return self._bytes.decode('utf-8', 'replace')

    def slice(self, start: int = 0, end: int | None = None, type: Any = '') -> Blob:
        """`blob.slice([start[, end[, type]]])`: a part of it; negative positions count from the end."""
        part = Blob(type=type)
        part._bytes = self._bytes[start:end]
        return part

    def stream(self) -> Readable:
        """`blob.stream()`: a Readable of its bytes. In Node, a ReadableStream. Since v16.7.0."""
        return Readable.from_([Buffer(self._bytes)] if self._bytes else [])

    def toString(self) -> str:
        """`[object Blob]`, as JavaScript says it."""
        return '[object Blob]'

    def __bytes__(self) -> Any:
        return self._bytes

    def _inspect(self, depth: float) -> str:
        return f"Blob {{ size: {self.size}, type: '{self._type}' }}"

    def __repr__(self) -> str:
        return self._inspect(2)


def _source_bytes(source: Any, native: bool) -> bytes:
    if isinstance(source, Blob):
        return source._bytes
    data = bytes_of(source)
    if data is not None:
        return data
    text = to_string(source)
    if native:
        text = text.replace('\r\n', '\n').replace('\r', '\n')
    return to_bytes(text)


def _type(value: Any) -> str:
    text = to_string(value)
    return text.lower() if all(' ' <= char <= '~' for char in text) else ''
