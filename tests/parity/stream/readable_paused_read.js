'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function (n) { log('_read', n); } });
r.push('hello'); r.push(' wor'); r.push('ld');
ticks(10);
events(r, 'r', 'end close');
r.on('readable', function () {
  log('readable', r.readableLength, r.readableFlowing);
  var c;
  while ((c = r.read(4)) !== null) log('read', c, r.readableLength);
  log('null', r.readableLength);
});
setTimeout(function () { r.push('!!'); r.push(null); ticks(10); }, 5);
