# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'response'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end())
request = http.get({'port': server.address().port})


@request.on('response')
def function(response):
    console.log(type(response).__name__)
    response.resume()


# It prints:
# IncomingMessage
