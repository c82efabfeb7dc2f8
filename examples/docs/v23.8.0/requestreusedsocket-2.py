# Node v23.8.0, `request.reusedSocket`: to try again where the connection was closed meanwhile
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
agent = http.Agent({'keepAlive': True})


# It hangs up on the second request of a connection
@stand_in.origin
def server(req, res):
    req.socket.requests = getattr(req.socket, 'requests', 0) + 1
    if req.socket.requests == 2:
        req.socket.destroy()
    else:
        res.end('hello\n')


def retriable_request():
    def response(res):
        # ...
        console.log(res.statusCode, 'over a reused socket:', req.reusedSocket)
        res.resume()

    req = http.get(stand_in.at(server, 'http://localhost:3000'), {'agent': agent}, response)

    @req.on('error')
    def error(err):
        console.log(err.code, 'over a reused socket:', req.reusedSocket)
        # Check if retry is needed
        if req.reusedSocket and err.code == 'ECONNRESET':
            retriable_request()


retriable_request()

# And once more, over the same connection
agent.once('free', lambda: setImmediate(retriable_request))


# It prints:
# 200 over a reused socket: false
# ECONNRESET over a reused socket: true
# 200 over a reused socket: false
