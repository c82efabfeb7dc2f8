"""What stands on both sides of the parser: who is told of what it reads, and the engines that read heads for it."""

from __future__ import annotations

from typing import Any, Protocol

from .framing import Version

#: What ``on_request`` and ``on_response`` may answer: this response has no body (it answers a HEAD), …
SKIP_BODY = 1
#: … or the message ends here, and what follows is another protocol's.
STOP = 2


class Handler(Protocol):
    """Who is told of what a parser reads. What it raises goes through ``feed`` and ends the parser."""

    def on_message_begin(self) -> None:
        """The first bytes of a message came, and its head is not complete in this read."""

    def on_body(self, data: bytes) -> None:
        """A piece of the body."""

    def on_complete(self, trailers: bytes | None) -> None:
        """The message is complete; ``trailers`` is the block of its trailer fields, if it had any."""


class RequestHandler(Handler, Protocol):
    def on_request(
        self, method: str, url: str, version: Version, block: bytes, keep_alive: bool, upgrade: bool
    ) -> int | None:
        """The head of a request; ``block`` is its fields (_headers.py). May answer `STOP`."""


class ResponseHandler(Handler, Protocol):
    def on_response(
        self, status: int, reason: str, version: Version, block: bytes, keep_alive: bool, upgrade: bool
    ) -> int | None:
        """The head of a response; may answer `SKIP_BODY` or `STOP`."""


#: What an engine read: method and url, or status and reason; version; block; keep-alive; upgrade; length of the body.
Head = tuple[Any, str, Version, bytes, bool, bool, int]


class Engine(Protocol):
    name: str

    def read(self, head: bytes) -> Head | None:
        """Read a head, from its first line to the empty one; ``None`` if it is not sure what Node would say."""
