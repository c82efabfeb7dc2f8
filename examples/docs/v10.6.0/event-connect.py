# Node v10.6.0 and v5.11.1, `Event: 'connect'`
import node_http as http
from compat import net, url
from compat.globals import *

stand_in = require('../_stand_in')
google = stand_in.origin(lambda req, res: res.end(f'{req.method} {req.url} from {req.headers.host}'))


# Create an HTTP tunneling proxy
@http.createServer
def proxy(req, res):
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('okay')


@proxy.on('connect')
def tunnel(req, clt_socket, head):
    # connect to an origin server
    srv_url = url.parse(f'http://{req.url}')

    def connected():
        clt_socket.write('HTTP/1.1 200 Connection Established\r\n'
                         'Proxy-agent: Node.js-Proxy\r\n'
                         '\r\n')  # fmt: skip
        srv_socket.write(head)
        srv_socket.pipe(clt_socket)
        clt_socket.pipe(srv_socket)

    srv_socket = net.connect(srv_url.port, srv_url.hostname, connected)


# now that proxy is running
def listening():
    # make a request to a tunneling proxy
    options = {
        'port': proxy.address().port,  # 1337
        'hostname': '127.0.0.1',
        'method': 'CONNECT',
        'path': f'localhost:{google.address().port}',  # 'www.google.com:80'
    }

    req = http.request(options)
    req.end()

    @req.on('connect')
    def connected(res, socket, head):
        console.log('got connected!')

        # make a request over an HTTP tunnel
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
