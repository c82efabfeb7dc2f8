'use strict';
// Odd and hostile bytes: what the wire, the handler and clientError see. A table for each theme, a row a line; a row is one
// read, or a list of reads. What an older Node let through and v23.8.0 refuses stands in scenarios of its own
// ('…_once_let_through'), so that every version is held to the others.
var scenario = require('../trace.js').scenario;

function feed(t, rows, then) {
  var list = rows.slice();
  var server = t.server(null, (req, res) => {
    t.log('server', 'request', req.method, req.url, req.httpVersion);
    req.on('error', error => t.log('server', 'req error', error.code, error.message));
    req.on('aborted', () => t.log('server', 'aborted'));
    req.on('end', () => t.log('server', 'end', req.complete));
    req.resume();
    res.end('ok');
  }, port => (function next() {
    var row = list.shift();
    if (row === undefined) return then ? then() : t.done();
    t.log('wire' + (t.raws + 1), row);
    t.log('server', row);
    t.raw(port, (Array.isArray(row) ? row : [row]).concat([['quiet']]), next);
  })());
  return server;
}

function withClientError(t, rows) {
  feed(t, rows).on('clientError', (error, socket) => {
    t.log('server', 'clientError', error.code, error.message, error.bytesParsed, error.rawPacket && error.rawPacket.length, socket.writable);
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    else socket.destroy();
  });
}

var GOOD = 'GET /good HTTP/1.1\r\nHost: a\r\n\r\n';
var HEAD = 'POST / HTTP/1.1\r\nHost: a\r\n';
var BAD_HEADER = 'GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n';

scenario('error_overtakes_answer', t => feed(t, [GOOD + 'garbage\r\n\r\n', [GOOD, 'garbage\r\n\r\n']]));
scenario('nothing_after_the_last_request', t => feed(t, [
  ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', GOOD], 'GET / HTTP/1.0\r\n\r\nx', 'POST / HTTP/1.0\r\n\r\nbody']));
scenario('request_behind_the_last_once_let_through', t => feed(t, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' + GOOD]));
scenario('behind_the_closing_one', t => feed(t, ['GET /nohost HTTP/1.1\r\n\r\n' + GOOD, 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n' + GOOD]));
scenario('line_ends', t => feed(t, ['\r\n' + GOOD, '\n' + GOOD, '\r\n\r\n\r\n' + GOOD, 'GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n']));
scenario('versions', t => feed(t, ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', 'GET / HTTP/0.9\r\nHost: a\r\n\r\n', 'GET / RTSP/1.0\r\nHost: a\r\n\r\n',
  'GET /\r\nHost: a\r\n\r\n', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n', 'GET / http/1.1\r\nHost: a\r\n\r\n', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/1\r\nHost: a\r\n\r\n']));
scenario('request_lines', t => feed(t, ['get / HTTP/1.1\r\nHost: a\r\n\r\n', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET ?a HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n', 'GET http://h:1/x HTTP/1.1\r\nHost: a\r\n\r\n', 'GET ftp://h HTTP/1.1\r\nHost: a\r\n\r\n', '\x16\x03\x01']));
scenario('header_syntax', t => feed(t, ['GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX: \t y \t\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX\xe9: y\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n']));
scenario('heads_once_let_through', t => feed(t, ['GET / HTTP/1.2\r\nHost: a\r\n\r\n', 'GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET / HTTP/1.1\nHost: a\n\n', 'GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\n\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n',
  BAD_HEADER, 'GET / HTTP/9.9\r\n\r\n'], () => withClientError(t, ['GET / HTTP/1.2\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n', 'GET / HTTP/1.1\nHost: a\n\n', 'GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n', BAD_HEADER])));
scenario('lengths', t => feed(t, ['Content-Length: 2\r\nContent-Length: 2', 'Content-Length: 2\r\nContent-Length: 3', 'Content-Length: +2', 'Content-Length: -1', 'Content-Length: 0x2',
  'Content-Length: 2 ', 'Content-Length: 2,2', 'Content-Length: 99999999999999999999', 'Content-Length: 02'].map(line => HEAD + line + '\r\n\r\nab')));
scenario('transfer_encodings', t => feed(t, ['Transfer-Encoding:\r\nContent-Length: 2', 'Transfer-Encoding: chunked\r\nContent-Length: 2', 'Content-Length: 2\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: CHUNKED', 'Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked'].map(line => HEAD + line + '\r\n\r\n0\r\n\r\n')));
scenario('body_lengths_once_let_through', t => feed(t, [HEAD + 'Content-Length:\r\n\r\nab'].concat(['gzip', 'chunked, chunked', 'chunked, gzip', 'gzip, chunked', 'identity',
  'xchunked'].map(coding => HEAD + 'Transfer-Encoding: ' + coding + '\r\n\r\n0\r\n\r\n')),
() => withClientError(t, [HEAD + 'Transfer-Encoding: chunked, gzip\r\n\r\n'])));
scenario('chunks', t => feed(t, ['2\r\nab\r\n0\r\n\r\n', '2;a=b;c="d"\r\nab\r\n0\r\n\r\n', 'x\r\n', '2\nab\r\n0\r\n\r\n', '2\r\nabc\r\n0\r\n\r\n', '0\r\nX: y\r\n\r\n',
  'ffffffffffffffffff\r\n', '\r\n', '-1\r\n', '00000002\r\nab\r\n0\r\n\r\n'].map(
  body => [HEAD + 'Transfer-Encoding: chunked\r\n\r\n', body])));
scenario('ends_of_input', t => withClientError(t, [['GET / HTTP/1.1\r\nHo', ['fin']], [HEAD + 'Content-Length: 5\r\n\r\nab', ['fin']], ['\r\n', ['fin']], [GOOD, ['fin']],
  [HEAD + 'Transfer-Encoding: chunked\r\n\r\n5\r\nab', ['fin']], [['fin']]]));
scenario('client_error_details', t => withClientError(t, ['garbage\r\n\r\n', GOOD + 'garbage\r\n\r\n', HEAD + 'Content-Length: x\r\n\r\n',
  HEAD + 'Content-Length: 1\r\nContent-Length: 1\r\n\r\n', HEAD + 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n', HEAD + 'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
  'QUERY / HTTP/1.1\r\nHost: a\r\n\r\n', 'DESCRIBE / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / RTSP/1.0\r\nHost: a\r\n\r\n', 'GET / HTTP/0.9\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\ngarbage']));
scenario('client_error_repeats', t => {
  feed(t, [['garbage\r\n\r\n', 'more', 'and more']]).on('clientError', (error, socket) => {
    t.log('server', 'clientError', error.code, error.bytesParsed, error.rawPacket && error.rawPacket.length, socket.destroyed);
  });
});
scenario('sizes', t => feed(t, [
  'GET / HTTP/1.1\r\nHost: a\r\nX: ' + new Array(16384 - 6 + 1).join('y') + '\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: ' + new Array(16384 - 7 + 1).join('y') + '\r\n\r\n',
  'GET /' + new Array(16384).join('u') + ' HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /' + new Array(16000).join('u') + ' HTTP/1.1\r\nHost: a\r\n\r\n',
]));
function extended(size) {
  return '2;' + new Array(size).join('e') + '\r\nab\r\n0\r\n\r\n';
}
scenario('chunk_extension_sizes', t => feed(t, [16380, 16384, 16385].map(size => [HEAD + 'Transfer-Encoding: chunked\r\n\r\n', extended(size)])));
scenario('chunks_once_let_through', t => feed(t, ['2 \r\nab\r\n0\r\n\r\n', '0\r\nContent-Length: 1\r\n\r\n', '0\r\nBad Trailer: 1\r\n\r\n',
  '2;\x00\r\nab\r\n0\r\n\r\n', '0\r\nTransfer-Encoding: x\r\n\r\n', extended(17000)].map(body => [HEAD + 'Transfer-Encoding: chunked\r\n\r\n', body]),
() => withClientError(t, [HEAD + 'Transfer-Encoding: chunked\r\n\r\n1\r\nabc'])));
scenario('byte_by_byte', t => feed(t, [('POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nT: v\r\n\r\n').split('')]));
scenario('connection_tokens', t => feed(t, ['Connection: Close', 'Connection: keep-alive, close', 'Connection: x', 'Connection: upgrade', 'Connection: close\r\nConnection: keep-alive',
  'Proxy-Connection: close', 'Connection: closed', 'Connection:'].map(line => 'GET / HTTP/1.1\r\nHost: a\r\n' + line + '\r\n\r\n')));
scenario('http10', t => feed(t, ['GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', 'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\nHost: a\r\n\r\n',
  'POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nab', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n']));
