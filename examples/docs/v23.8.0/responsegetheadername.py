# Node v23.8.0, `response.getHeader(name)`
from compat.globals import *

stand_in = require('../_stand_in')
body = '<p>hello</p>'


@stand_in.response
def snippet(response):
    response.setHeader('Content-Type', 'text/html')
    response.setHeader('Content-Length', Buffer.byteLength(body))
    response.setHeader('Set-Cookie', ['type=ninja', 'language=javascript'])
    content_type = response.getHeader('content-type')
    # content_type is 'text/html'
    content_length = response.getHeader('Content-Length')
    # content_length is of type int
    set_cookie = response.getHeader('set-cookie')
    # set_cookie is of type list

    console.log(content_type, content_length, set_cookie)
    response.end(body)


# It prints:
# text/html 12 [ 'type=ninja', 'language=javascript' ]
# HTTP/1.1 200 OK
# Content-Type: text/html
# Content-Length: 12
# Set-Cookie: type=ninja
# Set-Cookie: language=javascript
# Connection: close
#
# <p>hello</p>
