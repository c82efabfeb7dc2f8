# Node v5.11.1, `Class: http.Server`, `Event: 'connect'`
from compat import net
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: None)


@server.on('connect')
def function(request, socket, head):
    console.log(type(request).__name__, type(socket).__name__, head.toString())
    socket.end()


net.connect(server.address().port).end('CONNECT example.com:80 HTTP/1.1\r\nHost: example.com:80\r\n\r\nhead')


# It prints:
# IncomingMessage Socket head
