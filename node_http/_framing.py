"""What the header of an outgoing message says about its body and its connection, where the user does not.

Two pure functions; `OutgoingMessage` asks them once per message, when it writes its header.
"""

from __future__ import annotations

from enum import Enum


class Framing(Enum):
    """How the receiver finds the end of the body (RFC 9112 6.3)."""

    #: There is none: HEAD, 1xx, 204, 304. No field says so.
    NO_BODY = 'no body'
    #: `end()` came first and knows the length: Content-Length.
    LENGTH = 'length'
    #: Transfer-Encoding: chunked.
    CHUNKED = 'chunked'
    #: The connection closes behind it.
    UNTIL_CLOSE = 'until close'


# As globals they cost less than as attributes of the class.
NO_BODY = Framing.NO_BODY
LENGTH = Framing.LENGTH
CHUNKED = Framing.CHUNKED
UNTIL_CLOSE = Framing.UNTIL_CLOSE


def implied_framing(has_body: bool, may_chunk: bool, length_known: bool, chunked_removed: bool) -> Framing:
    """The framing of a message whose header has neither Content-Length nor Transfer-Encoding.

    Args:
        has_body: false where no body may follow, whatever is written.
        may_chunk: whether the peer understands chunks (HTTP/1.1), or the method usually has a body.
        length_known: `end()` came before the header, and the user neither removed Content-Length nor announced a
            trailer.
        chunked_removed: the user called `removeHeader('transfer-encoding')`.
    """
    if not has_body:
        return NO_BODY
    if not may_chunk:
        return UNTIL_CLOSE
    if length_known:
        return LENGTH
    if not chunked_removed:
        return CHUNKED
    return UNTIL_CLOSE


class Persistence(Enum):
    """What the Connection field says, where the user does not say it."""

    KEEP_ALIVE = 'keep-alive'
    #: It says close, for the server has had enough of this connection, but the connection is left open.
    LIMIT_REACHED = 'limit reached'
    CLOSE = 'close'


def implied_persistence(
    *, keep_alive: bool, length_set: bool, may_chunk: bool, has_agent: bool, limit_reached: bool
) -> Persistence:
    """Whether the connection lives on after a message whose header has no Connection field.

    It can only when the end of the body can be found without closing.
    """
    if keep_alive and (length_set or may_chunk or has_agent):
        return Persistence.LIMIT_REACHED if limit_reached else Persistence.KEEP_ALIVE
    return Persistence.CLOSE
