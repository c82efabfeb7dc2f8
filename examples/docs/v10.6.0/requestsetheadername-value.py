# Node v10.6.0, `request.setHeader(name, value)`: a list
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

request.setHeader('Set-Cookie', ['type=ninja', 'language=javascript'])

request.end()


# It prints:
# GET /
# Set-Cookie: type=ninja
# Set-Cookie: language=javascript
# Connection: close
