"""The server of Node's documentation: it greets every request in JSON.

node-http examples/hello_server.py [PORT]
"""

import node_http as http
from compat.globals import JSON, console, process

port = int((process.argv[2] if len(process.argv) > 2 else process.env.PORT) or 8000)


# Create a local server to receive data from
@http.createServer
def server(req, res):
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end(JSON.stringify({
        'data': 'Hello World!',
    }))  # fmt: skip


@server.on('listening')
def listening():
    url = f'http://127.0.0.1:{server.address().port}/'
    console.log(f'Listening on {url}')
    console.log(f'Try it: curl {url}, or open it in a browser. Ctrl-C ends it.')


server.listen(port, '127.0.0.1')

if __name__ == '__main__':
    http.run()
