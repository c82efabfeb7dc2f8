'use strict';
// What a client request sends, and what its methods and properties say.
var http = require('http');
var net = require('net');
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

var OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

// Sends each request to a peer that logs the bytes.
function sent(t, cases) {
  var names = Object.keys(cases);
  t.peer((socket, count, received) => {
    if (/chunked/i.test(received) ? /0\r\n(.+\r\n)*\r\n$/.test(received) : received.length - received.indexOf('\r\n\r\n') - 4 >= (/content-length: (\d+)/i.exec(received) || [0, 0])[1]) {
      socket.end(OK);
    }
  }, port => (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.log('peer' + (t.peers + 1), name);
    var made = t.attempt('client', name, () => cases[name](port));
    if (!(made instanceof http.ClientRequest)) return next();
    made.on('error', error => t.log('client', 'error', error));
    made.on('response', res => res.resume());
    made.on('close', () => t.turns(3, next));
    if (!made.writableEnded) made.end();
  })());
}

function make(port, options) { return http.request(Object.assign({ port: port, host: '127.0.0.1', agent: false }, options)); }

scenario('methods', t => sent(t, {
  GET: port => make(port, {}),
  lower: port => make(port, { method: 'post' }),
  POST: port => make(port, { method: 'POST' }),
  PUT: port => { var req = make(port, { method: 'PUT' }); req.end('abc'); return req; },
  DELETE: port => make(port, { method: 'DELETE' }),
  'DELETE with body': port => { var req = make(port, { method: 'DELETE' }); req.end('abc'); return req; },
  'GET with body': port => { var req = make(port, {}); req.end('abc'); return req; },
  'GET with writes': port => { var req = make(port, {}); req.write('abc'); req.end(); return req; },
  OPTIONS: port => make(port, { method: 'OPTIONS', path: '*' }),
  HEAD: port => make(port, { method: 'HEAD' }),
  PATCH: port => { var req = make(port, { method: 'PATCH' }); req.write('a'); req.end('b'); return req; },
  'own method': port => make(port, { method: 'BREW' }),
}));

// covers: ClientRequest method write, ClientRequest method end
scenario('bodies', t => sent(t, {
  'write then end': port => { var req = make(port, { method: 'POST' }); req.write('abc'); req.end('def'); return req; },
  'end only': port => { var req = make(port, { method: 'POST' }); req.end('abcdef'); return req; },
  'with length': port => { var req = make(port, { method: 'POST', headers: { 'Content-Length': 6 } }); req.write('abc'); req.end('def'); return req; },
  'with chunked': port => { var req = make(port, { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } }); req.end('abc'); return req; },
  buffer: port => { var req = make(port, { method: 'POST' }); req.end(Buffer.from('xyz')); return req; },
  binary: port => { var req = make(port, { method: 'POST' }); req.end('caf\xe9', 'binary'); return req; },
  utf8: port => { var req = make(port, { method: 'POST' }); req.end('caf\xe9'); return req; },
  corked: port => { var req = make(port, { method: 'POST' }); if (has(req, 'cork')) req.cork(); req.write('a'); req.write('b'); if (has(req, 'cork')) req.uncork(); req.end(); return req; },
  trailers: port => {
    var req = make(port, { method: 'POST', headers: { Trailer: 'X-T' } });
    req.write('a');
    req.addTrailers({ 'X-T': 'v' });
    req.end();
    return req;
  },
}));

scenario('latin1_body', t => sent(t, {
  latin1: port => { var req = make(port, { method: 'POST' }); req.end('caf\xe9', 'latin1'); return req; },
}));

scenario('header_options', t => sent(t, {
  none: port => make(port, {}),
  object: port => make(port, { headers: { 'X-A': 1, 'x-b': ['1', '2'], Accept: '*/*' } }),
  array: port => make(port, { headers: ['X-A', '1', 'x-a', '2', 'Host', 'me'] }),
  'array of pairs': port => make(port, { headers: [['X-A', '1'], ['X-B', '2']] }),
  host: port => make(port, { headers: { host: 'other:1' } }),
  'setHost false': port => make(port, { setHost: false }),
  'setDefaultHeaders false': port => make(port, { setDefaultHeaders: false }),
  'setDefaultHeaders false, setHost': port => make(port, { setDefaultHeaders: false, setHost: true }),
  auth: port => make(port, { auth: 'user:p\xe4ss' }),
  'auth and header': port => make(port, { auth: 'user:pass', headers: { Authorization: 'mine' } }),
  'connection close': port => make(port, { headers: { Connection: 'close' } }),
  'connection keep-alive': port => make(port, { headers: { connection: 'keep-alive' } }),
  expect: port => make(port, { headers: { Expect: '100-continue' } }),
  cookies: port => make(port, { headers: { Cookie: ['a=1', 'b=2'], 'X-L': ['a', 'b'] } }),
  uniqueHeaders: port => make(port, { uniqueHeaders: ['x-l'], headers: { 'X-L': ['a', 'b'] } }),
  'wide value': port => make(port, { headers: { 'X-A': '\u2603' } }),
  'bad name': port => make(port, { headers: { 'a b': '1' } }),
  'undefined value': port => make(port, { headers: { a: undefined } }),
  'odd array': port => make(port, { headers: ['a'] }),
  'bracketed host': port => http.request({ port: port, host: '127.0.0.1', hostname: '127.0.0.1', agent: false, path: '/x' }),
}));

scenario('keep_alive_agent_headers', t => {
  var agent = t.agent({ keepAlive: true });
  sent(t, {
    'keep-alive': port => make(port, { agent: agent }),
    close: port => make(port, { agent: agent, headers: { Connection: 'close' } }),
    'default agent': port => make(port, { agent: undefined }),
    'shouldKeepAlive false': port => { var req = make(port, { agent: agent }); req.shouldKeepAlive = false; return req; },
  });
});

scenario('paths', t => sent(t, {
  plain: port => make(port, { path: '/a?b=c' }),
  'no slash': port => make(port, { path: 'abc' }),
  empty: port => make(port, { path: '' }),
  absolute: port => make(port, { path: 'http://other/' }),
  latin1: port => make(port, { path: '/caf\xe9' }),
  space: port => make(port, { path: '/a b' }),
  newline: port => make(port, { path: '/a\r\nX: y' }),
}));

// v5 cut each character to its lower byte, which could be a line end.
scenario('wide_path_once_sent', t => sent(t, { wide: port => make(port, { path: '/\u2603' }) }));

scenario('url_forms', t => sent(t, {
  string: port => http.request('http://127.0.0.1:' + port + '/a/b?c#d', { agent: false }),
  'with credentials': port => http.request('http://us%20er:pa%3Ass@127.0.0.1:' + port, { agent: false }),
  'options win': port => http.request('http://127.0.0.1:' + port + '/a', { path: '/b', method: 'PUT', agent: false }),
  'localhost': port => http.request('http://localhost:' + port + '/', { agent: false, family: 4 }),
  callback: port => http.request('http://127.0.0.1:' + port + '/', { agent: false }, () => t.log('client', 'called')),
  get: port => http.get('http://127.0.0.1:' + port + '/', { agent: false }),
}));

scenario('url_object', t => sent(t, {
  URL: port => http.request(new URL('http://127.0.0.1:' + port + '/url?x=\u00e9'), { agent: false }),
}));

scenario('option_errors', t => {
  var attempts = {
    protocol: () => http.request({ protocol: 'https:', host: 'h' }),
    'protocol in url': () => http.request('ftp://h/'),
    'bad url': () => http.request('not a url'),
    'bad url host': () => http.request('http://'),
    method: () => http.request({ method: 5 }),
    'method token': () => http.request({ method: 'G ET' }),
    'method empty': () => http.request({ method: '' }).destroy().method,
    host: () => http.request({ host: 5 }),
    'hostname null': () => http.request({ hostname: null, method: 1 }),
    hostname: () => http.request({ hostname: true }),
    path: () => http.request({ path: '/a b' }),
    agent: () => http.request({ agent: 'x' }),
    'agent true': () => http.request({ agent: true }),
    'agent empty': () => http.request({ agent: {} }),
    timeout: () => http.request({ timeout: 'x' }),
    'timeout negative': () => http.request({ timeout: -1 }),
    insecureHTTPParser: () => http.request({ insecureHTTPParser: 1 }),
    maxHeaderSize: () => http.request({ maxHeaderSize: 'x' }),
    joinDuplicateHeaders: () => http.request({ joinDuplicateHeaders: 1 }),
    signal: () => http.request({ signal: 1 }),
    headers: () => http.request({ headers: { 'a\n': 1 } }),
    port: () => http.request({ port: 70000, host: '127.0.0.1', agent: false }),
    'port text': () => http.request({ port: 'x', host: '127.0.0.1', agent: false }),
    family: () => http.request({ family: 5, port: 1, host: 'h', agent: false }),
    lookup: () => http.request({ lookup: 5, port: 1, host: 'h', agent: false }),
    localAddress: () => http.request({ localAddress: 'x', port: 1, host: '127.0.0.1', agent: false }),
  };
  Object.keys(attempts).forEach(name => {
    var made = t.attempt('module', name, attempts[name]);
    // In a lane each: which address is refused first is nobody's rule.
    if (made instanceof http.ClientRequest) made.on('error', error => t.log(name, 'error', error));
  });
  t.turns(5, () => t.done());
});

// covers: ClientRequest method setHeader, ClientRequest method getHeader, ClientRequest method getHeaderNames
// covers: ClientRequest method getHeaders, ClientRequest method getRawHeaderNames, ClientRequest method hasHeader, ClientRequest method removeHeader
scenario('header_methods', t => sent(t, {
  all: port => {
    var req = make(port, { headers: { 'X-Initial': 'a' } });
    t.attempt('client', 'set', () => req.setHeader('X-Set', ['1', '2']) === req);
    t.log('client', req.getHeader('host'), req.getHeader('X-INITIAL'), req.getHeader('x-set'), req.getHeader('none'));
    t.log('client', req.getHeaderNames(), has(req, 'getRawHeaderNames') ? req.getRawHeaderNames() : null, req.getHeaders(), req.hasHeader('HOST'));
    t.attempt('client', 'remove', () => req.removeHeader('X-Initial'));
    if (has(req, 'appendHeader')) req.appendHeader('X-Set', '3');
    if (has(req, 'setHeaders')) req.setHeaders(new Map([['X-Map', 'm']]));
    t.log('client', req.getHeaders(), req.headersSent);
    req.end();
    t.attempt('client', 'set late', () => req.setHeader('a', 'b'));
    t.attempt('client', 'remove late', () => req.removeHeader('a'));
    t.log('client', req.headersSent, req._header);
    return req;
  },
}));

// covers: ClientRequest property method, ClientRequest property path, ClientRequest property host, ClientRequest property protocol
// covers: ClientRequest property maxHeadersCount, ClientRequest property finished, ClientRequest property writableEnded
// covers: ClientRequest property writableFinished, ClientRequest property socket, ClientRequest property connection, ClientRequest property reusedSocket
scenario('properties', t => sent(t, {
  all: port => {
    var names = 'method path host protocol maxHeadersCount finished writableEnded writableFinished aborted destroyed reusedSocket ' +
      'socket connection timeout shouldKeepAlive useChunkedEncodingByDefault sendDate headersSent writableLength writableHighWaterMark ' +
      'writableCorked writableObjectMode chunkedEncoding maxHeaderSize insecureHTTPParser joinDuplicateHeaders res upgradeOrConnect';
    var req = make(port, { path: '/p', method: 'POST' });
    t.props('client', 'made', req, names);
    req.end('x');
    t.props('client', 'ended', req, names);
    req.on('socket', socket => t.log('client', req.socket === socket, req.connection === socket));
    req.on('close', () => t.props('client', 'closed', req, 'finished writableEnded writableFinished destroyed writableLength'));
    return req;
  },
}));

// covers: ClientRequest method flushHeaders
scenario('flush_headers', t => t.peer((socket, count, received) => {
  if (count > 1) return;
  t.log('peer', 'head arrived', /\r\n\r\n$/.test(received));
  socket.end(OK);
}, port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  t.attempt('client', 'flush', () => req.flushHeaders());
  req.on('response', () => req.end());
}));

// covers: ClientRequest method setNoDelay, ClientRequest method setSocketKeepAlive, ClientRequest method cork, ClientRequest method uncork
scenario('socket_methods', t => sent(t, {
  all: port => {
    var req = make(port, { method: 'POST' });
    t.attempt('client', 'setNoDelay', () => req.setNoDelay(true));
    t.attempt('client', 'setSocketKeepAlive', () => req.setSocketKeepAlive(true, 1000));
    t.attempt('client', 'cork', () => req.cork());
    t.attempt('client', 'uncork', () => req.uncork());
    return req;
  },
}));

scenario('bad_body_arguments', t => t.peer(OK, port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  [null, undefined, 5, {}, true].forEach(value => t.attempt('client', 'write', () => req.write(value)));
  t.attempt('client', 'end', () => req.end(5));
  req.end();
}));

scenario('create_connection_option', t => t.peer(OK, port => {
  var req = t.request('client', port, {
    createConnection: (options, callback) => {
      t.log('client', 'createConnection', options.port, options.host, options.path, typeof callback);
      return net.connect(options.port, options.host);
    },
  });
  req.end();
}));

scenario('create_connection_by_callback', t => t.peer(OK, port => {
  var req = t.request('client', port, {
    createConnection: (options, callback) => { setImmediate(() => callback(null, net.connect(options.port, options.host))); },
  });
  req.end();
}));

scenario('create_connection_error', t => {
  var req = t.request('client', 1, { createConnection: (options, callback) => { setImmediate(() => callback(new Error('no way'))); } });
  req.on('error', () => t.done()); // no 'close' follows
  req.end();
});

scenario('lookup_option', t => t.peer(OK, port => {
  var req = t.request('client', port, {
    agent: false, host: 'somewhere.invalid',
    lookup: (hostname, options, callback) => {
      t.log('client', 'lookup', hostname, options.family, options.all);
      callback(null, options.all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4);
    },
  });
  req.end();
}));

scenario('lookup_error', t => {
  var req = t.request('client', 80, {
    agent: false, host: 'somewhere.invalid',
    lookup: (hostname, options, callback) => callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
  });
  req.end();
  t.patience(300);
});

scenario('unknown_host', t => t.request('client', 80, { agent: false, host: 'does-not-exist.invalid' }).end());

scenario('socket_path', t => {
  var path = '/tmp/parity-client-' + process.pid + '.sock';
  var server = http.createServer((req, res) => {
    t.log('server', req.headers, req.url);
    res.end('unix');
  }).listen(path, () => {
    t.defer(() => server.close());
    var req = http.request({ socketPath: path, agent: false, path: '/x' });
    t.follow('client', req);
    req.on('close', () => t.done());
    req.end();
  });
});

scenario('local_address', t => t.server(null, (req, res) => {
  t.log('server', req.socket.remoteAddress);
  res.end();
}, port => t.request('client', port, { agent: false, localAddress: '127.0.0.2' }).end()));

scenario('pipe_into_request', t => t.server(null, (req, res) => req.pipe(res), port => {
  var source = new (require('stream').PassThrough)();
  var req = t.request('client', port, { agent: false, method: 'POST' });
  source.pipe(req);
  source.write('one ');
  source.end('two');
}));

// The path of the request is none for the connection.
scenario('create_connection_path', t => {
  t.parties(3);
  [{}, { socketPath: '/socket' }, { agent: t.agent(), socketPath: '/socket' }].forEach((options, index) => {
    var lane = 'client' + index;
    var req = http.request(Object.assign({ path: '/page', createConnection: connection => {
      t.log(lane, connection.path, connection.socketPath, connection.host);
      return new (require('stream').PassThrough)();
    } }, options));
    t.log(lane, req.path);
    req.on('error', error => t.log(lane, error));
    req.on('close', () => t.done());
    req.on('socket', socket => { req.destroy(); socket.destroy(); });
  });
  t.patience(300);
});

scenario('date_of_a_request', t => {
  t.parties(4);
  [false, true].forEach(keepAlive => ['GET', 'POST'].forEach(method => t.server(null, (req, res) => {
    t.log('server' + method + keepAlive, req.headers);
    res.end();
  }, port => {
    var req = t.request('client' + method + keepAlive, port, { agent: t.agent({ keepAlive: keepAlive }), method: method });
    t.log('client' + method + keepAlive, req.sendDate);
    req.sendDate = true;
    req.end();
  })));
});
