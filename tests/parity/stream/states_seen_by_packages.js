'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var d = new stream.Duplex({ highWaterMark: 5, read: function () {}, write: function (c, e, cb) { setTimeout(cb, 1); } });
function show() {
  var r = d._readableState, w = d._writableState;
  log(r.length, r.ended, r.endEmitted, r.flowing, r.reading, r.needReadable, r.objectMode, r.highWaterMark, r.destroyed, r.errored, r.pipes.length, r.buffer.length, r.emitClose, r.autoDestroy, r.closed, r.encoding, r.defaultEncoding, r.readableListening, r.resumeScheduled, r.sync, r.constructed);
  log(w.length, w.ending, w.ended, w.finished, w.needDrain, w.objectMode, w.highWaterMark, w.destroyed, w.errored, w.corked, w.bufferedRequestCount, w.writing, w.pendingcb, w.prefinished, w.finalCalled, w.emitClose, w.autoDestroy, w.closed, w.defaultEncoding, w.sync, w.constructed, w.getBuffer().length);
}
show(); d.push('abc'); d.write('abc'); d.write('def'); show(); d.end(); show(); d.push(null); d.resume(); show();
d.on('close', show);
