# Node v23.8.0, `Event: 'connect'`
from node_http import createServer, request
from compat.net import connect
from compat.url import URL
from compat.globals import *

stand_in = require('../_stand_in')
google = stand_in.origin(lambda req, res: res.end(f'{req.method} {req.url} from {req.headers.host}'))


# Create an HTTP tunneling proxy
@createServer
def proxy(req, res):
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('okay')


@proxy.on('connect')
def tunnel(req, client_socket, head):
    # Connect to an origin server
    url = URL(f'http://{req.url}')

    def connected():
        client_socket.write('HTTP/1.1 200 Connection Established\r\n'
                            'Proxy-agent: Node.js-Proxy\r\n'
                            '\r\n')  # fmt: skip
        server_socket.write(head)
        server_socket.pipe(client_socket)
        client_socket.pipe(server_socket)

    server_socket = connect(url.port or 80, url.hostname, connected)


# Now that proxy is running
def listening():
    # Make a request to a tunneling proxy
    options = {
        'port': proxy.address().port,  # 1337
        'host': '127.0.0.1',
        'method': 'CONNECT',
        'path': f'localhost:{google.address().port}',  # 'www.google.com:80'
    }

    req = request(options)
    req.end()

    @req.on('connect')
    def connected(res, socket, head):
        console.log('got connected!')

        # Make a request over an HTTP tunnel
        socket.write('GET / HTTP/1.1\r\n'
                     'Host: www.google.com:80\r\n'
                     'Connection: close\r\n'
                     '\r\n')  # fmt: skip
        socket.on('data', lambda chunk: console.log(chunk.toString()))
        socket.on('end', lambda: proxy.close())


proxy.listen(stand_in.port(1337), '127.0.0.1', listening)


# It prints:
# got connected!
# HTTP/1.1 200 OK
# Connection: close
# Content-Length: 28
#
# GET / from www.google.com:80
