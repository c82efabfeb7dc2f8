'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
events(r, 'r', 'data pause resume end close');
log(r.isPaused(), r.readableFlowing);
r.pause(); log(r.isPaused(), r.readableFlowing);
r.pause();
r.push('one'); r.push('two');
ticks(6);
setTimeout(function () {
  ticks(6);
  r.resume(); log(r.isPaused(), r.readableFlowing);
  r.once('data', function () { r.pause(); setTimeout(function () { r.push(null); r.resume(); }, 2); });
}, 2);
