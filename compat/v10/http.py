"""`node:http` of Node v10.6.0."""

from __future__ import annotations

from compat._versions import http_of

http_of(__name__, 'v10.6.0')
