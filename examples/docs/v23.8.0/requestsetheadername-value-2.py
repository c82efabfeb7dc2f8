# Node v23.8.0, `request.setHeader(name, value)`: a list
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

request.setHeader('Cookie', ['type=ninja', 'language=javascript'])

request.end()


# It prints:
# GET /
# Cookie: type=ninja; language=javascript
# Connection: close
