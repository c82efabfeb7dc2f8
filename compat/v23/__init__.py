"""Node v23.8.0: `from compat.v23 import http`, or `from compat.v23 import require`."""

from __future__ import annotations

from compat._versions import package_of

require, __getattr__ = package_of(__name__, 'v23.8.0')
