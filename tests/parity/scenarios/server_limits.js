'use strict';
// Options, limits, timeouts and the ways to close a server.
var http = require('http');
var scenario = require('../trace.js').scenario;

var GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

// covers: http class Server, http method createServer, Server property headersTimeout, Server property requestTimeout
// covers: Server property keepAliveTimeout, Server property timeout, Server property maxHeadersCount, Server property listening
scenario('defaults', t => {
  var names = 'headersTimeout requestTimeout keepAliveTimeout timeout maxHeadersCount maxRequestsPerSocket listening ' +
    'connectionsCheckingInterval httpAllowHalfOpen joinDuplicateHeaders requireHostHeader insecureHTTPParser maxHeaderSize noDelay ' +
    'keepAlive keepAliveInitialDelay highWaterMark rejectNonStandardBodyWrites allowHalfOpen';
  t.props('module', 'server', http.createServer(), names);
  t.log('module', http.createServer() instanceof http.Server, http.Server(() => undefined) instanceof http.Server,
    new http.Server().listenerCount('request'), http.createServer(() => undefined).listenerCount('request'));
  t.done();
});

scenario('options_as_properties', t => {
  var names = 'headersTimeout requestTimeout keepAliveTimeout timeout maxHeadersCount maxRequestsPerSocket listening ' +
    'connectionsCheckingInterval httpAllowHalfOpen joinDuplicateHeaders requireHostHeader insecureHTTPParser maxHeaderSize noDelay ' +
    'keepAlive keepAliveInitialDelay highWaterMark rejectNonStandardBodyWrites allowHalfOpen';
  t.props('module', 'custom', http.createServer({ headersTimeout: 1, requestTimeout: 2, keepAliveTimeout: 3, maxHeaderSize: 1024,
    connectionsCheckingInterval: 5, noDelay: false, keepAlive: true, keepAliveInitialDelay: 100, highWaterMark: 10,
    joinDuplicateHeaders: true, requireHostHeader: false, rejectNonStandardBodyWrites: true,
    headersTimeoutMore: 1 }), names);
  t.done();
});

scenario('option_errors', t => {
  var cases = [5, 'x', null, [], { headersTimeout: 'x' }, { headersTimeout: -1 }, { requestTimeout: -1 }, { requestTimeout: 1.5 },
    { headersTimeout: 10, requestTimeout: 5 }, { keepAliveTimeout: 'x' }, { keepAliveTimeout: -1 }, { connectionsCheckingInterval: -1 },
    { connectionsCheckingInterval: 'x' }, { maxHeaderSize: 'x' }, { maxHeaderSize: -1 }, { insecureHTTPParser: 1 }, { requireHostHeader: 1 },
    { joinDuplicateHeaders: 1 }, { noDelay: 'x' }, { keepAlive: 'x' }, { keepAliveInitialDelay: 'x' }, { highWaterMark: 'x' },
    { highWaterMark: -1 }, { uniqueHeaders: 'x' }, { rejectNonStandardBodyWrites: 1 }, { IncomingMessage: 5 }, { ServerResponse: 'x' }];
  cases.forEach(options => {
    t.attempt('module', JSON.stringify(options), () => http.createServer(options) instanceof http.Server);
  });
  t.attempt('module', 'listener', () => http.createServer({}, 'x'));
  t.done();
});

scenario('require_host_header', t => {
  var inputs = ['GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 'GET http://h/ HTTP/1.1\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n',
    'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'];
  t.server(null, (req, res) => {
    t.log('server', req.url, req.headers);
    res.end();
  }, port => (function next() {
    var input = inputs.shift();
    if (input === undefined) return t.done();
    t.raw(port, [input, ['quiet']], next);
  })());
});

scenario('require_host_header_off', t => {
  t.server({ requireHostHeader: false }, (req, res) => { t.log('server', req.headers); res.end(); },
    port => t.raw(port, ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n']));
});

scenario('max_header_size', t => t.server({ maxHeaderSize: 100 }, (req, res) => {
  t.log('server', 'request');
  res.end();
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ' + new Array(60).join('x') + '\r\n\r\n'], () => {
  t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nX: ' + new Array(200).join('x') + '\r\n\r\n', ['turns', 20], ['quiet']]);
})));

scenario('max_headers_count_within', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', Object.keys(req.headers).length, req.rawHeaders.length);
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: 1\r\nB: 2\r\n\r\n']));
  server.maxHeadersCount = 4;
});

scenario('max_headers_count_exceeded', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', req.headers, req.rawHeaders);
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: 1\r\nB: 2\r\n\r\n']));
  server.maxHeadersCount = 2;
});

scenario('max_headers_count_off', t => {
  var fields = '';
  for (var i = 0; i < 1500; i++) fields += 'N' + i + ': x\r\n';
  var server = t.server(null, (req, res) => {
    t.log('server', Object.keys(req.headers).length);
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n' + fields + '\r\n']));
  server.maxHeadersCount = 0;
});

scenario('max_headers_count_of_another_kind', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', Object.keys(req.headers).length);
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: 1\r\nB: 2\r\n\r\n']));
  server.maxHeadersCount = '2';
});

// covers: Server method setTimeout
scenario('set_timeout', t => {
  var server = t.server(null, req => t.log('server', 'request', req.url), port => t.raw(port, [GET]));
  t.attempt('server', 'setTimeout', () => server.setTimeout(30, socket => {
    t.log('server', 'timeout', socket, socket.destroyed);
    socket.destroy();
  }) === server);
  t.log('server', server.timeout);
});

scenario('timeout_without_listener', t => {
  var server = t.server(null, (req, res) => t.events('server', 'res', res, 'close'), port => t.raw(port, [GET]));
  server.timeout = 30;
});

scenario('keep_alive_timeout', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request');
    res.end('x');
  }, port => t.raw(port, [GET], () => {
    server.on('timeout', socket => { t.log('server', 'timeout event', socket); socket.end(); });
    t.raw(port, [GET]);
  }));
  server.keepAliveTimeout = 30;
});

scenario('headers_timeout', t => {
  var server = t.server({ headersTimeout: 30, requestTimeout: 60, connectionsCheckingInterval: 10 }, () => t.log('server', 'request'),
    port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n', ['turns', 60], 'X: y\r\n', ['quiet']]));
  server.headersTimeout = 30;
});

scenario('request_timeout', t => {
  var server = t.server({ headersTimeout: 30, requestTimeout: 40, connectionsCheckingInterval: 10 }, (req, res) => {
    t.log('server', 'request');
    t.watch('server', req, res);
    req.resume();
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab', ['turns', 60], 'c', ['quiet']]));
  server.requestTimeout = 40;
});

scenario('request_timeout_client_error', t => {
  var server = t.server({ headersTimeout: 30, requestTimeout: 40, connectionsCheckingInterval: 10 }, null,
    port => t.raw(port, ['GET / HT', ['turns', 60], 'TP/1.1\r\n', ['quiet']]));
  server.requestTimeout = 40;
  server.on('clientError', (error, socket) => {
    t.log('server', error, socket.writable);
    socket.end('mine');
  });
});

// The time between two requests does not count; the second request has as much time as the first.
scenario('late_on_a_kept_connection', t => {
  var server = t.server({ headersTimeout: 30, requestTimeout: 40, connectionsCheckingInterval: 10 }, (req, res) => { t.log('server', req.url); res.end('ok'); },
    port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['turns', 60], 'GET /2 HTTP/1.1\r\nHost: a\r\n', ['turns', 60], 'X: y\r\n', ['quiet']]));
  server.requestTimeout = 40;
  server.on('clientError', (error, socket) => { t.log('server', error.code, socket.writable); socket.destroy(); });
});

scenario('late_headers_are_heard', t => {
  var server = t.server({ headersTimeout: 30, requestTimeout: 60, connectionsCheckingInterval: 10 }, (req, res) => { t.log('server', req.url); res.end('ok'); },
    port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n', ['turns', 60], 'X: y\r\n', ['turns', 10], '\r\n', ['quiet']]));
  server.headersTimeout = 30;
  server.on('timeout', socket => t.log('server', 'timeout', socket.destroyed));
});

// covers: Server method close, Server event close, Server method listen
scenario('close', t => {
  var server = http.createServer((req, res) => res.end('x'));
  t.attempt('server', 'close before listen', () => server.close(error => t.log('server', 'close callback', error)) === server);
  t.turns(3, () => {
    t.attempt('server', 'listen', () => server.listen(0, '127.0.0.1', () => {
      t.port(server.address().port);
      t.log('server', server.listening, server.address());
      server.on('close', () => t.log('server', 'close event', server.listening, server.address()));
      t.attempt('server', 'close', () => server.close(error => { t.log('server', 'closed', error); t.done(); }) === server);
      t.log('server', server.listening);
    }) === server);
  });
});

scenario('close_waits_for_busy_connections', t => {
  t.parties(3);
  var server = t.server(null, (req, res) => {
    if (req.url === '/idle') return res.end('idle');
    server.close(() => { t.log('server', 'closed'); t.done(); });
    t.turns(6, () => { t.log('server', 'answering'); res.end('busy'); });
  }, port => {
    t.raw(port, ['GET /idle HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'idle'], ['call', () => t.raw(port, ['GET /busy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])], ['turns', 20], ['quiet']]);
  });
});

// covers: Server method closeIdleConnections
scenario('close_idle_connections', t => {
  t.parties(2);
  var server = t.server(null, (req, res) => {
    if (req.url === '/idle') return res.end('idle');
    t.attempt('server', 'closeIdleConnections', () => server.closeIdleConnections());
    t.turns(6, () => res.end('busy'));
  }, port => {
    t.raw(port, ['GET /idle HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'idle'], ['call', () => t.raw(port, ['GET /busy HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])], ['turns', 20], ['quiet']]);
  });
});

// covers: Server method closeAllConnections
scenario('close_all_connections', t => {
  t.parties(2);
  var server = t.server(null, (req, res) => {
    if (req.url === '/idle') return res.end('idle');
    t.watch('server', req, res);
    t.attempt('server', 'closeAllConnections', () => server.closeAllConnections());
  }, port => {
    t.raw(port, ['GET /idle HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'idle'], ['call', () => t.raw(port, ['GET /busy HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])], ['turns', 20], ['quiet']]);
  });
});

scenario('get_connections', t => {
  var server = t.server(null, (req, res) => {
    t.attempt('server', 'getConnections', () => server.getConnections((error, count) => {
      t.log('server', error, count);
      res.end();
    }) === server);
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

scenario('listen_forms', t => {
  var forms = {
    none: server => server.listen(),
    'port only': server => server.listen(0),
    options: server => server.listen({ port: 0, host: '127.0.0.1' }),
    'options and backlog': server => server.listen({ port: 0, host: '127.0.0.1', backlog: 5, exclusive: true }),
    backlog: server => server.listen(0, '127.0.0.1', 5),
    ipv6: server => server.listen(0, '::1'),
    unix: server => server.listen('/tmp/parity-' + process.pid + '.sock'),
  };
  var names = Object.keys(forms);
  (function next() {
    var name = names.shift();
    if (!name) return t.done();
    var server = http.createServer();
    server.on('listening', () => {
      var address = server.address();
      if (address.port) t.port(address.port);
      t.log('server', name, typeof address === 'string' ? 'path' : address, server.listening);
      server.close(next);
    });
    forms[name](server);
  })();
});

scenario('listen_errors', t => {
  var server = http.createServer();
  ['x', -1, 65536, NaN, 1.5].forEach(port => t.attempt('server', 'port', () => server.listen({ port: port })));
  [{}, { host: 'x' }, { path: 5 }, { fd: -1 }].forEach(options => t.attempt('server', JSON.stringify(options), () => server.listen(options)));
  t.server(null, null, port => {
    var second = http.createServer();
    second.on('error', error => {
      t.log('server', 'error', error);
      t.log('server', second.listening);
      t.done();
    });
    second.listen(port, '127.0.0.1');
    t.attempt('server', 'again', () => second.listen(port, '127.0.0.1'));
  });
});

// covers: Server method [Symbol.asyncDispose]
scenario('async_dispose', t => {
  var server = http.createServer();
  server.on('close', () => t.log('server', 'close'));
  server.listen(0, '127.0.0.1', () => {
    server[Symbol.asyncDispose]().then(value => {
      t.log('server', 'disposed', value, server.listening);
      t.done();
    });
  });
});

scenario('high_water_mark', t => t.server({ highWaterMark: 100 }, (req, res) => {
  t.log('server', res.writableHighWaterMark, req.readableHighWaterMark, req.socket.writableHighWaterMark);
  t.log('server', res.write(new Array(51).join('x')), res.write(new Array(101).join('x')));
  res.end();
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));
