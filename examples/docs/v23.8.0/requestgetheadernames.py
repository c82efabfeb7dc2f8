# Node v23.8.0, `request.getHeaderNames()`
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

request.setHeader('Foo', 'bar')
request.setHeader('Cookie', ['foo=bar', 'bar=baz'])

header_names = request.getHeaderNames()
# header_names == ['foo', 'cookie']

console.log(header_names)
request.end()


# It prints:
# [ 'foo', 'cookie' ]
# GET /
# Foo: bar
# Cookie: foo=bar; bar=baz
# Connection: close
