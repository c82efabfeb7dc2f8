"""Whatever arrives, in whatever pieces: both engines tell the same, and nothing but a ParseError comes back.

The same examples each time; ``FUZZ_EXAMPLES=20000 pytest tests/fuzz`` tries so many others.
"""

from __future__ import annotations

import os
import re
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from node_http._parser import ENGINES
from tests.conformance.vectors import FILES, Vector, read, replay

PROFILE = settings(
    deadline=None,
    derandomize='FUZZ_EXAMPLES' not in os.environ,
    max_examples=int(os.environ.get('FUZZ_EXAMPLES', '300')),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

# What HTTP is made of, and what breaks it. The corpus is the rest of the dictionary.
_SEEDS = sorted({vector.sent for kind in FILES for vector in read(kind) if len(vector.sent) < 300})
_LINES = sorted({line + '\r\n' for seed in _SEEDS for line in seed.split('\r\n')})
_SCRAPS = [
    '\r\n',
    '\r',
    '\n',
    ' ',
    '\t',
    ':',
    ',',
    ';',
    '=',
    '"',
    '\\',
    '0',
    '1',
    'f',
    '\0',
    '\x7f',
    '\xe9',
    'close',
    'chunked',
]

kinds = st.sampled_from(['request', 'response'])
options = st.sampled_from(['', '', '', 'lenient', 'answer=1', 'answer=2', 'max=10', 'max=30 lenient'])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A vector of the corpus, or several, with some bytes taken out and some put in."""
    text = ''.join(draw(st.lists(st.sampled_from(_SEEDS), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 3)))
        text = text[:start] + draw(st.sampled_from([*_SCRAPS, ''])) + text[end:]
    return text


sent = st.one_of(
    mutated(),
    st.lists(st.sampled_from([*_LINES, *_SCRAPS]), max_size=12).map(''.join),
    st.text(st.characters(max_codepoint=255), max_size=60),
)

# Where a limit is seen to be passed depends on the pieces, and so does what is seen first: it, or another error.
_FAULT = re.compile(r'(error|silence) .*')


def outline(events: list[str], limited: bool) -> list[str]:
    return [_FAULT.sub(r'\1', event) for event in events] if limited else events


@PROFILE
@given(kinds, options, sent)
def test_engines_agree(kind: str, said: str, text: str) -> None:
    vector = Vector(kind, 'fuzz', said, text)
    first, second = (replay(vector, [vector.data], engine) for engine in ENGINES)
    assert first == second


@PROFILE
@given(kinds, options, sent, st.data())
def test_pieces_change_nothing(kind: str, said: str, text: str, data: st.DataObject) -> None:
    vector = Vector(kind, 'fuzz', said, text)
    if data.draw(st.booleans(), 'byte by byte'):
        cuts = list(range(len(text) + 1))
    else:
        cuts = [0, *sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4), 'cuts')), len(text)]
    pieces = [vector.data[start:end] for start, end in pairwise(cuts)]
    limited = 'max=' in said
    for engine in ENGINES:
        whole = outline(replay(vector, [vector.data], engine), limited)
        assert outline(replay(vector, pieces, engine), limited) == whole


@PROFILE
@given(kinds, st.binary(max_size=400))
def test_nothing_but_a_parse_error(kind: str, data: bytes) -> None:
    vector = Vector(kind, 'fuzz', '', data.decode('latin-1'))
    for engine in ENGINES:
        replay(vector, [data], engine)
