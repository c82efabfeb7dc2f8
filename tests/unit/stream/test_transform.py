from __future__ import annotations

from typing import Any

import pytest

from node_http.stream import PassThrough, Transform


def test_subclass(drain: Any) -> None:
    class Upper(Transform):
        def _transform(self, chunk: Any, encoding: str, callback: Any) -> None:
            callback(None, str(chunk).upper())

        def _flush(self, callback: Any) -> None:
            callback(None, '!')

    stream = Upper()
    seen: list[str] = []
    stream.on('data', lambda chunk: seen.append(str(chunk)))
    stream.write('a')
    stream.end('b')
    drain()
    assert seen == ['A', 'B', '!']


def test_without_init(drain: Any) -> None:
    class Lazy(PassThrough):
        def __init__(self) -> None:
            pass

    stream = Lazy()
    seen: list[Any] = []
    stream.on('data', seen.append)
    stream.end('x')
    drain()
    assert seen == [b'x']


@pytest.mark.asyncio
async def test_coroutine_functions_are_functions() -> None:
    async def transform(chunk: Any, encoding: str, callback: Any) -> None:
        callback(None, chunk + chunk)

    async def flush(callback: Any) -> None:
        callback(None, 'end')

    stream = Transform(transform=transform, flush=flush)
    stream.write('a')
    stream.end('b')
    text = ''
    async for chunk in stream:
        text += chunk
    assert text == 'aabbend'


def test_object_mode(drain: Any) -> None:
    stream = Transform(
        readableObjectMode=True, transform=lambda chunk, encoding, callback: callback(None, len(chunk))
    )
    seen: list[Any] = []
    stream.on('data', seen.append)
    stream.write('four')
    stream.end('x')
    drain()
    assert seen == [4, 1]
