'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

class Source extends stream.Readable { constructor() { super({ highWaterMark: 2 }); this.n = 0; } _read() { this.n++; this.push(this.n > 3 ? null : '' + this.n); } _destroy(e, cb) { log('Source._destroy', e); cb(e); } }
class Upper extends stream.Transform { _transform(c, e, cb) { this.push(String(c) + c); cb(); } _flush(cb) { this.push('.'); cb(); } }
class Sink extends stream.Writable { _construct(cb) { log('Sink._construct'); cb(); } _write(c, e, cb) { log('Sink._write', c); cb(); } _final(cb) { log('Sink._final'); cb(); } }
var sink = new Sink(); events(sink, 'sink', 'finish close');
ticks(14);
new Source().pipe(new Upper()).pipe(sink);
