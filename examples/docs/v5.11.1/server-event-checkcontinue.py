# Node v5.11.1, `Class: http.Server`, `Event: 'checkContinue'`
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: console.log('the request event will not be emitted'))


@server.on('checkContinue')
def function(request, response):
    console.log(type(request).__name__, type(response).__name__, request.headers.expect)
    response.writeContinue()
    response.end()


stand_in.get(server, headers={'Expect': '100-continue'}).on('continue', lambda: console.log('continue'))


# It prints:
# IncomingMessage ServerResponse 100-continue
# continue
# 200
