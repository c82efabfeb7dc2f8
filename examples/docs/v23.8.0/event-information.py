# Node v23.8.0, `Event: 'information'`
from node_http import request
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def server(req, res):
    res.writeProcessing()
    res.writeEarlyHints({'link': '</styles.css>; rel=preload; as=style'})
    res.end()


options = {
    'host': '127.0.0.1',
    'port': server.address().port,  # 8080
    'path': '/length_request',
}

# Make a request
req = request(options)
req.end()


@req.on('information')
def information(info):
    console.log(f'Got information prior to main response: {info.statusCode}')


# It prints:
# Got information prior to main response: 102
# Got information prior to main response: 103
