'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var r = new stream.Readable({ highWaterMark: 8, read: function (size) {
  log('_read', size); process.nextTick(function () { n++; log('push', n, r.push('abc')); }); } });
ticks(12);
log(r.read(0), r.read());
setTimeout(function () { log(n, r.readableLength, r.read(2), r.read(100), r.readableHighWaterMark, r.read()); }, 5);
