"""node_http/_parser/message.py: the parser as those who use it know it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from node_http import errors
from node_http._parser import ENGINES, SKIP_BODY, STOP, ParseError, create_parser
from node_http.buffer import Buffer

GET = b'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
POST = b'POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n'
CHUNKED = b'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n'


class Told:
    """A handler that remembers the names of what it was told, and does as it is told itself."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.answers: list[int | None] = []
        self.does: dict[str, Callable[[], None]] = {}

    def _told(self, name: str, *args: Any) -> None:
        self.events.append((name, *args) if args else name)
        self.does.get(name, lambda: None)()

    def on_message_begin(self) -> None:
        self._told('begin')

    def on_request(
        self, start: Any, target: str, version: tuple[int, int], block: bytes, keep_alive: bool, upgrade: bool
    ) -> int | None:
        self._told('head')
        return self.answers.pop(0) if self.answers else None

    on_response = on_request

    def on_body(self, data: bytes) -> None:
        self._told('body', data)

    def on_complete(self, trailers: bytes | None) -> None:
        self._told('complete')


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def told() -> Told:
    return Told()


class TestFeed:
    def test_returns_what_it_consumed(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        assert parser.engine == engine
        assert parser.feed(GET) == len(GET)
        assert parser.feed(b'') == 0
        assert told.events == ['head', 'complete']

    def test_tells_of_a_message_whose_head_does_not_come_at_once(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        for at in range(len(GET)):
            parser.feed(GET[at : at + 1])
        assert told.events == ['begin', 'head', 'complete']

    def test_empty_lines_begin_nothing(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        assert parser.feed(b'\r\n\r\n') == 4
        assert parser.finish() is None
        assert told.events == []

    def test_an_error_is_no_beginning(self, engine: str, told: Told) -> None:
        assert isinstance(create_parser('request', told, engine=engine).feed(b'\x16\x03\x01'), ParseError)
        assert told.events == []

    def test_a_read_that_is_all_body_is_not_copied(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.feed(b'POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n')
        data = bytes(65536)
        parser.feed(data)
        parser.feed(data)
        assert told.events[1][1] is data
        assert told.events[2] == ('body', bytes(100000 - 65536))
        assert told.events[3] == 'complete'

    def test_pieces_of_a_chunk_are_handed_on_as_they_come(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.feed(CHUNKED + b'a\r\n012')
        parser.feed(b'345')
        parser.feed(b'6789\r\n1\r\n.\r\n0\r\n\r\n')
        pieces = [b'012', b'345', b'6789', b'.']
        assert told.events == ['head', *(('body', piece) for piece in pieces), 'complete']


class TestErrors:
    def test_is_nodes(self, engine: str, told: Told) -> None:
        error = create_parser('request', told, engine=engine).feed(b'GET / HTTP/1.1\r\nA b\r\n\r\n')
        assert isinstance(error, ParseError)
        assert isinstance(error, errors.NodeError)
        assert (error.name, error.code) == ('Error', 'HPE_INVALID_HEADER_TOKEN')
        assert error.message == str(error) == 'Parse Error: Invalid header token'
        assert (error.reason, error.bytesParsed) == ('Invalid header token', 17)
        assert isinstance(error.rawPacket, Buffer)

    def test_stays(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.feed(GET + b'garbage')
        again = parser.feed(b'more')
        assert isinstance(again, ParseError)
        assert (again.code, again.bytesParsed, again.rawPacket) == ('HPE_INVALID_METHOD', len(GET), b'more')
        assert parser.finish() is None
        assert told.events == ['head', 'complete']

    def test_is_not_seen_behind_an_upgrade(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.feed(b'GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n')
        assert parser.feed(b'??') == 0
        assert parser.feed(b'?') == 0
        assert parser.finish() is None

    def test_can_be_pickled(self, engine: str, told: Told) -> None:
        import pickle

        error = create_parser('request', told, engine=engine).feed(b'?')
        copy = pickle.loads(pickle.dumps(error))
        assert (copy.code, copy.bytesParsed, copy.rawPacket) == ('HPE_INVALID_METHOD', 0, b'?')


class TestAnswers:
    def test_skip_body(self, engine: str, told: Told) -> None:
        parser = create_parser('response', told, engine=engine)
        told.answers = [SKIP_BODY, None]
        data = b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'
        assert parser.feed(data + data + b'hello') == 2 * len(data) + 5
        assert told.events == ['head', 'complete', 'head', ('body', b'hello'), 'complete']

    def test_stop(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        told.answers = [STOP]
        assert parser.feed(POST + b'hello') == len(POST)
        assert parser.upgraded
        assert told.events == ['head', 'complete']

    def test_an_upgrade_that_is_not_taken_ends_the_read_only(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        upgrade = b'GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'
        assert parser.feed(upgrade + GET) == len(upgrade)
        assert parser.upgraded
        assert parser.feed(GET) == len(GET)
        assert not parser.upgraded
        assert told.events == ['head', 'complete'] * 2


class TestPause:
    def test_between_two_reads(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.pause()
        assert parser.feed(GET[:9]) == 9
        assert parser.feed(GET[9:]) == len(GET) - 9
        assert told.events == []
        assert parser.resume() == len(GET)
        assert told.events == ['head', 'complete']

    def test_within_a_read(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        told.does['complete'] = parser.pause
        assert parser.feed(GET * 3) == 3 * len(GET)
        assert told.events == ['head', 'complete']
        assert parser.resume() == 2 * len(GET)
        assert told.events == ['head', 'complete'] * 2

    def test_at_a_head_that_has_a_body(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        told.does['head'] = parser.pause
        parser.feed(POST + b'hello')
        assert told.events == ['head']
        parser.resume()
        assert told.events == ['head', ('body', b'hello'), 'complete']

    def test_an_error_comes_when_it_is_its_turn(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        told.does['complete'] = parser.pause
        assert parser.feed(GET + b'?') == len(GET) + 1
        assert isinstance(parser.resume(), ParseError)


class TestClose:
    @pytest.mark.parametrize('when', ['head', 'body', 'complete'])
    def test_within_a_callback(self, engine: str, told: Told, when: str) -> None:
        parser = create_parser('request', told, engine=engine)
        told.does[when] = parser.close
        parser.feed(POST + b'hello' + GET)
        events = ['head', ('body', b'hello'), 'complete']
        index = [event if isinstance(event, str) else event[0] for event in events].index(when)
        assert told.events == events[: index + 1]
        assert parser.feed(GET) == 0
        assert parser.finish() is None

    def test_in_a_chunk(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        told.does['body'] = parser.close
        parser.feed(CHUNKED + b'1\r\na\r\n1\r\nb\r\n')
        assert told.events == ['head', ('body', b'a')]

    @pytest.mark.parametrize('before', [GET, b'?', POST + b'he', GET[:9], CHUNKED + b'zz'])
    def test_reopen(self, engine: str, told: Told, before: bytes) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.feed(before)
        parser.close()
        told.events.clear()
        parser.feed(GET)
        assert told.events == []
        parser.reopen()
        assert parser.feed(POST + b'hello') == len(POST) + 5
        assert told.events == ['head', ('body', b'hello'), 'complete']


class TestRaise:
    @pytest.mark.parametrize(
        ('when', 'code', 'reason'),
        [
            ('head', 'HPE_CB_HEADERS_COMPLETE', 'User callback error'),
            ('body', 'HPE_JS_EXCEPTION', 'JS Exception'),
            ('complete', 'HPE_CB_MESSAGE_COMPLETE', '`on_message_complete` callback error'),
        ],
    )
    def test_goes_through_and_ends_the_parser(
        self, engine: str, told: Told, when: str, code: str, reason: str
    ) -> None:
        def fail() -> None:
            raise KeyError(when)

        parser = create_parser('request', told, engine=engine)
        told.does[when] = fail
        with pytest.raises(KeyError, match=when):
            parser.feed(POST + b'hello' + GET)
        told.does.clear()
        error = parser.feed(GET)
        assert isinstance(error, ParseError)
        assert (error.code, error.reason) == (code, reason)

    def test_engines_survive(self, engine: str, told: Told) -> None:
        def fail() -> None:
            raise KeyError

        told.does['head'] = fail
        with pytest.raises(KeyError):
            create_parser('request', told, engine=engine).feed(GET)
        fresh = Told()
        create_parser('request', fresh, engine=engine).feed(GET)
        assert fresh.events == ['head', 'complete']


class TestFinish:
    def test_completes_a_body_that_the_end_ends(self, engine: str, told: Told) -> None:
        parser = create_parser('response', told, engine=engine)
        parser.feed(b'HTTP/1.1 200 OK\r\n\r\nabc')
        assert told.events == ['head', ('body', b'abc')]
        assert parser.finish() is None
        assert parser.finish() is None
        assert told.events == ['head', ('body', b'abc'), 'complete']

    @pytest.mark.parametrize('data', [GET[:-1], b'G', POST + b'hell', CHUNKED, CHUNKED + b'1\r\na'])
    def test_too_early(self, engine: str, told: Told, data: bytes) -> None:
        parser = create_parser('request', told, engine=engine)
        parser.feed(data)
        error = parser.finish()
        assert error is not None
        assert (error.code, error.message) == ('HPE_INVALID_EOF_STATE', 'Parse Error')
        assert (error.bytesParsed, error.rawPacket) == (0, None)


class TestCreateParser:
    def test_unknown_engine(self, told: Told) -> None:
        with pytest.raises(errors.ERR_INVALID_ARG_VALUE):
            create_parser('request', told, engine='picohttpparser')

    def test_no_limit_is_the_default_one(self, told: Told) -> None:
        parser = create_parser('request', told, max_header_size=0)
        assert parser.max_header_size == 16384
        assert parser.feed(GET) == len(GET)

    def test_repr_shows_its_state(self, engine: str, told: Told) -> None:
        parser = create_parser('request', told, engine=engine)
        assert repr(parser) == f'<Parser of requests by {engine}: HEAD>'
        parser.feed(POST)
        parser.pause()
        assert repr(parser) == f'<Parser of requests by {engine}: LENGTH, paused>'

    def test_threads_have_engines_of_their_own(self, engine: str) -> None:
        seen: list[Any] = []

        def serve() -> None:
            told = Told()
            parser = create_parser('request', told, engine=engine)
            for _ in range(50):
                parser.feed(GET)
            seen.append((parser._engine, told.events))

        threads = [threading.Thread(target=serve) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({id(engine) for engine, _ in seen}) == 3
        assert all(events == ['head', 'complete'] * 50 for _, events in seen)


class TestCost:
    """Hostile bytes cost in proportion to their number: doubling them must not quadruple the time."""

    @pytest.mark.parametrize(
        'make',
        [
            pytest.param(lambda n: b'GET / HTTP/1.1\r\nA: ' + b'b' * n, id='one long value'),
            pytest.param(lambda n: b'GET / HTTP/1.1\r\nA:' + b' ' * n, id='spaces before a value'),
            pytest.param(lambda n: b'GET / HTTP/1.1\r\n' + b'A:\r\n' * (n // 4), id='many fields'),
            pytest.param(lambda n: b'GET / HTTP/1.1\r\nConnection: ' + b',' * n, id='many options'),
            pytest.param(
                lambda n: b'GET / HTTP/1.1\r\nTransfer-Encoding: ' + b'a,' * (n // 2), id='many codings'
            ),
            pytest.param(lambda n: CHUNKED + b'1\r\na\r\n' * (n // 6), id='small chunks'),
            pytest.param(lambda n: CHUNKED + b'1;' + b'a' * n, id='an extension'),
            pytest.param(lambda n: CHUNKED + b'0' * n, id='zeros before a size'),
            pytest.param(lambda n: b'\r\n' * (n // 2), id='empty lines'),
        ],
    )
    def test_byte_by_byte_is_linear(self, make: Callable[[int], bytes]) -> None:
        def cost(size: int) -> float:
            data = make(size)
            best = 1e9
            for _ in range(3):
                parser = create_parser('request', Told(), max_header_size=10**6)
                begin = time.perf_counter()
                for at in range(len(data)):
                    parser.feed(data[at : at + 1])
                best = min(best, time.perf_counter() - begin)
            return best

        # Sixteen times as much; a quadratic parser takes 256 times as long.
        assert cost(16_000) < 64 * cost(1_000)

    def test_what_does_not_count_is_not_kept(self) -> None:
        parser = create_parser('request', Told())
        parser.feed(b'GET / HTTP/1.1\r\nA:')
        for _ in range(100):
            assert parser.feed(b' ' * 10_000) == 10_000
        assert parser._machine is not None
        assert len(parser._machine.block) + len(parser._machine._token) == 0
