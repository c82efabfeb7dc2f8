# Node v5.11.1, `Class: http.IncomingMessage`, `Event: 'close'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end('hello'))


def response(message):
    message.on('end', lambda: console.log('end'))

    @message.on('close')
    def function():
        # Just like 'end', this event occurs only once per response
        console.log('close')

    message.resume()


http.get({'port': server.address().port}, response)


# It prints:
# end
# close
