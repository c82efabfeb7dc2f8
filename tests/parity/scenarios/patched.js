'use strict';
// What packages lean on: methods that they replace or override keep being called, and the members that are public in all but name
// hold Node's values at each step.
var http = require('http');
var net = require('net');
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

var GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
var KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

// Replaces methods of one object by ones that log their name before they do the same.
function spy(t, lane, label, object, names) {
  names.split(' ').forEach(name => {
    var real = object[name];
    object[name] = function () { t.log(lane, label + '.' + name); return real.apply(this, arguments); };
  });
  return object;
}

// One server whose handler runs the forms in turn, each on a connection of its own.
function each(t, forms, head) {
  var names = Object.keys(forms);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.server(null, (req, res) => {
      t.log('server', name);
      forms[name](res, req);
    }, port => t.raw(port, [head || GET], next));
  })();
}

var BODIES = {
  end: res => res.end(),
  'end text': res => res.end('text'),
  'end buffer': res => res.end(Buffer.from('bytes')),
  'write and end': res => { res.write('one'); res.end(); },
  'write and end text': res => { res.write('one'); res.end('two'); },
  'writeHead and end': res => { res.writeHead(201, { 'X-A': 'b' }); res.end('text'); },
  flushed: res => { res.flushHeaders(); res.end('text'); },
  'no content': res => { res.statusCode = 204; res.end(); },
  'with length': res => { res.setHeader('Content-Length', 4); res.write('te'); res.end('xt'); },
  corked: res => { if (has(res, 'cork')) res.cork(); res.write('a'); res.write('b'); if (has(res, 'cork')) res.uncork(); res.end(); },
};

function patchedEach(t, patch) {
  var forms = {};
  Object.keys(BODIES).forEach(name => { forms[name] = (res, req) => { patch(res, req); BODIES[name](res); }; });
  each(t, forms);
}

scenario('response_methods', t => patchedEach(t, res => spy(t, 'server', 'res', res, 'writeHead write end setHeader flushHeaders')));
scenario('response_inner_methods', t => patchedEach(t, res => spy(t, 'server', 'res', res, '_implicitHeader _storeHeader detachSocket')));

scenario('response_emit', t => patchedEach(t, res => {
  var emit = res.emit;
  res.emit = function (event) { t.log('server', 'emit ' + event); return emit.apply(this, arguments); };
}));

scenario('socket_write', t => patchedEach(t, (res, req) => {
  var write = req.socket.write;
  var written = '';
  req.socket.write = function (chunk) { written += chunk; return write.apply(this, arguments); };
  res.on('finish', () => t.log('server', 'written', written));
}));

scenario('socket_methods', t => patchedEach(t, (res, req) => spy(t, 'server', 'socket', req.socket, 'end destroy destroySoon')));

scenario('request_emit_and_push', t => t.server(null, (req, res) => {
  var emit = req.emit;
  req.emit = function (event) { t.log('server', 'emit ' + event); return emit.apply(this, arguments); };
  spy(t, 'server', 'req', req, 'push resume pause');
  req.on('data', () => undefined);
  req.on('end', () => res.end('x'));
}, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n', 'ab', 'cd'])));

// Nobody reads these requests, so only who looks closely can tell that they end and close.
scenario('untouched_request_emit', t => {
  class Request extends http.IncomingMessage {
    emit(event) { if (event !== 'readable') t.log('server', 'emit ' + event); return super.emit.apply(this, arguments); }
  }
  t.server(null, (req, res) => {
    var emit = req.emit;
    req.emit = function (event) { if (event !== 'readable') t.log('server', 'emit ' + event); return emit.apply(this, arguments); };
    res.end('x');
  }, port => t.raw(port, [GET], () => t.server({ IncomingMessage: Request }, (req, res) => res.end('y'), port => t.raw(port, [GET]))));
});

// Classes that take fewer arguments than they are given.
scenario('server_classes_with_few_arguments', t => {
  class Response extends http.ServerResponse { constructor(req) { super(req); this.made = 'response'; } }
  class Request extends http.IncomingMessage { constructor(socket) { super(socket); this.made = 'request'; } }
  t.server({ IncomingMessage: Request, ServerResponse: Response }, (req, res) => {
    t.log('server', req.made, res.made);
    res.end('x');
  }, port => t.raw(port, [GET]));
});

scenario('server_emit', t => {
  var server = t.server(null, (req, res) => res.end('x'), port => t.raw(port, [KEEP, ['until', 'x'], KEEP, ['destroy']], () => server.close(() => t.done())));
  var emit = server.emit;
  server.emit = function (event) { t.log('server', 'emit ' + event); return emit.apply(this, arguments); };
});

scenario('server_classes', t => {
  class Response extends http.ServerResponse {
    constructor(req, options) { super(req, options); t.log('server', 'made', options === undefined ? null : options, req.method); }
    assignSocket(socket) { t.log('server', 'assignSocket', this.socket); super.assignSocket(socket); }
    detachSocket(socket) { t.log('server', 'detachSocket', socket === this.socket); super.detachSocket(socket); }
    writeHead(status, reason, headers) { t.log('server', 'writeHead', status); return super.writeHead(status, reason, headers); }
    write(chunk, encoding, callback) { t.log('server', 'write', chunk); return super.write(chunk, encoding, callback); }
    end(chunk, encoding, callback) { t.log('server', 'end', chunk); return super.end(chunk, encoding, callback); }
    _implicitHeader() { t.log('server', '_implicitHeader'); super._implicitHeader(); }
    hello() { this.end('hello'); }
  }
  class Request extends http.IncomingMessage {
    constructor(socket) { super(socket); t.log('server', 'request made', socket === this.socket); }
    _read(size) { t.log('server', '_read'); super._read(size); }
    _addHeaderLine(field, value, dest) { t.log('server', field); super._addHeaderLine(field, value, dest); }
    query() { return this.url.split('?')[1]; }
  }
  t.server({ IncomingMessage: Request, ServerResponse: Response }, (req, res) => {
    t.log('server', req.query(), req.headers.host, req instanceof Request, res instanceof Response);
    if (req.url === '/?1') return res.hello();
    res.write('a');
    t.body('server', 'body', req, () => res.end('b'));
  }, port => t.raw(port, ['GET /?1 HTTP/1.1\r\nHost: a\r\n\r\n' + 'POST /?2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nxy']));
});

// What on-headers does: the listener runs when the header is about to be made.
scenario('on_headers', t => patchedEach(t, res => {
  var writeHead = res.writeHead;
  var fired = false;
  res.writeHead = function () {
    if (!fired) { fired = true; t.log('server', 'headers', res.statusCode, has(res, 'getHeaders') ? res.getHeaders() : null); res.setHeader('X-Late', 'yes'); }
    return writeHead.apply(res, arguments);
  };
}));

// What compression does: write, end and on are replaced, and the body goes through a stream.
scenario('compression_like', t => patchedEach(t, res => {
  var upper = new (require('stream').Transform)({ transform: (chunk, encoding, callback) => callback(null, String(chunk).toUpperCase()) });
  var write = res.write;
  var end = res.end;
  res.write = function (chunk, encoding) {
    if (!res._header) res._implicitHeader();
    return upper.write(chunk, encoding);
  };
  res.end = function (chunk, encoding) {
    if (!res._header) { res.removeHeader('Content-Length'); res._implicitHeader(); }
    return chunk ? upper.end(chunk, encoding) : upper.end();
  };
  upper.on('data', chunk => { if (write.call(res, chunk) === false) upper.pause(); });
  upper.on('end', () => end.call(res));
}));

// What express and morgan do: the prototype of one object is replaced.
scenario('prototype_replaced', t => each(t, {
  all: (res, req) => {
    var response = Object.create(http.ServerResponse.prototype);
    response.send = function (text) { this.setHeader('X-Sent', 'yes'); return this.end(text); };
    Object.setPrototypeOf(res, response);
    var request = Object.create(http.IncomingMessage.prototype);
    request.get = function (name) { return this.headers[name]; };
    Object.setPrototypeOf(req, request);
    res.locals = { a: 1 };
    req.res = res;
    res.req = req;
    t.log('server', req.get('host'), res.locals, res instanceof http.ServerResponse);
    res.send('sent');
  },
}));

var OUTGOING = '_header _headerSent _hasBody _trailer _contentLength _last _defaultKeepAlive _removedConnection _removedContLen _removedTE ' +
  '_keepAliveTimeout _closed finished destroyed chunkedEncoding useChunkedEncodingByDefault shouldKeepAlive sendDate outputSize ' +
  'maxRequestsOnConnectionReached strictContentLength writable writableLength writableEnded writableFinished writableNeedDrain';

// Before v12 what waits stood in three lists, of which the first has the data.
function waiting(message) { return (message.outputData ? message.outputData.map(item => item.data) : message.output).map(String).join(''); }

scenario('response_members', t => each(t, {
  chunked: res => {
    var names = OUTGOING + ' _sent100 _expect_continue';
    t.props('server', 'new', res, names);
    t.log('server', waiting(res), res._headers === undefined ? null : res._headers, res.socket._httpMessage === res);
    res.setHeader('X-A', '1');
    t.log('server', res._headers, res._headerNames);
    res.writeHead(200);
    t.props('server', 'writeHead', res, names);
    res.write('abc');
    t.props('server', 'written', res, names);
    res.on('finish', () => { t.props('server', 'finish', res, names); t.log('server', res.socket, waiting(res)); });
    res.on('close', () => { t.props('server', 'close', res, names); t.log('server', res.socket); });
    res.end();
    t.props('server', 'ended', res, names);
  },
  'at once': res => {
    var socket = res.socket;
    res.on('prefinish', () => t.props('server', 'prefinish', res, OUTGOING));
    res.on('finish', () => { t.props('server', 'finish', res, OUTGOING); t.log('server', socket._httpMessage, res.socket); });
    res.on('close', () => t.props('server', 'close', res, OUTGOING));
    res.end('abc');
    t.props('server', 'ended', res, OUTGOING);
    t.log('server', socket._httpMessage === res, res.socket === socket, waiting(res));
  },
  removed: res => {
    ['Connection', 'Content-Length', 'Transfer-Encoding', 'Date'].forEach(name => res.removeHeader(name));
    t.props('server', 'removed', res, OUTGOING);
    res.end('abc');
    t.props('server', 'ended', res, OUTGOING);
  },
  trailers: res => {
    res.addTrailers({ 'X-T': '1' });
    res.write('a');
    t.props('server', 'trailers', res, OUTGOING);
    res.end();
  },
}));

scenario('waiting_response_members', t => t.server(null, (req, res) => {
  if (req.url === '/1') { t.later(20, () => res.end('first')); return; }
  t.log('server', res.socket, req.socket._httpMessage === res, waiting(res));
  res.write('a');
  t.props('server', 'written', res, OUTGOING);
  t.log('server', waiting(res));
  res.write('b');
  res.end('c');
  t.props('server', 'ended', res, OUTGOING);
  t.log('server', waiting(res), res.outputSize);
  res.on('finish', () => { t.log('server', waiting(res), res.outputSize); });
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

var READABLE = 'flowing ended endEmitted reading length destroyed closed highWaterMark objectMode readableListening resumeScheduled errored';

scenario('request_members', t => t.server(null, (req, res) => {
  var names = 'complete aborted upgrade url method statusCode statusMessage httpVersion httpVersionMajor httpVersionMinor _dumped ' +
    'joinDuplicateHeaders readableFlowing readableLength readableEnded readableAborted readableDidRead readable destroyed closed';
  t.props('server', 'new', req, names);
  t.props('server', 'new state', req._readableState, READABLE);
  t.log('server', req.client === req.socket, req.connection === req.socket, req.socket.parser !== null, req.socket.server instanceof http.Server);
  req.on('data', chunk => { t.log('server', chunk); t.props('server', 'data', req, names); t.props('server', 'data state', req._readableState, READABLE); });
  req.on('end', () => {
    t.props('server', 'end', req, names);
    t.props('server', 'end state', req._readableState, READABLE);
    res.end('x');
  });
  req.on('close', () => { t.props('server', 'close', req, names); t.props('server', 'close state', req._readableState, READABLE); });
}, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n', 'ab', 'cd'])));

scenario('untouched_request_members', t => t.server(null, (req, res) => {
  var names = 'complete _dumped readableFlowing readableLength readableEnded readable destroyed closed';
  t.props('server', 'new', req, names);
  res.on('finish', () => t.props('server', 'finish', req, names));
  res.on('close', () => { t.props('server', 'close', req, names); t.turns(2, () => t.props('server', 'later', req, names)); });
  res.end('x');
}, port => t.raw(port, [KEEP, ['quiet']], () => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd', ['quiet']]))));

scenario('socket_members', t => t.server(null, (req, res) => {
  var socket = req.socket;
  var names = 'allowHalfOpen timeout connecting destroyed readable writable readyState _paused _hadError pending';
  var writable = 'ended ending finished destroyed length corked needDrain writing highWaterMark objectMode errored closed';
  t.props('server', 'request', socket, names);
  t.props('server', 'request state', socket._writableState, writable);
  t.log('server', socket._httpMessage === res, typeof socket._handle, typeof socket.parser, socket._server === socket.server);
  res.on('close', () => {
    t.props('server', 'close', socket, names);
    t.props('server', 'close state', socket._writableState, writable);
    t.log('server', socket._httpMessage, typeof socket.parser);
  });
  socket.on('close', () => { t.props('server', 'closed', socket, names); t.log('server', socket._httpMessage, socket.parser, socket._handle); });
  res.end('x');
}, port => t.raw(port, [GET])));

// A response that goes on knowing its socket when that belongs to the agent again.
scenario('kept_response_socket', t => t.server(null, (req, res) => res.end('answer'), port => {
  var req = http.get({ port: port, host: '127.0.0.1', agent: t.agent({ keepAlive: true }) }, res => {
    res.resume();
    res.on('end', () => { t.log('client', res.socket === req.socket); t.done(); });
  });
}));

scenario('client_members', t => t.server(null, (req, res) => res.end('answer'), port => {
  var names = OUTGOING + ' aborted reusedSocket upgradeOrConnect _ended maxHeadersCount timeout socketPath';
  var agent = t.agent({ keepAlive: true });
  var req = http.request({ port: port, host: '127.0.0.1', agent: agent, method: 'POST', path: '/p' });
  t.props('client', 'new', req, names);
  t.log('client', waiting(req), req.agent === agent, req.res, req.parser, req._headers);
  req.write('a');
  t.props('client', 'written', req, names);
  t.log('client', waiting(req));
  req.end('b');
  t.props('client', 'ended', req, names);
  req.on('socket', socket => {
    t.props('client', 'socket', req, names);
    t.log('client', socket._httpMessage === req, socket.parser === req.parser, typeof socket.parser, waiting(req));
  });
  req.on('finish', () => { t.props('client', 'finish', req, names); t.log('client', waiting(req)); });
  req.on('response', res => {
    t.props('client', 'response', req, names);
    t.log('client', req.res === res, res.req === req, res.socket === req.socket, res.complete);
    res.resume();
    res.on('end', () => { t.props('client', 'end', req, names); t.log('client', res.complete); });
    res.on('close', () => t.log('client', 'res close', res.destroyed));
  });
  req.on('close', () => {
    var socket = req.socket;
    t.props('client', 'close', req, names);
    t.log('client', socket._httpMessage === req, req.parser, socket.parser, req.res.socket === socket);
    t.turns(2, () => { t.log('client', socket._httpMessage, req.socket === socket); t.done(); });
  });
  t.patience(400);
}));

scenario('client_patched', t => t.server(null, (req, res) => res.end('answer'), port => {
  var req = http.request({ port: port, host: '127.0.0.1', agent: t.agent({ keepAlive: true }), method: 'POST' });
  var emit = req.emit;
  req.emit = function (event) { t.log('client', 'emit ' + event); return emit.apply(this, arguments); };
  spy(t, 'client', 'req', req, 'write end onSocket _implicitHeader _storeHeader setHeader');
  req.on('response', res => {
    var resEmit = res.emit;
    res.emit = function (event) { t.log('client', 'res emit ' + event); return resEmit.apply(this, arguments); };
    spy(t, 'client', 'res', res, 'push');
    res.resume();
  });
  req.on('close', () => t.done());
  req.write('a');
  req.end('b');
  t.patience(400);
}));

scenario('agent_patched', t => t.server(null, (req, res) => res.end('answer'), port => {
  class Pool extends http.Agent {
    addRequest(req, options) { t.log('client', 'addRequest', options.path); super.addRequest(req, options); }
    createSocket(req, options, callback) { t.log('client', 'createSocket'); super.createSocket(req, options, callback); }
    createConnection(options, callback) { t.log('client', 'createConnection', typeof callback); return super.createConnection(options, callback); }
    keepSocketAlive(socket) { t.log('client', 'keepSocketAlive'); return super.keepSocketAlive(socket); }
    reuseSocket(socket, req) { t.log('client', 'reuseSocket'); super.reuseSocket(socket, req); }
    removeSocket(socket, options) { t.log('client', 'removeSocket'); super.removeSocket(socket, options); }
    getName(options) { return 'mine'; }
  }
  var agent = new Pool({ keepAlive: true });
  t.defer(() => agent.destroy());
  var get = then => http.get({ port: port, host: '127.0.0.1', agent: agent }, res => {
    t.log('client', Object.keys(agent.sockets), Object.keys(agent.freeSockets));
    res.resume();
    res.on('end', () => t.turns(2, then));
  });
  get(() => get(() => { agent.destroy(); t.turns(3, () => t.done()); }));
}));

scenario('agent_methods_replaced', t => t.server(null, (req, res) => res.end('answer'), port => {
  var agent = t.agent({ keepAlive: true });
  spy(t, 'client', 'agent', agent, 'addRequest createSocket createConnection keepSocketAlive reuseSocket removeSocket');
  var get = then => http.get({ port: port, host: '127.0.0.1', agent: agent }, res => { res.resume(); res.on('end', () => t.turns(2, then)); });
  get(() => get(() => { agent.destroy(); t.turns(3, () => t.done()); }));
}));

scenario('what_waits_is_told', t => {
  var out = new http.OutgoingMessage();
  out._implicitHeader = () => undefined;
  out._header = '';
  out._headerSent = true;
  out._onPendingData = size => t.log('message', size);
  out.write('abc');
  t.log('message', out._writeRaw('de', () => undefined), out.outputSize);
  out._flushOutput({ cork: () => undefined, uncork: () => undefined, write: () => true });
  t.log('message', out.outputSize);
  t.done();
});

scenario('header_made_by_hand', t => {
  var first = true;
  t.server(null, (req, res) => {
    res._defaultKeepAlive = false;
    if (first) res.setHeader('Content-Length', 1);
    else res._storeHeader('HTTP/1.1 200 Mine\r\n');
    first = false;
    res.end('x');
  }, port => t.raw(port, [KEEP, ['until', 'x'], GET]));
});
