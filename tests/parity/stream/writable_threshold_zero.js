'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ highWaterMark: 0, write: function (c, e, cb) { log('_write', c); process.nextTick(cb); } });
events(w, 'w', 'drain');
log(w.write(''), w.writableNeedDrain, w.write('a'), w.writableNeedDrain);
var o = new stream.Writable({ objectMode: true, highWaterMark: 2, write: function (c, e, cb) { process.nextTick(cb); } });
events(o, 'o', 'drain');
log(o.write(1), o.write({}), o.write(0), o.writableLength, o.writableObjectMode);
ticks(5);
