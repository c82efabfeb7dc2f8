"""`node:url`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compat._door import door

if TYPE_CHECKING:
    from node_http.url import *  # noqa: F403 - its names, for type checkers

    def __getattr__(name: str) -> Any: ...  # the names with underscores


door(__name__, 'node_http.url')
