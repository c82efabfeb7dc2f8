# Node v23.8.0, `Event: 'upgrade'`
import node_http as http
from compat import process
from compat.globals import *

stand_in = require('../_stand_in')


# Create an HTTP server
@http.createServer
def server(req, res):
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('okay')


@server.on('upgrade')
def upgrade(req, socket, head):
    socket.write('HTTP/1.1 101 Web Socket Protocol Handshake\r\n'
                 'Upgrade: WebSocket\r\n'
                 'Connection: Upgrade\r\n'
                 '\r\n')  # fmt: skip

    socket.pipe(socket)  # echo back


# Now that server is running
def listening():
    # make a request
    options = {
        'port': server.address().port,  # 1337
        'host': '127.0.0.1',
        'headers': {
            'Connection': 'Upgrade',
            'Upgrade': 'websocket',
        },
    }

    req = http.request(options)
    req.end()

    @req.on('upgrade')
    def upgraded(res, socket, upgrade_head):
        console.log('got upgraded!')
        socket.end()
        process.exit(0)


server.listen(stand_in.port(1337), '127.0.0.1', listening)


# It prints:
# got upgraded!
