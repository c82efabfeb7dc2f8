'use strict';
// Both ends at once, and several features at once.
var http = require('http');
var Writable = require('stream').Writable;
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

scenario('client_drain', t => t.server(null, (req, res) => {
  var length = 0;
  req.on('data', chunk => { length += chunk.length; });
  req.on('end', () => { t.log('server', length); res.end('ok'); });
}, port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  t.events('client', 'req', req, 'drain prefinish');
  t.log('client', req.write('x'), req.writableNeedDrain, req.writableLength);
  t.log('client', req.write(new Array(200001).join('y'), () => t.log('client', 'written')), req.writableNeedDrain);
  req.once('drain', () => { t.log('client', req.writableNeedDrain, req.writableLength); req.end(); });
}));

scenario('upgrade_behind_a_request', t => {
  var server = t.server(null, (req, res) => {
    t.log('server', 'request', req.url);
    t.turns(4, () => res.end('one'));
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nrest', ['quiet']]));
  server.on('upgrade', (req, socket, head) => {
    t.log('server', 'upgrade', req.url, head);
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  });
});

scenario('close_during_a_kept_alive_exchange', t => {
  t.parties(2);
  var server = t.server(null, (req, res) => {
    server.close(() => { t.log('server', 'closed'); t.done(); });
    res.end('last');
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'last'], ['turns', 4], ['destroy']]));
});

scenario('information_from_our_server', t => t.server(null, (req, res) => {
  if (has(res, 'writeProcessing')) res.writeProcessing();
  if (has(res, 'writeEarlyHints')) res.writeEarlyHints({ link: '</a>; rel=preload', 'x-b': 'c' });
  res.writeContinue();
  res.end('done');
}, port => t.request('client', port, { agent: false }).end()));

function chain(t, methods, handler, then) {
  var agent = t.agent({ keepAlive: true });
  t.server(null, handler, port => (function next() {
    var method = methods.shift();
    if (method === undefined) return then ? then() : t.done();
    var req = t.request('client', port, { agent: agent, method: method, path: '/' + methods.length }, () => {
      t.log('client', 'reused', req.reusedSocket);
      t.turns(2, next);
    }, 250);
    req.end();
  })());
}

scenario('bodyless_answers_on_one_socket', t => chain(t, ['HEAD', 'GET', 'HEAD', 'DELETE', 'GET', 'GET'], (req, res) => {
  if (req.method === 'DELETE') res.statusCode = 204;
  if (req.url === '/1') res.statusCode = 304;
  if (req.method === 'HEAD' || req.url === '/4') res.setHeader('Content-Length', 4);
  res.end('body');
}));

scenario('bodyless_answers_with_a_length', t => chain(t, ['DELETE', 'GET', 'GET'], (req, res) => {
  if (req.method === 'DELETE') res.statusCode = 204;
  if (req.url === '/1') res.statusCode = 304;
  res.setHeader('Content-Length', 4);
  res.end('body');
}, () => fromPeers(t, ['HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n'])));

function fromPeers(t, answers) {
  (function next() {
    var answer = answers.shift();
    if (answer === undefined) return t.done();
    t.peer(answer, port => t.request('client', port, { agent: t.agent({ keepAlive: true }) }, next, 250).end());
  })();
}

scenario('answers_of_all_framings_on_one_socket', t => chain(t, ['GET', 'GET', 'GET', 'GET'], (req, res) => {
  if (req.url === '/3') return res.end('length');
  if (req.url === '/2') { res.write('chun'); return res.end('ked'); }
  if (req.url === '/1') { res.write('trailed'); res.addTrailers({ 'X-T': '1' }); return res.end(); }
  res.shouldKeepAlive = false;
  res.end('closing');
}));

scenario('destroy_in_information', t => t.server(null, (req, res) => {
  res.writeProcessing();
  t.turns(3, () => res.end('late'));
}, port => {
  var req = t.request('client', port, { agent: false });
  req.on('information', () => req.destroy());
  req.end();
}));

scenario('destroy_in_data', t => t.server(null, (req, res) => {
  res.write('first');
  t.turns(3, () => res.end('second'));
}, port => {
  var req = t.request('client', port, { agent: false });
  req.on('response', res => res.on('data', () => req.destroy()));
  req.end();
}));

scenario('server_ends_its_socket', t => t.server(null, (req, res) => {
  t.watch('server', req, res);
  t.events('server', 'socket', req.socket, 'finish end error close');
  req.resume();
  res.write('part');
  req.socket.end();
}, port => t.request('client', port, { agent: false }).end()));

scenario('slow_reader', t => t.server(null, (req, res) => res.end(new Array(5001).join('z')), port => {
  var length = 0;
  var sink = new Writable({ highWaterMark: 100, write: (chunk, encoding, callback) => { length += chunk.length; setImmediate(callback); } });
  var req = http.get({ port: port, host: '127.0.0.1', agent: false }, res => {
    t.events('client', 'res', res, 'end close');
    t.events('client', 'sink', sink, 'pipe unpipe finish close');
    t.log('client', res.pipe(sink) === sink);
  });
  sink.on('finish', () => { t.log('client', length); t.done(); });
  t.events('client', 'req', req, 'close');
}));

scenario('timeout_before_the_socket', t => t.server(null, () => undefined, port => {
  var agent = t.agent({ keepAlive: true, maxSockets: 1 });
  var first = t.request('first', port, { agent: agent }, () => undefined);
  first.end();
  var req = t.request('second', port, { agent: agent });
  req.setTimeout(20, () => t.log('second', 'never: it has no socket'));
  req.end();
  t.later(60, () => { req.destroy(); first.destroy(); });
}));

scenario('timeout_on_a_reused_socket', t => {
  var agent = t.agent({ keepAlive: true });
  t.server(null, (req, res) => { if (req.url === '/fast') res.end('x'); }, port => {
    t.request('client', port, { agent: agent, path: '/fast', timeout: 5000 }, () => t.turns(2, () => {
      var req = t.request('client', port, { agent: agent, path: '/slow', timeout: 30 }, null, 400);
      req.on('timeout', () => { t.log('client', req.reusedSocket, req.socket.timeout); req.destroy(); });
      req.end();
    })).end();
  });
});

scenario('write_callbacks_of_pipelined_answers', t => {
  var waiting = [];
  t.server(null, (req, res) => {
    res.write('a' + req.url, () => t.log('server', req.url, 'written'));
    t.events('server', req.url, res, 'prefinish finish close');
    waiting.push(() => res.end('b', () => t.log('server', req.url, 'ended')));
    if (waiting.length === 3) waiting.reverse().forEach(end => end());
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

scenario('ticks_in_the_handler', t => t.server(null, (req, res) => {
  t.log('server', 'handler');
  process.nextTick(() => t.log('server', 'tick'));
  Promise.resolve().then(() => t.log('server', 'microtask'));
  setImmediate(() => t.log('server', 'immediate'));
  req.on('end', () => t.log('server', 'end'));
  req.resume();
  res.on('finish', () => t.log('server', 'finish'));
  res.end('x', () => t.log('server', 'callback'));
  t.log('server', 'returned');
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

// A timeout that was told counts anew from whatever moves next, in its own listener even.
scenario('timeout_told_again', t => {
  var server = t.server(null, (req, res) => {
    res.on('timeout', () => {
      t.log('server', 'timeout', req.socket.timeout);
      if (++count === 1) setTimeout(() => t.log('server', 'quiet'), 90);
      if (count === 1) setTimeout(() => res.write('a'), 100);
      if (count === 2) res.write('b');
      if (count === 3) res.end('c');
    });
    res.setTimeout(30);
    res.write('x');
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
  var count = 0;
});

scenario('timeout_of_a_destroyed_socket', t => t.server(null, (req, res) => {
  res.on('finish', () => t.turns(2, () => t.log('server', req.socket.destroyed, req.socket.timeout || 0)));
  res.end('x');
  req.socket.destroy();
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'])));

// A response is closed once: with its socket, and not again when it is ended after that.
scenario('ended_when_its_socket_has_closed', t => t.server(null, (req, res) => {
  t.watch('server', null, res);
  res.write('x');
  req.socket.destroy();
  t.turns(3, () => { res.end('y'); t.log('server', res.closed); });
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

// What a shutdown makes of the socket is seen by an immediate that was set before.
scenario('immediate_behind_the_end_of_a_socket', t => t.server(null, (req, res) => {
  setImmediate(() => t.log('server', 'immediate', req.socket.destroyed));
  req.socket.on('finish', () => t.log('server', 'socket finish'));
  req.socket.on('close', () => t.log('server', 'socket close'));
  res.end('x');
}, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

// A response is told of its socket's 'close' behind who listened to that before the response was there.
scenario('close_listener_between_two_requests', t => t.server(null, (req, res) => {
  res.on('close', () => t.log('server', req.url, 'close'));
  req.socket.on('close', () => t.log('server', req.url, 'socket close'));
  if (req.url === '/1') res.end('x');
  else t.turns(2, () => req.socket.destroy());
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'x'], 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n'])));

// Whatever a waiting response gathers looks whether the one before it wants to go on.
scenario('drain_by_the_next_response', t => t.server(null, (req, res) => {
  res.on('drain', () => t.log('server', req.url, 'drain'));
  if (req.url === '/1') {
    t.log('server', res.write(new Array(20001).join('y')), res.writableNeedDrain);
    t.turns(3, () => res.end());
  } else {
    t.log('server', 'second');
    res.end('z');
    t.log('server', 'ended');
  }
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

scenario('connect_behind_a_pending_answer', t => {
  var server = t.server(null, (req, res) => {
    t.watch('server', null, res);
    req.on('close', () => t.log('server', 'req close'));
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nCONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n']));
  server.on('connect', (req, socket) => t.turns(2, () => { t.log('server', req.url); socket.destroy(); }));
});
