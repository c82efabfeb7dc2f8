"""node_http/_parser/former.py: the parsers of older versions: narrower than the newest, and never wider."""

from __future__ import annotations

from dataclasses import replace

import pytest

from node_http._parser import ENGINES
from node_http._parser.former import FormerParser, dialect_of
from node_http._parser.tables import NEWEST
from node_http.versions import CURRENT, VERSIONS, Profile, profile
from tests.conformance.vectors import FILES, Vector, read, replay

VECTORS = [vector for kind in FILES for vector in read(kind)]
OLDER = VERSIONS[:-1]

pytestmark = pytest.mark.parametrize('engine', ENGINES)


def lenient(vector: Vector) -> Vector:
    return replace(vector, options=f'{vector.options} lenient')


def told(vector: Vector, engine: str, of: Profile = CURRENT) -> list[str]:
    return [event.replace(' upgrade', '') for event in replay(vector, [vector.data], engine, of)]


def request(text: str, options: str = '') -> Vector:
    return Vector('request', '', options, text)


def response(text: str) -> Vector:
    return Vector('response', '', '', text)


@pytest.mark.parametrize('version', OLDER)
@pytest.mark.parametrize('insecure', [False, True])
def test_tells_what_the_newest_tells_or_refuses_it(version: str, engine: str, insecure: bool) -> None:
    refused = 0
    for vector in [lenient(vector) if insecure else vector for vector in VECTORS]:
        newest, former = told(vector, engine), told(vector, engine, profile(version))
        if former == newest:
            continue
        if former[-1].startswith('error '):
            # Up to the error it is the same.
            assert former[:-1] == newest[: len(former) - 1], vector.title
            refused += 1
        else:  # the rest of the message belongs to the upgrade
            assert former[-1].startswith('rest '), vector.title
            assert any_status_upgrades(version, vector), vector.title
    assert refused > 0


def any_status_upgrades(version: str, vector: Vector) -> bool:
    return profile(version).any_status_upgrades and b'upgrade' in vector.data.lower()


@pytest.mark.parametrize('version', OLDER)
def test_lets_nothing_through_that_was_once(version: str, engine: str) -> None:
    for sent in (
        'GET / HTTP/1.2\r\n\r\n', 'GET / HTTP/1.1\nHost: a\n\n', 'GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n',
        'GET / HTTP/1.1\r\nX : y\r\n\r\n', 'GET / HTTP/1.1\r\nX: \x00\r\n\r\n', 'GET /\xe9 HTTP/1.1\r\n\r\n',
        'POST / HTTP/1.1\r\nContent-Length:\r\n\r\n', 'GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n',
    ):  # fmt: skip
        assert told(request(sent), engine, profile(version))[-1].startswith('error '), sent


@pytest.mark.parametrize(
    ('method', 'unknown'),
    [('QUERY', OLDER[:3]), ('SOURCE', OLDER[:1]), ('PRI', OLDER[:2]), ('LINK', ())],
)
def test_methods_came_and_went(method: str, unknown: tuple[str, ...], engine: str) -> None:
    for version in OLDER:
        last = told(request(f'{method} / HTTP/1.1\r\n\r\n'), engine, profile(version))[-1]
        assert last.startswith('error HPE_INVALID_METHOD') == (version in unknown), version


def test_protocols_came(engine: str) -> None:
    rtsp, ice = request('GET / RTSP/1.0\r\n\r\n'), request('SOURCE / ICE/1.0\r\n\r\n')
    assert [told(rtsp, engine, profile(version))[-1] == 'complete' for version in OLDER] == [0, 0, 0, 1]
    assert [told(ice, engine, profile(version))[-1] == 'complete' for version in OLDER] == [0, 0, 1, 1]


def test_v5_takes_any_status_for_an_upgrade(engine: str) -> None:
    vector = response('HTTP/1.1 200 OK\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 2\r\n\r\nab')
    assert ' upgrade' in replay(vector, [vector.data], engine, profile('v5.11.1'))[0]
    assert ' upgrade' not in replay(vector, [vector.data], engine, profile('v10.6.0'))[0]


def test_what_follows_the_last_message_is_named(engine: str) -> None:
    vector = request('GET / HTTP/1.0\r\n\r\ngarbage')
    assert [told(vector, engine, profile(version))[-1].split()[1] for version in OLDER] == [
        'HPE_INVALID_METHOD', 'HPE_INVALID_METHOD', 'HPE_INVALID_METHOD', 'HPE_CLOSED_CONNECTION',
    ]  # fmt: skip


def test_the_limit_is_the_versions_own(engine: str) -> None:
    class Ignores:
        def __getattr__(self, name: str) -> object:
            return lambda *args: None

    from node_http._parser import create_parser

    sizes = []
    for version in OLDER:
        parser = create_parser('request', Ignores(), engine=engine, profile=profile(version))  # type: ignore[arg-type]
        assert isinstance(parser, FormerParser)
        sizes.append(parser.max_header_size)
    assert sizes == [81920, 81920, 16384, 16384]


def test_the_newest_has_the_newest_dialect(engine: str) -> None:
    assert dialect_of(VERSIONS[-1]) == NEWEST


class Throws:
    """A handler whose pieces of a body are refused."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.complete = 0

    def on_message_begin(self) -> None: ...

    def on_request(self, *args: object) -> None: ...

    def on_body(self, data: bytes) -> None:
        self.pieces.append(data)
        raise ValueError('thrown')

    def on_complete(self, trailers: bytes | None) -> None:
        self.complete += 1


@pytest.mark.parametrize(
    ('version', 'reads_on'), [('v5.11.1', False), ('v10.6.0', True), ('v14.14.0', False)]
)
def test_a_listener_that_throws_spoils_the_body_or_not(version: str, reads_on: bool, engine: str) -> None:
    from node_http._parser import create_parser

    handler = Throws()
    parser = create_parser('request', handler, engine=engine, profile=profile(version))
    head = b'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n'
    with pytest.raises(ValueError, match='thrown'):
        parser.feed(head + b'ab')
    if not reads_on:
        assert not isinstance(parser.feed(b'cd'), int)
        return
    with pytest.raises(ValueError, match='thrown'):
        parser.feed(b'cd')
    assert (handler.pieces, handler.complete) == ([b'ab', b'cd'], 1)
