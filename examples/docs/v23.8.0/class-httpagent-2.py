# Node v23.8.0, `Class: http.Agent`: no pooling, with `agent: false`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end(f'Connection: {req.headers.connection}'))


def response(res):
    # Do stuff with response
    res.on('data', lambda chunk: console.log(f'{chunk}'))


http.get({
    'hostname': 'localhost',
    'port': server.address().port,  # 80
    'path': '/',
    'agent': False,  # Create a new agent just for this one request
}, response)  # fmt: skip


# It prints:
# Connection: close
