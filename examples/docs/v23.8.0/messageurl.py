# Node v23.8.0, `message.url`: the request, its URL, and what it consists of
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.received('GET /status?name=ryan HTTP/1.1',
                   'Accept: text/plain',
                   'Host: example.com')  # fmt: skip
def received(request):
    # To parse the URL into its parts
    console.log(request.url)
    console.log(URL(f'http://{process.env.get("HOST", "localhost")}{request.url}'))


# It prints:
# /status?name=ryan
# URL {
#   href: 'http://localhost/status?name=ryan',
#   origin: 'http://localhost',
#   protocol: 'http:',
#   username: '',
#   password: '',
#   host: 'localhost',
#   hostname: 'localhost',
#   port: '',
#   pathname: '/status',
#   search: '?name=ryan',
#   searchParams: URLSearchParams { 'name' => 'ryan' },
#   hash: ''
# }
