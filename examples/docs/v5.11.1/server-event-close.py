# Node v5.11.1, `Class: http.Server`, `Event: 'close'`
import node_http as http
from compat.globals import *

server = http.createServer().listen(0)


@server.on('close')
def function():
    console.log('close')


server.close()


# It prints:
# close
