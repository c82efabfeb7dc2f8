# Node v23.8.0, `Event: 'clientError'`: when the client is not there any more
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = http.createServer(lambda req, res: console.log('asked'))


@server.on('clientError')
def client_error(err, socket):
    console.log(err.code)
    if err.code == 'ECONNRESET' or not socket.writable:
        return

    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')


stand_in.announce(server).listen(stand_in.port(8000))
