"""METHODS and STATUS_CODES."""

from __future__ import annotations

import json

from node_http.constants import METHODS, STATUS_CODES


def test_methods() -> None:
    assert len(METHODS) == 35
    assert sorted(METHODS) == METHODS
    assert {'GET', 'QUERY', 'M-SEARCH', 'UNSUBSCRIBE'} <= set(METHODS)


def test_status_codes_by_number_or_string() -> None:
    assert STATUS_CODES[404] == STATUS_CODES['404'] == STATUS_CODES.get('404') == 'Not Found'
    assert 404 in STATUS_CODES
    assert '404' in STATUS_CODES
    assert '999' not in STATUS_CODES
    assert STATUS_CODES[999] is STATUS_CODES['999'] is STATUS_CODES['x'] is None
    assert STATUS_CODES.get('999', 'x') == 'x'
    assert STATUS_CODES[418] == "I'm a Teapot"


def test_status_codes_in_order() -> None:
    assert len(STATUS_CODES) == 63
    assert list(STATUS_CODES) == sorted(STATUS_CODES)
    assert json.dumps(STATUS_CODES).startswith('{"100": "Continue", "101": "Switching Protocols", ')


def test_status_codes_can_be_added() -> None:
    codes = STATUS_CODES.copy()
    codes['299'] = 'Mine'
    assert codes[299] == 'Mine'
    del codes['299']
    assert codes == STATUS_CODES
