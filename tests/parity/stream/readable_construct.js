'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({
  construct: function (cb) { log('construct'); process.nextTick(cb); },
  read: function () { log('_read'); this.push('x'); this.push(null); } });
events(r, 'r', 'data end close resume');
ticks(12);
