from __future__ import annotations

from typing import Any

import pytest

from node_http.errors import NodeError
from node_http.stream import PassThrough, Readable, Stream, Writable


def sink(**options: Any) -> Writable:
    return Writable({'write': lambda chunk, encoding, callback: callback()}, **options)


def test_nothing_is_left_behind(drain: Any) -> None:
    source, target = Readable(read=lambda: None), sink()
    source.pipe(target)
    source.push('x')
    drain()
    source.unpipe(target)
    assert target.eventNames() == []
    drain()
    assert [name for name in source.eventNames() if name != 'end'] == []


def test_standard_output_is_not_ended(drain: Any) -> None:
    source, target = Readable(read=lambda: None), sink()
    target._isStdio = True  # type: ignore[attr-defined]
    source.pipe(target)
    source.push(None)
    drain()
    assert not target.writableEnded


def test_a_target_that_is_no_stream_of_ours(drain: Any) -> None:
    class Target(Stream):
        def __init__(self) -> None:
            self.got: list[Any] = []
            self.ended = False

        def write(self, chunk: Any) -> bool:
            self.got.append(chunk)
            return len(self.got) > 1

        def end(self) -> None:
            self.ended = True

    source, target = Readable(read=lambda: None), Target()
    source.pipe(target)
    source.push('a')
    drain()
    source.push('b')
    drain()
    assert target.got == [b'a']
    target.emit('drain')
    drain()
    source.push(None)
    drain()
    assert (target.got, target.ended) == ([b'a', b'b'], True)


def test_errors_of_a_target_that_nobody_listens_to_are_uncaught(
    drain: Any, uncaught: list[BaseException]
) -> None:
    source, target = Readable(read=lambda: None), sink()
    source.pipe(target)
    target.destroy(NodeError('nobody'))
    drain()
    assert [str(error) for error in uncaught] == ['nobody']


def test_error_of_a_legacy_target_is_raised_again(drain: Any, uncaught: list[BaseException]) -> None:
    class Target(Stream):
        def write(self, chunk: Any) -> bool:
            return True

    source, target = Readable(read=lambda: None), Target()
    source.pipe(target)
    with pytest.raises(NodeError, match='legacy'):
        target.emit('error', NodeError('legacy'))


def test_piping_at_the_end(drain: Any) -> None:
    source, target = Readable(read=lambda: None), PassThrough()
    source.push(None)
    source.resume()
    drain()
    assert source.readableEnded
    source.pipe(target)
    drain()
    assert target.writableEnded


def test_unpipe_of_what_is_not_piped_to() -> None:
    source = Readable(read=lambda: None)
    assert source.unpipe() is source
    assert source.unpipe(sink()) is source
