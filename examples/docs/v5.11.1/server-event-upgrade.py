# Node v5.11.1, `Class: http.Server`, `Event: 'upgrade'`
from compat import net
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: None)


@server.on('upgrade')
def function(request, socket, head):
    console.log(type(request).__name__, type(socket).__name__, head.toString())
    socket.end()


net.connect(server.address().port).end(
    'GET / HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhead'
)


# It prints:
# IncomingMessage Socket head
