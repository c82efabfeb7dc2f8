# Node v5.11.1, `Class: http.Server`, `Event: 'clientError'`
from compat import net
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.origin(lambda req, res: None)


@server.on('clientError')
def function(exception, socket):
    console.log(exception.code, type(socket).__name__)
    # v5 has destroyed it before
    socket.destroy()


net.connect(server.address().port).on('error', lambda: None).end('no request\r\n\r\n')


# It prints:
# HPE_INVALID_METHOD Socket
