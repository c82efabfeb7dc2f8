"""`node:net` of Node v20.20.2."""

from __future__ import annotations

from compat._versions import door_of

door_of(__name__, 'v20.20.2', 'node_http.net')
