# Node v5.11.1, `http.get(options[, callback])`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
google = stand_in.origin(lambda req, res: res.end(req.url))


def response(res):
    console.log(f'Got response: {res.statusCode}')
    # consume response body
    res.resume()


@http.get(stand_in.at(google, 'http://www.google.com/index.html'), response).on('error')
def error(e):
    console.log(f'Got error: {e.message}')


# It prints:
# Got response: 200
