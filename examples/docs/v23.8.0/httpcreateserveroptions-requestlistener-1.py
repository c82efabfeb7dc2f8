# Node v23.8.0, `http.createServer([options][, requestListener])`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


# Create a local server to receive data from
@http.createServer
def server(req, res):
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end(JSON.stringify({
        'data': 'Hello World!',
    }))  # fmt: skip


stand_in.announce(server).listen(stand_in.port(8000))
