"""What is so about an outgoing message, as the bits of one integer, `_bits`.

Most answers are made, given a header and ended, and nothing else happens to them. So whether anything else has
happened is asked with one test of several bits instead of a dozen attributes. The names that Node has for them are
properties (`flag`, and `unflag` for what is true as long as the bit is not set).
"""

from __future__ import annotations

from typing import Any, Final

# The first eight are what most messages have: Python keeps small integers ready.

#: The header has been sent, or is about to be.
HEADER_SENT: Final = 1 << 0
#: `end()` has been called.
FINISHED: Final = 1 << 1
DESTROYED: Final = 1 << 2
CLOSED: Final = 1 << 3
IN_CHUNKS: Final = 1 << 4
BODILESS: Final = 1 << 5
NO_DATE: Final = 1 << 6
#: The peer does not understand chunks, or the method seldom has a body.
NO_CHUNKS: Final = 1 << 7

NEED_DRAIN: Final = 1 << 8
CORKED: Final = 1 << 9
#: Something has waited for the socket.
QUEUED: Final = 1 << 10
STRICT_LENGTH: Final = 1 << 11
REJECTS_BODY: Final = 1 << 12

# What the header says, or leaves out.
#: The connection ends with this message, and the header says so.
NOT_KEPT: Final = 1 << 13
#: The connection ends with this message, whatever the header says.
LAST: Final = 1 << 14
LIMIT_REACHED: Final = 1 << 15
NO_KEEP_ALIVE_FIELD: Final = 1 << 16
REMOVED_CONNECTION: Final = 1 << 17
REMOVED_LENGTH: Final = 1 << 18
REMOVED_CODING: Final = 1 << 19
#: There are fields to be sent behind the body.
TRAILERS: Final = 1 << 20

# Of responses.
EXPECTS_CONTINUE: Final = 1 << 21
SENT_CONTINUE: Final = 1 << 22
CONTINUE: Final = EXPECTS_CONTINUE | SENT_CONTINUE

#: With one of these, `end` has more to do than to send header and body.
ENDS_IN_STEPS: Final = HEADER_SENT | FINISHED | DESTROYED | CORKED | QUEUED | STRICT_LENGTH | BODILESS
#: With one of these, `write` has more to do than to send a piece.
WRITES_IN_STEPS: Final = FINISHED | DESTROYED | CORKED | QUEUED | STRICT_LENGTH | BODILESS
#: Of these, only the first is set when 'drain' is going to be emitted.
AWAITS_DRAIN: Final = NEED_DRAIN | FINISHED
#: With one of these, there is something to do when the socket comes.
WAITS: Final = QUEUED | FINISHED | CORKED
#: The header of a message that has no body, or whose body must wait, was made.
GOES_ALONE: Final = BODILESS | HEADER_SENT
ENDED: Final = HEADER_SENT | FINISHED
#: With one of these, a header does not have the usual fields.
UNUSUAL_FIELDS: Final = (
    NO_DATE | NO_CHUNKS | NOT_KEPT | LIMIT_REACHED | NO_KEEP_ALIVE_FIELD | REMOVED_CONNECTION | IN_CHUNKS
)
#: With one of these, the length of a body or the chunks it is sent in do not say where it ends.
UNUSUAL_FRAMING: Final = BODILESS | NO_CHUNKS | REMOVED_LENGTH | REMOVED_CODING


def flag(bit: int, doc: str | None = None) -> Any:
    """A property that is true when the bit is set."""

    def read(self: Any) -> bool:
        return self._bits & bit != 0  # type: ignore[no-any-return]

    def write(self: Any, value: Any) -> None:
        self._bits = self._bits | bit if value else self._bits & ~bit

    return property(read, write, doc=doc)


def unflag(bit: int, doc: str | None = None) -> Any:
    """A property that is true as long as the bit is not set."""

    def read(self: Any) -> bool:
        return self._bits & bit == 0  # type: ignore[no-any-return]

    def write(self: Any, value: Any) -> None:
        self._bits = self._bits & ~bit if value else self._bits | bit

    return property(read, write, doc=doc)
