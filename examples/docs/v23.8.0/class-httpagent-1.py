# Node v23.8.0, `Class: http.Agent`: a request that stays open, but not in the pool
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def server(req, res):
    res.setHeader('Connection', 'close')
    res.end('hello')


options = {'port': server.address().port}


def response(res):
    # Do stuff
    console.log('in the pool with the answer:', len(http.globalAgent.sockets))
    res.resume()


@http.get(options, response).on('socket')
def assigned(socket):
    console.log('in the pool at first:', len(http.globalAgent.sockets))
    socket.emit('agentRemove')


# It prints:
# in the pool at first: 1
# in the pool with the answer: 0
