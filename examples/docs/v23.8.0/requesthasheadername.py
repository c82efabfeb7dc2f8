# Node v23.8.0, `request.hasHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()
request.setHeader('Content-Type', 'text/plain')

has_content_type = request.hasHeader('content-type')

console.log(has_content_type)
request.end()


# It prints:
# true
# GET /
# Content-Type: text/plain
# Connection: close
