# Node v5.11.1, `Class: http.ClientRequest`, `Event: 'abort'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: None)
request = http.get({'port': server.address().port})


@request.on('abort')
def function():
    console.log('abort')


# This event is only emitted on the first call to abort()
request.abort()
request.abort()


# It prints:
# abort
