'use strict';
// Pooling, queueing and the overridable methods of http.Agent.
var http = require('http');
var net = require('net');
var scenario = require('../trace.js').scenario;

function counts(table) {
  var out = {};
  Object.keys(table).forEach((name, index) => { out['origin' + index] = table[name].length; });
  return out;
}

function state(t, lane, label, agent) {
  t.log(lane, label, 'sockets', counts(agent.sockets), 'free', counts(agent.freeSockets), 'requests', counts(agent.requests), agent.totalSocketCount);
}

// A GET through `agent`, reporting only what matters here.
function get(t, label, port, agent, options, then) {
  var req = http.get(Object.assign({ port: port, host: '127.0.0.1', agent: agent, path: '/' + label }, options), res => {
    t.log('client', label, res.statusCode, 'reused', req.reusedSocket);
    res.resume();
    res.on('end', () => { if (then) t.turns(2, then); });
  });
  req.on('error', error => t.log('client', label, error));
  return req;
}

// Numbers the connections, so that one sees which request went over which.
function numbered(t, ready) {
  var connections = 0;
  var server = t.server(null, (req, res) => {
    t.log('server', req.url, 'on connection', req.socket.number);
    res.end('ok');
  }, ready);
  server.on('connection', socket => { socket.number = ++connections; });
  return server;
}

// covers: http class Agent, http constructor Agent, Agent property maxSockets, Agent property maxFreeSockets, Agent property maxTotalSockets
// covers: Agent property sockets, Agent property freeSockets, Agent property requests
scenario('defaults', t => {
  var names = 'maxSockets maxFreeSockets maxTotalSockets keepAlive keepAliveMsecs scheduling sockets freeSockets requests totalSocketCount ' +
    'defaultPort protocol options';
  t.props('module', 'agent', new http.Agent(), names);
  t.props('module', 'custom', new http.Agent({ keepAlive: true, keepAliveMsecs: 5, maxSockets: 2, maxFreeSockets: 3, maxTotalSockets: 4,
    scheduling: 'fifo', timeout: 100 }), names);
  t.log('module', http.Agent() instanceof http.Agent);
  t.done();
});

// covers: http property globalAgent
scenario('global_agent', t => {
  t.props('module', 'global', http.globalAgent, 'maxSockets maxFreeSockets maxTotalSockets keepAlive keepAliveMsecs scheduling options');
  t.log('module', http.globalAgent instanceof http.Agent);
  t.done();
});

scenario('option_errors', t => {
  [{ scheduling: 'random' }, { scheduling: 5 }, { maxTotalSockets: 0 }, { maxTotalSockets: 'x' }, { maxTotalSockets: -1 }, { maxTotalSockets: NaN },
    { maxSockets: 'x' }, { maxSockets: -1 }, { maxSockets: 0 }, { maxFreeSockets: -1 }, { maxFreeSockets: 'x' }, { keepAlive: 'x' }, { keepAliveMsecs: 'x' },
    { timeout: 'x' }, { timeout: -1 }].forEach(options => {
    t.attempt('module', JSON.stringify(options), () => {
      var agent = new http.Agent(options);
      return [agent.maxSockets, agent.maxFreeSockets, agent.maxTotalSockets, agent.keepAlive, agent.keepAliveMsecs];
    });
  });
  t.done();
});

// covers: Agent method getName
scenario('get_name', t => {
  var agent = new http.Agent();
  t.attempt('module', 'no options', () => agent.getName());
  [{}, { host: 'h' }, { host: 'h', port: 80 }, { host: 'h', port: 80, localAddress: '1.2.3.4' }, { host: 'h', family: 4 }, { host: 'h', family: 6 },
    { host: 'h', family: 5 }, { host: 'h', port: 80, localAddress: 'l', family: 4 }, { port: 0 }].forEach(options => {
    t.log('module', agent.getName(options));
  });
  t.done();
});

scenario('keep_alive_reuses', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  t.events('client', 'agent', agent, 'free');
  state(t, 'client', 'new', agent);
  get(t, 'one', port, agent, {}, () => {
    state(t, 'client', 'after one', agent);
    get(t, 'two', port, agent, {}, () => {
      state(t, 'client', 'after two', agent);
      t.done();
    });
    state(t, 'client', 'during two', agent);
  });
  state(t, 'client', 'during one', agent);
}));

scenario('without_keep_alive', t => numbered(t, port => {
  var agent = t.agent();
  t.events('client', 'agent', agent, 'free');
  get(t, 'one', port, agent, {}, () => {
    state(t, 'client', 'after one', agent);
    get(t, 'two', port, agent, {}, () => { state(t, 'client', 'after two', agent); t.done(); });
  });
}));

scenario('max_sockets_queue', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true, maxSockets: 1 });
  ['one', 'two', 'three'].forEach(label => get(t, label, port, agent, {}, label === 'three' && (() => { state(t, 'client', 'end', agent); t.done(); })));
  state(t, 'client', 'start', agent);
}));

scenario('max_sockets_queue_without_keep_alive', t => numbered(t, port => {
  var agent = t.agent({ maxSockets: 1 });
  ['one', 'two', 'three'].forEach(label => get(t, label, port, agent, {}, label === 'three' && (() => { state(t, 'client', 'end', agent); t.done(); })));
  state(t, 'client', 'start', agent);
}));

scenario('max_total_sockets', t => numbered(t, first => numbered(t, second => {
  var agent = t.agent({ keepAlive: true, maxTotalSockets: 1 });
  get(t, 'one', first, agent);
  get(t, 'two', second, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
  state(t, 'client', 'start', agent);
})));

// Three sockets become free in a known order; which is taken next?
function scheduling(t, kind) {
  var agent = t.agent({ keepAlive: true, scheduling: kind });
  var held = [];
  var connections = 0;
  var server = t.server(null, (req, res) => {
    t.log('server', req.url, 'on connection', req.socket.number);
    if (!/^\/hold/.test(req.url)) return res.end('ok');
    held.push(res);
    if (held.length < 3) return get(t, 'hold' + held.length, port, agent);
    (function release() {
      if (held.length) { held.shift().end('held'); return t.turns(4, release); }
      get(t, 'next', port, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
    })();
  }, ready => {
    port = ready;
    get(t, 'hold0', port, agent);
  });
  var port;
  server.on('connection', socket => { socket.number = ++connections; });
}

scenario('scheduling_lifo', t => scheduling(t, 'lifo'));
scenario('scheduling_fifo', t => scheduling(t, 'fifo'));

scenario('max_free_sockets', t => {
  var agent = t.agent({ keepAlive: true, maxFreeSockets: 1 });
  var held = [];
  t.server(null, (req, res) => {
    held.push(res);
    if (held.length === 2) held.forEach(each => each.end('x'));
  }, port => {
    get(t, 'one', port, agent);
    get(t, 'two', port, agent);
    t.turns(15, () => { state(t, 'client', 'end', agent); t.done(); });
  });
  t.log = (function (log) { return function (lane, label) { if (label !== 'one' && label !== 'two') log.apply(t, arguments); }; })(t.log);
});

// covers: Agent method destroy
scenario('destroy', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  get(t, 'one', port, agent, {}, () => {
    var socket = Object.keys(agent.freeSockets).map(name => agent.freeSockets[name][0])[0];
    t.events('client', 'socket', socket, 'close');
    t.attempt('client', 'destroy', () => agent.destroy());
    t.log('client', socket.destroyed);
    t.turns(3, () => {
      state(t, 'client', 'destroyed', agent);
      get(t, 'two', port, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
    });
  });
}));

scenario('destroy_with_requests_in_flight', t => t.server(null, () => undefined, port => {
  var agent = t.agent({ maxSockets: 1 });
  t.parties(1);
  get(t, 'one', port, agent).on('close', () => { t.log('client', 'closed one'); t.done(); });
  t.turns(4, () => agent.destroy());
}));

scenario('agent_remove', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  var req = get(t, 'one', port, agent, {}, () => { state(t, 'client', 'end', agent); req.socket.destroy(); t.done(); });
  req.on('socket', socket => {
    t.attempt('client', 'agentRemove', () => socket.emit('agentRemove'));
    state(t, 'client', 'removed', agent);
  });
}));

scenario('data_on_an_idle_socket', t => t.peer((socket, count) => {
  if (count > 1) return socket.end();
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  t.turns(5, () => { if (!socket.destroyed) socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n'); });
}, port => {
  var agent = t.agent({ keepAlive: true });
  get(t, 'one', port, agent, {}, () => {
    state(t, 'client', 'idle', agent);
    t.turns(12, () => { state(t, 'client', 'later', agent); t.done(); });
  });
}));

scenario('server_closes_an_idle_socket', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  t.turns(6, () => socket.end());
}, port => {
  var agent = t.agent({ keepAlive: true });
  get(t, 'one', port, agent, {}, () => {
    state(t, 'client', 'idle', agent);
    t.turns(12, () => { state(t, 'client', 'later', agent); t.done(); });
  });
}));

// covers: ClientRequest property reusedSocket
scenario('retry_on_reused_socket', t => {
  var connections = 0;
  var server = t.server(null, (req, res) => {
    t.log('server', req.url, 'on connection', req.socket.number, req.socket.served);
    if (req.socket.served++) return req.socket.destroy();
    res.end('ok');
  }, port => {
    var agent = t.agent({ keepAlive: true });
    get(t, 'one', port, agent, {}, () => (function retriable() {
      var req = http.get({ port: port, host: '127.0.0.1', agent: agent, path: '/two' }, res => {
        t.log('client', 'two', res.statusCode);
        res.resume();
        res.on('end', () => t.done());
      });
      req.on('error', error => {
        t.log('client', error, req.reusedSocket);
        if (req.reusedSocket && error.code === 'ECONNRESET') retriable();
        else t.done();
      });
    })());
  });
  server.on('connection', socket => { socket.number = ++connections; socket.served = 0; });
});

scenario('keep_alive_hint', t => {
  var hints = ['timeout=5', 'timeout=1', 'timeout=5, max=3', 'max=3', 'timeout=x', 'timeout=0'];
  (function next() {
    var hint = hints.shift();
    if (hint === undefined) return t.done();
    t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\nKeep-Alive: ' + hint + '\r\n\r\nok', port => {
      var agent = t.agent({ keepAlive: true });
      var req = get(t, 'one', port, agent, {}, () => {
        var socket = req.socket;
        t.log('client', hint, socket.timeout, socket.destroyed);
        agent.destroy();
        next();
      });
    });
  })();
});

scenario('connection_close_from_the_server', t => t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok', port => {
  var agent = t.agent({ keepAlive: true });
  t.events('client', 'agent', agent, 'free');
  get(t, 'one', port, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
}));

scenario('free_socket_timeout', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true, timeout: 30 });
  var req = get(t, 'one', port, agent, {}, () => {
    t.log('client', req.socket.timeout);
    state(t, 'client', 'idle', agent);
    req.socket.on('timeout', () => t.log('client', 'socket timeout'));
    req.socket.on('close', () => { state(t, 'client', 'gone', agent); t.done(); });
    t.patience(500);
  });
}));

// Whose timeout a socket keeps when its request is over.
function timeoutLeft(t, whose) {
  numbered(t, port => {
    var agent = t.agent(whose === 'agent' ? { keepAlive: true, timeout: 40 } : { keepAlive: true });
    var req = get(t, 'one', port, agent, whose === 'option' ? { timeout: 40 } : {}, () => {
      t.later(120, () => { state(t, 'client', 'later', agent); t.done(); });
    });
    req.on('socket', socket => t.events('client', 'socket', socket, 'timeout'));
    if (whose === 'method') req.setTimeout(40);
  });
}
scenario('timeout_left_by_the_option', t => timeoutLeft(t, 'option'));
scenario('timeout_left_by_the_method', t => timeoutLeft(t, 'method'));
scenario('timeout_left_by_the_agent', t => timeoutLeft(t, 'agent'));

// covers: Agent method createConnection, Agent method keepSocketAlive, Agent method reuseSocket
scenario('overridden_methods', t => {
  class Mine extends http.Agent {
    createConnection(options, callback) {
      t.log('client', 'createConnection', options.host, options.port, typeof callback);
      return net.connect(options);
    }
    keepSocketAlive(socket) {
      t.log('client', 'keepSocketAlive', socket);
      return super.keepSocketAlive(socket);
    }
    reuseSocket(socket, request) {
      t.log('client', 'reuseSocket', socket, request);
      super.reuseSocket(socket, request);
    }
    getName(options) { return 'mine:' + super.getName({ host: options.host }); }
  }
  numbered(t, port => {
    var agent = new Mine({ keepAlive: true });
    t.defer(() => agent.destroy());
    get(t, 'one', port, agent, {}, () => {
      t.log('client', Object.keys(agent.freeSockets));
      get(t, 'two', port, agent, {}, () => t.done());
    });
  });
});

scenario('keep_socket_alive_refuses', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  agent.keepSocketAlive = socket => { t.log('client', 'refused', socket); return false; };
  get(t, 'one', port, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
}));

scenario('create_connection_by_callback', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  agent.createConnection = (options, callback) => {
    setImmediate(() => callback(null, net.connect({ port: options.port, host: options.host })));
  };
  get(t, 'one', port, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
}));

scenario('create_connection_fails', t => {
  var agent = t.agent();
  agent.createConnection = (options, callback) => { setImmediate(() => callback(new Error('refused by us'))); };
  var req = http.get({ host: '127.0.0.1', port: 1, agent: agent });
  req.on('error', error => { t.log('client', error, req.destroyed); state(t, 'client', 'end', agent); t.done(); });
});

scenario('queued_request_destroyed', t => {
  var agent = t.agent({ maxSockets: 1, keepAlive: true });
  t.server(null, (req, res) => {
    t.log('server', req.url);
    t.turns(4, () => res.end('x'));
  }, port => {
    get(t, 'one', port, agent);
    var queued = get(t, 'two', port, agent);
    queued.on('close', () => t.log('client', 'two closed'));
    get(t, 'three', port, agent, {}, () => { state(t, 'client', 'end', agent); t.done(); });
    queued.destroy();
    state(t, 'client', 'start', agent);
  });
});

scenario('one_time_agent', t => numbered(t, port => {
  var req = get(t, 'one', port, false, {}, () => t.done());
  t.log('client', req.agent instanceof http.Agent, req.agent === http.globalAgent, req.agent.keepAlive, req.shouldKeepAlive);
}));

scenario('add_request_and_create_socket', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  var addRequest = agent.addRequest;
  var createSocket = agent.createSocket;
  agent.addRequest = function (req, options) {
    t.log('client', 'addRequest', req, options.host, options.port, options.path);
    return addRequest.apply(this, arguments);
  };
  agent.createSocket = function (req, options, callback) {
    t.log('client', 'createSocket', req, options.host, typeof callback);
    return createSocket.apply(this, arguments);
  };
  get(t, 'one', port, agent, {}, () => t.done());
}));

// How many listen to what on a connection: while a request has it, when its response is over, and while it is free.
scenario('listeners_of_a_kept_socket', t => numbered(t, port => {
  var agent = t.agent({ keepAlive: true });
  var names = ['connect', 'data', 'readable', 'end', 'error', 'close', 'drain', 'timeout', 'free', 'agentRemove'];
  var socket;
  function count(label) { t.log('client', label, names.map(name => socket.listenerCount(name))); }
  function ask(number) {
    var req = http.get({ port: port, host: '127.0.0.1', agent: agent, path: '/' + number }, res => {
      count('response');
      if (number === 2) socket.on('data', () => {});
      if (number === 3) socket.on('end', () => {});
      res.on('end', () => {
        count('end');
        process.nextTick(() => count('tick'));
        t.turns(3, () => {
          count('free');
          if (number === 5) return t.done();
          ask(number + 1);
        });
      });
      res.resume();
    });
    req.on('socket', () => {
      socket = req.socket;
      if (number > 1) count('socket'); // not while it connects
    });
  }
  ask(1);
}));

// What a request asks of the parser counts for its response, and for no other on the same connection.
scenario('parser_options_of_the_next_request', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: ' + 'x'.repeat(3000) + '\r\n\r\nok');
}, port => {
  var agent = t.agent({ keepAlive: true });
  get(t, 'one', port, agent, {}, () => {
    var req = get(t, 'two', port, agent, { maxHeaderSize: 1000 });
    req.on('close', () => t.turns(3, () => {
      state(t, 'client', 'after two', agent);
      get(t, 'three', port, agent, {}, () => { state(t, 'client', 'after three', agent); t.done(); });
    }));
  });
}));

scenario('default_max_sockets', t => {
  var before = http.Agent.defaultMaxSockets;
  http.Agent.defaultMaxSockets = 3;
  var agents = [new http.Agent(), new http.Agent({ maxSockets: 0 }), new http.Agent({ maxSockets: 2 })];
  http.Agent.defaultMaxSockets = before;
  t.log('module', before, agents.map(agent => agent.maxSockets), new http.Agent().maxSockets);
  t.done();
});

// A connection is made with the agent's timeout; then the request sets its own.
scenario('timeout_given_to_create_connection', t => {
  [[500, 300], [500, 0], [0, 300], [500], [undefined, 300]].forEach((pair, index) => {
    var lane = 'client' + index;
    var agent = t.agent(pair[0] === undefined ? {} : { timeout: pair[0] });
    agent.createConnection = options => {
      t.log(lane, 'made with', options.timeout);
      var socket = new (require('stream').PassThrough)();
      socket.setTimeout = msecs => t.log(lane, 'set', msecs);
      return socket;
    };
    var options = { agent: agent };
    if (pair.length > 1) options.timeout = pair[1];
    var req = http.request(options);
    req.on('error', () => 0);
    req.on('socket', socket => { req.abort(); socket.destroy(); });
  });
  t.turns(5, t.done.bind(t));
});

scenario('name_of_any_object', t => {
  var agent = t.agent();
  var req = new http.ClientRequest({ host: '127.0.0.1', port: 1, agent: t.agent() });
  req.on('error', () => undefined);
  req.abort();
  t.log('client', agent.getName(req));
  req.port = 5;
  req.localAddress = '127.0.0.2';
  t.log('client', agent.getName(req));
  t.done();
});
