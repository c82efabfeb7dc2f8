"""A program for any loop: a server, and three requests that go to it over one connection of the global agent.

`program(done)` starts it; `done(lines)` gets what it has seen. As a script it prints them.
"""

import node_http as http
from compat.globals import console, setImmediate


def program(done):
    lines = []
    ports = set()

    @http.createServer
    def server(req, res):
        ports.add(req.socket.remotePort)
        res.end(f'{req.method} {req.url}')

    def ask(number):
        def response(res):
            res.setEncoding('utf8')
            res.on('data', lambda chunk: lines.append(f'{res.statusCode} {chunk} reused {req.reusedSocket}'))
            # In the next turn, when the agent has the connection back
            req.on('close', lambda: setImmediate(ask, number + 1) if number < 3 else server.close())

        req = http.get({'host': '127.0.0.1', 'port': server.address().port, 'path': f'/{number}'}, response)

    @server.on('close')
    def closed():
        lines.append(f'{len(ports)} connection')
        done(lines)

    server.listen(0, '127.0.0.1', lambda: ask(1))


if __name__ == '__main__':
    program(lambda lines: [console.log(line) for line in lines])
    http.run()
