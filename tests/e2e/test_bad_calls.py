"""Calls with bad arguments, and at the wrong time: each raises at once what Node v23.8.0 throws.

`bad_calls.txt` lists them: the call, the class and the code, the message.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import node_http as http
from node_http import net
from node_http._jsobject import JSObject
from node_http.errors import NodeError

pytestmark = pytest.mark.any_engine

BLOCKS = Path(__file__).with_name('bad_calls.txt').read_text('utf-8').split('\n\n')
BUILTINS = {'TypeError': TypeError, 'RangeError': ValueError, 'Error': Exception}


def response() -> Any:
    """A response that has no connection."""
    return http.ServerResponse(JSObject(method='GET', httpVersionMajor=1, httpVersionMinor=1))


@pytest.mark.parametrize('block', BLOCKS, ids=lambda block: block.partition('\n')[0])
def test_bad_call(block: str) -> None:
    call, kind, message = (line.strip() for line in block.strip().splitlines())
    name, code = kind.split()
    with pytest.raises(NodeError) as raised:
        eval(call, {'http': http, 'net': net, 'response': response})
    error = raised.value
    assert (error.name, error.code, error.message) == (name, code, message)
    assert str(error) == message
    assert isinstance(error, BUILTINS[name])
