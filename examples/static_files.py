"""A folder over HTTP: each file is a stream, piped into the response.

node-http examples/static_files.py [FOLDER] [PORT]
"""

import mimetypes
from pathlib import Path

import node_http as http
from compat.globals import URL, console, decodeURIComponent, process
from compat.stream import Readable, pipeline

folder = Path(process.argv[2] if len(process.argv) > 2 else '.').resolve()
port = int(process.argv[3] if len(process.argv) > 3 else process.env.PORT or 8080)


class FileStream(Readable):
    """What `fs.createReadStream` gives, in its simplest form."""

    def __init__(self, path):
        super().__init__(highWaterMark=64 * 1024)
        self.file = path.open('rb')

    def _read(self, size):
        self.push(self.file.read(size) or None)

    def _destroy(self, err, callback):
        self.file.close()
        callback(err)


def find(req):
    """The file that is asked for; None if there is none, or it is not for everybody."""
    try:
        name = decodeURIComponent(URL(req.url, 'http://localhost').pathname)
        path = (folder / name.lstrip('/')).resolve()
        if path.is_dir():
            path = path / 'index.html'
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (ValueError, TypeError, OSError):
        return None  # no URL, a zero byte in it, a name that is too long


@http.createServer
def server(req, res):
    if req.method not in ('GET', 'HEAD'):
        res.writeHead(405, {'Allow': 'GET, HEAD'})
        res.end()
        return
    path = find(req)
    if path is None:
        res.writeHead(404, {'Content-Type': 'text/plain'})
        res.end('Not Found\n')
        return
    res.writeHead(200, {
        'Content-Type': mimetypes.guess_type(path.name)[0] or 'application/octet-stream',
        'Content-Length': path.stat().st_size,
    })  # fmt: skip
    if req.method == 'HEAD':
        res.end()
        return
    # As FileStream(path).pipe(res), and the file is closed when the client leaves early
    pipeline(FileStream(path), res, lambda err: err and console.error(f'{path.name}: {err.message}'))


server.listen(
    port, '127.0.0.1', lambda: console.log(f'{folder} on http://127.0.0.1:{server.address().port}/')
)

if __name__ == '__main__':
    http.run()
