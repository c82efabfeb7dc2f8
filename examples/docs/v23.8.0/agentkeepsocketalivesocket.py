# Node v23.8.0, `agent.keepSocketAlive(socket)`: what it does by default
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


class KeepAliveAgent(http.Agent):
    def keepSocketAlive(self, socket):
        console.log('is kept')
        socket.setKeepAlive(True, self.keepAliveMsecs)
        socket.unref()
        return True


server = stand_in.origin(lambda req, res: res.end())
agent = KeepAliveAgent({'keepAlive': True})
http.get({'port': server.address().port, 'agent': agent}, lambda res: res.resume())


# It prints:
# is kept
