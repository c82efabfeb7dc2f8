"""node_http/_outgoing_headers.py: what the parity scenarios, which run without deprecations, cannot see."""

from __future__ import annotations

from typing import Any

import pytest

import node_http as http
from compat.v10 import http as v10
from node_http import _outgoing_headers
from node_http._runtime import NodeWarning

pytestmark = pytest.mark.any_engine


def look(message: Any, name: str) -> None:
    getattr(message, name)
    getattr(message, name)


def fill(message: Any, name: str) -> None:
    setattr(message, name, {})
    setattr(message, name, {})


@pytest.mark.parametrize('name', ['_headers', '_headerNames'])
@pytest.mark.parametrize('use', [look, fill])
def test_former_members_are_told_once_to_be_deprecated(
    name: str, use: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_outgoing_headers, '_TOLD', set())
    message = http.OutgoingMessage()
    words = f'^DeprecationWarning: OutgoingMessage.prototype.{name} is deprecated$'
    with pytest.warns(NodeWarning, match=words) as told:
        use(message, name)
    assert len(told) == 1


def test_they_were_not_deprecated_in_old_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_outgoing_headers, '_TOLD', set())
    assert v10.OutgoingMessage()._headers == {}
