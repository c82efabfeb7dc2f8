# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'connect'`: its arguments
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
proxy = stand_in.origin(lambda req, res: None)
proxy.on('connect', lambda req, socket, head: socket.end('HTTP/1.1 200 OK\r\n\r\nhead'))

request = http.request({'port': proxy.address().port, 'method': 'CONNECT', 'path': 'example.com:80'})


@request.on('connect')
def function(response, socket, head):
    console.log(type(response).__name__, type(socket).__name__, head.toString())
    socket.end()


request.end()


# It prints:
# IncomingMessage Socket head
