# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'continue'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: req.on('data', lambda chunk: res.end(f'{chunk}')))
options = {'port': server.address().port, 'method': 'POST', 'headers': {'Expect': '100-continue'}}
request = http.request(options)
request.on('response', lambda res: res.on('data', lambda chunk: console.log(f'{chunk}')))


@request.on('continue')
def function():
    # This is an instruction that the client should send the request body
    console.log('continue')
    request.end('the body')


# It prints:
# continue
# the body
