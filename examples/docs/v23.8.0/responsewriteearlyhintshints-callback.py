# Node v23.8.0, `response.writeEarlyHints(hints[, callback])`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.response
def snippet(response):
    early_hints_link = '</styles.css>; rel=preload; as=style'
    response.writeEarlyHints({
        'link': early_hints_link,
    })  # fmt: skip

    early_hints_links = [
        '</styles.css>; rel=preload; as=style',
        '</scripts.js>; rel=preload; as=script',
    ]
    response.writeEarlyHints({
        'link': early_hints_links,
        'x-trace-id': 'id for diagnostics',
    })  # fmt: skip

    def early_hints_callback():
        console.log('early hints message sent')

    response.writeEarlyHints({
        'link': early_hints_links,
    }, early_hints_callback)  # fmt: skip


# It prints:
# early hints message sent
# HTTP/1.1 103 Early Hints
# Link: </styles.css>; rel=preload; as=style
#
# HTTP/1.1 103 Early Hints
# Link: </styles.css>; rel=preload; as=style, </scripts.js>; rel=preload; as=script
# x-trace-id: id for diagnostics
#
# HTTP/1.1 103 Early Hints
# Link: </styles.css>; rel=preload; as=style, </scripts.js>; rel=preload; as=script
#
# HTTP/1.1 200 OK
# Connection: close
# Content-Length: 0
