# Node v23.8.0, `message.complete`
import node_http as http
from compat.globals import *

stand_in = require('../_stand_in')
server = stand_in.raw_origin('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')


def response(res):
    res.resume()

    @res.on('end')
    def end():
        if not res.complete:
            console.error('The connection was terminated while the message was still being sent')

    # That is not printed any more: since v14 at the latest, a message that was cut has no 'end', only a 'close'
    res.on('close', lambda: console.log('complete:', res.complete))


req = http.request({
    'host': '127.0.0.1',
    'port': server.address().port,  # 8080
    'method': 'POST',
}, response)  # fmt: skip

req.end()


# It prints:
# complete: false
