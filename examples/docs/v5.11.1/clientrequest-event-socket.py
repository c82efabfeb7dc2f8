# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'socket'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end())
request = http.get({'port': server.address().port}, lambda res: res.resume())


@request.on('socket')
def function(socket):
    console.log(type(socket).__name__, request.socket is socket)


# It prints:
# Socket true
