"""The client of the interop tests; client.js beside it is the same in real Node.

node-http client.py PORT SCENARIO [ARGUMENT...]
"""

import hashlib

import node_http as http
from compat.globals import JSON, Buffer, console, process, setTimeout

port = int(process.argv[2])
scenario, *args = process.argv[3:]


def read(res, done):
    res.setEncoding('utf8')
    body = ''

    @res.on('data')
    def data(chunk):
        nonlocal body
        body += chunk

    res.on('end', lambda: done(body))


def get():
    def response(res):
        console.log(res.statusCode, res.statusMessage, res.httpVersion, res.headers['content-type'])
        read(res, lambda body: console.log(res.headers['x-method'], body, res.complete))

    http.get(
        {'host': '127.0.0.1', 'port': port, 'path': '/hello?a=b', 'headers': {'X-Name': 'value'}}, response
    )


def head():
    def response(res):
        console.log(res.statusCode, res.headers['x-method'], res.headers['content-length'] or 'no length')
        read(res, lambda body: console.log(JSON.stringify(body)))

    http.request({'host': '127.0.0.1', 'port': port, 'path': '/hello', 'method': 'HEAD'}, response).end()


def statuses():
    def next_(left):
        if not left:
            return
        status, *rest = left

        def response(res):
            console.log(res.statusCode, res.statusMessage)
            read(res, lambda body: next_(rest))

        http.get({'host': '127.0.0.1', 'port': port, 'path': f'/status/{status}'}, response)

    next_([200, 204, 304, 404, 500, 799])


def post(path, size, framing):
    """Post SIZE bytes to a path, with their length or in chunks; the body comes back, or its hash does."""
    block = Buffer.alloc(65536, 'Node in Python, ')
    left = int(size)
    headers = {'Content-Length': left} if framing == 'length' else {'Transfer-Encoding': 'chunked'}
    sent = hashlib.sha256()
    received = hashlib.sha256()

    def response(res):
        count = 0
        text = ''

        @res.on('data')
        def data(chunk):
            nonlocal count, text
            count += len(chunk)
            if path == '/echo':
                received.update(chunk)
            else:
                text += chunk

        @res.on('end')
        def end():
            hash_ = sent.hexdigest()
            console.log(res.statusCode, res.headers['content-length'] or res.headers['transfer-encoding'])
            console.log(
                received.hexdigest() == hash_ and f'{count}' if path == '/echo' else text == f'{size} {hash_}'
            )

    req = http.request(
        {'host': '127.0.0.1', 'port': port, 'path': path, 'method': 'POST', 'headers': headers}, response
    )

    def write():
        nonlocal left
        while left > 0:
            chunk = block.subarray(0, left)
            left -= len(chunk)
            sent.update(chunk)
            if not req.write(chunk):
                req.once('drain', write)
                return
        req.end()

    write()


def keepalive():
    """1,000 requests over 10 connections."""
    agent = http.Agent({'keepAlive': True, 'maxSockets': 10})
    ports = set()
    left = 1000
    good = 0

    def response(res):
        ports.add(res.socket.localPort)

        def done(body):
            nonlocal left, good
            good += res.statusCode == 200 and body == 'hello'
            left -= 1
            if left == 0:
                console.log(good, len(ports))
                agent.destroy()

        read(res, done)

    for i in range(1000):
        http.get({'host': '127.0.0.1', 'port': port, 'path': f'/hello?{i}', 'agent': agent}, response)


def upgrade():
    headers = {'Connection': 'Upgrade', 'Upgrade': 'echo'}

    @http.get({'host': '127.0.0.1', 'port': port, 'headers': headers}).on('upgrade')
    def upgraded(res, socket, head):
        console.log(res.statusCode, res.headers.upgrade, len(head))
        read(socket, lambda body: console.log(body))
        socket.end('echoed')


def connect():
    req = http.request({'host': '127.0.0.1', 'port': port, 'method': 'CONNECT', 'path': 'somewhere:80'})

    @req.on('connect')
    def connected(res, socket, head):
        console.log(res.statusCode, res.statusMessage, len(head))
        read(socket, lambda body: console.log(body))
        socket.end('tunnelled')

    req.end()


def expect(refuse=None):
    """Ask before the body is sent; with an argument the server refuses."""
    headers = {'Expect': '100-continue', 'Content-Length': 9}
    if refuse:
        headers['X-Refuse'] = 'yes'

    def response(res):
        console.log(res.statusCode)

        def done(body):
            console.log(body)
            req.destroy()

        read(res, done)

    req = http.request(
        {'host': '127.0.0.1', 'port': port, 'path': '/echo', 'method': 'POST', 'headers': headers}, response
    )

    @req.on('continue')
    def continue_():
        console.log('continue')
        req.end('the body.')

    req.on('error', lambda err: console.log(err.code))


def trailers():
    headers = {'Transfer-Encoding': 'chunked', 'Trailer': 'X-Sent'}

    def response(res):
        console.log(res.headers.trailer, JSON.stringify(res.trailers))

        def done(body):
            console.log(body, res.trailers['x-received'])
            console.log(JSON.stringify(res.rawTrailers))

        read(res, done)

    req = http.request(
        {'host': '127.0.0.1', 'port': port, 'path': '/trailers', 'method': 'POST', 'headers': headers},
        response,
    )
    req.write('body')
    req.addTrailers({'X-Sent': 'by the client'})
    req.end()


def informed():
    def response(res):
        read(res, lambda body: console.log(res.statusCode, body))

    req = http.get({'host': '127.0.0.1', 'port': port, 'path': '/informed'}, response)
    req.on(
        'information',
        lambda info: console.log(info.statusCode, info.statusMessage, info.headers.link or 'no link'),
    )


def broken():
    """The server leaves in the middle of the body."""

    def response(res):
        res.on('data', lambda chunk: console.log(f'data {chunk}'))
        res.on('aborted', lambda: console.log('aborted', res.complete))
        res.on('error', lambda err: console.log('error', err.code, err.message))
        res.on('close', lambda: console.log('close', res.complete))

    req = http.get({'host': '127.0.0.1', 'port': port, 'path': '/broken'}, response)
    req.on('close', lambda: console.log('request close'))


def reset():
    req = http.get({'host': '127.0.0.1', 'port': port, 'path': '/reset'})
    req.on('error', lambda err: console.log(err.code, err.syscall))
    req.on('close', lambda: console.log('close'))


def leave():
    """The client leaves before the answer; the next request finds the server in good health."""
    req = http.get({'host': '127.0.0.1', 'port': port, 'path': '/slow'})
    req.on('error', lambda err: console.log(err.code, err.message))
    req.on('close', get)
    setTimeout(lambda: req.destroy(), 50)


globals()[scenario](*args)

if __name__ == '__main__':
    http.run()
