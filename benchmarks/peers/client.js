// Node's side of the clients: node client.js PORT CONCURRENT WARM-UP SECONDS. The other clients do the same:
// warm up; say so and wait for a line; run; tell how many requests it were, and wait for a line.
'use strict';
const fs = require('node:fs');
const http = require('node:http');

const [port, concurrent, warmUp, seconds] = process.argv.slice(2).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: concurrent });

function run(duration, done) {
  const until = performance.now() + duration * 1000;
  let count = 0;
  let running = concurrent;

  function next() {
    if (performance.now() >= until) {
      running -= 1;
      if (running === 0) done(count);
      return;
    }
    const req = http.request({ host: '127.0.0.1', port, agent }, (res) => {
      res.on('data', () => {});
      res.on('end', () => {
        count += 1;
        next();
      });
    });
    req.end();
  }

  for (let i = 0; i < concurrent; i += 1) next();
}

function say(line) {
  fs.writeSync(1, `${line}\n`);
  fs.readSync(0, Buffer.alloc(16));
}

run(warmUp, () => {
  say('warm');
  run(seconds, (count) => {
    say(count);
    process.exit();
  });
});
