"""The server of the interop tests; server.js beside it is the same in real Node.

It prints its URL. What it answers is decided by the path.
"""

import hashlib

import node_http as http
from compat.globals import JSON, Buffer, console, process


@http.createServer
def server(req, res):
    path = req.url.split('?')[0]
    if path == '/hello':
        res.writeHead(200, {'Content-Type': 'text/plain', 'X-Method': req.method})
        res.end('hello')
    elif path == '/echo':
        if req.headers['content-length'] is not None:
            res.setHeader('Content-Length', req.headers['content-length'])
        req.pipe(res)
    elif path == '/hash':
        digest = hashlib.sha256()
        size = 0

        @req.on('data')
        def data(chunk):
            nonlocal size
            size += len(chunk)
            digest.update(chunk)

        @req.on('end')
        def end():
            res.end(f'{size} {digest.hexdigest()}')
    elif path == '/headers':
        res.setHeader('Content-Type', 'application/json')
        res.end(JSON.stringify(req.headers))
    elif path == '/trailers':
        req.resume()

        @req.on('end')
        def end():
            res.writeHead(200, {'Trailer': 'X-Received'})
            res.write('body')
            res.addTrailers({'X-Received': JSON.stringify(req.rawTrailers)})
            res.end()
    elif path == '/informed':
        res.writeProcessing()
        res.writeEarlyHints({'link': '</style.css>; rel=preload; as=style'})
        res.end('informed')
    elif path.startswith('/status/'):
        res.writeHead(int(path[len('/status/'):]))  # fmt: skip
        res.end()
    elif path == '/large':
        res.end(Buffer.alloc(10 * 1024 * 1024, 'Node in Python, '))
    elif path == '/broken':
        # In the middle of the body, once its first piece is on its way
        res.writeHead(200, {'Content-Length': 1000})
        res.write('the beginning', lambda: res.socket.end())
    elif path == '/reset':
        req.socket.resetAndDestroy()
    elif path == '/slow':
        # Answers when the client has gone
        req.on('close', lambda: console.log('gone'))
    else:
        res.writeHead(404)
        res.end()


@server.on('checkContinue')
def check_continue(req, res):
    if req.headers['x-refuse']:
        res.writeHead(417, {'Connection': 'close'})
        res.end('refused')
    else:
        res.writeContinue()
        server.emit('request', req, res)


def echo(status):
    def listener(req, socket, head):
        socket.write(status)
        socket.write(head)
        socket.pipe(socket)
        socket.on('error', lambda: None)

    return listener


server.on('upgrade', echo('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n'))
server.on('connect', echo('HTTP/1.1 200 Connection Established\r\n\r\n'))

if len(process.argv) > 2:  # a Unix socket
    server.listen(process.argv[2], lambda: console.log('listening'))
else:
    server.listen(0, '127.0.0.1', lambda: console.log(f'http://127.0.0.1:{server.address().port}/'))

if __name__ == '__main__':
    http.run()
