# Node v23.8.0, `response.setHeader(name, value)` and `response.writeHead()`: which of them wins
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


# Returns content-type = text/plain
@http.createServer
def server(req, res):
    res.setHeader('Content-Type', 'text/html')
    res.setHeader('X-Foo', 'bar')
    res.writeHead(200, {'Content-Type': 'text/plain'})
    res.end('ok')


stand_in.show(server)


# It prints:
# HTTP/1.1 200 OK
# Content-Type: text/plain
# X-Foo: bar
# Connection: close
# Transfer-Encoding: chunked
#
# 2
# ok
# 0
