# Node v23.8.0, `response.getHeaders()`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    response.setHeader('Foo', 'bar')
    response.setHeader('Set-Cookie', ['foo=bar', 'bar=baz'])

    headers = response.getHeaders()
    # headers == {'foo': 'bar', 'set-cookie': ['foo=bar', 'bar=baz']}

    console.log(JSON.stringify(headers))


# It prints:
# {"foo":"bar","set-cookie":["foo=bar","bar=baz"]}
# HTTP/1.1 200 OK
# Foo: bar
# Set-Cookie: foo=bar
# Set-Cookie: bar=baz
# Connection: close
# Content-Length: 0
