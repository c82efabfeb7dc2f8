"""How the objects of a connection keep their attributes, which decides what it takes to read them."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Says of a served socket, after each of two requests, whether its attributes are in a dict.
_PROGRAM = """
import gc
import node_http as http

def handle(request, response):
    socket = request.socket

    def look():
        held = gc.get_referents(socket)
        print(any(type(item) is dict and '_httpMessage' in item for item in held))

    response.on('close', look)
    if request.url == '/in-pieces':
        response.write('a')
    response.end('b')

def ask(path, then):
    options = {'port': server.address().port, 'path': path, 'agent': agent}
    http.get(options, lambda response: response.resume().on('end', then))

def done():
    server.close()
    agent.destroy()

agent = http.Agent({'keepAlive': True})
server = http.createServer(handle)
server.listen(0, lambda: ask('/', lambda: ask('/in-pieces', done)))
http.run()
"""


@pytest.mark.skipif(sys.version_info[:2] not in {(3, 11), (3, 12)}, reason='says how these keep attributes')
def test_a_socket_gets_no_dict_for_a_request() -> None:
    """What is read from an object that `__dict__` was asked of takes longer: all of a connection's requests do then."""
    done = subprocess.run([sys.executable, '-c', _PROGRAM], capture_output=True, text=True, timeout=60)
    assert (done.stdout.split(), done.stderr) == (['False', 'False'], '')
