"""compat.vN.stream: the streams of each version."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

import node_http
from compat import require
from compat.v5 import stream as stream5
from compat.v10 import http as http10
from compat.v10 import stream as stream10
from compat.v14 import stream as stream14
from compat.v20 import stream as stream20
from compat.v23 import stream as stream23
from node_http import stream

pytestmark = pytest.mark.any_engine

NAMES = ('Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough')


def test_the_newest_is_node_http_stream_itself() -> None:
    assert all(getattr(stream23, name) is getattr(stream, name) for name in (*NAMES, 'pipeline', 'finished'))


def test_require_takes_a_version() -> None:
    assert require('node:stream', version='v10').PassThrough is stream10.PassThrough
    assert require('stream', version=14) is stream14


@pytest.mark.parametrize('version', ['v5', 'v10', 'v14', 'v20'])
@pytest.mark.parametrize('name', NAMES)
def test_a_class_descends_from_todays_and_from_its_own_bases(version: str, name: str) -> None:
    module = import_module(f'compat.{version}.stream')
    made = getattr(module, name)
    assert issubclass(made, getattr(stream, name))
    assert made is not getattr(stream, name)
    assert issubclass(made, (module.Readable, module.Writable))


def test_messages_are_streams_of_their_version() -> None:
    assert issubclass(http10.IncomingMessage, stream10.Readable)
    assert not issubclass(http10.IncomingMessage, stream14.Readable)
    assert issubclass(node_http.IncomingMessage, stream.Readable)


def test_what_came_later_is_absent() -> None:
    with pytest.raises(
        AttributeError, match=r'stream\.pipeline is not in Node v5\.11\.1: it came with v10\.0\.0'
    ):
        _ = stream5.pipeline
    with pytest.raises(AttributeError, match=r'Readable\.from_ is not in Node v10\.6\.0'):
        _ = stream10.Readable.from_
    assert stream10.PassThrough().readableEnded is None
    assert stream14.PassThrough().readableEnded is False


def test_thresholds_and_states_are_those_of_the_version() -> None:
    marks = [module.PassThrough().readableHighWaterMark for module in (stream10, stream20, stream23)]
    assert marks == [16_384, 16_384, 65_536]
    assert stream14.Writable(highWaterMark=7).writableHighWaterMark == 7
    assert [module.Readable()._readableState.closed for module in (stream10, stream14)] == [None, False]
    assert [module.Readable()._readableState.autoDestroy for module in (stream10, stream14)] == [False, True]


def test_pipeline_of_v10_needs_no_callback_and_checks_nothing() -> None:
    sink = stream10.PassThrough()
    assert stream10.pipeline(stream10.PassThrough(), sink) is sink
    assert callable(stream10.finished(sink))
    with pytest.raises(TypeError):
        stream14.pipeline(stream14.PassThrough(), sink)


@pytest.mark.parametrize(('module', 'room'), [(stream10, False), (stream14, True)])
def test_what_is_written_at_once_takes_room_only_in_old_versions(module: Any, room: bool) -> None:
    to = module.Writable(highWaterMark=2, write=lambda chunk, encoding, callback: callback())
    assert to.write('abc') is room


def test_finish_and_errors_were_told_at_once() -> None:
    told: list[Any] = []
    to = stream10.Writable(write=lambda chunk, encoding, callback: callback())
    to.on('finish', lambda: told.append('finish'))
    to.on('error', lambda error: told.append(error.name))
    to.end()
    assert told == ['finish']
    to.write('x')
    assert told == ['finish', 'Error [ERR_STREAM_WRITE_AFTER_END]']
