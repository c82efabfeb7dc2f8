# Node v23.8.0, `response.statusCode`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.statusCode = 404


# It prints:
# HTTP/1.1 404 Not Found
# Connection: close
# Content-Length: 0
