"""`node:http` of Node v20.20.2."""

from __future__ import annotations

from compat._versions import http_of

http_of(__name__, 'v20.20.2')
