# Node v23.8.0, `request.setHeader(name, value)`: a string
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

request.setHeader('Content-Type', 'application/json')

request.end()


# It prints:
# GET /
# Content-Type: application/json
# Connection: close
