'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

[true, false].forEach(function (half) {
  var d = new stream.Duplex({ allowHalfOpen: half, read: function () {}, write: function (c, e, cb) { cb(); } });
  events(d, half, 'end finish prefinish close');
  d.push(null); d.resume();
  setTimeout(function () { log(half, d.writable, d.writableEnded, d.destroyed); if (half) d.end(); }, 2);
});
ticks(8);
