# Node v5.11.1, `Class: http.ServerResponse`, `Event: 'close'`
from compat import net
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def server(request, response):
    # The underlying connection was terminated before response.end() was called
    @response.on('close')
    def function():
        console.log('close, ended:', response.writableEnded)
        server.close()

    client.destroy()


server.ref()
client = net.connect(server.address().port)
client.write('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n')


# It prints:
# close, ended: false
