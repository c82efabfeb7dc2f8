# Node v23.8.0, `request.reusedSocket`: a request each 5 seconds, which is when the server closes
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
setInterval = stand_in.setInterval
agent = http.Agent({'keepAlive': True})


# Server has a 5 seconds keep-alive timeout by default
@http.createServer
def server(req, res):
    res.write('hello\n')
    res.end()


stand_in.announce(server).listen(stand_in.port(3000))


def interval():
    # Adapting a keep-alive agent
    def response(res):
        @res.on('data')
        def data(data):
            # Do nothing
            console.log(f'{data}'.strip(), 'over a reused socket:', req.reusedSocket)

    req = http.get(stand_in.at(server, 'http://localhost:3000'), {'agent': agent}, response)


setInterval(interval, 5000)  # Sending request on 5s interval so it's easy to hit idle timeout

agent.on('free', lambda: console.log('The socket is kept'))
