# Node v5.11.1, `Class: http.Server`, `Event: 'request'`
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(None)


@server.on('request')
def function(request, response):
    console.log(type(request).__name__, type(response).__name__, request.url)
    response.end()


stand_in.get(server)


# It prints:
# IncomingMessage ServerResponse /
# 200
