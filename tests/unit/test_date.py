"""The Date header is what `email.utils` would write, which takes long to import."""

from __future__ import annotations

from email.utils import formatdate

import pytest

from node_http import _date

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize(
    'second', [0, 59, 86_399, 951_782_400, 1_731_628_800, *range(1_700_000_000, 1_735_000_000, 2_629_743)]
)
def test_as_email_writes_it(second: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_date, 'time', lambda: second + 0.5)
    monkeypatch.setattr(_date, '_end', 0)
    assert _date.http_date() == formatdate(second, usegmt=True)
