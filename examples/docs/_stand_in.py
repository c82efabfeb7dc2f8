"""What stands in for the world in the examples of Node's documentation.

The documentation speaks of ports that may be taken, of hosts that should be left in peace, and of a `request` or a
`response` that fell from the sky. Here they come from this module, so that the examples beside it keep their shape:

- `port(8000)` is the port that the command line names, else any free one; `announce(server)` tells which it became.
- `origin(listener)` is the server that the documentation takes for granted, and `at(server, url)` its address in a URL.
- `get(server)` asks it, `raw_origin(answer)` answers without understanding.
- `request()`, `response` and `received` give a snippet the message it is about, on a real connection, and print what
  arrives at the other end; `show(server)` prints what a server answers.
- `setTimeout`, `setInterval`: as ever, but SIGUSR2 ends the waiting, for those who have no ten seconds.

None of it keeps a program alive: it ends when what the example does has ended. Dates are not sent, so that a program
prints the same text each time.
"""

import node_http as http
from compat import globals as js
from compat import net
from compat.globals import URL, clearTimeout, console, process


def port(documented):
    """The port to listen on where the documentation says `documented`."""
    return int(process.argv[2]) if len(process.argv) > 2 else 0


def announce(server):
    """Say where the server is, as soon as it is there; returns the server."""
    return server.on(
        'listening', lambda: console.log(f'Listening on http://127.0.0.1:{server.address().port}/')
    )


def _undated(server):
    return server.prependListener('request', lambda req, res: setattr(res, 'sendDate', False))


def _in_the_background(server):
    server.on('connection', lambda socket: socket.unref())
    return server.listen(0).unref()


def origin(listener, **options):
    """A server that is there already, with its port in `address()`."""
    server = http.createServer(options)
    if listener is not None:
        server.on('request', listener)
    return _in_the_background(_undated(server))


def raw_origin(answer):
    """A server that answers whatever it hears first with these words, and hangs up."""

    def connection(socket):
        socket.on('error', lambda: None)
        socket.once('data', lambda: socket.end(answer))

    return _in_the_background(net.createServer(connection))


def get(server, **options):
    """`http.get`, to somebody who cares for the status only, which is printed."""

    def response(res):
        res.resume()
        res.on('end', lambda: console.log(res.statusCode))

    return http.get({'port': server.address().port, **options}, response)


def at(server, documented):
    """The URL of the documentation, with the place of this server."""
    url = URL(documented)
    url.host = f'127.0.0.1:{server.address().port}'
    return url.href


def _print(text):
    console.log(text.replace('\r\n', '\n').rstrip('\n'))


# -- messages ----------------------------------------------------------------------------------------------------


def request(**options):
    """A request that has not been sent yet; what arrives of it is printed."""

    def arrived(req, res):
        head = [f'{req.method} {req.url}']
        head += [f'{name}: {value}' for name, value in zip(req.rawHeaders[::2], req.rawHeaders[1::2])]
        body = ''

        @req.on('data')
        def data(chunk):
            nonlocal body
            body += chunk

        @req.on('end')
        def end():
            _print('\n'.join([*head, '', body]))
            res.end()

    # Without a Host, for the documentation counts the headers that it has set
    server = origin(arrived, requireHostHeader=False)
    return http.request({'port': server.address().port, 'setHost': False, 'agent': False, **options})


def show(server):
    """Ask the server once, print the answer as it came, and close the server."""
    _in_the_background(_undated(server))
    answer = ''
    socket = net.connect(server.address().port)
    socket.setEncoding('latin1')

    @socket.on('data')
    def data(chunk):
        nonlocal answer
        answer += chunk

    @socket.on('end')
    def end():
        _print(answer)
        server.close()

    socket.write('GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n')


def response(snippet):
    """The decorated function gets a response to play with, which is then ended and printed."""

    def listener(req, res):
        snippet(res)
        if not res.writableEnded:
            res.end()

    show(http.createServer(listener))
    return snippet


def received(*lines):
    """The decorated function gets the request that these lines are when a server has read them."""

    def decorate(snippet):
        def listener(req, res):
            snippet(req)
            res.end()
            req.socket.destroySoon()

        server = origin(listener)
        socket = net.connect(server.address().port)
        socket.on('error', lambda: None)
        socket.resume()
        socket.write('\r\n'.join([*lines, '', '']))
        return snippet

    return decorate


# -- time --------------------------------------------------------------------------------------------------------


def setTimeout(callback, delay):
    """`setTimeout(callback, delay)`; SIGUSR2 ends the waiting."""

    def now():
        process.off('SIGUSR2', now)
        clearTimeout(timer)
        callback()

    timer = js.setTimeout(now, delay)
    process.on('SIGUSR2', now)
    return timer


def setInterval(callback, delay):
    """`setInterval(callback, delay)`; SIGUSR2 brings one more turn at once."""
    process.on('SIGUSR2', lambda: callback())
    return js.setInterval(callback, delay)
