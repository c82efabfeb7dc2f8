"""``--live``: compare with a real Node run now instead of with the goldens."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        '--live', action='store_true', help='parity: run the real Node instead of reading goldens'
    )
