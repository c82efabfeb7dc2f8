'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var r = new stream.Readable({ highWaterMark: 3, read: function (size) {
  log('_read', size, n); n++; this.push(n > 5 ? null : String(n)); } });
ticks(14);
events(r, 'r', 'data end close');
