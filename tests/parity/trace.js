'use strict';
// The Node half of the scenario helper; trace.py is its twin, method by method.
//
// A trace is a list of lines [lane, value, ...]. A lane is one observer (a client, a server, a wire): the order
// inside a lane is compared, the interleaving of lanes is not, because two ends of a TCP connection have none.
// ES5 with arrow functions and no more, so that the old releases can run it.

var http = require('http');
var net = require('net');
var EventEmitter = require('events').EventEmitter;

var TURN = 2; // ms: one look around the loop
var QUIET_TURNS = 10;
var WATCHDOG = 4000;
var LINGER = 30; // turns behind the end of a response: whoever closes a request by itself has done so by then
var MISSING = /^(?:(?:req|res|server|agent|http|message|out)\.\w+|this\._implicitHeader|.*\[name\]) is not a function$/;
var SOURCE = /function named\(\) \{ return undefined; \}/g;
var DATE = /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\b/g;
var ERROR_FIELDS = ['code', 'message', 'errno', 'syscall', 'address', 'port', 'hostname', 'reason',
  'bytesParsed', 'rawPacket', 'errors'];

function slice(args, from) { return Array.prototype.slice.call(args, from); }
// Whether an object has a method: old releases lack some that a scenario calls in passing.
function has(object, name) { return typeof object[name] === 'function'; }

function turns(n, then) { n === 0 ? then() : setTimeout(turns, TURN, n - 1, then); }

function Trace(name) {
  this.name = name;
  this.lines = [];
  this.ports = [];
  this.closers = [];
  this.pending = 1;
  this.peers = 0;
  this.raws = 0;
  this.sealed = false;
  this.activity = 0;
}

// ---- values -------------------------------------------------------------------------------------------------

Trace.prototype.text = function (string) {
  string = string.replace(DATE, '<date>').replace(/([a-z])\1{99,}/g, (run, char) => '<' + char + '*' + run.length + '>').replace(SOURCE, '<source>');
  this.ports.forEach(port => { string = string.replace(new RegExp('\\b' + port + '\\b', 'g'), '<port>'); });
  return string;
};

Trace.prototype.plain = function (value) {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return this.text(value);
  if (typeof value === 'number') {
    if (this.ports.indexOf(value) >= 0) return '<port>';
    if (value > 1.5e12 && value < 1e13) return '<time>'; // old releases: when it was aborted
    return isFinite(value) ? value : String(value);
  }
  if (typeof value === 'boolean') return value;
  if (typeof value === 'function') return '<function>';
  if (typeof value === 'symbol' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(item => this.plain(item));
  if (Buffer.isBuffer(value)) return { buffer: this.text(value.toString('binary')) };
  var out = {};
  if (value instanceof Error) {
    out.error = value.name;
    ERROR_FIELDS.forEach(key => {
      if (value[key] !== undefined && value[key] !== null) out[key] = this.plain(value[key]);
    });
    return out;
  }
  if (value instanceof EventEmitter) return '<' + value.constructor.name + '>';
  Object.keys(value).forEach(key => { out[key] = this.plain(value[key]); });
  return out;
};

// ---- recording ----------------------------------------------------------------------------------------------

Trace.prototype.log = function (lane) {
  if (this.sealed) return;
  this.activity++;
  this.lines.push([lane].concat(slice(arguments, 1).map(value => this.plain(value))));
};

Trace.prototype.events = function (lane, label, emitter, names) {
  names.split(' ').forEach(name => {
    emitter.on(name, (function (t) {
      return function () { t.log.apply(t, [lane, label + ' ' + name].concat(slice(arguments))); };
    })(this));
  });
  return emitter;
};

Trace.prototype.props = function (lane, label, object, names) {
  var values = {};
  names.split(' ').forEach(name => { values[name] = object[name]; });
  this.log(lane, label, values);
};

// Logs what a call returns or throws, or that there is no such method.
Trace.prototype.attempt = function (lane, label, call) {
  var result;
  try {
    result = call();
  } catch (error) {
    this.thrown(lane, label, error);
    return undefined;
  }
  this.log(lane, label, result);
  return result;
};

// Logs an error that was thrown; what the two languages say each in its own words is put into one.
Trace.prototype.thrown = function (lane, label, error) {
  if (MISSING.test(error.message)) this.log(lane, label, 'is missing');
  else if (/^Cannot read propert/.test(error.message)) this.log(lane, label, 'throws: there is nothing');
  else this.log(lane, label, 'throws', error);
};

Trace.prototype.port = function (port) { this.ports.push(port); return port; };
Trace.prototype.parties = function (count) { this.pending = count; };
Trace.prototype.done = function () { this.pending--; };
Trace.prototype.defer = function (close) { this.closers.push(close); };
Trace.prototype.turns = function (count, then) { turns(count, then); };
Trace.prototype.later = function (ms, then) { setTimeout(then, ms); };

// Ends a scenario that is not done within `ms`: some release does not do what it waits for.
Trace.prototype.patience = function (ms) {
  this.later(ms, () => {
    if (this.pending <= 0) return;
    this.log('end', 'is not reached');
    this.pending = 0;
  });
};

// ---- HTTP -----------------------------------------------------------------------------------------------------

Trace.prototype.server = function (options, handler, ready) {
  var server = options ? http.createServer(options, handler) : handler ? http.createServer(handler) : http.createServer();
  this.listen(server, ready);
  return server;
};

Trace.prototype.listen = function (server, ready) {
  var sockets = [];
  server.on('connection', socket => sockets.push(socket));
  this.defer(() => {
    sockets.forEach(socket => socket.destroy());
    server.close(() => undefined);
  });
  server.listen(0, '127.0.0.1', () => ready(this.port(server.address().port), server));
};

Trace.prototype.agent = function (options) {
  var agent = new http.Agent(options);
  this.defer(() => agent.destroy());
  return agent;
};

Trace.prototype.watch = function (lane, req, res) {
  if (req) this.events(lane, 'req', req, 'end aborted error close');
  if (res) this.events(lane, 'res', res, 'prefinish finish error close');
};

// A request whose whole life is logged; `then` (default: done) runs when it is over: at its 'close', or some turns
// behind the end of its response, because before v14 a request closes only with its socket, which an agent may keep.
// One that is not over within `limit` ms, if that is given, is aborted: old releases leave some hanging.
Trace.prototype.request = function (lane, port, options, then, limit) {
  var req = http.request(Object.assign({ host: '127.0.0.1', port: port }, options));
  var over = false;
  var end = () => {
    if (over) return;
    over = true;
    if (then) then();
    else this.done();
  };
  this.follow(lane, req, () => turns(LINGER, end));
  req.on('close', end);
  if (limit) {
    this.later(limit, () => {
      if (over) return;
      this.log(lane, 'given up');
      req.abort();
      turns(LINGER, end);
    });
  }
  return req;
};

Trace.prototype.follow = function (lane, req, ended) {
  this.events(lane, 'req', req, 'socket finish information continue abort timeout error close');
  req.on('response', res => {
    this.log(lane, 'req response', res.statusCode, res.headers);
    this.body(lane, 'res', res, ended);
  });
};

// Logs the body of a message as one text at its 'end', and what else becomes of the message.
Trace.prototype.body = function (lane, label, message, then) {
  var body = '';
  message.on('data', chunk => { body += chunk.toString('binary'); });
  message.on('end', () => {
    this.log(lane, label + ' end', body);
    if (then) then(body);
  });
  this.events(lane, label, message, 'aborted error close');
};

// ---- raw peers ------------------------------------------------------------------------------------------------

// A server that is no HTTP server: `reply` (text, or a function of socket, count) answers each read that ends a head.
Trace.prototype.peer = function (reply, ready) {
  var server = net.createServer({ allowHalfOpen: true }, socket => {
    var lane = 'peer' + (++this.peers);
    var received = '';
    var count = 0;
    socket.setNoDelay(true);
    socket.on('error', error => this.log(lane, 'reset', error.code));
    socket.on('data', chunk => {
      received += chunk.toString('binary');
      if (!/\r\n\r\n/.test(received)) return;
      if (typeof reply !== 'function') socket.write(reply, 'binary');
      else reply(socket, ++count, received);
    });
    socket.on('end', () => { this.log(lane, 'fin'); socket.end(); });
    socket.on('close', () => this.log(lane, 'received', received));
  });
  this.listen(server, ready);
  return server;
};

// Sends bytes and logs what comes back. Pieces: text; ['until', text]; ['turns', n]; ['fin']; ['reset'];
// ['destroy']; ['quiet'] (look whether the other side leaves it open, then leave); ['call', function].
// Without a last 'destroy' or 'quiet' it waits for the other side to close.
Trace.prototype.raw = function (port, pieces, then) {
  var lane = 'wire' + (++this.raws);
  var received = '';
  var ending = 'destroyed';
  var wake = null;
  pieces = pieces.slice();
  var socket = net.connect({ port: port, host: '127.0.0.1', allowHalfOpen: true }, () => next());
  socket.setNoDelay(true);
  this.defer(() => socket.destroy());
  var next = () => {
    if (socket.destroyed || pieces.length === 0) return;
    var piece = pieces.shift();
    if (typeof piece === 'string') { socket.write(piece, 'binary'); return turns(4, next); }
    switch (piece[0]) {
      case 'until':
        wake = () => { if (received.indexOf(piece[1]) >= 0) { wake = null; next(); } };
        return wake();
      case 'turns': return turns(piece[1], next);
      case 'fin': socket.end(); return turns(4, next);
      case 'reset': ending = 'reset by us'; return socket.resetAndDestroy();
      case 'destroy': return socket.destroy();
      case 'quiet': return turns(20, () => { if (ending === 'destroyed') { ending = 'still open'; socket.destroy(); } });
      case 'call': piece[1](); return next();
    }
  };
  socket.on('data', chunk => {
    this.activity++;
    received += chunk.toString('binary');
    if (wake) wake();
  });
  socket.on('end', () => { ending = 'fin'; socket.end(); });
  socket.on('error', error => { ending = error.code; });
  socket.on('close', () => {
    if (this.sealed) return;
    this.log(lane, 'received', received);
    this.log(lane, ending);
    if (then) then(received);
    else this.done();
  });
  return socket;
};

// ---- running --------------------------------------------------------------------------------------------------

Trace.prototype.settle = function (started, then) {
  var seen = this.activity;
  var quiet = 0;
  var look = () => {
    if (Date.now() - started > WATCHDOG) {
      this.log('harness', 'no end within the time allowed');
      return this.seal(then);
    }
    quiet = this.pending > 0 || this.activity !== seen ? 0 : quiet + 1;
    seen = this.activity;
    if (quiet >= QUIET_TURNS) this.seal(then);
    else setTimeout(look, TURN);
  };
  look();
};

Trace.prototype.seal = function (then) {
  this.sealed = true;
  this.closers.forEach(close => close());
  http.globalAgent.destroy();
  turns(3, then);
};

var scenarios = [];
var current = null;

function scenario(name, run) { scenarios.push({ name: name, run: run }); }

function runAll(wanted, report) {
  function uncaught(error) { if (current) current.log('uncaught', error); }
  process.on('uncaughtException', uncaught);
  process.on('unhandledRejection', uncaught);
  var list = scenarios.filter(item => !wanted.length || wanted.indexOf(item.name) >= 0);
  (function step() {
    var item = list.shift();
    if (!item) return process.exit(0);
    current = new Trace(item.name);
    setImmediate(() => {
      var t = current;
      t.settle(Date.now(), () => { report(item.name, t.lines); step(); });
      item.run(t);
    });
  })();
}

module.exports = { scenario: scenario, runAll: runAll, has: has };
