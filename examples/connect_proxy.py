"""A tunnelling proxy, and a request through it, from Node's documentation.

node-http examples/connect_proxy.py [PORT]

With a port it stays, to be tried: curl --proxytunnel --proxy http://127.0.0.1:PORT http://example.org/
"""

import node_http as http
from compat import net
from compat.globals import URL, console, process


# Create an HTTP tunneling proxy
@http.createServer
def proxy(req, res):
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('okay')


@proxy.on('connect')
def connect(req, client_socket, head):
    # Connect to an origin server
    url = URL(f'http://{req.url}')

    def connected():
        client_socket.write('HTTP/1.1 200 Connection Established\r\n'
                            'Proxy-agent: Node.js-Proxy\r\n'
                            '\r\n')  # fmt: skip
        server_socket.write(head)
        server_socket.pipe(client_socket)
        client_socket.pipe(server_socket)

    server_socket = net.connect(int(url.port or 80), url.hostname, connected)
    # Whichever end fails takes the other one along
    server_socket.on('error', lambda: client_socket.destroy())
    client_socket.on('error', lambda: server_socket.destroy())


def listening():
    console.log(f'The proxy listens on http://127.0.0.1:{proxy.address().port}/')


# In the documentation this is www.google.com
@http.createServer
def origin(req, res):
    res.sendDate = False
    res.end(f'{req.method} {req.url} through the tunnel')


def ask_origin():
    host = f'127.0.0.1:{origin.address().port}'

    # Make a request to a tunneling proxy
    options = {
        'port': proxy.address().port,
        'host': '127.0.0.1',
        'method': 'CONNECT',
        'path': host,
    }

    req = http.request(options)
    req.end()

    @req.on('connect')
    def connect(res, socket, head):
        console.log('got connected!')

        # Make a request over an HTTP tunnel
        socket.write('GET / HTTP/1.1\r\n'
                     f'Host: {host}\r\n'
                     'Connection: close\r\n'
                     '\r\n')  # fmt: skip

        socket.on('data', lambda chunk: console.log(chunk.toString()))

        @socket.on('end')
        def end():
            proxy.close()
            origin.close()


if len(process.argv) > 2:
    proxy.listen(int(process.argv[2]), '127.0.0.1', listening)
else:
    # Now that proxy is running
    proxy.listen(0, '127.0.0.1', lambda: origin.listen(0, '127.0.0.1', ask_origin))

if __name__ == '__main__':
    http.run()
