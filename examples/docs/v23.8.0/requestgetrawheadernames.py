# Node v23.8.0, `request.getRawHeaderNames()`
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

request.setHeader('Foo', 'bar')
request.setHeader('Set-Cookie', ['foo=bar', 'bar=baz'])

header_names = request.getRawHeaderNames()
# header_names == ['Foo', 'Set-Cookie']

console.log(header_names)
request.end()


# It prints:
# [ 'Foo', 'Set-Cookie' ]
# GET /
# Foo: bar
# Set-Cookie: foo=bar
# Set-Cookie: bar=baz
# Connection: close
