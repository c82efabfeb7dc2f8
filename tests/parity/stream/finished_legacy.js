'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var s = new stream.Stream(); s.readable = true; s.writable = false;
stream.finished(s, { writable: false }, function (e) { log('s', e); });
s.emit('end');
var w = new stream.Stream(); w.writable = true; w.write = function () {};
stream.finished(w, { readable: false }, function (e) { log('w', e); });
w.emit('end'); w.writable = false; w.emit('finish');
var x = new stream.Stream(); x.readable = true;
stream.finished(x, function (e) { log('x', e); }); x.emit('error', new Error('x'));
var y = new stream.PassThrough(); stream.finished(y, { readable: true, writable: false }, function (e) { log('y', e, y.destroyed); });
y.resume(); y.end();
ticks(5);
