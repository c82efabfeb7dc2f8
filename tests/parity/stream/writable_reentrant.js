'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var w = new stream.Writable({ highWaterMark: 2, write: function (c, e, cb) { log('_write', c, w.writableLength); if (n++ < 3) w.write(String(n), function () { log('inner', n); }); cb(); } });
events(w, 'w', 'drain finish');
log(w.write('x'), w.writableLength);
ticks(5);
w.on('drain', function () { if (n < 6) { n = 6; w.write('y'); w.end('z'); } });
