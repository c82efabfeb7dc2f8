"""What methods make of their arguments, and since when, as data: part of the history that `versions` folds.

Mostly checks that came one day: before, the wrong value went through and had some effect, or none. Each row names the
function of `_former_arguments` that makes the older method out of the newer one.
"""

from __future__ import annotations

from typing import NamedTuple


class Argument(NamedTuple):
    """Before version `since`, `owner.method` took its arguments as the function `former` makes it take them."""

    owner: str
    method: str
    former: str
    since: str
    #: For the documentation: what changed, and how.
    subject: str
    text: str


#: `owner` is as in the members' tables. In the order in which they are undone: newest first for each method.
ARGUMENTS: tuple[Argument, ...] = (
    Argument(
        'Agent', 'getName', 'needs_options', '17.7.0',
        'agent.getName(options)', 'may be left out',
    ),
    Argument(
        'Agent', 'getName', 'forgets_the_family', '10.6.0',
        'agent.getName({family})', 'is part of the name',
    ),
    Argument(
        'Server', '__init__', 'takes_arrays', '20.20.2',
        'http.createServer(options)', 'has to be a plain object; before, an array went for one',
    ),
    Argument(
        'Server', '__init__', 'takes_anything', '14.14.0',
        'http.createServer(options)', 'has to be an object; before, anything else was taken for none',
    ),
    Argument(
        'Server', '__init__', 'takes_a_listener', '9.6.0',
        'http.createServer(options)', 'is taken; before, there was only the listener',
    ),
    Argument(
        'Server', '_store_options', 'is_insecure_if_true', '13.8.0',
        'http.createServer({insecureHTTPParser})', 'has to be a boolean; before, what was not true was ignored',
    ),
    Argument(
        'Server', 'listen', 'ignores_the_signal', '15.6.0',
        'server.listen({signal})', 'closes the server; before, it was ignored',
    ),
    Argument(
        'Server', 'listen', 'listens_to_any_port', '10.6.0',
        'server.listen(port)', 'has to be a port; before, it was cut to 16 bits, and 0 for what is no number',
    ),
    Argument(
        'OutgoingMessage', 'getHeader', 'finds_nothing_in_nothing', '10.6.0',
        'outgoingMessage.getHeader(name)', 'has to be a string, also when no header is set',
    ),
    Argument(
        'OutgoingMessage', '_write_chunk', 'looks_late', '20.20.2',
        'outgoingMessage.write(chunk)',
        'is looked at first; before, not until the header was made, and not at all after `end` or without a body',
    ),
    Argument(
        'OutgoingMessage', 'end', 'takes_buffers_only', '16.0.0',
        'outgoingMessage.end(chunk)',
        'takes a Uint8Array (bytearray, memoryview) that is no Buffer, as `write` does',
    ),
    Argument(
        'OutgoingMessage', '_storeHeader', 'closes_without_connection', '20.20.2',
        "outgoingMessage.removeHeader('connection')", 'lets the connection live; before, it was closed',
    ),
    Argument(
        'OutgoingMessage', '_storeHeader', 'takes_pairs', '14.14.0',
        'a list of headers', 'may be flat: a name, its value, a name, …; before, each entry had to be a pair',
    ),
    Argument(
        'ServerResponse', '_merge', 'merges_by_index', '14.14.0',
        'response.writeHead with a list after setHeader',
        'sends its names and values; before, the indices of the list were the names',
    ),
    Argument(
        'OutgoingMessage', '_storeHeader', 'sends_undefined', '10.6.0',
        'a list of headers', 'may not lack a value; before, it was sent as `undefined`',
    ),
    Argument(
        'OutgoingMessage', 'sendDate', 'dates_only_if_true', '10.6.0',
        'response.sendDate', 'holds when it is truthy; before, only when it was `true`',
    ),
    Argument(
        'IncomingMessage', 'unshift', 'says_whether_there_is_room', '20.20.2',
        'incomingMessage.unshift(chunk)', 'returns false for what it does not take',
    ),
    Argument(
        'IncomingMessage', 'setEncoding', 'takes_nothing_for_utf8', '10.6.0',
        'incomingMessage.setEncoding(encoding)', 'has to be a string; before, anything falsy was UTF-8',
    ),
    Argument(
        'net.Socket', '__init__', 'forgets_object_mode', '20.20.2',
        'new net.Socket({objectMode})', 'is refused, as the sides of it are',
    ),
    Argument(
        'net.Socket', '__init__', 'takes_any_size', '10.6.0',
        'new net.Socket({highWaterMark})', 'has to be a number of bytes; before, what is none was 0, or the default',
    ),
    Argument(
        'net.Socket', 'connect', 'takes_numbers', '20.20.2',
        'socket.connect({family, hints, lookup})',
        'have to be numbers and a function; before, JavaScript made 32 bits of the two, and no lookup of what is falsy',
    ),
    Argument(
        'net.Socket', 'setTimeout', 'forgets_falsy_callbacks', '14.14.0',
        'socket.setTimeout(msecs, callback)', 'has to be a function; before, 0 and the like meant none',
    ),
    Argument(
        'net.Socket', 'write', 'takes_any_encoding', '20.20.2',
        'socket.write(data, encoding)', 'has to be an encoding that there is; before, any other was UTF-8',
    ),
    Argument(
        'net.Socket', 'write', 'emits_bad_chunks', '14.14.0',
        'socket.write(data)', "of another type raises; before, there was an 'error'",
    ),
    Argument(
        'net.Socket', 'write', 'raises_invalid_data', '10.6.0',
        'socket.write(data)', "of another type is told by 'error'; before, it raised",
    ),
    Argument(
        'net.Socket', 'end', 'writes_bad_chunks', '14.14.0',
        'socket.end(data)', 'checks its data as `write` does',
    ),
    Argument(
        'ClientRequest', '_timeout_option', 'leaves_it_to_the_socket', '14.14.0',
        'http.request({timeout})', 'is checked by the request; before, by its socket',
    ),
    Argument(
        'ClientRequest', '_store_parser_options', 'is_insecure_if_true', '13.8.0',
        'http.request({insecureHTTPParser})', 'has to be a boolean; before, what was not true was ignored',
    ),
    Argument(
        'ClientRequest', '_set_headers', 'leaves_out_the_host', '10.6.0',
        'http.request({setHost})', 'sends Host when it is true; before, any value left it out',
    ),
    Argument(
        'ServerResponse', 'writeHead', 'makes_it_whole', '10.6.0',
        'response.writeHead(status)',
        "is named in the error as it was given; before, as the 32 bits made of it, and a status that is no whole "
        "number had the text 'unknown', which a refused one left behind",
    ),
    Argument(
        'ClientRequest', '_choose_agent', 'does_without', '10.6.0',
        'http.request({agent})', 'has to be an agent; before, 0 and the like meant none',
    ),
    Argument(
        'ClientRequest', 'setTimeout', 'waits_for_the_socket', '14.14.0',
        'request.setTimeout', "has listeners of its own for 'socket' and 'timeout'",
    ),
    Argument(
        'ClientRequest', 'setTimeout', 'checks_at_the_socket', '10.6.0',
        'request.setTimeout(msecs)', 'is checked at once; before, when there was a socket',
    ),
)  # fmt: skip
