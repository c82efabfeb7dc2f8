# Node v23.8.0, `response.statusMessage`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.statusMessage = 'Not found'


# It prints:
# HTTP/1.1 200 Not found
# Connection: close
# Content-Length: 0
