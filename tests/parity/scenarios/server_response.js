'use strict';
// What a server's response object does, returns and sends.
var http = require('http');
var Writable = require('stream').Writable;
var has = require('../trace.js').has;
var scenario = require('../trace.js').scenario;

var GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
var KEEP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

// One server whose handler runs the forms in turn, each on a connection of its own.
function each(t, forms, head) {
  var names = Object.keys(forms);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.server(null, (req, res) => {
      t.log('server', name);
      try {
        forms[name](res, req);
      } catch (error) {
        t.thrown('server', name, error);
      }
      if (!res.writableEnded) res.end('x');
    }, port => t.raw(port, [head || GET], next));
  })();
}

// covers: ServerResponse method writeHead, ServerResponse property statusCode, ServerResponse property statusMessage
scenario('write_head_forms', t => each(t, {
  status: res => res.writeHead(201),
  reason: res => res.writeHead(202, 'Fine'),
  'empty reason': res => res.writeHead(200, ''),
  headers: res => res.writeHead(203, { 'X-A': 1, 'x-b': ['1', '2'] }),
  'reason and headers': res => res.writeHead(404, 'Gone Fishing', { 'X-A': 'b' }),
  'null reason': res => res.writeHead(200, null, { 'X-A': 'b' }),
  'flat array': res => res.writeHead(200, ['X-A', '1', 'X-a', '2', 'Y', 'z']),
  'array of pairs': res => t.attempt('server', 'pairs', () => res.writeHead(200, [['X-A', '1'], ['Y', 'z']])),
  'odd array': res => t.attempt('server', 'odd', () => res.writeHead(200, ['X-A', '1', 'Y'])),
  'string status': res => res.writeHead('204'),
  'float status': res => res.writeHead(200.7),
  'unknown status': res => res.writeHead(299),
  returns: res => t.log('server', res.writeHead(200) === res),
  chained: res => res.writeHead(200, { 'Content-Length': 5 }).end('hello'),
  properties: res => {
    res.writeHead(418, { 'X-A': 1 });
    t.props('server', 'after', res, 'statusCode statusMessage headersSent _header');
    t.log('server', res.getHeaders());
  },
}));

scenario('write_head_merges_with_set_header', t => each(t, {
  object: res => {
    res.setHeader('X-A', 'set');
    res.setHeader('X-B', 'kept');
    res.writeHead(200, { 'x-a': 'head', 'X-C': 'new' });
    t.log('server', res.getHeaders(), res.getHeaderNames());
  },
  array: res => {
    res.setHeader('X-A', 'set');
    res.setHeader('X-B', 'kept');
    res.writeHead(200, ['x-a', 'one', 'X-A', 'two', 'X-C', 'new']);
    t.log('server', res.getHeaders());
  },
  'undefined value': res => {
    res.setHeader('X-A', 'set');
    t.attempt('server', 'writeHead', () => res.writeHead(200, { 'X-B': undefined }));
  },
}));

scenario('write_head_errors', t => each(t, {
  all: res => {
    [0, 99, 1000, -1, 'abc', NaN, null, undefined].forEach(status => {
      t.attempt('server', String(status === undefined ? null : status), () => res.writeHead(status));
    });
    t.attempt('server', 'name', () => res.writeHead(200, { 'a b': 1 }));
    t.attempt('server', 'value', () => res.writeHead(200, { a: 'x\ny' }));
    t.attempt('server', 'wide value', () => res.writeHead(200, { a: '\u2603' }));
    res.statusCode = 200;
  },
  'bad statusCode': res => {
    res.statusCode = 9;
    t.attempt('server', 'end', () => res.end());
    res.statusCode = 200;
  },
}));

scenario('bad_status_message', t => each(t, {
  'writeHead': res => {
    t.attempt('server', 'reason', () => res.writeHead(200, 'a\r\nb'));
    t.attempt('server', 'wide reason', () => res.writeHead(200, 'snow\u2603'));
    res.statusMessage = undefined;
  },
  'property': res => {
    res.statusMessage = 'a\nb';
    t.attempt('server', 'end', () => res.end());
    res.statusMessage = 'ok';
  },
}));

scenario('write_head_again', t => each(t, {
  twice: res => {
    res.writeHead(200);
    t.attempt('server', 'again', () => res.writeHead(200));
  },
  'after write': res => {
    res.write('x');
    t.attempt('server', 'writeHead', () => res.writeHead(200));
  },
}));

scenario('set_header_when_sent', t => each(t, {
  'writeHead': res => {
    res.writeHead(200);
    t.attempt('server', 'setHeader', () => res.setHeader('a', 'b'));
    t.attempt('server', 'removeHeader', () => res.removeHeader('a'));
    t.attempt('server', 'appendHeader', () => res.appendHeader('a', 'b'));
  },
  'after write': res => {
    res.write('x');
    t.attempt('server', 'setHeader', () => res.setHeader('a', 'b'));
    t.attempt('server', 'removeHeader', () => res.removeHeader('a'));
    t.attempt('server', 'appendHeader', () => res.appendHeader('a', 'b'));
    t.attempt('server', 'setHeaders', () => res.setHeaders(new Map([['a', 'b']])));
    t.attempt('server', 'flushHeaders', () => res.flushHeaders());
    t.attempt('server', 'writeEarlyHints', () => res.writeEarlyHints({ link: '</a>; rel=preload' }));
    t.attempt('server', 'writeProcessing', () => res.writeProcessing());
  },
}));

scenario('status_properties', t => each(t, {
  defaults: res => t.props('server', 'res', res, 'statusCode statusMessage sendDate headersSent finished strictContentLength ' +
    'writableEnded writableFinished writableLength writableHighWaterMark writableCorked writableObjectMode writable destroyed closed ' +
    'errored shouldKeepAlive useChunkedEncodingByDefault chunkedEncoding _header _headerSent _hasBody writableNeedDrain'),
  custom: res => { res.statusCode = 503; res.statusMessage = 'Busy'; },
  'code only': res => { res.statusCode = 404; },
  unknown: res => { res.statusCode = 599; },
  'string code': res => { res.statusCode = '206'; },
}));

// covers: ServerResponse property sendDate
scenario('send_date', t => each(t, {
  off: res => { res.sendDate = false; },
  own: res => res.setHeader('Date', 'today'),
  removed: res => { res.setHeader('Date', 'today'); res.removeHeader('Date'); },
}));

// covers: ServerResponse method setHeader, ServerResponse method getHeader, ServerResponse method getHeaderNames
// covers: ServerResponse method getHeaders, ServerResponse method hasHeader, ServerResponse method removeHeader
scenario('header_methods', t => each(t, {
  all: res => {
    t.attempt('server', 'set', () => res.setHeader('X-Text', 'a') === res);
    res.setHeader('X-Number', 5);
    res.setHeader('X-List', ['a', 'b']);
    res.setHeader('X-Empty', '');
    res.setHeader('X-Latin', 'caf\xe9');
    res.setHeader('X-True', true);
    ['x-text', 'X-NUMBER', 'X-List', 'X-Empty', 'X-Latin', 'X-True', 'missing'].forEach(name => {
      t.log('server', name, res.getHeader(name), res.hasHeader(name));
    });
    t.log('server', res.getHeaderNames(), res.getHeaders(), res.getRawHeaderNames ? res.getRawHeaderNames() : null);
    t.attempt('server', 'remove', () => res.removeHeader('x-TEXT'));
    t.attempt('server', 'remove missing', () => res.removeHeader('nothing'));
    res.setHeader('X-LIST', 'replaced');
    t.log('server', res.getHeaderNames(), res.getRawHeaderNames ? res.getRawHeaderNames() : null);
    res.end();
    t.log('server', 'after', res.getHeader('x-list'), res.hasHeader('x-empty'), res.getHeaders());
  },
}));

// covers: OutgoingMessage method appendHeader
scenario('append_header', t => each(t, {
  all: res => {
    t.attempt('server', 'append', () => res.appendHeader('X-A', '1') === res);
    res.appendHeader('x-a', '2').appendHeader('X-A', ['3', '4']);
    res.setHeader('Y', 'a').appendHeader('Y', 'b');
    res.setHeader('Z', ['a']).appendHeader('Z', 'b');
    t.log('server', res.getHeader('X-A'), res.getHeader('y'), res.getHeader('z'), res.getRawHeaderNames());
  },
}));

// covers: OutgoingMessage method setHeaders
scenario('set_headers', t => each(t, {
  map: res => {
    res.setHeader('A', 'old');
    t.attempt('server', 'setHeaders', () => res.setHeaders(new Map([['a', '1'], ['B', ['2', '3']]])) === res);
    t.log('server', res.getHeaders());
  },
  Headers: res => {
    var headers = new Headers([['X-B', '2'], ['x-a', '1'], ['X-A', '3'], ['Set-Cookie', 'a=1'], ['set-cookie', 'b=2']]);
    res.setHeaders(headers);
    t.log('server', res.getHeaders());
  },
  wrong: res => {
    // Not tried: a plain object, which is no Map here; in Python a dict is both.
    [['a', 'b'], 'text', null, undefined, 5].forEach(value => t.attempt('server', 'wrong', () => res.setHeaders(value)));
  },
}));

scenario('header_argument_errors', t => each(t, {
  all: res => {
    var lane = 'server';
    [undefined, null, 5, '', 'a b', 'a\u00e9', 'a:'].forEach(name => t.attempt(lane, 'setHeader', () => res.setHeader(name, 'v')));
    [undefined, 'a\r', 'a\nb', '\u0100', ['ok', 'a\u0001'], [undefined]].forEach(value => {
      t.attempt(lane, 'value', () => res.setHeader('n', value) === res);
    });
    [undefined, 5, null].forEach(name => {
      t.attempt(lane, 'getHeader', () => res.getHeader(name));
      t.attempt(lane, 'hasHeader', () => res.hasHeader(name));
      t.attempt(lane, 'removeHeader', () => res.removeHeader(name));
    });
    t.attempt(lane, 'appendHeader', () => res.appendHeader('a b', 'x'));
    t.attempt(lane, 'appendHeader', () => res.appendHeader('a', 'x\n'));
    t.attempt(lane, 'appendHeader', () => res.appendHeader('a', undefined));
    res.removeHeader('n');
  },
}));

// covers: ServerResponse property headersSent, ServerResponse method flushHeaders
scenario('flush_headers', t => t.server(null, (req, res) => {
  res.setHeader('X-A', '1');
  t.log('server', res.headersSent, res._header);
  t.attempt('server', 'flush', () => res.flushHeaders());
  t.log('server', res.headersSent);
  t.turns(4, () => res.end('body'));
}, port => t.raw(port, [GET])));

// covers: ServerResponse method write, ServerResponse method end, ServerResponse property finished
// covers: ServerResponse property writableEnded, ServerResponse property writableFinished
scenario('write_and_end', t => t.server(null, (req, res) => {
  t.watch('server', null, res);
  t.attempt('server', 'write', () => res.write('one', () => t.log('server', 'write callback')));
  t.attempt('server', 'write buffer', () => res.write(Buffer.from('two')));
  t.attempt('server', 'write encoding', () => res.write('74687265', 'hex', () => t.log('server', 'hex callback')));
  t.attempt('server', 'write empty', () => res.write('', () => t.log('server', 'empty callback')));
  t.props('server', 'before', res, 'finished writableEnded writableFinished');
  t.attempt('server', 'end', () => res.end('last', () => t.log('server', 'end callback')) === res);
  t.props('server', 'after', res, 'finished writableEnded writableFinished headersSent');
  res.on('finish', () => t.props('server', 'finish', res, 'finished writableEnded writableFinished writableLength'));
  res.on('close', () => t.props('server', 'close', res, 'destroyed closed errored'));
}, port => t.raw(port, [GET])));

scenario('encodings', t => each(t, {
  'end binary': res => res.end('caf\xe9', 'binary'),
  'end utf8': res => res.end('caf\xe9'),
  'end base64': res => res.end('aGVsbG8=', 'base64'),
  'chunked binary': res => { res.write('\xe9', 'binary'); res.end('\xe9'); },
  'end callback only': res => { res.end(() => t.log('server', 'called')); },
  'end empty': res => res.end(''),
  'end null': res => res.end(null),
  'write number': res => t.attempt('server', 'write', () => res.write(5)),
  'write null': res => t.attempt('server', 'write', () => res.write(null)),
  'write undefined': res => t.attempt('server', 'write', () => res.write(undefined)),
  'write object': res => t.attempt('server', 'write', () => res.write({})),
  'end number': res => t.attempt('server', 'end', () => res.end(5)),
}));

scenario('utf16_body', t => each(t, { end: res => res.end('ab', 'utf16le') }));

scenario('latin1', t => each(t, {
  end: res => res.end('caf\xe9', 'latin1'),
  chunked: res => { res.write('\xe9', 'latin1'); res.end('\xe9'); },
}));

scenario('end_with_uint8array', t => each(t, { end: res => res.end(new Uint8Array([104, 105])) }));

// Real Node v23.8.0 has sent the size of the chunk when it finds that it cannot send the chunk: a broken body.
scenario('unknown_encoding', t => each(t, {
  write: res => { t.attempt('server', 'write', () => res.write('x', 'klingon')); t.patience(500); },
  end: res => t.attempt('server', 'end', () => res.end('x', 'klingon') === res),
}));

scenario('write_after_end', t => t.server(null, (req, res) => {
  t.watch('server', null, res);
  res.end('done', () => t.log('server', 'first end callback'));
  t.attempt('server', 'end', () => res.end(() => t.log('server', 'second end callback')) === res);
  t.attempt('server', 'end data', () => res.end('more', error => t.log('server', 'third end callback', error)) === res);
  t.attempt('server', 'write', () => res.write('more', error => t.log('server', 'write callback', error)));
  res.on('close', () => {
    t.attempt('server', 'end after close', () => res.end(error => t.log('server', 'late end callback', error)) === res);
  });
}, port => t.raw(port, [GET])));

scenario('write_after_end_without_listener', t => t.server(null, (req, res) => {
  res.end('done');
  t.attempt('server', 'write', () => res.write('more'));
}, port => t.raw(port, [GET])));

// covers: ServerResponse method cork, ServerResponse method uncork, OutgoingMessage property writableCorked
// covers: OutgoingMessage property writableLength, OutgoingMessage property writableHighWaterMark, OutgoingMessage property writableObjectMode
scenario('cork', t => each(t, {
  explicit: res => {
    t.log('server', res.writableCorked);
    t.attempt('server', 'cork', () => res.cork());
    res.cork();
    t.log('server', res.writableCorked);
    res.write('ab');
    res.write('cd');
    t.props('server', 'corked', res, 'writableCorked writableLength writableNeedDrain writableHighWaterMark writableObjectMode');
    res.uncork();
    t.attempt('server', 'uncork', () => res.uncork());
    t.props('server', 'uncorked', res, 'writableCorked');
    res.write('ef');
    res.end('gh');
  },
  'corked before the head': res => { res.cork(); res.write('ab'); res.uncork(); res.end('cd'); },
  'two writes and end': res => { res.write('ab'); res.write('cd'); res.end(); },
}));

// Real Node v23.8.0 sends the last chunk ahead of what was corked: a broken body.
scenario('ended_while_corked', t => each(t, {
  'ended corked': res => { res.cork(); res.write('ab'); res.write('cd'); res.end('ef'); t.log('server', res.writableCorked); },
  'uncorked too often': res => { res.write('ab'); res.uncork(); res.write('cd'); res.end('ef'); },
}));

// covers: OutgoingMessage event drain
scenario('drain', t => t.server(null, (req, res) => {
  t.events('server', 'res', res, 'drain finish close');
  t.attempt('server', 'small', () => res.write('x'));
  t.attempt('server', 'large', () => res.write(new Array(200001).join('y')));
  t.log('server', res.writableNeedDrain, res.writableLength > 100000);
  res.once('drain', () => {
    t.log('server', res.writableNeedDrain, res.writableLength);
    res.end();
  });
}, port => t.raw(port, [GET], received => { t.log('client', received.length); t.done(); })));

// covers: ServerResponse method addTrailers, OutgoingMessage method addTrailers
scenario('trailers', t => each(t, {
  object: res => {
    res.writeHead(200, { Trailer: 'X-T' });
    res.write('a');
    t.attempt('server', 'add', () => res.addTrailers({ 'X-T': '1', 'X-U': ['2', '3'] }));
    res.end();
  },
  array: res => { res.write('a'); res.addTrailers([['X-T', '1'], ['X-T', '2']]); res.end('b'); },
  'on one end': res => { res.addTrailers({ 'X-T': '1' }); res.end('hi'); },
  'without chunked': res => { res.setHeader('Content-Length', 2); res.addTrailers({ 'X-T': '1' }); res.end('hi'); },
  errors: res => {
    t.attempt('server', 'name', () => res.addTrailers({ 'a b': '1' }));
    t.attempt('server', 'value', () => res.addTrailers({ a: 'x\n' }));
    t.attempt('server', 'trailer header', () => res.writeHead(200, { Trailer: 'x', 'Content-Length': 1 }));
  },
}));

scenario('trailers_http10', t => each(t, {
  dropped: res => { res.write('a'); res.addTrailers({ 'X-T': '1' }); res.end('b'); },
}, 'GET / HTTP/1.0\r\n\r\n'));

// covers: ServerResponse method writeContinue, ServerResponse method writeProcessing, ServerResponse method writeEarlyHints
scenario('informational', t => each(t, {
  'continue': res => t.attempt('server', 'writeContinue', () => res.writeContinue(() => t.log('server', 'continue callback'))),
  processing: res => t.attempt('server', 'writeProcessing', () => res.writeProcessing(() => t.log('server', 'processing callback'))),
  'hints text': res => t.attempt('server', 'hints', () =>
    res.writeEarlyHints({ link: '</styles.css>; rel=preload; as=style' }, () => t.log('server', 'hints callback'))),
  'hints list': res => res.writeEarlyHints({ link: ['</a>; rel=preload', '</b>; rel=preload'], 'x-trace-id': 'id' }),
  'hints empty': res => { res.writeEarlyHints({ link: [] }); res.writeEarlyHints({}); },
  all: res => { res.writeContinue(); res.writeProcessing(); res.writeEarlyHints({ link: '</a>; rel=x' }); res.end('x'); },
  'hints errors': res => {
    ['bad link', 5, { link: 'nonsense' }, { link: 5 }, { link: ['</a>; rel=preload', ''] }, undefined, null].forEach(hints => {
      t.attempt('server', 'hints', () => res.writeEarlyHints(hints));
    });
  },
}));

// covers: ServerResponse property strictContentLength
scenario('strict_content_length', t => each(t, {
  'too much': res => {
    res.strictContentLength = true;
    res.setHeader('Content-Length', 3);
    t.attempt('server', 'write', () => res.write('ab'));
    t.attempt('server', 'write', () => res.write('cd'));
    t.attempt('server', 'end', () => res.end('c') === res);
  },
  'too little': res => {
    res.strictContentLength = true;
    res.writeHead(200, { 'Content-Length': 3 });
    t.attempt('server', 'end', () => res.end('ab'));
    t.attempt('server', 'end', () => res.end('abc') === res);
  },
  exact: res => {
    res.strictContentLength = true;
    res.setHeader('Content-Length', 4);
    res.write('ab');
    res.end('cd');
  },
  lax: res => { res.setHeader('Content-Length', 3); t.attempt('server', 'end', () => res.end('abcd') === res); },
}));

scenario('no_body_statuses', t => each(t, {
  'status 204': res => { res.writeHead(204); t.attempt('server', 'write', () => res.write('x', error => t.log('server', 'callback', error))); res.end('y'); },
  'status 304': res => { res.writeHead(304); t.attempt('server', 'write', () => res.write('x')); res.end('y'); },
  '204 with length': res => { res.writeHead(204, { 'Content-Length': 3 }); res.end('abc'); },
  '304 with length': res => { res.writeHead(304, { 'Content-Length': 3 }); res.end('abc'); },
  '204 with chunked': res => { res.writeHead(204, { 'Transfer-Encoding': 'chunked' }); res.end('abc'); },
  'status 100': res => { res.writeHead(100); res.end('abc'); },
}));

scenario('head', t => each(t, {
  plain: res => { t.attempt('server', 'write', () => res.write('abc', error => t.log('server', 'callback', error))); res.end('d'); },
  length: res => { res.setHeader('Content-Length', 3); res.end('abc'); },
  chunked: res => { res.setHeader('Transfer-Encoding', 'chunked'); res.end('abc'); },
}, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'));

scenario('reject_nonstandard_body_writes', t => {
  t.server({ rejectNonStandardBodyWrites: true }, (req, res) => {
    res.writeHead(204);
    t.attempt('server', 'write', () => res.write('x'));
    t.attempt('server', 'end', () => res.end('x'));
    if (!res.writableEnded) res.end();
  }, port => t.raw(port, [GET]));
});

// covers: ServerResponse method setTimeout, OutgoingMessage method setTimeout
scenario('set_timeout', t => t.server(null, (req, res) => {
  t.attempt('server', 'setTimeout', () => res.setTimeout(20, socket => {
    t.log('server', 'timeout', socket);
    res.end('late');
  }) === res);
}, port => t.raw(port, [GET])));

// covers: ServerResponse property connection, ServerResponse property socket, ServerResponse property req
// covers: OutgoingMessage property connection, OutgoingMessage property socket
scenario('socket_after_end', t => t.server(null, (req, res) => {
  t.log('server', res.socket === req.socket, res.connection === res.socket, res.req === req);
  res.end('x');
  t.log('server', res.socket === req.socket);
  res.on('finish', () => t.log('server', 'finish', res.socket, res.connection, res.req === req));
}, port => t.raw(port, [KEEP, ['quiet']])));

// covers: OutgoingMessage method destroy
scenario('destroy', t => each(t, {
  'before head': res => {
    t.watch('server', null, res);
    t.attempt('server', 'destroy', () => res.destroy() === res);
    t.log('server', res.destroyed, res.writableEnded);
  },
  'with error': res => {
    t.watch('server', null, res);
    t.events('server', 'socket', res.socket, 'error close');
    res.write('a');
    res.destroy(new Error('mine'));
  },
}));

// covers: OutgoingMessage method pipe
scenario('pipe_from_response', t => each(t, {
  pipe: res => { res.on('error', error => t.log('server', 'error', error)); t.attempt('server', 'pipe', () => res.pipe(new (require('stream').PassThrough)())); },
}));

// covers: http class ServerResponse, http class OutgoingMessage
scenario('standalone_response', t => {
  var res = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
  t.props('module', 'res', res, 'statusCode headersSent finished writableEnded socket writableLength writableHighWaterMark');
  t.attempt('module', 'write', () => res.write('hello'));
  t.log('module', res.headersSent, res.writableLength);
  t.attempt('module', 'end', () => res.end(' world') === res);
  t.log('module', res.finished, res.writableFinished, (res.outputData ? res.outputData.map(item => item.data) : res.output).map(data => data.toString('binary')).join(''));
  var out = new http.OutgoingMessage();
  t.props('module', 'out', out, 'headersSent finished socket writableLength destroyed shouldKeepAlive useChunkedEncodingByDefault sendDate');
  t.attempt('module', 'setHeader', () => out.setHeader('a', 'b') === out);
  t.attempt('module', 'write', () => out.write('x'));
  t.attempt('module', '_implicitHeader', () => out._implicitHeader());
  t.done();
});

scenario('monkeypatched_methods_are_called', t => t.server(null, (req, res) => {
  var writeHead = res.writeHead;
  var write = res.write;
  var end = res.end;
  res.writeHead = function (status) { t.log('server', 'writeHead', status); return writeHead.apply(this, arguments); };
  res.write = function (chunk) { t.log('server', 'write', chunk); return write.apply(this, arguments); };
  res.end = function (chunk) { t.log('server', 'end', chunk); return end.apply(this, arguments); };
  res.write('a');
  res.end('b');
}, port => t.raw(port, [GET])));

scenario('written_after_its_close', t => {
  t.server(null, (req, res) => {
    t.events('server', 'res', res, 'error close');
    res.end('ok');
    res.on('close', () => {
      t.log('server', res.write('x', error => t.log('server', 'of write', error)));
      t.attempt('server', 'end', () => res.end('y', error => t.log('server', 'of end', error)) === res);
    });
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]));
});

// By hand: what a socket has of a response that came and went, and what was corked before there was a socket.
scenario('assign_and_detach_by_hand', t => {
  var sent = '';
  function make(minor) {
    return new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: minor, headers: {} });
  }
  function sink() {
    return new Writable({ write: (chunk, encoding, callback) => { sent += chunk; callback(); } });
  }
  var socket = sink();
  var res = make(1);
  res.assignSocket(socket);
  t.log('detached', socket.listenerCount('close'));
  res.detachSocket(socket);
  t.log('detached', socket.listenerCount('close'), res.socket, socket._httpMessage);

  if (has(res, 'cork')) [1, 3].forEach(times => {
    var socket = sink();
    var res = make(1);
    for (var n = 0; n < times; n++) res.cork();
    res.write('a');
    res.assignSocket(socket);
    t.log('corked', res.writableCorked, socket.writableCorked);
    res.write('b');
    res.uncork();
    t.log('corked', res.writableCorked, socket.writableCorked);
    while (res.writableCorked) res.uncork();
    res.end('c');
    t.log('corked', res.writableCorked, socket.writableCorked);
  });

  var old = make(0);
  old.assignSocket(sink());
  old.write('to 1.0');
  t.turns(2, () => { t.log('sent', sent); t.done(); });
});
