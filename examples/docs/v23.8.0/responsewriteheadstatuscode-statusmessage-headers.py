# Node v23.8.0, `response.writeHead(statusCode[, statusMessage][, headers])`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    body = 'hello world'
    (
        response
        .writeHead(200, {
            'Content-Length': Buffer.byteLength(body),
            'Content-Type': 'text/plain',
        })
        .end(body)
    )  # fmt: skip


# It prints:
# HTTP/1.1 200 OK
# Content-Length: 11
# Content-Type: text/plain
# Connection: close
#
# hello world
