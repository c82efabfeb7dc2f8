// The client of the interop tests, in real Node; client.py beside it is the same.
//
// node client.js PORT SCENARIO [ARGUMENT...]
const crypto = require('crypto');
const http = require('http');

const port = Number(process.argv[2]);
const [scenario, ...args] = process.argv.slice(3);

const read = (res, done) => {
  res.setEncoding('utf8');
  let body = '';
  res.on('data', (chunk) => { body += chunk; });
  res.on('end', () => done(body));
};

const scenarios = {
  get() {
    http.get({ host: '127.0.0.1', port, path: '/hello?a=b', headers: { 'X-Name': 'value' } }, (res) => {
      console.log(res.statusCode, res.statusMessage, res.httpVersion, res.headers['content-type']);
      read(res, (body) => console.log(res.headers['x-method'], body, res.complete));
    });
  },

  head() {
    http.request({ host: '127.0.0.1', port, path: '/hello', method: 'HEAD' }, (res) => {
      console.log(res.statusCode, res.headers['x-method'], res.headers['content-length'] ?? 'no length');
      read(res, (body) => console.log(JSON.stringify(body)));
    }).end();
  },

  statuses() {
    const next = ([status, ...rest]) => {
      if (status === undefined) return;
      http.get({ host: '127.0.0.1', port, path: `/status/${status}` }, (res) => {
        console.log(res.statusCode, res.statusMessage);
        read(res, () => next(rest));
      });
    };
    next([200, 204, 304, 404, 500, 799]);
  },

  // Post SIZE bytes to a path, with their length or in chunks; the body comes back, or its hash does
  post(path, size, framing) {
    const block = Buffer.alloc(65536, 'Node in Python, ');
    let left = Number(size);
    const headers = framing === 'length' ? { 'Content-Length': left } : { 'Transfer-Encoding': 'chunked' };
    const sent = crypto.createHash('sha256');
    const received = crypto.createHash('sha256');
    const req = http.request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (res) => {
      let count = 0;
      let text = '';
      res.on('data', (chunk) => {
        count += chunk.length;
        if (path === '/echo') {
          received.update(chunk);
        } else {
          text += chunk;
        }
      });
      res.on('end', () => {
        const hash = sent.digest('hex');
        console.log(res.statusCode, res.headers['content-length'] ?? res.headers['transfer-encoding']);
        console.log(path === '/echo' ? received.digest('hex') === hash && `${count}` : text === `${size} ${hash}`);
      });
    });
    const write = () => {
      while (left > 0) {
        const chunk = block.subarray(0, left);
        left -= chunk.length;
        sent.update(chunk);
        if (!req.write(chunk)) {
          req.once('drain', write);
          return;
        }
      }
      req.end();
    };
    write();
  },

  // 1,000 requests over 10 connections
  keepalive() {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });
    const ports = new Set();
    let left = 1000;
    let good = 0;
    for (let i = 0; i < 1000; i++) {
      http.get({ host: '127.0.0.1', port, path: `/hello?${i}`, agent }, (res) => {
        ports.add(res.socket.localPort);
        read(res, (body) => {
          good += res.statusCode === 200 && body === 'hello';
          left -= 1;
          if (left === 0) {
            console.log(good, ports.size);
            agent.destroy();
          }
        });
      });
    }
  },

  upgrade() {
    const headers = { 'Connection': 'Upgrade', 'Upgrade': 'echo' };
    http.get({ host: '127.0.0.1', port, headers }).on('upgrade', (res, socket, head) => {
      console.log(res.statusCode, res.headers.upgrade, head.length);
      read(socket, (body) => console.log(body));
      socket.end('echoed');
    });
  },

  connect() {
    http.request({ host: '127.0.0.1', port, method: 'CONNECT', path: 'somewhere:80' }).on('connect', (res, socket, head) => {
      console.log(res.statusCode, res.statusMessage, head.length);
      read(socket, (body) => console.log(body));
      socket.end('tunnelled');
    }).end();
  },

  // Ask before the body is sent; with an argument the server refuses
  expect(refuse) {
    const headers = { 'Expect': '100-continue', 'Content-Length': 9 };
    if (refuse) headers['X-Refuse'] = 'yes';
    const req = http.request({ host: '127.0.0.1', port, path: '/echo', method: 'POST', headers }, (res) => {
      console.log(res.statusCode);
      read(res, (body) => {
        console.log(body);
        req.destroy();
      });
    });
    req.on('continue', () => {
      console.log('continue');
      req.end('the body.');
    });
    req.on('error', (err) => console.log(err.code));
  },

  trailers() {
    const headers = { 'Transfer-Encoding': 'chunked', 'Trailer': 'X-Sent' };
    const req = http.request({ host: '127.0.0.1', port, path: '/trailers', method: 'POST', headers }, (res) => {
      console.log(res.headers.trailer, JSON.stringify(res.trailers));
      read(res, (body) => {
        console.log(body, res.trailers['x-received']);
        console.log(JSON.stringify(res.rawTrailers));
      });
    });
    req.write('body');
    req.addTrailers({ 'X-Sent': 'by the client' });
    req.end();
  },

  informed() {
    const req = http.get({ host: '127.0.0.1', port, path: '/informed' }, (res) => {
      read(res, (body) => console.log(res.statusCode, body));
    });
    req.on('information', (info) => console.log(info.statusCode, info.statusMessage, info.headers.link ?? 'no link'));
  },

  // The server leaves in the middle of the body
  broken() {
    const req = http.get({ host: '127.0.0.1', port, path: '/broken' }, (res) => {
      res.on('data', (chunk) => console.log(`data ${chunk}`));
      res.on('aborted', () => console.log('aborted', res.complete));
      res.on('error', (err) => console.log('error', err.code, err.message));
      res.on('close', () => console.log('close', res.complete));
    });
    req.on('close', () => console.log('request close'));
  },

  reset() {
    const req = http.get({ host: '127.0.0.1', port, path: '/reset' });
    req.on('error', (err) => console.log(err.code, err.syscall));
    req.on('close', () => console.log('close'));
  },

  // The client leaves before the answer; the next request finds the server in good health
  leave() {
    const req = http.get({ host: '127.0.0.1', port, path: '/slow' });
    req.on('error', (err) => console.log(err.code, err.message));
    req.on('close', scenarios.get);
    setTimeout(() => req.destroy(), 50);
  },
};

scenarios[scenario](...args);
