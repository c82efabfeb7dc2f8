// The server of the interop tests, in real Node; server.py beside it is the same.
const crypto = require('crypto');
const http = require('http');

const server = http.createServer((req, res) => {
  const path = req.url.split('?')[0];
  if (path === '/hello') {
    res.writeHead(200, { 'Content-Type': 'text/plain', 'X-Method': req.method });
    res.end('hello');
  } else if (path === '/echo') {
    if (req.headers['content-length'] !== undefined) {
      res.setHeader('Content-Length', req.headers['content-length']);
    }
    req.pipe(res);
  } else if (path === '/hash') {
    const digest = crypto.createHash('sha256');
    let size = 0;
    req.on('data', (chunk) => {
      size += chunk.length;
      digest.update(chunk);
    });
    req.on('end', () => res.end(`${size} ${digest.digest('hex')}`));
  } else if (path === '/headers') {
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify(req.headers));
  } else if (path === '/trailers') {
    req.resume();
    req.on('end', () => {
      res.writeHead(200, { 'Trailer': 'X-Received' });
      res.write('body');
      res.addTrailers({ 'X-Received': JSON.stringify(req.rawTrailers) });
      res.end();
    });
  } else if (path === '/informed') {
    res.writeProcessing();
    res.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
    res.end('informed');
  } else if (path.startsWith('/status/')) {
    res.writeHead(Number(path.slice('/status/'.length)));
    res.end();
  } else if (path === '/large') {
    res.end(Buffer.alloc(10 * 1024 * 1024, 'Node in Python, '));
  } else if (path === '/broken') {
    // In the middle of the body, once its first piece is on its way
    res.writeHead(200, { 'Content-Length': 1000 });
    res.write('the beginning', () => res.socket.end());
  } else if (path === '/reset') {
    req.socket.resetAndDestroy();
  } else if (path === '/slow') {
    // Answers when the client has gone
    req.on('close', () => console.log('gone'));
  } else {
    res.writeHead(404);
    res.end();
  }
});

server.on('checkContinue', (req, res) => {
  if (req.headers['x-refuse']) {
    res.writeHead(417, { 'Connection': 'close' });
    res.end('refused');
  } else {
    res.writeContinue();
    server.emit('request', req, res);
  }
});

const echo = (status) => (req, socket, head) => {
  socket.write(status);
  socket.write(head);
  socket.pipe(socket);
  socket.on('error', () => {});
};

server.on('upgrade', echo('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n'));
server.on('connect', echo('HTTP/1.1 200 Connection Established\r\n\r\n'));

if (process.argv.length > 2) { // a Unix socket
  server.listen(process.argv[2], () => console.log('listening'));
} else {
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
}
