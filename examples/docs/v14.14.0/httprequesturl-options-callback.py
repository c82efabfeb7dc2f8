# Node v14.14.0 and v10.6.0, `http.request(url[, options][, callback])`: a form
import node_http as http
from compat import querystring
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def google(req, res):
    res.setHeader('Content-Type', 'text/plain')
    req.on('data', lambda chunk: res.end(f'{req.method} {req.url} {req.headers["content-type"]} {chunk}'))


post_data = querystring.stringify({
    'msg': 'Hello World!',
})  # fmt: skip

options = {
    'hostname': 'localhost',  # 'www.google.com'
    'port': google.address().port,  # 80
    'path': '/upload',
    'method': 'POST',
    'headers': {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(post_data),
    },
}


def response(res):
    console.log(f'STATUS: {res.statusCode}')
    console.log(f'HEADERS: {JSON.stringify(res.headers)}')
    res.setEncoding('utf8')

    @res.on('data')
    def data(chunk):
        console.log(f'BODY: {chunk}')

    @res.on('end')
    def end():
        console.log('No more data in response.')


req = http.request(options, response)


@req.on('error')
def error(e):
    console.error(f'problem with request: {e.message}')


# Write data to request body
req.write(post_data)
req.end()


# It prints:
# STATUS: 200
# HEADERS: {"content-type":"text/plain","connection":"keep-alive","keep-alive":"timeout=5","content-length":"65"}
# BODY: POST /upload application/x-www-form-urlencoded msg=Hello%20World!
# No more data in response.
