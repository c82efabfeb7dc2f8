"""Node v10.6.0: `from compat.v10 import http`, or `from compat.v10 import require`."""

from __future__ import annotations

from compat._versions import package_of

require, __getattr__ = package_of(__name__, 'v10.6.0')
