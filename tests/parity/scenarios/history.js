'use strict';
// One small scenario for each fact that changed between the versions; docs/versions.md says when it did.
var http = require('http');
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

var GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
var KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
var OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

// What a handler does, on the wire.
function served(t, handler, pieces) { t.server(null, handler, port => t.raw(port, pieces || [GET])); }

// What a request sends: the peer logs it.
function sent(t, options) { t.peer(socket => socket.end(OK), port => t.request('client', port, Object.assign({ agent: false }, options)).end()); }

// What a response is taken for.
function answered(t, bytes) { t.peer(socket => socket.end(bytes, 'binary'), port => t.request('client', port, { agent: false }, null, 500).end()); }

// A request that is watched for a while, whatever becomes of it.
function watched(t, port, options, turns) {
  var req = http.request(Object.assign({ host: '127.0.0.1', port: port, agent: false }, options));
  t.follow('client', req);
  t.turns(turns || 30, () => t.done());
  return req;
}

function kinds(t, object, names) {
  var found = {};
  names.split(' ').forEach(name => { found[name] = typeof object[name]; });
  t.log('module', found);
  t.done();
}

function alone() { return new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 }); }

// ---- what there is ----------------------------------------------------------------------------------------------

scenario('exports_that_came_or_went', t => kinds(t, http,
  'Client createClient WebSocket CloseEvent MessageEvent maxHeaderSize validateHeaderName validateHeaderValue setMaxIdleHTTPParsers'));

scenario('methods_of_responses', t => kinds(t, alone(),
  'writeHead write end setHeader getHeader getHeaders getHeaderNames getRawHeaderNames hasHeader removeHeader appendHeader setHeaders ' +
  'addTrailers flushHeaders flush cork uncork writeContinue writeProcessing writeEarlyHints assignSocket detachSocket setTimeout destroy pipe'));

scenario('methods_of_requests', t => kinds(t, http.ClientRequest.prototype,
  'abort destroy onSocket setTimeout setNoDelay setSocketKeepAlive flushHeaders getHeaders getRawHeaderNames cork'));

scenario('methods_of_messages', t => kinds(t, http.IncomingMessage.prototype, 'setTimeout read destroy setEncoding pipe unpipe wrap iterator'));

scenario('methods_of_servers', t => kinds(t, http.createServer(),
  'listen listenFD close closeAllConnections closeIdleConnections setTimeout address getConnections ref unref'));

scenario('methods_of_agents', t => kinds(t, new http.Agent(), 'addRequest createConnection getName keepSocketAlive reuseSocket destroy'));

// ---- defaults ---------------------------------------------------------------------------------------------------

scenario('server_timeout', t => { t.log('module', http.createServer().timeout); t.done(); });
scenario('keep_alive_timeout', t => { t.log('module', http.createServer().keepAliveTimeout); t.done(); });
scenario('headers_timeout', t => { t.log('module', http.createServer().headersTimeout); t.done(); });
scenario('request_timeout', t => { t.log('module', http.createServer().requestTimeout); t.done(); });
scenario('max_requests_per_socket', t => { t.log('module', http.createServer().maxRequestsPerSocket); t.done(); });

scenario('agent_defaults', t => {
  t.props('module', 'agent', new http.Agent(), 'keepAlive keepAliveMsecs maxSockets maxFreeSockets maxTotalSockets totalSocketCount scheduling');
  t.done();
});

scenario('global_agent', t => {
  t.props('module', 'agent', http.globalAgent, 'keepAlive maxSockets maxTotalSockets scheduling');
  t.log('module', http.globalAgent.options.timeout);
  t.done();
});

scenario('high_water_marks', t => served(t, (req, res) => { t.log('server', res.writableHighWaterMark); res.end(); }));

// ---- what methods return ----------------------------------------------------------------------------------------

scenario('set_header_returns', t => served(t, (req, res) => { t.log('server', res.setHeader('a', 'b') === res); res.end(); }));
scenario('write_head_returns', t => served(t, (req, res) => { t.log('server', res.writeHead(200) === res); res.end(); }));
scenario('end_returns', t => served(t, (req, res) => { var out = res.end('x'); t.log('server', out === res, typeof out); }));

scenario('end_after_end_returns', t => served(t, (req, res) => {
  res.end('x');
  var out = res.end();
  t.log('server', out === res, typeof out);
}));

scenario('write_after_end', t => served(t, (req, res) => {
  res.on('error', error => t.log('server', 'error', error));
  res.end('x');
  t.log('server', res.write('y', error => t.log('server', 'callback', error)));
}));

scenario('end_with_data_after_end', t => served(t, (req, res) => {
  res.on('error', error => t.log('server', 'error', error));
  res.end('x');
  res.end('y', error => t.log('server', 'callback', error));
}));

scenario('pipelined_write', t => served(t, (req, res) => {
  if (req.url === '/1') { t.later(20, () => res.end('1')); return; }
  t.log('server', res.write('2'));
  res.end();
}, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));

scenario('destroy_returns', t => t.server(null, (req, res) => res.end(), port => {
  var req = watched(t, port, {});
  t.log('client', req.destroy() === req);
}));

scenario('methods_that_return_their_object', t => {
  var server = http.createServer();
  var res = alone();
  t.log('module', server.setTimeout(5) === server, res.setTimeout(5) === res, res.removeHeader('a') === res, res.addTrailers({}) === res);
  t.done();
});

scenario('write_callback_and_tick', t => served(t, (req, res) => {
  res.write('a', () => t.log('server', 'callback'));
  process.nextTick(() => t.log('server', 'tick'));
  res.end();
}));

// ---- the end of messages ----------------------------------------------------------------------------------------

scenario('events_of_an_answer', t => served(t, (req, res) => { t.watch('server', req, res); req.resume(); res.end('x'); }));

scenario('events_of_an_answer_to_a_body', t => served(t, (req, res) => {
  t.watch('server', req, res);
  req.resume();
  req.on('end', () => res.end('x'));
}, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n', 'ab', 'cd']));

scenario('events_of_a_request', t => t.server(null, (req, res) => res.end('x'), port => t.request('client', port, { agent: false }).end()));

scenario('events_of_a_request_on_a_kept_connection', t => t.server(null, (req, res) => res.end('x'), port => {
  var agent = t.agent({ keepAlive: true });
  t.events('client', 'agent', agent, 'free');
  t.request('client', port, { agent: agent }).end();
}));

scenario('prefinish_and_socket', t => t.server(null, (req, res) => res.end('x'), port => {
  t.events('client', 'req', watched(t, port, {}), 'prefinish').end();
}));

scenario('abort_at_once', t => t.server(null, (req, res) => res.end('x'), port => watched(t, port, {}).abort()));

scenario('aborted_type', t => t.server(null, (req, res) => res.end('x'), port => {
  var req = watched(t, port, {});
  t.log('client', typeof req.aborted);
  req.abort();
  t.log('client', typeof req.aborted);
}));

scenario('abort_in_the_response', t => t.server(null, (req, res) => res.write('x'), port => {
  var req = watched(t, port, {});
  req.on('response', res => { t.log('client', typeof res.aborted); req.abort(); });
  req.end();
}));

scenario('destroy_at_once', t => t.server(null, (req, res) => res.end('x'), port => {
  var req = watched(t, port, {});
  req.destroy();
  t.log('client', req.destroyed);
}));

scenario('destroy_with_an_error', t => t.server(null, (req, res) => res.write('x'), port => {
  var req = watched(t, port, {});
  req.on('response', () => req.destroy(new Error('enough')));
  req.end();
}));

scenario('response_cut_off', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello');
  t.turns(5, () => socket.destroy());
}, port => watched(t, port, {}).end()));

scenario('request_cut_off', t => served(t, (req, res) => { t.watch('server', req, res); req.resume(); },
  ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n', 'ab', ['destroy']]));

scenario('half_closing_client', t => served(t, (req, res) => {
  t.watch('server', req, res);
  req.resume();
  t.later(40, () => res.end('x'));
}, [KEEP, ['fin']]));

scenario('finished_and_its_successors', t => served(t, (req, res) => {
  var names = 'finished writableEnded writableFinished headersSent';
  t.props('server', 'before', res, names);
  res.on('finish', () => t.props('server', 'finish', res, names));
  res.end('x');
  t.props('server', 'after', res, names);
}));

scenario('destroyed_when_over', t => served(t, (req, res) => {
  res.on('finish', () => t.turns(5, () => t.log('server', req.destroyed, res.destroyed)));
  req.resume();
  res.end('x');
}));

// ---- connections ------------------------------------------------------------------------------------------------

scenario('connection_of_the_global_agent', t => sent(t, { agent: undefined }));
scenario('keep_alive_field', t => served(t, (req, res) => res.end('ok'), [KEEP, ['until', 'ok'], ['destroy']]));

scenario('close_with_an_idle_connection', t => {
  var server = t.server(null, (req, res) => res.end('ok'), port => t.raw(port, [KEEP, ['until', 'ok'], ['call', () => server.close()], ['quiet']]));
});

// Two connections become free, the first of them first: which is used next?
scenario('free_socket_that_is_used', t => {
  var sockets = [];
  var first = null;
  t.server(null, (req, res) => {
    if (sockets.indexOf(req.socket) < 0) sockets.push(req.socket);
    t.log('server', req.url, sockets.indexOf(req.socket));
    if (req.url === '/1') first = res;
    else if (req.url === '/2') { first.end(); t.later(20, () => res.end()); } else res.end();
  }, port => {
    var agent = t.agent({ keepAlive: true });
    var get = (path, then) => http.get({ host: '127.0.0.1', port: port, agent: agent, path: path }, res => { res.resume(); res.on('end', () => then && t.turns(10, then)); });
    get('/1').on('socket', socket => socket.on('connect', () => get('/2', () => get('/3', () => t.done()))));
  });
});

scenario('reused_socket', t => t.server(null, (req, res) => res.end(), port => {
  var agent = t.agent({ keepAlive: true });
  var get = then => {
    var req = http.get({ host: '127.0.0.1', port: port, agent: agent }, res => { t.log('client', req.reusedSocket); res.resume(); res.on('end', () => t.turns(5, then)); });
  };
  get(() => get(() => t.done()));
}));

scenario('timeout_option', t => t.peer(() => undefined, port => {
  var req = watched(t, port, { timeout: 20 });
  req.on('error', () => undefined);
  req.end();
}));

// ---- fields -----------------------------------------------------------------------------------------------------

scenario('cookie_sent_twice', t => served(t, (req, res) => { t.log('server', req.headers.cookie); res.end(); },
  ['GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n']));

scenario('fields_answered_twice', t => answered(t, 'HTTP/1.1 200 OK\r\nServer: a\r\nServer: b\r\nAge: 1\r\nAge: 2\r\nX-A: 1\r\nX-A: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nEtag: a\r\nEtag: b\r\nConnection: close\r\n\r\n'));

scenario('space_behind_a_value', t => served(t, (req, res) => { t.log('server', req.headers['x-a']); res.end(); },
  ['GET / HTTP/1.1\r\nHost: a\r\nX-A: b \t \r\nConnection: close\r\n\r\n']));

scenario('distinct_headers', t => served(t, (req, res) => { t.log('server', req.headersDistinct); res.end(); }));
scenario('cookie_list', t => sent(t, { headers: { Cookie: ['a=1', 'b=2'] } }));
scenario('lists_of_values', t => sent(t, { headers: { 'X-A': ['1', '2'], Accept: ['a', 'b'] } }));

scenario('trailer_without_chunks', t => served(t, (req, res) => {
  res.setHeader('Trailer', 'X-T');
  res.setHeader('Content-Length', 2);
  t.attempt('server', 'writeHead', () => { res.writeHead(200); });
  if (!res.headersSent) res.removeHeader('Trailer');
  res.end('ok');
}));

scenario('trailers_in_a_list', t => served(t, (req, res) => {
  res.write('x');
  res.addTrailers({ 'X-T': ['1', '2'] });
  res.end();
}));

scenario('flat_list_in_write_head', t => served(t, (req, res) => {
  t.attempt('server', 'writeHead', () => { res.writeHead(200, ['X-A', '1', 'X-A', '2']); });
  res.end();
}));

scenario('flat_list_after_set_header', t => served(t, (req, res) => {
  res.setHeader('X-B', 'b');
  t.attempt('server', 'writeHead', () => { res.writeHead(200, ['X-A', '1', 'X-A', '2']); });
  res.end();
}));

scenario('pairs_in_write_head', t => served(t, (req, res) => { res.writeHead(200, [['X-A', '1'], ['X-A', '2']]); res.end(); }));
scenario('set_default_headers', t => sent(t, { setDefaultHeaders: false }));
scenario('credentials_in_a_url', t => t.peer(socket => socket.end(OK), port => {
  var req = http.request('http://us%20er:p%40ss@127.0.0.1:' + port + '/');
  t.follow('client', req, () => t.done());
  req.end();
}));

scenario('url_and_options', t => t.peer(socket => socket.end(OK), port => {
  var req = t.attempt('client', 'request', () => http.request('http://127.0.0.1:' + port + '/a', { agent: false, path: '/b' }));
  if (!req) return t.done();
  t.follow('client', req, () => t.done());
  req.end();
}));

scenario('create_client', t => t.peer(socket => socket.end(OK), port => {
  var client = t.attempt('client', 'createClient', () => http.createClient(port, '127.0.0.1'));
  if (!client) return t.done();
  var req = client.request('GET', '/', { 'X-A': 'b' });
  t.follow('client', req, () => t.done());
  req.end();
}));

// ---- 1xx and upgrades -------------------------------------------------------------------------------------------

scenario('response_100', t => answered(t, 'HTTP/1.1 100 Continue\r\n\r\n' + OK));
scenario('response_102', t => answered(t, 'HTTP/1.1 102 Processing\r\nX-A: b\r\n\r\n' + OK));
scenario('response_103', t => answered(t, 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n' + OK));
scenario('response_101_without_listener', t => answered(t, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'));

// A client that listens for an upgrade, and has asked for one or not.
function upgraded(t, headers, status) {
  t.peer(socket => socket.end('HTTP/1.1 ' + (status || 101) + ' So\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'), port => {
    var req = watched(t, port, { headers: headers });
    req.on('upgrade', (res, socket) => { t.log('client', 'upgrade', res.statusCode); socket.destroy(); });
    req.end();
  });
}

scenario('upgrade_that_was_asked_for', t => upgraded(t, { Connection: 'Upgrade', Upgrade: 'x' }));
scenario('upgrade_that_was_not_asked_for', t => upgraded(t, {}));
scenario('upgrade_with_another_status', t => upgraded(t, { Connection: 'Upgrade', Upgrade: 'x' }, 200));

scenario('upgrade_without_listener', t => served(t, (req, res) => { t.log('server', req.headers.upgrade, req.upgrade); res.end('plain'); },
  ['GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', ['quiet']]));

scenario('connect_without_listener', t => served(t, (req, res) => { t.log('server', req.method); res.end('plain'); }, ['CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]));

// ---- what cannot be read ----------------------------------------------------------------------------------------

scenario('bad_request', t => served(t, (req, res) => res.end(), ['nonsense\r\n\r\n']));

scenario('bad_request_with_a_listener', t => {
  var server = t.server(null, (req, res) => res.end(), port => t.raw(port, ['nonsense\r\n\r\n']));
  server.on('clientError', (error, socket) => {
    t.log('server', error.code, typeof error.rawPacket, typeof error.reason, socket.destroyed, socket.writable);
    if (socket.writable) socket.end('bye');
  });
});

scenario('header_of_20_kb', t => served(t, (req, res) => res.end(String(req.headers['x-a'].length)),
  ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: ' + new Array(20001).join('x') + '\r\n\r\n']));

scenario('request_without_host', t => served(t, (req, res) => res.end('ok'), ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n']));

scenario('words_of_errors', t => {
  t.attempt('module', 'path', () => http.request({ path: '/a b' }));
  t.attempt('module', 'method', () => http.request({ method: 'a b' }));
  t.attempt('module', 'protocol', () => http.request({ protocol: 'ftp:' }));
  t.attempt('module', 'name', () => alone().setHeader('a b', 'c'));
  t.attempt('module', 'value', () => alone().setHeader('a', 'c\n'));
  t.attempt('module', 'status', () => alone().writeHead(1));
  t.done();
});

// ---- properties -------------------------------------------------------------------------------------------------

scenario('request_of_a_response', t => served(t, (req, res) => { t.log('server', res.req === req); res.end(); }));

scenario('properties_of_a_request', t => t.server(null, (req, res) => res.end(), port => {
  var req = watched(t, port, { path: '/p' });
  t.props('client', 'req', req, 'method path host protocol reusedSocket maxHeadersCount aborted destroyed');
  req.end();
}));

scenario('corked_writes', t => served(t, (req, res) => {
  res.write('a');
  if (has(res, 'cork')) res.cork();
  res.write('b');
  res.write('c');
  if (has(res, 'uncork')) res.uncork();
  res.end();
}));

scenario('strict_content_length', t => served(t, (req, res) => {
  res.strictContentLength = true;
  res.setHeader('Content-Length', 2);
  t.attempt('server', 'end', () => { res.end('abc'); });
  if (!res.finished) res.destroy();
}));

scenario('status_425', t => served(t, (req, res) => { res.statusCode = 425; res.end(); }));
scenario('status_103_and_418', t => { t.log('module', http.STATUS_CODES[103], http.STATUS_CODES[418]); t.done(); });
scenario('methods_that_came_or_went', t => { t.log('module', ['PRI', 'QUERY', 'SOURCE'].map(name => http.METHODS.indexOf(name) >= 0)); t.done(); });

scenario('removed_connection_field', t => served(t, (req, res) => { res.removeHeader('Connection'); res.end('ok'); }, [KEEP, ['until', 'ok'], ['quiet']]));
