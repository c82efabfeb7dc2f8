# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'upgrade'`: its arguments
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.raw_origin(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhead'
)
headers = {'Connection': 'Upgrade', 'Upgrade': 'echo'}
request = http.get({'port': server.address().port, 'headers': headers})


@request.on('upgrade')
def function(response, socket, head):
    console.log(type(response).__name__, type(socket).__name__, head.toString())
    socket.end()


# It prints:
# IncomingMessage Socket head
