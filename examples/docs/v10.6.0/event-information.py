# Node v10.6.0, `Event: 'information'`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def server(req, res):
    res.writeProcessing()
    res.end()


options = {
    'hostname': '127.0.0.1',
    'port': server.address().port,  # 8080
    'path': '/length_request',
}

# Make a request
req = http.request(options)
req.end()


@req.on('information')
def information(res):
    console.log(f'Got information prior to main response: {res.statusCode}')


# It prints:
# Got information prior to main response: 102
