# Node v14.14.0 and v10.6.0, `http.get(url[, options][, callback])`: JSON fetching
import re

import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def nodejs_org(req, res):
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end('[{"version":"v14.14.0"},{"version":"v10.6.0"}]')


def response(res):
    status_code = res.statusCode
    content_type = res.headers['content-type']

    error = None
    # Any 2xx status code signals a successful response but
    # here we're only checking for 200.
    if status_code != 200:
        error = Error('Request Failed.\n'
                      f'Status Code: {status_code}')  # fmt: skip
    elif not re.match('application/json', content_type or ''):
        error = Error('Invalid content-type.\n'
                      f'Expected application/json but received {content_type}')  # fmt: skip
    if error:
        console.error(error.message)
        # Consume response data to free up memory
        res.resume()
        return

    res.setEncoding('utf8')
    raw_data = ''

    @res.on('data')
    def data(chunk):
        nonlocal raw_data
        raw_data += chunk

    @res.on('end')
    def end():
        try:
            parsed_data = JSON.parse(raw_data)
            console.log(parsed_data)
        except Exception as e:
            console.error(e.message)


@http.get(stand_in.at(nodejs_org, 'http://nodejs.org/dist/index.json'), response).on('error')
def failed(e):
    console.error(f'Got error: {e.message}')


# It prints:
# [ { version: 'v14.14.0' }, { version: 'v10.6.0' } ]
