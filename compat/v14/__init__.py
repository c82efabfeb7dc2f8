"""Node v14.14.0: `from compat.v14 import http`, or `from compat.v14 import require`."""

from __future__ import annotations

from compat._versions import package_of

require, __getattr__ = package_of(__name__, 'v14.14.0')
