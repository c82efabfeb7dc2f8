"""A POST whose body is written, from Node's documentation.

node-http examples/post_with_write.py [HOSTNAME PORT]

Without a host it posts to a server of its own.
"""

import node_http as http
from compat.globals import JSON, Buffer, console, process

post_data = JSON.stringify({
    'msg': 'Hello World!',
})  # fmt: skip


def post(hostname, port):
    options = {
        'hostname': hostname,
        'port': port,
        'path': '/upload',
        'method': 'POST',
        'headers': {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(post_data),
        },
    }

    def response(res):
        console.log(f'STATUS: {res.statusCode}')
        console.log(f'HEADERS: {JSON.stringify(res.headers)}')
        res.setEncoding('utf8')
        res.on('data', lambda chunk: console.log(f'BODY: {chunk}'))
        res.on('end', lambda: console.log('No more data in response.'))

    req = http.request(options, response)

    @req.on('error')
    def failed(e):
        console.error(f'problem with request: {e.message}')

    # Write data to request body
    req.write(post_data)
    req.end()
    return req


@http.createServer
def server(req, res):
    body = ''

    @req.on('data')
    def data(chunk):
        nonlocal body
        body += chunk

    @req.on('end')
    def end():
        res.sendDate = False
        res.setHeader('Content-Type', 'text/plain')
        res.end(f'{req.method} {req.url} with {len(body)} characters: {JSON.parse(body).msg}')


if len(process.argv) > 3:
    post(process.argv[2], int(process.argv[3]))
else:
    server.listen(0, '127.0.0.1', lambda: post('127.0.0.1', server.address().port).on('close', server.close))

if __name__ == '__main__':
    http.run()
