# Node v23.8.0, `outgoingMessage.getHeaders()`
import node_http as http
from compat.globals import *

outgoing_message = http.OutgoingMessage()

outgoing_message.setHeader('Foo', 'bar')
outgoing_message.setHeader('Set-Cookie', ['foo=bar', 'bar=baz'])

headers = outgoing_message.getHeaders()
# headers == {'foo': 'bar', 'set-cookie': ['foo=bar', 'bar=baz']}

console.log(JSON.stringify(headers))


# It prints:
# {"foo":"bar","set-cookie":["foo=bar","bar=baz"]}
