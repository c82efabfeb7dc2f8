'use strict';
// Every method and option with every kind of value: what it returns, or throws. One line for each argument.
var http = require('http');
var net = require('net');
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;
var exceptions = require('./bad_input.json'); // what has no equal in Python, and why

var KINDS = {
  undefined: () => undefined, null: () => null, true: () => true, false: () => false, 0: () => 0, 5: () => 5, '-1': () => -1, 1.5: () => 1.5,
  NaN: () => NaN, Infinity: () => Infinity, 'too large': () => Math.pow(2, 53), text: () => 'x', empty: () => '', digits: () => '5',
  object: () => ({}), array: () => [], list: () => ['a'], buffer: () => Buffer.from('b'), function: () => function named() { return undefined; },
  symbol: () => Symbol('s'),
};

// Calls `call` with each kind of value but those named in `except`, and logs what came of it on one line.
function probe(t, label, call, except) {
  var line = {};
  except = except || '';
  exceptions.forEach(item => { if (item.labels.indexOf(label) >= 0) except += ' ' + item.kinds; });
  Object.keys(KINDS).forEach(kind => {
    if ((' ' + except + ' ').indexOf(' ' + kind + ' ') >= 0) return;
    try {
      line[kind] = call(KINDS[kind]());
    } catch (error) {
      // An error without a code is the engine's own, and so are its words.
      line[kind] = 'throws' + (error.code ? ' ' + error.name + ' ' + error.code + ': ' + error.message : '');
    }
  });
  t.log('module', label, line);
}

function response(method) { return new http.ServerResponse({ method: method || 'GET', httpVersionMajor: 1, httpVersionMinor: 1 }); }
function option(name, value, others) { var options = Object.assign({}, others); options[name] = value; return options; }
function sent(message) { return message.outputData.map(item => item.data.toString('binary')).join(''); }

// What a server makes of an option, and whether it takes each kind.
function serverOption(t, name) {
  probe(t, name, value => { var made = http.createServer(option(name, value))[name]; return made === undefined ? null : made; }, 'null undefined array list object buffer function symbol');
  probe(t, name + ' kinds', value => http.createServer(option(name, value)) instanceof http.Server, 'undefined');
}

scenario('server_options', t => {
  probe(t, 'createServer', value => http.createServer(value), 'null buffer');
  probe(t, 'listener', value => http.createServer({}, value).listenerCount('request'), 'array object list buffer');
  ['connectionsCheckingInterval', 'headersTimeout', 'requestTimeout', 'keepAliveTimeout', 'maxHeaderSize', 'joinDuplicateHeaders',
    'requireHostHeader', 'rejectNonStandardBodyWrites', 'noDelay', 'keepAlive', 'keepAliveInitialDelay'].forEach(name => serverOption(t, name));
  ['highWaterMark', 'allowHalfOpen', 'pauseOnConnect', 'captureRejections', 'uniqueHeaders', 'IncomingMessage', 'ServerResponse'].forEach(name => {
    probe(t, name, value => http.createServer(option(name, value)) instanceof http.Server, 'undefined');
  });
  t.done();
});

// Alone: it is the way to ask for an old parser's leniency in every version.
scenario('server_insecure_option', t => { serverOption(t, 'insecureHTTPParser'); t.done(); });

scenario('server_methods', t => {
  var make = () => http.createServer();
  probe(t, 'setTimeout', value => { var server = make(); return [server.setTimeout(value) === server, server.timeout]; }, 'undefined symbol function');
  probe(t, 'setTimeout callback', value => make().setTimeout(5, value).listenerCount('timeout'), 'null object array list buffer');
  probe(t, 'close', value => { var server = make(); server.on('error', () => undefined); return server.close(value) === server; });
  probe(t, 'on', value => make().on('request', value), 'null undefined object array list buffer');
  ['ref', 'unref', 'address', 'closeAllConnections', 'closeIdleConnections'].forEach(name => t.attempt('module', name, () => make()[name]()));
  t.done();
});

function listens(t, value, more) {
  var server = http.createServer();
  server.on('error', () => undefined);
  t.defer(() => server.close());
  return server.listen(value, more) === server;
}

scenario('listen', t => {
  var listen = (value, more) => listens(t, value, more);
  probe(t, 'listen', value => listen(value), '0 5 digits text buffer');
  probe(t, 'listen port', value => listen({ port: value }), '5 digits null');
  probe(t, 'listen path', value => listen({ path: value }), 'text digits');
  probe(t, 'listen fd', value => listen({ fd: value }), '0 5 digits');
  probe(t, 'listen host', value => listen({ port: 0, host: value }), 'text digits true 5 -1 1.5 NaN Infinity object array list buffer function symbol too large');
  probe(t, 'listen backlog', value => listen({ port: 0, backlog: value }), 'text digits true 1.5 -1 Infinity object array list buffer function symbol too large');
  probe(t, 'listen exclusive', value => listen({ port: 0, exclusive: value }));
  probe(t, 'listen ipv6Only', value => listen({ port: 0, ipv6Only: value }));
  probe(t, 'listen signal', value => listen({ port: 0, signal: value }), 'null');
  probe(t, 'listen callback', value => listen(0, value), 'text digits list array object buffer symbol');
  t.turns(3, () => t.done());
});

// Alone: in Python, no option can be told from one that is null.
scenario('listen_null', t => { t.attempt('module', 'listen port', () => listens(t, { port: null })); t.turns(3, () => t.done()); });

scenario('response_headers', t => {
  probe(t, 'setHeader name', value => response().setHeader(value, 'v').getHeaders());
  probe(t, 'setHeader value', value => response().setHeader('n', value).getHeaders(), 'null object function');
  probe(t, 'setHeader value in an array', value => response().setHeader('n', [value]).getHeaders(), 'object function symbol');
  probe(t, 'setHeaders', value => response().setHeaders(value).getHeaders(), 'object');
  probe(t, 'appendHeader name', value => response().appendHeader(value, 'v').getHeaders());
  probe(t, 'appendHeader value', value => response().appendHeader('n', value).appendHeader('n', 'v').getHeaders(), 'null object function');
  ['getHeader', 'hasHeader', 'removeHeader'].forEach(name => probe(t, name, value => response()[name](value)));
  probe(t, 'addTrailers', value => { var res = response(); res.addTrailers(value); return res._trailer; }, 'undefined null true false 0 5 -1 1.5 NaN Infinity function symbol text digits empty buffer list too large');
  probe(t, 'addTrailers value', value => { var res = response(); res.addTrailers({ n: value }); return res._trailer; }, 'undefined null object function symbol buffer');
  probe(t, 'strictContentLength', value => { var res = response(); res.strictContentLength = value; res.setHeader('Content-Length', 2); return res.end('abc') === res; });
  t.done();
});

scenario('response_head', t => {
  probe(t, 'writeHead status', value => response().writeHead(value)._header, 'buffer');
  probe(t, 'writeHead reason', value => response().writeHead(200, value)._header, 'buffer list');
  probe(t, 'writeHead headers', value => response().writeHead(200, 'r', value)._header, 'buffer list text digits');
  probe(t, 'writeHead headers, some set', value => { var res = response(); res.setHeader('a', 'b'); return res.writeHead(200, 'r', value)._header; }, 'buffer list text digits');
  probe(t, 'writeHead value', value => response().writeHead(200, { n: value })._header, 'object function null buffer');
  probe(t, 'writeHead flat value', value => response().writeHead(200, ['n', value])._header, 'object function null buffer');
  probe(t, 'writeHead flat name', value => response().writeHead(200, [value, 'v'])._header, 'list array buffer');
  probe(t, 'statusCode', value => { var res = response(); res.statusCode = value; res.flushHeaders(); return res._header; }, 'buffer');
  probe(t, 'statusMessage', value => { var res = response(); res.statusMessage = value; res.flushHeaders(); return res._header; }, 'object function buffer');
  probe(t, 'sendDate', value => { var res = response(); res.sendDate = value; res.flushHeaders(); return res._header; });
  probe(t, 'writeEarlyHints', value => { var res = response(); res.writeEarlyHints(value); return sent(res); }, 'buffer');
  probe(t, 'writeEarlyHints link', value => { var res = response(); res.writeEarlyHints({ link: value }); return sent(res); });
  probe(t, 'writeEarlyHints link in an array', value => { var res = response(); res.writeEarlyHints({ link: [value] }); return sent(res); });
  probe(t, 'writeEarlyHints other', value => { var res = response(); res.writeEarlyHints({ link: '</a>; rel=b', x: value }); return sent(res); }, 'object function symbol');
  probe(t, 'writeContinue', value => { var res = response(); res.writeContinue(value); return sent(res); });
  probe(t, 'writeProcessing', value => { var res = response(); res.writeProcessing(value); return sent(res); });
  t.done();
});

scenario('response_body', t => {
  var quiet = method => { var res = response(method); res.on('error', () => undefined); return res; };
  probe(t, 'write', value => [quiet().write(value)]);
  probe(t, 'write encoding', value => [quiet().write('78', value)], 'text digits object list array buffer symbol true 5 -1 1.5 NaN Infinity too large');
  probe(t, 'write callback', value => [quiet().write('x', 'utf8', value)]);
  probe(t, 'end', value => { var res = quiet(); return [res.end(value) === res, sent(res)]; });
  probe(t, 'end encoding', value => { var res = quiet(); return [res.end('78', value) === res]; }, 'text digits object list array buffer symbol true 5 -1 1.5 NaN Infinity too large');
  probe(t, 'end callback', value => { var res = quiet(); return [res.end('x', 'utf8', value) === res, res.listenerCount('finish')]; });
  probe(t, 'setTimeout', value => { var res = quiet(); return [res.setTimeout(value) === res, res.listenerCount('timeout')]; }, 'function');
  probe(t, 'setTimeout callback', value => { var res = quiet(); return res.setTimeout(5, value).listenerCount('timeout'); }, 'null');
  probe(t, 'destroy', value => { var res = quiet(); return [res.destroy(value) === res, res.destroyed, res.errored === undefined ? null : typeof res.errored]; }, 'symbol object array list buffer function');
  probe(t, 'write after end', value => { var res = quiet(); res.end(); return [res.write(value)]; });
  probe(t, 'assignSocket', value => response().assignSocket(value), 'array list object function buffer');
  probe(t, 'pipe', value => quiet().pipe(value));
  probe(t, 'write to HEAD', value => [quiet('HEAD').write(value)]);
  t.done();
});

scenario('outgoing_message', t => {
  probe(t, 'highWaterMark', value => new http.OutgoingMessage({ highWaterMark: value }).writableHighWaterMark, 'undefined null object array list buffer function symbol');
  probe(t, 'rejectNonStandardBodyWrites', value => new http.OutgoingMessage({ rejectNonStandardBodyWrites: value }).headersSent);
  probe(t, 'response rejectNonStandardBodyWrites', value => {
    return [new http.ServerResponse({ method: 'HEAD', httpVersionMajor: 1, httpVersionMinor: 1 }, { rejectNonStandardBodyWrites: value }).write('x')];
  });
  ['write', 'end', 'flushHeaders', '_implicitHeader'].forEach(name => t.attempt('module', name, () => new http.OutgoingMessage()[name]('x')));
  ['cork', 'uncork', 'getHeaders', 'getHeaderNames', 'getRawHeaderNames'].forEach(name => t.attempt('module', name, () => new http.OutgoingMessage()[name]()));
  t.done();
});

function incoming() { var message = new http.IncomingMessage(new net.Socket()); message.on('error', () => undefined); return message; }

// Alone: it shows the socket's timeout.
scenario('incoming_timeout', t => {
  probe(t, 'setTimeout', value => { var message = incoming(); return [message.setTimeout(value) === message, message.socket.timeout]; }, 'function');
  t.turns(3, () => t.done());
});

scenario('incoming_message', t => {
  var make = incoming;
  probe(t, 'setTimeout callback', value => make().setTimeout(5, value).listenerCount('timeout'), 'null');
  probe(t, 'setEncoding', value => make().setEncoding(value).readableEncoding, 'object list array buffer symbol');
  probe(t, 'pipe', value => make().pipe(value), 'object array list buffer function text digits empty 0 5 -1 1.5 NaN Infinity true false symbol too large');
  probe(t, 'unshift', value => [make().unshift(value)]);
  probe(t, 'destroy', value => { var message = make(); return [message.destroy(value) === message, message.destroyed]; }, 'text true 5 -1 1.5 Infinity too large digits object list array buffer function symbol');
  probe(t, 'duplicates', value => { var headers = {}; var message = make(); message.joinDuplicateHeaders = value; message._addHeaderLine('Age', '1', headers); message._addHeaderLine('Age', '2', headers); return headers; });
  t.turns(3, () => t.done());
});

var SILENT = { addRequest: () => undefined, protocol: 'http:', defaultPort: 80 };

scenario('request_options', t => {
  var made = options => {
    var req = http.request(options);
    return [req.method, req.path, req.host, req.protocol, req.getHeaders(), req.timeout === undefined ? null : req.timeout, req.listenerCount('socket')];
  };
  ['auth', 'defaultPort', 'host', 'hostname', 'method', 'path', 'port', 'protocol', 'setDefaultHeaders', 'setHost', 'timeout', 'joinDuplicateHeaders',
    'insecureHTTPParser', 'maxHeaderSize', 'uniqueHeaders', 'createConnection', 'localAddress', 'localPort', 'family', 'hints', 'lookup', 'socketPath'].forEach(name => {
    probe(t, name, value => made(option(name, value, { agent: SILENT })), {
      auth: 'object list function buffer', port: 'object list function buffer array', defaultPort: 'object list function buffer array',
      path: 'object list function buffer', protocol: 'object array list function buffer symbol',
    }[name]);
  });
  probe(t, 'agent', value => http.request({ host: '127.0.0.1', port: 1, agent: value }).on('error', () => undefined).destroy() instanceof http.ClientRequest);
  probe(t, 'signal', value => made({ agent: SILENT, signal: value }));
  probe(t, 'headers', value => made({ agent: SILENT, headers: value }), 'text digits true 5 -1 1.5 Infinity too large function symbol buffer');
  probe(t, 'headers value', value => made({ agent: SILENT, headers: { n: value } }), 'null object function');
  probe(t, 'headers array value', value => http.request({ agent: SILENT, headers: ['n', value] })._header, 'null object function buffer');
  probe(t, 'createConnection', value => http.request({ host: '127.0.0.1', port: 1, createConnection: value }).on('error', () => undefined).destroy() instanceof http.ClientRequest, 'function');
  t.turns(3, () => t.done());
});

scenario('request_calls', t => {
  probe(t, 'request', value => http.request(value).on('error', () => undefined).destroy() instanceof http.ClientRequest);
  probe(t, 'get', value => http.get(value).on('error', () => undefined).destroy() instanceof http.ClientRequest);
  probe(t, 'url, options', value => http.request('http://127.0.0.1:1/', value).on('error', () => undefined).destroy() instanceof http.ClientRequest, 'text digits symbol true 5 -1 1.5 Infinity too large list buffer array');
  probe(t, 'callback', value => http.request({ agent: SILENT }, value).listenerCount('response'));
  probe(t, 'url, callback', value => http.request('http://h/', { agent: SILENT }, value).listenerCount('response'));
  t.turns(3, () => t.done());
});

scenario('request_methods', t => {
  var make = () => http.request({ agent: SILENT, method: 'POST' }).on('error', () => undefined);
  probe(t, 'setTimeout', value => { var req = make(); return [req.setTimeout(value) === req, req.listenerCount('timeout'), req.listenerCount('socket')]; }, 'function');
  probe(t, 'setTimeout callback', value => make().setTimeout(5, value).listenerCount('timeout'), 'null');
  probe(t, 'clearTimeout', value => make().clearTimeout(value), 'null');
  ['setNoDelay', 'setSocketKeepAlive', 'abort', 'flushHeaders', 'cork'].forEach(name => probe(t, name, value => make()[name](value)));
  // Not '5': a JavaScript object puts it first.
  probe(t, 'setHeader name', value => make().setHeader(value, 'v').getHeaders(), 'digits');
  probe(t, 'setHeader value', value => make().setHeader('n', value).getHeaders(), 'null object function');
  probe(t, 'write', value => [make().write(value)]);
  probe(t, 'end', value => { var req = make(); return [req.end(value) === req, sent(req)]; });
  probe(t, 'addTrailers value', value => { var req = make(); req.addTrailers({ n: value }); return req._trailer; }, 'undefined null object function symbol buffer');
  probe(t, 'destroy', value => { var req = make(); return [req.destroy(value) === req, req.destroyed, req.listenerCount('error')]; });
  probe(t, 'path', value => { var req = make(); req.path = value; req.flushHeaders(); return req._header; }, 'object list function buffer array symbol null undefined');
  probe(t, 'method', value => { var req = make(); req.method = value; req.flushHeaders(); return req._header; }, 'object list function buffer array symbol null undefined');
  t.done();
});

scenario('agent_options', t => {
  var names = ['keepAlive', 'keepAliveMsecs', 'maxSockets', 'maxTotalSockets', 'maxFreeSockets', 'scheduling', 'timeout'];
  probe(t, 'Agent', value => new http.Agent(value) instanceof http.Agent);
  names.forEach(name => probe(t, name, value => {
    var made = new http.Agent(option(name, value))[name];
    return made === undefined ? null : made;
  }, 'buffer array list object'));
  t.done();
});

function agentName(t, agent, name) { probe(t, 'getName ' + name, value => agent.getName(option(name, value)), 'object function buffer array list symbol'); }

// Alone: v5 has one pool for all paths.
scenario('agent_name_of_a_path', t => {
  var agent = t.agent({ keepAlive: true });
  agentName(t, agent, 'socketPath');
  t.log('module', agent.getName({ socketPath: '/s' }), agent.getName({ host: 'h', port: 80, localAddress: 'l', family: 4, socketPath: '/p' }));
  t.done();
});

scenario('agent_methods', t => {
  var agent = t.agent({ keepAlive: true });
  probe(t, 'getName', value => agent.getName(value));
  ['host', 'port', 'localAddress', 'family'].forEach(name => agentName(t, agent, name));
  probe(t, 'createConnection', value => { var socket = agent.createConnection(value); socket.on('error', () => undefined).destroy(); return 'made'; }, '0 5 digits');
  probe(t, 'keepSocketAlive', value => agent.keepSocketAlive(value));
  probe(t, 'reuseSocket', value => agent.reuseSocket(value, {}));
  probe(t, 'addRequest', value => agent.addRequest(value, {}), 'object array list buffer function');
  probe(t, 'destroy', value => agent.destroy(value));
  t.turns(3, () => t.done());
});

scenario('socket_connect', t => {
  var connect = value => { var socket = net.connect(value); socket.on('error', () => undefined).destroy(); return 'made'; };
  probe(t, 'connect', connect, '0 5 digits');
  ['port', 'path', 'host', 'localAddress', 'localPort', 'lookup', 'noDelay', 'keepAlive', 'keepAliveInitialDelay', 'autoSelectFamily', 'autoSelectFamilyAttemptTimeout',
    'allowHalfOpen', 'timeout', 'onread'].forEach(name => {
    probe(t, 'connect ' + name, value => connect(option(name, value, name === 'path' ? {} : name === 'port' ? { host: '127.0.0.1' } : { port: 1, host: '127.0.0.1' })), {
      localAddress: 'list buffer array object', onread: 'buffer function',
    }[name]);
  });
  ['family', 'hints', 'lookup', 'host'].forEach(name => probe(t, 'connect ' + name + ' of a name', value => connect(option(name, value, name === 'host' ? { port: 1 } : { port: 1, host: 'h.invalid' }))));
  probe(t, 'listener', value => { var socket = net.connect(1, '127.0.0.1', value); socket.on('error', () => undefined).destroy(); return socket.listenerCount('connect'); });
  t.turns(3, () => t.done());
});

function socketOption(t, name) { probe(t, 'Socket ' + name, value => new net.Socket(option(name, value)) instanceof net.Socket, name === 'fd' ? '0 5' : ''); }

// Alone: v10 shows the source of a function.
scenario('socket_high_water_mark', t => { socketOption(t, 'highWaterMark'); t.done(); });

scenario('socket_methods', t => {
  var make = () => { var socket = new net.Socket(); socket.on('error', () => undefined); return socket; };
  probe(t, 'Socket', value => new net.Socket(value) instanceof net.Socket, '0 5');
  ['fd', 'allowHalfOpen', 'readable', 'writable', 'objectMode', 'readableObjectMode', 'writableObjectMode', 'signal'].forEach(name => socketOption(t, name));
  probe(t, 'setTimeout', value => { var socket = make(); return [socket.setTimeout(value) === socket, socket.timeout]; }, 'function symbol');
  probe(t, 'setTimeout callback', value => make().setTimeout(5, value).listenerCount('timeout'), 'null');
  probe(t, 'setTimeout 0 callback', value => make().setTimeout(0, value).listenerCount('timeout'), 'null');
  probe(t, 'setEncoding', value => make().setEncoding(value).readableEncoding, 'object list array buffer symbol');
  ['setNoDelay', 'setKeepAlive', 'ref', 'unref', 'pause', 'resume', 'destroySoon', 'resetAndDestroy', 'address'].forEach(name => {
    probe(t, name, value => { var socket = make(); var result = socket[name](value); return result === socket ? 'self' : result; });
  });
  probe(t, 'setKeepAlive delay', value => { var socket = make(); return socket.setKeepAlive(true, value) === socket; });
  probe(t, 'write', value => [make().write(value)]);
  probe(t, 'write encoding', value => [make().write('x', value)], 'object list array buffer symbol true 5 -1 1.5 Infinity NaN too large');
  probe(t, 'end', value => { var socket = make(); return socket.end(value) === socket; });
  probe(t, 'destroy', value => { var socket = make(); return [socket.destroy(value) === socket, socket.destroyed]; });
  t.turns(3, () => t.done());
});

scenario('module_functions', t => {
  probe(t, 'validateHeaderName', value => http.validateHeaderName(value));
  probe(t, 'validateHeaderName label', value => http.validateHeaderName('a b', value), 'object function list buffer symbol array');
  probe(t, 'validateHeaderValue', value => http.validateHeaderValue('n', value), 'null object function');
  probe(t, 'validateHeaderValue name', value => http.validateHeaderValue(value, 'a\n'), 'object function list buffer symbol array');
  probe(t, 'setMaxIdleHTTPParsers', value => http.setMaxIdleHTTPParsers(value));
  if (has(http, 'setMaxIdleHTTPParsers')) http.setMaxIdleHTTPParsers(1000);
  probe(t, 'isIP', value => net.isIP(value));
  probe(t, 'setDefaultAutoSelectFamily', value => net.setDefaultAutoSelectFamily(value));
  if (has(net, 'setDefaultAutoSelectFamily')) net.setDefaultAutoSelectFamily(true);
  probe(t, 'setDefaultAutoSelectFamilyAttemptTimeout', value => net.setDefaultAutoSelectFamilyAttemptTimeout(value));
  if (has(net, 'setDefaultAutoSelectFamilyAttemptTimeout')) net.setDefaultAutoSelectFamilyAttemptTimeout(250);
  t.done();
});
