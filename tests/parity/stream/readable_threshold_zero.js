'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var r = new stream.Readable({ highWaterMark: 0, read: function (s) { log('_read', s); var c = n++ < 3 ? 'x' + n : null; process.nextTick(function () { log('push', r.push(c)); }); } });
events(r, 'r', 'end close');
ticks(12);
r.on('readable', function () { log('readable', r.readableLength, r.read()); });
var m = 0, q = new stream.Readable({ highWaterMark: 0, read: function () { q.push(m++ < 3 ? 'y' + m : null); } });
setTimeout(function () { events(q, 'q', 'data end close'); ticks(8); }, 3);
