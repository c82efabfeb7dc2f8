'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ highWaterMark: 4, write: function (c, e, cb) { log('_write', c); setTimeout(function () { log('done', c); ticks(3); cb(); }, 2); } });
events(w, 'w', 'drain prefinish finish close');
log(w.write('ab', function (e) { log('written ab', e); }), w.write('cd', function (e) { log('written cd', e); }), w.write('ef'), w.writableLength, w.writableBuffer.length);
w.once('drain', function () { log('needs', w.writableNeedDrain); w.end('gh', function () { log('ended'); }); log(w.writableLength); });
