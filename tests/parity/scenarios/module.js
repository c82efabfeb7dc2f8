'use strict';
// The face of the module: its exports, constants and free functions.
var http = require('http');
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

scenario('exports', t => {
  t.log('module', Object.keys(http).sort());
  t.done();
});

// covers: http property METHODS
scenario('methods_constant', t => {
  t.log('module', http.METHODS);
  t.done();
});

// covers: http property STATUS_CODES
scenario('status_codes_constant', t => {
  t.log('module', http.STATUS_CODES);
  t.done();
});

// covers: http property maxHeaderSize
scenario('max_header_size', t => {
  t.log('module', http.maxHeaderSize);
  t.done();
});

// covers: http method validateHeaderName
scenario('validate_header_name', t => {
  ['X-Ok', '', 'a b', 'a:', 'a\u00e9', '!#$%&\'*+-.^_`|~09azAZ', '\x7f', 'a\t', '(', undefined, null, 5, {}].forEach(name => {
    t.attempt('module', name === undefined ? null : name, () => http.validateHeaderName(name));
  });
  t.attempt('module', 'label', () => http.validateHeaderName('a b', 'Field name'));
  t.attempt('module', 'label', () => http.validateHeaderName('', 'Field name'));
  t.done();
});

// covers: http method validateHeaderValue
scenario('validate_header_value', t => {
  ['ok', '', 'a\tb', 'caf\xe9', '\u0100', 'a\r', 'a\n', '\x00', '\x7f', '\x1f', '\x80', 5, true, ['a', 'b'], ['a\n']].forEach(value => {
    t.attempt('module', value, () => http.validateHeaderValue('x-name', value));
  });
  t.attempt('module', 'undefined', () => http.validateHeaderValue('x-name', undefined));
  t.attempt('module', 'one argument', () => http.validateHeaderValue('x-name'));
  t.done();
});

// covers: http method setMaxIdleHTTPParsers
scenario('set_max_idle_parsers', t => {
  [5, 1000, 0, -1, 1.5, 'x', undefined, null, NaN].forEach(max => t.attempt('module', max === undefined ? null : max, () => http.setMaxIdleHTTPParsers(max)));
  http.setMaxIdleHTTPParsers(1000);
  t.done();
});

// covers: http class WebSocket
scenario('websocket_class', t => {
  t.log('module', typeof http.WebSocket, http.WebSocket.name, http.WebSocket.CONNECTING, http.WebSocket.OPEN, http.WebSocket.CLOSING,
    http.WebSocket.CLOSED, typeof http.CloseEvent, typeof http.MessageEvent);
  var close = new http.CloseEvent('close', { code: 1000, reason: 'done', wasClean: true });
  t.props('module', 'close', close, 'type code reason wasClean');
  var message = new http.MessageEvent('message', { data: 'hi', origin: 'o', lastEventId: 'l' });
  t.props('module', 'message', message, 'type data origin lastEventId source');
  t.props('module', 'defaults', new http.CloseEvent('close'), 'code reason wasClean');
  t.done();
});

// covers: http class ClientRequest
scenario('classes', t => {
  var req = new http.ClientRequest({ host: '127.0.0.1', port: 1, agent: false });
  req.on('error', () => undefined);
  req.destroy();
  var incoming = new http.IncomingMessage(null);
  var events = require('events');
  var stream = require('stream');
  t.log('module', req instanceof http.OutgoingMessage, req instanceof stream.Stream, req instanceof events.EventEmitter,
    new http.ServerResponse({ method: 'GET' }) instanceof http.OutgoingMessage, incoming instanceof stream.Readable,
    new http.Server() instanceof require('net').Server, new http.Agent() instanceof events.EventEmitter);
  t.done();
});

scenario('outgoing_header_methods', t => {
  var message = new http.OutgoingMessage();
  t.log('module', message.getHeaders(), message.getHeaderNames(), has(message, 'getRawHeaderNames') ? message.getRawHeaderNames() : null, message.hasHeader('a'), message.getHeader('a'));
  t.attempt('module', 'setHeader', () => message.setHeader('A', 1) === message);
  t.attempt('module', 'setHeader one argument', () => message.setHeader('A'));
  t.attempt('module', 'appendHeader', () => message.appendHeader('A', '2') === message);
  t.attempt('module', 'removeHeader', () => message.removeHeader('A'));
  t.log('module', message.getHeaders());
  t.props('module', 'message', message, 'headersSent writableEnded writableFinished writableLength writableCorked writableHighWaterMark ' +
    'writableObjectMode writableNeedDrain destroyed closed errored req socket connection chunkedEncoding finished maxRequestsOnConnectionReached');
  t.attempt('module', 'flushHeaders', () => message.flushHeaders());
  t.attempt('module', 'end', () => message.end());
  t.done();
});

// covers: OutgoingMessage property headersSent, OutgoingMessage property writableEnded, OutgoingMessage property writableFinished
// covers: OutgoingMessage method setHeader, OutgoingMessage method getHeader, OutgoingMessage method getHeaderNames, OutgoingMessage method getHeaders
// covers: OutgoingMessage method hasHeader, OutgoingMessage method removeHeader, OutgoingMessage method cork, OutgoingMessage method uncork
// covers: OutgoingMessage method write, OutgoingMessage method end, OutgoingMessage method flushHeaders, OutgoingMessage event finish, OutgoingMessage event prefinish
scenario('outgoing_through_assign_socket', t => {
  var sent = '';
  var sink = new (require('stream').Writable)({ write: (chunk, encoding, callback) => { sent += chunk; callback(); } });
  var res = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
  t.events('module', 'res', res, 'socket prefinish finish close');
  t.attempt('module', 'assignSocket', () => res.assignSocket(sink));
  t.log('module', res.socket === sink, sink._httpMessage === res);
  t.attempt('module', 'again', () => res.assignSocket(sink));
  res.setHeader('X-A', '1');
  res.write('a');
  res.end('b');
  t.turns(2, () => {
    t.log('module', sent, res.writableFinished);
    t.attempt('module', 'detachSocket', () => res.detachSocket(sink));
    t.log('module', res.socket, sink._httpMessage);
    t.done();
  });
});

scenario('outgoing_without_a_header', t => {
  var message = new http.OutgoingMessage();
  message._implicitHeader = () => undefined;
  t.log('module', message.write('asd'), message.outputSize, message._headerSent, message.write(Buffer.from('asd')), message.outputSize);
  t.log('module', message.write(new Array(70001).join('a')), message.outputSize, message.writableNeedDrain);
  t.attempt('module', 'end', () => message.end() === message);
  t.log('module', message.finished, message._headerSent);
  t.done();
});

scenario('outgoing_inner_methods', t => {
  var message = new http.OutgoingMessage();
  var methods = '_renderHeaders _storeHeader _send _writeRaw _flush _flushOutput _implicitHeader'.split(' ');
  t.log('module', methods.map(name => typeof message[name]));
  t.log('module', message._renderHeaders());
  message.setHeader('X-A', ['1', '2']);
  t.log('module', message._renderHeaders(), message._headers, message._headerNames);
  message._headers = { 'X-B': 'b', Y: '1' };
  t.log('module', message.getHeaders(), message.getHeader('x-b'), message.hasHeader('x-a'));
  message._storeHeader('GET / HTTP/1.1\r\n', { A: 'b' });
  t.attempt('module', 'rendered late', () => message._renderHeaders());
  t.log('module', message._send('abc'), message._headerSent, message.outputSize, message._send('d', 'latin1'), message.outputSize);
  t.done();
});

scenario('response_to_an_object', t => {
  [{}, { te: 'chunked' }].forEach(headers => {
    var res = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 0, headers: headers });
    t.log('module', res.useChunkedEncodingByDefault, res.shouldKeepAlive);
  });
  var sink = new (require('stream').Writable)({ write: (chunk, encoding, callback) => callback() });
  var res = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
  for (var round = 0; round < 3; round++) {
    res.assignSocket(sink);
    t.log('module', sink.listenerCount('close'));
    res.detachSocket(sink);
    t.log('module', sink.listenerCount('close'), res.socket);
  }
  t.done();
});

scenario('incoming_header_lines', t => {
  var message = new http.IncomingMessage(null);
  message._addHeaderLines(['A', '1', 'a', '2', 'Host', 'h', 'host', 'i'], 8);
  t.log('module', message.headers, message.rawHeaders);
  message.complete = true;
  t.log('module', message.trailers);
  message._addHeaderLines(['T', '1', 't', '2'], 4);
  t.log('module', message.trailers, message.rawTrailers, message.headers);
  t.done();
});
