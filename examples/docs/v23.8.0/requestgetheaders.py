# Node v23.8.0, `request.getHeaders()`
from compat.globals import *

stand_in = require('../_stand_in')
request = stand_in.request()

request.setHeader('Foo', 'bar')
request.setHeader('Cookie', ['foo=bar', 'bar=baz'])

headers = request.getHeaders()
# headers == {'foo': 'bar', 'cookie': ['foo=bar', 'bar=baz']}

console.log(JSON.stringify(headers))
request.end()


# It prints:
# {"foo":"bar","cookie":["foo=bar","bar=baz"]}
# GET /
# Foo: bar
# Cookie: foo=bar; bar=baz
# Connection: close
