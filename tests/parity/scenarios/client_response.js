'use strict';
// What a client makes of the answers it gets.
var http = require('http');
var scenario = require('../trace.js').scenario;

function plainGet(t, port, options, onResponse) {
  var req = http.request(Object.assign({ port: port, host: '127.0.0.1', agent: false }, options), onResponse);
  req.on('error', error => t.log('client', 'error', error));
  req.end();
  return req;
}

// covers: IncomingMessage property statusCode, IncomingMessage property statusMessage
scenario('properties', t => t.peer('HTTP/1.1 203 So So\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi', port => {
  plainGet(t, port, {}, res => {
    t.props('client', 'res', res, 'statusCode statusMessage httpVersion headers rawHeaders headersDistinct trailers complete aborted method url upgrade');
    res.on('end', () => t.log('client', 'end', res.complete));
    res.on('close', () => t.done());
    res.resume();
    t.patience(300);
  });
}));

function answered(t, heads) {
  (function next() {
    var head = heads.shift();
    if (head === undefined) return t.done();
    t.peer(socket => { socket.write(head + '\r\n\r\n', 'binary'); socket.end(); }, port => {
      t.log('client', head.split('\r\n')[0]);
      plainGet(t, port, {}, res => {
        t.log('client', res.statusCode, res.statusMessage, res.httpVersion);
        res.resume();
      }).on('close', next);
    });
  })();
}

function empty(line) {
  return line + '\r\nContent-Length: 0';
}

scenario('status_lines', t => answered(t, ['HTTP/1.1 200', 'HTTP/1.1 200 ', 'HTTP/1.0 200 OK', 'HTTP/1.1 299 Anything goes', 'HTTP/1.1 999 Max',
  'HTTP/1.1 200 caf\xe9', 'HTTP/1.1 2000 Long', 'HTTP/2.0 200 OK', 'http/1.1 200 OK', 'ICY 200 OK'].map(empty)));
// What an older Node let through, and v23.8.0 refuses.
scenario('heads_once_let_through', t => answered(t, ['HTTP/1.1 20 Short', 'HTTP/1.2 200 OK', 'HTTP/1.1  200 OK', 'RTSP/1.0 200 OK',
  'HTTP/1.1 200 OK\r\nBad Header: x'].map(empty).concat(['HTTP/1.1 200 OK\r\nContent-Length: '])));

// covers: ClientRequest event information, ClientRequest event continue
scenario('information', t => t.peer('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nlink: b\r\n\r\n' +
  'HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
port => t.request('client', port, { agent: false }).end()));

scenario('expect_continue', t => t.server(null, (req, res) => {
  t.body('server', 'body', req, () => res.end('thanks'));
}, port => {
  var req = t.request('client', port, { agent: false, method: 'POST', headers: { Expect: '100-continue' } });
  req.on('continue', () => req.end('body'));
  req.flushHeaders();
}));

// covers: ClientRequest event upgrade
scenario('upgrade', t => t.peer(socket => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nearly');
  t.turns(4, () => socket.end(' late'));
}, port => {
  var req = t.request('client', port, { agent: false, headers: { Connection: 'Upgrade', Upgrade: 'x' } });
  req.on('upgrade', (res, socket, head) => {
    t.log('client', res.statusCode, res.headers, res.upgrade, head, socket, socket === req.socket);
    t.events('client', 'socket', socket, 'data end close');
  });
  req.end();
}));

scenario('upgrade_without_listener', t => t.peer('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', port => {
  t.request('client', port, { agent: false, headers: { Connection: 'Upgrade', Upgrade: 'x' } }).end();
}));

scenario('upgrade_refused', t => t.peer('HTTP/1.1 200 OK\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nno', port => {
  var req = t.request('client', port, { agent: false, headers: { Connection: 'Upgrade', Upgrade: 'x' } });
  req.on('upgrade', () => t.log('client', 'upgrade'));
  req.end();
}));

// covers: ClientRequest event connect
scenario('connect', t => t.peer(socket => {
  socket.write('HTTP/1.1 200 Connection established\r\nX: y\r\n\r\ntunnel');
  t.turns(4, () => socket.end());
}, port => {
  var req = t.request('client', port, { agent: false, method: 'CONNECT', path: 'h:80' });
  req.on('connect', (res, socket, head) => {
    t.log('client', res.statusCode, res.headers, head, socket);
    t.events('client', 'socket', socket, 'end close');
    socket.resume();
  });
  req.end();
}));

scenario('connect_refused', t => t.peer('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno', port => {
  var req = t.request('client', port, { agent: false, method: 'CONNECT', path: 'h:80' });
  req.on('connect', (res, socket, head) => {
    t.log('client', res.statusCode, head);
    socket.destroy();
  });
  req.end();
}));

scenario('connect_without_listener', t => t.peer('HTTP/1.1 200 OK\r\n\r\n', port => {
  t.request('client', port, { agent: false, method: 'CONNECT', path: 'h:80' }).end();
}));

scenario('bodyless', t => bodyless(t, [['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'], ['HEAD', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'], ['GET', 'HTTP/1.1 304 Not Modified\r\n\r\n'], ['GET', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n']]));
function bodyless(t, cases) {
  (function next() {
    var row = cases.shift();
    if (!row) return t.done();
    t.peer(row[1], port => t.request('client', port, { agent: t.agent({ keepAlive: true }), method: row[0] }, next, 250).end());
  })();
}

scenario('chunked_with_trailers', t => t.peer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nConnection: close\r\n\r\n' +
  '3;x=y\r\nabc\r\n0\r\nX-T: 1\r\nX-T: 2\r\n\r\n', port => {
  plainGet(t, port, {}, res => {
    t.log('client', res.trailers, res.rawTrailers);
    t.body('client', 'res', res, () => {
      t.props('client', 'end', res, 'trailers rawTrailers trailersDistinct complete');
      t.done();
    });
  });
}));

scenario('byte_by_byte', t => t.peer(socket => {
  var bytes = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n'.split('');
  (function next() {
    var byte = bytes.shift();
    if (byte === undefined) return;
    socket.write(byte);
    t.turns(1, next);
  })();
}, port => t.request('client', port, { agent: false }).end()));

scenario('duplicate_headers', t => t.peer('HTTP/1.1 200 OK\r\nServer: a\r\nServer: b\r\nETag: a\r\nETag: b\r\nVary: a\r\nVary: b\r\n' +
  'Set-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', port => {
  plainGet(t, port, {}, res => {
    t.log('client', res.headers);
    res.resume();
    res.on('end', () => plainGet(t, port, { joinDuplicateHeaders: true }, joined => {
      t.log('client', joined.headers);
      joined.resume();
      joined.on('end', () => t.turns(4, () => t.done()));
    }));
  });
}));

scenario('max_header_size', t => t.peer('HTTP/1.1 200 OK\r\nX: ' + new Array(200).join('x') + '\r\nContent-Length: 0\r\n\r\n', port => {
  t.request('client', port, { agent: false, maxHeaderSize: 100 }).end();
}));

scenario('too_large_headers', t => t.peer('HTTP/1.1 200 OK\r\nX: ' + new Array(17000).join('x') + '\r\nContent-Length: 0\r\n\r\n', port => {
  t.request('client', port, { agent: false }).end();
}));

// options/request_insecure_parser shows what lets it through.
scenario('control_character', t => {
  t.peer('HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', port => t.request('client', port, { agent: false }).end());
});

function framed(t, heads) {
  (function next() {
    var head = heads.shift();
    if (head === undefined) return t.done();
    t.peer(socket => { socket.write('HTTP/1.1 200 OK\r\n' + head + '\r\n\r\nhi'); t.turns(3, () => socket.end()); }, port => {
      t.log('client', head);
      t.request('client', port, { agent: false }, next).end();
    });
  })();
}

scenario('length_conflicts', t => framed(t, ['Content-Length: 2\r\nTransfer-Encoding: chunked', 'Transfer-Encoding: chunked\r\nContent-Length: 2',
  'Content-Length: 2\r\nContent-Length: 2', 'Content-Length: 2\r\nContent-Length: 3', 'Transfer-Encoding: gzip', 'Transfer-Encoding: identity', 'Content-Length: +2']));

scenario('paused_response', t => t.peer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello', port => {
  var req = plainGet(t, port, {}, res => {
    t.log('client', res.readableFlowing, res.isPaused());
    t.turns(5, () => {
      t.log('client', res.readableLength, res.complete);
      t.body('client', 'res', res);
    });
  });
  req.on('close', () => t.done());
}));

scenario('async_iteration', t => t.peer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello', port => {
  var req = plainGet(t, port, {}, res => {
    var body = '';
    (function read(iterator) {
      iterator.next().then(item => {
        if (item.done) { t.log('client', 'done', body, res.destroyed); return; }
        body += item.value;
        read(iterator);
      });
    })(res[Symbol.asyncIterator]());
  });
  req.on('close', () => t.turns(2, () => t.done()));
}));

scenario('no_response_listener', t => t.peer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello', port => {
  var req = plainGet(t, port, {});
  t.events('client', 'req', req, 'finish');
  req.on('close', () => { t.log('client', 'close', req.res.complete); t.done(); });
}));

scenario('response_timeout_method', t => t.peer(socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'), port => {
  var req = plainGet(t, port, {}, res => {
    res.resume();
    t.attempt('client', 'setTimeout', () => res.setTimeout(30, () => {
      t.log('client', 'timeout');
      res.destroy();
    }) === res);
  });
  req.on('close', () => t.done());
  t.patience(300);
}));

// The time that the request was given runs out within the response: both are told.
scenario('response_timeout_of_the_request', t => t.peer(socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'), port => {
  var req = plainGet(t, port, { timeout: 30 }, res => {
    t.log('client', req.socket.listenerCount('timeout'));
    res.resume();
    res.on('timeout', () => { t.log('client', 'res timeout'); res.destroy(); });
  });
  req.on('timeout', () => t.log('client', 'req timeout'));
  req.on('close', () => t.done());
  t.patience(300);
}));

scenario('max_headers_count', t => t.peer('HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nC: 3\r\nC: 4\r\nContent-Length: 0\r\n\r\n', port => {
  t.parties(4);
  [1, 0, 4, null].forEach(limit => {
    var req = http.get({ host: '127.0.0.1', port: port, agent: t.agent() });
    req.maxHeadersCount = limit;
    req.on('response', res => {
      t.log('client' + limit, res.headers, res.headersDistinct);
      res.resume();
      res.on('end', () => t.done());
    });
  });
}));

scenario('socket_names_of_a_kept_response', t => t.peer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', port => {
  http.get({ host: '127.0.0.1', port: port, agent: t.agent({ keepAlive: true }) }, res => {
    var socket = res.socket;
    function names(label) { t.log('client', label, res.socket === socket, res.connection === socket, res.client === socket); }
    names('response');
    res.resume();
    res.on('end', () => {
      names('end');
      t.turns(3, () => { names('later'); res.client = null; t.log('client', res.client); t.done(); });
    });
  });
}));

scenario('max_headers_count_that_is_no_count', t => t.peer('HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nC: 3\r\nContent-Length: 0\r\n\r\n', port => {
  var limits = [-1, '1', NaN, true];
  (function next() {
    if (!limits.length) return t.done();
    var limit = limits.shift();
    var req = http.get({ host: '127.0.0.1', port: port, agent: t.agent() });
    req.maxHeadersCount = limit;
    req.on('response', res => {
      t.log('client', limit, res.headers);
      res.resume();
      res.on('end', () => t.turns(1, next));
    });
  })();
}));
