'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({ read: function () { log('_read'); }, write: function (c, e, cb) { log('_write', c); this.push(c); cb(); }, final: function (cb) { this.push(null); cb(); } });
events(d, 'd', 'data end finish prefinish close drain');
ticks(8);
d.write('a'); d.end('b');
log(d instanceof stream.Readable, d instanceof stream.Writable, d.allowHalfOpen);
d.on('end', function () { log(d.destroyed); }); d.on('close', function () { log(d.destroyed, d.closed, d.readable, d.writable); });
