"""A reverse proxy: requests and responses stream through it, and it holds no more of them than a few buffers.

node-http examples/reverse_proxy.py TARGET [PORT]

node-http examples/reverse_proxy.py http://127.0.0.1:8000 8080
"""

import node_http as http
from compat.globals import URL, console, process

target = URL(process.argv[2] if len(process.argv) > 2 else 'http://127.0.0.1:8000')
port = int(process.argv[3] if len(process.argv) > 3 else process.env.PORT or 8080)
agent = http.Agent({'keepAlive': True})

# Headers that are about one connection only (RFC 9110, 7.6.1)
HOP_BY_HOP = {
    'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te',
    'trailer', 'transfer-encoding', 'upgrade',
}  # fmt: skip


def end_to_end(message):
    named = {name.strip().lower() for name in (message.headers.connection or '').split(',')}
    drop = HOP_BY_HOP | named
    return {name: value for name, value in message.headers.items() if name not in drop}


@http.createServer
def server(req, res):
    headers = end_to_end(req)
    headers['x-forwarded-for'] = ', '.join(
        filter(None, [headers.get('x-forwarded-for'), req.socket.remoteAddress])
    )
    if 'transfer-encoding' in req.headers:
        headers['transfer-encoding'] = 'chunked'  # the length is not known here either
    options = {
        'agent': agent,
        'hostname': target.hostname,
        'port': target.port or 80,
        'method': req.method,
        'path': req.url,
        'headers': headers,
    }

    def response(proxy_res):
        res.writeHead(proxy_res.statusCode, proxy_res.statusMessage, end_to_end(proxy_res))
        proxy_res.pipe(res)
        # The origin left in the middle: the client must not take what it has for the whole
        proxy_res.on('aborted', lambda: res.destroy())

    proxy_req = http.request(options, response)

    @proxy_req.on('error')
    def failed(err):
        console.error(f'{req.method} {req.url}: {err.message}')
        if res.headersSent:
            res.destroy()
        else:
            res.writeHead(502, {'Content-Type': 'text/plain'})
            res.end('Bad Gateway\n')

    # The client left: nobody needs the answer any more
    res.on('close', lambda: res.writableFinished or proxy_req.destroy())
    req.pipe(proxy_req)


server.listen(
    port, '127.0.0.1', lambda: console.log(f'http://127.0.0.1:{server.address().port}/ for {target.href}')
)

if __name__ == '__main__':
    http.run()
