"""``--live``: compare with a real Node run now instead of with the goldens."""

from __future__ import annotations

from contextlib import suppress

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    with suppress(ValueError):  # tests/parity brings it too, when it is read first
        parser.addoption('--live', action='store_true', help='run the real Node instead of reading goldens')
