'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({
  write: function (c, e, cb) { log('_write', c); process.nextTick(cb); },
  writev: function (chunks, cb) { log('_writev', chunks.map(function (c) { return c.chunk; }), chunks[0].encoding, chunks.allBuffers); process.nextTick(cb); } });
events(w, 'w', 'drain finish close');
w.cork(); w.cork();
log(w.writableCorked, w.write('a', function () { log('a written'); }), w.write('b'), w.write('c', function () { log('c written'); }), w.writableLength);
w.uncork(); log(w.writableCorked, w.writableLength);
ticks(6);
w.uncork(); log(w.writableCorked, w.writableLength);
w.write('d'); w.write('e');
w.cork(); w.write('f'); w.end('g');
log(w.writableCorked);
