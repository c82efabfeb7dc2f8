# Node v23.8.0, `outgoingMessage.removeHeader(name)`
import node_http as http
from compat.globals import *

outgoing_message = http.OutgoingMessage()
outgoing_message.setHeader('Content-Encoding', 'gzip')

outgoing_message.removeHeader('Content-Encoding')

console.log(outgoing_message.hasHeader('Content-Encoding'))


# It prints:
# false
