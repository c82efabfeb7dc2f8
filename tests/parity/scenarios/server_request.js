'use strict';
// What a server's 'request' listener sees of the request.
var http = require('http');
var scenario = require('../trace.js').scenario;

// covers: IncomingMessage property method, IncomingMessage property url, IncomingMessage property httpVersion
// covers: IncomingMessage property headers, IncomingMessage property rawHeaders, IncomingMessage property complete
// covers: Server event request, IncomingMessage property socket, IncomingMessage property connection
scenario('properties', t => {
  t.server(null, (req, res) => {
    t.props('server', 'req', req, 'method url httpVersion httpVersionMajor httpVersionMinor headers rawHeaders ' +
      'complete aborted statusCode statusMessage trailers rawTrailers joinDuplicateHeaders upgrade');
    t.log('server', req.socket === req.connection, req.client === req.socket, res.req === req, res.socket === req.socket);
    req.resume().on('end', () => {
      t.log('server', 'complete', req.complete);
      res.end('x');
    });
  }, port => t.raw(port, ['GET /a/b?c=%20d#f HTTP/1.1\r\nHost: h\r\nX-One:  1 \r\nx-two:\r\nConnection: close\r\n\r\n']));
});

// covers: IncomingMessage property headersDistinct
scenario('duplicate_headers', t => {
  t.server(null, (req, res) => {
    t.props('server', 'req', req, 'headers headersDistinct rawHeaders');
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nAge: 1\r\nAge: 2\r\nAuthorization: a\r\nAuthorization: b\r\n' +
    'Content-Type: a\r\nContent-Type: b\r\nETag: a\r\nETag: b\r\nExpires: a\r\nExpires: b\r\nFrom: a\r\nFrom: b\r\n' +
    'If-Modified-Since: a\r\nIf-Modified-Since: b\r\nLast-Modified: a\r\nLast-Modified: b\r\nLocation: a\r\nLocation: b\r\n' +
    'Max-Forwards: 1\r\nMax-Forwards: 2\r\nProxy-Authorization: a\r\nProxy-Authorization: b\r\nReferer: a\r\nReferer: b\r\n' +
    'Retry-After: a\r\nRetry-After: b\r\nServer: a\r\nServer: b\r\nUser-Agent: a\r\nUser-Agent: b\r\nSet-Cookie: a=1\r\n' +
    'Set-Cookie: b=2\r\nCookie: a=1\r\nCookie: b=2\r\nX-Other: a\r\nx-other: b\r\nAccept: a\r\nAccept: b\r\nDate: a\r\nDate: b\r\n' +
    'Connection: close\r\n\r\n']));
});

scenario('join_duplicate_headers', t => {
  t.server({ joinDuplicateHeaders: true }, (req, res) => {
    t.props('server', 'req', req, 'headers joinDuplicateHeaders');
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nAge: 1\r\nAge: 2\r\nCookie: a\r\nCookie: b\r\nSet-Cookie: a\r\n' +
    'Set-Cookie: b\r\nX: 1\r\nX: 2\r\nConnection: close\r\n\r\n']));
});

scenario('odd_header_names', t => {
  t.server(null, (req, res) => {
    t.props('server', 'req', req, 'headers rawHeaders');
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n__proto__: x\r\nconstructor: y\r\n1!#$%&\'*+-.^_`|~: z\r\nX: \xe9\xff\r\n' +
    'Y:\ta\tb \r\nConnection: close\r\n\r\n']));
});

scenario('headers_cache_and_set', t => {
  t.server(null, (req, res) => {
    t.log('server', req.headers === req.headers, req.rawHeaders === req.rawHeaders, req.headersDistinct === req.headersDistinct);
    req.headers.added = 'kept';
    t.log('server', req.headers.added, req.headers.missing, 'host' in req.headers);
    req.headers = { mine: 1 };
    req.method = 'PUT';
    req.url = '/rewritten';
    t.props('server', 'req', req, 'headers method url');
    res.end();
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

// covers: IncomingMessage property trailers, IncomingMessage property rawTrailers, IncomingMessage property trailersDistinct
scenario('chunked_body_and_trailers', t => {
  t.server(null, (req, res) => {
    t.watch('server', req);
    t.props('server', 'before', req, 'trailers rawTrailers trailersDistinct complete');
    t.body('server', 'body', req, () => {
      t.props('server', 'after', req, 'trailers rawTrailers trailersDistinct complete');
      res.end('ok');
    });
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nConnection: close\r\n\r\n',
    '3\r\nabc\r\n', '2;ext=1\r\nde\r\n0\r\n', 'X-T: 1\r\nX-T: 2\r\nSet-Cookie: a\r\n\r\n']));
});

scenario('content_length_body', t => {
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    t.body('server', 'body', req, () => res.end('ok'));
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nConnection: close\r\n\r\n01234', '56789']));
});

scenario('get_events', t => {
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    t.events('server', 'socket', req.socket, 'end close');
    req.resume();
    res.end('hello');
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

// covers: ServerResponse event close, ServerResponse event finish, IncomingMessage event close
scenario('keep_alive_events', t => {
  t.server(null, (req, res) => {
    t.log('server', req.url);
    t.watch('server', req, res);
    req.on('end', () => res.end('hello'));
    req.resume();
  }, port => t.raw(port, ['GET /1 HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'hello'], 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]));
});

scenario('unread_body_is_discarded', t => {
  t.server(null, (req, res) => {
    t.log('server', req.url);
    t.watch('server', req, res);
    res.end('answer ' + req.url);
  }, port => t.raw(port, ['POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n', '12345', 'GET /2 HTTP/1.1\r\nHost: a\r\n\r\n', ['quiet']]));
});

scenario('answer_before_body_arrives', t => {
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    t.body('server', 'body', req);
    res.end('early');
  }, port => t.raw(port, ['POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n', ['until', 'early'], '123', '45', ['quiet']]));
});

// covers: IncomingMessage event aborted, IncomingMessage property aborted
scenario('client_cuts_the_body', t => {
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    t.events('server', 'socket', req.socket, 'error close');
    t.body('server', 'body', req);
    req.on('close', () => t.props('server', 'at close', req, 'aborted complete destroyed readableEnded errored'));
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345', ['destroy']]));
});

scenario('client_cuts_the_body_without_error_listener', t => {
  t.server(null, (req, res) => {
    t.events('server', 'req', req, 'aborted end close');
    t.events('server', 'res', res, 'finish close');
    req.resume();
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345', ['destroy']]));
});

scenario('client_leaves_before_the_answer', t => {
  t.parties(2);
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    req.resume();
    res.on('close', () => {
      t.props('server', 'res', res, 'writableEnded writableFinished destroyed closed errored finished headersSent');
      t.attempt('server', 'write', () => res.write('x', error => t.log('server', 'write callback', error)));
      t.attempt('server', 'end', () => res.end('x', error => t.log('server', 'end callback', error)));
      t.done();
    });
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['destroy']]));
});

scenario('client_leaves_in_the_middle_of_the_answer', t => {
  t.parties(2);
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    req.resume();
    res.write('first');
    res.on('close', () => t.done());
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', ['until', 'first'], ['destroy']]));
});

// covers: IncomingMessage method destroy
scenario('destroy_request', t => {
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    t.events('server', 'socket', req.socket, 'error close');
    t.attempt('server', 'destroy', () => req.destroy() === req);
    t.props('server', 'req', req, 'destroyed aborted');
    t.log('server', req.socket.destroyed);
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n']));
});

scenario('destroy_request_with_error', t => {
  t.server(null, (req, res) => {
    t.watch('server', req, res);
    t.events('server', 'socket', req.socket, 'error close');
    req.destroy(new Error('mine'));
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n12']));
});

// covers: IncomingMessage method setTimeout
scenario('request_set_timeout', t => {
  t.server(null, (req, res) => {
    t.attempt('server', 'setTimeout', () => req.setTimeout(20, () => {
      t.log('server', 'timeout callback');
      res.end('late');
    }) === req);
    t.log('server', req.socket.timeout);
  }, port => t.raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

scenario('read_and_readable', t => {
  t.server(null, (req, res) => {
    var seen = '';
    req.on('readable', () => {
      var chunk;
      while ((chunk = req.read()) !== null) seen += chunk;
    });
    req.on('end', () => {
      t.log('server', seen, req.readableEnded, req.readableFlowing);
      res.end();
    });
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nConnection: close\r\n\r\nabc', 'def']));
});

scenario('set_encoding_and_pause', t => {
  t.server(null, (req, res) => {
    var body = '';
    t.attempt('server', 'setEncoding', () => req.setEncoding('utf8') === req);
    req.on('data', chunk => {
      t.log('server', typeof chunk === 'string');
      body += chunk;
      req.pause();
      t.log('server', req.isPaused());
      t.turns(2, () => req.resume());
    });
    req.on('end', () => {
      t.log('server', body);
      res.end();
    });
  }, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\xe2\x82', '\xac!']));
});

// covers: http class IncomingMessage
scenario('subclasses', t => {
  class Incoming extends http.IncomingMessage { shout() { return this.url.toUpperCase(); } }
  class Response extends http.ServerResponse { json(value) { this.setHeader('X-Kind', 'json'); this.end(JSON.stringify(value)); } }
  t.server({ IncomingMessage: Incoming, ServerResponse: Response }, (req, res) => {
    t.log('server', req instanceof http.IncomingMessage, res instanceof http.ServerResponse, req.shout());
    res.json({ a: 1 });
  }, port => t.raw(port, ['GET /abc HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']));
});

scenario('standalone_message', t => {
  var message = new http.IncomingMessage(null);
  t.props('module', 'message', message, 'method url httpVersion httpVersionMajor httpVersionMinor statusCode statusMessage headers ' +
    'rawHeaders trailers rawTrailers complete aborted upgrade socket readable destroyed readableFlowing readableHighWaterMark');
  t.done();
});

scenario('methods', t => {
  var pieces = [];
  ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH', 'QUERY', 'SOURCE'].forEach(method => {
    pieces.push(method + ' /' + method + ' HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
  });
  t.server(null, (req, res) => {
    t.log('server', req.method, req.url);
    res.end();
  }, port => t.raw(port, pieces.concat([['quiet']])));
});

scenario('request_targets', t => {
  var targets = ['/', '*', 'http://h/p?q', '/a b', '//x', '/%zz', '/a#b', '/[]{}|^"<>', '/\x7f'];
  (function next() {
    var target = targets.shift();
    if (target === undefined) return t.done();
    t.server(null, (req, res) => {
      t.log('server', req.url);
      res.end();
    }, port => t.raw(port, ['OPTIONS ' + target + ' HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'], next));
  })();
});

// What fails behind the request gives it up, and not the connection: the answer can still go.
scenario('pipeline_behind_it_fails', t => {
  var stream = require('stream');
  if (!stream.pipeline) return t.done();
  t.server(null, (req, res) => {
    var sink = new stream.Writable({ write: (chunk, encoding, callback) => callback(new Error('full')) });
    t.events('server', 'req', req, 'aborted error close end');
    stream.pipeline(req, sink, error => {
      t.log('server', error, req.socket ? 'has a socket' : 'has none', res.destroyed);
      res.end('too much');
    });
  }, port => {
    var req = t.request('client', port, { method: 'POST' });
    req.write('abc');
    req.on('response', () => req.end());
  });
});

// The answer is out in the tick in which somebody begins to read: he gets the body all the same.
scenario('read_as_the_answer_leaves', t => {
  var ways = {
    data: req => req.on('data', chunk => t.log('server', 'chunk', chunk)),
    pipe: req => req.pipe(new (require('stream').PassThrough)()).on('data', chunk => t.log('server', 'piped', chunk)),
    resume: req => req.resume(),
    none: () => undefined
  };
  t.server(null, (req, res) => {
    process.nextTick(() => ways[req.url.slice(1)](req));
    res.on('finish', () => t.log('server', req.url, req._consuming, req._dumped));
    req.on('end', () => t.log('server', 'end'));
    res.end('ok');
  }, port => {
    var names = Object.keys(ways);
    (function next() {
      var name = names.shift();
      if (!name) return t.done();
      t.raw(port, ['POST /' + name + ' HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc', ['turns', 3], 'def', ['quiet']], next);
    })();
  });
});

// A listener that was not there is removed all the same: the mode is looked at anew.
scenario('readable_removed_before_anything', t => t.server(null, (req, res) => {
  var listener = () => t.log('server', 'readable', req.read());
  req.removeListener('readable', listener);
  req.on('readable', listener);
  req.on('data', chunk => t.log('server', 'data', chunk));
  req.resume();
  req.on('end', () => res.end('ok'));
}, port => t.raw(port, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nConnection: close\r\n\r\nabc', ['turns', 3], 'def'])));
