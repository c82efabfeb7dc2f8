'use strict';
// What is sent implicitly: one long table per kind of response, a row a line.
var scenario = require('../trace.js').scenario;

// Answers each case on a connection of its own (two at a time would gain nothing) and logs what was sent.
function table(t, cases) {
  var list = cases.slice();
  var current;
  t.server(null, (req, res) => {
    try {
      current.act(res, req);
    } catch (error) {
      t.log('server', current.name, error);
      res.destroy();
    }
  }, port => (function next() {
    current = list.shift();
    if (!current) return t.done();
    t.log('wire' + (t.raws + 1), current.name);
    t.raw(port, current.request.concat(current.open ? [['turns', 3], ['destroy']] : []), next);
  })());
}

var BODIES = {
  none: res => res.end(),
  end: res => res.end('abc'),
  write: res => { res.write('abc'); res.end(); },
};

function heads(method) {
  return {
    '1.1': method + ' / HTTP/1.1\r\nHost: a\r\n\r\n',
    '1.1 close': method + ' / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    '1.0': method + ' / HTTP/1.0\r\n\r\n',
    '1.0 keep-alive': method + ' / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  };
}

function matrix(methods, statuses, headers) {
  var cases = [];
  methods.forEach(method => {
    var requests = heads(method);
    Object.keys(requests).forEach(version => statuses.forEach(status => headers.forEach(header => {
      Object.keys(BODIES).forEach(body => cases.push({
        name: [method, version, status, JSON.stringify(header), body].join(' '),
        request: [requests[version]],
        open: true,
        act: res => {
          res.statusCode = status;
          Object.keys(header).forEach(name => res.setHeader(name, header[name]));
          BODIES[body](res);
        },
      }));
    })));
  });
  return cases;
}

scenario('get_matrix', t => table(t, matrix(['GET'], [200], [{}, { 'Content-Length': '3' }, { 'Transfer-Encoding': 'chunked' },
  { Connection: 'close' }, { Connection: 'keep-alive' }])));
scenario('head_matrix', t => table(t, matrix(['HEAD'], [200], [{}, { 'Content-Length': '3' }, { 'Transfer-Encoding': 'chunked' }])));
scenario('status_matrix', t => table(t, matrix(['GET'], [204, 304, 404], [{}, { 'Content-Length': '3' }])));
scenario('post_matrix', t => table(t, matrix(['POST'], [201], [{}, { 'Transfer-Encoding': 'identity' }, { Connection: 'Upgrade' },
  { 'Keep-Alive': 'timeout=9' }])));

function variants(t, rows) {
  table(t, rows.map(row => ({ name: row[0], act: row[1], request: ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'], open: true })));
}

scenario('write_head_variants', t => variants(t, [
  ['raw array', res => { res.writeHead(200, ['Content-Length', '3', 'Connection', 'close']); res.end('abc'); }],
  ['both lengths', res => { res.setHeader('Content-Length', 3); res.setHeader('Transfer-Encoding', 'chunked'); res.end('abc'); }],
  ['removed length', res => { res.removeHeader('Content-Length'); res.end('abc'); }],
  ['removed connection', res => { res.removeHeader('Connection'); res.end('abc'); }],
  ['removed date', res => { res.removeHeader('Date'); res.end('abc'); }],
  ['gzip, chunked', res => { res.setHeader('Transfer-Encoding', 'gzip, chunked'); res.end('abc'); }],
  ['gzip', res => { res.setHeader('Transfer-Encoding', 'gzip'); res.end('abc'); }],
  ['shouldKeepAlive off', res => { res.shouldKeepAlive = false; res.end('abc'); }],
  ['chunked by default off', res => { res.useChunkedEncodingByDefault = false; res.write('abc'); res.end(); }],
  ['connection list', res => { res.setHeader('Connection', ['close', 'x']); res.end('abc'); }],
  ['wide text', res => res.end('\u2603')],
  ['length zero', res => { res.setHeader('Content-Length', 0); res.end(); }],
  ['writeHead then end', res => { res.writeHead(200); res.end('abc'); }],
  ['writeHead then nothing', res => { res.writeHead(200); res.end(); }],
  ['flush then end', res => { res.flushHeaders(); res.end('abc'); }],
  ['content-disposition', res => { res.setHeader('Content-Disposition', 'attachment; filename="\xe9"'); res.end('abc'); }],
  ['cookies', res => { res.setHeader('Set-Cookie', ['a=1', 'b=2']); res.setHeader('Cookie', ['a', 'b']); res.end('abc'); }],
]));

// Alone: what ends at nothing but the end of the connection has to end it.
scenario('removed_transfer_encoding', t => variants(t, [
  ['removed transfer-encoding', res => { res.removeHeader('Transfer-Encoding'); res.write('abc'); res.end(); }],
]));

scenario('server_options', t => {
  var cases = [[{ keepAliveTimeout: 0 }], [{ keepAliveTimeout: 1500 }], [{ keepAliveTimeout: 20000 }], [{ uniqueHeaders: ['x-a'] }]];
  (function next() {
    var row = cases.shift();
    if (!row) return t.done();
    t.server(row[0], (req, res) => {
      res.setHeader('X-A', ['1', '2']);
      res.end('abc');
    }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['turns', 3], ['destroy']], next));
  })();
});
