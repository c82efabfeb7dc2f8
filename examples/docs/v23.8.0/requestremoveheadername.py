# Node v23.8.0, `request.removeHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()
request.setHeader('Content-Type', 'text/plain')

request.removeHeader('Content-Type')

request.end()


# It prints:
# GET /
# Connection: close
