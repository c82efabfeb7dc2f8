'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ highWaterMark: 3, write: function (c, e, cb) { log('_write', c, e); cb(); } });
events(w, 'w', 'drain prefinish finish close');
ticks(6);
log(w.write('a'), w.writableLength, w.writableNeedDrain);
log(w.write('bcd', 'latin1', function (e) { log('written', e); }), w.writableLength, w.writableNeedDrain);
log(w.write(Buffer.from('e'), function (e) { log('written e', e); }));
log(w.end('f', function (e) { log('ended', e); }) === w, w.writableEnded, w.writableFinished, w.writable);
w.on('finish', function () { log(w.writableFinished, w.writableEnded, w.destroyed); });
