"""How the objects of a connection keep their attributes, which decides what it takes to read them."""

from __future__ import annotations

import gc
import sys
from typing import Any

import pytest

import node_http as http


@pytest.mark.skipif(sys.version_info[:2] not in {(3, 11), (3, 12)}, reason='says how these keep attributes')
def test_a_socket_gets_no_dict_for_a_request() -> None:
    """What is read from an object that `__dict__` was asked of takes longer: all of a connection's requests do then."""
    with_dict: list[bool] = []

    def handle(request: Any, response: Any) -> None:
        socket = request.socket

        def look() -> None:
            referents = gc.get_referents(socket)
            with_dict.append(any(type(held) is dict and '_httpMessage' in held for held in referents))

        response.on('close', look)
        if request.url == '/in-pieces':
            response.write('a')
        response.end('b')

    def ask(path: str, then: Any) -> None:
        def answered(response: Any) -> None:
            response.resume().on('end', then)

        http.get({'port': server.address().port, 'path': path, 'agent': agent}, answered)

    def done() -> None:
        server.close()
        agent.destroy()

    agent = http.Agent({'keepAlive': True})
    server = http.createServer(handle)
    server.listen(0, lambda: ask('/', lambda: ask('/in-pieces', done)))
    http.run()
    assert with_dict == [False, False]
