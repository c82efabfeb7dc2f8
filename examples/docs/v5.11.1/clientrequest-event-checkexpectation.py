# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'checkExpectation'`, which is an event of the server
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: console.log('the request event will not be emitted'))


@server.on('checkExpectation')
def function(request, response):
    console.log(type(request).__name__, type(response).__name__, request.headers.expect)
    response.writeHead(417)
    response.end()


stand_in.get(server, headers={'Expect': 'the unexpected'})


# It prints:
# IncomingMessage ServerResponse the unexpected
# 417
