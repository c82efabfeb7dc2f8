"""A connection that changes its protocol to an echo, from Node's documentation.

node-http examples/upgrade_echo.py
"""

import node_http as http
from compat.globals import console


# Create an HTTP server
@http.createServer
def server(req, res):
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('okay')


@server.on('upgrade')
def upgrade(req, socket, head):
    socket.write('HTTP/1.1 101 Switching Protocols\r\n'
                 'Upgrade: echo\r\n'
                 'Connection: Upgrade\r\n'
                 '\r\n')  # fmt: skip

    socket.write(head)
    socket.pipe(socket)  # echo back


# Now that server is running
@server.on('listening')
def listening():
    # make a request
    options = {
        'port': server.address().port,
        'host': '127.0.0.1',
        'headers': {
            'Connection': 'Upgrade',
            'Upgrade': 'echo',
        },
    }

    req = http.request(options)
    req.end()

    @req.on('upgrade')
    def upgrade(res, socket, upgrade_head):
        console.log('got upgraded!')
        socket.setEncoding('utf8')
        socket.on('data', lambda chunk: console.log(f'echo: {chunk}'))
        socket.on('end', server.close)
        socket.end('Hello, echo')


server.listen(0, '127.0.0.1')

if __name__ == '__main__':
    http.run()
