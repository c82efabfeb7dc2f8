'use strict';
// In which order messages finish, end and close: bodies that nobody reads, timeouts, failures in listeners, and what the functions
// of `stream` make of messages.
var http = require('http');
var stream = require('stream');
var scenario = require('../trace.js').scenario;

var GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
var POST = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n';

// One server whose handler runs the forms in turn, each in a lane and on a connection of its own.
function each(t, pieces, forms, options) {
  var names = Object.keys(forms);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.server(options, (req, res) => forms[name](req, res, name), port => t.raw(port, pieces, () => t.turns(6, next)));
  })();
}

function watched(t, lane, req, res) {
  t.watch(lane, req, res);
  t.events(lane, 'socket', req.socket, 'end close');
}

var UNREAD = {
  'end at once': (req, res) => res.end('x'),
  'end later': (req, res, t) => t.turns(6, () => res.end('x')),
  'read some': (req, res) => { req.once('data', () => { req.pause(); res.end('x'); }); },
  'read all, then end': (req, res) => { req.resume(); req.on('end', () => res.end('x')); },
  'end, then read': (req, res) => { res.end('x'); req.resume(); },
  'paused, ended': (req, res) => { req.pause(); res.end('x'); },
  'readable, not read': (req, res) => { req.on('readable', () => undefined); res.end('x'); },
  'destroy the request': (req, res) => { req.destroy(); },
  'destroy the request after the answer': (req, res) => { res.end('x'); req.destroy(); },
  'destroy the request on finish': (req, res) => { res.on('finish', () => req.destroy()); res.end('x'); },
  'destroy with an error': (req, res) => { req.destroy(new Error('mine')); },
  'destroy the answer': (req, res) => { res.destroy(); },
  'destroy both': (req, res) => { res.write('a'); req.destroy(); res.destroy(); },
};

function unread(t, pieces) {
  var forms = {};
  Object.keys(UNREAD).forEach(name => {
    forms[name] = (req, res) => { watched(t, name, req, res); UNREAD[name](req, res, t); };
  });
  each(t, pieces, forms);
}

scenario('unread_no_body', t => unread(t, [GET, ['quiet']]));
scenario('unread_whole_body', t => unread(t, [POST + 'abcd', ['quiet']]));
scenario('unread_late_body', t => unread(t, [POST + 'ab', ['turns', 8], 'cd', ['quiet']]));
scenario('unread_missing_body', t => unread(t, [POST + 'ab', ['turns', 10], ['destroy']]));
scenario('unread_chunked_body', t => unread(t, ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n', ['turns', 8], '2\r\ncd\r\n0\r\n\r\n', ['quiet']]));
scenario('unread_body_and_the_next_request', t => {
  var count = 0;
  t.server(null, (req, res) => {
    var lane = 'server' + (++count);
    watched(t, lane, req, res);
    res.end(req.url);
  }, port => t.raw(port, [POST + 'abcdGET /2 HTTP/1.1\r\nHost: a\r\n\r\n', POST + 'ab', 'cdGET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});
scenario('unread_large_body', t => {
  var body = new Array(200001).join('x');
  t.server(null, (req, res) => {
    watched(t, 'server', req, res);
    t.turns(8, () => res.end('late'));
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n' + body]));
});

scenario('pipelined_expect', t => t.server(null, (req, res) => {
  t.log('server', 'request', req.url, req.headers.expect);
  watched(t, 'server' + req.url, req, res);
  t.body('server' + req.url, 'body', req, () => t.turns(req.url === '/1' ? 6 : 1, () => res.end(req.url)));
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n', ['until', '100 Continue'],
  'abcGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

scenario('pipelined_check_continue', t => {
  var server = t.server(null, (req, res) => { t.log('server', 'request', req.url); t.turns(4, () => res.end(req.url)); }, port => t.raw(port, [
    'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
  server.on('checkContinue', (req, res) => {
    t.log('server', 'checkContinue', req.url);
    res.writeContinue();
    res.end('continued');
  });
});

scenario('head_answers', t => {
  var forms = {
    end: (req, res) => res.end('body'),
    write: (req, res) => { t.log('write', res.write('body'), res.write(''), res.writableLength); res.end('more'); },
    length: (req, res) => { res.setHeader('Content-Length', 10); res.end(); },
    callbacks: (req, res) => { res.write('a', error => t.log('callbacks', 'write', error)); res.end('b', error => t.log('callbacks', 'end', error)); },
    trailers: (req, res) => { res.setHeader('Trailer', 'X'); t.attempt('trailers', 'end', () => { res.addTrailers({ X: '1' }); res.end('x'); return 'ended'; }); if (!res.writableEnded) req.socket.destroy(); },
    chunked: (req, res) => { res.setHeader('Transfer-Encoding', 'chunked'); res.end('x'); },
    piped: (req, res) => { var source = new stream.PassThrough(); source.pipe(res); source.end('piped'); },
    flushed: (req, res) => { res.flushHeaders(); t.turns(2, () => res.end('x')); },
  };
  var wrapped = {};
  Object.keys(forms).forEach(name => { wrapped[name] = (req, res) => { if (req.method === 'GET') return res.end('next'); t.watch(name, req, res); forms[name](req, res); }; });
  each(t, ['HEAD / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'], wrapped);
});

scenario('head_from_the_client', t => t.server(null, (req, res) => {
  res.setHeader('Content-Length', 4);
  res.end('body');
}, port => {
  var agent = t.agent({ keepAlive: true });
  t.request('client', port, { agent: agent, method: 'HEAD' }, () => t.turns(2, () => {
    t.request('client', port, { agent: agent, method: 'HEAD' }).end();
  })).end();
}));

scenario('max_requests_and_the_agent', t => {
  var connections = 0;
  var server = t.server(null, (req, res) => { t.log('server', req.url, connections); res.end('x'); }, port => {
    var agent = t.agent({ keepAlive: true });
    var left = ['/1', '/2', '/3', '/4', '/5'];
    (function next() {
      var path = left.shift();
      if (!path) return t.done();
      var req = t.request('client', port, { agent: agent, path: path }, () => { t.log('client', req.reusedSocket, req.shouldKeepAlive); t.turns(3, next); });
      req.end();
    })();
  });
  server.on('connection', () => { connections++; });
  server.maxRequestsPerSocket = 2;
});

// Who hears of a timeout, and whether the socket is left alone for it.
var LISTENERS = {
  nobody: () => undefined,
  server: (req, res, log) => req.socket.server.once('timeout', socket => { log('server timeout', socket); res.end('server'); }),
  request: (req, res, log) => req.once('timeout', socket => { log('request timeout', socket); res.end('request'); }),
  response: (req, res, log) => res.once('timeout', socket => { log('response timeout', socket); res.end('response'); }),
  socket: (req, res, log) => req.socket.once('timeout', () => { log('socket timeout'); }),
  everybody: (req, res, log) => {
    req.socket.server.once('timeout', () => log('server timeout'));
    req.once('timeout', () => log('request timeout'));
    res.once('timeout', () => { log('response timeout'); res.end('all'); });
    req.socket.once('timeout', () => log('socket timeout'));
  },
};

function timeouts(t, start, pieces, options) {
  var forms = {};
  Object.keys(LISTENERS).forEach(name => {
    forms[name] = (req, res) => {
      watched(t, name, req, res);
      LISTENERS[name](req, res, (label, value) => t.log(name, label, value));
      start(req, res, name);
    };
  });
  each(t, pieces || [GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')], forms, options);
}

scenario('timeout_of_the_request', t => timeouts(t, (req, res, name) => t.attempt(name, 'setTimeout', () => req.setTimeout(25) === req)));
scenario('timeout_of_the_response', t => timeouts(t, (req, res, name) => t.attempt(name, 'setTimeout', () => res.setTimeout(25) === res)));
scenario('timeout_of_the_socket', t => timeouts(t, (req, res, name) => t.attempt(name, 'setTimeout', () => req.socket.setTimeout(25) === req.socket)));
scenario('timeout_with_a_body_to_come', t => timeouts(t, req => req.setTimeout(25), [POST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n') + 'ab']));

scenario('timeout_callbacks', t => each(t, [GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')], {
  request: (req, res, name) => { req.setTimeout(25, socket => { t.log(name, 'callback', socket); res.end('x'); }); },
  response: (req, res, name) => { res.setTimeout(25, socket => { t.log(name, 'callback', socket); res.end('x'); }); },
  socket: (req, res, name) => { req.socket.setTimeout(25, socket => { t.log(name, 'callback', socket); res.end('x'); }); },
  switched_off: (req, res, name) => { req.setTimeout(15, () => t.log(name, 'never')); req.setTimeout(0); t.later(40, () => res.end('x')); },
  twice: (req, res, name) => { res.setTimeout(15, () => t.log(name, 'first')); res.setTimeout(30, () => { t.log(name, 'second'); res.end('x'); }); },
  traffic: (req, res, name) => {
    res.setTimeout(60, () => { t.log(name, 'timeout'); res.end(); });
    t.later(40, () => { res.write('a'); t.later(40, () => { t.log(name, 'still here'); res.write('b'); }); });
  },
}));

scenario('timeout_waiting_behind_another', t => t.server(null, (req, res) => {
  if (req.url === '/1') { t.later(60, () => res.end('first')); return; }
  t.log('server', res.socket);
  res.setTimeout(20, () => { t.log('server', 'timeout'); });
  res.on('socket', () => t.log('server', 'socket'));
  t.later(100, () => res.end('second'));
}, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])));

scenario('server_timeout_between_requests', t => {
  var server = t.server(null, (req, res) => { t.watch('server', req, res); res.end('x'); }, port => t.raw(port, [GET]));
  server.keepAliveTimeout = 40;
  server.setTimeout(1000);
  server.on('connection', socket => {
    t.log('server', socket.timeout);
    socket.on('close', () => t.log('server', 'closed', socket.timeout));
  });
});

scenario('client_timeouts', t => {
  var forms = {
    option: (port, then) => t.request('option', port, { timeout: 25, agent: false }, then, 300),
    method: (port, then) => { var req = t.request('method', port, { agent: false }, then, 300); req.setTimeout(25); return req; },
    callback: (port, then) => { var req = t.request('callback', port, { agent: false }, then, 300); req.setTimeout(25, () => t.log('callback', 'called')); return req; },
    'after the socket': (port, then) => { var req = t.request('after the socket', port, { agent: false }, then, 300); req.on('socket', () => req.setTimeout(25)); return req; },
    'socket itself': (port, then) => { var req = t.request('socket itself', port, { agent: false }, then, 300); req.on('socket', socket => socket.setTimeout(25, () => { t.log('socket itself', 'called'); req.destroy(); })); return req; },
    agent: (port, then) => t.request('agent', port, { agent: t.agent({ timeout: 25 }) }, then, 300),
    'agent and option': (port, then) => t.request('agent and option', port, { agent: t.agent({ timeout: 5000 }), timeout: 25 }, then, 300),
    'switched off': (port, then) => {
      var req = t.request('switched off', port, { agent: false }, then, 300);
      req.setTimeout(15, () => t.log('switched off', 'never'));
      req.clearTimeout();
      t.later(45, () => req.destroy());
      return req;
    },
  };
  var names = Object.keys(forms);
  t.server(null, () => undefined, port => (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    var req = forms[name](port, () => t.turns(3, next));
    req.on('timeout', () => { t.log(name, req.destroyed, req.socket.timeout); req.destroy(); });
    req.end();
  })());
});

scenario('client_response_timeout', t => t.server(null, (req, res) => res.write('part'), port => {
  var req = t.request('client', port, { agent: false }, null, 300);
  req.on('response', res => {
    t.attempt('client', 'setTimeout', () => res.setTimeout(25, () => { t.log('client', 'res timeout'); req.destroy(); }) === res);
  });
  req.end();
}));

// ---- the functions of stream ----------------------------------------------------------------------------------

function follow(t, lane, label, message, options) {
  stream.finished(message, options || {}, error => t.log(lane, 'finished ' + label, error));
}

var ENDINGS = {
  answered: (req, res) => res.end('x'),
  'answered, body read': (req, res) => { req.resume(); req.on('end', () => res.end('x')); },
  'two writes': (req, res) => { req.resume(); res.write('a'); res.end('b'); },
  'request destroyed': req => req.destroy(),
  'response destroyed': (req, res) => res.destroy(),
  'response destroyed with an error': (req, res) => { res.on('error', () => undefined); res.destroy(new Error('mine')); },
  'socket destroyed': req => req.socket.destroy(),
};

function endings(t, pieces) {
  var forms = {};
  Object.keys(ENDINGS).forEach(name => {
    forms[name] = (req, res) => {
      t.watch(name, req, res);
      follow(t, name, 'req', req);
      follow(t, name, 'res', res);
      follow(t, name, 'res, not readable', res, { readable: false });
      follow(t, name, 'socket', req.socket);
      ENDINGS[name](req, res);
    };
  });
  each(t, pieces, forms);
}

scenario('finished_without_body', t => endings(t, [GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')]));
scenario('finished_with_body', t => endings(t, [POST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n') + 'abcd']));
scenario('finished_when_the_client_leaves', t => endings(t, [POST + 'ab', ['turns', 4], ['destroy']]));
scenario('finished_late', t => each(t, [GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')], {
  'after finish': (req, res, name) => { res.on('finish', () => follow(t, name, 'res', res)); res.end('x'); },
  'after close': (req, res, name) => { res.on('close', () => { follow(t, name, 'res', res); follow(t, name, 'req', req); }); res.end('x'); },
  'after destroy': (req, res, name) => { res.destroy(); follow(t, name, 'res', res); follow(t, name, 'req', req); },
  'after end': (req, res, name) => { res.end('x'); follow(t, name, 'res', res); },
  'taken back': (req, res, name) => { stream.finished(res, () => t.log(name, 'never'))(); res.end('x'); },
}));

var ANSWERS = {
  complete: socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'),
  'cut short': socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok'),
  none: socket => socket.destroy(),
  unreadable: socket => socket.end('garbage\r\n\r\n'),
};

scenario('finished_on_the_client', t => {
  var names = Object.keys(ANSWERS);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.peer(socket => ANSWERS[name](socket), port => {
      var req = http.request({ port: port, host: '127.0.0.1', agent: false });
      t.events(name, 'req', req, 'finish error close');
      follow(t, name, 'req', req);
      req.on('response', res => {
        t.events(name, 'res', res, 'end error close');
        follow(t, name, 'res', res);
        res.resume();
      });
      req.on('close', () => t.turns(4, next));
      req.end();
    });
  })();
});

scenario('pipeline_into_the_response', t => {
  var source = () => stream.Readable.from([Buffer.from('one '), Buffer.from('two')]);
  var failing = () => { var readable = new stream.Readable({ read: () => undefined }); readable.push('part'); setImmediate(() => readable.destroy(new Error('source'))); return readable; };
  var told = name => error => t.log(name, 'pipeline', error);
  each(t, [POST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n') + 'abcd'], {
    source: (req, res, name) => { t.watch(name, req, res); stream.pipeline(source(), res, told(name)); },
    echo: (req, res, name) => { t.watch(name, req, res); stream.pipeline(req, res, told(name)); },
    transformed: (req, res, name) => { t.watch(name, req, res); stream.pipeline(req, new stream.PassThrough(), res, told(name)); },
    'failing source': (req, res, name) => { t.watch(name, req, res); stream.pipeline(failing(), res, told(name)); },
    'ended before': (req, res, name) => { t.watch(name, req, res); res.end('x'); stream.pipeline(source(), res, told(name)); },
    'destroyed before': (req, res, name) => { t.watch(name, req, res); res.destroy(); stream.pipeline(source(), res, told(name)); },
    'destroyed meanwhile': (req, res, name) => { t.watch(name, req, res); stream.pipeline(failing().on('error', () => undefined), res, told(name)); req.destroy(); },
  });
});

scenario('pipeline_and_the_client_leaves', t => t.server(null, (req, res) => {
  t.watch('server', req, res);
  var source = new stream.PassThrough();
  source.on('close', () => t.log('server', 'source closed', source.destroyed));
  stream.pipeline(source, res, error => t.log('server', 'pipeline', error));
  source.write('part');
}, port => t.raw(port, [GET, ['until', 'part'], ['destroy']])));

scenario('pipeline_from_the_client', t => t.server(null, (req, res) => req.pipe(res), port => {
  var req = http.request({ port: port, host: '127.0.0.1', agent: false, method: 'POST' });
  t.events('client', 'req', req, 'finish error close');
  req.on('response', res => {
    var sink = new stream.PassThrough();
    t.events('client', 'res', res, 'end error close');
    stream.pipeline(res, sink, error => t.log('client', 'response pipeline', error));
    t.body('client', 'sink', sink, () => t.turns(3, () => t.done()));
  });
  stream.pipeline(stream.Readable.from([Buffer.from('to and '), Buffer.from('fro')]), req, error => t.log('client', 'request pipeline', error));
}));

scenario('pipeline_into_a_refused_request', t => {
  var req = http.request({ port: 1, host: '127.0.0.1', agent: false, method: 'POST' });
  t.events('client', 'req', req, 'finish error close');
  var source = new stream.PassThrough();
  source.write('x');
  source.on('close', () => t.log('client', 'source closed'));
  stream.pipeline(source, req, error => { t.log('client', 'pipeline', error); t.turns(3, () => t.done()); });
});

scenario('predicates_of_messages', t => t.server(null, (req, res) => {
  var look = label => t.log('server', label, stream.isReadable(req), stream.isErrored(req), stream.isDisturbed(req), stream.isErrored(res), req.readable, res.writable);
  look('new');
  req.resume();
  req.on('end', () => { look('end'); res.end('x'); });
  res.on('finish', () => look('finish'));
  res.on('close', () => look('close'));
}, port => t.raw(port, [POST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n') + 'abcd'])));

// ---- failures in listeners ------------------------------------------------------------------------------------

function throwing(t, forms) {
  var watching = {};
  Object.keys(forms).forEach(name => { watching[name] = (req, res) => { watched(t, name, req, res); forms[name](req, res); }; });
  each(t, [POST + 'ab', 'cd', ['quiet']], watching);
}

function fail() { throw new Error('thrown'); }

// Apart from the others: v10 wrote the answer to the error into the one that had begun.
scenario('throwing_after_a_write', t => throwing(t, { 'after a write': (req, res) => { res.write('a'); fail(); } }));
scenario('throwing_on_the_server', t => {
  throwing(t, {
    'in the handler': (req, res) => { fail(); },
    'after the end': (req, res) => { res.end('a'); fail(); },
    "in 'data'": (req, res) => { req.on('data', fail); },
    "in 'end'": (req, res) => { req.resume(); req.on('end', fail); },
    "in 'finish'": (req, res) => { res.on('finish', fail); res.end('a'); },
    "in 'close'": (req, res) => { res.on('close', fail); res.end('a'); },
    'in a tick': (req, res) => { process.nextTick(fail); res.end('a'); },
    'in a write callback': (req, res) => { res.write('a', fail); res.end('b'); },
  });
});

scenario('throwing_on_the_client', t => t.server(null, (req, res) => { res.write('a'); t.turns(2, () => res.end('b')); }, port => {
  var forms = {
    "in 'response'": req => req.on('response', fail),
    "in 'data'": req => req.on('response', res => res.on('data', fail)),
    "in 'end'": req => req.on('response', res => { res.resume(); res.on('end', fail); }),
    "in 'socket'": req => req.on('socket', fail),
  };
  var names = Object.keys(forms);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    var req = http.get({ port: port, host: '127.0.0.1', agent: false });
    t.events(name, 'req', req, 'close');
    req.on('error', error => t.log(name, 'error', error.code));
    req.on('response', res => t.events(name, 'res', res, 'end error close'));
    forms[name](req);
    t.turns(15, () => { req.destroy(); t.turns(3, next); });
  })();
}));
