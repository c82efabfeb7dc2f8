'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var r = new stream.Readable({ highWaterMark: 4, read: function () { n++; r.push(n > 6 ? null : 'abc' + n); } });
var slow = new stream.Writable({ highWaterMark: 4, write: function (c, e, cb) { log('slow', c); setTimeout(cb, 3); } });
var fast = new stream.Writable({ highWaterMark: 100, write: function (c, e, cb) { log('fast', c); cb(); } });
events(r, 'r', 'pause resume end'); events(slow, 'slow', 'drain finish unpipe'); events(fast, 'fast', 'drain finish');
r.pipe(slow); r.pipe(fast);
