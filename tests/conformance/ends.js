'use strict';
// Real Node's server and client, driven by lines of JSON: one job in, one log out. ends.py is its twin, line by line.
// A log is a list of [offset, event, …]: the offset is how many bytes had arrived; -1 once the peer had ended its side.

const http = require('node:http');
const { Duplex } = require('node:stream');

const TURNS = 6; // looks around the loop, until all is quiet
const DATE = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\b/g;
const RUN = /([^\\\n\r])\1{39,}/g;

// What a generator does between two of its yields is done in an immediate of its own. (Promises have another order.)
function inTurns(generator) {
  return new Promise((resolve) => {
    const advance = () => {
      const { done, value } = generator.next();
      if (done) resolve(value);
      else setImmediate(advance);
    };
    setImmediate(advance);
  });
}

function brief(value) {
  if (Array.isArray(value)) return value.map(brief);
  if (typeof value !== 'string') return value ?? null;
  return value.replace(DATE, '<date>').replace(RUN, (run, one) => `\\{${one}*${run.length}}`);
}

class Log {
  constructor() {
    this.lines = [];
    this.offset = 0;
    this.failed = false;
  }

  add(event, ...values) {
    const last = this.lines.at(-1);
    if (event === 'write' && last?.[0] === this.offset && last[1] === 'write') last[2] += values[0];
    else this.lines.push([this.offset, event, ...values]);
  }

  // Whoever does not destroy the connection is told of the same error with each piece that follows. Node then counts
  // from where that piece happens to lie in memory, so bytesParsed says something for the first piece only.
  error(event, error) {
    const parsed = this.failed && event === 'clientError' ? 'anything' : error.bytesParsed;
    this.add(event, error.name, error.code, error.message, parsed, error.rawPacket?.length);
    this.failed ||= event === 'clientError' && error.rawPacket !== undefined;
  }
}

// The connection: what is written to it is logged, what it reads is pushed by the job.
class Wire extends Duplex {
  constructor(log) {
    super();
    this.log = log;
    this.on('error', (error) => log.error('wire error', error));
    this.on('close', () => log.add('wire close'));
  }

  _read() {}

  _write(chunk, encoding, callback) {
    this.log.add('write', chunk.toString('latin1'));
    callback();
  }

  _final(callback) {
    this.log.add('wire end');
    callback();
  }

  _destroy(error, callback) {
    this.log.add('wire destroy');
    callback(error);
  }

  // What an agent asks of a socket that it keeps.
  setKeepAlive() {}
  setTimeout() {}
  ref() {}
  unref() {}
}

function* feed(job, log, wire) {
  const data = Buffer.from(job.sent, 'latin1');
  const cuts = [0, ...job.cuts, data.length];
  for (let i = 1; i < cuts.length; i++) {
    if (wire.destroyed) break;
    log.offset = cuts[i];
    wire.push(data.subarray(cuts[i - 1], cuts[i]));
    yield;
  }
  for (let i = 0; i < TURNS; i++) yield;
  if (!wire.destroyed) {
    log.offset = -1;
    wire.push(null);
    for (let i = 0; i < TURNS; i++) yield;
  }
  log.add('left', wire.destroyed, wire.writableEnded);
  const lines = brief(log.lines);
  wire.destroy();
  yield;
  return lines;
}

function observe(message, log, name) {
  let body = '';
  message.on('data', (chunk) => { body += chunk.toString('latin1'); });
  message.on('end', () => log.add(`${name} end`, body, message.rawTrailers));
  message.on('aborted', () => log.add(`${name} aborted`, body));
  message.on('error', (error) => log.error(`${name} error`, error));
  message.on('close', () => log.add(`${name} close`, message.complete));
  return () => body;
}

function taken(log, name) {
  return (message, wire, head) => {
    log.add(name, message.method ?? message.statusCode, message.url, message.rawHeaders, head.toString('latin1'));
    wire.on('data', (chunk) => log.add('tunnelled', chunk.toString('latin1')));
    wire.on('end', () => wire.end('bye'));
  };
}

// `plain`: nobody listens but the handler. In the others a Host is not asked for. `told`: everything is listened to.
// `late`: the answer ends a turn after the request, but a request other than GET gets its beginning at once.
function* serve(job) {
  const log = new Log();
  const told = job.variant === 'told';
  const late = job.variant === 'late';
  const options = { insecureHTTPParser: job.lenient, requireHostHeader: job.variant === 'plain' };
  if (job.max) options.maxHeaderSize = job.max;
  const server = http.createServer(options, (req, res) => {
    log.add('request', req.method, req.url, req.httpVersion, req.rawHeaders);
    const body = observe(req, log, 'req');
    const answer = () => res.end(`${req.method} ${req.url} ${body().length}`, 'latin1');
    if (late && req.method !== 'GET') res.write('begun ');
    req.on('end', late ? () => setImmediate(answer) : answer);
    res.on('finish', () => log.add('res finish'));
    res.on('close', () => log.add('res close'));
  });
  if (told) {
    server.on('clientError', (error, wire) => {
      log.error('clientError', error);
      wire.end('HTTP/1.1 400 Told\r\n\r\n');
    });
    server.on('upgrade', taken(log, 'upgrade'));
    server.on('connect', taken(log, 'connect'));
  }
  const wire = new Wire(log);
  server.emit('connection', wire);
  yield;
  return yield* feed(job, log, wire);
}

// `plain`: a connection of its own, nobody listens but to the response. `told`: an agent that keeps connections.
function* ask(job) {
  const log = new Log();
  const wire = new Wire(log);
  const told = job.variant === 'told';
  const options = { host: 'host', method: job.method, path: '/', insecureHTTPParser: job.lenient };
  if (job.max) options.maxHeaderSize = job.max;
  if (told) {
    options.agent = new http.Agent({ keepAlive: true });
    options.agent.createConnection = () => wire;
    options.agent.on('free', () => log.add('free'));
  } else {
    options.createConnection = () => wire;
  }
  const req = http.request(options, (res) => {
    log.add('response', res.statusCode, res.statusMessage, res.httpVersion, res.rawHeaders);
    observe(res, log, 'res');
  });
  req.on('error', (error) => log.error('req error', error));
  req.on('close', () => log.add('req close'));
  if (told) {
    req.on('information', (info) => log.add('information', info.statusCode, info.statusMessage, info.rawHeaders));
    req.on('continue', () => log.add('continue'));
    req.on('upgrade', taken(log, 'upgrade'));
    req.on('connect', taken(log, 'connect'));
  }
  req.end();
  yield;
  yield;
  const lines = yield* feed(job, log, wire);
  options.agent?.destroy();
  return lines;
}

async function main() {
  for await (const line of require('node:readline').createInterface({ input: process.stdin })) {
    const job = JSON.parse(line);
    const log = await inTurns((job.kind === 'request' ? serve : ask)(job));
    process.stdout.write(`${JSON.stringify(log)}\n`);
  }
}

main();
