# Node v23.8.0, `response.getHeaderNames()`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.setHeader('Foo', 'bar')
    response.setHeader('Set-Cookie', ['foo=bar', 'bar=baz'])

    header_names = response.getHeaderNames()
    # header_names == ['foo', 'set-cookie']

    console.log(header_names)


# It prints:
# [ 'foo', 'set-cookie' ]
# HTTP/1.1 200 OK
# Foo: bar
# Set-Cookie: foo=bar
# Set-Cookie: bar=baz
# Connection: close
# Content-Length: 0
