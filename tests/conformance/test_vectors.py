"""Each vector, whole, byte by byte, and split in two everywhere, on both engines: always the events of real Node."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from node_http._parser import ENGINES

from .vectors import FILES, Vector, read, replay

VECTORS = [vector for kind in FILES for vector in read(kind)]

# The limits are checked when a span ends or a read does, so where they are seen to be passed depends on the pieces.
_OVERFLOW = re.compile(r'(HPE_(?:HEADER|CHUNK_EXTENSIONS)_OVERFLOW) @\d+')


def anywhere(events: list[str]) -> list[str]:
    return [_OVERFLOW.sub(r'\1', event) for event in events]


def cuts(data: bytes) -> Iterator[int]:
    """Everywhere in a short message; in a long one near its ends and at some places between."""
    size = len(data)
    for cut in range(1, size):
        if size < 300 or cut < 60 or cut > size - 30 or cut % 997 == 0:
            yield cut


both_engines = pytest.mark.parametrize('engine', ENGINES)


def vectors(chosen: list[Vector]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize('vector', chosen, ids=lambda vector: f'{vector.kind}: {vector.title}')


@both_engines
@vectors(VECTORS)
def test_whole(vector: Vector, engine: str) -> None:
    assert replay(vector, [vector.data], engine) == vector.events


@both_engines
@vectors([vector for vector in VECTORS if not vector.whole])
class TestInPieces:
    def test_byte_by_byte(self, vector: Vector, engine: str) -> None:
        pieces = [vector.data[at : at + 1] for at in range(len(vector.data))]
        assert anywhere(replay(vector, pieces, engine)) == anywhere(vector.events)

    def test_split_in_two(self, vector: Vector, engine: str) -> None:
        for cut in cuts(vector.data):
            pieces = [vector.data[:cut], vector.data[cut:]]
            assert anywhere(replay(vector, pieces, engine)) == anywhere(vector.events), cut


def test_titles_are_unique() -> None:
    titles = [(vector.kind, vector.title) for vector in VECTORS]
    assert sorted(titles) == sorted(set(titles))


def test_corpus_is_recorded() -> None:
    assert len([vector for vector in VECTORS if vector.kind == 'request']) >= 150
    assert len([vector for vector in VECTORS if vector.kind == 'response']) >= 50
    assert all(vector.events for vector in VECTORS if vector.data.strip(b'\r\n'))
