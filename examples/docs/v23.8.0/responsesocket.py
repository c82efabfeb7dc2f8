# Node v23.8.0, `response.socket`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


@http.createServer
def server(req, res):
    ip = res.socket.remoteAddress
    port = res.socket.remotePort
    res.end(f'Your IP address is {ip} and your source port is {port}.')


stand_in.announce(server).listen(stand_in.port(3000))
