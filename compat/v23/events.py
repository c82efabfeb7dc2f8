"""`node:events` of Node v23.8.0."""

from __future__ import annotations

from compat._versions import door_of

door_of(__name__, 'v23.8.0', 'node_http._former_events', 'EventEmitter')
