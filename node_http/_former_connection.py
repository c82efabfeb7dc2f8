"""A server's connection as v11 to v17 had it: nobody looked for late clients at an interval.

`headersTimeout` was looked at when more of a head came, and an idle client was left to `server.timeout`;
`requestTimeout` was a timer of the connection, which ran from its begin, or that of a later request, until the request
was there or its answer had gone out.
"""

from __future__ import annotations

from typing import Any

from ._connection import ServerConnection
from ._runtime.timers import Timeout


class TimedConnection(ServerConnection):
    """It tells late clients by itself."""

    _timer: Timeout | None = None

    def __init__(self, server: Any, socket: Any) -> None:
        super().__init__(server, socket)
        self._start_timer()

    def _start_timer(self) -> None:
        limit = self.server.requestTimeout
        if limit and self._timer is None:
            self._timer = Timeout(self.runtime, limit, self.expire).unref().refresh()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.close()
            self._timer = None

    def execute(self, data: bytes) -> None:
        super().execute(data)
        limit, since, socket = self.server.headersTimeout, self.message_start, self.socket
        if not limit or since is None or self.head_complete or socket.destroyed:
            return
        if self.runtime.now() - since > limit and not self.server.emit('timeout', socket):
            socket.destroy()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._start_timer()

    def on_complete(self, trailers: bytes | None) -> None:
        self._stop_timer()
        super().on_complete(trailers)

    def response_finished(self, response: Any) -> None:
        self._stop_timer()
        super().response_finished(response)

    def _free(self) -> None:
        self._stop_timer()
        super()._free()
