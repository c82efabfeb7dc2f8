"""`http.get` with everything that can go wrong, from Node's documentation.

node-http examples/http_get_json.py [URL]

Without a URL it asks a server of its own.
"""

import re

import node_http as http
from compat.globals import JSON, console, process


def get_json(url, done):
    req = http.get(url)

    @req.on('response')
    def response(res):
        status_code = res.statusCode
        content_type = res.headers['content-type']

        error = None
        # Any 2xx status code signals a successful response but
        # here we're only checking for 200.
        if status_code != 200:
            error = Exception(f'Request Failed.\nStatus Code: {status_code}')
        elif not re.match('application/json', content_type or ''):
            error = Exception(f'Invalid content-type.\nExpected application/json but received {content_type}')
        if error:
            console.error(str(error))
            # Consume response data to free up memory
            res.resume()
            done()
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
                console.error(str(e))
            done()

    @req.on('error')
    def failed(e):
        console.error(f'Got error: {e.message}')
        done()


# Create a local server to receive data from
@http.createServer
def server(req, res):
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end(JSON.stringify({
        'data': 'Hello World!',
    }))  # fmt: skip


if len(process.argv) > 2:
    get_json(process.argv[2], lambda: None)
else:
    server.listen(
        0, '127.0.0.1', lambda: get_json(f'http://127.0.0.1:{server.address().port}/', server.close)
    )

if __name__ == '__main__':
    http.run()
