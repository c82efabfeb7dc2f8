# Node v5.11.1, `Class: http.Server`, `Event: 'connection'`
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: res.end())


@server.on('connection')
def function(socket):
    console.log(type(socket).__name__)


stand_in.get(server)


# It prints:
# Socket
# 200
