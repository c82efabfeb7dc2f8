"""The parser of an older version: as strict as the newest, and narrower where that version was.

What an old parser let through and a later one refuses does not come back here. What does: methods and protocols that
it did not know, fields it took for an upgrade, the size of a header, and the words of an error.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..versions import Profile
from ..versions import profile as profile_of
from .errors import DATA_AFTER_CLOSE, ParseError
from .grammar import Machine
from .interface import Engine, Head, RequestHandler, ResponseHandler
from .message import Parser
from .tables import HTTP_METHODS, Dialect, Kind


@cache
def dialect_of(version: str) -> Dialect:
    profile = profile_of(version)
    return Dialect(
        frozenset(HTTP_METHODS) & {*profile.fewer_methods},
        tuple(f'{name}/' for name in profile.request_protocols),
        tuple(f'{name}/' for name in profile.response_protocols),
        profile.reads_http_0_9,
        profile.any_status_upgrades,
    )


def _asks_for_upgrade(head: Head) -> bool:
    return b'\r\nupgrade:' in head[3].lower()


class FormerParser(Parser):
    """Reads one side of a connection as an older version does; made by `create_parser`."""

    __slots__ = ('_dialect', '_names_what_follows', '_thrown')

    def __init__(
        self,
        kind: Kind,
        handler: RequestHandler | ResponseHandler,
        engine: Engine,
        max_header_size: int,
        lenient: bool,
        profile: Profile,
    ) -> None:
        self._dialect = dialect_of(profile.version)
        # Engines know the newest grammar only: what this version reads otherwise, they have to leave to the machine.
        leaves: Callable[[Head], bool] | None = None
        if kind == 'request' and self._dialect.refused_methods:
            leaves = self._is_refused
        elif kind == 'response' and self._dialect.any_status_upgrades:
            leaves = _asks_for_upgrade
        super().__init__(kind, handler, engine, max_header_size or profile.max_header_size, lenient, leaves)
        self._names_what_follows = profile.names_what_follows
        if kind == 'request' and not profile.listeners_spoil_bodies:
            self._on_body = self._tell_body
        #: What a listener threw within this read, which goes on.
        self._thrown: BaseException | None = None

    def feed(self, data: bytes) -> int | ParseError:
        result = super().feed(data)
        thrown, self._thrown = self._thrown, None
        if thrown is not None:
            raise thrown
        return result

    def _tell_body(self, data: bytes) -> None:
        """What the first listener throws does not stop the read."""
        try:
            self._handler.on_body(data)
        except Exception as thrown:
            if self._thrown is not None:
                raise
            self._thrown = thrown

    def _new_machine(self) -> Machine:
        return Machine(
            self.kind,
            max_header_size=self.max_header_size,
            lenient=self.lenient,
            dialect=self._dialect,
        )

    def _is_refused(self, head: Head) -> bool:
        return head[0] in self._dialect.refused_methods

    def _read_last(self, data: bytes, pos: int, size: int) -> int:
        """Behind the last message: what comes is refused as then, but in the words for what it is."""
        end = super()._read_last(data, pos, size)
        if self._error is not None and self._names_what_follows:
            begin = end - DATA_AFTER_CLOSE.offset
            machine = self._new_machine()
            stop = machine.scan(data, begin)
            if machine.fault is not None:
                return self._fail(machine.fault, data, stop)
        return end
