# Node v20 and v14.14.0, `message.url`: the request, its URL, and what it consists of
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.received('GET /status?name=ryan HTTP/1.1',
                   'Accept: text/plain',
                   'Host: localhost:3000')  # fmt: skip
def received(request):
    # To parse the URL into its parts
    console.log(request.url)
    console.log(URL(request.url, f'http://{request.headers.host}'))


# It prints:
# /status?name=ryan
# URL {
#   href: 'http://localhost:3000/status?name=ryan',
#   origin: 'http://localhost:3000',
#   protocol: 'http:',
#   username: '',
#   password: '',
#   host: 'localhost:3000',
#   hostname: 'localhost',
#   port: '3000',
#   pathname: '/status',
#   search: '?name=ryan',
#   searchParams: URLSearchParams { 'name' => 'ryan' },
#   hash: ''
# }
