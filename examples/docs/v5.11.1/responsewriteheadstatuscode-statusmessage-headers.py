# Node v5.11.1, `response.writeHead(statusCode[, statusMessage][, headers])`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    body = 'hello world'
    response.writeHead(200, {
        'Content-Length': len(body),
        'Content-Type': 'text/plain'})  # fmt: skip

    response.end(body)


# It prints:
# HTTP/1.1 200 OK
# Content-Length: 11
# Content-Type: text/plain
# Connection: close
#
# hello world
