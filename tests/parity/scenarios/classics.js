'use strict';
// What every version has, without anything that only some have: so that each row is covered on the oldest binaries too.
var http = require('http');
var scenario = require('../trace.js').scenario;

// covers: ServerResponse method setHeader, ServerResponse method getHeader, ServerResponse method removeHeader
// covers: ServerResponse method writeHead, ServerResponse method writeContinue, ServerResponse property statusCode
// covers: ServerResponse property statusMessage, http class ServerResponse, http class Server, http class IncomingMessage, http method createServer
scenario('response_headers', t => t.server(null, (req, res) => {
  t.log('server', res instanceof http.ServerResponse, req instanceof http.IncomingMessage, res.statusCode, res.headersSent);
  res.setHeader('X-A', 'one');
  res.setHeader('X-B', ['1', '2']);
  res.setHeader('x-a', 'two');
  t.log('server', res.getHeader('X-A'), res.getHeader('x-b'));
  res.removeHeader('X-B');
  res.statusCode = 201;
  res.statusMessage = 'Made';
  res.writeContinue();
  res.writeHead(202, { 'X-C': 'three' });
  t.attempt('server', 'setHeader', () => res.setHeader('X-D', '4'));
  t.attempt('server', 'removeHeader', () => res.removeHeader('X-A'));
  res.end('ok');
  t.log('server', res.statusCode, res.statusMessage, res.headersSent, res.finished);
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

// covers: ClientRequest method setHeader, ClientRequest method getHeader, ClientRequest method removeHeader, ClientRequest method write
// covers: ClientRequest method end, ClientRequest method setNoDelay, ClientRequest method setSocketKeepAlive, ClientRequest method setTimeout
// covers: IncomingMessage property statusCode, IncomingMessage property statusMessage
scenario('request_methods', t => t.server(null, (req, res) => t.body('server', 'req', req, () => res.end('ok')), port => {
  var req = http.request({ host: '127.0.0.1', port: port, method: 'POST', headers: { 'X-A': 'one' } });
  req.setHeader('X-B', 'two');
  req.setHeader('X-C', 'three');
  t.log('client', req.getHeader('x-a'), req.getHeader('X-B'));
  req.removeHeader('X-C');
  req.setNoDelay(true);
  req.setSocketKeepAlive(true, 1000);
  req.setTimeout(3000);
  req.on('response', res => {
    t.log('client', res.statusCode, res.statusMessage);
    t.body('client', 'res', res, () => t.done());
  });
  req.write('a');
  req.end('b');
}));

// covers: ClientRequest method abort, ClientRequest event abort, ClientRequest property aborted
scenario('abort', t => t.server(null, () => req.abort(), port => {
  req = http.get({ host: '127.0.0.1', port: port });
  t.events('client', 'req', req, 'abort error');
  req.on('close', () => {
    t.log('client', !!req.aborted);
    t.done();
  });
}));
var req;

// covers: Agent method getName, Server property listening, Server property timeout, Server property maxHeadersCount
scenario('names_and_values', t => t.server(null, null, (port, server) => {
  var agent = new http.Agent();
  t.log('module', agent.getName({ host: 'a', port: 80 }), agent.getName({ host: 'a', port: 80, localAddress: 'l' }));
  t.log('module', server.listening, server.timeout, server.maxHeadersCount);
  t.done();
}));

// covers: Server event clientError
scenario('client_error', t => t.server(null, null, (port, server) => {
  server.on('clientError', (error, socket) => {
    t.log('server', error.code, socket.destroyed);
    socket.destroy();
  });
  t.raw(port, ['garbage\r\n\r\n']);
}));

// covers: ServerResponse method getHeaderNames, ServerResponse method getHeaders, ServerResponse method hasHeader
// covers: ServerResponse method writeProcessing
scenario('response_headers_as_a_whole', t => t.server(null, (req, res) => {
  res.setHeader('X-A', 'one');
  res.setHeader('X-B', ['1', '2']);
  t.log('server', res.getHeaderNames(), res.getHeaders(), res.hasHeader('x-a'), res.hasHeader('x-c'));
  res.writeProcessing();
  res.end('ok');
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));
