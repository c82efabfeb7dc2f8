"""An agent that keeps its connections, and what to do when one was closed meanwhile, from Node's documentation.

node-http examples/keep_alive_agent.py

A server may close an idle connection at any time. A request that is sent at that very moment fails through no fault of
its own; `reusedSocket` tells that it may be tried again.
"""

import node_http as http
from compat.globals import console, setImmediate

agent = http.Agent({'keepAlive': True})


# A server that hangs up on the second request of a connection
@http.createServer
def server(req, res):
    socket = req.socket
    socket.requests = getattr(socket, 'requests', 0) + 1
    if socket.requests == 2:
        socket.destroy()
    else:
        res.end('hello\n')


def retriable_request(done):
    def response(res):
        console.log(f'{res.statusCode} over {"a kept" if req.reusedSocket else "a new"} connection')
        res.resume()
        req.on('close', lambda: setImmediate(done))  # by then the connection is free

    req = http.get({'host': '127.0.0.1', 'port': server.address().port, 'agent': agent}, response)

    @req.on('error')
    def failed(err):
        console.log(f'{err.code}: {err.message}')
        # Check if retry is needed
        if req.reusedSocket and err.code == 'ECONNRESET':
            retriable_request(done)


def end():
    agent.destroy()
    server.close()


server.listen(0, '127.0.0.1', lambda: retriable_request(lambda: retriable_request(end)))

if __name__ == '__main__':
    http.run()
