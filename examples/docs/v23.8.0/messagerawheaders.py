# Node v23.8.0, `message.rawHeaders`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.received(
    'GET / HTTP/1.1',
    'user-agent: this is invalid because there can be only one',
    'User-Agent: curl/7.22.0',
    'Host: 127.0.0.1:8000',
    'ACCEPT: */*',
)
def received(request):
    # Prints something like:
    #
    # [ 'user-agent',
    #   'this is invalid because there can be only one',
    #   'User-Agent',
    #   'curl/7.22.0',
    #   'Host',
    #   '127.0.0.1:8000',
    #   'ACCEPT',
    #   '*/*' ]
    console.log(request.rawHeaders)


# It prints:
# [
#   'user-agent',
#   'this is invalid because there can be only one',
#   'User-Agent',
#   'curl/7.22.0',
#   'Host',
#   '127.0.0.1:8000',
#   'ACCEPT',
#   '*/*'
# ]
