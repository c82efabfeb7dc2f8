'use strict';
// The events of http.Server that are not 'request', pipelining, and errors in listeners.
var http = require('http');
var Duplex = require('stream').Duplex;
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

var UPGRADE = 'GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n';

// covers: Server event upgrade
scenario('upgrade', t => {
  var server = t.server(null, () => t.log('server', 'request'), port => t.raw(port, [UPGRADE + 'early', ['until', 'early'], 'late', ['fin']]));
  server.on('upgrade', (req, socket, head) => {
    t.log('server', req.url, req.upgrade, req.headers, head, socket);
    t.log('server', socket === req.socket, socket.listenerCount('data'), req.complete);
    t.events('server', 'socket', socket, 'end close');
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    socket.write(head);
    socket.on('data', chunk => socket.write(chunk));
    socket.on('end', () => socket.end('bye'));
  });
});

scenario('upgrade_without_listener', t => t.server(null, (req, res) => {
  t.log('server', 'request', req.url, req.upgrade, req.headers);
  res.end('plain');
}, port => t.raw(port, [UPGRADE + 'dropped', ['until', 'plain'], 'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

scenario('upgrade_with_body', t => {
  var server = t.server(null, () => t.log('server', 'request'), port => t.raw(port, [
    'POST /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\nabcdef', ['turns', 4]]));
  server.on('upgrade', (req, socket, head) => {
    t.log('server', req.method, head);
    t.body('server', 'body', req);
    t.turns(4, () => socket.end('done'));
  });
});

// covers: Server event connect
scenario('connect', t => {
  var server = t.server(null, null, port => t.raw(port, ['CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\nfirst', 'second', ['fin']]));
  server.on('connect', (req, socket, head) => {
    t.log('server', req.method, req.url, head, socket);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.on('data', chunk => t.log('server', 'data', chunk));
    socket.on('end', () => socket.end('end'));
  });
});

scenario('connect_without_listener', t => t.server(null, () => t.log('server', 'request'),
  port => t.raw(port, ['CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n'])));

scenario('connect_and_upgrade_headers', t => {
  var server = t.server(null, () => t.log('server', 'request'), port => t.raw(port, [
    'CONNECT h:1 HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n']));
  server.on('upgrade', (req, socket) => { t.log('server', 'upgrade'); socket.end(); });
  server.on('connect', (req, socket) => { t.log('server', 'connect'); socket.end(); });
});

// covers: Server event checkContinue
scenario('expect_continue', t => t.server(null, (req, res) => {
  t.log('server', req.headers.expect);
  t.body('server', 'body', req, () => res.end('done'));
}, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n',
  ['until', '100 Continue'], 'abc'])));

scenario('check_continue', t => {
  var server = t.server(null, () => t.log('server', 'request'), port => t.raw(port, [
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n', ['until', '100 Continue'], 'abc']));
  server.on('checkContinue', (req, res) => {
    t.log('server', 'checkContinue', req.headers.expect);
    t.watch('server', req, res);
    res.writeContinue(() => t.log('server', 'callback'));
    t.body('server', 'body', req, () => res.end('done'));
  });
});

scenario('check_continue_refused', t => {
  var server = t.server(null, null, port => t.raw(port, [
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n', ['until', '0\r\n\r\n'], 'abc', ['quiet']]));
  server.on('checkContinue', (req, res) => {
    res.writeHead(417);
    res.end();
  });
});

// covers: Server event checkExpectation
scenario('check_expectation', t => {
  var request = 'GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n';
  t.server(null, () => t.log('server', 'request'), port => t.raw(port, [request, ['quiet']], () => {
    var server = t.server(null, () => t.log('server', 'request'), port => t.raw(port, [request, ['quiet']]));
    server.on('checkExpectation', (req, res) => {
      t.log('server', 'checkExpectation', req.headers.expect);
      res.end('as you wish');
    });
  }));
});

scenario('expectations_on_the_wire', t => {
  var values = ['', '100-continue, x', 'x, 100-continue', '100-CONTINUE'];
  t.server(null, (req, res) => {
    t.log('server', 'request', req.headers.expect);
    res.end();
  }, port => (function next() {
    var value = values.shift();
    if (value === undefined) return t.raw(port, ['GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n']);
    t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nExpect: ' + value + '\r\n\r\n', ['quiet']], next);
  })());
});

// covers: Server event clientError
function answersToBadRequests(t, inputs, listen) {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request');
    res.end();
  }, port => (function next() {
    var input = inputs.shift();
    if (input === undefined) return t.done();
    t.raw(port, [input, ['turns', 40], ['quiet']], next);
  })());
  if (!listen) return;
  server.on('clientError', (error, socket) => {
    t.log('server', 'clientError', error, socket);
    t.props('server', 'socket', socket, 'writable destroyed bytesWritten');
    if (socket.writable) socket.end('HTTP/1.1 400 Mine\r\n\r\n');
  });
}

// What an older Node let through stands in hostile.js.

scenario('client_error_default', t => answersToBadRequests(t, ['garbage\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: ' + new Array(20001).join('x') + '\r\n\r\n', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n']));

scenario('client_error_event', t => answersToBadRequests(t, ['garbage\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\n', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'], true));

scenario('client_error_reset', t => {
  var server = t.server(null, () => t.log('server', 'request'), port => t.raw(port, ['GET / HTT', ['reset']]));
  server.on('clientError', (error, socket) => {
    t.log('server', 'clientError', error.code, socket.writable, socket.destroyed);
    socket.destroy();
  });
});

scenario('client_error_after_answer_began', t => {
  t.server(null, (req, res) => {
    res.write('partial');
    t.watch('server', req, res);
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', 'zz\r\n']));
});

scenario('socket_error_listener_on_parse_error', t => {
  var server = t.server(null, null, port => t.raw(port, ['garbage\r\n\r\n']));
  server.on('connection', socket => t.events('server', 'socket', socket, 'error end close'));
});

// covers: Server event connection
scenario('connection_event', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request', req.socket === seen);
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
  var seen;
  server.on('connection', socket => {
    seen = socket;
    t.log('server', 'connection', socket, socket.server === server);
    t.log('server', socket.remoteAddress, socket.remoteFamily, socket.localPort, socket.address());
  });
});

scenario('injected_duplex', t => {
  var sent = '';
  var server = http.createServer((req, res) => {
    t.log('server', req.method, req.url, req.socket === duplex, req.headers);
    t.body('server', 'body', req, () => res.end('hello'));
    t.events('server', 'res', res, 'finish close');
  });
  var duplex = new Duplex({
    read: () => undefined,
    write: (chunk, encoding, callback) => { sent += chunk; callback(); },
    final: callback => { t.log('duplex', 'final', sent); callback(); t.done(); },
  });
  server.timeout = 0; // a Duplex cannot time out
  server.emit('connection', duplex);
  duplex.push('POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\n');
  duplex.push('abc');
});

// covers: Server event dropRequest, Server property maxRequestsPerSocket
scenario('max_requests_per_socket', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request', req.url);
    res.end('x');
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /3 HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]));
  server.maxRequestsPerSocket = 2;
  server.on('dropRequest', (req, socket) => t.log('server', 'drop', req.url, socket));
});

scenario('max_requests_pipelined', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request', req.url);
    t.turns(2, () => res.end('x'));
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]));
  server.maxRequestsPerSocket = 2;
  server.on('dropRequest', req => t.log('server', 'drop', req.url));
});

scenario('pipelined_answers_in_order', t => {
  var responses = {};
  t.server(null, (req, res) => {
    t.log('server', 'request', req.url, res.socket === req.socket);
    t.events('server', req.url, res, 'finish close');
    responses[req.url] = res;
    if (req.url !== '/3') return;
    t.log('server', 'write', responses['/3'].write('third'), responses['/3'].socket);
    responses['/3'].end('!');
    responses['/2'].end('second');
    t.log('server', responses['/2'].writableEnded, responses['/2'].writableFinished, responses['/2'].writableLength);
    responses['/1'].end('first');
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

scenario('pipelined_with_bodies', t => {
  t.server(null, (req, res) => {
    t.log('server', 'request', req.url);
    t.body('server', req.url, req, () => res.end(req.url));
  }, port => t.raw(port, ['POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcPOST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '2\r\nde\r\n0\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

scenario('pipelined_client_leaves', t => {
  t.parties(2);
  t.server(null, (req, res) => {
    t.events('server', req.url + ' req', req, 'aborted close');
    t.events('server', req.url + ' res', res, 'close');
    req.resume();
    if (req.url === '/1') res.on('close', () => t.done());
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n', ['destroy']]));
});

// The first answer is held back, so those behind it pile up until the server stops reading.
scenario('pipelining_backpressure', t => {
  var held;
  var pieces = [];
  for (var i = 0; i < 8; i++) pieces.push('GET /' + i + ' HTTP/1.1\r\nHost: a\r\n\r\n');
  t.server(null, (req, res) => {
    t.log('server', req.url, req.socket.isPaused());
    if (req.url === '/0') { held = res; return; }
    res.end(new Array(20001).join('x'));
  }, port => t.raw(port, pieces.concat([['call', () => { t.log('server', 'released'); held.end('first'); }], ['turns', 20], ['destroy']])));
});

scenario('pipelined_in_one_read', t => t.server(null, (req, res) => {
  t.log('server', req.url, req.socket.isPaused());
  res.end(new Array(req.url === '/1' ? 70001 : 2).join('x'));
  t.log('server', req.url, 'ended', req.socket._writableState.needDrain);
}, port => t.raw(port, [['/1', '/2', '/3'].map(path => 'GET ' + path + ' HTTP/1.1\r\nHost: a\r\n\r\n').join(''), ['turns', 20], ['destroy']])));

scenario('half_closed_client', t => t.server(null, (req, res) => {
  t.watch('server', req, res);
  t.events('server', 'socket', req.socket, 'end close');
  req.resume();
  t.turns(8, () => res.end('late'));
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['fin']])));

scenario('throwing_listener', t => t.server(null, (req, res) => {
  res.on('close', () => t.log('server', 'close'));
  throw new Error('in the handler');
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])));

scenario('capture_rejections', t => {
  require('events').captureRejections = true;
  var captured = http.createServer((req, res) => {
    res.on('close', () => t.log('server', 'close'));
    if (req.url === '/sent') res.write('partial');
    return Promise.reject(new Error('async'));
  });
  require('events').captureRejections = false;
  t.listen(captured, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']], () => {
    t.raw(port, ['GET /sent HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]);
  }));
});

scenario('no_request_listener', t => t.server(null, null, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']])));

scenario('emit_request_by_hand', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request', req.url);
    if (req.url !== '/again') { req.url = '/again'; return server.emit('request', req, res); }
    res.end('redirected');
  }, port => t.raw(port, ['GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

// Who listens to the bytes of a connection gets them, beside the parser.
scenario('listeners_of_a_served_socket', t => {
  var names = ['data', 'readable', 'end', 'error', 'close', 'drain', 'timeout', 'pause', 'resume'];
  var ways = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener', 'readable'];
  t.server(null, (req, res) => {
    var way = req.url.slice(1);
    var socket = req.socket;
    function count(label) {
      t.log('server', way, label, names.map(name => socket.listenerCount(name)), socket.readableFlowing, socket.isPaused());
    }
    if (ways.indexOf(way) >= 0) {
      count('before');
      if (way === 'readable') socket.on('readable', () => t.log('server', 'readable', socket.read()));
      else socket[way]('data', chunk => t.log('server', way, chunk));
      count('after');
    }
    t.log('server', req.url);
    res.end('ok');
  }, port => {
    function ask(index) {
      t.raw(port, ['GET /' + ways[index] + ' HTTP/1.1\r\nHost: a\r\n\r\n', ['until', '\r\n\r\nok'],
        'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'], index + 1 < ways.length ? () => ask(index + 1) : undefined);
    }
    ask(0);
  });
});

// Whoever has the connection now has its timeouts too.
scenario('timeout_after_an_upgrade', t => {
  var server = t.server(null, (req, res) => res.end('one'), port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'one'], UPGRADE, ['until', 'bye']]));
  server.on('timeout', () => t.log('server', 'timeout'));
  server.on('upgrade', (req, socket) => {
    t.log('server', ['data', 'end', 'error', 'close', 'drain', 'timeout'].map(name => socket.listenerCount(name)));
    socket.resume();
    socket.setTimeout(20);
    t.later(60, () => {
      t.log('server', socket.destroyed);
      socket.end('bye');
    });
  });
});

scenario('encoding_of_a_served_socket', t => {
  var server = t.server(null, (req, res) => {
    t.attempt('server', 'in the handler', () => req.socket.setEncoding('utf8') === req.socket);
    res.end('ok');
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
  server.on('connection', socket => t.attempt('server', 'at its beginning', () => socket.setEncoding() === socket));
});

scenario('unshift_into_a_served_socket', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', req.url);
    res.end('ok');
  }, port => t.raw(port, [['until', 'ok'], 'GET /sent HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
  server.on('connection', socket => socket.unshift(Buffer.from('GET /put HTTP/1.1\r\nHost: a\r\n\r\n')));
});

// What 'clientError' is told of a handler that has thrown, when the client sends more.
scenario('client_error_of_a_throwing_handler', t => {
  var heads = [
    ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['GET / HTTP/1.1\r\nHo', 'st: a\r\n\r\n'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab'],
    ['\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ];
  (function next() {
    if (!heads.length) return t.done();
    var head = heads.shift();
    var server = t.server(null, () => { throw new Error('mine'); }, port => t.raw(port, head.concat(['more']), next));
    server.on('clientError', (error, socket) => {
      t.log('server', error);
      socket.destroy();
    });
  }());
});

// A served socket that is paused behind a request is not read until it is resumed.
scenario('pause_a_served_socket', t => t.server(null, (req, res) => {
  t.log('server', req.url);
  setImmediate(() => req.socket.pause());
  setTimeout(() => {
    t.log('server', req.url, 'is answered', req.socket.isPaused());
    res.end('ok');
    setTimeout(() => req.socket.resume(), 20);
  }, 60);
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['turns', 5],
  'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

// A stream sees how often it is written to, and the response is finished when the last of these writes is.
scenario('answer_on_a_duplex', t => {
  var server = http.createServer((req, res) => {
    t.events('server', req.url, res, 'prefinish finish close error');
    res.end(req.url === '/1' ? 'x' : undefined);
    res.write('late');
    t.log('server', res.writableFinished, duplex.writableLength > 0);
  });
  var duplex = new Duplex({
    read: () => undefined,
    write: (chunk, encoding, callback) => { t.log('wire', String(chunk)); callback(); },
  });
  server.emit('connection', duplex);
  duplex.push('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n');
  t.turns(3, () => { duplex.push('GET /2 HTTP/1.1\r\nHost: a\r\n\r\n'); t.turns(3, () => t.done()); });
});

// Of connections that are handed to a server that does not listen it keeps no list.
scenario('close_all_of_a_server_that_does_not_listen', t => {
  var server = http.createServer((req, res) => {
    if (has(server, 'closeAllConnections')) server.closeAllConnections();
    t.log('server', duplex.destroyed);
    res.end('x');
  });
  var duplex = new Duplex({ read: () => undefined, write: (chunk, encoding, callback) => callback() });
  server.emit('connection', duplex);
  duplex.push('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  t.turns(3, () => {
    if (has(server, 'closeIdleConnections')) server.closeIdleConnections();
    t.log('server', duplex.destroyed);
    t.done();
  });
});

scenario('timeout_of_a_socket_that_has_closed', t => t.server(null, (req, res) => {
  req.on('error', () => undefined);
  t.events('server', 'req', req, 'timeout close');
  t.events('server', 'res', res, 'timeout close');
  req.socket.destroy();
  t.turns(3, () => { req.socket.emit('timeout'); t.done(); });
}, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n'], () => undefined)));

scenario('mark_of_a_waiting_response', t => t.server({ highWaterMark: 200 }, (req, res) => {
  t.log('server', req.url, res.writableHighWaterMark, res.write('x'), res.writableNeedDrain);
  t.log('server', res.write(new Array(201).join('y')), res.writableNeedDrain);
  t.turns(3, () => res.end());
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));
