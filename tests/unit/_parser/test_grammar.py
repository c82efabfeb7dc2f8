"""node_http/_parser/grammar.py and tables.py: what the corpus does not show of the machine."""

from __future__ import annotations

import pytest

from node_http._parser.errors import Fault
from node_http._parser.framing import NOTHING, Said
from node_http._parser.grammar import Machine
from node_http._parser.states import State, Step
from node_http._parser.tables import HTTP_METHODS, Kind, table
from node_http.constants import METHODS

GRAMMARS: list[tuple[Kind, bool]] = [
    ('request', False),
    ('request', True),
    ('response', False),
    ('response', True),
]


def machine(kind: Kind = 'request', *, lenient: bool = False) -> Machine:
    return Machine(kind, max_header_size=16384, lenient=lenient)


@pytest.mark.parametrize(('kind', 'lenient'), GRAMMARS)
class TestTables:
    def test_every_state_leads_to_states_that_are_there(self, kind: Kind, lenient: bool) -> None:
        states = table(kind, lenient)
        for state in states.values():
            for step in (*state.steps.values(), state.otherwise):
                assert isinstance(step, Fault) or states[step.target.name] is step.target

    def test_every_state_is_defined(self, kind: Kind, lenient: bool) -> None:
        for state in table(kind, lenient).values():
            undefined = isinstance(state.otherwise, Fault) and state.otherwise.code == 'HPE_INTERNAL'
            assert undefined is (state.halts is not None), state

    def test_every_action_is_a_method_of_the_machine(self, kind: Kind, lenient: bool) -> None:
        for state in table(kind, lenient).values():
            for step in (*state.steps.values(), state.otherwise):
                if isinstance(step, Step) and step.action is not None:
                    assert callable(getattr(Machine, f'_on_{step.action}')), step.action

    def test_no_byte_goes_round_in_circles(self, kind: Kind, lenient: bool) -> None:
        """A byte that is only peeked at is consumed or refused in the end."""
        for start in table(kind, lenient).values():
            for byte in range(256):
                state: State | None = start
                met: set[str] = set()
                while state is not None and state.halts is None:
                    if state.run is not None:
                        consumed = state.run(bytes((byte,)), 0)
                        if consumed is not None and consumed.end():
                            break
                    assert state.name not in met
                    met.add(state.name)
                    step = state.steps.get(byte, state.otherwise)
                    state = step.target if isinstance(step, Step) and not step.consume else None


def test_methods_are_those_that_http_shows() -> None:
    assert sorted({*HTTP_METHODS} - {'PRI'}) == sorted(METHODS)


class TestMachine:
    def test_head(self) -> None:
        it = machine()
        data = b'PUT /a HTTP/1.1\r\nConnection: close, Upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\nabc'
        assert it.scan(data, 0) == len(data) - 3
        assert it.found == 'head'
        assert (it.method, it.url, it.version, it.length) == ('PUT', '/a', (1, 1), 3)
        assert it.block == b'\r\nConnection: close, Upgrade\r\nUpgrade: x\r\nContent-Length: 3'
        assert it.said == Said.CLOSE | Said.CONNECTION_UPGRADE | Said.UPGRADE | Said.CONTENT_LENGTH
        assert it.upgrade
        assert not it.keep_alive

    def test_status_line(self) -> None:
        it = machine('response')
        it.scan(b'HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n', 0)
        assert (it.found, it.status, it.reason, it.version) == ('head', 404, 'Not Found', (1, 0))
        assert it.keep_alive
        assert not it.upgrade

    def test_the_block_is_the_same_however_it_came(self) -> None:
        it = machine()
        for byte in b'GET / HTTP/1.1\r\nA :'[:-2] + b':\t  b  c \r\nEmpty:\r\n\r\n':
            it.scan(bytes((byte,)), 0)
        assert it.block == b'\r\nA: b  c \r\nEmpty: '

    def test_chunks_and_trailers(self) -> None:
        it = machine()
        it.expect('chunk', Said.TRANSFER_ENCODING | Said.CHUNKED)
        assert it.scan(b'1f;a=b\r\nxyz', 0) == 8
        assert (it.found, it.length) == ('data', 31)
        it.expect('chunk end', it.said)
        assert it.scan(b'\r\n0\r\nA: b\r\n\r\nrest', 0) == 13
        assert (it.found, it.block) == ('end', b'\r\nA: b')

    def test_fault(self) -> None:
        it = machine()
        assert it.scan(b'GET / HTTP/1.1\r\nA b', 0) == 17
        assert it.fault == Fault('HPE_INVALID_HEADER_TOKEN', 'Invalid header token')

    def test_begins_anew(self) -> None:
        it = machine()
        it.scan(b'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 0)
        it.expect('start')
        assert (it.found, it.fault, it.said, it.method, it.block) == (None, None, NOTHING, '', b'')
