"""Node v20.20.2: `from compat.v20 import http`, or `from compat.v20 import require`."""

from __future__ import annotations

from compat._versions import package_of

require, __getattr__ = package_of(__name__, 'v20.20.2')
