# Node v23.8.0, `outgoingMessage.hasHeader(name)`
import node_http as http
from compat.globals import *

outgoing_message = http.OutgoingMessage()
outgoing_message.setHeader('Content-Type', 'text/plain')

has_content_type = outgoing_message.hasHeader('content-type')

console.log(has_content_type)


# It prints:
# true
