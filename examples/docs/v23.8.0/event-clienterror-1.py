# Node v23.8.0, `Event: 'clientError'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


@http.createServer
def server(req, res):
    res.end()


@server.on('clientError')
def client_error(err, socket):
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')


stand_in.announce(server).listen(stand_in.port(8000))
