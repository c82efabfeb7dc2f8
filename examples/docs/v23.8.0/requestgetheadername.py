# Node v23.8.0, `request.getHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request(method='POST')
body = '<p>hello</p>'

request.setHeader('content-type', 'text/html')
request.setHeader('Content-Length', Buffer.byteLength(body))
request.setHeader('Cookie', ['type=ninja', 'language=javascript'])
content_type = request.getHeader('Content-Type')
# 'content_type' is 'text/html'
content_length = request.getHeader('Content-Length')
# 'content_length' is of type int
cookie = request.getHeader('Cookie')
# 'cookie' is of type list

console.log(content_type, content_length, cookie)
request.end(body)


# It prints:
# text/html 12 [ 'type=ninja', 'language=javascript' ]
# POST /
# content-type: text/html
# Content-Length: 12
# Cookie: type=ninja; language=javascript
# Connection: close
#
# <p>hello</p>
