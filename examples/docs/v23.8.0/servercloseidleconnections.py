# Node v23.8.0, `server.closeIdleConnections()`
from compat.globals import *

http = require('node:http')
stand_in = require('../_stand_in')
setTimeout = stand_in.setTimeout


def listener(req, res):
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end(JSON.stringify({
        'data': 'Hello World!',
    }))  # fmt: skip


server = http.createServer({'keepAliveTimeout': 60000}, listener)

stand_in.announce(server).listen(stand_in.port(8000))


# Close the server after 10 seconds
def after():
    server.close(lambda: console.log('server on port 8000 closed successfully'))
    # Closes idle connections, such as keep-alive connections. Server will close
    # once remaining active connections are terminated
    server.closeIdleConnections()


setTimeout(after, 10000)
