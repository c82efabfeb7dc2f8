"""Node v5.11.1: `from compat.v5 import http`, or `from compat.v5 import require`."""

from __future__ import annotations

from compat._versions import package_of

require, __getattr__ = package_of(__name__, 'v5.11.1')
