# Node v10.6.0 and v5.11.1, `message.url`: the request, its URL, and what it consists of
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.received('GET /status?name=ryan HTTP/1.1',
                   'Accept: text/plain',
                   'Host: example.com')  # fmt: skip
def received(request):
    # request.url will be
    console.log(repr(request.url))
    # To parse the url into its parts require('url').parse(request.url) can be used
    console.log(require('url').parse(request.url))


# It prints:
# '/status?name=ryan'
# Url {
#   protocol: null,
#   slashes: null,
#   auth: null,
#   host: null,
#   port: null,
#   hostname: null,
#   hash: null,
#   search: '?name=ryan',
#   query: 'name=ryan',
#   pathname: '/status',
#   path: '/status?name=ryan',
#   href: '/status?name=ryan'
# }
