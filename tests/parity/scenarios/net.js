'use strict';
// As much of net as http users lean on.
var http = require('http');
var net = require('net');
var scenario = require('../trace.js').scenario;

function serve(t, listener, ready, options) {
  var server = net.createServer(options || {}, listener);
  t.listen(server, ready);
  return server;
}

var SOCKET_EVENTS = 'connect ready end finish error timeout close';

scenario('echo', t => serve(t, socket => {
  t.events('server', 'socket', socket, SOCKET_EVENTS);
  socket.on('data', chunk => { t.log('server', chunk); socket.end('pong'); });
}, port => {
  var socket = net.connect(port, '127.0.0.1', () => t.log('client', 'connected', socket.connecting, socket.readyState));
  t.log('client', socket.connecting, socket.readyState, socket.pending);
  t.events('client', 'socket', socket, 'lookup data ' + SOCKET_EVENTS);
  t.attempt('client', 'write', () => socket.write('ping', () => t.log('client', 'write callback')));
  socket.on('close', () => { t.log('client', socket.readyState, socket.bytesRead, socket.bytesWritten, socket.destroyed); t.done(); });
}));

scenario('connection_refused', t => {
  var server = net.createServer().listen(0, '127.0.0.1', () => {
    var port = t.port(server.address().port);
    server.close(() => {
      var socket = net.connect({ port: port, host: '127.0.0.1' });
      t.events('client', 'socket', socket, SOCKET_EVENTS);
      socket.on('close', () => t.done());
    });
  });
});

scenario('unix_path_missing', t => {
  var socket = net.connect('/tmp/parity-no-such.sock');
  t.events('client', 'socket', socket, SOCKET_EVENTS);
  socket.on('close', () => t.done());
});

scenario('addresses', t => serve(t, socket => {
  t.log('server', socket.remoteAddress, socket.remoteFamily, socket.localAddress, socket.localFamily, socket.localPort, typeof socket.remotePort);
  socket.end();
}, (port, server) => {
  t.log('server', server.address(), server.listening, server.maxConnections, server.connections);
  var socket = net.connect(port, '127.0.0.1', () => {
    t.log('client', socket.remoteAddress, socket.remoteFamily, socket.remotePort, socket.localAddress, typeof socket.localPort);
  });
  t.log('client', socket.remoteAddress, socket.address());
  socket.on('close', () => { t.log('client', socket.remoteAddress, socket.address()); t.done(); });
  socket.resume();
}));

scenario('half_open', t => serve(t, socket => {
  t.events('server', 'socket', socket, SOCKET_EVENTS);
  socket.resume();
  socket.on('end', () => {
    t.log('server', socket.writable, socket.readyState);
    t.turns(3, () => socket.end('still here'));
  });
}, port => {
  var socket = net.connect({ port: port, host: '127.0.0.1', allowHalfOpen: true });
  t.events('client', 'socket', socket, 'data ' + SOCKET_EVENTS);
  socket.on('close', () => t.done());
  socket.end('bye');
}, { allowHalfOpen: true }));

scenario('not_half_open', t => serve(t, socket => {
  t.events('server', 'socket', socket, SOCKET_EVENTS);
  socket.resume();
  socket.on('end', () => {
    t.attempt('server', 'write', () => socket.write('x', error => t.log('server', 'callback', error)));
  });
}, port => {
  var socket = net.connect(port, '127.0.0.1');
  t.events('client', 'socket', socket, SOCKET_EVENTS);
  socket.resume();
  socket.on('close', () => t.done());
  socket.end('bye');
}));

scenario('destroy_with_error', t => serve(t, socket => {
  t.events('server', 'socket', socket, SOCKET_EVENTS);
  socket.resume();
}, port => {
  var socket = net.connect(port, '127.0.0.1', () => {
    t.attempt('client', 'destroy', () => socket.destroy(new Error('mine')) === socket);
    t.log('client', socket.destroyed, socket.writable, socket.readable);
  });
  t.events('client', 'socket', socket, SOCKET_EVENTS);
  socket.on('close', () => t.done());
}));

scenario('reset', t => serve(t, socket => {
  t.events('server', 'socket', socket, SOCKET_EVENTS);
  socket.resume();
}, port => {
  var socket = net.connect(port, '127.0.0.1', () => t.turns(2, () => t.attempt('client', 'reset', () => socket.resetAndDestroy() === socket)));
  t.events('client', 'socket', socket, SOCKET_EVENTS);
  socket.on('close', () => t.done());
}));

scenario('destroy_soon', t => serve(t, socket => {
  t.events('server', 'socket', socket, SOCKET_EVENTS);
  socket.resume();
}, port => {
  var socket = net.connect(port, '127.0.0.1', () => { socket.write('last words'); t.attempt('client', 'destroySoon', () => socket.destroySoon()); });
  t.events('client', 'socket', socket, SOCKET_EVENTS);
  socket.on('close', () => t.done());
}));

scenario('set_timeout', t => serve(t, socket => socket.resume(), port => {
  var socket = net.connect(port, '127.0.0.1');
  t.attempt('client', 'setTimeout', () => socket.setTimeout(30, () => { t.log('client', 'callback', socket.destroyed); socket.destroy(); }) === socket);
  t.log('client', socket.timeout);
  socket.on('close', () => t.done());
}));

scenario('methods_return_the_socket', t => serve(t, socket => socket.end(), port => {
  var socket = net.connect(port, '127.0.0.1');
  t.log('client', socket.setNoDelay() === socket, socket.setNoDelay(false) === socket, socket.setKeepAlive(true, 10) === socket, socket.ref() === socket,
    socket.unref() === socket, socket.pause() === socket, socket.resume() === socket, socket.setEncoding('utf8') === socket);
  socket.ref();
  socket.on('close', () => t.done());
}));

scenario('pause_and_resume', t => serve(t, socket => { socket.write('one'); t.turns(2, () => socket.end('two')); }, port => {
  var body = '';
  var socket = net.connect(port, '127.0.0.1');
  socket.pause();
  socket.on('data', chunk => { body += chunk; });
  t.turns(8, () => { t.log('client', body); socket.resume(); });
  socket.on('end', () => t.log('client', body));
  socket.on('close', () => t.done());
}));

scenario('write_after_end', t => serve(t, socket => socket.resume(), port => {
  var socket = net.connect(port, '127.0.0.1');
  t.events('client', 'socket', socket, 'error finish close');
  socket.end('x');
  t.attempt('client', 'write', () => socket.write('y', error => t.log('client', 'callback', error)));
  socket.on('close', () => t.done());
  t.patience(300);
}));

scenario('write_after_destroy', t => serve(t, socket => socket.resume(), port => {
  var socket = net.connect(port, '127.0.0.1', () => {
    socket.destroy();
    t.attempt('client', 'write', () => socket.write('y', error => t.log('client', 'callback', error)));
  });
  t.events('client', 'socket', socket, 'error finish close');
  socket.on('close', () => t.turns(2, () => t.done()));
}));

scenario('connect_errors', t => {
  var cases = { 'port text': { port: 'x' }, 'port range': { port: 65536 }, 'port type': { port: true }, 'nothing': {}, lookup: { port: 1, lookup: 5 },
    'local address': { port: 1, host: '127.0.0.1', localAddress: 'x' }, 'local port': { port: 1, host: '127.0.0.1', localPort: 'x' },
    'path type': { path: 5 }, 'bad family': { port: 1, family: 9, host: 'h' } };
  Object.keys(cases).forEach(name => t.attempt('client', name, () => {
    net.connect(cases[name]).on('error', error => t.log('client', name, error));
    return 'made';
  }));
  t.turns(4, () => t.done());
});

scenario('is_ip', t => {
  ['127.0.0.1', '::1', '1.2.3', 'x', '', '::ffff:1.2.3.4', '1.2.3.4.5', 'fe80::1%lo', '256.0.0.1'].forEach(text => {
    t.log('module', text, net.isIP(text), net.isIPv4(text), net.isIPv6(text));
  });
  t.done();
});

scenario('server_close_and_connections', t => {
  var server = serve(t, socket => {
    server.getConnections((error, count) => t.log('server', error, count));
    socket.resume();
    server.close(error => t.log('server', 'closed', error));
    t.log('server', server.listening);
    t.turns(3, () => socket.end());
  }, port => {
    var socket = net.connect(port, '127.0.0.1');
    socket.resume();
    socket.on('close', () => t.turns(2, () => t.done()));
  });
  server.on('close', () => t.log('server', 'close event'));
});

scenario('max_connections_and_drop', t => {
  var server = serve(t, socket => { t.log('server', 'connection'); socket.resume(); }, port => {
    var first = net.connect(port, '127.0.0.1', () => {
      var second = net.connect(port, '127.0.0.1');
      second.resume();
      second.on('error', error => t.log('client', error.code));
      second.on('close', () => { t.log('client', 'second closed'); first.destroy(); t.done(); });
    });
  });
  server.maxConnections = 1;
  server.on('drop', data => t.log('server', 'drop', Object.keys(data).sort()));
});

scenario('listen_twice', t => {
  var server = net.createServer();
  server.on('listening', () => t.log('server', 'listening', server.address().address));
  server.listen(0, '127.0.0.1');
  server.listen(0, '127.0.0.2');
  t.turns(8, () => { t.log('server', server.address().address); server.close(() => t.done()); });
});

scenario('listen_where_it_cannot', t => {
  var server = net.createServer();
  t.events('server', 'server', server, 'listening error close');
  server.listen('/nonexistent/directory/socket');
  server.on('error', () => t.turns(2, t.done.bind(t)));
});

scenario('listen_again_after_close', t => {
  var server = net.createServer();
  t.events('server', 'server', server, 'listening error close');
  server.listen(0, () => t.log('server', 'first'));
  server.close();
  server.listen(0, () => t.log('server', 'second'));
  t.log('server', server.listening);
  t.turns(4, () => server.close(() => t.done()));
});

scenario('counts_while_connecting', t => serve(t, socket => socket.resume(), port => {
  var socket = net.connect(port, '127.0.0.1');
  t.log('client', socket.bufferSize, socket.bytesWritten);
  socket.write('abc');
  t.log('client', socket.bufferSize, socket.bytesWritten);
  socket.on('error', () => undefined);
  socket.destroy();
  t.turns(2, () => {
    t.log('client', socket.bytesWritten);
    t.done();
  });
}));

// The attempt is made in the tick behind `connect`, or as soon as a lookup has answered: both before the request tells
// of its socket.
scenario('attempts_told_at_once', t => {
  function get(label, options, then) {
    var req = http.get(Object.assign({ port: 1, agent: false, createConnection: given => {
      var socket = net.connect(given);
      ['lookup', 'connectionAttempt', 'connectionAttemptFailed'].forEach(name => socket.on(name, function () {
        t.log('client', label + ' ' + name, [].slice.call(arguments));
      }));
      process.nextTick(() => t.log('client', label, 'tick'));
      return socket;
    } }, options));
    t.events('client', label, req, 'socket close');
    req.on('error', () => undefined);
    req.on('close', then);
  }
  get('address', { host: '127.0.0.1' }, () => {
    get('lookup', { host: 'a.test', lookup: (host, options, done) => process.nextTick(done, null, '127.0.0.1', 4), family: 4 }, () => {
      get('several', { host: 'a.test', lookup: (host, options, done) => {
        var all = [{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }];
        process.nextTick(() => options.all ? done(null, all) : done(null, '127.0.0.1', 4));
      } }, () => t.done());
    });
  });
});

scenario('lookup_answers_late', t => {
  function late(label, answer, then) {
    var socket = net.connect({ host: 'a.test', port: 1, family: 4, lookup: (host, options, done) => t.turns(4, () => done.apply(null, answer)) });
    ['lookup', 'connectionAttempt', 'connect', 'error', 'close'].forEach(name => socket.on(name, function () {
      t.log('client', label + ' ' + name, [].slice.call(arguments));
    }));
    socket.destroy();
    t.turns(12, then);
  }
  late('found', [null, '127.0.0.1', 4], () => late('failed', [new Error('no such name')], () => t.done()));
});

scenario('counts_of_a_second_connection', t => {
  var rounds = 0;
  var socket = new net.Socket();
  function counts(label) { t.log('client', label, socket.bytesRead, socket.bytesWritten, socket.destroyed); }
  serve(t, peer => { peer.on('error', () => undefined); peer.end('bye'); }, port => {
    socket.on('connect', () => { counts('connect'); socket.write('hello'); });
    socket.on('data', () => counts('data'));
    socket.on('close', () => {
      counts('close');
      if (rounds++) return t.done();
      socket.connect(port, '127.0.0.1');
      counts('connecting again');
    });
    socket.connect(port, '127.0.0.1');
  });
});
