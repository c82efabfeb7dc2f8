# Node v23.8.0, `request.setHeader(name, value)`: what is not latin1
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

filename = 'Rock 🎵.txt'
request.setHeader('Content-Disposition', f"attachment; filename*=utf-8''{encodeURIComponent(filename)}")

request.end()


# It prints:
# GET /
# Content-Disposition: attachment; filename*=utf-8''Rock%20%F0%9F%8E%B5.txt
# Connection: close
