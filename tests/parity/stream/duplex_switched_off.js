'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var a = new stream.Duplex({ readable: false, write: function (c, e, cb) { log('_write', c); cb(); } });
events(a, 'a', 'data end finish close error');
log(a.readable, a.readableEnded, a.writable, a.readableAborted); a.end('x');
var b = new stream.Duplex({ writable: false, read: function () { this.push(null); } });
events(b, 'b', 'data end finish close error');
log(b.writable, b.writableEnded, b.writableFinished, b.readable, b.writableAborted); b.resume();
ticks(6);
var c = new stream.Duplex({ readable: false, writable: false }); events(c, 'c', 'close'); log(c.destroyed); c.destroy(); log(c.readableAborted, c.writableAborted);
var e = new stream.Duplex({ writable: false, read: function () {} }); events(e, 'e', 'error close'); log(e.write('x', function (x) { log('e', x); }));
