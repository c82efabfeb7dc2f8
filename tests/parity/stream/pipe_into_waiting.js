'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ highWaterMark: 2, write: function (c, e, cb) { log('_write', c); setTimeout(cb, 3); } });
w.write('full');
var r = new stream.Readable({ read: function () {} });
r.push('after'); r.push(null);
events(r, 'r', 'pause resume end'); events(w, 'w', 'drain finish pipe unpipe');
r.pipe(w); log(r.isPaused(), r.readableFlowing, w.writableNeedDrain);
