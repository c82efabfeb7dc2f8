# Node v10.6.0 and v5.11.1, `Event: 'upgrade'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


# Create an HTTP server
@http.createServer
def srv(req, res):
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('okay')


@srv.on('upgrade')
def upgrade(req, socket, head):
    socket.write('HTTP/1.1 101 Web Socket Protocol Handshake\r\n'
                 'Upgrade: WebSocket\r\n'
                 'Connection: Upgrade\r\n'
                 '\r\n')  # fmt: skip

    socket.pipe(socket)  # echo back


# now that server is running
def listening():
    # make a request
    options = {
        'port': srv.address().port,  # 1337
        'hostname': '127.0.0.1',
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


srv.listen(stand_in.port(1337), '127.0.0.1', listening)


# It prints:
# got upgraded!
