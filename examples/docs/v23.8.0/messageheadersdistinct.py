# Node v23.8.0, `message.headersDistinct`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.received('GET / HTTP/1.1', 'user-agent: curl/7.22.0', 'Host: 127.0.0.1:8000', 'ACCEPT: */*')
def received(request):
    # Prints something like:
    #
    # { 'user-agent': ['curl/7.22.0'],
    #   host: ['127.0.0.1:8000'],
    #   accept: ['*/*'] }
    console.log(JSON.stringify(request.headersDistinct))


# It prints:
# {"user-agent":["curl/7.22.0"],"host":["127.0.0.1:8000"],"accept":["*/*"]}
