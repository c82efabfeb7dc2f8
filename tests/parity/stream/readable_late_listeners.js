'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
r.push('a'); r.push('b');
setTimeout(function () {
  ticks(8);
  events(r, 'r', 'readable end close');
  log(r.readableLength, r.readableFlowing);
  setTimeout(function () { log(r.read()); r.push('c'); log(r.readableLength); setTimeout(function () { r.on('data', function (c) { log('data', c); }); r.read(); r.push(null); }, 2); }, 2);
}, 2);
