# Node v5.11.1, `response.getHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.setHeader('Content-Type', 'text/plain')

    content_type = response.getHeader('content-type')

    console.log(content_type)


# It prints:
# text/plain
# HTTP/1.1 200 OK
# Content-Type: text/plain
# Connection: close
# Content-Length: 0
