'use strict';
// The sequences of events that the documentation of http.request() promises, and their neighbours, from both sides.
var http = require('http');
var scenario = require('../trace.js').scenario;

var OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello';
var PROPS = 'destroyed aborted writableEnded writableFinished finished reusedSocket closed errored';

function handler(t) {
  return (req, res) => {
    t.watch('server', req, res);
    req.resume();
    req.on('end', () => res.end('hello'));
  };
}

// covers: http method request, ClientRequest event socket, ClientRequest event response, ClientRequest event close, ClientRequest event finish
scenario('success', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  t.props('client', 'before', req, PROPS);
  req.end();
  t.props('client', 'ended', req, PROPS);
  req.on('close', () => t.props('client', 'closed', req, PROPS));
}));

scenario('success_keep_alive', t => t.server(null, handler(t), port => {
  var agent = t.agent({ keepAlive: true });
  t.events('client', 'agent', agent, 'free');
  t.request('client', port, { agent: agent }).end();
}));

scenario('success_with_body', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  req.on('prefinish', () => t.log('client', 'prefinish'));
  req.write('some', () => t.log('client', 'write callback'));
  req.end('more', () => t.log('client', 'end callback'));
}));

// covers: http method get
scenario('get', t => t.server(null, handler(t), port => {
  var req = http.get({ port: port, host: '127.0.0.1', agent: false }, res => {
    t.log('client', 'callback', res, res.req === req);
    res.resume();
  });
  t.events('client', 'req', req, 'socket finish error');
  t.log('client', req.writableEnded, req.method);
  req.on('close', () => t.done());
}));

scenario('response_not_consumed', t => t.server(null, handler(t), port => {
  var req = http.request({ port: port, host: '127.0.0.1', agent: false });
  t.events('client', 'req', req, 'socket finish error close');
  req.on('close', () => t.done());
  req.end();
}));

scenario('connection_refused', t => {
  var server = require('net').createServer().listen(0, '127.0.0.1', () => {
    var port = t.port(server.address().port);
    server.close(() => {
      var req = t.request('client', port, { agent: false });
      req.end();
      req.on('close', () => t.props('client', 'closed', req, PROPS));
    });
  });
});

scenario('connection_refused_without_listener', t => {
  var server = require('net').createServer().listen(0, '127.0.0.1', () => {
    var port = t.port(server.address().port);
    server.close(() => {
      var req = http.request({ port: port, host: '127.0.0.1', agent: false });
      req.on('close', () => { t.log('client', 'close'); t.done(); });
      req.end();
    });
  });
});

scenario('premature_close_before_the_response', t => t.peer(socket => socket.end(), port => {
  t.request('client', port, { agent: false }).end();
}));

scenario('reset_before_the_response', t => t.peer(socket => socket.resetAndDestroy(), port => {
  t.request('client', port, { agent: false }).end();
}));

scenario('premature_close_after_the_response', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello');
  t.turns(3, () => socket.end());
}, port => {
  var req = t.request('client', port, { agent: false });
  req.on('response', res => res.on('close', () => t.props('client', 'res', res, 'complete aborted destroyed readableEnded errored')));
  req.end();
}));

scenario('premature_close_in_chunked', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
  t.turns(3, () => socket.end());
}, port => t.request('client', port, { agent: false }).end()));

scenario('reset_after_the_response', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello');
  t.turns(3, () => socket.resetAndDestroy());
}, port => t.request('client', port, { agent: false }).end()));

scenario('close_delimited_body', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\n\r\nhello');
  t.turns(3, () => socket.end(' world'));
}, port => t.request('client', port, { agent: false }).end()));

// covers: ClientRequest method destroy, ClientRequest property destroyed
scenario('destroy_before_socket', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  t.attempt('client', 'destroy', () => req.destroy() === req);
  t.props('client', 'destroyed', req, PROPS);
  req.on('close', () => t.props('client', 'closed', req, PROPS));
}));

scenario('destroy_with_error_before_socket', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  req.end();
  req.destroy(new Error('mine'));
  req.destroy(new Error('second'));
}));

scenario('destroy_before_connection', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  req.on('socket', socket => {
    t.log('client', 'connecting', socket.connecting);
    req.destroy();
  });
  req.end();
}));

scenario('destroy_with_error_before_connection', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  req.on('socket', () => req.destroy(new Error('mine')));
  req.end();
}));

scenario('destroy_while_waiting_for_the_response', t => {
  t.parties(2);
  var req;
  t.server(null, (incoming, res) => {
    t.watch('server', incoming, res);
    incoming.resume();
    res.on('close', () => t.done());
    req.destroy();
  }, port => {
    req = t.request('client', port, { agent: false });
    req.end();
  });
});

scenario('destroy_after_the_response', t => {
  t.parties(2);
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    req.resume();
    res.write('hello');
    res.on('close', () => t.done());
  }, port => {
    var req = t.request('client', port, { agent: false });
    req.on('response', res => { t.log('client', 'destroying'); req.destroy(); t.props('client', 'res', res, 'destroyed aborted complete'); });
    req.end();
  });
});

scenario('destroy_with_error_after_the_response', t => {
  t.server(null, (req, res) => res.write('hello'), port => {
    var req = t.request('client', port, { agent: false });
    req.on('response', () => req.destroy(new Error('mine')));
    req.end();
  });
});

scenario('destroy_the_response', t => {
  t.server(null, (req, res) => res.write('hello'), port => {
    var req = t.request('client', port, { agent: false });
    req.on('response', res => t.attempt('client', 'res.destroy', () => res.destroy() === res));
    req.end();
  });
});

scenario('destroy_the_response_with_error', t => {
  t.server(null, (req, res) => res.write('hello'), port => {
    var req = t.request('client', port, { agent: false });
    req.on('response', res => res.destroy(new Error('mine')));
    req.end();
  });
});

scenario('destroy_after_the_end', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false }, () => {
    t.log('client', 'closed');
    req.destroy(new Error('too late'));
    t.done();
  });
  req.end();
}));

// covers: ClientRequest method abort, ClientRequest event abort, ClientRequest property aborted
scenario('abort_before_socket', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  req.end();
  t.attempt('client', 'abort', () => req.abort());
  req.abort();
  t.props('client', 'aborted', req, PROPS);
  t.patience(300);
}));

scenario('abort_before_connection', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  req.on('socket', () => req.abort());
  req.end();
}));

scenario('abort_after_the_response', t => {
  t.server(null, (req, res) => res.write('hello'), port => {
    var req = t.request('client', port, { agent: false });
    req.on('response', res => { req.abort(); t.log('client', req.aborted, res.aborted); });
    req.end();
  });
});

scenario('signal_before_the_request', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false, signal: AbortSignal.abort() });
  req.end();
}));

scenario('signal_before_connection', t => t.server(null, handler(t), port => {
  var controller = new AbortController();
  t.request('client', port, { agent: false, signal: controller.signal }).end();
  controller.abort();
}));

scenario('signal_after_the_response', t => {
  t.server(null, (req, res) => res.write('hello'), port => {
    var controller = new AbortController();
    var req = t.request('client', port, { agent: false, signal: controller.signal });
    req.on('response', () => controller.abort());
    req.end();
  });
});

scenario('signal_with_reason', t => {
  t.server(null, () => undefined, port => {
    var controller = new AbortController();
    var req = t.request('client', port, { agent: false, signal: controller.signal });
    req.on('finish', () => controller.abort(new Error('because')));
    req.end();
  });
});

scenario('signal_after_the_end', t => t.server(null, handler(t), port => {
  var controller = new AbortController();
  var req = t.request('client', port, { agent: false, signal: controller.signal }, () => { controller.abort(); t.done(); });
  req.end();
}));

scenario('error_listener_missing_after_response', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello');
  t.turns(3, () => socket.end());
}, port => {
  var req = http.request({ port: port, host: '127.0.0.1', agent: false }, res => {
    res.resume();
    t.events('client', 'res', res, 'aborted end close');
  });
  req.on('close', () => { t.log('client', 'req close'); t.done(); });
  req.end();
}));

scenario('parse_error_in_the_response', t => badReplies(t, ['nonsense\r\n\r\n', 'HTTP/1.1 abc\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n']));
function badReplies(t, replies) {
  (function next() {
    var reply = replies.shift();
    if (reply === undefined) return t.done();
    t.peer(reply, port => t.request('client', port, { agent: false }, next, 250).end());
  })();
}

scenario('parse_error_after_the_response', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n');
  t.turns(3, () => socket.write('zz\r\n'));
}, port => t.request('client', port, { agent: false }).end()));

scenario('data_after_the_response', t => t.peer(OK + 'garbage', port => {
  t.request('client', port, { agent: false }).end();
}));

// covers: ClientRequest event timeout, ClientRequest method setTimeout
scenario('timeout_option', t => t.server(null, () => undefined, port => {
  var req = t.request('client', port, { agent: false, timeout: 30 }, null, 300);
  req.on('timeout', () => { t.log('client', 'socket timeout', req.socket.timeout); req.destroy(); });
  req.end();
}));

scenario('set_timeout', t => t.server(null, () => undefined, port => {
  var req = t.request('client', port, { agent: false });
  t.attempt('client', 'setTimeout', () => req.setTimeout(30, () => {
    t.log('client', 'callback');
    req.destroy(new Error('timed out'));
  }) === req);
  req.end();
}));

scenario('set_timeout_errors', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  ['x', -1, NaN, Infinity, null].forEach(value => t.attempt('client', 'value', () => req.setTimeout(value) === req));
  t.attempt('client', 'callback', () => req.setTimeout(10, 'x'));
  req.setTimeout(0);
  req.end();
}));

scenario('write_after_end', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  req.end('x');
  t.attempt('client', 'write', () => req.write('y', error => t.log('client', 'write callback', error)));
  t.attempt('client', 'end', () => req.end('z', error => t.log('client', 'end callback', error)) === req);
}));

scenario('write_after_destroy', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  req.destroy();
  t.attempt('client', 'write', () => req.write('y', error => t.log('client', 'write callback', error)));
  t.attempt('client', 'end', () => req.end('z', error => t.log('client', 'end callback', error)) === req);
}));

scenario('server_answers_before_the_body_is_sent', t => t.server(null, (req, res) => {
  t.watch('server', req, res);
  res.writeHead(413, { Connection: 'close' });
  res.end('enough');
}, port => {
  var req = t.request('client', port, { agent: false, method: 'POST' });
  req.write('part');
  req.on('response', res => res.on('end', () => req.end('rest')));
}));

scenario('server_destroys_the_socket', t => t.server(null, req => req.socket.destroy(), port => {
  t.request('client', port, { agent: false }).end();
}));

// The listeners fail asynchronously: what is told then, and to whom?
scenario('capture_rejections', t => t.server(null, handler(t), port => {
  var events = require('events');
  events.captureRejections = true;
  t.defer(() => { events.captureRejections = false; });
  t.parties(2);
  var req = t.request('request', port, { agent: false });
  req.on('response', () => Promise.reject(new Error('async')));
  req.end();
  req = t.request('response', port, { agent: false });
  req.on('response', res => res.on('data', () => Promise.reject(new Error('async'))));
  req.end();
}));

// Which listeners stay on a socket that failed?
scenario('listeners_of_a_failed_socket', t => {
  var names = 'close connect data drain end error free agentRemove timeout'.split(' ');
  var replies = [
    socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP'),
    socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n'),
    socket => { socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'); t.turns(3, () => socket.resetAndDestroy()); },
    socket => { socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'); t.turns(3, () => socket.end()); },
  ];
  t.parties(replies.length);
  replies.forEach((reply, index) => t.peer(reply, port => {
    var lane = 'client' + index;
    var req = t.request(lane, port, { agent: t.agent() });
    req.on('close', () => t.log(lane, names.map(name => req.socket.listenerCount(name))));
    req.end();
  }));
});

// `errored` is of other messages; a request tells of the error by its event alone.
scenario('errored_of_a_destroyed_request', t => t.server(null, handler(t), port => {
  var req = t.request('client', port, { agent: false });
  t.log('client', req.destroy(new Error('mine')) === req, req.errored);
  req.on('close', () => t.log('client', req.errored));
}));

// A connection has been begun by then, and the server hears of it.
scenario('destroy_with_the_socket', t => t.peer('', port => {
  var req = t.request('client', port, { agent: t.agent() }, () => t.turns(5, () => t.done()));
  req.on('socket', () => req.abort());
  req.end();
}));

// What a program emits on the socket while the response is being read fails the request once.
scenario('socket_error_emitted_in_response', t => t.peer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', port => {
  var req = http.get({ host: '127.0.0.1', port: port, agent: t.agent({ keepAlive: true }) });
  t.events('client', 'req', req, 'error close');
  req.on('response', res => {
    t.events('client', 'res', res, 'data end aborted error close');
    res.socket.emit('error', new Error('emitted'));
    t.log('client', 'emitted');
  });
  req.on('close', () => t.turns(3, () => t.done()));
}));

// Who listens to 'data' of the socket hears of all that comes over it, whichever request it belongs to.
function hears(t, when) {
  t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', port => {
    var agent = t.agent({ keepAlive: true });
    var count = 0;
    (function next() {
      var label = 'request' + count++;
      var req = http.get({ host: '127.0.0.1', port: port, agent: agent });
      var listen = () => req.socket.on('data', chunk => t.log('client', 'data', chunk));
      req.on('socket', () => { if (label === when) listen(); });
      req.on('response', res => {
        res.resume();
        res.on('end', () => t.turns(4, () => {
          t.log('client', label, req.reusedSocket);
          if (when === 'idle' && count === 1) listen();
          if (count === 3) t.done();
          else next();
        }));
      });
    })();
  });
}

scenario('data_listener_of_the_first_request', t => hears(t, 'request0'));
scenario('data_listener_of_a_kept_socket', t => hears(t, 'request1'));
scenario('data_listener_of_a_free_socket', t => hears(t, 'idle'));
