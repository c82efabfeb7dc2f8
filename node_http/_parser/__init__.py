"""Reading HTTP/1 messages exactly as Node v23.8.0 does, with either of two engines behind one interface.

- message.py: `Parser`, what both engines share: where messages begin and end, bodies, limits, pausing.
- llhttp.py, h11.py: the engines; they read heads that come in one piece.
- interface.py: who is told, and what an engine is.
- grammar.py, tables.py, states.py: the grammar to the byte, for all the rest and for explaining errors.
- framing.py: pure rules on where a message ends.
- former.py: the parser of older versions.

The engines give the same answers, and they are Node's: the corpus in tests/conformance is recorded from it. Where the
versions of llhttp that httptools brings differ from Node's (llhttp.py says in what), the engine passes, so that nothing
of it is seen. What remains is one number: after the handler has raised, or after an error that an upgrade hides, the
``bytesParsed`` that Node tells of a further read is the distance of two unrelated addresses; here it is the position.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import ERR_INVALID_ARG_VALUE
from ..versions import CURRENT, Profile
from .errors import ParseError as ParseError
from .interface import SKIP_BODY as SKIP_BODY
from .interface import STOP as STOP
from .interface import Engine, RequestHandler, ResponseHandler
from .interface import Handler as Handler
from .message import Parser as Parser

if TYPE_CHECKING:
    from .tables import Kind

ENGINES = ('llhttp', 'h11')


class _Engines(threading.local):
    """The engines of a thread, by name and kind: they hold nothing between two heads, so one of each is enough."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, Kind], Engine] = {}


_engines = _Engines()


@lru_cache(maxsize=1)
def default_engine() -> str:
    """What ``NODE_HTTP_PARSER`` says; else llhttp where httptools is installed."""
    chosen = os.environ.get('NODE_HTTP_PARSER')
    if chosen:
        return chosen
    from importlib.util import find_spec

    return 'llhttp' if find_spec('httptools') else 'h11'


def _make_engine(name: str, kind: Kind) -> Engine:
    make: Callable[[], Engine]
    if name == 'llhttp':
        from . import llhttp

        make = llhttp.RequestEngine if kind == 'request' else llhttp.ResponseEngine
    elif name == 'h11':
        from . import h11

        make = h11.RequestEngine if kind == 'request' else h11.ResponseEngine
    else:
        raise ERR_INVALID_ARG_VALUE('parser', name, "must be one of: 'llhttp', 'h11'")
    return make()


def create_parser(
    kind: Kind,
    handler: RequestHandler | ResponseHandler,
    *,
    engine: str | None = None,
    max_header_size: int = 0,
    lenient: bool = False,
    profile: Profile = CURRENT,
) -> Parser:
    """A parser of requests or of responses that tells ``handler`` what it reads.

    ``engine`` is ``'llhttp'`` or ``'h11'``; by default what the environment variable ``NODE_HTTP_PARSER`` says, else
    llhttp where httptools is installed. ``max_header_size`` limits the bytes of URL, names and values (0: Node's
    default); ``lenient`` is ``insecureHTTPParser``; ``profile`` is the version of Node that it reads as. Parsers belong
    to the thread that made them.

    Raises ``ERR_INVALID_ARG_VALUE`` for an engine there is not.
    """
    name = engine or default_engine()
    chosen = _engines.made.get((name, kind))
    if chosen is None:
        chosen = _engines.made[name, kind] = _make_engine(name, kind)
    if profile is not CURRENT:
        from .former import FormerParser  # few programs want it

        return FormerParser(kind, handler, chosen, int(max_header_size), lenient, profile)
    return Parser(kind, handler, chosen, int(max_header_size), lenient)
