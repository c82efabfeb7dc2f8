# Node v23.8.0, `agent.reuseSocket(socket, request)`: what it does by default
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


class KeepAliveAgent(http.Agent):
    def reuseSocket(self, socket, request):
        console.log('is used again for', request.path)
        socket.ref()


server = stand_in.origin(lambda req, res: res.end())
agent = KeepAliveAgent({'keepAlive': True})


def get(path):
    return http.get({'port': server.address().port, 'path': path, 'agent': agent}, lambda res: res.resume())


get('/first')
agent.once('free', lambda: setImmediate(lambda: get('/second')))


# It prints:
# is used again for /second
