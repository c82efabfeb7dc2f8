# Node v23.8.0, `response.hasHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    console.log(response.hasHeader('content-type'))
    response.setHeader('Content-Type', 'text/plain')

    has_content_type = response.hasHeader('content-type')

    console.log(has_content_type)


# It prints:
# false
# true
# HTTP/1.1 200 OK
# Content-Type: text/plain
# Connection: close
# Content-Length: 0
