# Node v23.8.0, `HTTP`: how the headers of a message are represented
from compat.globals import *

stand_in = require('../_stand_in')


# The list of the documentation has one length more, 'content-LENGTH', '123': Node refuses such a message since v10.
@stand_in.received(
    'GET / HTTP/1.1',
    'ConTent-Length: 123',
    'content-type: text/plain',
    'CONNECTION: keep-alive',
    'Host: example.com',
    'accepT: */*',
)
def received(request):
    # HTTP message headers are represented by an object like this
    console.log(JSON.stringify(request.headers, None, 2))
    # The raw headers as they were received are retained in the `rawHeaders` property
    console.log(request.rawHeaders)


# It prints:
# {
#   "content-length": "123",
#   "content-type": "text/plain",
#   "connection": "keep-alive",
#   "host": "example.com",
#   "accept": "*/*"
# }
# [
#   'ConTent-Length',
#   '123',
#   'content-type',
#   'text/plain',
#   'CONNECTION',
#   'keep-alive',
#   'Host',
#   'example.com',
#   'accepT',
#   '*/*'
# ]
