'use strict';
// As history.js: the smaller changes, in what is read and in sockets, emitters and options.
var events = require('events');
var http = require('http');
var net = require('net');
var stream = require('stream');
var scenario = require('../trace.js').scenario;

var KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
var GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
var OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

function served(t, handler, pieces) { return t.server(null, handler, port => t.raw(port, pieces || [GET])); }
function sent(t, options) { t.peer(socket => socket.end(OK), port => t.request('client', port, Object.assign({ agent: false }, options)).end()); }
function answered(t, bytes, options) { t.peer(socket => socket.end(bytes, 'binary'), port => t.request('client', port, Object.assign({ agent: false }, options), null, 500).end()); }
function read(t, head) { served(t, (req, res) => { t.log('server', req.method, req.url, req.httpVersion); res.end('ok'); }, [head, ['quiet']]); }

function kinds(t, object, names) {
  var found = {};
  names.split(' ').forEach(name => { found[name] = typeof object[name]; });
  t.log('module', found);
  t.done();
}

scenario('exports_of_events', t => kinds(t, events, 'EventEmitter once on getEventListeners getMaxListeners setMaxListeners addAbortListener'));
scenario('exports_of_net', t => kinds(t, net, 'Socket Server connect createConnection createServer isIP BlockList SocketAddress getDefaultAutoSelectFamily setDefaultAutoSelectFamily'));
scenario('exports_of_stream', t => kinds(t, stream, 'Readable Writable Duplex Transform PassThrough finished pipeline promises addAbortSignal isErrored isReadable getDefaultHighWaterMark duplexPair'));

// ---- responses --------------------------------------------------------------------------------------------------

scenario('reason_of_null', t => served(t, (req, res) => { res.writeHead(200, null, { 'X-A': 'b' }); res.end(); }));

scenario('callbacks_without_a_body', t => served(t, (req, res) => {
  res.write('x', () => t.log('server', 'written'));
  res.end('y', () => t.log('server', 'ended'));
}, ['HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));

scenario('empty_write', t => served(t, (req, res) => {
  t.log('server', res.write('', () => t.log('server', 'written')));
  t.turns(5, () => res.end());
}));

scenario('disposition', t => served(t, (req, res) => {
  res.setHeader('Content-Disposition', 'attachment; filename="caf\u00e9"');
  res.setHeader('Content-Length', 2);
  res.end('ok');
}));

scenario('piped_response', t => served(t, (req, res) => {
  res.on('error', error => t.log('server', 'error', error));
  res.pipe(new stream.PassThrough());
  res.end('ok');
}));

scenario('destroyed_in_the_tick_of_a_write', t => served(t, (req, res) => { res.write('a'); res.destroy(); }));

scenario('handler_of_expect', t => served(t, (req, res) => res.end('ok'), ['GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n']));
scenario('unknown_expectation', t => served(t, (req, res) => res.end('ok'), ['GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nConnection: close\r\n\r\n']));

scenario('requests_on_one_connection', t => {
  var server = served(t, (req, res) => res.end('ok'), [KEEP, KEEP, ['quiet']]);
  server.maxRequestsPerSocket = 1;
  server.on('dropRequest', () => t.log('server', 'dropRequest'));
});

// ---- what is read -----------------------------------------------------------------------------------------------

scenario('request_of_http_0_9', t => read(t, 'GET / HTTP/0.9\r\nHost: a\r\n\r\n'));
scenario('request_of_http_1_0', t => read(t, 'GET / HTTP/1.0\r\n\r\n'));
scenario('request_of_rtsp', t => read(t, 'OPTIONS /a RTSP/1.0\r\nHost: a\r\n\r\n'));
scenario('request_of_ice', t => read(t, 'SOURCE /a ICE/1.0\r\nHost: a\r\n\r\n'));
scenario('request_with_query', t => read(t, 'QUERY /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'));
scenario('upgrade_with_status_200', t => answered(t, 'HTTP/1.1 200 OK\r\nUpgrade: x\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nok'));

scenario('upgrade_with_a_body', t => {
  var server = served(t, (req, res) => res.end('plain'), ['POST / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nab']);
  server.on('upgrade', (req, socket, head) => {
    t.log('server', 'upgrade', head);
    t.body('server', 'req', req);
    t.turns(5, () => socket.end('done'));
  });
});

scenario('nonsense_behind_an_answer', t => served(t, (req, res) => res.end('ok'), [KEEP, ['until', 'ok'], 'nonsense\r\n\r\n']));

scenario('nonsense_behind_the_last', t => {
  var server = served(t, (req, res) => res.end('ok'), [GET + 'nonsense\r\n\r\n']);
  server.on('clientError', (error, socket) => { t.log('server', error.code); socket.destroy(); });
});

// ---- options ----------------------------------------------------------------------------------------------------

scenario('join_duplicate_headers', t => answered(t, 'HTTP/1.1 200 OK\r\nAge: 1\r\nAge: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', { joinDuplicateHeaders: true }));
scenario('unique_headers', t => sent(t, { headers: { 'X-A': ['1', '2'] }, uniqueHeaders: ['X-A'] }));
scenario('max_header_size', t => answered(t, 'HTTP/1.1 200 OK\r\nX-A: ' + new Array(301).join('x') + '\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', { maxHeaderSize: 200 }));
scenario('expect_field', t => sent(t, { headers: { Expect: '100-continue' } }));
scenario('set_host', t => sent(t, { setHost: false }));
scenario('pairs_of_headers', t => sent(t, { headers: [['X-A', '1'], ['x-a', '2']] }));

scenario('max_total_sockets', t => t.server(null, (req, res) => res.end(), port => {
  var agent = t.agent({ maxTotalSockets: 1 });
  t.parties(2);
  [1, 2].forEach(() => http.get({ host: '127.0.0.1', port: port, agent: agent }, res => { res.resume(); res.on('end', () => t.done()); }));
  t.log('client', Object.keys(agent.sockets).length, Object.keys(agent.requests).length);
}));

scenario('response_destroyed_on_a_kept_connection', t => t.server(null, (req, res) => res.end('x'), port => {
  http.get({ host: '127.0.0.1', port: port, agent: t.agent({ keepAlive: true }) }, res => {
    res.resume();
    res.on('end', () => t.turns(3, () => { t.log('client', res.destroyed); t.done(); }));
  });
}));

// ---- emitters and sockets ---------------------------------------------------------------------------------------

scenario('error_that_is_none', t => {
  t.attempt('module', 'text', () => new events.EventEmitter().emit('error', 'x'));
  t.attempt('module', 'number', () => new events.EventEmitter().emit('error', 5));
  t.done();
});

scenario('most_listeners', t => {
  t.attempt('module', 'text', () => { new events.EventEmitter().setMaxListeners('x'); });
  t.attempt('module', 'negative', () => { new events.EventEmitter().setMaxListeners(-1); });
  t.done();
});

scenario('label_of_a_name', t => {
  t.attempt('module', 'label', () => http.validateHeaderName('a b', 'Label'));
  t.done();
});

scenario('socket_ready', t => t.peer(() => undefined, port => {
  var socket = net.connect(port, '127.0.0.1');
  t.events('client', 'socket', socket, 'connect ready end close');
  socket.on('connect', () => t.turns(3, () => socket.end()));
  socket.on('close', () => t.done());
  socket.resume();
}));

scenario('socket_written_after_its_end', t => t.peer(() => undefined, port => {
  var socket = net.connect(port, '127.0.0.1', () => {
    socket.end();
    t.log('client', 'writes', socket.write('x', error => t.log('client', 'callback', error)));
    t.turns(10, () => { t.log('client', socket.destroyed); t.done(); });
  });
  t.events('client', 'socket', socket, 'error');
}));

scenario('refused_connection', t => {
  var server = net.createServer().listen(0, '127.0.0.1', () => {
    var port = t.port(server.address().port);
    server.close(() => {
      var req = http.get({ host: '127.0.0.1', port: port, agent: false });
      t.events('client', 'req', req, 'error close');
      t.turns(20, () => t.done());
    });
  });
});

scenario('connections_beyond_the_limit', t => {
  var server = served(t, (req, res) => res.end('ok'), [['call', () => t.raw(t.ports[0], [['quiet']])], ['turns', 15], GET]);
  t.parties(2);
  server.maxConnections = 1;
  server.on('drop', () => t.log('server', 'drop'));
});
