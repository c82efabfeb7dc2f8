# Node v23.8.0, `response.setHeader(name, value)`: a list
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.setHeader('Set-Cookie', ['type=ninja', 'language=javascript'])


# It prints:
# HTTP/1.1 200 OK
# Set-Cookie: type=ninja
# Set-Cookie: language=javascript
# Connection: close
# Content-Length: 0
