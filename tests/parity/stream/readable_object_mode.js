'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ objectMode: true, highWaterMark: 2, read: function () {} });
log(r.readableObjectMode, r.readableHighWaterMark);
log(r.push(1), r.push('two'), r.push(false), r.push(0), r.push(''), r.readableLength);
ticks(5);
log(r.read(), r.read(5), r.readableLength);
events(r, 'r', 'data end close');
r.push(null);
