'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
var w = new stream.Writable({ highWaterMark: 1, write: function (c, e, cb) { log('_write', c); r.unpipe(w); setTimeout(cb, 1); } });
events(w, 'w', 'unpipe drain finish'); events(r, 'r', 'pause resume end');
r.pipe(w); r.push('a'); r.push('b');
setTimeout(function () { log(r.readableFlowing, r.readableLength, w.listenerCount('drain')); r.on('data', function (c) { log('data', c); }); r.resume(); r.push(null); }, 25);
