# Node v23.8.0, `outgoingMessage.addTrailers(headers)`
from compat.globals import *

stand_in = require('../_stand_in')
file_data = 'what the file holds'


@stand_in.response
def snippet(message):
    message.writeHead(200, {'Content-Type': 'text/plain',
                            'Trailer': 'Content-MD5'})  # fmt: skip
    message.write(file_data)
    message.addTrailers({'Content-MD5': '7895bf4b8828b55ceaf47747b4bca667'})
    message.end()


# It prints:
# HTTP/1.1 200 OK
# Content-Type: text/plain
# Trailer: Content-MD5
# Connection: close
# Transfer-Encoding: chunked
#
# 13
# what the file holds
# 0
# Content-MD5: 7895bf4b8828b55ceaf47747b4bca667
