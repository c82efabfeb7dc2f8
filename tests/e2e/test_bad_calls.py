"""Calls with bad arguments, and at the wrong time: each raises at once what Node v23.8.0 throws."""

from __future__ import annotations

from typing import Any

import pytest

import node_http as http
from node_http._jsobject import JSObject
from node_http.errors import NodeError, NodeRangeError, NodeTypeError
from node_http.net import Socket

pytestmark = pytest.mark.any_engine


def response() -> Any:
    """A response that has no connection."""
    return http.ServerResponse(JSObject(method='GET', httpVersionMajor=1, httpVersionMinor=1))


# The call, which is the test's name too, and the class, code and message of what it raises.
# fmt: off
BAD_CALLS: list[tuple[str, type[NodeError], str, str]] = [
    ("http.createServer('x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options" argument must be of type object. Received type string (\'x\')'),
    ("http.createServer(requestTimeout='x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "requestTimeout" argument must be of type number. Received type string (\'x\')'),
    ('http.createServer(headersTimeout=-1)', NodeRangeError, 'ERR_OUT_OF_RANGE', 'The value of "headersTimeout" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'),
    ('http.createServer(keepAliveTimeout=1.5)', NodeRangeError, 'ERR_OUT_OF_RANGE', 'The value of "keepAliveTimeout" is out of range. It must be an integer. Received 1.5'),
    ("http.createServer(connectionsCheckingInterval='1')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "connectionsCheckingInterval" argument must be of type number. Received type string (\'1\')'),
    ("http.createServer(maxHeaderSize='x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "maxHeaderSize" argument must be of type number. Received type string (\'x\')'),
    ('http.createServer(insecureHTTPParser=1)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.insecureHTTPParser" property must be of type boolean. Received type number (1)'),
    ("http.createServer(requireHostHeader='no')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.requireHostHeader" property must be of type boolean. Received type string (\'no\')'),
    ('http.createServer(joinDuplicateHeaders=1)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.joinDuplicateHeaders" property must be of type boolean. Received type number (1)'),
    ('http.createServer(requestTimeout=10, headersTimeout=20)', NodeRangeError, 'ERR_OUT_OF_RANGE', 'The value of "headersTimeout" is out of range. It must be <= requestTimeout. Received 20'),
    ('http.createServer().listen(65536)', NodeRangeError, 'ERR_SOCKET_BAD_PORT', 'options.port should be >= 0 and < 65536. Received type number (65536).'),
    ('http.createServer().listen(-1)', NodeRangeError, 'ERR_SOCKET_BAD_PORT', 'options.port should be >= 0 and < 65536. Received type number (-1).'),
    ("http.createServer().listen(port='x')", NodeRangeError, 'ERR_SOCKET_BAD_PORT', "options.port should be >= 0 and < 65536. Received type string ('x')."),
    ('http.createServer().listen({})', NodeTypeError, 'ERR_INVALID_ARG_VALUE', 'The argument \'options\' must have the property "port" or "path". Received {}'),
    ("http.createServer().listen({'port': True})", NodeTypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'options' is invalid. Received { port: true }"),
    ('http.request(port=65536)', NodeRangeError, 'ERR_SOCKET_BAD_PORT', 'Port should be >= 0 and < 65536. Received type number (65536).'),
    ('http.request(port=1.5)', NodeRangeError, 'ERR_SOCKET_BAD_PORT', 'Port should be >= 0 and < 65536. Received type number (1.5).'),
    ("http.request(path='/a b')", NodeTypeError, 'ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters'),
    ("http.request(protocol='https:')", NodeTypeError, 'ERR_INVALID_PROTOCOL', 'Protocol "https:" not supported. Expected "http:"'),
    ("http.request('nowhere')", NodeTypeError, 'ERR_INVALID_URL', 'Invalid URL'),
    ("http.request('ftp://localhost/')", NodeTypeError, 'ERR_INVALID_PROTOCOL', 'Protocol "ftp:" not supported. Expected "http:"'),
    ('http.request(method=5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.method" property must be of type string. Received type number (5)'),
    ("http.request(method='G T')", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Method must be a valid HTTP token ["G T"]'),
    ('http.request(host=5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.host" property must be of type string or one of undefined or null. Received type number (5)'),
    ('http.request(hostname=True)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.hostname" property must be of type string or one of undefined or null. Received type boolean (true)'),
    ('http.request(agent=5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.agent" property must be one of Agent-like Object, undefined, or false. Received type number (5)'),
    ("http.request(timeout='x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "timeout" argument must be of type number. Received type string (\'x\')'),
    ("http.request(insecureHTTPParser='x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.insecureHTTPParser" property must be of type boolean. Received type string (\'x\')'),
    ("http.request(maxHeaderSize='x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "maxHeaderSize" argument must be of type number. Received type string (\'x\')'),
    ('http.request(signal=5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "signal" argument must be an instance of AbortSignal. Received type number (5)'),
    ("http.request(family=5, agent=False, host='localhost')", NodeTypeError, 'ERR_INVALID_ARG_VALUE', "The property 'options.family' must be one of: 0, 4, 6. Received 5"),
    ("http.request(localAddress='x', agent=False)", NodeTypeError, 'ERR_INVALID_IP_ADDRESS', 'Invalid IP address: x'),
    ("http.request(lookup=5, agent=False, host='localhost')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "options.lookup" property must be of type function. Received type number (5)'),
    ("http.request(headers={'a': None})", NodeTypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', 'Invalid value "undefined" for header "a"'),
    ("http.request(headers={'a': 'x\\ny'})", NodeTypeError, 'ERR_INVALID_CHAR', 'Invalid character in header content ["a"]'),
    ("http.request(headers={'a b': 'x'})", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token ["a b"]'),
    ("http.request(headers=['a'])", NodeTypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'headers' is invalid. Received [ 'a' ]"),
    ("http.Agent(scheduling='x')", NodeTypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'scheduling' must be one of: 'fifo', 'lifo'. Received 'x'"),
    ("http.Agent(maxTotalSockets='x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "maxTotalSockets" argument must be of type number. Received type string (\'x\')'),
    ('http.Agent(maxTotalSockets=0)', NodeRangeError, 'ERR_OUT_OF_RANGE', 'The value of "maxTotalSockets" is out of range. It must be >= 1. Received 0'),
    ("http.validateHeaderName('a b')", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token ["a b"]'),
    ("http.validateHeaderName('')", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token [""]'),
    ("http.validateHeaderValue('a', None)", NodeTypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', 'Invalid value "undefined" for header "a"'),
    ("http.validateHeaderValue('a', 'ü€')", NodeTypeError, 'ERR_INVALID_CHAR', 'Invalid character in header content ["a"]'),
    ("http.setMaxIdleHTTPParsers('x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "max" argument must be of type number. Received type string (\'x\')'),
    ("response().setHeader('a b', 'x')", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token ["a b"]'),
    ("response().setHeader(5, 'x')", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token ["5"]'),
    ("response().setHeader('a')", NodeTypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', 'Invalid value "undefined" for header "a"'),
    ("response().setHeader('a', 'x\\r\\ny')", NodeTypeError, 'ERR_INVALID_CHAR', 'Invalid character in header content ["a"]'),
    ("response().appendHeader('a\\n', 'x')", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token ["a\n"]'),
    ('response().getHeader(5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "name" argument must be of type string. Received type number (5)'),
    ('response().removeHeader(5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "name" argument must be of type string. Received type number (5)'),
    ('response().writeHead(99)', NodeRangeError, 'ERR_HTTP_INVALID_STATUS_CODE', 'Invalid status code: 99'),
    ('response().writeHead(1000)', NodeRangeError, 'ERR_HTTP_INVALID_STATUS_CODE', 'Invalid status code: 1000'),
    ("response().writeHead('x')", NodeRangeError, 'ERR_HTTP_INVALID_STATUS_CODE', 'Invalid status code: x'),
    ("response().writeHead(200, 'a\\nb')", NodeTypeError, 'ERR_INVALID_CHAR', 'Invalid character in statusMessage'),
    ("response().writeHead(200, ['a'])", NodeTypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'headers' is invalid. Received [ 'a' ]"),
    ("response().writeHead(200).setHeader('a', 'b')", NodeError, 'ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client'),
    ("response().writeHead(200).appendHeader('a', 'b')", NodeError, 'ERR_HTTP_HEADERS_SENT', 'Cannot append headers after they are sent to the client'),
    ('response().writeHead(200).setHeaders({})', NodeError, 'ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client'),
    ("response().writeHead(200).removeHeader('a')", NodeError, 'ERR_HTTP_HEADERS_SENT', 'Cannot remove headers after they are sent to the client'),
    ('response().writeHead(200).writeHead(200)', NodeError, 'ERR_HTTP_HEADERS_SENT', 'Cannot write headers after they are sent to the client'),
    ('response().write(None)', NodeTypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream'),
    ('response().write()', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received undefined'),
    ('response().write(5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received type number (5)'),
    ('response().end(5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received type number (5)'),
    ("response().addTrailers({'a b': 'x'})", NodeTypeError, 'ERR_INVALID_HTTP_TOKEN', 'Trailer name must be a valid HTTP token ["a b"]'),
    ("response().addTrailers({'a': 'x\\n'})", NodeTypeError, 'ERR_INVALID_CHAR', 'Invalid character in trailer content ["a"]'),
    ("response().writeEarlyHints({'link': 5})", NodeTypeError, 'ERR_INVALID_ARG_VALUE', 'The argument \'hints\' must be an array or string of format "</styles.css>; rel=preload; as=style". Received 5'),
    ("Socket().setTimeout('x')", NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "msecs" argument must be of type number. Received type string (\'x\')'),
    ("response().writeHead(200, {'Trailer': 'a', 'Content-Length': 1})", NodeError, 'ERR_HTTP_TRAILER_INVALID', 'Trailers are invalid with this transfer encoding'),
    ('response().setHeaders(5)', NodeTypeError, 'ERR_INVALID_ARG_TYPE', 'The "headers" argument must be an instance of Headers or Map. Received type number (5)'),
]
# fmt: on


@pytest.mark.parametrize(('call', 'kind', 'code', 'message'), BAD_CALLS, ids=[row[0] for row in BAD_CALLS])
def test_bad_call(call: str, kind: type[NodeError], code: str, message: str) -> None:
    with pytest.raises(NodeError) as raised:
        eval(call)
    error = raised.value
    assert isinstance(error, kind)
    assert (error.code, error.message, str(error)) == (code, message, message)
    assert error.name == {NodeTypeError: 'TypeError', NodeRangeError: 'RangeError'}.get(kind, 'Error')
    assert isinstance(error, {NodeTypeError: TypeError, NodeRangeError: ValueError}.get(kind, Exception))
