// Node's side of the servers: node server.js MODE PORT. node_http_server.py is the same, line by line.
'use strict';
const http = require('node:http');

const [mode, port] = process.argv.slice(2);
const HELLO = '{"hello":"world"}';
const CHUNK = Buffer.alloc(64 * 1024, 'x');
const CHUNKS = 1600; // 100 MiB

const handlers = {
  hello(req, res) {
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(HELLO);
  },

  headers(req, res) {
    res.writeHead(req.headers.accept ? 200 : 400, { 'Content-Type': 'application/json' });
    res.end(HELLO);
  },

  echo(req, res) {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      res.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      res.end(Buffer.concat(chunks));
    });
  },

  download(req, res) {
    let left = CHUNKS;
    function write() {
      while (left > 0) {
        left -= 1;
        if (!res.write(CHUNK)) {
          res.once('drain', write);
          return;
        }
      }
      res.end();
    }
    res.writeHead(200, { 'Content-Type': 'application/octet-stream' });
    write();
  },

  upload(req, res) {
    let received = 0;
    req.on('data', (chunk) => { received += chunk.length; });
    req.on('end', () => res.end(String(received)));
  },

  pipe(req, res) {
    req.pipe(res);
  },
};

// Idle connections are measured, too: they must not be closed meanwhile.
http.createServer({ keepAliveTimeout: 120_000 }, handlers[mode]).listen(Number(port), '127.0.0.1');
