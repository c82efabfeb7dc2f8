'use strict';
// What each option does: of createServer, of request, of Agent.
var http = require('http');
var net = require('net');
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

var GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
var OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

// Runs the cases in turn: each has the options of a server, and what is sent to it.
function servers(t, cases, handler) {
  var names = Object.keys(cases);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.server(cases[name].options, (req, res) => { t.log('server', name); handler(req, res); }, port => t.raw(port, cases[name].sent || [GET], next));
  })();
}

// Requests in turn to one server; each is followed until it closes.
function requests(t, port, cases) {
  var names = Object.keys(cases);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    try {
      t.request(name, port, Object.assign({ agent: false }, cases[name]), () => t.turns(2, next), 500).end();
    } catch (error) {
      t.thrown(name, 'request', error);
      next();
    }
  })();
}

scenario('server_connections_checking_interval', t => {
  var server = t.server({ headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 150 }, null, port => {
    var started = Date.now();
    t.raw(port, ['GET /'], () => { t.log('server', Date.now() - started >= 100); t.done(); });
  });
  t.log('server', server.connectionsCheckingInterval);
});

scenario('server_unique_headers', t => servers(t, {
  none: { options: {} },
  named: { options: { uniqueHeaders: ['X-List', 'set-cookie'] } },
  wrong: { options: { uniqueHeaders: 'X-List' } },
}, (req, res) => {
  res.setHeader('X-List', ['a', 'b']);
  res.setHeader('X-Other', ['c', 'd']);
  res.setHeader('Set-Cookie', ['e=1', 'f=2']);
  if (has(res, 'appendHeader')) res.appendHeader('x-list', 'g');
  res.addTrailers({ 'X-List': ['t', 'u'] });
  res.write('x');
  res.end();
}));

scenario('server_join_duplicate_headers', t => servers(t, {
  off: { options: { joinDuplicateHeaders: false }, sent: [GET.replace('Host', 'Age: 1\r\nage: 2\r\nFrom: x\r\nFrom: y\r\nCookie: a\r\nCookie: b\r\nX: 1\r\nX: 2\r\nHost')] },
  on: { options: { joinDuplicateHeaders: true }, sent: [GET.replace('Host', 'Age: 1\r\nage: 2\r\nFrom: x\r\nFrom: y\r\nCookie: a\r\nCookie: b\r\nX: 1\r\nX: 2\r\nHost')] },
}, (req, res) => { t.log('server', req.headers, req.headersDistinct); res.end(); }));

scenario('server_reject_body_writes', t => servers(t, {
  off: { options: { rejectNonStandardBodyWrites: false }, sent: [GET.replace('GET', 'HEAD')] },
  on: { options: { rejectNonStandardBodyWrites: true }, sent: [GET.replace('GET', 'HEAD')] },
  'not needed': { options: { rejectNonStandardBodyWrites: true } },
}, (req, res) => {
  t.attempt('server', 'write', () => res.write('x'));
  t.attempt('server', 'end with a body', () => res.end('y') === res);
  if (!res.writableEnded) t.attempt('server', 'end', () => res.end() === res);
}));

scenario('server_insecure_parser', t => {
  var odd = ['GET / HTTP/1.1\r\nHost: a\r\nX: a\x01b\r\nConnection: close\r\n\r\n'];
  servers(t, { off: { options: { insecureHTTPParser: false }, sent: odd }, on: { options: { insecureHTTPParser: true }, sent: odd } }, (req, res) => { t.log('server', req.headers, req.socket.server.insecureHTTPParser); res.end(); });
});

function sized(size) { return ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ' + new Array(size + 1).join('x') + '\r\n\r\n']; }
function sayLength(req, res) { res.end(String(req.headers.x.length)); }

scenario('server_max_header_size', t => {
  servers(t, {
    'below 200': { options: { maxHeaderSize: 200 }, sent: sized(140) },
    'above 200': { options: { maxHeaderSize: 200 }, sent: sized(200) },
    'zero is the default': { options: { maxHeaderSize: 0 }, sent: sized(500) },
  }, sayLength);
});

scenario('server_larger_header_size', t => servers(t, { 'more than the default': { options: { maxHeaderSize: 30000 }, sent: sized(20000) } }, sayLength));

scenario('server_tcp_options', t => {
  var cases = { defaults: {}, 'no delay off': { noDelay: false }, 'keep alive': { keepAlive: true, keepAliveInitialDelay: 2000 } };
  var names = Object.keys(cases);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    var server = t.server(cases[name], (req, res) => { t.log('server', name, server.noDelay, server.keepAlive, server.keepAliveInitialDelay); res.end(); }, port => t.raw(port, [GET], next));
  })();
});

scenario('server_timeouts_at_zero', t => servers(t, {
  'keepAliveTimeout 0': { options: { keepAliveTimeout: 0 }, sent: [GET.replace('close', 'keep-alive'), ['quiet']] },
  'requestTimeout 0': { options: { requestTimeout: 0, headersTimeout: 0, connectionsCheckingInterval: 5 }, sent: ['GET /', ['quiet']] },
}, (req, res) => res.end('x')));

scenario('request_unique_headers', t => t.server(null, (req, res) => { t.log('server', req.rawHeaders.slice(0, -4)); res.end(); }, port => requests(t, port, {
  none: { headers: { 'X-List': ['a', 'b'], Cookie: ['c', 'd'] } },
  named: { headers: { 'X-List': ['a', 'b'], 'X-Other': ['e', 'f'] }, uniqueHeaders: ['x-list'] },
})));

scenario('request_join_duplicate_headers', t => t.peer(socket => socket.end('HTTP/1.1 200 OK\r\nAge: 1\r\nAge: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX: 1\r\nX: 2\r\nConnection: close\r\n\r\n'),
  port => requests(t, port, { off: { joinDuplicateHeaders: false }, on: { joinDuplicateHeaders: true } })));

function oddAnswer(t, cases) { t.peer(socket => socket.end('HTTP/1.1 200 OK\r\nX: a\x01b\r\nY: ' + new Array(301).join('y') + '\r\nConnection: close\r\n\r\n'), port => requests(t, port, cases)); }

scenario('request_parser_options', t => oddAnswer(t, { strict: {} }));
scenario('request_insecure_parser', t => oddAnswer(t, { insecure: { insecureHTTPParser: true }, 'insecure and small': { insecureHTTPParser: true, maxHeaderSize: 200 } }));

scenario('request_default_headers', t => t.server({ requireHostHeader: false }, (req, res) => { t.log('server', req.rawHeaders); res.end(); }, port => requests(t, port, {
  all: {}, none: { setDefaultHeaders: false }, 'none but Host': { setDefaultHeaders: false, setHost: true }, 'all but Host': { setHost: false },
  'none but mine': { setDefaultHeaders: false, headers: { 'X-A': 'b', Connection: 'close' } }, 'defaultPort': { defaultPort: port }, 'in an array': { headers: ['X-A', 'b', 'x-a', 'c', 'Host', 'h'] },
})));

scenario('request_host_forms', t => t.server(null, (req, res) => { t.log('server', req.headers.host); res.end(); }, port => requests(t, port, {
  host: { host: '127.0.0.1' }, 'hostname wins': { host: 'unheard.invalid', hostname: '127.0.0.1' }, 'empty hostname': { host: '127.0.0.1', hostname: '' },
  localhost: { host: 'localhost', family: 4 }, 'port as text': { port: String(port) }, 'own Host': { headers: { Host: 'mine' } },
})));

scenario('request_auth', t => t.server(null, (req, res) => { t.log('server', req.headers.authorization); res.end(); }, port => requests(t, port, {
  none: {}, usual: { auth: 'user:pass' }, 'only a user': { auth: 'user' }, wide: { auth: 'us\u00e9r:p\u2603' }, 'own header': { auth: 'a:b', headers: { authorization: 'Bearer x' } },
  'in an array': { auth: 'a:b', headers: ['X-A', 'b', 'Host', 'h'] },
})));

function lookingUp(t, cases) {
  var lookup = answer => (name, options, callback) => { t.log('lookup', name, options.family === undefined ? null : options.family, options.hints, options.all === undefined ? null : options.all); answer(callback, options); };
  t.server(null, (req, res) => res.end(req.headers.host), port => requests(t, port, cases(lookup)));
}

scenario('request_lookup_forms', t => lookingUp(t, lookup => {
  return {
    'one address': { host: 'h.invalid', autoSelectFamily: false, lookup: lookup(callback => callback(null, '127.0.0.1', 4)) },
    'with family': { host: 'h.invalid', family: 4, lookup: lookup((callback, options) => callback(null, '127.0.0.1', 4)) },
    'wrong family': { host: 'h.invalid', autoSelectFamily: false, lookup: lookup(callback => callback(null, '127.0.0.1', 5)) },
    'not asked for an address': { host: '127.0.0.1', lookup: lookup(() => undefined) },
  };
}));

// Alone: v10 tries to connect to it.
scenario('request_lookup_of_no_address', t => lookingUp(t, lookup => {
  return { 'not an address': { host: 'h.invalid', autoSelectFamily: false, lookup: lookup(callback => callback(null, 'nowhere', 4)) } };
}));

scenario('request_lookup_answers', t => lookingUp(t, lookup => {
  return {
    'all addresses': { host: 'h.invalid', lookup: lookup(callback => callback(null, [{ address: '127.0.0.1', family: 4 }])) },
    'later': { host: 'h.invalid', lookup: lookup(callback => setTimeout(callback, 5, null, [{ address: '127.0.0.1', family: 4 }])) },
    'with hints': { host: 'h.invalid', hints: 0, lookup: lookup(callback => callback(null, [{ address: '127.0.0.1', family: 4 }])) },
    'an error': { host: 'h.invalid', lookup: lookup(callback => callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))) },
  };
}));

scenario('request_local_address', t => t.server(null, (req, res) => { t.log('server', req.socket.remoteAddress); res.end(); }, port => {
  var probe = net.createServer().listen(0, '127.0.0.1', () => {
    var local = probe.address().port;
    probe.close(() => requests(t, port, {
      address: { localAddress: '127.0.0.3' }, port: { localPort: local }, both: { localAddress: '127.0.0.4', localPort: local },
      'not ours': { localAddress: '192.0.2.1' },
    }));
  });
}));

scenario('request_socket_path', t => {
  t.request('missing', 80, { socketPath: '/tmp/parity-nothing.sock', agent: false }).end();
});

scenario('request_methods_and_paths', t => t.server(null, (req, res) => { t.log('server', req.method, req.url, req.headers); res.end(); }, port => requests(t, port, {
  defaults: {}, lower: { method: 'delete' }, own: { method: 'PURGE' }, path: { path: '/a?b#c' }, star: { method: 'OPTIONS', path: '*' }, 'protocol given': { protocol: 'http:' },
})));

scenario('request_protocols', t => {
  var attempts = {
    'https:': { protocol: 'https:' }, 'no colon': { protocol: 'http' }, 'by the agent': { protocol: 'mine:', agent: { protocol: 'mine:', addRequest: () => undefined } },
    'against the agent': { protocol: 'http:', agent: { protocol: 'mine:', addRequest: () => undefined } },
    'default agent': { _defaultAgent: { protocol: 'other:', defaultPort: 5, addRequest: () => undefined }, protocol: 'other:' },
  };
  Object.keys(attempts).forEach(name => t.attempt('client', name, () => { var req = http.request(attempts[name]); return [req.protocol, req.getHeader('host')]; }));
  t.done();
});

scenario('request_signal_forms', t => t.server(null, () => undefined, port => {
  var late = new AbortController();
  var early = new AbortController();
  early.abort();
  setTimeout(() => late.abort(), 20);
  requests(t, port, { aborted: { signal: early.signal }, late: { signal: late.signal } });
}));

scenario('agent_socket_options', t => {
  var asked = [];
  var agent = new http.Agent({ keepAlive: true, keepAliveMsecs: 2000, timeout: 1234, localAddress: '127.0.0.1', family: 4, mine: 'x' });
  agent.createConnection = function (options, callback) {
    var seen = {};
    ['keepAlive', 'keepAliveInitialDelay', 'noDelay', 'timeout', 'localAddress', 'family', 'mine', 'host', 'path', 'method', 'servername', '_agentKey', 'scheduling', 'encoding'].forEach(name => {
      seen[name] = options[name] === undefined ? null : options[name];
    });
    asked.push(seen);
    return net.createConnection(options, callback);
  };
  t.defer(() => agent.destroy());
  t.server(null, (req, res) => res.end('x'), port => {
    t.request('client', port, { agent: agent, path: '/p' }, () => {
      t.log('client', asked);
      t.done();
    }).end();
  });
});

scenario('agent_falsy_options', t => {
  [{ keepAlive: 0 }, { keepAliveMsecs: 0 }, { maxSockets: 0 }, { maxFreeSockets: 0 }, { scheduling: '' }, { timeout: 0 }].forEach(options => {
    t.props('client', 'agent', new http.Agent(options), 'keepAlive keepAliveMsecs maxSockets maxFreeSockets maxTotalSockets scheduling options');
  });
  t.done();
});

scenario('agent_timeout_of_free_sockets', t => t.server(null, (req, res) => res.end('x'), (port, server) => {
  server.keepAliveTimeout = 0;
  var agent = t.agent({ keepAlive: true, timeout: 40 });
  t.request('client', port, { agent: agent }, () => t.turns(2, () => {
    var socket = agent.freeSockets[Object.keys(agent.freeSockets)[0]][0];
    t.log('client', socket.timeout);
    socket.on('close', () => { t.log('client', 'free socket closed', Object.keys(agent.freeSockets)); t.done(); });
    t.patience(500);
  })).end();
}));

scenario('agent_keep_alive_hints', t => {
  var hints = ['timeout=5', 'timeout=1', 'timeout=2, max=5', 'max=5', 'timeout=x', ''];
  var agent = t.agent({ keepAlive: true, timeout: 3000 });
  (function next() {
    var hint = hints.shift();
    if (hint === undefined) return t.done();
    t.peer((socket, count) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\nKeep-Alive: ' + hint + '\r\n\r\n'), port => {
      var req = http.get({ port: port, host: '127.0.0.1', agent: agent }, res => res.resume().on('end', () => t.turns(6, () => {
        t.log('client', hint, req.socket.destroyed, req.socket.timeout);
        agent.destroy();
        t.turns(2, next);
      })));
    });
  })();
});

scenario('listen_options', t => {
  var server = http.createServer();
  var controller = new AbortController();
  server.on('close', () => { t.log('server', 'close'); t.done(); });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 3, exclusive: true, signal: controller.signal }, () => {
    t.log('server', 'listening', server.address().address);
    controller.abort();
    t.log('server', server.listening);
  });
});

// `headers` that are no object of names and values, and a Host field that is no text.
scenario('request_odd_values', t => {
  function make(options) {
    var req = http.request(Object.assign({ host: '127.0.0.1', port: 1 }, options));
    req.on('error', () => undefined);
    req.abort();
    return has(req, 'getHeaders') ? Object.assign({}, req.getHeaders()) : 'is missing';
  }
  t.attempt('client', 'text', () => make({ headers: 'ab' }));
  t.attempt('client', 'number', () => make({ headers: 5 }));
  t.attempt('client', 'hosts', () => make({ headers: { Host: ['a', 'b'] } }));
  t.attempt('client', 'no hosts', () => make({ headers: { host: [] } }));
  t.attempt('client', 'number as host', () => make({ headers: { host: 5 } }));
  t.attempt('client', 'object as path', () => make({ socketPath: {}, agent: false }));
  t.done();
});
