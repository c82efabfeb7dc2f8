# Node v23.8.0, `http.createServer([options][, requestListener])`: the listener added later
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')

# Create a local server to receive data from
server = http.createServer()


# Listen to the request event
@server.on('request')
def answer(request, res):
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end(JSON.stringify({
        'data': 'Hello World!',
    }))  # fmt: skip


stand_in.announce(server).listen(stand_in.port(8000))
