# Node v23.8.0, `request.socket`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
google = stand_in.origin(lambda req, res: res.end())

options = {
    'host': '127.0.0.1',  # 'www.google.com'
    'port': google.address().port,
}
req = http.get(options)
req.end()


@req.once('response')
def response(res):
    ip = req.socket.localAddress
    port = req.socket.localPort
    console.log(f'Your IP address is {ip} and your source port is {port}.')
    # Consume response object
    res.resume()


# It prints:
# Your IP address is 127.0.0.1 and your source port is <port>.
