# Node v23.8.0, `response.setHeader(name, value)`: a string
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.setHeader('Content-Type', 'text/html')


# It prints:
# HTTP/1.1 200 OK
# Content-Type: text/html
# Connection: close
# Content-Length: 0
