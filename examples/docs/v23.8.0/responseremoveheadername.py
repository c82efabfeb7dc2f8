# Node v23.8.0, `response.removeHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.setHeader('Content-Encoding', 'gzip')

    response.removeHeader('Content-Encoding')


# It prints:
# HTTP/1.1 200 OK
# Connection: close
# Content-Length: 0
