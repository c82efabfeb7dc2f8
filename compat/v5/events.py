"""`node:events` of Node v5.11.1."""

from __future__ import annotations

from compat._versions import door_of

door_of(__name__, 'v5.11.1', 'node_http._former_events', 'EventEmitter')
