# Node v23.8.0, `http.request(url[, options][, callback])`: a `URL` as options
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end(f'Authorization: {req.headers.authorization}'))

options = URL(stand_in.at(server, 'http://abc:xyz@example.com'))


def response(res):
    # ...
    res.on('data', lambda chunk: console.log(f'{chunk}'))


req = http.request(options, response)

req.end()


# It prints:
# Authorization: Basic YWJjOnh5eg==
