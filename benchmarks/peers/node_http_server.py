"""Our side of the servers: node_http_server.py MODE PORT. server.js is the same, line by line."""

from __future__ import annotations

import sys
from typing import Any

import node_http as http

mode, port = sys.argv[1:]
HELLO = '{"hello":"world"}'
CHUNK = http.Buffer.alloc(64 * 1024, 'x')
CHUNKS = 1600  # 100 MiB


def hello(req: Any, res: Any) -> None:
    res.writeHead(200, {'Content-Type': 'application/json'})
    res.end(HELLO)


def headers(req: Any, res: Any) -> None:
    res.writeHead(200 if req.headers.accept else 400, {'Content-Type': 'application/json'})
    res.end(HELLO)


def echo(req: Any, res: Any) -> None:
    chunks: list[http.Buffer] = []
    req.on('data', chunks.append)

    def end() -> None:
        res.writeHead(200, {'Content-Type': 'application/octet-stream'})
        res.end(http.Buffer.concat(chunks))

    req.on('end', end)


def download(req: Any, res: Any) -> None:
    left = CHUNKS

    def write() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            if not res.write(CHUNK):
                res.once('drain', write)
                return
        res.end()

    res.writeHead(200, {'Content-Type': 'application/octet-stream'})
    write()


def upload(req: Any, res: Any) -> None:
    received = 0

    def data(chunk: http.Buffer) -> None:
        nonlocal received
        received += len(chunk)

    req.on('data', data)
    req.on('end', lambda: res.end(str(received)))


def pipe(req: Any, res: Any) -> None:
    req.pipe(res)


handlers = {f.__name__: f for f in (hello, headers, echo, download, upload, pipe)}

# Idle connections are measured, too: they must not be closed meanwhile.
http.createServer({'keepAliveTimeout': 120_000}, handlers[mode]).listen(int(port), '127.0.0.1')
http.run()
