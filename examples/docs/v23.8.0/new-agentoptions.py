# Node v23.8.0, `new Agent([options])`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end(f'Connection: {req.headers.connection}'))
options = {'port': server.address().port}


def on_response_callback(res):
    res.on('data', lambda chunk: console.log(f'{chunk}'))


keep_alive_agent = http.Agent({'keepAlive': True})
options['agent'] = keep_alive_agent
req = http.request(options, on_response_callback)

req.end()
keep_alive_agent.on('free', lambda: console.log('The socket is kept'))


# It prints:
# Connection: keep-alive
# The socket is kept
