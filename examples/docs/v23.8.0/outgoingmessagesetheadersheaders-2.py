# Node v23.8.0, `outgoingMessage.setHeaders(headers)`: a `Map`, which is a dict here
import node_http as http
from compat.globals import *

outgoing_message = http.OutgoingMessage()

headers = dict([['foo', 'bar']])
outgoing_message.setHeaders(headers)

console.log(JSON.stringify(outgoing_message.getHeaders()))


# It prints:
# {"foo":"bar"}
