"""`python -m node_http FILE`: the same as `node-http FILE`."""

from __future__ import annotations

import sys

from .cli import main

if __name__ == '__main__':
    sys.exit(main())
