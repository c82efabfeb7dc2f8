"""`node:net` of Node v14.14.0."""

from __future__ import annotations

from compat._versions import door_of

door_of(__name__, 'v14.14.0', 'node_http.net')
